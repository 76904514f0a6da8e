"""What one line says of one thing: `✅ parser`, `parser — done`, `parser: 6/7 (86%)`, `[x] parser`.

A line alone proves nothing: whether such lines are states, only a series of them tells (`series.py`).
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Progress, State
from readme_sync.notations import is_bar, status
from readme_sync.notations._status_words import SYMBOLS
from readme_sync.text import Excerpt, Source
from readme_sync.text.regex import about_one_of, any_of, regex
from readme_sync.text.source import cut, whole_span
from readme_sync.trackers.figures import in_groups, placed_figures, stated
from readme_sync.trackers.header_words import is_no_progress
from readme_sync.trackers.legends import Legend

_MORE = {"🔁": State.IN_PROGRESS, "♻": State.IN_PROGRESS, "🔍": State.IN_PROGRESS, "⏭": State.OPEN}
"""Signs that say a state in a list, although they say none in a cell."""
COLOURS = frozenset("🟢🟩🟡🟠🔶🟨🟧🔴🟥⚪")
"""States only where a word, a number, a legend or other signs of state stand beside them: they are priorities, too."""
_UNCERTAIN = frozenset("◐◑◔◕📅📆🗓📋🔨🛠🏗⭐🌟★🔒⛔🚫💤➖❓⏸◻▢□🔵🟣⚫🟤🟦⬛√")
_SINGLE = "".join(sorted({sign for sign in SYMBOLS if len(sign) == 1} | set(_MORE)))
_ENTITIES, _NAMES = ("|".join(sign[1:-1] for sign in SYMBOLS if len(sign) > 1 and sign[0] == mark) for mark in "&:")
_GAP = r"[ \t\xa0]*"
_NUMBER = regex(rf"{_GAP}(?:\(?[0-9]{{1,4}}[.)]{_GAP})?")
_BLANKS = regex(_GAP)
_AFTER = regex(rf"{_GAP}[:：|–—-]*{_GAP}")
_TAIL_MORE = regex(r"[^\n]{0,80}\Z")
_SEPARATED = (
    r"(?:(?<![ \t\xa0])[ \t\xa0]++(?:[-–—:→·|]+[ \t\xa0]+|[—–][ \t\xa0]*)|[:：][ \t\xa0]*"
    r"|[—–][ \t\xa0]*|(?<=[ \t\xa0])[(\[][ \t\xa0]*|[（【][ \t\xa0]*)"
)
_PIECE = regex(rf"(?P<gap>{_SEPARATED})(?P<word>[^\W\d_][^()（）\[\]【】:：—–\n]{{0,40}})")
_HEAD_WORD = regex(
    r"[ \t\xa0]*(?:[\[(（【](?P<boxed>[^\W\d_][\w '-]{1,24})[\])）】][ \t\xa0]*[:：]?"
    r"|(?P<word>[^\W\d_][\w '-]{1,24})(?:[:：]|[ \t\xa0]+[-–—])[ \t\xa0])"
)
_EXPLAINED = regex(r"[\u2190-\u2bff\U0001F000-\U0001FAFF]\ufe0f?[*_`| \t\])]{0,4}[=:：–—|-]")
_CONTINUED = (",", ";", "，", "；", "、", " - ", " -- ")
_DATED = regex(r"[ \t](?:\w{1,4}[ \t])?(?=[0-9]{1,4}[-./][0-9]|20[0-9]{2}\b)")
"""What parts a state from a date: `landed 2026-04-03`, `concluída em 07/08`."""
_BEFORE_NUMBER = regex(r"(?:[:：=→|]|[(（\[]|[ \t\xa0][-–—])[ \t\xa0`*\[│|(（]{0,6}\Z")
_ORDINAL = regex(r"\A[ \t]*\(?[0-9]{1,4}[.)][ \t]+")
_PLACED = _SINGLE + "█░▓▰▱⣿■□[:&"
_MAY_NUMBER = regex(r"[0-9][ \t]?(?:[%％]|[/／][ \t]?[0-9])|[#=]{3}")
_MAY_BAR = regex(r"[█░▓▰▱🟩⬜⣿■□]{3}")
_MAY_HEAD = regex(r"[ \t*_`~\[(（【]{0,8}([^\W\d_][\w '-]{1,24}?)[*_`]{0,3}(?:[\])）】:：]|[ \t]+[-–—])")
_MAY_WORD = regex(r"[-–—:：(（\[【→·|][ \t*_`]{0,6}([^\W\d_][^()（）\[\]【】:：—–→·\n,.;|]{0,40})")
RESULTS = frozenset("pass passes passed passing fail fails failed failing".split())
"""What tests say; a state where the headings speak of progress."""
_SIGNS_BEFORE = regex(r"\A[^\w(\[]+")
_NUMBER_MARK = regex(r"[%％/／█░▓▰▱🟩⬜#=]| of ")
_MOST_BEHIND = 32
_MOST_BEHIND_BAR = 60
_LAST_REMARK = regex(r"[(（][^()（）]{0,60}[)）][ \t]*\Z")
_LONGEST = 1_000


@lru_cache(64)
def _signs(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the known signs, and of those that only the legend knows."""
    return regex(rf"[{re.escape(_SINGLE + ''.join(own))}]\ufe0f?|\[[ xX]\]|&(?:{_ENTITIES});|:(?:{_NAMES}):")


