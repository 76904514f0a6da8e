"""A state: a sign, a word, or both: `✅`, `In progress`, `⬜ Not Started`, `[x]`, `✅ Done (12)`, `🟡 Early`.

It is read at the head of a cell, or behind a number (`100% ✅`). A sign may be followed by anything: what is not the
word of a state is a remark. A word without a sign must be all there is, or be followed by what can only be a remark:
`Complete the first page` is no state. What the author says (a legend, the configuration) comes first, then the sign,
then the word; but the word wins over a sign that says little by itself (a light, a clock), and over a tick next to a
word for less (`✅ Partial`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress, State, Words
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._status_words import (
    BEGUN,
    DOUBTFUL,
    FAMILIES,
    LIGHTS,
    SYMBOLS,
    VAGUE,
    Language,
    vocabulary,
    without_accents,
)
from readme_sync.text.regex import regex

_ALL = 100
_LONGEST = 400
_SELECTOR = "\ufe0f"
_STATES = (State.DONE, State.IN_PROGRESS, State.OPEN)
_MEANINGS = ("done", "in progress", "open")
_TODO = frozenset(("todo", "to do", "to-do", "not done", "done"))
"""English words that go with `todo` and `done`; the others go with the first words of the language."""
_NO_MORE: Mapping[str, State] = {}
_ENTITIES = "|".join(symbol[1:-1] for symbol in SYMBOLS if symbol[0] == "&")
_CODE = rf"\[[ xX]\]|&(?:{_ENTITIES});|:(?:x|[a-z][a-z0-9_+-]{{1,30}}):"
_MARKS = "\u0900-\u0903\u093a-\u094f"
"""Vowel signs of Devanagari: parts of words, though `\\w` does not match them."""
SYMBOL = regex(rf"({_CODE}|[^\w\s{_MARKS}!-/:-@\[-`{{-~¡-¿‐-⁞←-⇿、-】（-～\uFE0F\u200D]\uFE0F*)")
"""One symbol, or its code."""
_FIGURE = regex(r"[0-9][0-9.,/%％ ]*[0-9%％]")
"""The number to which a state may be added."""
_COUNTED = regex(r"[0-9]{1,4} ?[^\W\d_]{1,12} {0,3}(?=[^\w\s!-~]\uFE0F?\Z)")
"""What was counted, with a sign behind it and nothing more: `2 problems ✅`, `2문제 ✅`."""
_COUNT = regex(r"[0-9]+ ?")
"""A number alone, to which a sign may be added, but no word: `200 OK`."""
_BLANKS = " \t\xa0"
_WORD = regex(rf"[^\W\d_](?:(?:[\w{_MARKS}'’/& \-]|·(?=\w))*[\w{_MARKS}])?")
_CUT = regex(
    r" [–—] | [-/&] |/| (?:on|in|by|with|for|since|at|via|from|as|to|and|but|en|em|par|por|mit|seit|bis|von) "
    r"| (?=[0-9])"
)
_REMARK = regex(r"\s*(?:$|[(（\[【:：,，;；.。!！…*~+|/@`#]|[-–—→][^\w]|[0-9])")
"""What may follow a word alone: a remark, a date, a figure."""
_SIDE_BY_SIDE = "\u2e80"
"""From here on are the characters of languages that do not set words apart by spaces, or not always."""
_LONGEST_IMPLIED = 32
_LONGEST_ENDING = 3
"""Longer than the longest ending by which a word tells gender and number."""
_MOST_WORDS = 4
"""As many words as the longest state has."""


class Saying(NamedTuple):
    """A state as it stands in a text: its sign and its word, either of which may be missing, and where they begin."""

    state: State
    symbol: str = ""
    symbol_at: int = 0
    word: str = ""
    word_at: int = 0

    @property
    def start(self) -> int:
        """Return where it begins."""
        return min(at for text, at in ((self.symbol, self.symbol_at), (self.word, self.word_at)) if text)

    @property
    def end(self) -> int:
        """Return where it ends."""
        return max(at + len(text) for text, at in ((self.symbol, self.symbol_at), (self.word, self.word_at)) if text)


class _Head:
    """The head of a text: a symbol, `again` those right behind it, a word, a `last` symbol, `more` of any kind."""

    __slots__ = ("again", "last", "last_at", "more", "symbol", "symbol_at", "word", "word_at")

    def __init__(self, text: str) -> None:
        at = _behind_blanks(text, 0, None)
        at += 2 * text.startswith("- [", at)
        figure = (_COUNTED.match(text, at) or _FIGURE.match(text, at)) if text[at : at + 1].isdigit() else None
        if figure:
            at = figure.end()
        at = _behind_blanks(text, at, None)
        self.symbol = _symbol(text, at)
        self.symbol_at = at if self.symbol else 0
        first = at = at + len(self.symbol)
        while symbol := _symbol(text, at):
            at += len(symbol)
        self.again = text[first:at]
        at = _behind_blanks(text, at)
        is_counted = not self.symbol and figure is not None and _COUNT.fullmatch(figure[0]) is not None
        word = None if is_counted else _WORD.match(text, at)
        self.word = word[0] if word else ""
        self.word_at = at if word else 0
        at += len(self.word)
        self.last_at = _behind_blanks(text, at)
        self.last = _symbol(text, self.last_at)
        self.more = text[self.last_at + len(self.last) if self.last else at :]


def _symbol(text: str, at: int) -> str:
    if "!" <= (first := text[at : at + 1]) <= "~" and first not in "[&:":
        return ""  # as most texts begin
    found = SYMBOL.match(text, at)
    return found[0] if found else ""


def _behind_blanks(text: str, at: int, blanks: str | None = _BLANKS) -> int:
    return len(text) - len(text[at:].lstrip(blanks))


def words() -> Mapping[str, State]:
    """Return every word and the state that it says."""
    return vocabulary().states


def implied(text: str) -> tuple[str, State] | None:
    """Return the words of a short text, and the state that they say by how they begin or end; None where by neither.

    `not verified`, `Migration completed`, `验证中`.
    """
    head = _Head(text.strip("*_~` "))
    word = fold(head.word)
    if not word or len(word) > _LONGEST_IMPLIED or len(word.split(" ")) > _MOST_WORDS or word in words():
        return None
    plain = word.replace("-", " ").replace("_", " ")
    known = vocabulary()
    begun = (state for start, state in known.beginnings if len(plain) > len(start) and plain.startswith(start))
    ended = (state for end, state in known.endings if len(plain) > len(end) and plain.endswith(end))
    state = next(begun, None) or next(ended, None) or (None if head.symbol else _in_its_words(plain))
    return (word, state) if state else None


def _in_its_words(text: str) -> State | None:
    """Return the state with which a short text begins or ends, where no other word of it says another."""
    if text[-1] >= _SIDE_BY_SIDE:  # `보드 검증 완료`
        endings = (text[at:] for at in range(1, len(text)))
        return next((words()[one] for one in endings if one in words() and is_of_work(one)), None)
    pieces = text.split(" ")
    known = [
        (start, end, phrase)
        for start in range(len(pieces))
        for end in range(len(pieces), start, -1)
        if (phrase := " ".join(pieces[start:end])) in words() and words()[phrase] is not State.UNKNOWN
    ]
    at_an_end = [words()[one] for start, end, one in known if is_of_work(one) and (start == 0 or end == len(pieces))]
    return at_an_end[0] if at_an_end and len({words()[one] for *_, one in known}) == 1 else None


def bare(symbol: str) -> str:
    """Return a symbol without the selector that asks for its coloured form."""
    return symbol.replace(_SELECTOR, "")


def parts(text: str) -> tuple[str, str]:
    """Return the symbol and the word of a state; either may be missing."""
    found = say(text)
    return (found.symbol, found.word) if found else ("", "")


def is_of_work(word: str) -> bool:
    """Return whether a word is said of work, not an answer to a question."""
    return words().get(fold(word), State.UNKNOWN) is not State.UNKNOWN and fold(word) not in vocabulary().doubtful


def is_cancelled(text: str) -> bool:
    """Return whether a state says that the item will not be done."""
    return fold(parts(text)[1]) in vocabulary().cancelled


def is_doubtful(text: str) -> bool:
    """Return whether a state may be an answer, a rating or decoration."""
    symbol, word = parts(text)
    return not is_of_work(word) if word else bare(symbol) in DOUBTFUL


def is_wording(text: str) -> bool:
    """Return whether a text could be the word or the symbol of a state, and is nothing more."""
    head = _Head(text)
    return bool(text) and text in (head.word, head.symbol)


@lru_cache(4_096)
def _say_plainly(text: str) -> Saying | None:
    return _say(text, _NO_MORE)


def say(text: str, more: Mapping[str, State] = _NO_MORE) -> Saying | None:
    """Return the state at the head of a text, None where there is none.

    Args:
        text: a cell, or a line, without markup.
        more: by symbol without U+FE0F, or by word as `fold` makes it, what the author says that it means.
    """
    return _say(text, more) if more else _say_plainly(text)


def _say(text: str, more: Mapping[str, State]) -> Saying | None:
    if len(text) > _LONGEST:
        return None
    head = _Head(text)
    symbol, at = head.symbol, head.symbol_at
    plain = bare(symbol)
    if symbol and head.again.startswith(symbol):
        return None  # a rating or a bar: `⭐⭐⭐ Solid`, `🟩🟩⬜⬜`
    word = _known_word(head, more) if head.word else ""
    if not symbol and word and head.last and word == head.word and bare(head.last) in SYMBOLS:
        symbol, at = head.last, head.last_at
        plain = bare(symbol)
    if plain not in SYMBOLS and plain not in more:
        if text.count("/") > 1 and not head.more:
            return None  # what may be written there: `Open / Supported / Rejected`
        if not word or (symbol and word != head.word):
            return None
        return Saying(_of_word(word, more), symbol, at, word, head.word_at)
    if not word and plain in DOUBTFUL and plain not in (*more, *LIGHTS) and symbol != text.strip():
        return None  # a star or a shape of a number or a name: `20/50 ⭐`, `⭐ 4.5`, `📋 Tasks`
    if not word and head.word and plain in BEGUN and plain not in more:
        return Saying(State.IN_PROGRESS, symbol, at, head.word, head.word_at)
    return Saying(_state(plain, word, more), symbol, at, word, head.word_at if word else 0)


def _known_word(head: _Head, more: Mapping[str, State]) -> str:
    """Return the word of a state at the head of what was read as words; "" where there is none."""
    whole = head.word
    if _is_word(whole, more) and (head.symbol or head.last or _REMARK.match(head.more)):
        return whole
    if "/" in (first := whole.partition(" ")[0]) and _is_word(first, more):
        return first  # `N/A in this view`
    for cut in _CUT.finditer(whole) if " " in whole or "/" in whole else ():
        if _is_word(whole[: cut.start()], more):
            return whole[: cut.start()]
    if head.symbol:
        pieces = whole.split(" ", _MOST_WORDS)[:_MOST_WORDS]
        for count in range(len(pieces), 0, -1):
            word = " ".join(pieces[:count])
            if _is_word(word, more) and _goes_with(bare(head.symbol), word, more):
                is_negated = count < len(pieces) and fold(word) in vocabulary().negations
                return word if not is_negated else whole if not head.more and len(pieces) == len(whole.split()) else ""
    return ""


def state_of_word(word: str) -> State | None:
    """Return the state that a word or a phrase says; one that is negated says open: `não iniciadas`."""
    said = fold(word)
    first, blank, _ = said.partition(" ")
    return words().get(said) or (State.OPEN if blank and first in vocabulary().negations else None)


def _goes_with(symbol: str, word: str, more: Mapping[str, State]) -> bool:
    """Return whether the first word of a remark agrees with the sign, or the sign is vague: not `✅ MVP complete`."""
    return symbol in VAGUE or symbol not in SYMBOLS or _of_word(word, more) in (SYMBOLS[symbol], State.UNKNOWN)


def _is_word(word: str, more: Mapping[str, State]) -> bool:
    return fold(word) in words() or fold(word) in more


def fold(word: str) -> str:
    """Return a word as the tables hold it."""
    return " ".join(word.casefold().split())


def _of_word(word: str, more: Mapping[str, State]) -> State:
    said = fold(word)
    return more[said] if said in more else state_of_word(word) or State.UNKNOWN


def _state(symbol: str, word: str, more: Mapping[str, State]) -> State:
    """Return what a known sign says, with a known word next to it or none."""
    sign = more[symbol] if symbol in more else SYMBOLS[symbol]
    if not word:
        return sign
    said = _of_word(word, more)
    if symbol in more and sign is not State.UNKNOWN:
        return said if sign is State.DONE and said in (State.OPEN, State.IN_PROGRESS) else sign
    if fold(word) in vocabulary().cancelled or fold(word) in more:
        return said
    if said is State.UNKNOWN or (fold(word) in vocabulary().maturities and sign is not State.UNKNOWN):
        return sign
    is_less = sign is State.DONE and said in (State.OPEN, State.IN_PROGRESS)
    return said if symbol in VAGUE or is_less else sign


@lru_cache(8)
def _table(more: Words) -> Mapping[str, State]:
    """Return the author's words and symbols as the tables hold them."""
    return {fold(bare(word)): state for word, state in more}


