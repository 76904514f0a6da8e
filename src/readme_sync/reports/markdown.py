"""Text of documents in our own Markdown: it shows as it is, and has no effect."""

import re

from readme_sync.reports.safe import printable
from readme_sync.text.regex import regex

_PUNCTUATION = regex(r"[!-/:-@\[-`{-~]")
_ADDRESS = regex(r"https?://[\w.:-]{1,255}(?:/[\w.-]{1,255}){0,9}")
_EMAIL_AT = "&#64;"


def escaped(text: str) -> str:
    """Return the text on one line, for a table cell or a line of text: no markup, no link, no mention.

    All punctuation becomes character references, which are safe everywhere. Only an e-mail address would still become a
    link; a comment breaks it.
    """
    written = _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", printable(text))
    return written.replace(_EMAIL_AT, f"<!-- -->{_EMAIL_AT}")


def linked(text: str, address: str) -> str:
    """Return the text as a link, or without one if the address has unusual characters."""
    return f"[{escaped(text)}]({address})" if _ADDRESS.fullmatch(address) else escaped(text)


def fenced(text: str, language: str) -> str:
    """Return the text as a block of code, whatever it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.removesuffix(chr(10))}\n{fence}\n"


def coded(text: str) -> str:
    """Return the text on one line as inline code, in which GitHub links no names and no issues."""
    shown = printable(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    ticks, blank = "`" * (longest + 1), " " if longest or not shown else ""
    return f"{ticks}{blank}{shown}{blank}{ticks}"
