"""Legends: what a document says its symbols mean, as in `🟢 = done, 🟡 = in progress`.

A legend outranks what a symbol means by default, and it alone tells what a coloured circle means. It is a paragraph, a
list or a small table in which at least two symbols stand, each with the word of another state.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from readme_sync.markdown import Block, Document, List, Paragraph, Table
from readme_sync.model import UNKNOWN, Figure, Progress, State
from readme_sync.notations import status
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import HeaderClass, header_class, is_about_legend

_LONGEST = 1_200
_MOST_ROWS = 15
_NOISE = " \t\n\r*`_=:：→>|·•,，、;；.。-–—!\xa0()（）"
_LETTERS = regex(r"(?<![^\s,;(|*`])[*`]{0,2}([A-Za-z]{1,2})[*`]{0,2} ?[=:] ?")
_EQUALS = regex(r"[*_`\s\])）]{0,8}(?:[=:：→]|[-–—]\s)")
_CUT = regex(r"[(（\[<\n]|\s[-–—=:]\s|[,，;；·•|/]")
_LETTER = regex(r"[A-Za-z]{1,2}")
_CROSSES = frozenset(("❌", "✖", "✗", "✘", ":x:"))
_MARKS = "*`_ "
"""What may stand around a sign."""


_ONE_SELECTOR = regex("\ufe0f+")


class Meaning(NamedTuple):
    """What a symbol means, in which word, and how the author writes the symbol."""

    state: State
    word: str
    sign: str = ""


Legend = Mapping[str, Meaning]
"""By symbol, without the selector that asks for its coloured form, what it means; letters in lower case."""


def explained(cell: CellFigures, legend: Legend) -> CellFigures:
    """Return the cell with its symbols read as the legend says."""
    return cell._replace(figures=tuple(_figure(figure, legend) for figure in cell.figures))


def _figure(figure: Figure, legend: Legend) -> Figure:
    if figure.notation != status.NOTATION.name:
        return figure
    symbol, word = status.parts(figure.excerpt.text)
    meaning = legend.get(status.bare(symbol))
    is_less = bool(word) and figure.progress.state in (State.OPEN, State.IN_PROGRESS)
    if meaning is None or (meaning.state is State.DONE and is_less):
        return figure  # `✅ Partial`
    return figure._replace(progress=_progress(meaning.state))


def _progress(state: State) -> Progress:
    return UNKNOWN if state is State.UNKNOWN else Progress.of_state(state)


def read_legend(document: Document) -> Legend:
    """Return what the document says its symbols mean; those of which it says two things are left out."""
    found: dict[str, Meaning] = {}
    unclear = set()
    blocks = [_of_block(document, block) for block in document.walk()]
    blocks.append(_if_clear(pair for block in document.every(Paragraph) for pair in _of_line(document, block)))
    for block in blocks:
        for symbol, meaning in block.items():
            if found.setdefault(symbol, meaning).state is not meaning.state:
                unclear.add(symbol)
    return {symbol: meaning for symbol, meaning in found.items() if symbol not in unclear}


def _of_block(document: Document, block: Block) -> dict[str, Meaning]:
    """Return what one block says, if it is a legend."""
    if isinstance(block, Table):
        return legend_of_table(block)
    if not isinstance(block, (Paragraph, List)) or block.span.length > _LONGEST:
        return {}
    text = document.source.slice(block.span)
    return _if_clear(_meanings(text))


def _of_line(document: Document, block: Paragraph) -> Iterator[tuple[str, Meaning]]:
    """Yield what a paragraph of one symbol and one word says: `⚠️ - In progress`."""
    if block.span.length <= _LONGEST_LINE:
        text = document.source.slice(block.span)
        sign = text.lstrip(_MARKS)
        if (status.SYMBOL.match(sign) or _LETTER.match(sign)) and len(found := list(_meanings(text))) == 1:
            yield from found


_LONGEST_LINE = 40


def _if_clear(meanings: Iterable[tuple[str, Meaning]]) -> dict[str, Meaning]:
    """Return the meanings, none where a symbol has two, or all have the same state."""
    found: dict[str, Meaning] = {}
    for symbol, meaning in meanings:
        if found.setdefault(symbol, meaning).state is not meaning.state:
            return {}
    return found if len({meaning.state for meaning in found.values()}) > 1 else {}


def legend_of_table(table: Table) -> dict[str, Meaning]:
    """Return what a table says its symbols mean, none where it is not a legend.

    It is small; one column holds symbols alone, each once, the one beside it says the state of each in words.
    """
    if not 1 < len(table.rows) <= _MOST_ROWS or table.span.length > 2 * _LONGEST:
        return {}
    headers = [text.strip(_NOISE) for text in table.header.texts]
    if not all(is_about_legend(text) or header_class(text) is not HeaderClass.OTHER for text in headers):
        return {}
    columns = list(zip(*[row.texts for row in table.rows], strict=False))
    for place, texts in enumerate(columns):
        written = [sign for sign in (text.strip(_MARKS) for text in texts) if _is_sign(sign)]
        names = [status.fold(status.bare(sign)) for sign in written]
        if len(names) < len(texts) or len(set(names)) < len(names):
            continue
        for other in (place + 1, place - 1):
            if 0 <= other < len(columns):
                meanings = zip(names, written, map(meaning_of, columns[other]), strict=True)
                if clear := _if_clear((name, one._replace(sign=sign)) for name, sign, one in meanings if one):
                    return clear
    return {}


def _is_sign(text: str) -> bool:
    return bool(status.SYMBOL.fullmatch(text) or _LETTER.fullmatch(text))


def meaning_of(phrase: str) -> Meaning | None:
    """Return what a phrase of a legend means, with the word that says it; None where it names no state."""
    parts = [part.strip(_NOISE) for part in _CUT.split(phrase.strip(_NOISE))]
    words = status.words()
    known = [(words[status.fold(part)], part) for part in parts if status.fold(part) in words]
    if not known:
        known = [(words[word], word) for part in parts[:1] for word in _known_words(part)][:1]
    if not known:
        return None
    states = {state for state, _ in known}
    is_less = not _LIMITS.isdisjoint(status.fold(phrase).split(" "))
    if State.DONE in states and (is_less or states & {State.OPEN, State.IN_PROGRESS}):
        return Meaning(State.IN_PROGRESS, known[0][1])
    return Meaning(*known[0])


def _known_words(text: str) -> Iterator[str]:
    """Yield the words of states in a phrase of a few words: `Partially implemented feature`; the longest first."""
    words, pieces = status.words(), status.fold(text).split(" ")
    if len(pieces) > _MOST_WORDS or not _NEGATIONS.isdisjoint(pieces):
        return
    for length in range(min(3, len(pieces)), 0, -1):
        for start in range(len(pieces) - length + 1):
            word = " ".join(pieces[start : start + length])
            if word in words and len(word) > 2:  # noqa: PLR2004  `no`, `ok`
                yield word


_MOST_WORDS = 5
_LIMITS = frozenset(
    "only just merely nur bloß seulement solo sólo solamente apenas somente soltanto только лише tylko".split()
)
"""With such a word, what is said is not all: `only the name translated`."""
_NEGATIONS = frozenset("not no non nicht kein não sin sans niet nie не without".split())


def _may_hold_sign(text: str) -> bool:
    """Return whether a sign may stand in a text; may return false positives, never false negatives."""
    is_plain = text.isascii() and "&" not in text and text.count(":") < len("::")
    return not is_plain or "[ ]" in text or "[x]" in text or "[X]" in text


def _meanings(text: str) -> Iterator[tuple[str, Meaning]]:
    """Yield each symbol of a text with the word that stands behind it."""
    text = text.replace("&nbsp;", " ")
    patterns = [status.SYMBOL] if _may_hold_sign(text) else []
    patterns += [_LETTERS] if "=" in text or ":" in text else []
    for pattern in patterns:
        pieces = pattern.split(text)
        for symbol, rest in zip(pieces[1::2], pieces[2::2], strict=True):
            after = rest.partition("\n")[0]  # what stands in the next line is not said of this sign
            word = _CUT.split(after.strip(_NOISE), maxsplit=1)[0].strip(_NOISE)
            state = status.words().get(status.fold(word))
            is_told = pattern is _LETTERS or _EQUALS.match(after) is not None
            if state is None and is_told and (phrase := meaning_of(word)):
                state, word = phrase.state, phrase.word
            if state is State.IN_PROGRESS and status.bare(symbol) in _CROSSES:
                state = State.OPEN  # `❌ Incomplete`
            if state is State.UNKNOWN and not status.is_cancelled(word):
                said = status.say(symbol)
                state = State.OPEN if said and said.state is State.OPEN else state  # `🔴 Blocked`
            if state is not None and (status.is_of_work(word) or state is State.UNKNOWN or is_told):
                yield status.fold(status.bare(symbol)), Meaning(state, word, _ONE_SELECTOR.sub("\ufe0f", symbol))
