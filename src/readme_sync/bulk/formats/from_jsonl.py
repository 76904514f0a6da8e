"""JSON Lines: an object a line."""

import json
from collections.abc import Iterator

from readme_sync.bulk.formats import Entry, Format
from readme_sync.bulk.formats.from_json import decoded
from readme_sync.errors import InputError


def read(text: str, path: str) -> Iterator[Entry | InputError]:
    """The objects; a line that is none does not hide the others."""
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip(" \t\r")
        if not content:
            continue
        try:
            entry, end = decoded(content, 0, path, number)
        except InputError as error:
            yield error
            continue
        if content[end:].strip(" \t"):
            yield InputError("has more behind the object", path=path, line=number, hint="one object a line")
        else:
            yield entry


def write(rows: list[dict[str, object]]) -> str:
    """A row a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


FORMAT = Format(read, write)
