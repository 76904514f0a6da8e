"""One result as text: its line, and the source with a mark under the characters that it is about."""

from typing import NamedTuple

from readme_sync.model import Level, Result
from readme_sync.reports.checked import Checked
from readme_sync.reports.safe import printable, visible
from readme_sync.reports.words import Style, View
from readme_sync.text import Source, Span
from readme_sync.text.width import cut, width

STYLES = {Level.ERROR: Style.BAD, Level.WARNING: Style.MIDDLING, Level.NOTE: Style.NOTICE}


def place_of(checked: Checked, result: Result, view: View) -> str:
    """Return `README.md:12:1`, as editors and terminals understand it."""
    line, column = checked.source.position_of(result.span.start)
    return f"{view.shown(printable(checked.path))}:{line}:{column}"


def line_of(checked: Checked, result: Result, view: View, place_width: int = 0, level_width: int = 0) -> str:
    """Return the place, the level, the rule and the message; without a line end."""
    place = view.paint(place_of(checked, result, view).ljust(place_width), Style.STRONG)
    level = view.paint(result.level.ljust(level_width), STYLES[result.level])
    return f"{place} {level} {result.rule} {view.shown(printable(result.message))}"


_TAB = 4
_INDENT = "  "
_LEAST = 8  # columns for the text, even on a narrow terminal


class _Shown(NamedTuple):
    """A line as a terminal shows it: the marked part, and the text before and after it."""

    before: str
    marked: str
    after: str


def snippet(source: Source, span: Span, view: View, style: str) -> list[str]:
    """Return the first line of a span, and the mark under it; hidden characters are shown, a long line is cut."""
    line = source.line_of(span.start)
    last = source.line_of(max(span.start, span.end - 1))
    number = str(line)
    bar = "│" if view.unicode else "|"
    more = f" to line {last}" if last > line else ""
    columns = max(view.columns - 1 - len(_INDENT) - len(number) - len(" | ") - len(more), _LEAST)
    shown = _cut(_shown(source, span, line, columns, view), columns, "…" if view.unicode else "...")
    gutters = [view.paint(f"{_INDENT}{text} {bar}", Style.FAINT) for text in (number, " " * len(number))]
    text = f"{shown.before}{view.paint(shown.marked, Style.STRONG)}{shown.after}".rstrip()
    mark = view.paint("^" * max(_width(shown.marked), 1), style)
    return [f"{gutters[0]} {text}".rstrip(), f"{gutters[1]} {' ' * _width(shown.before)}{mark}{more}"]


def _shown(source: Source, span: Span, line: int, columns: int, view: View) -> _Shown:
    """Return the line in three parts; of a very long one no more than can be seen, so that many results cost little."""
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
    far = columns * 8
    before = _plain(text[max(start, first - far) : first], 0, view)
    marked = _plain(text[first : min(last, first + far)], width(before), view)
    after = _plain(text[last : min(end, last + far)], width(before) + width(marked), view)
    return _Shown(before, marked, after)


def _plain(text: str, column: int, view: View) -> str:
    """Return the text without tabs and hidden characters, as it appears after `column` columns."""
    parts = view.shown(visible(text)).split("\t")
    done = parts[0]
    for part in parts[1:]:
        done += " " * (_TAB - (column + width(done)) % _TAB) + part
    return done


def _cut(shown: _Shown, columns: int, ellipsis: str) -> _Shown:
    """Cut the line to `columns`, keeping first the marked part, then the text before it, then the text after it."""
    before, marked, after = shown
    if sum(map(width, shown)) <= columns:
        return shown
    marked = cut(marked, columns, ellipsis)
    dots = len(ellipsis)
    taken = width(before)
    if taken > columns - width(marked) - (dots if after else 0):
        kept = max(min(columns // 2, columns - width(marked) - dots), 0)
        end = _end(before, kept - dots) if kept > dots else ""
        before, taken = (ellipsis + end, dots + width(end)) if end else ("", 0)
    return _Shown(before, marked, cut(after, columns - taken - width(marked), ellipsis))


def _width(text: str) -> int:
    """Return the columns of a text that may have been cut; an ellipsis alone does not load wcwidth."""
    return text.count("…") + width(text.replace("…", ""))


def _end(text: str, columns: int) -> str:
    """Return the end of the text, as much as fits into `columns`."""
    if text.isascii():
        return text[len(text) - columns :] if columns > 0 else ""
    from wcwidth import iter_graphemes

    taken: list[str] = []
    for grapheme in reversed(list(iter_graphemes(text))):
        columns -= width(grapheme)
        if columns < 0:
            break
        taken.append(grapheme)
    return "".join(reversed(taken))