def _read_more(text: str, more: Words) -> Iterator[Reading]:
    return _read(text, _table(more))


def _read(text: str, more: Mapping[str, State] = _NO_MORE) -> Iterator[Reading]:
    found = say(text, more)
    if found:
        progress = UNKNOWN if found.state is State.UNKNOWN else Progress.of_state(found.state)
        yield Reading(found.start, found.end, progress)


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _reword(text, progress, ())


def _reword(text: str, progress: Progress, wordings: Sequence[tuple[str, State]]) -> list[Replacement]:
    """Say it in the document's own words: `wordings` are its states with what they mean, the nearest first."""
    stated = next((state for wording, state in wordings if wording == text), None)
    found = _pieces(text)
    old = found.state if stated is None else stated
    new = _wanted(text, old, progress)
    if new is old:
        return []
    same = [_pieces(wording) for wording, state in wordings if state is new and implied(wording) is None]
    if not text.strip():
        written = next((one for one in same if one.symbol or one.word), None)
        return [Replacement(0, 0, (written.symbol or written.word) if written else "✅" if new is State.DONE else "🔄")]
    alike = [one for one in same if bool(one.symbol) == bool(found.symbol) and bool(one.word) == bool(found.word)]
    if alike:
        return list(_replace(found, alike[0].symbol, alike[0].word))
    symbols = (one.symbol for one in same if one.symbol and SYMBOLS.get(bare(one.symbol), new) in (new, State.UNKNOWN))
    new_symbol = found.symbol and (next(symbols, "") or _symbol_for(found.symbol, new))
    if not found.word and not same and SYMBOLS.get(bare(new_symbol)) is State.UNKNOWN:
        hint = "say in a legend what it means, as in `🟢 = done, 🔴 = open`"
        raise RequestError(f"{found.symbol} and its like alone say no state", hint=hint)
    said = (one.word for one in same if one.word and words().get(fold(one.word), new) is new)
    new_word = found.word and (next(said, "") or _word_for(found.word, new, wordings))
    return list(_replace(found, new_symbol, new_word))


