"""Bars with a whole number in the path and `scale` in the query: `.../26/?scale=61&suffix=/61`.

The value and `scale` are whole numbers; other parameters may hold copies (`suffix=%25%20(15/28)`).
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations._copies import brought_along, follow
from readme_sync.notations._numbers import count_like, part_of, percent_for, whole
from readme_sync.notations._query import Value, parameters
from readme_sync.notations.notation import Reading, Replacement

_DEFAULT_SCALE = 100


class PathBar(NamedTuple):
    """One such service.

    Attributes:
        address: matches whole addresses; groups `host`, `value` (None where it comes from elsewhere), `query`.
        copies: the parameters that are shown.
    """

    address: re.Pattern[str]
    copies: tuple[str, ...]

    def read(self, text: str) -> Iterator[Reading]:
        """The reading of an address."""
        found = self.address.fullmatch(text)
        if found:
            progress = _progress(found, parameters(found))
            yield Reading(0, len(text), progress, 1.0 if progress.total is None else 0.0)

    def write(self, text: str, progress: Progress) -> list[Replacement]:
        """What to replace in the address."""
        found = self.address.fullmatch(text)
        assert found is not None
        query = parameters(found)
        old = _progress(found, query)
        if progress == old:
            return []
        if found["value"] is None:
            raise RequestError(f"{found['host']} takes this value from another file", hint="change it there")
        new = _counted(found, old, progress)
        unit = 1.0 if old.total is None else 0.0
        copies = [query[name] for name in self.copies if name in query]
        picture = list(_values(found, query, new))
        return brought_along(picture, lambda: chain.from_iterable(follow(copy, old, new, unit) for copy in copies))


def _progress(found: re.Match[str], query: dict[str, Value]) -> Progress:
    """What the picture shows; unknown where the value comes from elsewhere."""
    if found["value"] is None:
        return UNKNOWN
    scale = _scale(query)
    value = int(found["value"])
    return Progress.of_percent(value) if scale == _DEFAULT_SCALE else Progress.of_fraction(value, scale)


def _scale(query: dict[str, Value]) -> int:
    """The number that stands for all; the service reads a wrong one as 100."""
    text = query["scale"].text if "scale" in query else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else _DEFAULT_SCALE  # noqa: PLR2004


def _counted(found: re.Match[str], old: Progress, progress: Progress) -> Progress:
    """The progress as the service can take it: a count of its scale, or a percent."""
    if old.total is None:
        return progress
    try:
        return Progress.of_fraction(*part_of(old.total, progress))
    except RequestError as error:
        raise RequestError(f"{found['host']} takes whole numbers; {error.message}", hint=error.hint) from None


def _values(found: re.Match[str], query: dict[str, Value], new: Progress) -> Iterator[Replacement]:
    """The number in the path, and `scale` where the progress comes with another total."""
    written = found["value"]
    scaled = _scale(query) != _DEFAULT_SCALE
    value = whole(new.done if scaled and new.done is not None else percent_for(written, new))
    if value is None:
        raise RequestError(f"{found['host']} takes whole numbers, not {new.percent:g}", hint="round it")
    if value != int(written):
        yield Replacement(*found.span("value"), count_like(written, value))
    if scaled and new.total is not None and new.total != _scale(query):
        yield Replacement(query["scale"].start, query["scale"].end, f"{new.total:g}")
