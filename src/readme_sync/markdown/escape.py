r"""Write source that shows exactly a given text, in a table cell or after a task's box.

Only *canonical* text can be shown: one line, single spaces between words, stripped, without control characters and
without those that change the direction of writing; NUL and half surrogates are U+FFFD. `canon` makes text canonical,
and the page shows `canon(text)`.

Escapes are few: only where cmark-gfm would read markup. Backslashes if they are exact; entities if a backslash would
come before a pipe (`\\|` is one cell for GitHub); an empty comment before the `@` of an e-mail address, which GitHub
makes a link in spite of escapes.
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
    """Return the text as it can be shown: one line of visible characters."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", _NO_CHARACTER.sub("\ufffd", text))).strip(" ")


def escape_cell(text: str, *, alone: bool = True, first: bool = False) -> str:
    """Return the source of a table cell that shows `canon(text)`.

    Args:
        text: any text.
        alone: the cell has nothing else; otherwise the source is safe inside any other text, links included.
        first: the cell begins its line, without a pipe before it.
    """
    text = canon(text)
    marks = _marks(text, alone=alone)
    for position, char in enumerate(text):
        if char == "|":
            # after a backslash a pipe is text for GitHub, which removes the backslash
            marks[position] = "&#124;" if text[position - 1 : position] == "\\" else r"\|"
    if first:
        _keep_from_beginning_a_block(text, marks)
    return _written(text, marks)


def escape_line(text: str) -> str:
    """Return the source of a task's text, or of other text within a line, that shows `canon(text)`."""
    text = canon(text)
    return _written(text, _marks(text, alone=False))


def _written(text: str, marks: dict[int, str]) -> str:
    return "".join(marks.get(position, char) for position, char in enumerate(text)) if marks else text


def _marks(text: str, *, alone: bool) -> dict[int, str]:
    """Return what to write instead of single characters, by their offsets."""
    if text.isalnum():
        return {}
    marks = {position: "\\" + text[position] for position in _markup(text, alone=alone)}
    for found in _EMAIL.finditer(text):
        marks[found.start()] = "<!-- -->@"
    last = len(text) - 1
    position = text.find("\\")
    while position >= 0:
        if position == last:
            marks[position] = "&#92;"  # a pipe may follow
        elif text[position + 1] in _PUNCTUATION:
            marks[position] = r"\\"
        position = text.find("\\", position + 1)
    return marks


def _markup(text: str, *, alone: bool) -> Iterator[int]:
    """Yield the offsets of characters that would be markup, and that a backslash makes text."""
    for pattern in (_REFERENCE, _TAG):
        yield from (found.start() for found in pattern.finditer(text))
    for pattern in (_SCHEME, _WWW):
        yield from (found.end() for found in pattern.finditer(text))
    ticks = [found.span() for found in _TICKS.finditer(text)]
    if len(ticks) > 1 or not alone:
        yield from (position for start, end in ticks for position in range(start, end))
    yield from _brackets(text, alone=alone)
    runs = list(_runs(text))
    # cmark-gfm skips tildes when it looks for the characters around a run, so with other runs every run counts
    careful = not alone or ("~" in text and any(run.char != "~" for run in runs))
    for char in "*_~":
        same = [run for run in runs if run.char == char and not _is_inside_a_word(run, text)]
        if careful or _can_pair(same):
            yield from (position for run in same for position in range(run.start, run.end))


def _brackets(text: str, *, alone: bool) -> Iterator[int]:
    """Yield the offsets of brackets that can open a link, an image or a footnote, or close one."""
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
    """Return whether underscores are between letters or digits, where they mean nothing."""
    return run.char == "_" and run.start > 0 and text[run.start - 1].isalnum() and text[run.end : run.end + 1].isalnum()


def _can_pair(runs: list[Run]) -> bool:
    """Return whether one of the runs may open and a later one close."""
    opened = False
    for run in runs:
        if opened and run.can_close:
            return True
        opened = opened or run.can_open
    return False


def _keep_from_beginning_a_block(text: str, marks: dict[int, str]) -> None:
    """Escape what would begin a heading, a quote, a list, code or a rule."""
    if _BLOCK.match(text):
        run = len(text) - len(text.lstrip(text[0]))  # two of three tildes would strike out what follows
        for position in range(run if text[0] == "~" else 1):
            marks.setdefault(position, "\\" + text[position])
    elif found := _ORDERED.match(text):
        marks.setdefault(found.end(), "\\" + text[found.end()])
