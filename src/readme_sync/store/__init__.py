"""Where documents live: files are read whole, and written whole or not at all; knows no Markdown.

Who only reads does not load what locks and writes.
"""

from readme_sync.registry import name_of
from readme_sync.store.reading import MAX_BYTES, read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from readme_sync.store.writing import update

__all__ = ["MAX_BYTES", "read_source", "update"]


def __getattr__(name: str) -> object:
    return globals().setdefault(name, name_of(__name__, {"writing": ("update",)}, name))
