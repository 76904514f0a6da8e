"""`upsert_row`: a row that is to be there, and to say this; it is set where it is, else added."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from readme_sync.api.documents import Text
from readme_sync.api.parsing import parse, readme_of
from readme_sync.api.rows import LAST, Edited, Spot, add_row, put_cell
from readme_sync.api.updating import update
from readme_sync.api.updating_many import SetRequest
from readme_sync.errors import RequestError
from readme_sync.model import DEFAULT, Item, Progress, Readme, Settings
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.editing.value import Value


def upsert_row(  # noqa: PLR0913  what it says and where it goes
    document: Text | Readme,
    row: str,
    value: "Value | None" = None,
    *,
    values: Mapping[str, str] | None = None,
    key: str | None = None,
    spot: Spot = LAST,
    settings: Settings = DEFAULT,
) -> Edited:
    """Brings a row or task to what is given, and adds it where it is missing; twice is once.

    Args:
        document: its text or bytes, or the parsed document with its own settings.
        row: the whole label, but for case and blanks; the text in the column `key` where one is given.
        value: its progress, as for `update`; without it stays as it is, and a new row is open.
        values: by header, the texts of its other cells, and progresses.
        key: the header of the column that tells rows apart.
        spot: its section and line; where a new row goes, by default behind the last item, before a total row.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: several rows are meant, or the row cannot be written there.
        WriteError: GitHub would show more differences than this one.
    """
    readme = readme_of(document, settings)
    item = _the_one(readme, row, key, spot)
    wanted = dict(values or {})
    if item is None:
        label = row if key is None else ""
        if key is not None:
            wanted.setdefault(key, row)
        return add_row(readme, label, value, values=wanted, spot=spot)
    return _brought(readme, item, value, wanted)


def upsert_wish(  # noqa: PLR0913  as `upsert_row`
    readme: Readme, row: str, value: str | None, *, values: Mapping[str, str], key: str | None, spot: Spot
) -> SetRequest | None:
    """The row and the progress to set, where that is all that `upsert_row` has to do; None where it is more.

    Raises:
        RequestError: as `upsert_row` does.
    """
    from readme_sync.editing import parse_value  # noqa: PLC0415

    item = _the_one(readme, row, key, spot)
    if item is None or not all(_shows(readme, item, header, text) for header, text in values.items()):
        return None
    return SetRequest(item, None if value is None or _states(item.progress, value) else parse_value(value))


def _brought(readme: Readme, item: Item, value: "Value | None", values: Mapping[str, str]) -> Edited:
    """The row with all that is given; its line stays, whatever its cells say. What it shows already is not touched."""
    source: Source = readme.source
    settings = readme.settings
    line = source.line_of(item.span.start)
    name, did = item.label or f"#{item.number}", []
    if value is not None and not _states(item.progress, value):
        updated = update(source, name, value, line=line, settings=settings)
        if updated.changed:
            did.append(f"is now {_shown(value)}")
        source = updated.source
    for header, text in values.items():
        if _shows(readme, item, header, text):
            continue
        edited = put_cell(source, name, header, text, line=line, settings=settings)
        if edited.changed:
            did.append(edited.did)
            name = _label_in(edited.source, line, settings) or name
        source = edited.source
    said = "; ".join(did) if did else "is so already; nothing changed"
    return Edited(source, item.label, line, said, bool(did))


def _shown(value: "Value") -> str:
    """A value as it was given, or as it could have been typed."""
    from readme_sync.editing.value import parse_value, value_text  # noqa: PLC0415

    return value if isinstance(value, str) else value_text(parse_value(value))


def _states(progress: Progress, value: "Value") -> bool:
    """Whether a progress is what a value says."""
    from readme_sync.editing.value import parse_value, value_text  # noqa: PLC0415

    wanted = parse_value(value)
    return wanted == progress or value_text(wanted) == value_text(progress)


def _shows(readme: Readme, item: Item, header: str, text: str) -> bool:
    """Whether a row's cell shows a text, with whatever links and emphasis, or states the progress."""
    from readme_sync.editing.operations.put import column_index  # noqa: PLC0415
    from readme_sync.editing.row_label import without_number  # noqa: PLC0415
    from readme_sync.markdown.escape import canon  # noqa: PLC0415

    tracker = next(one for one in readme.trackers if any(other.span == item.span for other in one.items))
    column = column_index(readme, tracker, header)
    figure = next((one for one in item.figures if one.column == column), None)
    if figure is not None:
        return _states(figure.progress, text)
    shown = item.cells[column] if column < len(item.cells) else ""
    return canon(text) in {shown, without_number(shown, item) if column == 0 else shown}


def _label_in(source: Source, line: int, settings: Settings) -> str:
    """The label of the row in a line: a cell that is put may hold it."""
    readme = parse(source, settings=settings)
    return next((item.label for item in readme.items if source.line_of(item.span.start) == line), "")


def _the_one(readme: Readme, row: str, key: str | None, spot: Spot) -> Item | None:
    """The row that is meant, None where there is none.

    Raises:
        RequestError: there are several, or no such section or column.
    """
    from readme_sync.editing.find import exact_rows  # noqa: PLC0415

    found = exact_rows(readme, row, key, spot.section)
    line_of = readme.source.line_of
    if spot.line is not None:
        found = [item for item in found if line_of(item.span.start) == spot.line]
    if len(found) > 1:
        lines = ", ".join(str(line_of(item.span.start)) for item in found[:5])
        hint = "name its section or line"
        raise RequestError(f"{row!r} may be {len(found)} rows: lines {lines}", path=readme.source.path, hint=hint)
    return found[0] if found else None
