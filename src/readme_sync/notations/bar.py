"""A bar of Unicode characters: `█████░░░░░`, `▰▰▰▱▱ 3/5`, `[██░░░░░░░░] 5%`, `|🟦🟦⬜⬜⬜| 8.0%`.

Filled cells, perhaps one partly filled, then empty ones: eight or more, or five with a number next to them. No bar: a
grid (`⬜🟩⬜`), a stack of colours, letters drawn with blocks, the column of a histogram (`█████ 32%`: full, but the
number says less), a row of status circles.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._bars import FEWEST, NUMBER, filled_for, moved, progress_of
from readme_sync.text.regex import regex

_FILLED = "█▓■▰⣿🟩🟦🟨🟧🟪🟫◼▮●⬢"
_EMPTY = "░□▱⬜⣀◻▯○⬡"
_EITHER = "▒⬛🟥"
"""Filled before empty cells, empty behind filled ones."""
_DARK = "⬛🟥"
"""Alone they are filled where a number next to them says that all is done."""
_LINE = "_"
_TAIL = f"·{_LINE}-"
"""Empty behind filled cells, a line only in a frame; alone it is not a bar."""
_PARTS = ("▏▎▍▌▋▊▉", "▒▓")
"""Partly filled cells, by their series: eighths of a block, thirds of a shaded one."""
_VARIANT = "\ufe0f"
_FULL_FOR = dict(zip(_EMPTY + "▒", "█■▰🟩⣿◼▮●⬢█", strict=True))
_EMPTY_FOR = dict(zip(_FILLED, "░░□▱⣀⬜⬜⬜⬜⬜⬜◻▯○⬡", strict=True))

_GLYPHS = _FILLED + _EMPTY + _EITHER + _PARTS[0]
_CELL = regex(rf"[{_GLYPHS}{_TAIL}]{_VARIANT}?")
_RUN = regex(rf"(?:[{_GLYPHS}]{_VARIANT}?)++[{_TAIL}]*+")
_DRAWING = regex("[\u2500-\u259f]")
_FRAMES = {"[": "]", "|": "|", "│": "│", "┃": "┃"}
_BLANKS = regex(r" *+")

_ALONE = 8
_REACH = 16
_BESIDE = regex(
    r"[^\w\n]{0,12}(?P<value>[0-9]{1,9}(?:[.,][0-9]{1,9})?)[ \xa0]?"
    r"(?:[%％]|(?:[/／]|(?:out )?of )[ \xa0]?~?(?P<total>[0-9]{1,9}))"
)
_BEFORE = regex(
    r"(?<![0-9])(?P<value>[0-9]{1,9}(?:[.,][0-9]{1,9})?)[ \xa0]?"
    r"(?:[%％]|(?:[/／]|(?:out )?of )[ \xa0]?~?(?P<total>[0-9]{1,9}))[^\w\n]{0,12}\Z"
)


class _Bar(NamedTuple):
    """A bar: `[start, end)` with its frame, its cells, how many steps of them are filled, and what a cell may be.

    `steps` are the steps that one cell can show, the last of which is `full`; the others are `parts`.
    """

    start: int
    end: int
    first: int
    cells: list[str]
    filled: int
    full: str
    empty: str
    parts: str
    framed: bool

    @property
    def steps(self) -> int:
        return len(self.parts) + 1

    @property
    def width(self) -> int:
        return len(self.cells)

    @property
    def has_empty(self) -> bool:
        return self.filled <= (self.width - 1) * self.steps


def _bars(text: str) -> Iterator[_Bar]:
    """Yield what has the shape of a bar, whatever stands next to it."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() < 2 and text[run.start() - 1 : run.start()] not in _FRAMES:  # noqa: PLR2004
            continue
        if bar := _bar(text, run.start(), run.end()):
            yield bar


