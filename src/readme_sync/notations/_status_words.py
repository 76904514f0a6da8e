"""The words and symbols by which READMEs say where an item stands.

The words of each language are a file in `words/`, in lower case. A line is what the words say, a colon, and the words
that commas separate; several lines may say the same:

- `done`, `in progress`, `open`: the states; the first word of each is written where a document has none of its own;
- `other`: another state, which does not say how much is done; `cancelled`: the same, and it will not be done;
- `yes`, `no`: answers, in pairs, which are states only where the header asks for one (`Done?`);
- `maturity`: how mature something is, a remark next to a tick;
- `doubtful`: said also of what is not worked through, such as bugs, doors, questions, what a product supports.

A word with a `*` stands for all that begin or end so, `not *`, `已*`, `*中`: they are states only below a header that
asks for one. What is written with accents is read without them, too: `zakończone`, `zakonczone`.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from readme_sync.model import State

MEANINGS = ("done", "in progress", "open", "other", "cancelled", "yes", "no", "maturity", "doubtful")
"""What words can say, as the files have it."""
_FOLDER = os.path.join(os.path.dirname(__file__), "words")
_STATES = {
    "other": State.UNKNOWN,
    "cancelled": State.UNKNOWN,
    "yes": State.DONE,
    "no": State.OPEN,
    "done": State.DONE,
    "in progress": State.IN_PROGRESS,
    "open": State.OPEN,
}

Language = Mapping[str, Sequence[str]]
"""By what they say, the words of one language."""


class Vocabulary:
    """The words of some languages.

    Attributes:
        languages: the one with the most words first, which has the words that several languages share.
        states: by word, the state that it says.
        beginnings, endings: how words begin and end, and the state that they say by it; the longest first.
        cancelled, doubtful, maturities, negations: the words that say so; an answer is doubtful, too.
    """

    def __init__(self, languages: Iterable[Language]) -> None:
        self.languages = sorted(languages, key=lambda language: -sum(map(len, language.values())))
        said = {word: state for meaning, state in reversed(_STATES.items()) for word in self._all(meaning)}
        parts = sorted((one for one in said.items() if "*" in one[0]), key=lambda one: -len(one[0]))
        self.beginnings = [(word[:-1], state) for word, state in parts if word[-1] == "*"]
        self.endings = [(word[1:], state) for word, state in parts if word[0] == "*"]
        for word, _ in parts:
            del said[word]
        plain = _plain(said)
        self.states = said | {one: said[word] for one, word in plain.items()}

        def either(*meanings: str) -> frozenset[str]:
            words = {word for meaning in meanings for word in self._all(meaning)}
            return frozenset(words.union(one for one, word in plain.items() if word in words))

        self.cancelled = either("cancelled")
        self.maturities = either("maturity")
        self.negations = either("no")
        self.doubtful = either("doubtful", "yes", "no")

    def _all(self, meaning: str) -> list[str]:
        return [word for language in self.languages for word in language[meaning]]


_LETTERS = (("ł", "l"), ("ø", "o"), ("æ", "ae"), ("œ", "oe"), ("ı", "i"), ("đ", "d"))


def without_accents(text: str) -> str:
    """Return a text in Latin letters as people write it who have no keys for its accents."""
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()


def _plain(said: Mapping[str, State]) -> Mapping[str, str]:
    """Return by words without their accents those with, but for those that are mostly others: `lost`, `configure`."""
    return {
        plain: word
        for plain, word in zip(without_accents("\n".join(said)).split("\n"), said, strict=True)
        if plain[4:] and plain != word and plain not in said and word[-1] != "é" and word[-2:] != "és"
    }


def read_language(text: str) -> Language:
    """Return the words of a language from the text of its file.

    Raises:
        KeyError: a line says something else than `MEANINGS`.
    """
    found: dict[str, list[str]] = {meaning: [] for meaning in MEANINGS}
    for line in text.splitlines():
        if not line.startswith("#"):
            meaning, _, words = line.partition(": ")
            found[meaning] += words.split(", ")
    return found


@cache
def vocabulary() -> Vocabulary:
    """Return the words of all languages."""
    return Vocabulary(read_language(_text(name)) for name in sorted(os.listdir(_FOLDER)))


def _text(name: str) -> str:
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return file.read()


def references(sign: str) -> list[str]:
    """Return how HTML writes a sign by its number."""
    number = ord(sign)
    return list(dict.fromkeys((f"&#{number};", f"&#x{number:X};", f"&#x{number:x};")))


SYMBOLS = {
    **dict.fromkeys("✅☑✔✓🗹√", State.DONE),
    **dict.fromkeys("🔄🚧🔃🏗🔨🛠◐◑◔◕", State.IN_PROGRESS),
    **dict.fromkeys("⏳⌛⬜⬚🔲☐◻▢□❌✖✗✘🔜📅📆🗓📋🕐🕒🕓⭕", State.OPEN),
    **dict.fromkeys("🟢🟩", State.DONE),
    **dict.fromkeys("🟡🟠🔶🟨🟧⚠🔺△", State.IN_PROGRESS),
    **dict.fromkeys("🔴🟥⚪", State.OPEN),
    **dict.fromkeys("🔵🟣⚫🟤🟦⬛⏸🚫⛔🔒❓➖💤", State.UNKNOWN),
    **dict.fromkeys("🌟⭐★", State.DONE),
    "[x]": State.DONE,
    "[X]": State.DONE,
    "[ ]": State.OPEN,
    **dict.fromkeys(("&check;", "&checkmark;", *(code for sign in "✅☑✔✓" for code in references(sign))), State.DONE),
    **dict.fromkeys(("&cross;", *(code for sign in "⬜☐❌✖✗✘" for code in references(sign))), State.OPEN),
    ":white_check_mark:": State.DONE,
    ":heavy_check_mark:": State.DONE,
    ":ballot_box_with_check:": State.DONE,
    ":x:": State.OPEN,
    ":hourglass:": State.OPEN,
    ":hourglass_flowing_sand:": State.OPEN,
    ":white_large_square:": State.OPEN,
    ":construction:": State.IN_PROGRESS,
    ":arrows_counterclockwise:": State.IN_PROGRESS,
    ":warning:": State.IN_PROGRESS,
    **dict.fromkeys((":green_circle:", ":green_square:"), State.DONE),
    **dict.fromkeys((":yellow_circle:", ":orange_circle:", ":small_red_triangle:"), State.IN_PROGRESS),
    **dict.fromkeys(
        (":soon:", ":date:", ":red_circle:", ":white_circle:", ":heavy_multiplication_x:", ":clock1:"), State.OPEN
    ),
    ":negative_squared_cross_mark:": State.OPEN,
    **dict.fromkeys((":star:", ":star2:"), State.DONE),
    **dict.fromkeys((":no_entry:", ":no_entry_sign:", ":question:", ":large_blue_circle:"), State.UNKNOWN),
}
"""What a symbol states that stands alone, U+FE0F left out."""

LIGHTS = frozenset("🟢🟩🟡🟠🔶🟨🟧⚠🔴🟥⚪🔵🟣⚫🟤🟦⬛⏸🚫")
"""Lights and the like: they may be followed by a remark."""

VAGUE = (
    LIGHTS
    | frozenset("◐◑◔◕⛔🔒❓➖💤⏳⌛🔜📅📆🗓📋🕐🕒🕓⭕◻▢□🌟⭐★🔨🛠")
    | {":hourglass:", ":hourglass_flowing_sand:", ":warning:", ":soon:", ":date:"}
)
"""Symbols next to which a word says it more surely: lights, clocks, shapes. Alone they rate as often as they track."""

BEGUN = frozenset("⏳⌛") | {":hourglass:", ":hourglass_flowing_sand:"}
"""Symbols that say open when alone, and in progress next to a remark of the author's own: `⏳ Documented`."""

