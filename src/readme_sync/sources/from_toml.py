"""Facts from TOML: `toml data.toml#/a/b`, where `/a/b` is a pointer as into JSON."""

from typing import Any

from readme_sync.errors import InputError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import MAX_DEPTH, count_in_file, refuse_large, too_deep
from readme_sync.text.regex import regex

_MOST_CHARACTERS = 2_000_000  # tomllib takes up to 200 bytes of memory for each
_MOST_DOTTED = 100_000
_KEY = r"""(?:"[^"\n]*+"|'[^'\n]*+'|[\w-]++)[ \t]*+\.[ \t]*+"""
_DOTTED = regex(rf"""(?<![\w"'.-])(?:{_KEY}){{4,}}+""")


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the value at the pointer comes to.

    Raises:
        ReadmeSyncError: the file is no TOML, or the value cannot be counted.
    """
    return count_in_file(source, "toml", parse, around)


def parse(text: str, path: str, most: int) -> object:
    """Return the values in a TOML text.

    Raises:
        InputError: it is not TOML, or more than we read.
    """
    import tomllib  # noqa: PLC0415  only documents with such facts pay for it

    if len(text) > _MOST_CHARACTERS:
        raise InputError("is too large", path=path, hint="TOML of at most 2 MB is read; use JSON")
    try:
        value = loads_toml(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        raise InputError(f"is no TOML: {message[:1].lower()}{message[1:]}", path=path, hint="correct it") from None
    except ValueError:
        raise InputError("holds a number with too many digits", path=path, hint="shorten it") from None
    except RecursionError:
        raise too_deep(path) from None
    refuse_large(value, path, most)
    return value


def loads_toml(text: str) -> dict[str, Any]:
    """Return the values in a TOML text, with a limit on dotted keys, for which tomllib takes memory without end.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML.
        ValueError: it holds a number with too many digits.
        RecursionError: it is nested too deeply, or by too many dotted keys.
    """
    import tomllib  # noqa: PLC0415  only documents with such facts pay for it

    total = 0
    for found in _DOTTED.finditer(text):
        dots = found[0].count(".")
        total += dots
        if dots >= MAX_DEPTH or total > _MOST_DOTTED:
            raise RecursionError
    return tomllib.loads(text)
