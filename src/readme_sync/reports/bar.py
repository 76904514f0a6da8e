"""A bar of characters."""

from readme_sync.reports.view import Style, View

_UNICODE = ("█", "░")
_ASCII = ("#", ".")
_FULL = 100.0


def bar(percent: float | None, columns: int, view: View) -> str:
    """A bar `columns` wide: full only at 100 %, empty only at 0 %; all empty where the percent is unknown."""
    full, empty = _UNICODE if view.unicode else _ASCII
    cells = _cells(percent or 0.0, columns)
    return view.paint(full * cells, style_of(percent)) + view.paint(empty * (columns - cells), Style.FAINT)


def style_of(percent: float | None) -> str:
    """The colour of a percent."""
    if not percent:
        return Style.FAINT
    return Style.GOOD if percent >= _FULL else Style.MIDDLING


def _cells(percent: float, columns: int) -> int:
    if percent <= 0:
        return 0
    if percent >= _FULL:
        return columns
    return min(max(round(percent / _FULL * columns), 1), columns - 1)
