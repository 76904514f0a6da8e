"""Claims of the configuration: `find = "{} lessons complete"`, `value = "done of #plan"`."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from readme_sync.markdown import Heading, HtmlBlock, Paragraph, Table
from readme_sync.markdown.entities import holds_reference
from readme_sync.markdown.plain_text import shown
from readme_sync.markers.figures_for_value import figures_for_value, numbers_in
from readme_sync.model import Bound, Claim, ClaimSetting, Figure, Flaw, FlawKind, Readme
from readme_sync.notations import Family, family_of
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import figures_in
from readme_sync.trackers.sections import section_named

HOLE = "{}"
_WORD = regex(r"[^\W\d_]+")
_DIGIT = regex(r"[0-9]")
_PERCENT = regex(r"[ \xa0]?[%％]\Z")
_MOST_BLANKS = 50
_LAST_WORDS = regex(r"(?:(?<=\s)|(?<=[0-9])|\A)[^0-9\n{}]{1,40}\Z")
_FIRST_WORDS = regex(r"[^0-9\n{}]{1,40}(?=[\s0-9]|\Z)")


class Match(NamedTuple):
    """A figure that stands in the text that a claim looks for."""

    figure: Figure
    seen: Span


def read_configured(readme: Readme) -> tuple[list[Claim], list[Flaw]]:
    """The claims that the configuration makes in a document, and what is wrong with those that it cannot make."""
    claims: list[Claim] = []
    flaws: list[Flaw] = []
    for setting in readme.settings.claims:
        try:
            claims += _claims(readme, setting)
        except _UnboundError as error:
            flaws.append(Flaw(FlawKind.UNBOUND, error.span, f"claims: {error}"))
    return claims, flaws


class _UnboundError(Exception):
    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


def _claims(readme: Readme, setting: ClaimSetting) -> Iterator[Claim]:
    matches = list(_matches(readme, setting, _scope(readme, setting)))
    if not matches:
        where = f" in {setting.section!r}" if setting.section else ""
        raise _UnboundError(f"{setting.find!r} with a figure stands nowhere{where}", _start(readme))
    if len(matches) > 1 and not setting.all:
        line = readme.source.line_of(matches[0].seen.start)
        hint = "add section, or all = true"
        raise _UnboundError(f"{setting.find!r} stands here again, first in line {line}; {hint}", matches[1].seen)
    for figure, seen in matches:
        section = readme.section_at(figure.span.start)
        _refuse_other(setting, figure, seen)
        yield Claim(figure, setting.fact.value, setting.fact, Bound.CONFIGURATION, section)


def _refuse_other(setting: ClaimSetting, figure: Figure, seen: Span) -> None:
    """Refuses a figure that cannot state what is asked for."""
    numbers, parts = ([figure], []) if family_of(figure) is Family.NUMBER else ([], [figure])
    try:
        figures_for_value(setting.fact.value, parts, numbers)
    except ValueError as error:
        raise _UnboundError(f"{setting.find!r}: {error}", seen) from None


def _scope(readme: Readme, setting: ClaimSetting) -> Span:
    """Return the section in which the text is looked for."""
    if not setting.section:
        return readme.sections[0].span
    index = section_named(readme.sections, setting.section)
    if index is not None:
        return readme.sections[index].span
    raise _UnboundError(f"there is no section {setting.section!r}", _start(readme))


def _start(readme: Readme) -> Span:
    """Return the first line, for what is missing altogether."""
    return Span(0, min(1, len(readme.source.text)))


def text_around(readme: Readme, figure: Figure) -> str | None:
    """Return the text by which a claim finds a figure: the words next to it, up to other digits; None without any."""
    for content in _contents(readme, readme.sections[0].span):
        if not content.text or not content.place(0) <= figure.span.start <= content.place(len(content.text) - 1):
            continue
        seen = shown(readme.document, content)
        if not seen.pieces:
            return None
        start = _local(seen, figure.span.start)
        end = start + len(figure.excerpt.text)
        if seen.text[start:end] != figure.excerpt.text:
            return None
        before = _LAST_WORDS.search(seen.text[:start])
        after = _FIRST_WORDS.match(seen.text, end)
        found = f"{before[0].lstrip() if before else ''}{HOLE}{after[0].rstrip() if after else ''}"
        return found if _WORD.search(found) else None
    return None


def _matches(readme: Readme, setting: ClaimSetting, scope: Span) -> Iterator[Match]:
    before, after, word = _patterns(setting.find)
    for content in _contents(readme, scope):
        if not _DIGIT.search(content.text) or (word not in content.text and not holds_reference(content.text)):
            continue
        seen = shown(readme.document, content)
        figures = list(figures_in(seen, None))
        figures += numbers_in(seen, figures)
        for figure in sorted(figures, key=lambda one: one.span):
            if _stands(seen, figure, before, after, len(setting.find)):
                yield Match(figure, figure.span)


def _stands(seen: Excerpt, figure: Figure, before: re.Pattern[str], after: re.Pattern[str], length: int) -> bool:
    """Return whether a figure has the wanted text around it; its percent sign may belong to that text."""
    start = _local(seen, figure.span.start)
    end = start + len(figure.excerpt.text)
    if not before.search(seen.text[max(0, start - length - _MOST_BLANKS) : start]):
        return False
    sign = _PERCENT.search(figure.excerpt.text)
    return any(after.match(seen.text, end - shift) for shift in {0, *((1, len(sign[0])) if sign else ())})


def _local(seen: Excerpt, place: int) -> int:
    piece = seen.pieces[max(0, bisect_left(seen.pieces, place + 1, key=lambda one: one.source) - 1)]
    return piece.local + place - piece.source


@lru_cache(256)
def _patterns(find: str) -> tuple[re.Pattern[str], re.Pattern[str], str]:
    """Return what stands in front of the figure, what behind it, and a word that both hold, "" where there is none."""
    before, _, after = find.partition(HOLE)
    words = sorted(_WORD.findall(find.replace(HOLE, " ")), key=len)
    return re.compile(_literal(before) + r"\Z"), re.compile(_literal(after)), words[-1] if words else ""


def _literal(text: str) -> str:
    """Return a pattern for a text in which any blanks stand for any others."""
    return r"\s{1,50}".join(re.escape(part) for part in re.split(r"\s+", text))


def _contents(readme: Readme, scope: Span) -> Iterator[Excerpt]:
    """Yield the texts of a section that a reader sees: paragraphs, headings, cells, HTML."""
    for block in readme.document.walk():
        if not scope.contains(block.span):
            continue
        match block:
            case Heading(content=content) | Paragraph(content=content) | HtmlBlock(content=content):
                yield content
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    yield from (cell.content for cell in row.cells)
