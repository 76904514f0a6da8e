"""The errors, as a tree; each is one line that says where, what, and what to do.

ReadmeSyncError
├── InputError       a document that cannot be read: missing, a directory, not UTF-8, ...
├── ConfigError      a configuration that cannot be read, or with a wrong key or value
├── RequestError     a request that the document cannot meet: an unknown row, a value out of range, ...
├── EditError        edits that overlap or leave the text
├── RemoteError      GitHub or git refuses, cannot be reached, or gives an answer that is not understood
└── WriteError       a document that cannot be written; the file is unchanged (except in one case, which says so)
"""


class ReadmeSyncError(Exception):
    """Base of all errors that readme-sync raises on purpose.

    Attributes:
        message: what is wrong, without a final full stop.
        path: the document, where there is one.
        line: 1-based line in the document, where there is one.
        hint: what to do about it, if anything.
    """

    def __init__(
        self, message: str, *, path: str | None = None, line: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """`path:line: message; hint`, on one line."""
        place = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        return " ".join(f"{place}{self.message}{f'; {self.hint}' if self.hint else ''}".split())


class InputError(ReadmeSyncError):
    """A document that cannot be read."""


class ConfigError(ReadmeSyncError):
    """A configuration that cannot be read, or with a wrong key or value."""


class RequestError(ReadmeSyncError):
    """A request that the document cannot meet."""


class EditError(ReadmeSyncError):
    """Edits that overlap or leave the text."""


class RemoteError(ReadmeSyncError):
    """A request to GitHub or git that failed."""


class WriteError(ReadmeSyncError):
    """A document that cannot be written."""