def _pieces(text: str) -> Saying:
    """Return the symbol and the word of something that is known to be a state, be it in the author's own words."""
    known = say(text)
    if known and (known.word or not known.symbol or bare(text.strip()) == bare(known.symbol)):
        return known
    head = _Head(text)
    symbol, at = (head.symbol, head.symbol_at) if head.symbol else (head.last, head.last_at if head.last else 0)
    return Saying(known.state if known else State.UNKNOWN, symbol, at, head.word, head.word_at)


def _wanted(text: str, old: State, progress: Progress) -> State:
    """Return the state to write.

    Raises:
        RequestError: the progress is none that a word can say.
    """
    if progress.percent in (0, _ALL):
        return State.DONE if progress.percent else State.OPEN
    if progress.percent is not None:
        hint = "say `in progress`, `done` or `open`"
        raise RequestError(f"{text!r} is a state, it cannot say {progress.percent:g} %", hint=hint)
    if progress.state is State.UNKNOWN and old is not State.UNKNOWN:
        raise RequestError(f"{text!r} is a state, it cannot be unknown", hint="say `in progress`, `done` or `open`")
    return progress.state


def _replace(found: Saying, symbol: str, word: str) -> Iterator[Replacement]:
    """Put a symbol and a word in place of those found, leaving what stands between them."""
    start = found.start if found.symbol or found.word else 0
    changes = [
        (at, old, new)
        for at, old, new in ((found.symbol_at, found.symbol, symbol), (found.word_at, found.word, word))
        if old and old != new
    ]
    for at, old, new in sorted(changes):
        yield Replacement(at - start, at - start + len(old), new)


