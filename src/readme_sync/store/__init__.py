"""Where documents live: files are read whole, and written whole or not at all; knows no Markdown.

Only what reads is offered here: `store.write_files` and the others are imported by what writes.
"""

from readme_sync.store.read_files import MAX_BYTES, read_source

__all__ = ["MAX_BYTES", "read_source"]
