"""Text that is struck through because it is done: `~~buy milk~~`, `<s>buy milk</s>`."""

from collections.abc import Iterator, Sequence

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target

_MARKS = (("~~", "~~"), ("<s>", "</s>"), ("<del>", "</del>"), ("<strike>", "</strike>"), ("~", "~"))
_ALL = 100


def _marks(text: str) -> tuple[str, str] | None:
    """Return the marks between which all of a text stands."""
    for opening, closing in _MARKS:
        inner = text[len(opening) : len(text) - len(closing)]
        if text.startswith(opening) and text.endswith(closing) and inner.strip("~ "):
            return opening, closing
    return None


def _read(text: str) -> Iterator[Reading]:
    if text.strip("~ ") and text == text.strip():
        yield Reading(0, len(text), Progress.of_state(State.DONE if _marks(text) else State.OPEN))


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _reword(text, progress, ())


def _reword(text: str, progress: Progress, wordings: Sequence[tuple[str, State]]) -> list[Replacement]:
    """Strike as the document does."""
    if progress.percent not in (0, _ALL):
        stated = progress.state if progress.percent is None else f"{progress.percent:g} %"
        raise RequestError(f"text is struck through or not, it cannot state {stated}", hint="set it to done or open")
    found = _marks(text)
    if (progress.percent == _ALL) == (found is not None):
        return []
    if found:
        first, last = map(len, found)
        return [Replacement(0, first, ""), Replacement(len(text) - last, len(text), "")]
    opening, closing = next((marks for wording, _ in wordings if (marks := _marks(wording))), _MARKS[0])
    return [Replacement(0, 0, opening), Replacement(len(text), len(text), closing)]


NOTATION = Notation("struck", Target.PLACE, Family.STATE, ("~", "<s>", "<del>"), _read, _write, _reword)
