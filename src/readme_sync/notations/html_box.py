"""A box of HTML: `<input type="checkbox" checked>`."""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.text.regex import regex

_TAG = regex(r"<input(?=[\s/])(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>", re.IGNORECASE)
_TYPE = regex(r"[\s\"']type\s*=\s*[\"']?checkbox[\"'\s/>]", re.IGNORECASE)
_CHECKED = regex(r"(?<!\s)\s++checked(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>/]+))?(?=[\s/>])", re.IGNORECASE)
_END = regex(r"(?<![ \t])[ \t]*+/?>\Z")
_ALL = 100


def _read(text: str) -> Iterator[Reading]:
    for tag in _TAG.finditer(text):
        if _TYPE.search(tag[0]):
            is_done = _CHECKED.search(tag[0]) is not None
            yield Reading(*tag.span(), Progress.of_state(State.DONE if is_done else State.OPEN))


def _write(text: str, progress: Progress) -> list[Replacement]:
    if progress.percent not in (0, _ALL):
        stated = progress.state if progress.percent is None else f"{progress.percent:g} %"
        raise RequestError(f"a box is done or open, it cannot state {stated}", hint="set it to done or open")
    checked = _CHECKED.search(text)
    if progress.percent == _ALL:
        end = _END.search(text)
        assert end is not None
        return [] if checked else [Replacement(end.start(), end.start(), " checked")]
    return [Replacement(*checked.span(), "")] if checked else []


NOTATION = Notation("html-box", Target.PLACE, Family.BOX, ("<input", "<INPUT"), _read, _write)
