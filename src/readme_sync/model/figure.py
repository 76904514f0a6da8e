"""Figures: the places that state a progress or a count."""

from typing import NamedTuple

from readme_sync.model.progress import Progress
from readme_sync.text import Excerpt, Span


class Figure(NamedTuple):
    """A place that states a progress, read by one notation.

    Attributes:
        notation: the notation's name in the registry.
        excerpt: the text that the notation read, with the place of each character.
        span: the whole construct in the source (an image from `![` to `)`), for showing.
        progress: what it states.
        column: the 0-based table column in which it stands, None outside tables.
        group: figures of one item with the same group are copies of one figure: they must agree and move together.
        tolerance: how far, in percentage points, what it states may be from the truth by rounding alone: `40%` may
            stand for anything between 39 and 41, so 1; `3/10` is exact, so 0.
    """

    notation: str
    excerpt: Excerpt
    span: Span
    progress: Progress
    column: int | None = None
    group: int = 0
    tolerance: float = 0.0
