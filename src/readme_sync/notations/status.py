"""A state: an emoji, a word, or both: `✅`, `In progress`, `⬜ Not Started`, `[x]`, `✅ Done (12)`.

It is read only at the head of a cell, or behind a number (`100% ✅`): `Complete the first page` and `✅ PASS` are no
states. The word beats the emoji. A coloured circle alone, and a word such as `Paused`, has an unknown progress.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress, State, Words
from readme_sync.notations._status_words import (
    CANCELLED,
    DOUBTFUL,
    DOUBTFUL_WORDS,
    FAMILIES,
    LANGUAGES,
    OTHER,
    SYMBOLS,
    YES_NO,
)
from readme_sync.notations.notation import Notation, Reading, Replacement, Target
from readme_sync.text.regex import regex

_ALL = 100
_LONGEST = 400
_SELECTOR = "\ufe0f"
_STATES = (State.DONE, State.IN_PROGRESS, State.OPEN)
_NO_MORE: Mapping[str, State] = {}
_CODES = tuple(symbol for symbol in SYMBOLS if len(symbol) > 1)
_SYMBOL = rf"(?:{'|'.join(map(re.escape, _CODES))}|(?:[^\w\s!-/:-@\[-`{{-~¡-¿‐-⁞←-⇿、-】（-～]\uFE0F?)+)"
_PATTERN = regex(
    r"\s*(?:[0-9][0-9.,/%％ ]*[0-9%％])?\s*"  # the figure to which a state may be added
    rf"(?P<all>(?P<symbol>{_SYMBOL})?(?P<gap>[ \t\xa0]*)(?P<word>[^\W\d_](?:[\w'/ \-]*\w)?)?"
    rf"(?:[ \t\xa0]*(?P<last>{_SYMBOL}))?)"
    r"(?P<more>.*)",
    re.DOTALL,
)
_CUT = regex(r" [-–—/] |/| on | (?=[0-9])")
_REMARK = regex(r"\s*(?:$|[(（\[【:：,，;；.。!！…*~+|/@]|[-–—→][^\w]|[0-9])")
"""What may follow a state: a remark, a date, a figure."""


@cache
def words() -> dict[str, State]:
    """Every word and the state that it says."""
    found = dict.fromkeys(OTHER, State.UNKNOWN) | YES_NO
    for language in LANGUAGES.values():
        for state, those in zip(_STATES, language, strict=True):
            found.update(dict.fromkeys(those, state))
    return found


def bare(symbol: str) -> str:
    """A symbol without the selector that asks for its coloured form."""
    return symbol.replace(_SELECTOR, "")


def parts(text: str) -> tuple[str, str]:
    """The symbol and the word of a state; either may be missing."""
    found = _parse(text)
    return _pieces(found)


def is_of_work(word: str) -> bool:
    """Whether a word is said of work, not an answer to a question."""
    return words().get(fold(word), State.UNKNOWN) is not State.UNKNOWN and fold(word) not in DOUBTFUL_WORDS


def is_cancelled(text: str) -> bool:
    """Whether a state says that the item will not be done."""
    return fold(parts(text)[1]) in CANCELLED


def is_doubtful(text: str) -> bool:
    """Whether a state may be an answer, a rating or decoration."""
    symbol, word = parts(text)
    return not is_of_work(word) if word else bare(symbol) in DOUBTFUL


def is_wording(text: str) -> bool:
    """Whether a text could be the word or the symbol of a state, and is nothing more."""
    found = _PATTERN.fullmatch(text)
    return found is not None and text in (found["word"], found["symbol"])


def _parse(text: str, more: Mapping[str, State] = _NO_MORE) -> re.Match[str] | None:
    """The state at the head of a text, None where there is none; `more`: what the author has added to the tables."""
    if len(text) > _LONGEST:
        return None
    found = _PATTERN.fullmatch(text)
    assert found is not None
    if not found["all"].strip() or not _REMARK.match(found["more"]):
        return None
    if found["word"]:
        return found if _is_word(found["word"], more) else _shorter(text, found, more)
    symbol = bare(found["symbol"] or "")
    if symbol in more:
        return found
    if symbol in DOUBTFUL and found["symbol"] != text.strip():
        return None  # `20/50 ⭐`, `⭐ 4.5`
    return found if symbol in SYMBOLS else None


def _shorter(text: str, found: re.Match[str], more: Mapping[str, State]) -> re.Match[str] | None:
    """The state whose word has a remark behind a dash or a slash: `✅ Done - 12 files`, `Done/reviewed`; or a count."""
    cut = _CUT.search(found["word"])
    if not cut:
        return None
    head = _PATTERN.fullmatch(text, 0, found.start("word") + cut.start())
    return head if head and head["word"] and _is_word(head["word"], more) else None


def _is_word(word: str, more: Mapping[str, State]) -> bool:
    return fold(word) in words() or fold(word) in more


def fold(word: str) -> str:
    """A word as the tables hold it."""
    return " ".join(word.casefold().split())


def _state(found: re.Match[str], more: Mapping[str, State] = _NO_MORE) -> State:
    """What a state says; the author's own tables outrank ours."""
    said = fold(found["word"]) if found["word"] else bare(found["symbol"])
    return more[said] if said in more else words()[said] if found["word"] else SYMBOLS[said]


