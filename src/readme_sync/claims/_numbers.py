"""Bare numbers in visible text, as figures."""

from readme_sync.model import Figure
from readme_sync.notations import named
from readme_sync.text import Excerpt
from readme_sync.text.excerpt import cut, whole_span
from readme_sync.trackers.heading_figures import HeadingFigure

_NEAR = 0.2
_FEW = 2.0


def number_at(seen: Excerpt, place: tuple[int, int]) -> Figure | None:
    """The figure of the number at a place in a visible text; None where it is more than a number, or in pieces."""
    excerpt = cut(seen, *place)
    readings = list(named("number").read(excerpt.text)) if excerpt else []
    if excerpt is None or len(readings) != 1:
        return None
    return Figure("number", excerpt, whole_span(excerpt), readings[0].progress)


def figure_of(seen: Excerpt, found: HeadingFigure) -> Figure | None:
    """The figure that was found in a heading; None where it is in pieces."""
    excerpt = cut(seen, found.start, found.end)
    return Figure(found.notation, excerpt, whole_span(excerpt), found.progress) if excerpt else None


def near(stated: float, truth: float, share: float = _NEAR) -> bool:
    """Whether two counts are so near that they may well be meant to be one: two apart, or a share of the greater."""
    return abs(stated - truth) <= max(_FEW, share * max(stated, truth))