def _symbol_for(symbol: str, state: State) -> str:
    """Return the symbol for a state that goes with another one."""
    place = _STATES.index(state)
    plain = bare(symbol)
    if SYMBOLS.get(plain, State.UNKNOWN) is State.UNKNOWN and plain not in "🟢🟡🔴⚪🟩🟨🟥":
        return ("✅", "🔄", "⬜")[place]
    for exact in (True, False):
        for family in FAMILIES:
            members = family if exact else [member and bare(member) for member in family]
            if (symbol if exact else plain) in members:
                if not (new := family[place]):
                    raise RequestError(f"{symbol} is done or open, it cannot say {state}", hint="change it by hand")
                if new != symbol or plain not in "⏳⌛":  # which also stand beside what is in progress
                    return new
    return ("✅", "🔄", "⬜")[place]


def _word_for(word: str, state: State, wordings: Sequence[tuple[str, State]]) -> str:
    """Return the word for a state in the language of another one, with its capitals.

    Args:
        word: the other one.
        state: what to say.
        wordings: the states of the document.
    """
    folded = fold(word)
    said = [fold(_pieces(one).word) for one, _ in wordings]
    language = _language_of(folded, said)
    pair = next((one for one in zip(language["yes"], language["no"], strict=True) if folded in one), None)
    if pair and state is not State.IN_PROGRESS:
        return _in_the_case_of(word, pair[state is State.OPEN])
    forms = next((one for one in (folded, *said) if _is_inflected(one, language)), folded)
    new = _agreeing(language[_MEANINGS[_STATES.index(state)]], forms if _is_inflected(forms, language) else "")
    if language is vocabulary().languages[0] and not _TODO.isdisjoint((folded, *said)):
        new = "todo" if state is State.OPEN else "done" if state is State.DONE else new
    return _in_the_case_of(word, new)


