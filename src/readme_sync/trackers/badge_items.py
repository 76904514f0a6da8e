"""Badges in a row, each of which states the progress of one thing: `badge/Lexer-80%25-green`."""

from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown import Document, Heading, Paragraph
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Item, Section, Shape, Tracker, TrackerKind
from readme_sync.notations import named
from readme_sync.notations.badge_item import NOTATION, label_of
from readme_sync.trackers.figures import figures_in, in_groups, stated
from readme_sync.trackers.header_words import is_total, speaks_of_progress
from readme_sync.trackers.heading_words import speaks_of_state
from readme_sync.trackers.images import Picture, pictures

_FEWEST = 3
_ALL = 100.0


def read_badges(document: Document, sections: Sequence[Section], section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """Yield a tracker for each paragraph below a heading of progress with at least three badges with a percent."""
    if "shields.io" not in document.source.text:
        return
    for block in document.walk():
        if isinstance(block, (Paragraph, Heading)) and any(mark in block.content.text for mark in NOTATION.marks):
            section = section_of(block.span.start)
            if not speaks_of_state(sections[section].title):
                continue
            items = _items(list(pictures(document, document.inlines(block.content))))
            if len(items) >= _FEWEST:
                yield Tracker(TrackerKind.LINES, block.span, section, tuple(items), shape=Shape.BADGES)


def _items(found: Sequence[Picture]) -> list[Item]:
    """The badges of one block that are about one thing each; none where they are parts of a whole."""
    items = [item for picture in found if (item := _item(picture))]
    shares = [item.progress.percent or 0.0 for item in items]
    are_parts = abs(sum(shares) - _ALL) <= 1 and max(shares, default=0.0) < _ALL
    return [] if are_parts or len({item.label for item in items}) < len(items) else items


def _item(picture: Picture) -> Item | None:
    """A badge as an item, its alternative text a copy of its message."""
    label = one_line(label_of(picture.address.text)).strip(" :-–—")
    reading = next(named(NOTATION.name).read(picture.address.text), None)
    is_name = any(map(str.isalpha, label)) and not is_total(label) and not speaks_of_progress(label)
    if reading is None or not is_name:
        return None
    figure = Figure(NOTATION.name, picture.address, picture.span, reading.progress, tolerance=reading.tolerance)
    figures = tuple(in_groups([figure, *(figures_in(picture.alt, None) if picture.alt.text else ())]))
    return Item(label, stated(figures), figures, picture.span, cells=(label,))
