"""How READMEs write a progress: one module per notation, found by its file.

A notation is a module of this package that defines `NOTATION`. Modules whose name begins with an underscore hold what
several notations share.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import Figure, Progress, State, Words
from readme_sync.plugins import Plugins
from readme_sync.text import Edit


class Target(StrEnum):
    """What a notation reads."""

    IMAGE = "image"
    """The destination of an image, exactly as the author wrote it."""
    TEXT = "text"
    """The visible text of a cell or a line, in which it finds itself."""
    HTML = "html"
    """A raw HTML tag inside text, as written."""
    CELL = "cell"
    """The whole visible text of a table cell."""
    BOX = "box"
    """The one character between the brackets of a task list item."""
    NUMBER = "number"
    """The visible text where somebody asks for a number: a bare one is a figure nowhere else."""
    PLACE = "place"
    """What stands in a place of its own, which only the reader of that place hands over: a task of a Gantt chart."""


class Family(StrEnum):
    """What a notation looks like, whatever its syntax: rules about bars or boxes ask for it, not for names."""

    BAR = "bar"
    """A bar drawn with characters."""
    PICTURE = "picture"
    """A bar shown by a service or by HTML."""
    BADGE = "badge"
    """A label with a message."""
    LIVE = "live"
    """A badge whose value comes from elsewhere when it is shown."""
    BOX = "box"
    STATE = "state"
    """A sign, a word or a mark that says a state."""
    PERCENT = "percent"
    FRACTION = "fraction"
    NUMBER = "number"


class Reading(NamedTuple):
    """What a notation found.

    `[start, end)` is the whole notation in the text that was read. `tolerance` says how far, in percentage points,
    the truth may be from `progress` by rounding alone; 0 where it is exact.
    """

    start: int
    end: int
    progress: Progress
    tolerance: float = 0.0


class Replacement(NamedTuple):
    """Put `text` where the characters `[start, end)` stand."""

    start: int
    end: int
    text: str


class Notation(NamedTuple):
    """One notation.

    Attributes:
        name: unique; the case file is `tests/cases/notations/<name>.toml`.
        target: what it reads.
        family: what it looks like.
        marks: whatever it reads holds one of these strings; text without any is passed over unread. A cell is read
            without them where its column's header speaks of progress: there a word may be enough.
        read: the readings in a text, in order, disjoint. Never raises.
        write: what to replace so that a text, exactly the slice of one reading, states another progress. Only the
            value's characters are replaced, nothing where it states that progress already. Raises `RequestError` with
            the reason where the notation cannot state it.
        reword: as `write`, with the wordings of this notation that the document has and what they state, the nearest
            first; None where a notation needs no example to follow.
        read_more: as `read`, with the words that the author has added; None where a notation has no words.
        defect: what its service does not draw as the text has it, "" where all is well; None where nobody checks.
    """

    name: str
    target: Target
    family: Family
    marks: tuple[str, ...]
    read: Callable[[str], Iterator[Reading]]
    write: Callable[[str, Progress], list[Replacement]]
    reword: Callable[[str, Progress, Sequence[tuple[str, State]]], list[Replacement]] | None = None
    read_more: Callable[[str, Words], Iterator[Reading]] | None = None
    defect: Callable[[str], str] | None = None


PLUGINS = Plugins[Notation](__name__, "NOTATION")


@cache
def every() -> tuple[Notation, ...]:
    """Return all notations, in the order of their modules' names."""
    return tuple(PLUGINS.load_all())


@cache
def of_target(target: Target) -> tuple[Notation, ...]:
    """Return the notations that read one kind of thing."""
    return tuple(notation for notation in every() if notation.target is target)


@cache
def of_family(family: Family) -> tuple[Notation, ...]:
    """Return the notations of one family."""
    return tuple(notation for notation in every() if notation.family is family)


def family_of(figure: Figure) -> Family | None:
    """Return the family of a figure's notation, None for a number that no notation reads."""
    notation = _by_name().get(figure.notation)
    return notation.family if notation else None


def is_bar(figure: Figure) -> bool:
    """Return whether a figure is a bar drawn with characters."""
    return family_of(figure) is Family.BAR


def named(name: str) -> Notation:
    """Return the notation of that name.

    Raises:
        KeyError: there is none.
    """
    return _by_name()[name]


def rewrite(figure: Figure, progress: Progress) -> list[Edit]:
    """Return the edits that make one figure state a progress, in its own notation; none where it does already.

    Raises:
        RequestError: the notation cannot state it, or its characters do not stand plainly in the source.
    """
    return list(edits_of(figure, named(figure.notation).write(figure.excerpt.text, progress)))


def read_whole(text: str) -> Progress | None:
    """Return what a text says as a whole, in any notation of cells and lines; None where it says no progress."""
    for target in (Target.TEXT, Target.CELL):
        for notation in of_target(target):
            for reading in notation.read(text):
                if (reading.start, reading.end) == (0, len(text)):
                    return reading.progress
    return None


@cache
def _by_name() -> dict[str, Notation]:
    return {notation.name: notation for notation in every()}


def edits_of(figure: Figure, replacements: Iterable[Replacement]) -> Iterator[Edit]:
    """Yield the edits that make the replacements in a figure's text.

    Raises:
        RequestError: what would be replaced does not stand in the source as it is shown.
    """
    for start, end, text in replacements:
        if not figure.excerpt.unbroken(start, end):
            shown = figure.excerpt.text[start:end]
            raise RequestError(f"{shown!r} is not written plainly in the source", hint="change it by hand")
        yield Edit(figure.excerpt.span(start, end), text)
