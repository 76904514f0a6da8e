"""Figures, the places that state a number; claims, figures that can be derived; facts, what claims should say."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.model.expression import Expression, Value
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


class Fact(NamedTuple):
    """What a claim should say.

    Attributes:
        progresses: what it may rightly say; the first is what is written. A fact that is only a number has it as
            `done`, without a total.
        origin: who says so, for messages: `3 tasks below`, `data.json#/a`.
        is_disputable: whether it may itself be what is wrong, as where only another figure states it; nobody but the
            author can then say which to mend.
        section: index of the section whose items were counted, in `Readme.sections`; None where it is not a section.
    """

    progresses: tuple[Progress, ...]
    origin: str
    is_disputable: bool = False
    section: int | None = None


class Certainty(StrEnum):
    """How sure it is that a figure is about the fact that was found for it."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


class Doubt(StrEnum):
    """Why it is not certain that a figure is about a fact; the value is the text of messages."""

    NONE = ""
    CHART = "the chart may be of something else"
    DIFFERENT_THINGS = "they may be of different things"
    ESTIMATE = "an estimate, and it may be of something else"
    FAR_TOTAL = "the totals differ by more than an item or two"
    HEADINGS = "headings are no items"
    IN_PROGRESS = "it depends on how what is in progress or unknown is counted"
    INEXACT = "it is an estimate"
    LEFT_OUT = "something may be left out"
    LIST_GOES_ON = "the list may go on further below"
    MORE_THAN_LISTED = "the total may hold what is not listed"
    MORE_OR_LESS = "what is listed may be more or less than what is done"
    NEAR_COUNT = "the numbers are too near to be of different things, but one of them may leave something out"
    NEAR_TOTAL = "the totals differ by so little that an item was probably added or removed"
    OTHER_NAME = "its name does not say progress"
    OTHER_PARTS = "there may be others"
    OTHER_THING = "it may count something else"
    OTHER_TOTAL = "the totals differ"
    OVERLAP = "what is listed may overlap"
    PERCENT_ALONE = "a percent alone does not say what it counts"
    PERCENT_OF_OTHER = "a percent may be of something else"
    PLACEHOLDER = "nothing has taken its place yet"
    SERIES = "other headings have the same words: it may number them"
    WEIGHTED = "a mean may be weighted"

    @property
    def certainty(self) -> Certainty:
        """How sure a claim with this doubt is."""
        if self is Doubt.NONE:
            return Certainty.CERTAIN
        return Certainty.LIKELY if self in _SLIGHT else Certainty.UNSURE


_SLIGHT = frozenset({Doubt.NEAR_COUNT, Doubt.NEAR_TOTAL})


class Bound(StrEnum):
    """What ties a claim to its fact."""

    FORM = "form"
    MARKER = "marker"
    CONFIGURATION = "configuration"


class Claim(NamedTuple):
    """A figure that can be derived.

    Attributes:
        figure: the place, and what it states. The copies of one claim are claims of their own.
        value: which number of the fact it states.
        fact: what it should say where the document alone tells, else what to ask for it.
        bound: what ties the two together.
        section: index of the section in which it stands, in `Readme.sections`.
        doubt: why it is not certain that it is about this fact.
    """

    figure: Figure
    value: Value
    fact: Fact | Expression
    bound: Bound
    section: int
    doubt: Doubt = Doubt.NONE

    @property
    def certainty(self) -> Certainty:
        """How sure it is that it is about this fact."""
        return self.doubt.certainty
