"""The figures in a cell: images, their alternative texts, and what the text says."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from readme_sync.markdown import Document, Html, Inline, plain, visible, walk_inlines
from readme_sync.markdown.entities import holds_reference, without_references
from readme_sync.markdown.inlines import lone_image
from readme_sync.markdown.plain_text import is_plain, one_line
from readme_sync.model import UNKNOWN, Figure, Progress, State, Words
from readme_sync.notations import Notation, Reading, Target, named, of_target
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import any_of, regex
from readme_sync.text.source import Piece, cut, whole_span
from readme_sync.trackers.images import Picture, pictures, read_address, referenced_pictures

_UNKNOWN = State.UNKNOWN
_PICTURES = (Target.IMAGE, Target.HTML)
_REMEMBERED = 2_048
"""The cells of a column repeat themselves; what they state is worked out once."""


class CellFigures(NamedTuple):
    """The figures of one cell.

    Attributes:
        figures: the images with their alternative texts, then those in the text. Their group is 0 for the first
            figure and its copies; a second figure beside it (`100% of theory, 20% of practice`) has another.
        images: how many of them are images, or bars of HTML.
        rest: how many visible characters belong to no figure.
        text: the cell's text without markup, on one line.
    """

    figures: tuple[Figure, ...] = ()
    images: int = 0
    rest: int = 0
    text: str = ""


def can_hold(text: str) -> bool:
    """Return whether a figure may stand in a text, judged by its characters alone.

    May return false positives, never false negatives.
    """
    return _any_mark()(text) or holds_reference(text)


@cache
def marks(target: Target) -> tuple[str, ...]:
    """Return what the notations of one target need."""
    return tuple({mark: None for notation in of_target(target) for mark in notation.marks})


@cache
def _any_mark() -> Callable[[str], bool]:
    """Return what a figure needs that is written plainly."""
    return any_of(mark for target in (*_PICTURES, Target.TEXT, Target.CELL) for mark in marks(target))


@cache
def _picture_mark() -> Callable[[str], bool]:
    """Return what a picture of a progress needs, be it an image or a bar of HTML."""
    return any_of(mark for target in _PICTURES for mark in marks(target))


def can_hold_picture(text: str) -> bool:
    """Return whether a picture of a progress may stand in a text, be it an image or a bar of HTML.

    May return false positives, never false negatives.
    """
    return _picture_mark()(text)


_marked = cache(any_of)


def stated(figures: Sequence[Figure]) -> Progress:
    """Return what an item's figures say: the first known one, or a copy of it that says it more exactly or plainly.

    A percent says more than a state beside it. What is written beside a bar comes before the bar.
    """
    if len(figures) == 1:  # nearly always
        progress = figures[0].progress
        return progress if progress.state is not _UNKNOWN else UNKNOWN
    known = [figure for figure in figures if figure.progress.state is not State.UNKNOWN]
    if not known:
        return UNKNOWN
    copies = [figure for figure in known if figure.group == known[0].group and figure.progress.percent is not None]
    return min(copies, key=_roughness).progress if copies else known[0].progress


def _roughness(figure: Figure) -> tuple[bool, float]:
    return _is_state(figure), max(figure.tolerance, 1.0)


def _is_state(figure: Figure) -> bool:
    return named(figure.notation).target is Target.CELL


def find_figures(document: Document, content: Excerpt, column: int | None, words: Words | None = None) -> CellFigures:
    """Return the figures in a content.

    Args:
        document: what it stands in.
        content: a cell's, a heading's or a paragraph's.
        column: the cell's column, None outside tables.
        words: the words of states that the author has added; None where a word alone is no state.
    """
    if is_plain(content.text) or _LONE_ENTITY.fullmatch(content.text):
        return _found([], content, column, one_line(content.text), words)
    inlines = document.inlines(content)
    parts = [of_picture(picture, column) for picture in pictures(document, inlines)]
    parts += _html_bars(document, inlines, column)
    if column is not None:
        parts += [of_picture(picture, column) for picture in referenced_pictures(inlines)]
    return _found(parts, visible(inlines), column, one_line(plain(inlines)), words)


@lru_cache(_REMEMBERED)
def simple_figures(text: str, column: int, words: Words | None) -> CellFigures | None:
    """Return the figures of a cell that is one plain image, or plain text, as if it began the source; else None.

    `column` and `words` are as for `find_figures`.
    """
    image = lone_image(text)
    if image:
        parts = [_of_lone_image(text, image, column)]
        figures = parts[0] if len(parts[0]) == 1 else _grouped(parts, [])
        return CellFigures(tuple(figures), sum(map(bool, parts)), 0, one_line(image["alt"]))
    if is_plain(text) or _LONE_ENTITY.fullmatch(text):
        return _found([], Excerpt.whole(text, Span(0, len(text))), column, one_line(text), words)
    return None


_LONE_ENTITY = regex(r"&#?[0-9A-Za-z]{1,12};")
"""A sign written as an entity; it is read as it stands, so that it can be changed."""


def placed(cells: Sequence[tuple[Figure, ...]], shifts: Sequence[int]) -> list[tuple[Figure, ...]]:
    """Return the figures of cells, each moved to its place; most cells hold one.

    Args:
        cells: by row, the figures.
        shifts: by row, how many characters further on in the source they stand.
    """
    known = {id(figures): figures for figures in cells}  # rows share them
    if all(len(figures) == 1 and len(figures[0].excerpt.pieces) == 1 for figures in known.values()):
        # `_replace` takes three times as long: four objects for each of perhaps 100,000 rows
        return [
            (
                Figure(
                    name,
                    Excerpt(text, (Piece(local, source + by, length),)),
                    Span(start + by, end + by),
                    progress,
                    column,
                    group,
                    tolerance,
                ),
            )
            for (
                (name, (text, ((local, source, length),)), (start, end), progress, column, group, tolerance),
            ), by in zip(cells, shifts, strict=True)
        ]
    return [
        tuple([_moved(figure, by) for figure in figures]) if by else figures
        for figures, by in zip(cells, shifts, strict=True)
    ]


def _moved(figure: Figure, by: int) -> Figure:
    """Return the figure `by` characters further on in the source."""
    start, end = figure.span
    return figure._replace(excerpt=figure.excerpt.moved(by), span=Span(start + by, end + by))


def _found(
    images: list[list[Figure]], seen: Excerpt, column: int | None, text: str, words: Words | None
) -> CellFigures:
    """Return the figures of images and of the visible text; `words`: None where a word alone is no state."""
    texts = list(figures_in(seen, column))
    texts += _state(seen, texts, column, words)
    covered = sum(_ink(figure.excerpt.text) for figure in texts)
    return CellFigures(tuple(_grouped(images, texts)), sum(map(bool, images)), _ink(seen.text) - covered, text)


def _html_bars(document: Document, inlines: Sequence[Inline], column: int | None) -> Iterator[list[Figure]]:
    """Yield the figure of each `<progress>`."""
    for inline in walk_inlines(inlines):
        if isinstance(inline, Html):
            tag = Excerpt.whole(document.source.text, inline.span)
            for notation in of_target(Target.HTML):
                for reading in notation.read(tag.text):
                    yield [Figure(notation.name, tag, inline.span, reading.progress, column, 0, reading.tolerance)]


def _ink(text: str) -> int:
    """Return how many characters are no blanks."""
    return len("".join(text.split()))


def _of_lone_image(text: str, image: re.Match[str], column: int) -> list[Figure]:
    target, alt = (Excerpt.whole(text, Span(*image.span(group))) for group in ("target", "alt"))
    address = without_references(target, escapes=True)
    return of_picture(Picture(Span(*image.span()), address, alt), column)


_BADGE = "badge-state"


def of_picture(picture: Picture, column: int | None) -> list[Figure]:
    """Return the figure of an image, and those of its alternative text; none where no notation reads the image."""
    known = read_address(picture.address.text)
    if known is None and column is not None and "shields.io" in picture.address.text:
        known = next(((_BADGE, *one[2:]) for one in named(_BADGE).read(picture.address.text)), None)
    if known is None:
        return []
    name, progress, tolerance = known
    figure = Figure(name, picture.address, picture.span, progress, column, 0, tolerance)
    return [figure, *figures_in(picture.alt, column)] if picture.alt.text else [figure]


def figures_in(seen: Excerpt, column: int | None) -> Iterator[Figure]:
    """Yield the figures in a visible text."""
    return (figure for _, figure in placed_figures(seen, column))


def placed_figures(seen: Excerpt, column: int | None) -> Iterator[tuple[int, Figure]]:
    """Yield the figures in a visible text, each behind its place in it."""
    end = 0
    for start, stop, name, progress, tolerance in _readings(seen.text):
        part = cut(seen, start, stop) if start >= end else None
        if part:
            yield start, Figure(name, part, whole_span(part), progress, column, 0, tolerance)
            end = stop


def _state(seen: Excerpt, texts: Sequence[Figure], column: int | None, words: Words | None) -> Iterator[Figure]:
    """Yield the state of the whole cell; none where other figures stand in its place, as in a bar of emoji."""
    for start, end, name, progress, tolerance in _states(seen.text, words):
        part = cut(seen, start, end)
        if part and not any(whole_span(part).overlaps(figure.span) for figure in texts):
            yield Figure(name, part, whole_span(part), progress, column, 0, tolerance)


@lru_cache(_REMEMBERED)
def _states(text: str, words: Words | None) -> list[tuple[int, int, str, Progress, float]]:
    if words is None and not _marked(marks(Target.CELL))(text):
        return []
    return [
        (start, end, notation.name, progress, tolerance)
        for notation in of_target(Target.CELL)
        for start, end, progress, tolerance in _whole(notation, text, words)
        if words is not None or any(mark in text[start:end] for mark in notation.marks)
    ]


def _whole(notation: Notation, text: str, words: Words | None) -> Iterator[Reading]:
    """Yield what a notation reads in a whole cell, the author's own words included."""
    return notation.read_more(text, words) if words and notation.read_more else notation.read(text)


