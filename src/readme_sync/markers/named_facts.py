"""Numbers and texts that state a named fact: in a text with a hole, in the address of a badge, between markers."""

import re
from collections.abc import Iterator
from functools import lru_cache

from readme_sync.markers.figures_for_value import part_of
from readme_sync.model import UNKNOWN, FactSource, Figure, Progress, Value
from readme_sync.notations import Family, family_of, named
from readme_sync.notations.badge_number import VALUE, shown_in_badge, written_in_badge
from readme_sync.notations.shields import badge_of, color_in
from readme_sync.notations.spelled_number import NUMBER
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex
from readme_sync.text.source import cut, whole_span
from readme_sync.trackers.figures import figures_in
from readme_sync.trackers.images import Picture

SPELLED = "spelled-number"
BADGE = "badge-number"
SHARE = "badge-share"
TEXT = "fact-text"
"""Instead of the name of a notation: a text, which no notation reads as a number."""
BADGE_TEXT = "badge-text"
"""Such a text in the address of a badge."""

_MORE = r"(?:[.:/-][0-9A-Za-z]{1,40}+){1,10}(?:\+[0-9A-Za-z.]{1,40}+)?"
_VERSION = rf"[0-9]{{1,20}}+{_MORE}"
"""What a text looks like where a number may stand as well: a version, a date."""
_WORD = r"[^\W_](?:[\w.+:/-]{0,98}[\w+])?"
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Chinese, Japanese, Korean: a number may stand in the middle of words."""
_LEFT = rf"(?<![^\W{_UNSPACED}])(?<![.,/+~\-%])(?<![0-9]:)"
_RIGHT = rf"(?![^\W{_UNSPACED}]|[%％]|[.,:/+\-][0-9])"
_NUMBERS = regex(_LEFT + NUMBER + _RIGHT)
_VERSIONS = regex(_VERSION)
_WORD_BEFORE, _WORD_AFTER = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"
_END_BEFORE, _END_AFTER = r"(?:(?<=[/=&])|(?<=[^-]-))", r"(?=-(?!-)|[/?&#]|\.(?:svg|png|json)\b|\Z)"
"""Where a part of a badge's address begins and ends."""


def figures_at_hole(seen: Excerpt, find: str, source: FactSource) -> Iterator[Figure]:
    """Yield what stands in place of the `{}` of a text in a visible text, a text only where the fact may be one.

    A word is meant only where the fact is said to be one: a date is not written over the name of a month.
    """
    is_word = source.is_text and not _VERSIONS.fullmatch(source.said)
    text = _WORD if is_word else _VERSION if source.may_be_text else ""
    for found in _pattern(find, text, sign="(?:[vV](?=[0-9]))?" * (source.is_text and not is_word)).finditer(seen.text):
        figure = _figure(seen, *found.span("hole"), SPELLED if found["number"] else TEXT)
        if figure:
            yield figure


def figures_in_badge(picture: Picture, find: str) -> Iterator[Figure]:
    """Yield what stands in place of the `{}` in the address of an image, and what repeats it in the image's texts."""
    for found in _address_pattern(find).finditer(picture.address.text):
        written = found["hole"]
        notation = next((one for one in (BADGE, SHARE) if list(named(one).read(written))), BADGE_TEXT)
        figure = _figure(picture.address, *found.span("hole"), notation)
        if figure:
            yield from _with_copies(picture, figure, find)


def figures_in_message(picture: Picture, source: FactSource) -> Iterator[Figure]:
    """Yield what states a named fact in the message of a static badge, and what repeats it in the image's texts.

    That is a percent or a fraction, the only number, or else a version or all of it.
    """
    badge = badge_of(picture.address.text)
    if badge is None or not badge.message.text:
        return
    message = badge.message
    start, end = message.place(0, len(message.text))
    numbers = [] if source.is_text else list(_NUMBERS.finditer(message.text))
    if not source.is_text and list(named(SHARE).read(picture.address.text[start:end])):
        figure = _figure(picture.address, start, end, SHARE)
    elif len(numbers) == 1:
        figure = _figure(picture.address, *message.place(*numbers[0].span()), BADGE)
    elif source.may_be_text:
        version = _VERSIONS.search(message.text)
        place = message.place(*version.span()) if version else (start, end)
        figure = _figure(picture.address, *place, BADGE_TEXT)
    else:
        figure = None
    if figure:
        yield from _with_copies(picture, figure, badge.label)


def value_stated(figure: Figure) -> Value:
    """Return what a figure states of a named fact."""
    if figure.notation == SHARE:
        return Value.PERCENT if figure.progress.total is None else Value.FRACTION
    return part_of(figure) or Value.FACT


def _with_copies(picture: Picture, figure: Figure, label: str) -> Iterator[Figure]:
    """Yield what states a value in the address of an image, and what repeats it in the image's texts."""
    yield figure
    words = {word.lower() for word in _WORDS.findall(label)}
    for text in (picture.alt, picture.title):
        yield from _copies(text, figure, shown_in_badge(figure.excerpt.text), words)


