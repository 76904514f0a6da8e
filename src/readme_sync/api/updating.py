"""`update`: set one item to a progress."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.api.documents import Text, applied, in_file
from readme_sync.api.parsing import readme_of
from readme_sync.model import DEFAULT, Figure, Item, Progress, Readme, Settings, TrackerKind
from readme_sync.text import Edit, Source

if TYPE_CHECKING:
    from readme_sync.editing.find import Row, Within
    from readme_sync.editing.value import Value


class Updated(NamedTuple):
    """What an update did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        item: the item as it was.
        kind: what holds the item.
        line: the item's 1-based line.
        was, now: what the figure said, and what it says.
        changed: whether the document is another one now.
        edits: what was changed, against the document that was given; none where other items were set with it.
    """

    source: Source
    item: Item
    kind: TrackerKind
    line: int
    was: Progress
    now: Progress
    changed: bool
    edits: tuple[Edit, ...] = ()


def update(  # noqa: PLR0913  ways to say which item
    document: Text | Readme,
    row: "Row",
    value: "Value",
    *,
    section: "Within" = None,
    column: str | None = None,
    line: int | None = None,
    repad: bool | None = None,
    settings: Settings = DEFAULT,
) -> Updated:
    """Sets the progress of one item in its own notation; every other character stays.

    In an aligned table a longer value takes the place of blanks in its cell, and a shorter one leaves blanks.

    Args:
        document: its text or bytes, or the parsed document with its own settings.
        row: the item's label, or the number in front of it; or the item itself.
        value: the new progress: `40`, `40%`, `3/7`, `done`, ...; or a number of percent.
        section: the title or the anchor of the section in which the item stands.
        column: the header of the column to change, where a row states more than one progress.
        line: the 1-based line in which the item stands, where nothing else tells it from another.
        repad: pad the whole table anew where an aligned column becomes too narrow; by default as configured.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such row, there are several, or its notation cannot state the value.
        WriteError: GitHub would show more differences than this one.
    """
    from readme_sync import editing as transform  # noqa: PLC0415

    readme = readme_of(document, settings)
    source = readme.source
    item = transform.find_item(readme, row, section, column, line)
    progress = transform.parse_value(value)
    edits = transform.keep_alignment(
        readme.document,
        transform.set_progress(readme, item, progress),
        repad=readme.settings.repad if repad is None else repad,
    )
    after = applied(readme, edits)
    kind = next(one.kind for one in readme.trackers if any(item.span == other.span for other in one.items))
    figure = telling(item.figures)
    now = figure.progress if after is source else said(figure, progress)
    line = source.line_of(item.span.start)
    return Updated(after, item, kind, line, figure.progress, now, after is not source, tuple(edits))


def update_file(  # noqa: PLR0913  as `update`
    path: str | os.PathLike[str],
    row: str,
    value: "Value",
    *,
    section: str | None = None,
    column: str | None = None,
    line: int | None = None,
    repad: bool | None = None,
    settings: Settings = DEFAULT,
) -> Updated:
    """Does `update` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: as in `update`.
        WriteError: the file cannot be written, and is as it was.
    """
    return in_file(
        path,
        lambda source: update(
            source, row, value, section=section, column=column, line=line, repad=repad, settings=settings
        ),
    )


def telling(figures: Sequence[Figure]) -> Figure:
    """The figure that says most exactly what the item comes to: a number before a word."""
    from readme_sync.notations import named  # noqa: PLC0415
    from readme_sync.trackers.figures import stated  # noqa: PLC0415

    whole = stated(figures)
    same = [one for one in figures if one.progress == whole]
    return min(same, key=lambda one: named(one.notation).reword is not None, default=figures[0])


def said(figure: Figure, progress: Progress) -> Progress:
    """What the figure says after `progress` was written into it; its notation may have to round."""
    from readme_sync.notations import named  # noqa: PLC0415

    notation = named(figure.notation)
    if notation.reword:
        return Progress.of_state(progress.state)  # a word says no more
    text = figure.excerpt.text
    for start, end, replacement in sorted(notation.write(text, progress), reverse=True):
        text = text[:start] + replacement + text[end:]
    reading = next(notation.read(text), None)
    return progress if reading is None else reading.progress
