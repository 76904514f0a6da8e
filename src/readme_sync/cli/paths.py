"""Which documents a command is about."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache

from readme_sync.cli.configuration import Configured
from readme_sync.errors import InputError
from readme_sync.model import Settings
from readme_sync.text import Source

STDIN = "-"
_STDIN_NAME = "<stdin>"
_NAMES = ("readme.md", "readme.markdown")


def chosen(paths: Sequence[str], configured: Configured) -> list[str]:
    """The paths, each once; without any those of the configuration, else the README of the current folder.

    Raises:
        InputError: none is given, none is configured, and the folder has no README.
        ConfigError: something in the configuration is wrong.
    """
    return list(dict.fromkeys(paths or _configured(configured.of("")))) or [default_path()]


def the_one(configured: Configured) -> str:
    """The document for a command that is about one.

    Raises:
        InputError: several are configured, or none is and the folder has no README.
        ConfigError: something in the configuration is wrong.
    """
    paths = chosen((), configured)
    if len(paths) > 1:
        raise InputError(f"the configuration names {len(paths)} documents", hint="choose one with --file")
    return paths[0]


def default_path() -> str:
    """The README of the current folder, however its name is capitalised.

    Raises:
        InputError: the folder has none.
    """
    names = sorted(os.listdir())  # noqa: PTH208  pathlib would be loaded for nothing else
    found = [name for name in names if name.lower() in _NAMES]
    if not found:
        raise InputError("there is no README.md in this folder", hint="name a document")
    # Capitals sort first: README.md before Readme.md before readme.md. `.md` before `.markdown` needs the key.
    return min(found, key=lambda name: _NAMES.index(name.lower()))


def read_path(path: str) -> Source:
    """The document at a path, or on standard input for `-`.

    Raises:
        InputError: it cannot be read.
    """
    from readme_sync import store  # noqa: PLC0415

    if path != STDIN:
        return store.read_source(path)
    from readme_sync.store.read_files import decoded  # noqa: PLC0415

    data = sys.stdin.buffer.read(store.MAX_BYTES)
    if len(data) >= store.MAX_BYTES:
        raise InputError("is too large", path=_STDIN_NAME)
    return decoded(data, _STDIN_NAME)


def file_of(path: str) -> str | None:
    """The path of a document on disk; None for standard input."""
    return None if path in {STDIN, _STDIN_NAME} else path


def places() -> Callable[[str], str]:
    """What tells the path of a document from the top of its repository, with `/`.

    It is from the current folder where there is no repository, absolute outside of both, and "" for standard input.
    For the documents in one folder its repository is looked for once.
    """
    top_of = cache(_top)

    def place(path: str) -> str:
        if file_of(path) is None:
            return ""
        absolute = os.path.abspath(path)  # noqa: PTH100  pathlib would be loaded for nothing else
        top = top_of(os.path.dirname(absolute))  # noqa: PTH120  likewise
        return (absolute.removeprefix(top)).replace(os.sep, "/")

    return place


def _top(folder: str) -> str:
    """The folder from which places in a folder are named, with a separator at its end."""
    from readme_sync.config.files import is_repository, repository_of  # noqa: PLC0415  not for --help

    found = repository_of(folder)
    top = found if is_repository(found) else os.path.abspath(".")  # noqa: PTH100  as above
    return top.rstrip(os.sep) + os.sep


def _configured(settings: Settings) -> list[str]:
    """The documents that a configuration names."""
    from readme_sync.config import documents  # noqa: PLC0415  not for --help

    return documents(settings)


def shown_path(path: str) -> str:
    """The path as messages name it."""
    return _STDIN_NAME if path == STDIN else path
