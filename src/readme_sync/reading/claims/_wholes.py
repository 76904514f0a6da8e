"""Names of kinds that together are all there is: easy, medium and hard; done, in progress and open."""

from collections.abc import Sequence

from readme_sync.text.regex import regex

_KINDS = regex(
    r"\b(?:easy|medium|mid|hard|fácil|médio|media|difícil|facile|moyen|difficile|leicht|mittel|schwer)\b|"
    r"简单|中等|困难|簡單|쉬움|보통|어려움"
)
_STATES = regex(
    r"\b(?:done|complete|completed|finished|solved|in progress|ongoing|wip|open|todo|pending|not started|remaining|"
    r"left|planned|blocked)\b|完成|进行|進行|未|剩|완료|진행|대기|남은"
)
_FEWEST = 3


def are_a_whole(labels: Sequence[str]) -> bool:
    """Whether labels in lower case are the names of all kinds that there are of something."""
    return len(labels) >= _FEWEST and any(all(map(names.search, labels)) for names in (_KINDS, _STATES))


def names_a_part(label: str) -> bool:
    """Whether a label in lower case is one of those names."""
    return _KINDS.search(label) is not None or _STATES.search(label) is not None
