"""The words around a figure: what it is called, and what it counts."""

import re
from collections.abc import Collection, Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache

from readme_sync.model import Figure, Item, State
from readme_sync.notations import is_bar, named
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_left, is_total
from readme_sync.trackers.summaries import bare

ENDED = regex(
    r"[ \xa0]{0,2}(?:[✅🎉.]{1,2}|(?:already )?(?:complete|completed|done|finished|solved)\b|完成|완료)?"
    r"[ \xa0]{0,2}(?:[*_]{1,2})?(?:[\n,.;:：|)）]|\Z)"
    r"|[ \xa0](?:complete|completed|done|finished|solved)[ \xa0][(（]",
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
    percents = {one.progress.percent for one in figures if one.progress.total is None and not is_bar(one)}
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


UNITS = frozenset(
    "h m hr hour hours hrs min mins minutes day days week weeks month months year years seconds secs points pts marks "
    "credits lines pages page % st nd rd th am pm kb mb gb loc vs x star stars "
    "horas minutos dias días semanas meses años anos heures jours semaines mois ans stunden tage wochen "
    "часов часа дней дня недель недели месяца hafta ay gün saat dakika yıl dni tygodnie tygodni godzin uur dagen "
    "weken timer uker tuần ngày giờ tháng giorni settimane mesi ore 个月 個月 天 周 週 年 月 日 分 时 小时 "
    "時間 시간 일 주 월 년 분".split()
)
"""What a number is of that counts nothing that is listed."""


def single(noun: str) -> str:
    """Return the singular of a noun, in lower case."""
    word = noun.casefold()
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


class Counted(Enum):
    """Which of some items a number counts."""

    TOTAL = auto()
    DONE = auto()
    BEGUN = auto()
    OPEN = auto()
    LEFT = auto()
    """What is not done: begun or open."""


_WORD = regex(r"\w+")
_TOTAL = frozenset("total totals overall all insgesamt totale итого всего".split())
_TOTAL_PARTS = ("总", "總", "総", "合计", "合計", "共", "합계", "총", "전체", "المجموع")
_LEFT = frozenset("remaining left incomplete unfinished pendiente pendientes pendente pendentes осталось".split())
_LEFT_PARTS = ("残り", "残", "剩余", "剩餘", "还剩", "남은", "المتبقي")
_LEFT_PHRASE = regex(r"\b(?:to go|not (?:done|finished|completed))\b")
_PERIOD = regex(r"\b(?:this|last) (?:week|month|year)\b|今月|今年|今週|本月|本周|本年|이번")
"""A count of a week or a year is no count of all."""
_NOT = frozenset("not no non un nicht noch à por para yet".split())
_NOT_DONE = frozenset("not não nicht niet не".split())
_COMPOUND = regex(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)+")
_COUNTS_DONE = frozenset(
    "done complete completed finished solved closed resolved fixed implemented converted translated learned read "
    "passed fertig erledigt abgeschlossen terminé terminée terminés terminées finie finies concluído concluída "
    "concluídos concluídas completado completada completados completadas feito feita feitos feitas hecho hecha hechos "
    "hechas corrigido corrigida corrigidos corrigidas corrige corriges corrigé corrigés corrigée corrigées готово "
    "traduzido traduzida traduzidos traduzidas traducido traducida traducidos traducidas traduit traduite traduits "
    "traduites übersetzt tradotto tradotta tradotti tradotte implementado implementada implementados implementadas "
    "resolvido resolvida resolvidos resolvidas resuelto resuelta resueltos resueltas переведено "
    "выполнено сделано решено ukończone zrobione klaar färdig valmis bitti tamamlanan tamamlandı".split()
)
_DONE_PARTS = ("完了", "完成", "完", "已解", "完済", "완료", "해결", "hoàn thành", "مكتمل")
_NO_LETTER = regex(r"\A[\W\d_]+|(?<![\W\d_])[\W\d_]+\Z")
_STATE = {State.DONE: Counted.DONE, State.IN_PROGRESS: Counted.BEGUN, State.OPEN: Counted.OPEN}
_MOST_WORDS_OF_COUNT = 5
_SYMBOLS = " \t\xa0*_`#()（）[]:：-–—•>|,.=+"


@lru_cache(2_048)
def counted_by(label: str) -> Counted | None:
    """Return what a label says that its number counts; None where it says nothing of the kind."""
    text = label.casefold().strip(_SYMBOLS)
    if any(map(str.isalpha, text)):  # the word says what is counted, not the colour before it: `🟢 Easy`
        text = _NO_LETTER.sub("", text)
    if not text or len(text.split()) > _MOST_WORDS_OF_COUNT or _PERIOD.search(text):
        return None
    if _says(text, _LEFT, ("verbleibend", "restant"), _LEFT_PARTS) or _LEFT_PHRASE.search(text) or is_left(text):
        return Counted.LEFT
    states = {reading.progress.state for reading in named("status").read(text)}
    if len(states) == 1 and (state := states.pop()) in _STATE:
        return _STATE[state]
    if _says(_COMPOUND.sub("", text), _COUNTS_DONE, (), _DONE_PARTS):
        if not _NOT_DONE.isdisjoint(text.split()[:1]):
            return Counted.LEFT
        return None if _says(text, _NOT, (), ("未", "待", "미")) else Counted.DONE
    return Counted.TOTAL if is_total(text) or _says(text, _TOTAL, ("gesamt",), _TOTAL_PARTS) else None


def _says(text: str, words: Collection[str], beginnings: tuple[str, ...], parts: Iterable[str]) -> bool:
    """Return whether a text has one of some words, one that begins so, or one of some parts anywhere."""
    has_word = any(word in words or word.startswith(beginnings) for word in _WORD.findall(text))
    return has_word or any(part in text for part in parts)


def says_done(text: str) -> bool:
    """Return whether some words say that things are done."""
    return counted_by(text) is Counted.DONE


def count_items(items: Sequence[Item], counted: Counted) -> int:
    """Return how many of some items are of the kind."""
    if counted is Counted.TOTAL:
        return len(items)
    done = sum(item.counts_as.is_done for item in items)
    if counted is Counted.DONE:
        return done
    if counted is Counted.LEFT:
        return len(items) - done
    wanted = State.IN_PROGRESS if counted is Counted.BEGUN else State.OPEN
    return sum(item.counts_as.state is wanted for item in items)


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
