"""How output is displayed: width, colours, characters; numbers, bars and progress as people write them."""

from typing import NamedTuple

from readme_sync.model import Progress, State, TrackerKind
from readme_sync.model.settings import round_percent


class Style:
    """The palette: parameters of the ANSI sequences. Not an enum: to make one takes as long as to check a README."""

    STRONG = "1"
    FAINT = "2"
    GOOD = "32"
    MIDDLING = "33"
    BAD = "31"
    NOTICE = "36"
    NONE = ""


class View(NamedTuple):
    """What the output may use.

    Attributes:
        columns: the width to keep within.
        colour: whether to use ANSI colours.
        unicode: whether the encoding has block characters, dashes and all of the documents' letters.
        quiet: whether to leave out what sums up.
    """

    columns: int = 100
    colour: bool = False
    unicode: bool = True
    quiet: bool = False

    def paint(self, text: str, style: str) -> str:
        """Return the text in a style, or unchanged without colours."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and style and text else text

    def shown(self, text: str) -> str:
        """Return the text in characters that the encoding has."""
        return text if self.unicode else text.encode("ascii", "replace").decode("ascii")


_UNICODE = ("█", "░")
_ASCII = ("#", ".")
_FULL = 100.0


def bar(percent: float | None, columns: int, view: View) -> str:
    """Return a bar `columns` wide: full only at 100 %, empty only at 0 % or where the percent is unknown."""
    full, empty = _UNICODE if view.unicode else _ASCII
    cells = _cells(percent or 0.0, columns)
    return view.paint(full * cells, style_of(percent)) + view.paint(empty * (columns - cells), Style.FAINT)


def style_of(percent: float | None) -> str:
    """Return the colour of a percent."""
    if not percent:
        return Style.FAINT
    return Style.GOOD if percent >= _FULL else Style.MIDDLING


def _cells(percent: float, columns: int) -> int:
    if percent <= 0:
        return 0
    if percent >= _FULL:
        return columns
    return min(max(round(percent / _FULL * columns), 1), columns - 1)


_STATES = {State.OPEN: "open", State.IN_PROGRESS: "in progress", State.DONE: "done", State.UNKNOWN: "unknown"}


def counted(number: int, noun: str) -> str:
    """Return `1 warning`, `2 warnings`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(parts: list[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def number_text(number: float) -> str:
    """Return the number with at most two decimals, `3` for 3.0."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def percent_text(percent: float) -> str:
    """Return the percent with at most one decimal; 100 only if nothing is left, 0 only if nothing is done."""
    return f"{round_percent(percent, 0.1):.1f}".removesuffix(".0")


def stated(progress: Progress, kind: TrackerKind = TrackerKind.TABLE) -> str:
    """Return a progress as text: `3/7`, `40 %`, `in progress`; a task is open or done, not 0 % or 100 %."""
    if kind is TrackerKind.TASKS or progress.percent is None:
        return _STATES[progress.state]
    if progress.done is not None and progress.total is not None:
        return f"{number_text(progress.done)}/{number_text(progress.total)}"
    return f"{number_text(progress.percent)} %"
