"""The contract of a rule.

A rule is a module of this package whose name begins with its id (`rs206_row_numbers.py`) and that defines `RULE`; the
registry finds it by itself. Its docstring is its documentation, under the headings `What it does`, `Why is this bad?`,
`Example`, `Fix safety`; its cases stand in `tests/cases/rules/<module>.toml`.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from readme_sync.model import Fix, Level, Readme, Result
from readme_sync.sources import Facts
from readme_sync.text import Span

Finding = tuple[Span, str] | tuple[Span, str, Fix]
"""Where, what is wrong, and its fix if there is one."""


class Stage(Enum):
    """When a rule's findings matter beyond a report."""

    CHECK = auto()
    """Only `check` reports them."""
    INPUT = auto()
    """They are wrong input: exit code 2, and `sync` changes nothing."""
    SYNC = auto()
    """`sync` makes their safe fixes, which bring what is derived in line with what it is derived from."""
    SYNC_LAST = auto()
    """`sync` makes their fixes when nothing else is left to do, since they rest on the whole document."""


ON_DEMAND = "RS6"
"""How the ids of the rules begin that run only where they are selected: they ask what stood there before."""


class Rule(NamedTuple):
    """One rule.

    Attributes:
        id: such as RS206; never reused.
        name: such as row-numbers.
        level: of all its results.
        check: what it finds in a document; a pure function of it and of what its facts say.
        stage: when its findings matter.
    """

    id: str
    name: str
    level: Level
    check: Callable[[Readme, Facts], Iterator[Result]]
    stage: Stage = Stage.CHECK

    @property
    def is_default(self) -> bool:
        """Whether it runs where no rule is selected."""
        return not self.id.startswith(ON_DEMAND)

    @property
    def broken(self) -> bool:
        """Whether what it finds is wrong input."""
        return self.stage is Stage.INPUT

    @property
    def syncs(self) -> bool:
        """Whether `sync` makes its fixes."""
        return self.stage in {Stage.SYNC, Stage.SYNC_LAST}

    @property
    def last(self) -> bool:
        """Whether `sync` makes its fixes last."""
        return self.stage is Stage.SYNC_LAST


def rule(
    id: str,  # noqa: A002
    name: str,
    level: Level,
    find: Callable[[Readme, Facts], Iterator[Finding]],
    stage: Stage = Stage.CHECK,
) -> Rule:
    """Return the rule whose results are what `find` finds."""

    def check(readme: Readme, facts: Facts) -> Iterator[Result]:
        for span, message, *fixes in find(readme, facts):
            yield Result(id, level, message, span, fixes[0] if fixes else None)

    return Rule(id, name, level, check, stage)
