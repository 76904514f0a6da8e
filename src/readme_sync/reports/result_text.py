"""The line that a result is about, with a mark under the very characters."""

from typing import NamedTuple

from readme_sync.model import Level, Result
from readme_sync.reports.checked import Checked
from readme_sync.reports.safe import printable, visible
from readme_sync.reports.view import Style, View
from readme_sync.text import Source, Span
from readme_sync.text.width import cut, width

# A result on one line.

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


_TAB = 4
_INDENT = "  "
_LEAST = 8  # columns for the text, however narrow the terminal


class _Shown(NamedTuple):
    """A line as a terminal shows it: what is marked, and what stands before and behind it."""

    before: str
    marked: str
    after: str


def snippet(source: Source, span: Span, view: View, style: str) -> list[str]:
    """The first line of a span, and under it the mark; hidden characters are shown, a long line is cut around it."""
    line = source.line_of(span.start)
    last = source.line_of(max(span.start, span.end - 1))
    number = str(line)
    bar = "│" if view.unicode else "|"
    more = f" to line {last}" if last > line else ""
    room = max(view.columns - 1 - len(_INDENT) - len(number) - len(" | ") - len(more), _LEAST)
    shown = _cut(_shown(source, span, line, room, view), room, "…" if view.unicode else "...")
    gutters = [view.paint(f"{_INDENT}{text} {bar}", Style.FAINT) for text in (number, " " * len(number))]
    text = f"{shown.before}{view.paint(shown.marked, Style.STRONG)}{shown.after}".rstrip()
    mark = view.paint("^" * max(_width(shown.marked), 1), style)
    return [f"{gutters[0]} {text}".rstrip(), f"{gutters[1]} {' ' * _width(shown.before)}{mark}{more}"]


def _shown(source: Source, span: Span, line: int, room: int, view: View) -> _Shown:
    """The line in three parts; of a very long one no more than can be seen, so that many results in it cost little."""
    text = source.text
    starts = source.line_starts
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    if start == 0 and text.startswith("\ufeff"):
        start = min(1, end)
    first = min(span.start, end)
    last = max(first, min(span.end, end))
    far = room * 8
    before = _plain(text[max(start, first - far) : first], 0, view)
    marked = _plain(text[first : min(last, first + far)], width(before), view)
    after = _plain(text[last : min(end, last + far)], width(before) + width(marked), view)
    return _Shown(before, marked, after)


def _plain(text: str, column: int, view: View) -> str:
    """The text without tabs and hidden characters, as it stands behind `column` columns."""
    parts = view.shown(visible(text)).split("\t")
    done = parts[0]
    for part in parts[1:]:
        done += " " * (_TAB - (column + width(done)) % _TAB) + part
    return done


def _cut(shown: _Shown, room: int, ellipsis: str) -> _Shown:
    """As much of the line as has room: what is marked, then what is before it, then what is behind."""
    before, marked, after = shown
    if sum(map(width, shown)) <= room:
        return shown
    marked = cut(marked, room, ellipsis)
    dots = len(ellipsis)
    taken = width(before)
    if taken > room - width(marked) - (dots if after else 0):
        kept = max(min(room // 2, room - width(marked) - dots), 0)
        end = _end(before, kept - dots) if kept > dots else ""
        before, taken = (ellipsis + end, dots + width(end)) if end else ("", 0)
    return _Shown(before, marked, cut(after, room - taken - width(marked), ellipsis))


def _width(text: str) -> int:
    """The columns of a text that may have been cut; its ellipsis alone loads nothing."""
    return text.count("…") + width(text.replace("…", ""))


def _end(text: str, columns: int) -> str:
    """The end of the text, as much as fits into `columns`."""
    if text.isascii():
        return text[len(text) - columns :] if columns > 0 else ""
    from wcwidth import iter_graphemes  # noqa: PLC0415  most documents do not need it

    taken: list[str] = []
    for grapheme in reversed(list(iter_graphemes(text))):
        columns -= width(grapheme)
        if columns < 0:
            break
        taken.append(grapheme)
    return "".join(reversed(taken))
