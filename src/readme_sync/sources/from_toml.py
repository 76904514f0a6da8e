"""Facts from TOML: `toml data.toml#/a/b`, where `/a/b` is a pointer as into JSON."""

from readme_sync.errors import InputError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import count_in_file, refuse_depth, too_deep


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the value at the pointer comes to.

    Raises:
        ReadmeSyncError: the file is no TOML, or the value cannot be counted.
    """
    return count_in_file(source, "toml", parse, around)


def parse(text: str, path: str) -> object:
    """Return the values in a TOML text.

    Raises:
        InputError: it is not TOML, or more than we read.
    """
    import tomllib  # noqa: PLC0415  only documents with such facts pay for it

    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        raise InputError(f"is no TOML: {message[:1].lower()}{message[1:]}", path=path, hint="correct it") from None
    except ValueError:
        raise InputError("holds a number with too many digits", path=path, hint="shorten it") from None
    except RecursionError:
        raise too_deep(path) from None
    refuse_depth(value, path)
    return value
