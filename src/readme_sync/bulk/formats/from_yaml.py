"""YAML: a list of mappings; plain values only, neither aliases nor tags. Needs PyYAML."""

import json
import re
from collections.abc import Iterator

from readme_sync.bulk.formats import Entry, Format
from readme_sync.errors import InputError
from readme_sync.sources.from_yaml import Limits, Values, compose, entries_of, line_of

LIMITS = Limits(characters=5_000_000, nodes=5_000_000, depth=20, aliases=False, instead="JSON Lines or CSV")


def read(text: str, path: str) -> Iterator[Entry | InputError]:
    """The mappings of the list, each with the line in which it begins.

    Raises:
        InputError: PyYAML is missing; it is not YAML, or not a list.
    """
    node = compose(text, path, LIMITS)
    if node is None:
        return
    entries = entries_of(node)
    if entries is None:
        raise InputError("holds no list", path=path, line=line_of(node), hint="write a list: - op: set")
    values = Values(path, as_written=True)  # chapter 1.10 stays that
    for one in entries:
        try:
            yield Entry(line_of(one), values.of(one))
        except InputError as error:
            yield error


def write(rows: list[dict[str, object]]) -> str:
    """One key a line; every text in quotation marks, as in JSON, which is YAML."""
    return "".join("".join(_written(row)) for row in rows) or "[]\n"


FORMAT = Format(read, write)


def _written(row: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for key, value in row.items():
        lead = "  " if lines else "- "
        if isinstance(value, dict):
            lines.append(f"{lead}{key}:\n")
            lines += [f"    {_quoted(name)}: {_quoted(text)}\n" for name, text in value.items()]
        else:
            lines.append(f"{lead}{key}: {_quoted(value)}\n")
    return lines


def _quoted(value: object) -> str:
    # JSON's \ud83d\ude00 is not YAML's; DEL and its like must not stand there as they are
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)
