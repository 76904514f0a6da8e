"""JSON: a list of objects."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from readme_sync.bulk.formats import Entry, Format
from readme_sync.errors import InputError
from readme_sync.text.regex import regex

_BLANKS = regex(r"[ \t\r\n]*")
_MOST_DIGITS = 300
_LIST = "write a list of objects: [{...}, {...}]"


def read(text: str, path: str) -> Iterator[Entry | InputError]:
    """The objects of the list, each with the line in which it begins.

    Raises:
        InputError: it is not JSON, or not a list; what stands before that is read.
    """
    line_of = _counter(text)
    position = _after_blanks(text, 0)
    if not text.startswith("[", position):
        raise InputError("holds no list", path=path, line=line_of(position), hint=_LIST)
    position = _after_blanks(text, position + 1)
    is_first = True
    while not text.startswith("]", position):
        if not is_first:
            if not text.startswith(",", position):
                message = "is no JSON: a comma or ] is missing"
                raise InputError(message, path=path, line=line_of(position), hint="correct it")
            position = _after_blanks(text, position + 1)
        line = line_of(position)
        entry, position = decoded(text, position, path, line)
        yield entry
        position = _after_blanks(text, position)
        is_first = False
    _refuse_more(text, position + 1, path)


def write(rows: list[dict[str, object]]) -> str:
    """One row a line."""
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"


FORMAT = Format(read, write)


def decoded(text: str, position: int, path: str, line: int) -> tuple[Entry | InputError, int]:
    """The value that begins at a position, or what is wrong with it, and where it ends.

    Args:
        text: the JSON.
        position: where the value begins.
        path: the file, for errors.
        line: the 1-based line in which the value begins.

    Raises:
        InputError: there is none, so its end is unknown.
    """
    wrong: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = Counter(key for key, _ in pairs)
        wrong.extend(f"has the key {key!r} twice" for key, count in keys.items() if count > 1)
        return dict(pairs)

    def whole(digits: str) -> int:
        if len(digits) > _MOST_DIGITS:
            wrong.append("has a number of too many digits")
            return 0
        return int(digits)

    def constant(word: str) -> None:
        wrong.append(f"is no JSON: {word} is no number")

    decoder = json.JSONDecoder(object_pairs_hook=table, parse_int=whole, parse_constant=constant)
    try:
        value, end = decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        message = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        at = line + text.count("\n", position, error.pos)
        raise InputError(message, path=path, line=at, hint="correct it") from None
    except RecursionError:
        raise InputError("is nested too deeply", path=path, line=line, hint="write it flat") from None
    return InputError(wrong[0], path=path, line=line, hint="correct it") if wrong else Entry(line, value), end


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