def _bar(text: str, start: int, end: int) -> _Bar | None:
    """Return the bar of one run of cells."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    cells: list[str] = _CELL.findall(text, start, end)
    blanks = _blanks(text, end) if before in _FRAMES else 0
    if blanks and text[end + blanks : end + blanks + 1] == _FRAMES[before] and cells[-1][0] in _FILLED + _PARTS[0]:
        cells += [" "] * blanks
        end, after = end + blanks, _FRAMES[before]
    framed = _FRAMES.get(before) == after
    if len(cells) < FEWEST or (cells[-1] == _LINE and not framed):
        return None
    if not framed and (_DRAWING.fullmatch(before) or _DRAWING.fullmatch(after)):
        return None
    shape = _shape([(glyph, len(list(same))) for glyph, same in groupby(cell[0] for cell in cells)])
    if shape is None:
        return None
    filled, steps_done, parts = shape
    full = cells[filled - 1] if filled else _FULL_FOR.get(cells[-1][0], "█")
    empty = cells[-1] if filled + bool(steps_done) < len(cells) else _EMPTY_FOR.get(full[0], "⬜")
    steps = filled * (len(parts) + 1) + steps_done
    return _Bar(start - framed, end + framed, start, cells, steps, full, empty, parts, framed)


def _blanks(text: str, start: int) -> int:
    found = _BLANKS.match(text, start)
    return found.end() - start if found else 0


def _shape(groups: list[tuple[str, int]]) -> tuple[int, int, str] | None:
    """(full cells, steps of the partly filled one, the series of which that is); None for what is no bar."""
    glyphs = [glyph for glyph, _ in groups]
    match glyphs:
        case [only] if only in _FILLED + _DARK:
            return groups[0][1], 0, ""
        case [only] if only in _EMPTY + "▒":
            return 0, 0, ""
        case [part, empty] if part in _PARTS[0] and groups[0][1] == 1 and empty in _EMPTY + " ":
            return 0, _PARTS[0].index(part) + 1, _PARTS[0]
        case [full, part] if groups[1][1] == 1 and full in _FILLED and part in _PARTS[0]:
            return groups[0][1], _PARTS[0].index(part) + 1, _PARTS[0]
        case ["█", "▓"] if groups[1][1] == 1:
            return groups[0][1], 2, _PARTS[1]
        case [full, empty] if _are_sides(full, empty):
            return groups[0][1], 0, ""
        case [full, part, empty] if groups[1][1] == 1 and _are_sides(full, empty):
            series = next((one for one in _PARTS if part in one), "")
            if series and (full == "█" or series is _PARTS[0]) and full != part:
                return groups[0][1], series.index(part) + 1, series
    return None


def _are_sides(full: str, empty: str) -> bool:
    """Return whether one glyph can be filled cells before empty ones of the other."""
    if full in _EITHER:
        return empty in _EMPTY
    return full in _FILLED and empty in _EMPTY + _EITHER + _TAIL + " "


def _read(text: str) -> Iterator[Reading]:
    bars = list(_bars(text))
    for number, bar in enumerate(bars):
        beside = _number_beside(text, bar)
        if beside is None:
            alone = bar.width >= _ALONE and _may_stand_alone(text, bars, number)
        else:
            alone = bar.width >= FEWEST and not _is_histogram(bar, beside)
        if alone:
            yield Reading(bar.start, bar.end, progress_of(bar.filled, bar.width * bar.steps), 100 / bar.width)


def _may_stand_alone(text: str, bars: list[_Bar], number: int) -> bool:
    """Return whether a bar without a number is one: several full ones in a line are a drawing."""
    bar = bars[number]
    if bar.cells[0][0] in _DARK:
        return False
    if bar.has_empty:
        return True
    before = number and "\n" not in text[bars[number - 1].end : bar.start]
    after = number + 1 < len(bars) and "\n" not in text[bar.end : bars[number + 1].start]
    return not (before or after)


def _number_beside(text: str, bar: _Bar) -> float | None:
    """Return the percent of the number right behind the bar, or right in front of it; None without a number."""
    near = text[max(0, bar.start - 2 * _REACH) : bar.start]
    found = _BESIDE.match(text, bar.end) or (NUMBER.search(near) and _BEFORE.search(near))
    if not found:
        return None
    value = float(found["value"].replace(",", "."))
    if found["total"] is None:
        return value
    return 100 * value / int(found["total"]) if int(found["total"]) else 0.0


def _is_histogram(bar: _Bar, beside: float) -> bool:
    """Return whether a full bar stands by a number that says less: its length, not its filling, shows the value."""
    return not bar.framed and not bar.has_empty and beside < 100 - 100 / bar.width


def _write(text: str, progress: Progress) -> list[Replacement]:
    bar = next(_bars(text))
    wanted = filled_for(bar.filled, bar.width * bar.steps, progress)
    if wanted == bar.filled:
        return []
    if not wanted and bar.empty[0] not in _EMPTY + "▒":
        raise RequestError(f"without a filled cell {text!r} is no bar", hint="write its empty cells as ░")
    whole, rest = divmod(wanted, bar.steps)
    before = bar.filled // bar.steps
    after = before + bool(bar.filled % bar.steps)
    new = [
        *(bar.cells[i] if i < before else bar.full for i in range(whole)),
        *(bar.parts[rest - 1] for _ in range(bool(rest))),
        *(bar.cells[i] if i >= after else bar.empty for i in range(whole + bool(rest), bar.width)),
    ]
    return moved(bar.first, bar.cells, new)


NOTATION = Notation("bar", Target.TEXT, Family.BAR, tuple(_GLYPHS), _read, _write)