def color_figure(picture: Picture) -> Figure | None:
    """Return the color of a badge, None where its address says none."""
    place = color_in(picture.address.text)
    return _figure(picture.address, *place, BADGE_TEXT) if place else None


_WORDS = regex(r"[^\W\d_]{3,}")


def _copies(text: Excerpt, figure: Figure, shown: str, words: set[str]) -> Iterator[Figure]:
    """Yield what repeats the value of a badge in its alternative text or title."""
    if figure.notation == BADGE_TEXT:
        start = text.text.find(shown)
        copy = _figure(text, start, start + len(shown), TEXT) if start >= 0 else None
        if copy:
            yield copy
        return
    numbers = list(shares_in(text) if figure.notation == SHARE else spelled_in(text))
    same = [one for one in numbers if one.progress == figure.progress]
    if same:
        yield from same
    elif len(numbers) == 1 and words & {word.lower() for word in _WORDS.findall(text.text)}:
        yield numbers[0]


def shares_in(seen: Excerpt) -> Iterator[Figure]:
    """Yield the fractions and percents in a text."""
    return (one for one in figures_in(seen, None) if family_of(one) in {Family.PERCENT, Family.FRACTION})


def spelled_in(seen: Excerpt) -> Iterator[Figure]:
    """Yield the numbers in a text, in any format."""
    return (figure for _, figure in spelled_places(seen))


def spelled_places(seen: Excerpt) -> Iterator[tuple[int, Figure]]:
    """Yield the numbers in a text, in any format, each behind the place in the text at which it ends."""
    for found in _NUMBERS.finditer(seen.text):
        figure = _figure(seen, *found.span(), SPELLED)
        if figure:
            yield found.end(), figure


def whole_text(seen: Excerpt) -> Figure | None:
    """Return all of a text as what states a fact, None where it is not in one piece."""
    start = len(seen.text) - len(seen.text.lstrip())
    return _figure(seen, start, len(seen.text.rstrip()), TEXT)


def stated_text(figure: Figure) -> str:
    """Return what a figure says, as it is shown."""
    is_badge = figure.notation in {BADGE, SHARE, BADGE_TEXT}
    return shown_in_badge(figure.excerpt.text) if is_badge else figure.excerpt.text


def written_text(figure: Figure, text: str) -> str:
    """Return a text as it must stand in the place of a figure."""
    return written_in_badge(text) if figure.notation in {BADGE, BADGE_TEXT} else text


def _figure(seen: Excerpt, start: int, end: int, notation: str) -> Figure | None:
    excerpt = cut(seen, start, end) if start < end else None
    if excerpt is None or len(excerpt.pieces) != 1:
        return None
    progress: Progress = UNKNOWN
    tolerance = 0.0
    if notation in {SPELLED, BADGE, SHARE}:
        _, _, progress, tolerance = next(iter(named(notation).read(excerpt.text)))
    return Figure(notation, excerpt, whole_span(excerpt), progress, tolerance=tolerance)


@lru_cache(256)
def _pattern(find: str, text: str, sign: str) -> re.Pattern[str]:
    """Return a pattern for a text around a value, which may be a number, or a `text` with a sign in front of it."""
    before, _, after = find.partition("{}")
    left = literal_before(before) if before else _LEFT
    right = literal_after(after) if after else _RIGHT
    # A version begins with a number; it is one where more of it fits, too.
    others = rf"(?!{_MORE}(?={right}))|{text}" if text else ""
    start = f"{left}{sign}" if before[-1:] in {"", " "} else left
    return re.compile(rf"{start}(?P<hole>(?P<number>{NUMBER}(?={right})){others}){right}")


@lru_cache(256)
def _address_pattern(find: str) -> re.Pattern[str]:
    before, _, after = find.partition("{}")
    start = _WORD_BEFORE * before[:1].isalnum() + re.escape(before)
    end = f"-(?!-){re.escape(after[1:])}" if after.startswith("-") else re.escape(after)  # two dashes show as one
    return re.compile(rf"{start or _END_BEFORE}(?P<hole>{VALUE}){end or _END_AFTER}")


def literal_before(text: str) -> str:
    """Return a pattern for the text in front of a value, which begins with a whole word."""
    return _WORD_BEFORE * text[:1].isalnum() + literal(text)


def literal_after(text: str) -> str:
    """Return a pattern for the text behind a value, which ends with a whole word: `{} rules` finds no `3 rulesets`."""
    return literal(text) + _WORD_AFTER * text[-1:].isalnum()


def literal(text: str) -> str:
    """Return a pattern for a text in which any blanks stand for any others."""
    return r"\s{1,50}".join(re.escape(part) for part in re.split(r"\s+", text))
