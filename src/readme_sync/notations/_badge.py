"""What a badge with a label and a message states, and how to make it state something else."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target, fraction, n_of_m, percent
from readme_sync.notations._addresses import Decoded
from readme_sync.notations._numbers import close, value_of
from readme_sync.text.regex import regex

# Which badges state a progress: few do. Most say a version, a licence, a coverage, how many stars.

_WORDS = regex(r"[^\W\d_]+")

_PROGRESS = frozenset(
    "progress progression progresso progreso progrès progres avance avancement fortschritt прогресс ilerleme "
    "complete completed completion completeness done solved finished translated translation translations "
    "translate localized localization localisation "
    "concluído concluída concluídos concluídas concluido concluida concluidos concluidas completado completada "
    "completados completadas resolvido resolvidos resolvidas resuelto resueltos resueltas feito feitos feitas "
    "erledigt gelöst выполнено решено готово tamamlanan çözülen".split()
)
_PROGRESS_PARTS = (
    *("进度", "進度", "完成", "已解", "已做", "进展", "進展", "翻译", "進捗", "完了", "達成", "解決"),
    *("진행", "완료", "진도", "달성", "tiến độ", "hoàn thành"),
)
_COUNTED = frozenset(
    "stars star estrelas easy medium hard problems problem questions exercises tasks lessons chapters topics modules "
    "puzzles katas challenges solutions".split()
)
"""What is counted out of so many: enough for a fraction, `Stars-50/50`."""
_COUNTED_PARTS = ("题目", "题数", "題數", "문제", "⭐", "🌟")
_OTHER = frozenset(
    "coverage codecov coveralls cov test tests testing build builds ci passing passed failing version release license "
    "licence certification certified certificate score rating rate accuracy lighthouse performance quality uptime "
    "success downloads sponsors funding goal goals target targets duration discount cobertura testes pruebas "
    "passrate wpm battery cpu memory grade".split()
)
"""These win over every other word."""
_PERIODS = frozenset("challenge challenges desafio desafios reto day days tag tage jours dias días week weeks".split())
"""How long it takes, not how far it is: only a word of progress makes one of these a progress."""
_OTHER_PARTS = ("覆盖率", "正确率", "通过率", "커버리지")


def speaks_of_progress(text: str) -> bool:
    """Return whether a badge's words say that it states a progress."""
    folded = text.casefold()
    words = set(_WORDS.findall(folded))
    if words & _OTHER or any(part in folded for part in _OTHER_PARTS):
        return False
    return bool(words & _PROGRESS) or any(part in folded for part in _PROGRESS_PARTS)


def counts_things(label: str) -> bool:
    """Return whether a badge's label names what a fraction counts."""
    folded = label.casefold()
    words = set(_WORDS.findall(folded))
    if words & (_OTHER | _PERIODS) or any(part in folded for part in _OTHER_PARTS):
        return False
    return bool(words & _COUNTED) or any(part in folded for part in _COUNTED_PARTS)


def is_about_other(text: str) -> bool:
    """Return whether a badge's words say that it states something other than a progress."""
    folded = text.casefold()
    words = set(_WORDS.findall(folded))
    return bool(words & (_OTHER | _PERIODS)) or any(part in folded for part in _OTHER_PARTS)


_TEXTS = (fraction.NOTATION, n_of_m.NOTATION, percent.NOTATION)
_EXACT = 1e-9
_NUMBER = regex(r"[0-9]{1,15}(?:[.,][0-9]{1,9})?")


class Badge(NamedTuple):
    """A badge: its message, and its label with whatever else is shown next to it."""

    message: Decoded
    labels: tuple[Decoded, ...]

    @property
    def label(self) -> str:
        """Return the text next to the message."""
        return " ".join(label.text for label in self.labels)


def badge_notation(name: str, marks: tuple[str, ...], parse: Callable[[str], Badge | None]) -> Notation:
    """Return the notation of a service whose addresses `parse` takes apart; it returns None for other addresses."""

    def read(text: str) -> Iterator[Reading]:
        badge = parse(text)
        if badge:
            yield from read_badge(badge, len(text))

    def write(text: str, progress: Progress) -> list[Replacement]:
        badge = parse(text)
        assert badge is not None
        return write_badge(badge, progress)

    return Notation(name, Target.IMAGE, Family.BADGE, marks, read, write)


