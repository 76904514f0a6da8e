"""A date below a header that says what is done, `Done`: the item is done; where no date stands, it is open."""

from collections.abc import Iterator, Sequence

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.text.regex import regex

_MONTH = "jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]"
_DATE = regex(
    r"(?i)(?:(?:19|20)[0-9]{2}|[0-9]{1,2})(?:[-/.][0-9]{1,2}){1,2}(?:[-/.](?:19|20)?[0-9]{2})?\.?"
    r"|(?:(?:19|20)?[0-9]{2}[年년] ?)?[0-9]{1,2}[月월] ?[0-9]{1,2}[日일]"
    rf"|(?:{_MONTH})[a-zä]{{0,6}}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)[0-9]{{2}})?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\.?[ -](?:{_MONTH})[a-zä]{{0,6}}\.?(?:,?[ -](?:19|20)?[0-9]{{2}})?"
)
_ALL = 100


def _read(text: str) -> Iterator[Reading]:
    if _DATE.fullmatch(text):
        yield Reading(0, len(text), Progress.of_state(State.DONE))


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _reword(text, progress, ())


def _reword(text: str, progress: Progress, _: Sequence[tuple[str, State]]) -> list[Replacement]:
    """Leave a date of what is done; which one to write only its author knows, whatever the other rows have."""
    if progress.percent in (0, _ALL) and bool(text) == (progress.percent == _ALL):
        return []
    told = "a date says here what is done"
    if text:
        raise RequestError(f"{told}, and nothing else can be said", hint="take the date away by hand")
    raise RequestError(f"{told}, and which one is not known", hint="write it by hand")


NOTATION = Notation("date", Target.PLACE, Family.STATE, ("-", "/", ".", " ", "月", "월"), _read, _write, _reword)
