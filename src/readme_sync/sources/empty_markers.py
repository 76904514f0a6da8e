"""A figure where none stands yet: between two markers with nothing between them."""

from readme_sync.markdown import HtmlBlock
from readme_sync.model import Claim, Progress, Readme, Value
from readme_sync.notations import named
from readme_sync.text import Edit, Span

_EMPTY = {
    "fraction": "0/1",
    "percent": "0%",
    "number": "0",
    "bar": "░░░░░░░░░░",
    "shields": "https://img.shields.io/badge/progress-0%25-blue",
}
"""What each notation is made of, by being told to state the progress."""


def is_empty(claim: Claim) -> bool:
    """Whether nothing stands where the claim's figure should."""
    return not claim.figure.excerpt.text.strip()


def fill(readme: Readme, claim: Claim, progress: Progress) -> Edit:
    """The edit that writes the figure of an empty claim: `3/7`, `43%`, `12`, a bar of ten cells, a badge.

    Raises:
        RequestError: the progress cannot be stated so.
    """
    place = claim.figure.span
    text = spelled(claim.figure.notation, progress)
    if claim.value is Value.BADGE:
        alt = spelled("percent", progress)
        text = f'<img src="{text}" alt="{alt}">' if _in_html(readme, place) else f"![{alt}]({text})"
    return Edit(place, text + _line_end(readme, place))


def spelled(notation: str, progress: Progress) -> str:
    """A progress in the plainest spelling of a notation.

    Raises:
        RequestError: it cannot be stated so.
    """
    text = _EMPTY[notation]
    for start, end, new in reversed(named(notation).write(text, progress)):
        text = text[:start] + new + text[end:]
    return text


def _line_end(readme: Readme, place: Span) -> str:
    """What goes behind a figure that gets a line of its own: a line end, and what the next line begins with."""
    source = readme.source
    start = source.line_starts[source.line_of(place.start) - 1]
    before = source.text[start : place.start]
    is_own_line = place.length == 0 and not before.strip(" \t>") and source.text.startswith("<!--", place.end)
    return source.newline + before if is_own_line and not source.text.endswith("-->", 0, place.start) else ""


def _in_html(readme: Readme, place: Span) -> bool:
    """Whether a place lies in raw HTML, where an image in Markdown is only text."""
    blocks = readme.document.every(HtmlBlock)
    return any(block.span.start < place.start and place.end < block.span.end for block in blocks)