class Form(StrEnum):
    """Where a line says its state."""

    HEAD = "head"
    """`✅ parser`"""
    TAIL = "tail"
    """`parser ✅`"""
    WORD = "word"
    """`parser — done`"""
    NOTE = "note"
    """`parser (done)`"""
    HEAD_WORD = "head-word"
    """`DONE: parser`"""
    NUMBER = "number"
    """`parser: 6/7`"""


class LineState(NamedTuple):
    """A line that could say the state of something.

    Attributes:
        label: what it is about, without signs and numbers.
        figures: its sign, word and numbers.
        sign: the sign or the folded word by which it says its state, "" where only numbers do.
        start: where in the line the label begins.
    """

    label: str
    progress: Progress
    figures: tuple[Figure, ...]
    form: Form
    sign: str = ""


@cache
def _mark() -> Callable[[str], bool]:
    return any_of([*_SINGLE, *(sign for sign in SYMBOLS if len(sign) > 1)])


def may_hold_sign(text: str) -> bool:
    """Return whether a sign of state may stand in a text; cheap."""
    return _mark()(text)


# one character of a set first, the rest behind it: many times as fast as a choice
_WRITTEN = rf"(?<=\[)[#=xX ]|(?<=:)[a-z][a-z0-9_]{{0,40}}:|(?<=&)(?:{_ENTITIES});"
_PLACE = regex(about_one_of(_PLACED) + rf"(?:(?<![\[:&])|{_WRITTEN})")
_PLACE_IN_ASCII = regex(rf"[\[:&](?:{_WRITTEN})")


def sign_places(text: str) -> list[int]:
    """Return where signs, boxes and bars may stand in a text, in order."""
    pattern = _PLACE_IN_ASCII if text.isascii() else _PLACE
    return [found.start() for found in pattern.finditer(text) if found[0][0] in _PLACED]


def own_signs(legend: Legend) -> tuple[str, ...]:
    """Return the signs that are states only because the legend of the document says so."""
    own = (sign for sign in legend if len(sign) == 1 and not sign.isalnum() and not sign.isascii())
    return tuple(sorted(sign for sign in own if sign not in _SINGLE))


def _may_explain(text: str) -> bool:
    return not text.isascii() and _EXPLAINED.search(text) is not None


def signs_of_legend(source: Source, legend: Callable[[], Legend]) -> tuple[str, ...]:
    """Return the signs that only the legend knows; a document without a sign next to `=`, `:` or a dash has none."""
    if not source.once(sign_places) or not source.once(_may_explain):
        return ()
    return own_signs(legend())


def places_of(text: str, known: Sequence[int], own: Sequence[str]) -> Sequence[int]:
    """Return where signs may stand in a text, those of its legend included, in order."""
    if not known or not own:
        return known
    return sorted([*known, *(found.start() for found in regex(f"[{re.escape(''.join(own))}]").finditer(text))])


