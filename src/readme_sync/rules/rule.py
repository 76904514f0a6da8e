"""The contract of a rule.

A rule is a module of this package whose name begins with its id (`rs206_row_numbers.py`) and that defines `RULE`; the
registry finds it by itself. Its docstring is its documentation, under the headings `What it does`, `Why is this bad?`,
`Example`, `Fix safety`; its cases stand in `tests/cases/rules/<module>.toml`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readme_sync.model import Fix, Level, Readme, Result
from readme_sync.sources import Facts
from readme_sync.text import Span

Finding = tuple[Span, str] | tuple[Span, str, Fix]
"""Where, what is wrong, and what mends it, if anything does."""


class Rule(NamedTuple):
    """One rule.

    Attributes:
        id: such as RS206; never reused.
        name: such as row-numbers.
        level: of all its results.
        check: what it finds in a document; a pure function of it and of what its facts say.
        broken: whether what it finds is wrong input, so that the exit code is 2.
        syncs: whether its safe fixes bring what it finds in line with its fact: `sync` makes those.
        last: whether `sync` makes them when nothing else is left to do, since they rest on the whole document.
    """

    id: str
    name: str
    level: Level
    check: Callable[[Readme, Facts], Iterator[Result]]
    broken: bool = False
    syncs: bool = False
    last: bool = False


def rule(  # noqa: PLR0913  the parts of a rule
    id: str,  # noqa: A002
    name: str,
    level: Level,
    find: Callable[[Readme, Facts], Iterator[Finding]],
    *,
    broken: bool = False,
    syncs: bool = False,
    last: bool = False,
) -> Rule:
    """The rule whose results are what `find` finds."""

    def check(readme: Readme, facts: Facts) -> Iterator[Result]:
        for span, message, *fix in find(readme, facts):
            yield Result(id, level, message, span, *fix)

    return Rule(id, name, level, check, broken, syncs, last)
