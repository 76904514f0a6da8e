"""From what a notation wants replaced to the edits of a figure."""

from collections.abc import Iterable, Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Figure
from readme_sync.notations.notation import Replacement
from readme_sync.text import Edit


def edits_of(figure: Figure, replacements: Iterable[Replacement]) -> Iterator[Edit]:
    """The edits that make the replacements in a figure's text.

    Raises:
        RequestError: what would be replaced does not stand in the source as it is shown.
    """
    for start, end, text in replacements:
        if not figure.excerpt.unbroken(start, end):
            shown = figure.excerpt.text[start:end]
            raise RequestError(f"{shown!r} is not written plainly in the source", hint="change it by hand")
        yield Edit(figure.excerpt.span(start, end), text)