def may_say_state(line: str, own: Sequence[str] = ()) -> bool:
    """Return whether a line, as written, may say a state; cheap; may return false positives, never false negatives."""
    return (
        _mark()(line)
        or any(sign in line for sign in own)
        or _MAY_NUMBER.search(line) is not None
        or (not line.isascii() and _MAY_BAR.search(line) is not None)
        or ((head := _MAY_HEAD.match(line)) is not None and _state_of_word(head[1]) is not None)
        or (any(mark in line for mark in "-–—:：([（【→·|") and _holds_word(line))
    )


def _holds_word(line: str) -> bool:
    """Return whether a word of state stands behind a separator."""
    words = (found[1].strip(" *_`") for found in _parted(_MAY_WORD, line, 1))
    return any(_state_of_word(word) or _state_of_word(_first_part(word)) for word in words)


def _first_part(phrase: str) -> str:
    """Return what stands before the first comma or semicolon, or before a date."""
    for mark in _CONTINUED:
        phrase = phrase.partition(mark)[0]
    return _DATED.split(phrase, maxsplit=1)[0] if phrase[-1:].isdigit() else phrase


def state_of_sign(sign: str, legend: Legend) -> State | None:
    """Return what a sign says in a list, None where it says nothing."""
    bare = status.bare(sign)
    if bare in legend:
        return legend[bare].state
    if bare in _UNCERTAIN:
        return None
    state = _MORE.get(bare) or SYMBOLS.get(bare)
    return None if state is State.UNKNOWN else state


def read_line(seen: Excerpt, legend: Legend) -> LineState | None:
    """Return what a line says, None where it says no state.

    Args:
        seen: its visible text, without the marker of a list or the marks of a heading.
        legend: what the document says its signs mean.
    """
    text = seen.text
    if len(text) > _LONGEST:
        seen = cut(seen, 0, _LONGEST) or seen
        text = seen.text[:_LONGEST]
    if not text or text.isspace():
        return None
    own = own_signs(legend) if legend else ()
    if _mark()(text) or any(sign in text for sign in own):
        signs = _signs(own)
        if found := _led_to(seen, text, legend, signs) or _head(seen, text, legend, signs):
            return found
        if found := _tail(seen, text, legend, signs):
            return found
    return _by_word(seen, text) or _by_number(seen, text)


def read_value(seen: Excerpt, start: int, legend: Legend) -> LineState | None:
    """Return the state with which the rest of a line begins, from `start` on: a sign, a word or numbers."""
    text = seen.text
    if found := _signs(own_signs(legend)).match(text, start):
        end, state = _sign_and_word(text, start, found.end(), legend)
        figure = _figure(seen, start, end, state) if state else None
        return _line("", [figure], Form.HEAD, status.bare(found[0])) if figure else None
    numbers = list(_numbers(seen, text, start))
    said = None if numbers and numbers[0][0] <= start + 1 else status.say(text[start:], _by_sign(legend))
    if said and said.state is not State.UNKNOWN:
        figure = _figure(seen, start + said.start, start + said.end, said.state)
        return _line("", [figure], Form.WORD) if figure else None
    return _line("", [one for _, one in numbers], Form.NUMBER) if numbers else None


def _led_to(seen: Excerpt, text: str, legend: Legend, signs: re.Pattern[str]) -> LineState | None:
    """`☐ parser → ✅ Done`: the sign behind the arrow says the state, that at the head what it was."""
    arrow = text.rfind("→")
    if arrow < 0 or not signs.match(text, _end_of(_BLANKS, text, arrow + 1)):
        return None
    sign, end = _head_sign(text[:arrow], signs)
    rest = cut(seen, end, len(text)) if sign else None
    return _tail(rest, rest.text, legend, signs) if rest else None


def _head(seen: Excerpt, text: str, legend: Legend, signs: re.Pattern[str]) -> LineState | None:
    sign, end = _head_sign(text, signs)
    state = state_of_sign(sign[0], legend) if sign else None
    if sign is None or state is None or text[end:].lstrip("\ufe0f ").startswith("="):
        return None  # with =, it is a legend and no item
    numbers = list(_numbers(seen, text, end))
    label = _cut_label(text[end : numbers[0][0]] if numbers else text[end:])
    figures = [_figure(seen, *sign.span(), state)]
    if not numbers and (word := _last_word(text, end, state)):
        label = _cut_label(text[end : word[0]])
        figures.append(_figure(seen, *word[1:], state))
    if not _names(label, status.bare(sign[0]) in legend):
        return None
    own = [*filter(None, figures), *(number for _, number in numbers)]
    return _line(label, own, Form.HEAD, status.bare(sign[0])) if figures[0] else None


