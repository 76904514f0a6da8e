"""Limits on the answers of GitHub's API: their size, their time, and redirects.

It handles responses of requests, which PyGithub uses, and imports neither.
"""

import time
from typing import Any

MAX_BYTES = 64_000_000  # a hundred issues with the longest texts take a tenth of that
_SECONDS = 60  # for one answer; the limit of the connection is only for each piece
_PIECE = 1 << 16
_MOST_REDIRECTS = 3
_ACCEPTED, _REDIRECTS = 202, {301, 302, 303, 307, 308}


class OddAnswerError(ValueError):
    """An answer that is not read to its end."""


class TooManyRedirectsError(ValueError):
    """An answer that redirects too often."""


class ResponseGuard:
    """Checks each answer of one connection, as a hook of requests."""

    def __init__(self) -> None:
        """Start without redirects."""
        self._redirects = 0

    def __call__(self, answer: Any, *_: object, **__: object) -> None:
        """Read an answer within the limits.

        Raises:
            OddAnswerError: it is too large, takes too long, or asks to wait.
            TooManyRedirectsError: it redirects too often.
        """
        try:
            # Where requests itself puts it; there is no public way.
            answer._content = self._read(answer)  # noqa: SLF001
        except BaseException:
            answer.close()
            raise

    def _read(self, answer: Any) -> bytes:
        self._redirects = self._redirects + 1 if answer.status_code in _REDIRECTS else 0
        if self._redirects > _MOST_REDIRECTS:
            raise TooManyRedirectsError
        if answer.status_code == _ACCEPTED:  # PyGithub would ask again for ever
            raise OddAnswerError
        end, size, pieces = time.monotonic() + _SECONDS, 0, []
        for piece in answer.iter_content(_PIECE):
            size += len(piece)
            if size > MAX_BYTES or time.monotonic() > end:
                raise OddAnswerError
            pieces.append(piece)
        return b"".join(pieces)
