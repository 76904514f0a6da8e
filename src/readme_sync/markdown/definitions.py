"""Link reference definitions at the start of a paragraph."""

import re
from collections.abc import Iterator

from readme_sync.markdown.entities import decode
from readme_sync.markdown.nodes import LinkDefinition
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex

MAX_LABEL = 1000
_LABEL = regex(r"\[((?:[^\\\[\]]|\\.)*)\]:[ \t\v\f]*(?:\n[ \t\v\f]*)?", re.S)
_ANGLED = regex(r"<((?:[^<>\n\\]|\\.)*)>")
# A quote or parenthesis inside a title has a backslash before it; cmark takes the longest title.
_TITLE = regex(r"""\"(?:[^"]|(?<=\\)")*"|'(?:[^']|(?<=\\)')*'|\((?:[^()]|(?<=\\)[()])*\)""")
_SPACE = regex(r"[ \t\v\f]*(?:\n[ \t\v\f]*)?")
_LINE_END = regex(r"[ \t]*(?:\n|\Z)")
_MAX_PARENTHESES = 32
# cmark-gfm folds case by the tables of Unicode 10; letters that got a case later stay as they are.
_UNFOLDED = regex(
    "([\u1c90-\u1cba\u1cbd-\u1cbf\u2c2f\ua7b8\ua7ba\ua7bc\ua7be\ua7c0\ua7c2\ua7c4-\ua7c7\ua7c9\ua7d0\ua7d6\ua7d8\ua7f5"
    "\U00010570-\U0001057a\U0001057c-\U0001058a\U0001058c-\U00010592\U00010594-\U00010595\U00016e40-\U00016e5f]+)"
)


def normal_label(label: str) -> str:
    """Return a label in the form in which labels are compared: case folded, whitespace collapsed."""
    folded = "".join(part if _UNFOLDED.match(part) else part.casefold() for part in _UNFOLDED.split(label))
    return " ".join(folded.split())


def definitions(content: Excerpt) -> Iterator[tuple[LinkDefinition, int]]:
    """Yield the definitions at the start of a paragraph, each with the offset after it."""
    text = content.text
    position = 0
    while text.startswith("[", position):
        label = _LABEL.match(text, position)
        if label is None or not label[1].strip() or len(label[1]) > MAX_LABEL:
            return
        found = _destination(text, label.end())
        if found is None:
            return
        start, end, after = found
        stop = _behind_title(text, after) or _behind_line(text, after)
        if stop is None:
            return
        span = content.span(position, len(text[position:stop].rstrip()) + position)
        target = content.span(start, end)
        yield LinkDefinition(span, label[1], decode(text[start:end]), target), stop
        position = stop


def _destination(text: str, start: int) -> tuple[int, int, int] | None:
    """Return the start and end of the link destination at `start`, and the offset after it; None if there is none."""
    if angled := _ANGLED.match(text, start):
        return angled.start(1), angled.end(1), angled.end()
    if text.startswith("<", start):
        return None
    end = _bare_end(text, start)
    return None if end is None or end == start else (start, end, end)


def _bare_end(text: str, start: int) -> int | None:
    """Return the end of a destination without angle brackets: whitespace or an unmatched closing parenthesis."""
    depth = 0
    position = start
    while position < len(text):
        char = text[position]
        if char == "\\" and text[position + 1 : position + 2] in _PUNCTUATION:
            position += 2
            continue
        if char == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        elif char <= " " or char == "\x7f":
            if char not in " \t\n\v\f\r":
                return None
            break
        position += 1
    return position


_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def _behind_title(text: str, start: int) -> int | None:
    """Return the offset after a title and its line; None if no title fills the rest of the line."""
    space = _SPACE.match(text, start)
    if space is None or space.end() == start:
        return None
    title = _TITLE.match(text, space.end())
    return None if title is None else _behind_line(text, title.end())


def _behind_line(text: str, start: int) -> int | None:
    """Return the offset after the line's end if only whitespace comes before it, else None."""
    found = _LINE_END.match(text, start)
    return found.end() if found else None
