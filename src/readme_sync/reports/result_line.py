"""A result on one line."""

from readme_sync.model import Level, Result
from readme_sync.reports.checked import Checked
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View

STYLES = {Level.ERROR: Style.BAD, Level.WARNING: Style.MIDDLING, Level.NOTE: Style.NOTICE}


def place_of(checked: Checked, result: Result, view: View) -> str:
    """`README.md:12:1`, as editors and terminals understand it."""
    line, column = checked.source.position_of(result.span.start)
    return f"{view.shown(printable(checked.path))}:{line}:{column}"


def line_of(checked: Checked, result: Result, view: View, place_width: int = 0, level_width: int = 0) -> str:
    """The place, the level, the rule and what is wrong; without a line end."""
    place = view.paint(place_of(checked, result, view).ljust(place_width), Style.STRONG)
    level = view.paint(result.level.ljust(level_width), STYLES[result.level])
    return f"{place} {level} {result.rule} {view.shown(printable(result.message))}"
