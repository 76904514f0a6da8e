"""Data files: each is read and parsed once, and is what it says, or there is one line that says why not."""

from collections.abc import Callable
from typing import Any

from readme_sync.errors import InputError
from readme_sync.sources.context import DocumentContext

MAX_DEPTH = 100
"""So deep may lists and tables be nested."""


Parse = Callable[[str, str, int], Any]
"""From a text, its path for errors, and the most values that it may hold, to values."""


def parsed(path: str, kind: str, parse: Parse, around: DocumentContext) -> Any:  # noqa: ANN401  as the parser says
    """What is in a data file.

    Args:
        path: as the document has it.
        kind: of the data; one file may be read as two.
        parse: its parser.
        around: the document.

    Raises:
        InputError: it cannot be read, or is not what it says.
    """
    shown = around.moved(path)
    key = (kind, shown)
    known = around.shared.data
    if key not in known:
        try:
            known[key] = parse(
                _text(around.surroundings.read(path), shown), shown, around.readme.settings.limits.entries
            )
        except InputError as error:
            known[key] = error
    if isinstance(known[key], InputError):
        raise known[key].with_traceback(None)
    return known[key]


def refuse_large(value: object, path: str, most: int) -> None:
    """Refuse values that are nested too deeply, or too many.

    Raises:
        InputError: they are.
    """
    level, count = [value], 0
    for _ in range(MAX_DEPTH):
        level = [inner for one in level if isinstance(one, list | dict) for inner in _values(one)]
        count += len(level)
        if count > most:
            raise too_many(path, most)
        if not level:
            return
    raise too_deep(path)


def too_many(path: str, most: int, line: int | None = None) -> InputError:
    """Return the error of a file that holds too many values."""
    hint = "raise limits.entries in the configuration, or split the file"
    return InputError(f"holds more than {most:,} values", path=path, line=line, hint=hint)


def too_deep(path: str, most: int = MAX_DEPTH, line: int | None = None) -> InputError:
    """The error of a file that is nested too deeply."""
    return InputError(f"is nested more than {most} levels deep", path=path, line=line, hint="write it flat")


def _values(value: list[Any] | dict[Any, Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8", path=path, line=line, hint="save it as UTF-8") from None