@lru_cache(_REMEMBERED)
def _readings(text: str) -> list[tuple[int, int, str, Progress, float]]:
    """Return what all notations find in a text, in order of place; the longer first where two begin together."""
    found = [
        (start, end, notation.name, progress, tolerance)
        for notation in of_target(Target.TEXT)
        if _marked(notation.marks)(text)
        for start, end, progress, tolerance in notation.read(text)
    ]
    return sorted(found, key=lambda reading: (reading[0], -reading[1]))


def _grouped(images: Iterable[list[Figure]], texts: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures with their groups: one of the same kind that states something else begins a new group."""
    kinds = [("alt" if place else "image", figure) for part in images for place, figure in enumerate(part)]
    return _numbered([*kinds, *(("text", figure) for figure in texts)])


def in_groups(texts: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures of a text with their groups."""
    return _grouped([], texts)


def _numbered(kinds: Iterable[tuple[str, Figure]]) -> Iterator[Figure]:
    """Yield the figures, by where they stand, with the numbers of their groups."""
    group = 0
    stated: dict[tuple[str, str], Progress] = {}
    for where, figure in kinds:
        kind = (where, "" if where == "image" else figure.notation)
        if stated.get(kind, figure.progress) != figure.progress:
            group += 1
            stated.clear()
        stated[kind] = figure.progress
        yield _in_group(figure, group)


def _in_group(figure: Figure, group: int) -> Figure:
    return figure if group == figure.group else figure._replace(group=group)