DOUBTFUL = frozenset("◐◑◔◕🌟⭐★📋📅📆🗓⭕□◻▢🔨🛠🟢🟩🟡🟠🔶🟨🟧⚠🔺△🔴🟥⚪🔵🟣⚫🟤🟦⬛⏸🚫⛔🔒❓➖💤") | {
    *(":green_circle:", ":green_square:", ":yellow_circle:", ":orange_circle:", ":small_red_triangle:", ":date:"),
    *(
        ":star:",
        ":star2:",
        ":red_circle:",
        ":white_circle:",
        ":large_blue_circle:",
        ":no_entry:",
        ":no_entry_sign:",
        ":question:",
    ),
}
"""Decoration, ratings, shapes: states next to a word; alone only in a column that is beyond doubt."""

FAMILIES: tuple[tuple[str, str | None, str], ...] = (
    ("✅", "🔄", "⬜"),
    ("✅", "🔄", "⬜️"),
    ("[x]", None, "[ ]"),
    ("[X]", None, "[ ]"),
    ("☑️", None, "☐"),
    ("☑", None, "☐"),
    ("🗹", None, "☐"),
    ("✔️", None, "✖️"),
    ("✔", None, "✖"),
    ("✓", None, "✗"),
    ("&check;", None, "&cross;"),
    *(
        (done, None, left)
        for signs in zip("✓✔✅☑", "✗✘❌☐", strict=True)
        for done, left in zip(*map(references, signs), strict=False)
    ),
    (":white_check_mark:", ":construction:", ":x:"),
    (":heavy_check_mark:", ":construction:", ":x:"),
    (":white_check_mark:", ":construction:", ":white_large_square:"),
    (":white_check_mark:", ":arrows_counterclockwise:", ":hourglass_flowing_sand:"),
    (":ballot_box_with_check:", None, ":white_large_square:"),
    ("🟢", "🟡", "⚪"),
    ("🟢", "🟡", "🔴"),
    ("🟩", "🟨", "⬜"),
    ("🟩", "🟨", "🟥"),
    ("✅", "🚧", "❌"),
    ("✅", "🔄", "⏳"),
    ("✅", "🔄", "🔲"),
    ("✅", "🔄", "⌛"),
)
"""Symbols that go together: done, in progress, open. The last is for whatever has no family."""
