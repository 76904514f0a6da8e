"""The errors, as a tree; each is one line that says where, what, and what to do.

ReadmeSyncError
├── InputError       a document that cannot be read: missing, a directory, not UTF-8, ...
├── ConfigError      a configuration that cannot be read, or with a wrong key or value
├── RequestError     a request that the document cannot meet: an unknown row, a value out of range, ...
├── EditError        edits that overlap or leave the text
├── RemoteError      GitHub or git refuses, cannot be reached, or gives an answer that is not understood
└── WriteError       a document that cannot be written; the file is unchanged (except in one case, which says so)
"""

from collections.abc import Sequence

_SHOWN = 5


class ReadmeSyncError(Exception):
    """Base of all errors that readme-sync raises on purpose.

    Attributes:
        message: what is wrong, without a final full stop.
        path: the document, where there is one.
        line: 1-based line in the document, where there is one.
        hint: what to do about it, if anything.
        choices: what may be meant, where that is several things; the command line lists them, one a line.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str | None = None,
        choices: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        self.choices = tuple(choices)

    def __str__(self) -> str:
        """`path:line: message: choices; hint`, on one line."""
        more = f" and {len(self.choices) - _SHOWN} more" if len(self.choices) > _SHOWN else ""
        return self._line(f": {', '.join(self.choices[:_SHOWN])}{more}" if self.choices else "")

    @property
    def headline(self) -> str:
        """`path:line: message; hint`, on one line, without the choices."""
        return self._line("")

    def _line(self, choices: str) -> str:
        place = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        return " ".join(f"{place}{self.message}{choices}{f'; {self.hint}' if self.hint else ''}".split())


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