def _head_sign(text: str, signs: re.Pattern[str]) -> tuple[re.Match[str] | None, int]:
    """Return the sign at the head of a line, None if there is none, and where its label begins."""
    at = _end_of(_NUMBER, text, 0)
    boxed = signs.match(text, at + 1) if text[at : at + 1] in ("[", "(") else None
    is_boxed = boxed is not None and text[boxed.end() : boxed.end() + 1] in ("]", ")")
    sign = boxed if is_boxed else signs.match(text, at)
    if sign is None:
        return None, at
    end = sign.end() + is_boxed
    while more := signs.match(text, _end_of(_BLANKS, text, end)):
        end = more.end()
    return sign, _end_of(_AFTER, text, end)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where a match of a pattern that matches anywhere ends."""
    found = pattern.match(text, start)
    return found.end() if found else start


def _last_word(text: str, start: int, state: State) -> tuple[int, int, int] | None:
    """Return where the word begins that repeats a sign, `✅ parser - done`: its separator, itself, its end."""
    for found in _parted(_PIECE, text, "word", start):
        word = found["word"].rstrip(" .!\t\xa0✨🎉")
        first = found.start("word")
        said = status.words().get(status.fold(word))
        if said is state and not text[first + len(word) :].strip(" .!\t\xa0✨🎉)）]】"):
            return found.start(), first, first + len(word)
    return None


def _tail(seen: Excerpt, text: str, legend: Legend, signs: re.Pattern[str]) -> LineState | None:
    """`parser ✅`, `parser ✅ Done (May)`, `parser - 40% 🚧`."""
    for found in signs.finditer(text):
        label = _cut_label(text[: found.start()])
        if found[0].startswith("[") and text[found.end() :].strip():
            continue
        if not _names(label, status.bare(found[0]) in legend) or not _TAIL_MORE.match(text, found.end()):
            return None
        if (choice := text.find(" / ", found.end())) > 0 and signs.match(text, choice + 3):
            return None  # what may be written: `✅ done / ⏳ open`
        numbers = list(_numbers(seen, text, 0))
        end, state = _sign_and_word(text, found.start(), found.end(), legend)
        begin = found.start()
        if word := _word_before(text, begin):
            label, begin = _cut_label(text[: word[0]]), word[1]
        figure = _figure(seen, begin, end, state) if state else None
        if figure is None or state is None:
            continue
        if numbers and numbers[0][0] < begin:
            label = _cut_label(text[: numbers[0][0]])
            if not _names(label):
                return None
        return _line(label, [figure, *(number for _, number in numbers)], Form.TAIL, status.bare(found[0]))
    return None


def _sign_and_word(text: str, start: int, end: int, legend: Legend) -> tuple[int, State | None]:
    """Return where the state that begins with a sign ends, its word included, and what it says."""
    said = status.say(text[start:], _by_sign(legend))
    state = state_of_sign(text[start:end], legend)
    if said and said.state is not State.UNKNOWN and start + said.end > end:
        word = status.parts(text[start : start + said.end])[1]
        if state in (None, said.state) and status.state_of_word(word) is said.state:
            return start + said.end, said.state
    return end, state


def _word_before(text: str, end: int) -> tuple[int, int] | None:
    """Return where the separator and the word of state before a sign begin: `parser - COMPLETE ✅`."""
    for found in _parted(_PIECE, text, "word", 0, end):
        if _state_of_word(found["word"].strip()) and found.end() >= end - 2:
            return found.start(), found.start("word")
    return None


def _by_word(seen: Excerpt, text: str) -> LineState | None:
    if found := _HEAD_WORD.match(text):
        name = "boxed" if found["boxed"] else "word"
        state, label = _state_of_word(found[name]), one_line(text[found.end() :])
        if state and _names(label) and (figure := _figure(seen, *found.span(name), state)):
            return _line(label, [figure], Form.HEAD_WORD, status.fold(found[name]))
    for found in _parted(_PIECE, text, "word"):
        word = found["word"].rstrip(" .!\t\xa0✨🎉")
        start = found.start("word")
        state = _state_of_word(word)
        if not state:
            word = _first_part(word)
            state = _state_of_word(word)
        before = text[: found.start()]
        label = _cut_label(before) if before.count("(") == before.count(")") else ""  # `Agents (P0 - MVP)`
        if state and _names(label) and (figure := _figure(seen, start, start + len(word), state)):
            numbers = [number for place, number in _numbers(seen, text, found.end()) if place >= found.end()]
            form = Form.NOTE if any(bracket in found["gap"] for bracket in "([（【") else Form.WORD
            return _line(label, [figure, *numbers], form, status.fold(word))
    return None


def _parted(
    pattern: re.Pattern[str], text: str, word: str | int, start: int = 0, end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Yield each separator with the word behind it, in which other separators may stand: `Day 1: arrays - done`."""
    while found := pattern.search(text, start, end):
        yield found
        start = found.start(word)


