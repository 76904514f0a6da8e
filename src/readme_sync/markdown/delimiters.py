"""Which runs of `*`, `_` and `~` open and close emphasis: CommonMark's "process emphasis", in linear time.

mistune rewrites its token list for each match, which is quadratic on nested emphasis; here matches are only recorded.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from readme_sync.markdown.nodes import Style

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MOST_TILDES = 2
_STRONG = 2  # the characters of **
_SKIPPED = "~"  # cmark-gfm skips tildes when it looks for the characters around a run


class Run:
    """A run of one character that may open or close emphasis.

    Attributes:
        closes: the emphases that end here, innermost first: their style and how many characters they take.
        opens: those that begin here, innermost first.
    """

    __slots__ = ("can_close", "can_open", "char", "closes", "end", "left", "opens", "start")

    def __init__(self, char: str, start: int, end: int, *, can_open: bool, can_close: bool) -> None:
        self.char = char
        self.start = start
        self.end = end
        self.can_open = can_open
        self.can_close = can_close
        self.left = end - start
        self.closes: list[tuple[Style, int]] = []
        self.opens: list[tuple[Style, int]] = []

    @property
    def length(self) -> int:
        """Return the number of characters in the source."""
        return self.end - self.start


def read_run(src: str, start: int) -> Run:
    """Return the run that begins at `start`, with what it may do according to the characters around it."""
    char = src[start]
    end = start + 1
    while end < len(src) and src[end] == char:
        end += 1
    before, after = start - 1, end
    while before >= 0 and src[before] == _SKIPPED:
        before -= 1
    while after < len(src) and src[after] == _SKIPPED:
        after += 1
    previous = src[before] if before >= 0 else "\n"
    following = src[after] if after < len(src) else "\n"
    can_open, can_close = _flanks(char, previous, following)
    fits = char != "~" or end - start <= _MOST_TILDES
    return Run(char, start, end, can_open=can_open and fits, can_close=can_close and fits)


@lru_cache(1000)
def _flanks(char: str, previous: str, following: str) -> tuple[bool, bool]:
    """Return whether a run of `char` may open and may close emphasis between these two characters."""
    spaced, marked = is_space(previous), is_punctuation(previous)
    space_next, mark_next = is_space(following), is_punctuation(following)
    left = not space_next and (not mark_next or spaced or marked)
    right = not spaced and (not marked or space_next or mark_next)
    if char == "_":
        return left and (not right or marked), right and (not left or mark_next)
    return left, right


def match_runs(runs: list[Run]) -> None:
    """Pair the runs; record each match in its two runs."""
    active = [run for run in runs if run.can_open or run.can_close]
    before = list(range(-1, len(active) - 1))
    after = [*range(1, len(active)), -1]

    def drop(index: int) -> None:
        if before[index] >= 0:
            after[before[index]] = after[index]
        if after[index] >= 0:
            before[after[index]] = before[index]

    bottoms: dict[tuple[str, int, bool], int] = {}
    index = 0 if active else -1
    while index >= 0:
        closer = active[index]
        if not closer.can_close:
            index = after[index]
            continue
        key = (closer.char, closer.length % 3, closer.can_open)
        bottom = bottoms.get(key, -1)
        other = before[index]
        while other > bottom and not _pairs(active[other], closer):
            other = before[other]
        if other <= bottom:
            bottoms[key] = before[index]
            following = after[index]
            if not closer.can_open:
                drop(index)
            index = following
            continue
        between = before[index]
        while between != other:
            drop(between)
            between = before[between]
        index = _match(active, other, index, after, drop)


def _match(active: list[Run], first: int, second: int, after: list[int], drop: Callable[[int], None]) -> int:
    """Record the match of two runs and drop those that are used up; return the next run to look at."""
    opener, closer = active[first], active[second]
    if opener.char == "~":
        if opener.length == closer.length:
            opener.opens.append((Style.STRIKETHROUGH, opener.length))
            closer.closes.append((Style.STRIKETHROUGH, closer.length))
            opener.left = closer.left = 0
        drop(first)
        drop(second)
        return after[second]
    use = min(opener.left, closer.left, _STRONG)
    style = Style.STRONG if use == _STRONG else Style.EMPHASIS
    opener.opens.append((style, use))
    closer.closes.append((style, use))
    opener.left -= use
    closer.left -= use
    if opener.left == 0:
        drop(first)
    if closer.left == 0:
        drop(second)
        return after[second]
    return second


def _pairs(opener: Run, closer: Run) -> bool:
    """Return whether two runs may match: the "multiple of 3" rule."""
    if not opener.can_open or opener.char != closer.char:
        return False
    either = closer.can_open or opener.can_close
    return not either or closer.length % 3 == 0 or (opener.length + closer.length) % 3 != 0


def is_space(char: str) -> bool:
    """Return whether `char` is whitespace as the CommonMark specification defines it."""
    return char in "\t\n\f\r \u00a0" or (char > "\x7f" and unicodedata.category(char) == "Zs")


def is_punctuation(char: str) -> bool:
    """Return whether `char` is punctuation as cmark-gfm defines it."""
    return char in _ASCII_PUNCTUATION or (char > "\x7f" and unicodedata.category(char)[0] == "P")
