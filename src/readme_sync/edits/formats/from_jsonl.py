"""JSON Lines: an object a line."""

import json

from readme_sync.edits.formats import Entry
from readme_sync.edits.formats.from_json import decoded
from readme_sync.errors import InputError


def read(text: str, path: str) -> list[Entry | InputError]:
    """The objects; a line that is none does not hide the others."""
    entries: list[Entry | InputError] = []
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip(" \t\r")
        if not content:
            continue
        try:
            value, end = decoded(content, 0, path, number)
        except InputError as error:
            entries.append(error)
            continue
        if content[end:].strip(" \t"):
            entries.append(InputError("has more behind the object", path=path, line=number, hint="one object a line"))
        else:
            entries.append(Entry(number, value))
    return entries


def write(rows: list[dict[str, object]]) -> str:
    """A row a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