def _by_sign(legend: Legend) -> Mapping[str, State]:
    """Return what a legend says as the notation `status` takes it: the state by sign or word."""
    return {status.fold(sign): meaning.state for sign, meaning in legend.items()}


@lru_cache(1_024)
def _state_of_word(word: str) -> State | None:
    folded = status.fold(word)
    state = status.words().get(folded) if status.is_of_work(word) or folded in RESULTS else None
    return None if state is State.UNKNOWN else state


def _by_number(seen: Excerpt, text: str) -> LineState | None:
    numbers = list(_numbers(seen, text, 0))
    if not numbers:
        return None
    label = _cut_label(text[: numbers[0][0]])
    if not _names(label):
        return None
    return _line(label, [number for _, number in numbers], Form.NUMBER)


def _numbers(seen: Excerpt, text: str, start: int) -> Iterator[tuple[int, Figure]]:
    """Yield the figures with which a line ends, each behind its place, from the first that a separator precedes."""
    if not _NUMBER_MARK.search(text):
        return
    found = [(place, figure) for place, figure in placed_figures(seen, None) if place >= start]
    for index, (place, figure) in enumerate(found):
        rest = found[index:]
        left = text[place:]
        for _, one in rest:
            left = left.replace(one.excerpt.text, "", 1)
        is_apart = _BEFORE_NUMBER.search(text[max(0, place - 12) : place]) or (
            text[place - 1 : place] == " " and not left
        )
        if not is_bar(figure) and not is_apart:
            continue
        left = _LAST_REMARK.sub("", left)
        most = _MOST_BEHIND_BAR if any(is_bar(one) for _, one in rest) else _MOST_BEHIND
        if len(left.strip()) > most or any(map(str.isdigit, left)) or is_no_progress(left):
            continue
        yield from rest
        return


def _figure(seen: Excerpt, start: int, end: int, state: State) -> Figure | None:
    part = cut(seen, start, end)
    return part and Figure(status.NOTATION.name, part, whole_span(part), Progress.of_state(state))


def _line(label: str, figures: list[Figure], form: Form, sign: str = "") -> LineState:
    own = tuple(in_groups(figures)) if len(figures) > 1 else (figures[0],)
    return LineState(label, stated(own), own, form, sign)


def _cut_label(text: str) -> str:
    text = _ORDINAL.sub("", text, count=1)
    return one_line(text).rstrip(" :：-–—([（【|=→·,*`│").lstrip(" :：*|│├└─·•")


def _names(label: str, is_told: bool = False) -> bool:  # noqa: FBT001, FBT002  short
    """Return whether a text can be the name of something, and is not itself the word of a state.

    Args:
        label: the text.
        is_told: whether the legend knows the sign next to it, so that a number is a name, too.
    """
    is_name = any(map(str.isalnum if is_told else str.isalpha, label))
    return is_name and _state_of_word(_SIGNS_BEFORE.sub("", label)) is None
