"""The words around a figure: what it is called, and what it counts."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache

from readme_sync.model import Figure, Item, State
from readme_sync.notations import BARS, named
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_left, is_total
from readme_sync.trackers.summaries import bare

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
    """Return whether a word behind a figure says what it counts: `3/80 exercises`, not `3/80 done`."""
    return _UNIT.match(text, end) is not None


def are_several(figures: Iterable[Figure]) -> bool:
    """Return whether among some figures are different percents: which is the overall one is unknown."""
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
    """Return the words between the last line or sentence end and a figure."""
    window = text[max(0, start - _REACH) : start]
    begin = max(window.rfind(mark) for mark in "\n|.;。；") + 1
    return window[begin:].strip(" \t\xa0*_`:：-–—([（【✅🎯📊📈🏆👉•")


def label_of_picture(address: str, alt: str) -> str:
    """Return the label that a badge or a bar shows, else its alternative text."""
    if found := _TITLE.search(address):
        return decoded(found["title"]).strip()
    if found := _SHIELD.search(address):
        parts = _PARTS.split(decoded(found["path"]))
        return parts[0].replace("_", " ").strip()
    return alt.strip()


def decoded(text: str) -> str:
    """Return the text with its escapes (`%20`) resolved."""
    return _ESCAPES.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), text)


def speaks_of_all(label: str) -> bool:
    """Return whether a label says that its figure is about the progress of all there is."""
    if len(label.split()) > _MOST_WORDS or _OF_A_PART.search(label):
        return False
    return _OVERALL.search(label) is not None


def is_of_a_part(label: str) -> bool:
    """Return whether a label says that its figure is about a part, a goal or a measure."""
    return _OF_A_PART.search(label) is not None


def says_overall(label: str) -> bool:
    """Return whether a label says so in so many words: overall, total."""
    return _WHOLE.search(label) is not None and speaks_of_all(label)


def same(one: str, other: str) -> bool:
    """Return whether two labels are the same words."""
    return bare(one) == bare(other) != ""


def counts_what_is_done(label: str) -> bool:
    """Return whether a label says that its number counts what is done."""
    return _DONE.search(label) is not None and not _OF_A_PART.search(label)


def numbers_a_part(label: str) -> bool:
    """Return whether a fraction behind a label is the place of a part in a series: `Part 1/3`."""
    return _SERIES.search(label) is not None


class Counted(Enum):
    """Which of some items a number counts."""

    TOTAL = auto()
    DONE = auto()
    BEGUN = auto()
    OPEN = auto()
    LEFT = auto()
    """What is not done: begun or open."""


_TOTAL = regex(
    r"\b(?:total|totals|overall|all|gesamt\w*|insgesamt|totale|итого|всего)\b|总|總|総|合计|合計|共|합계|총|전체|المجموع"
)
_LEFT = regex(
    r"\b(?:remaining|left|to go|not done|not finished|not completed|incomplete|unfinished|verbleibend\w*|restant\w*|"
    r"restante\w*|pendientes?|pendentes?|осталось)\b|残り|残|剩余|剩餘|还剩|남은|المتبقي"
)
_NOT = regex(r"\b(?:not|no|non|un|nicht|noch|à|por|para|yet)\b|未|待|미")
_COMPOUND = regex(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_COUNTS_DONE = regex(
    r"\b(?:done|completed?|finished|solved|closed|resolved|fixed|implemented|converted|translated|learned|read|passed|"
    r"fertig|erledigt|abgeschlossen|terminée?s?|finies?|concluíd[oa]s?|completad[oa]s?|feit[oa]s?|hech[oa]s?|corrigid[oa]s?|"
    r"corrig[ée]+s?|готово|выполнено|сделано|решено|ukończone|zrobione|klaar|färdig|valmis|bitti|tamamlanan|tamamlandı)\b|"
    r"完了|完成|完|已解|完済|完료|완료|해결|hoàn thành|مكتمل"
)
_NO_LETTER = regex(r"\A[\W\d_]+|[\W\d_]+\Z")
_STATE = {State.DONE: Counted.DONE, State.IN_PROGRESS: Counted.BEGUN, State.OPEN: Counted.OPEN}
_MOST_WORDS_OF_COUNT = 5
_SYMBOLS = " \t\xa0*_`#()（）[]:：-–—•>|,.=+"


@lru_cache(2_048)
def counted_by(label: str) -> Counted | None:
    """Return what a label says that its number counts; None where it says nothing of the kind."""
    text = label.casefold().strip(_SYMBOLS)
    if any(map(str.isalpha, text)):  # the word says what is counted, not the colour before it: `🟢 Easy`
        text = _NO_LETTER.sub("", text)
    if not text or len(text.split()) > _MOST_WORDS_OF_COUNT:
        return None
    if _LEFT.search(text) or is_left(text):
        return Counted.LEFT
    states = {reading.progress.state for reading in named("status").read(text)}
    if len(states) == 1 and (state := states.pop()) in _STATE:
        return _STATE[state]
    if _COUNTS_DONE.search(_COMPOUND.sub("", text)):
        return None if _NOT.search(text) else Counted.DONE
    return Counted.TOTAL if is_total(text) or _TOTAL.search(text) else None


def says_done(text: str) -> bool:
    """Return whether some words say that things are done."""
    return counted_by(text) is Counted.DONE


def count_items(items: Sequence[Item], counted: Counted) -> int:
    """Return how many of some items are of the kind."""
    if counted is Counted.TOTAL:
        return len(items)
    done = sum((item.counted or item.progress).is_done for item in items)
    if counted is Counted.DONE:
        return done
    if counted is Counted.LEFT:
        return len(items) - done
    wanted = State.IN_PROGRESS if counted is Counted.BEGUN else State.OPEN
    return sum((item.counted or item.progress).state is wanted for item in items)


# Names of kinds that together are all there is: easy, medium and hard; done, in progress and open.

_ALL_KINDS = regex(
    r"\b(?:easy|medium|mid|hard|fácil|médio|media|difícil|facile|moyen|difficile|leicht|mittel|schwer)\b|"
    r"简单|中等|困难|簡單|쉬움|보통|어려움"
)
_ALL_STATES = regex(
    r"\b(?:done|complete|completed|finished|solved|in progress|ongoing|wip|open|todo|pending|not started|remaining|"
    r"left|planned|blocked)\b|完成|进行|進行|未|剩|완료|진행|대기|남은"
)
_FEWEST_KINDS = 3


def are_a_whole(labels: Sequence[str]) -> bool:
    """Return whether labels in lower case are the names of all kinds that there are of something."""
    return len(labels) >= _FEWEST_KINDS and any(all(map(names.search, labels)) for names in (_ALL_KINDS, _ALL_STATES))


def names_a_part(label: str) -> bool:
    """Return whether a label in lower case is one of those names."""
    return _ALL_KINDS.search(label) is not None or _ALL_STATES.search(label) is not None
