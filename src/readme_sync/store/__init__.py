"""Where documents live: files are read whole, and written whole or not at all; knows no Markdown."""

from readme_sync.store.reading import MAX_BYTES, read_source
from readme_sync.store.writing import update

__all__ = ["MAX_BYTES", "read_source", "update"]