def _language_of(word: str, others: Sequence[str]) -> Language:
    """Return the language of a word; of several that have it, the one that has most of the other words, too."""
    languages = vocabulary().languages
    known = [one for one in languages if _has(one, word)] or [one for one in languages if _is_built_in(word, one)]
    return max(known or languages[:1], key=lambda one: sum(_has(one, other) for other in others))


def _has(language: Language, word: str) -> bool:
    """Return whether a language has a word that says a state, be it without its accents."""
    said = [one for meaning in (*_MEANINGS, "yes", "no") for one in language[meaning]]
    return word in said or (word.isascii() and word in without_accents("\n".join(said)).split("\n"))


def _is_inflected(word: str, language: Language) -> bool:
    """Return whether a word is one of several forms of itself: `terminée`."""
    said = (language[one] for one in _MEANINGS)
    return any(word in words and any(_is_form(word, one) for one in words) for words in said)


def _agreeing(words: Sequence[str], other: str) -> str:
    """Return of the first word, the form that ends as another word does: `ukończona` where that is `planowana`."""
    forms = [words[0], *(one for one in words if other and _is_form(one, words[0]))]
    return max(forms, key=lambda one: _shared(one[:-_LONGEST_ENDING:-1], other[::-1]))


def _shared(word: str, other: str) -> int:
    """Return how many characters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))


def _is_form(word: str, other: str) -> bool:
    """Return whether two words differ in how they end, and in nothing else."""
    longest = max(len(word), len(other))
    is_long = longest > _LONGEST_ENDING and word.count(" ") == other.count(" ")
    return is_long and word != other and _shared(word, other) > longest - _LONGEST_ENDING


def _is_built_in(word: str, language: Language) -> bool:
    """Return whether a word begins or ends as words of a language do that say a state."""
    return any(
        word.startswith(part[:-1]) if part[-1] == "*" else word.endswith(part.lstrip("*"))
        for meaning in _MEANINGS
        for part in language[meaning]
        if part[0] == "*" or part[-1] == "*" or part[-1] >= _SIDE_BY_SIDE
    )


def _in_the_case_of(word: str, new: str) -> str:
    if word.isupper() and len(word) > 1:
        # the capital of a Turkish dotless i is read as that of another letter
        return new.upper() if new.upper().casefold() == new.casefold() else new
    if word[0].islower() or word[0] == word[0].swapcase():
        return new
    return new.title() if " " in word and word.istitle() else new[0].upper() + new[1:]


NOTATION = Notation("status", Target.CELL, Family.STATE, (*SYMBOLS, "\\["), _read, _write, _reword, _read_more)
