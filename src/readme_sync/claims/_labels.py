"""What a figure is called: the words in front of it, the label of a badge."""

import re
from collections.abc import Iterable

from readme_sync.model import Figure
from readme_sync.notations import BARS
from readme_sync.text.regex import regex
from readme_sync.trackers.summaries import bare

# What stands beside a figure.


ENDED = regex(
    r"[ \xa0]{0,2}(?:[✅🎉.]{1,2}|(?:already )?(?:complete|completed|done|finished|solved)\b|完成|완료)?"
    r"[ \xa0]{0,2}(?:[*_]{1,2})?(?:[\n,.;:：|)）]|\Z)",
    re.IGNORECASE,
)
"""What may stand behind a percent that is of the work: a word for done, or the end."""

_UNIT = regex(
    r"[ \xa0*_`]{0,3}(?!(?:already |tasks? )?(?:complete|completed|done|finished|solved)\b|完成|완료)[^\W\d_]",
    re.IGNORECASE,
)


def has_unit(text: str, end: int) -> bool:
    """Whether a word behind a figure says what it counts: `3/80 exercises`, not `3/80 done`."""
    return _UNIT.match(text, end) is not None


def are_several(figures: Iterable[Figure]) -> bool:
    """Whether among some figures are different percents: which is the overall one is unknown."""
    percents = {one.progress.percent for one in figures if one.progress.total is None and one.notation not in BARS}
    return len(percents - {None}) > 1


_ESCAPES = regex(r"(?:%[0-9A-Fa-f]{2})+")
_OVERALL = regex(
    r"\b(?:overall|total|gesamt\w*|total geral|progression|progress|progresso|progreso|fortschritt|avancement|"
    r"completion|completed|complete|done|solved|statut|status|avance)\b|"
    r"总体|總體|整体|总进度|总题|累计|累計|누적|通算|进度|進度|完成|전체|진도|진행|진척|全体|進捗|hoàn thành|tiến độ|"
    r"прогресс",
    re.IGNORECASE,
)
_WHOLE = regex(
    r"\b(?:overall|total|gesamt\w*|general|global|whole|grand)\b|总体|總體|整体|总进度|总题|全体|전체|総|累计|累計|누적|通算",
    re.IGNORECASE,
)
_OF_A_PART = regex(
    r"\b(?:week|day|phase|part|step|page|stage|lesson|session|round|month|chapter|module|level|today|daily|weekly|monthly|"
    r"sprint|target|goal|coverage|tests?|accuracy|score|semaine|jour|woche|tag|streak|time|hours?|current|expected|"
    r"estimated?)\b|周|天|目标|목표|주차",
    re.IGNORECASE,
)
_DONE = regex(
    r"\b(?:solved|completed|done|finished|resolvidos|feitos|résolus|gelöst)\b|已完成|已解|完成|완료|해결", re.IGNORECASE
)
_SERIES = regex(
    r"\b(?:part|step|page|phase|day|week|stage|chapter|lesson|session|round|episode|vol|no)\W*\Z", re.IGNORECASE
)
_SHIELD = regex(r"/badge/(?P<path>[^?#]+)")
_PARTS = regex(r"(?<!-)-(?!-)|/")
_TITLE = regex(r"[?&](?:title|label)=(?P<title>[^&#]*)")
_MOST_WORDS = 6
_REACH = 80


def label_before(text: str, start: int) -> str:
    """The words between the last line or sentence end and a figure."""
    window = text[max(0, start - _REACH) : start]
    begin = max(window.rfind(mark) for mark in "\n|.;。；") + 1
    return window[begin:].strip(" \t\xa0*_`:：-–—([（【✅🎯📊📈🏆👉•")


def label_of_picture(address: str, alt: str) -> str:
    """The label that a badge or a bar shows, else its alternative text."""
    if found := _TITLE.search(address):
        return decoded(found["title"]).strip()
    if found := _SHIELD.search(address):
        parts = _PARTS.split(decoded(found["path"]))
        return parts[0].replace("_", " ").strip()
    return alt.strip()


def decoded(text: str) -> str:
    """The text with its escapes (`%20`) resolved."""
    return _ESCAPES.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), text)


def speaks_of_all(label: str) -> bool:
    """Whether a label says that its figure is about the progress of all there is."""
    if len(label.split()) > _MOST_WORDS or _OF_A_PART.search(label):
        return False
    return _OVERALL.search(label) is not None


def is_of_a_part(label: str) -> bool:
    """Whether a label says that its figure is about a part, a goal or a measure."""
    return _OF_A_PART.search(label) is not None


def says_overall(label: str) -> bool:
    """Whether a label says so in so many words: overall, total."""
    return _WHOLE.search(label) is not None and speaks_of_all(label)


def same(one: str, other: str) -> bool:
    """Whether two labels are the same words."""
    return bare(one) == bare(other) != ""


def counts_what_is_done(label: str) -> bool:
    """Whether a label says that its number counts what is done."""
    return _DONE.search(label) is not None and not _OF_A_PART.search(label)


def numbers_a_part(label: str) -> bool:
    """Whether a fraction behind a label is the place of a part in a series: `Part 1/3`."""
    return _SERIES.search(label) is not None
