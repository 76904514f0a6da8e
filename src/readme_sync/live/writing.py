"""Saving a document that was edited in memory: only over the text that it was made of."""

from readme_sync import store
from readme_sync.errors import WriteError
from readme_sync.text import Source


def save(path: str, read: Source, now: Source, *, force: bool = False) -> bool:
    """Writes a document over the one that was read; whether anything was written.

    Args:
        path: the file.
        read: the document as it was read or saved last.
        now: the document to write.
        force: write over whatever stands there.

    Raises:
        InputError: the file cannot be read any more.
        WriteError: it has been changed meanwhile, or cannot be written; it is as it was.
    """

    def change(there: Source) -> Source:
        if not force and there.text not in (read.text, now.text):
            hint = "open it again, or save(force=True) to write over that"
            raise WriteError("has been changed since it was opened", path=path, hint=hint)
        return now

    return store.update(path, change)
