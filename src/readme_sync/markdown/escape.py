r"""From a text to source that shows exactly that text, in a table cell or behind a task's box.

What can be shown is a *canonical* text: on one line, with single blanks between its words and none around them, without
control characters and without those that turn the direction of writing; what is no character (NUL, half a surrogate) is
U+FFFD. `canon` makes it so, and the page shows `canon(text)`.

Escapes are few: only where cmark-gfm would read markup. Backslashes where they are exact; entities where a backslash
would meet a pipe (`\\|` is one cell for GitHub); an empty comment before the `@` of an e-mail address, of which GitHub
makes a link whatever is escaped.
"""

import re
from collections.abc import Iterator

from readme_sync.markdown.delimiters import Run, read_run
from readme_sync.text.regex import regex

_NO_CHARACTER = regex("[\0\ud800-\udfff]")
_BLANKS = regex("[\t\n\v\f\r \x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = regex("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REFERENCE = regex(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,40});")
_TAG = regex(r"<(?=[A-Za-z/!?])")
_SCHEME = regex(r"(?<![A-Za-z])(?:https?|ftp)(?=://)", re.IGNORECASE)
_WWW = regex(r"(?<![A-Za-z0-9])www(?=\.)", re.IGNORECASE)
_EMAIL = regex(r"(?<=[A-Za-z0-9.+_-])@(?=[A-Za-z0-9_-]*\.[A-Za-z0-9._-])")
_TICKS = regex("`+")
_BLOCK = regex(r"[#>](?=#{0,5}(?: |\Z))|>|[-+*](?= |\Z)|(?:[-_*] ?)(?=[-_* ]*\Z)|(?=([`~=])\1\1).")
_ORDERED = regex(r"[0-9]{1,9}(?=[.)](?: |\Z))")


def canon(text: str) -> str:
    """The text as it can be shown: one line of characters that everybody sees, see above."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", _NO_CHARACTER.sub("\ufffd", text))).strip(" ")


def escape_cell(text: str, *, alone: bool = True, first: bool = False) -> str:
    """The source of a table cell that shows `canon(text)`.

    Args:
        text: any text.
        alone: nothing else stands in the cell; otherwise the source holds in whatever stands around it, links included.
        first: the cell begins its line, there is no pipe before it.
    """
    text = canon(text)
    marks = _marks(text, alone=alone)
    for position, char in enumerate(text):
        if char == "|":
            # behind a backslash GitHub takes a pipe for text, and takes the backslash away
            marks[position] = "&#124;" if text[position - 1 : position] == "\\" else r"\|"
    if first:
        _keep_from_beginning_a_block(text, marks)
    return _written(text, marks)


def escape_line(text: str) -> str:
    """The source of a task's text, or of another text within a line, that shows `canon(text)`."""
    text = canon(text)
    return _written(text, _marks(text, alone=False))


def _written(text: str, marks: dict[int, str]) -> str:
    return "".join(marks.get(position, char) for position, char in enumerate(text)) if marks else text


def _marks(text: str, *, alone: bool) -> dict[int, str]:
    """What to write instead of single characters, by their places."""
    if text.isalnum():
        return {}
    marks = {position: "\\" + text[position] for position in _markup(text, alone=alone)}
    for found in _EMAIL.finditer(text):
        marks[found.start()] = "<!-- -->@"
    last = len(text) - 1
    position = text.find("\\")
    while position >= 0:
        if position == last:
            marks[position] = "&#92;"  # a pipe may come next
        elif text[position + 1] in _PUNCTUATION:
            marks[position] = r"\\"
        position = text.find("\\", position + 1)
    return marks


def _markup(text: str, *, alone: bool) -> Iterator[int]:
    """The places of characters that would be read as markup, and that a backslash makes text."""
    for pattern in (_REFERENCE, _TAG):
        yield from (found.start() for found in pattern.finditer(text))
    for pattern in (_SCHEME, _WWW):
        yield from (found.end() for found in pattern.finditer(text))
    ticks = [found.span() for found in _TICKS.finditer(text)]
    if len(ticks) > 1 or not alone:
        yield from (position for start, end in ticks for position in range(start, end))
    yield from _brackets(text, alone=alone)
    runs = list(_runs(text))
    # cmark-gfm looks past tildes for what stands beside a run: where others are near them, every run counts
    careful = not alone or ("~" in text and any(run.char != "~" for run in runs))
    for char in "*_~":
        same = [run for run in runs if run.char == char and not _is_inside_a_word(run, text)]
        if careful or _can_pair(same):
            yield from (position for run in same for position in range(run.start, run.end))


def _brackets(text: str, *, alone: bool) -> Iterator[int]:
    """A bracket opens a link, an image or a footnote only where one closes after it."""
    last = len(text) if not alone else text.rfind("]")
    for position, char in enumerate(text):
        if (char == "[" and position < last) or (char == "]" and not alone):
            yield position


def _runs(text: str) -> Iterator[Run]:
    position = 0
    while position < len(text):
        if text[position] in "*_~":
            run = read_run(text, position)
            yield run
            position = run.end
        else:
            position += 1


def _is_inside_a_word(run: Run, text: str) -> bool:
    """Whether underscores stand between letters or digits, where they mean nothing."""
    return run.char == "_" and run.start > 0 and text[run.start - 1].isalnum() and text[run.end : run.end + 1].isalnum()


def _can_pair(runs: list[Run]) -> bool:
    """Whether one of the runs may open and a later one close."""
    opened = False
    for run in runs:
        if opened and run.can_close:
            return True
        opened = opened or run.can_open
    return False


def _keep_from_beginning_a_block(text: str, marks: dict[int, str]) -> None:
    """Escapes what would make a heading, a quote, a list, code or a rule of a line."""
    if _BLOCK.match(text):
        run = len(text) - len(text.lstrip(text[0]))  # two of three tildes would strike out what follows
        for position in range(run if text[0] == "~" else 1):
            marks.setdefault(position, "\\" + text[position])
    elif found := _ORDERED.match(text):
        marks.setdefault(found.end(), "\\" + text[found.end()])
