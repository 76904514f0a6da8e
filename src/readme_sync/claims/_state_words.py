"""What a label says that its number counts: all there is, what is done, begun, open, or left."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from readme_sync.model import Item, State
from readme_sync.notations import named
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_left, is_total


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
_DONE = regex(
    r"\b(?:done|completed?|finished|solved|closed|resolved|fixed|implemented|converted|translated|learned|read|passed|"
    r"fertig|erledigt|abgeschlossen|terminée?s?|finies?|concluíd[oa]s?|completad[oa]s?|feit[oa]s?|hech[oa]s?|corrigid[oa]s?|"
    r"corrig[ée]+s?|готово|выполнено|сделано|решено|ukończone|zrobione|klaar|färdig|valmis|bitti|tamamlanan|tamamlandı)\b|"
    r"完了|完成|完|已解|完済|完료|완료|해결|hoàn thành|مكتمل"
)
_NO_LETTER = regex(r"\A[\W\d_]+|[\W\d_]+\Z")
_STATE = {State.DONE: Counted.DONE, State.IN_PROGRESS: Counted.BEGUN, State.OPEN: Counted.OPEN}
_MOST_WORDS = 5
_SYMBOLS = " \t\xa0*_`#()（）[]:：-–—•>|,.=+"


@lru_cache(2_048)
def counted_by(label: str) -> Counted | None:
    """Return what a label says that its number counts; None where it says nothing of the kind."""
    text = label.casefold().strip(_SYMBOLS)
    if any(map(str.isalpha, text)):  # the word says what is counted, not the colour before it: `🟢 Easy`
        text = _NO_LETTER.sub("", text)
    if not text or len(text.split()) > _MOST_WORDS:
        return None
    if _LEFT.search(text) or is_left(text):
        return Counted.LEFT
    states = {reading.progress.state for reading in named("status").read(text)}
    if len(states) == 1 and (state := states.pop()) in _STATE:
        return _STATE[state]
    if _DONE.search(_COMPOUND.sub("", text)):
        return None if _NOT.search(text) else Counted.DONE
    return Counted.TOTAL if is_total(text) or _TOTAL.search(text) else None


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
