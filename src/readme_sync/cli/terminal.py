"""What the terminal can display."""

import os
import sys
from typing import TextIO

from readme_sync.reports.view import View

_PIPED_COLUMNS = 100
_LEAST_COLUMNS = 20


def view(stream: TextIO | None = None) -> View:
    """Return how to write to a stream, by default standard output.

    NO_COLOR switches colours off, whatever else is set; FORCE_COLOR switches them on where there is no terminal.
    COLUMNS sets the width.
    """
    stream = stream or sys.stdout
    return View(_columns(stream), _colour(stream), _unicode(stream))


def _colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns(stream: TextIO) -> int:
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit() and int(wanted):
        return max(int(wanted), _LEAST_COLUMNS)
    if not stream.isatty():
        return _PIPED_COLUMNS
    try:
        # 0 columns: a terminal that does not know its size.
        return max(os.get_terminal_size(stream.fileno()).columns or _PIPED_COLUMNS, _LEAST_COLUMNS)
    except (OSError, ValueError):
        return _PIPED_COLUMNS


def _unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "utf16", "utf16le", "utf8sig"}
