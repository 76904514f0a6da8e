"""Comments in raw HTML, and where they stand.

As browsers read them: scripts, styles and the values of attributes hold none.
"""

import re
from collections.abc import Iterator

from readme_sync.syntax.inline_html import TAG
from readme_sync.text.regex import regex

_THING = regex(
    r"(?P<comment><!--(?:>|->|.*?--!?>))|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\b"
    rf"|{TAG}|(?P<broken><(?:!--|(?:script|style|textarea|title)\b))",
    re.DOTALL | re.IGNORECASE,
)


def html_comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of raw HTML begin and end, in order. What has no end reaches to the end of the text."""
    for found in _THING.finditer(text):
        if found["broken"]:
            return
        if found["comment"]:
            yield found.span()
