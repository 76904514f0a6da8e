"""Edits of rows and tasks: `add_row`, `remove_row`, `move_row`, `rename_row`, `sort_rows`, `renumber_rows`, `put_cell`.

Each takes a document and hands back another one; `edit_file` does any of them to a file.
"""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.api.documents import Text, changed, in_file
from readme_sync.api.parsing import readme_of
from readme_sync.errors import RequestError
from readme_sync.model import DEFAULT, Readme, Settings
from readme_sync.text import Edit, Source

if TYPE_CHECKING:
    from readme_sync.editing.find import Row, Within
    from readme_sync.editing.operations import Change
    from readme_sync.editing.operations.add import Place
    from readme_sync.editing.value import Value


class Edited(NamedTuple):
    """What an edit of rows did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        label: the row's label; "" where the edit is about a whole table or list.
        line: the 1-based line of the row, the table or the list: as it is now, of a row taken away as it was.
        did: what was done, as the end of a sentence that begins with the label.
        changed: whether the document is another one now.
        edits: what was changed, against the document that was given; none where it took more than one step.
    """

    source: Source
    label: str
    line: int
    did: str
    changed: bool
    edits: tuple[Edit, ...] = ()


class Spot(NamedTuple):
    """Where a row goes: before or after another one, first or (by default) last, in a section."""

    before: "Row | None" = None
    after: "Row | None" = None
    first: bool = False
    section: "Within" = None
    line: int | None = None


LAST = Spot()


def add_row(  # noqa: PLR0913  what it says and where it goes
    document: Text | Readme,
    label: str,
    value: "Value | None" = None,
    *,
    values: Mapping[str, str] | None = None,
    spot: Spot = LAST,
    repad: bool | None = None,
    settings: Settings = DEFAULT,
) -> Edited:
    """Adds a row to a table or a task to a list, in the style of those beside it.

    Args:
        document: its text or bytes, or the parsed document with its own settings.
        label: what the page is to show as its label; any text. "" where `values` has it.
        value: its progress, as for `update`; by default it is open.
        values: by header, the texts of its other cells, and progresses.
        spot: where it goes; by default behind the last item, before a total row.
        repad: pad the whole table anew where an aligned column becomes too narrow; by default as configured.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: the place is not found or is ambiguous, or the row cannot be written there.
        WriteError: GitHub would show more differences than this one.
    """
    from readme_sync.editing import operations as rows  # noqa: PLC0415
    from readme_sync.editing import parse_value  # noqa: PLC0415

    readme = readme_of(document, settings)
    place = _place(readme, spot)
    progress = None if value is None else parse_value(value)
    change = rows.add(readme, place, label, progress, values or {}, repad=_repad(repad, readme))
    after = changed(readme, change)
    number, put = next(
        (at, one) for at, one in enumerate(change.edits) if "\n" in one.replacement or "\r" in one.replacement
    )
    moved = sum(len(one.replacement) - one.span.length for one in change.edits[:number])
    inner = len(put.replacement) - len(put.replacement.lstrip("\r\n> \t"))
    name = label or next(iter((values or {}).values()), "")
    return Edited(
        after, name, after.line_of(put.span.start + moved + inner), "added", changed=True, edits=tuple(change.edits)
    )


def remove_row(  # noqa: PLR0913  ways to say which row
    document: Text | Readme,
    row: "Row",
    *,
    section: "Within" = None,
    line: int | None = None,
    children: bool = False,
    settings: Settings = DEFAULT,
) -> Edited:
    """Takes a row or a task away; with `children` what stands in the task, too.

    Raises:
        InputError, RequestError, WriteError: as `add_row`.
    """
    from readme_sync.editing import find_item  # noqa: PLC0415
    from readme_sync.editing import operations as rows  # noqa: PLC0415

    readme = readme_of(document, settings)
    item = find_item(readme, row, section, None, line)
    change = rows.remove(readme, item, children=children)
    line = readme.source.line_of(item.span.start)
    return Edited(changed(readme, change), item.label, line, "removed", changed=True, edits=tuple(change.edits))


def move_row(  # noqa: PLR0913  ways to say which row
    document: Text | Readme,
    row: "Row",
    spot: Spot,
    *,
    section: "Within" = None,
    line: int | None = None,
    settings: Settings = DEFAULT,
) -> Edited:
    """Moves a row or a task, with what stands in it, to another place.

    Raises:
        InputError, RequestError, WriteError: as `add_row`.
    """
    from readme_sync.editing import find_item  # noqa: PLC0415
    from readme_sync.editing import operations as rows  # noqa: PLC0415

    readme = readme_of(document, settings)
    item = find_item(readme, row, section, None, line)
    place = _place(readme, spot, near=None if spot.section or spot.line else item.span.start)
    change = rows.move(readme, item, place)
    was = readme.source.line_of(item.span.start)
    return _edited(readme, change, item.label, was, "moved", "stands there already")


def rename_row(  # noqa: PLR0913  ways to say which row
    document: Text | Readme,
    row: "Row",
    label: str,
    *,
    section: "Within" = None,
    line: int | None = None,
    repad: bool | None = None,
    settings: Settings = DEFAULT,
) -> Edited:
    """Gives a row or a task another label; its number, links and emphasis stay.

    Args:
        document: its text or bytes, or the parsed document with its own settings.
        row: the item's label, or the number in front of it.
        label: what the page is to show.
        section: the title or the anchor of the section in which it stands.
        line: the 1-based line in which it stands.
        repad: pad the whole table anew where an aligned column becomes too narrow; by default as configured.
        settings: what the author has configured.

    Raises:
        InputError, RequestError, WriteError: as `add_row`.
    """
    from readme_sync.editing import find_item  # noqa: PLC0415
    from readme_sync.editing import operations as rows  # noqa: PLC0415

    readme = readme_of(document, settings)
    item = find_item(readme, row, section, None, line)
    change = rows.rename(readme, item, label, repad=_repad(repad, readme))
    was = readme.source.line_of(item.span.start)
    return _edited(readme, change, item.label, was, f"is now {label}", "is called so already")


