"""What day it is: nothing below the command line asks a clock."""

import os
import time
from datetime import UTC, date, datetime

from readme_sync.errors import RequestError

_VARIABLE = "SOURCE_DATE_EPOCH"


def today() -> date:
    """The day in UTC, of `SOURCE_DATE_EPOCH` where that is set, so that builds can be repeated.

    Raises:
        RequestError: it is set to something else than seconds since 1970.
    """
    said = os.environ.get(_VARIABLE)
    try:
        return datetime.fromtimestamp(int(said) if said else time.time(), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise RequestError(f"{_VARIABLE} is {said!r}, no number of seconds", hint="unset it") from None
