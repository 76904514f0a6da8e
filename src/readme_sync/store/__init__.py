"""Where documents live: files are read whole, and written whole or not at all; knows no Markdown.

Who only reads does not load what locks and writes.
"""

from typing import TYPE_CHECKING

from readme_sync.plugins import name_of
from readme_sync.store.read_files import MAX_BYTES, read_source

if TYPE_CHECKING:
    from readme_sync.store.write_files import update

__all__ = ["MAX_BYTES", "read_source", "update"]


def __getattr__(name: str) -> object:
    return globals().setdefault(name, name_of(__name__, {"write_files": ("update",)}, name))
