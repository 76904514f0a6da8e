"""RS112 lagging-sibling: a translation does not say what its leading document says.

## What it does

Compares a document with the first document of its `[[siblings]]` in the configuration: the numbers of each text, the
states of tasks and rows, how many rows and entries there are, and the order and levels of sections. What belongs
together is found by position and by what no language changes: where links lead, code, the numbers of rows. Words are
never compared. Numbers may be written in other digits and with other signs (`1,234`, `1.234`), and those of a date in
another order. A number that follows from its own document, as in `## Plan (2/3)`, is left to the other rules.

## Why is this bad?

Readers of the translation believe numbers of last year.

## Example

    [[siblings]]
    files = ["README.md", "README.*.md"]

Where `README.md` says `We have 194 rules`, and `README.de.md`:

    Es gibt 193 Regeln.

The translation should say 194.

## Fix safety

Safe: only digits and signs of states are written, and only where both texts have equally many numbers and the sections
around them are the same. Where the structure differs there is none, and neither where a state is a word.
"""

from collections.abc import Iterator

from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    name = readme.settings.leader
    if not name:
        return
    from readme_sync.sources.siblings import differences  # noqa: PLC0415  few documents have a leader

    try:
        leading = facts.document(name)
    except ReadmeSyncError as error:
        yield readme.sections[0].span, f"cannot be compared with {name}: {error.message}"
        return
    for one in differences(readme, leading, name):
        if one.edits:
            fix = Fix(f"write {one.shown}", one.edits, Applicability.SAFE)
            yield one.span, one.message, fix
        else:
            yield one.span, one.message


RULE = rule("RS112", "lagging-sibling", Level.WARNING, _find, Stage.SYNC)
