"""What an answer of GitHub's API may be before anybody reads it: of a size, in a time, and at the place that was asked.

It knows the answers of requests, on which PyGithub rests, and imports neither.
"""

import time
from typing import Any

MAX_BYTES = 64_000_000  # a hundred issues with the longest texts have a tenth of that
_SECONDS = 60  # for one answer; the connection's own limit is only for each piece of it
_PIECE = 1 << 16
_MOVES = 3
_ACCEPTED, _MOVED = 202, {301, 302, 303, 307, 308}


class OddAnswerError(ValueError):
    """An answer that is not read to its end."""


class TooManyRedirectsError(ValueError):
    """An answer that leads elsewhere, again and again or not as GitHub does it."""


class Answers:
    """Looks at each answer of one connection, as a hook of requests."""

    def __init__(self) -> None:
        """Nothing has been answered yet."""
        self._moves = 0

    def __call__(self, answer: Any, *_: object, **__: object) -> None:  # noqa: ANN401  a Response
        """Reads an answer, as far as it may go.

        Raises:
            OddAnswerError: it is too large, takes too long, or asks us to wait.
            StrayedError: it leads elsewhere too often.
        """
        try:
            # Where requests itself puts it; it has no other way.
            answer._content = self._read(answer)  # noqa: SLF001
        except BaseException:
            answer.close()
            raise

    def _read(self, answer: Any) -> bytes:  # noqa: ANN401  likewise
        self._moves = self._moves + 1 if answer.status_code in _MOVED else 0
        if self._moves > _MOVES:
            raise TooManyRedirectsError
        if answer.status_code == _ACCEPTED:  # PyGithub would ask again without end
            raise OddAnswerError
        end, size, pieces = time.monotonic() + _SECONDS, 0, []
        for piece in answer.iter_content(_PIECE):
            size += len(piece)
            if size > MAX_BYTES or time.monotonic() > end:
                raise OddAnswerError
            pieces.append(piece)
        return b"".join(pieces)
