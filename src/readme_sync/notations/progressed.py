"""A bar of progressed.io, which is no more: `http://progressed.io/bar/27?title=progress`.

No progress: sizes and other amounts with a unit (`?scale=6271&suffix=B`), and how much faster something is
(`?title=x18.0`).
"""

import re
from collections.abc import Iterator

from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._addresses import parameters
from readme_sync.notations._bars import PathBar
from readme_sync.text.regex import regex

_ADDRESS = regex(
    r"(?:https?:)?//(?:www\.)?(?P<host>progressed\.io)/bar/(?P<value>[0-9]{1,15})/?"
    r"(?:\?(?P<query>[^\s#]*))?(?:#\S*)?"
)
_BAR = PathBar(_ADDRESS, ("title", "suffix"))
_UNIT = regex(r"[A-Za-z$€£]|%E2%82%AC", re.IGNORECASE)
_FASTER = regex(r"x[0-9.]+", re.IGNORECASE)


def _read(text: str) -> Iterator[Reading]:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return
    query = parameters(found)
    if "suffix" in query and _UNIT.match(query["suffix"].text):
        return
    if "title" in query and _FASTER.fullmatch(query["title"].text):
        return
    yield from _BAR.read(text)


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _BAR.write(text, progress)


NOTATION = Notation("progressed", Target.IMAGE, Family.PICTURE, ("progressed.io/bar/",), _read, _write)
