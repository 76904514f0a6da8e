"""JSON: a list of objects."""

import json
from collections.abc import Callable
from typing import Any

from readme_sync.edits.formats import Entry
from readme_sync.errors import InputError
from readme_sync.text.regex import regex

_BLANKS = regex(r"[ \t\r\n]*")
_LIST = "write a list of objects: [{...}, {...}]"


def read(text: str, path: str) -> list[Entry | InputError]:
    """The objects of the list, each with the line in which it begins.

    Raises:
        InputError: it is no JSON, or no list.
    """
    entries: list[Entry | InputError] = []
    line_of = _counter(text)
    position = _after_blanks(text, 0)
    if not text.startswith("[", position):
        raise InputError("holds no list", path=path, line=line_of(position), hint=_LIST)
    position = _after_blanks(text, position + 1)
    if text.startswith("]", position):
        _refuse_more(text, position + 1, path)
        return entries
    while True:
        line = line_of(position)
        value, position = decoded(text, position, path)
        entries.append(Entry(line, value))
        position = _after_blanks(text, position)
        if text.startswith("]", position):
            _refuse_more(text, position + 1, path)
            return entries
        if not text.startswith(",", position):
            raise InputError(
                "is no JSON: a comma or ] is missing", path=path, line=line_of(position), hint="correct it"
            )
        position = _after_blanks(text, position + 1)


def write(rows: list[dict[str, object]]) -> str:
    """One row a line."""
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"


def decoded(text: str, position: int, path: str, line: int | None = None) -> tuple[object, int]:
    """The value that begins at a position, and where it ends; `line`: that of the text itself, for errors.

    Raises:
        InputError: there is none; an object has a key twice; a number is none of JSON's.
    """
    decoder = json.JSONDecoder(object_pairs_hook=_without_twins, parse_constant=_refuse_constant)
    try:
        return decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        message = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InputError(message, path=path, line=line or error.lineno, hint="correct it") from None
    except ValueError as error:
        at = line or text.count("\n", 0, position) + 1
        raise InputError(str(error), path=path, line=at, hint="correct it") from None
    except RecursionError:
        raise InputError("is nested too deeply", path=path, line=line, hint="write it flat") from None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"has the key {key!r} twice")
        found[key] = value
    return found


def _refuse_constant(word: str) -> object:
    raise ValueError(f"is no JSON: {word} is no number")


def _refuse_more(text: str, position: int, path: str) -> None:
    end = _after_blanks(text, position)
    if end < len(text):
        line = text.count("\n", 0, end) + 1
        raise InputError("has more behind the list", path=path, line=line, hint="remove it")


def _after_blanks(text: str, position: int) -> int:
    found = _BLANKS.match(text, position)
    return found.end() if found else position


def _counter(text: str) -> Callable[[int], int]:
    """Counts lines for positions that only grow: linear altogether."""
    line, last = 1, 0

    def line_of(position: int) -> int:
        nonlocal line, last
        line += text.count("\n", last, position)
        last = position
        return line

    return line_of
