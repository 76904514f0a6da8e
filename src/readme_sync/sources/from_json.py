"""Facts from JSON: `json data.json#/a/b`, where `/a/b` is a pointer (RFC 6901)."""

from itertools import pairwise
from typing import Any

from readme_sync.errors import InputError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import count_in_file, refuse_large, too_deep


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the value at the pointer comes to.

    Raises:
        ReadmeSyncError: the file is no JSON, or the value cannot be counted.
    """
    return count_in_file(source, "json", parse, around)


def parse(text: str, path: str, most: int) -> object:
    """Return the values in a JSON text.

    Raises:
        InputError: it is not JSON, or more than we read.
    """
    import json  # noqa: PLC0415  only documents with such facts pay for it

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = sorted(key for key, _ in pairs)
            twice = next(key for key, after in pairwise(keys) if key == after)
            raise InputError(f"has the key {twice!r} twice", path=path, hint="leave one of them")
        return made

    def constant(name: str) -> None:
        raise InputError(f"holds {name}, which is no JSON", path=path, hint="write a number or null")

    try:
        value = json.loads(text, object_pairs_hook=table, parse_constant=constant)
    except json.JSONDecodeError as error:
        message = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InputError(message, path=path, line=error.lineno, hint="correct it") from None
    except ValueError:
        raise InputError("holds a number with too many digits", path=path, hint="shorten it") from None
    except RecursionError:
        raise too_deep(path) from None
    refuse_large(value, path, most)
    return value
