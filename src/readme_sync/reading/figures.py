"""The figures in a cell: images, their alternative texts, and what the text says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from readme_sync.model import Figure, Progress
from readme_sync.notations import Notation, Target, of_target
from readme_sync.reading.cells import lone_image, shown
from readme_sync.reading.excerpts import cut, whole_span
from readme_sync.syntax import Document, Image, visible, walk_inlines
from readme_sync.text import Excerpt, Span


@dataclass(frozen=True, slots=True)
class Found:
    """The figures of one cell.

    Attributes:
        figures: the images with their alternative texts, then those in the text. Their group is 0 for the first
            figure and its copies; a second figure beside it (`100% of theory, 20% of practice`) has another.
        images: how many of them are images.
        rest: how many visible characters belong to no figure.
    """

    figures: tuple[Figure, ...] = ()
    images: int = 0
    rest: int = 0


def can_hold(text: str) -> bool:
    """Whether a figure may stand in a text, judged by its characters alone; never wrongly no."""
    return "&" in text or any(mark in text for mark in _marks())


@cache
def marks(target: Target) -> tuple[str, ...]:
    """What the notations of one target need."""
    return tuple({mark: None for notation in of_target(target) for mark in notation.marks})


@cache
def _marks() -> tuple[str, ...]:
    return marks(Target.IMAGE) + marks(Target.TEXT)


def find_figures(document: Document, content: Excerpt, column: int) -> Found:
    """The figures in a cell's content."""
    text = content.text
    image = lone_image(text)
    if image and len(content.pieces) == 1:
        start = content.pieces[0].source
        target = Span(start + image.start("target"), start + image.end("target"))
        alt = Excerpt.whole(document.source.text, Span(start + image.start("alt"), start + image.end("alt")))
        pairs = [_image(document, target, Span(start, start + len(text)), alt, column)]
        seen = None
    else:
        pairs = [
            _image(document, inline.target, inline.span, visible(inline.children), column)
            for inline in walk_inlines(document.inlines(content))
            if isinstance(inline, Image) and inline.target
        ]
        seen = shown(document, content)
    images = [pair for pair in pairs if pair]
    figures = list(_grouped([*images, list(_in_text(seen, column)) if seen else []]))
    rest = len("".join(seen.text.split())) if seen else 0
    return Found(tuple(figures), len(images), rest - _covered(figures) if seen else 0)


def _image(document: Document, target: Span, span: Span, alt: Excerpt, column: int) -> list[Figure]:
    """The figure of an image, and those of its alternative text; none where no notation reads the image."""
    address = Excerpt.whole(document.source.text, target)
    for notation in of_target(Target.IMAGE):
        for reading in notation.read(address.text):
            figure = Figure(notation.name, address, span, reading.progress, column, 0, reading.tolerance)
            return [figure, *_in_text(alt, column)]
    return []


def _in_text(seen: Excerpt, column: int) -> Iterator[Figure]:
    """The figures in a visible text."""
    end = 0
    for start, stop, notation, progress, tolerance in sorted(_readings(seen.text), key=lambda reading: reading[:2]):
        part = cut(seen, start, stop) if start >= end else None
        if part:
            yield Figure(notation.name, part, whole_span(part), progress, column, 0, tolerance)
            end = stop


def _readings(text: str) -> Iterator[tuple[int, int, Notation, Progress, float]]:
    if not text:
        return
    for notation in of_target(Target.TEXT):
        if any(mark in text for mark in notation.marks):
            for start, end, progress, tolerance in notation.read(text):
                yield start, end, notation, progress, tolerance


def _grouped(parts: Iterable[list[Figure]]) -> Iterator[Figure]:
    """The figures with their groups: another one of the same kind that states something else begins a new group."""
    group = 0
    stated: dict[tuple[int, str], Progress] = {}
    for number, part in enumerate(parts):
        is_image = bool(part) and number == 0
        for figure in part:
            kind = (number if is_image else -number, figure.notation)
            if kind in stated and stated[kind] != figure.progress:
                group += 1
                stated.clear()
            stated[kind] = figure.progress
            yield _in_group(figure, group)


def _in_group(figure: Figure, group: int) -> Figure:
    if group == figure.group:
        return figure
    return Figure(
        figure.notation, figure.excerpt, figure.span, figure.progress, figure.column, group, figure.tolerance
    )


def _covered(figures: Iterable[Figure]) -> int:
    return sum(len("".join(figure.excerpt.text.split())) for figure in figures if figure.span.length)