def put_cell(  # noqa: PLR0913  ways to say which cell
    document: Text | Readme,
    row: "Row",
    column: str,
    text: str,
    *,
    section: "Within" = None,
    line: int | None = None,
    repad: bool | None = None,
    settings: Settings = DEFAULT,
) -> Edited:
    """Puts a text, or a progress, into the cell of a row below a header.

    Raises:
        InputError, RequestError, WriteError: as `add_row`.
    """
    from readme_sync.editing import find_item  # noqa: PLC0415
    from readme_sync.editing import operations as rows  # noqa: PLC0415

    readme = readme_of(document, settings)
    item = find_item(readme, row, section, None, line)
    change = rows.put(readme, item, column, text, repad=_repad(repad, readme))
    was = readme.source.line_of(item.span.start)
    return _edited(readme, change, item.label, was, f"{column} is now {text}", f"{column} is already {text}")


def sort_rows(  # noqa: PLR0913  which table, and how
    document: Text | Readme,
    by: str = "label",
    *,
    reverse: bool = False,
    section: "Within" = None,
    line: int | None = None,
    settings: Settings = DEFAULT,
) -> Edited:
    """Sorts the rows of a table, or the outer tasks of a list, by a column, `progress` or `label`.

    Raises:
        InputError, RequestError, WriteError: as `add_row`.
    """
    from readme_sync.editing import operations as rows  # noqa: PLC0415
    from readme_sync.editing.find import find_tracker  # noqa: PLC0415

    readme = readme_of(document, settings)
    tracker = find_tracker(readme, section, line)
    change = rows.sort(readme, tracker, by, reverse=reverse)
    start = readme.source.line_of(tracker.span.start)
    done = f"sorted by {by}{', the last first' if reverse else ''}"
    return _edited(readme, change, "", start, done, f"in that order already ({by})")


def renumber_rows(
    document: Text | Readme,
    *,
    section: "Within" = None,
    line: int | None = None,
    repad: bool | None = None,
    settings: Settings = DEFAULT,
) -> Edited:
    """Numbers rows one by one, in all tables and lists of a section or of the document that have numbers.

    Raises:
        InputError, RequestError, WriteError: as `add_row`.
    """
    from readme_sync.editing import operations as rows  # noqa: PLC0415
    from readme_sync.editing.find import find_tracker, trackers_in  # noqa: PLC0415
    from readme_sync.editing.operations._change import merged  # noqa: PLC0415

    readme = readme_of(document, settings)
    trackers = [find_tracker(readme, section, line)] if line is not None else trackers_in(readme, section)
    changes: list[Change] = []
    refused: RequestError | None = None
    for tracker in trackers:
        try:
            changes.append(rows.renumber(readme, tracker, repad=_repad(repad, readme)))
        except RequestError as error:
            refused = refused or error
    if not changes:
        message = "no rows have numbers"
        raise RequestError(message, path=readme.source.path) if refused is None or len(trackers) > 1 else refused
    change = merged(changes)
    start = readme.source.line_of(change.edits[0].span.start if change.edits else trackers[0].span.start)
    count = len([edit for edit in change.edits if edit.replacement.isdigit()])
    said = "1 number corrected" if count == 1 else f"{count} numbers corrected"
    return _edited(readme, change, "", start, said, "the numbers are in order already")


def edit_file(path: str | os.PathLike[str], edit: Callable[[Source], Edited]) -> Edited:
    """Does an edit to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

        edit_file("README.md", lambda source: remove_row(source, "Emma"))

    Raises:
        InputError: the file cannot be read.
        RequestError: as the edit does.
        WriteError: the file cannot be written, and is as it was.
    """
    return in_file(path, edit)


def _edited(  # noqa: PLR0913, PLR0917  what to say in either case
    readme: Readme, change: "Change", label: str, line: int, did: str, did_not: str
) -> Edited:
    after = changed(readme, change)
    is_changed = after is not readme.source
    said = did if is_changed else f"{did_not}; nothing changed"
    return Edited(after, label, line, said, is_changed, tuple(change.edits))


def _repad(repad: bool | None, readme: Readme) -> bool:  # noqa: FBT001  None: as configured
    return readme.settings.repad if repad is None else repad


def _place(readme: Readme, spot: Spot, near: int | None = None) -> "Place":
    """The place that is meant; `near`: where the row stands that is moved, whose table is meant by default."""
    from readme_sync.editing import find_item  # noqa: PLC0415
    from readme_sync.editing.find import find_tracker  # noqa: PLC0415
    from readme_sync.editing.operations.add import Place, at_end, at_start  # noqa: PLC0415

    row = spot.before if spot.before is not None else spot.after
    if row is not None:
        item = find_item(readme, row, spot.section, None, spot.line)
        tracker = next(one for one in readme.trackers if any(item.span == other.span for other in one.items))
        return Place(tracker, item, before=spot.before is not None)
    if near is not None:
        tracker = next(one for one in readme.trackers if any(near == other.span.start for other in one.items))
    else:
        tracker = find_tracker(readme, spot.section, spot.line)
    return (at_start if spot.first else at_end)(readme, tracker)