@lru_cache(1)
def _table(more: Words) -> Mapping[str, State]:
    """The author's words and symbols as the tables hold them."""
    return {fold(bare(word)): state for word, state in more}


def _read_more(text: str, more: Words) -> Iterator[Reading]:
    return _read(text, _table(more))


def _read(text: str, more: Mapping[str, State] = _NO_MORE) -> Iterator[Reading]:
    found = _parse(text, more)
    if found:
        state = _state(found, more)
        start = found.start("symbol" if found["symbol"] else "word")
        end = max(found.end(name) for name in ("symbol", "word", "last"))
        yield Reading(start, end, UNKNOWN if state is State.UNKNOWN else Progress.of_state(state))


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _reword(text, progress, ())


def _reword(text: str, progress: Progress, wordings: Sequence[tuple[str, State]]) -> list[Replacement]:
    """Say it in the document's own words: `wordings` are its states with what they mean, the nearest first."""
    stated = next((state for wording, state in wordings if wording == text), None)
    found = _parse(text) or _PATTERN.fullmatch(text)  # it may be a word of the author's own
    assert found is not None
    old = _state(found) if stated is None else stated
    new = _wanted(text, old, progress)
    if new is old:
        return []
    symbol, word = _pieces(found)
    same = [_pieces(_PATTERN.fullmatch(wording)) for wording, state in wordings if state is new]
    alike = [pair for pair in same if bool(pair[0]) == bool(symbol) and bool(pair[1]) == bool(word)]
    if alike:
        return list(_replace(found, *alike[0]))
    new_symbol = symbol and (next((one for one, _ in same if one), "") or _symbol_for(symbol, new))
    if not word and not same and SYMBOLS.get(bare(new_symbol)) is State.UNKNOWN:
        hint = "say in a legend what it means, as in `🟢 = done, 🔴 = open`"
        raise RequestError(f"{symbol} and its like alone say no state", hint=hint)
    new_word = word and (next((one for _, one in same if one), "") or _word_for(word, new))
    return list(_replace(found, new_symbol, new_word))


def _pieces(found: re.Match[str] | None) -> tuple[str, str]:
    """The symbol and the word of something that is known to be a state."""
    return ((found["symbol"] or found["last"] or ""), found["word"] or "") if found else ("", "")


def _wanted(text: str, old: State, progress: Progress) -> State:
    """The state to write.

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


def _replace(found: re.Match[str], symbol: str, word: str) -> Iterator[Replacement]:
    """Put a symbol and a word in place of those found, leaving what stands between them."""
    where = "symbol" if found["symbol"] else "last"
    start = found.start("symbol" if found["symbol"] else "word")
    changes = [(name, new) for name, new in ((where, symbol), ("word", word)) if found[name] and found[name] != new]
    for name, new in sorted(changes, key=lambda change: found.start(change[0])):
        yield Replacement(found.start(name) - start, found.end(name) - start, new)


def _symbol_for(symbol: str, state: State) -> str:
    """The symbol for a state that goes with another one."""
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
                return new
    return ("✅", "🔄", "⬜")[place]


def _word_for(word: str, state: State) -> str:
    """The word for a state in the language of another one, with its capitals."""
    folded, place = fold(word), _STATES.index(state)
    if folded in YES_NO and state is not State.IN_PROGRESS:
        answers = list(YES_NO)
        return _in_the_case_of(word, answers[answers.index(folded) ^ 1])
    language = next((those for those in LANGUAGES.values() if any(folded in group for group in those)), LANGUAGES["en"])
    new = language[place][0]
    if folded in ("todo", "to do", "to-do", "not done", "done") and language is LANGUAGES["en"]:
        new = ("done", "in progress", "todo")[place]
    return _in_the_case_of(word, new)


def _in_the_case_of(word: str, new: str) -> str:
    if word.isupper() and len(word) > 1:
        return new.upper()
    if word[0].islower() or word[0] == word[0].swapcase():
        return new
    return new.title() if " " in word and word.istitle() else new[0].upper() + new[1:]


NOTATION = Notation("status", Target.CELL, (*SYMBOLS, "\\["), _read, _write, _reword, _read_more)
