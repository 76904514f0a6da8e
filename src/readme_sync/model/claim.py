"""Claims, figures that can be derived, and facts, what they should say."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.model.expression import Expression, Value
from readme_sync.model.figure import Figure
from readme_sync.model.progress import Progress


class Fact(NamedTuple):
    """What a claim should say.

    Attributes:
        progresses: what it may rightly say; the first is what is written. A fact that is only a number has it as
            `done`, without a total.
        origin: who says so, for messages: `3 tasks below`, `data.json#/a`.
        is_disputable: whether it may itself be what is wrong, as where only another figure states it; nobody but the
            author can then say which to mend.
        section: index of the section whose items were counted, in `Readme.sections`; None where it is no section.
    """

    progresses: tuple[Progress, ...]
    origin: str
    is_disputable: bool = False
    section: int | None = None


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
        doubt: why it is not certain that it is about this fact, "" where it is certain.
    """

    figure: Figure
    value: Value
    fact: Fact | Expression
    bound: Bound
    section: int
    doubt: str = ""
