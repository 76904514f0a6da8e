"""How READMEs write a progress: one module per notation, found by itself."""

from collections.abc import Iterable, Iterator
from functools import cache

from readme_sync.errors import RequestError
from readme_sync.model import Figure, Progress
from readme_sync.notations.notation import Notation, Reading, Replacement, Target
from readme_sync.plugins import Plugins
from readme_sync.text import Edit

# From what a notation wants replaced to the edits of a figure.


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


__all__ = ["BARS", "Notation", "Reading", "Replacement", "Target", "edits_of", "every", "named", "of_target", "rewrite"]

BARS = frozenset({"bar", "ascii-bar"})
"""The notations of bars drawn with characters, by name."""

PLUGINS = Plugins[Notation](__name__, "NOTATION", contract="notation")


@cache
def every() -> tuple[Notation, ...]:
    """All notations, in the order of their modules' names."""
    return tuple(PLUGINS.load_all())


@cache
def of_target(target: Target) -> tuple[Notation, ...]:
    """The notations that read one kind of thing."""
    return tuple(notation for notation in every() if notation.target is target)


def named(name: str) -> Notation:
    """The notation of that name.

    Raises:
        KeyError: there is none.
    """
    return _by_name()[name]


def rewrite(figure: Figure, progress: Progress) -> list[Edit]:
    """The edits that make one figure state a progress, in its own notation; none where it does already.

    Raises:
        RequestError: the notation cannot state it, or its characters do not stand plainly in the source.
    """
    return list(edits_of(figure, named(figure.notation).write(figure.excerpt.text, progress)))


@cache
def _by_name() -> dict[str, Notation]:
    return {notation.name: notation for notation in every()}