def read_badge(badge: Badge, length: int) -> Iterator[Reading]:
    """Yield the one reading of an address of that length; none where the badge is about something else."""
    message, label = badge.message.text, badge.label
    found = [reading for reading, _ in _found(message)]
    if speaks_of_progress(f"{label} {message}"):
        # a message alone must have a figure: `badge/Done-green` is a mark that somebody else explains
        if found or (message.strip() and speaks_of_progress(label)):
            yield Reading(0, length, *_stated(found))
    elif counts_things(label) and any(reading.progress.total is not None for reading in found):
        yield Reading(0, length, *_stated(found))


def write_badge(badge: Badge, progress: Progress) -> list[Replacement]:
    """Return what to replace in the address so that message and label state `progress`.

    Raises:
        RequestError: the badge states no single figure, or another number may be a copy of it.
    """
    message = badge.message
    old, tolerance = _stated([reading for reading, _ in _found(message.text)])
    if progress == old:
        return []
    if old.percent is None:
        raise RequestError(f"the badge states no single figure: {message.text!r}", hint="write n/m or n% in it by hand")
    parts = (message, *badge.labels)
    replacements = [one for part in parts for one in _rewritten(part, old, tolerance, progress)]
    if replacements:  # else it is what it should be, whatever stands next to it
        for part in parts:
            _refuse_riddles(part.text, old)
    return sorted(replacements)


def stated_in(message: str) -> tuple[Progress, float]:
    """Return what the message of a badge states, and by how much rounding may be off."""
    return _stated([reading for reading, _ in _found(message)])


def _found(text: str) -> list[tuple[Reading, str]]:
    """Return the fractions and percents in a text, in order, each with its notation's name."""
    readings = [
        (reading, notation.name)
        for notation in _TEXTS
        if any(mark in text for mark in notation.marks)
        for reading in notation.read(text)
    ]
    return sorted(readings, key=lambda one: one[0].start)


def _stated(found: list[Reading]) -> tuple[Progress, float]:
    """Return what the readings of one badge state, and by how much rounding may be off; unknown if they disagree."""
    if not found or any(reading.progress.percent is None for reading in found):
        return UNKNOWN, 0.0
    first = min(found, key=lambda reading: reading.tolerance)
    if not all(_agree(first.progress, first.tolerance, reading) for reading in found):
        return UNKNOWN, 0.0
    return first.progress, first.tolerance


def _agree(progress: Progress, tolerance: float, reading: Reading) -> bool:
    one, other = progress.percent, reading.progress.percent
    if one is None or other is None:
        return False
    if progress.total is not None and reading.progress.total is not None:
        return progress == reading.progress
    return abs(one - other) < max(tolerance, reading.tolerance, _EXACT)


def _rewritten(part: Decoded, old: Progress, tolerance: float, new: Progress) -> Iterator[Replacement]:
    """Yield the replacements in one part of the badge, all copies of the figure included."""
    text = part.text
    for reading, name in _found(text):
        if not _agree(old, tolerance, reading):
            raise _unsure(text)
        notation = next(one for one in _TEXTS if one.name == name)
        for start, end, written in notation.write(text[reading.start : reading.end], new):
            yield Replacement(*part.place(reading.start + start, reading.start + end), written)


def _refuse_riddles(text: str, old: Progress) -> None:
    """Refuses where a number outside the figures equals a figure: it may be a copy, or may not."""
    covered = [(reading.start, reading.end) for reading, _ in _found(text)]
    values = [value for value in (old.percent, old.done) if value is not None]
    for number in _NUMBER.finditer(text):
        if any(start <= number.start() < end for start, end in covered):
            continue
        if any(close(value_of(number[0]), value) for value in values):
            raise _unsure(text)


def _unsure(text: str) -> RequestError:
    return RequestError(
        f"{text!r} in the badge may state the figure too, and what it should become is not certain",
        hint="change the badge by hand",
    )
