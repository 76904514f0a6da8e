"""Claims of the configuration: `find = "{} lessons complete"`, `value = "done of #plan"`."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from readme_sync.markdown import Heading, HtmlBlock, Image, Paragraph, Table, visible, walk_inlines
from readme_sync.markdown.entities import holds_reference
from readme_sync.markdown.plain_text import shown
from readme_sync.markers.figures_for_value import figures_for_value, numbers_in
from readme_sync.markers.named_facts import (
    color_figure,
    figures_at_hole,
    figures_in_badge,
    literal_after,
    literal_before,
    value_stated,
)
from readme_sync.model import Bound, Claim, ClaimSetting, Expression, Figure, Flaw, FlawKind, Readme, Value
from readme_sync.notations import Family, family_of
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import figures_in
from readme_sync.trackers.images import Picture, all_pictures
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
    page = _Page(readme)
    bound: dict[Span, Claim] = {}
    for setting in readme.settings.claims:
        try:
            for claim in _claims(page, setting):
                other = bound.setdefault(claim.figure.span, claim)
                if other is claim:
                    claims.append(claim)
                elif other.fact != claim.fact:
                    message = f"claims: what {setting.find[0]!r} finds is bound to something else already"
                    flaws.append(Flaw(FlawKind.UNBOUND, claim.figure.span, message))
        except _UnboundError as error:
            flaws.append(Flaw(FlawKind.UNBOUND, error.span, f"claims: {error}"))
    return claims, flaws


class _Content:
    """A text of a document, and what a reader sees of it."""

    def __init__(self, readme: Readme, block: Span, content: Excerpt) -> None:
        self.block = block
        self.text = content.text
        self._readme, self._content = readme, content

    @cached_property
    def seen(self) -> Excerpt:
        return shown(self._readme.document, self._content)

    @property
    def referenced(self) -> Iterator[tuple[str, Excerpt]]:
        """The addresses and alternative texts of the images whose addresses stand in definitions."""
        if "![" in self.text:
            for inline in walk_inlines(self._readme.document.inlines(self._content)):
                if isinstance(inline, Image) and not inline.target:
                    yield inline.destination, visible(inline.children)

    @cached_property
    def figures(self) -> list[Figure]:
        """What states a progress or a number, in order."""
        figures = list(figures_in(self.seen, None))
        return sorted([*figures, *numbers_in(self.seen, figures)], key=lambda one: one.span)

    def may_hold(self, word: str) -> bool:
        return word in self.text or holds_reference(self.text)


class _Page:
    """A document in which claims are looked for, gone over once for all of them."""

    def __init__(self, readme: Readme) -> None:
        self.readme = readme

    @cached_property
    def contents(self) -> list[_Content]:
        """The texts that a reader sees: paragraphs, headings, cells, HTML."""
        return [_Content(self.readme, block, content) for block, content in _contents(self.readme)]

    @cached_property
    def pictures(self) -> list[Picture]:
        """All images; those behind a definition once for each alternative text."""
        found = list(all_pictures(self.readme.document))
        if not self.readme.document.definitions:
            return found
        alts: dict[str, list[Excerpt]] = {}
        for content in self.contents:
            for address, alt in content.referenced:
                alts.setdefault(address, []).append(alt)
        return [one._replace(alt=alt) for one in found for alt in (alts.get(one.address.text) or [one.alt])]


class _UnboundError(Exception):
    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


def _claims(page: _Page, setting: ClaimSetting) -> Iterator[Claim]:
    readme = page.readme
    if setting.files and setting.section and section_named(readme.sections, setting.section) is None:
        return  # another of the files has it
    scope = _scope(readme, setting)
    is_named = setting.fact.value is Value.FACT
    for find in setting.find:
        matches = list(_found(page, setting, find, scope))
        if not matches and not setting.files:
            where = f" in {setting.section!r}" if setting.section else ""
            what = "a value" if is_named else "a number"
            raise _UnboundError(f"the text {find!r} with {what} was not found{where}", _start(readme))
        if len({seen for _, seen in matches}) > 1 and not setting.all and not setting.files:
            line = readme.source.line_of(matches[0].seen.start)
            again = next(one for one in matches if one.seen != matches[0].seen)
            hint = "add section, or all = true"
            raise _UnboundError(f"{find!r} stands here again, first in line {line}; {hint}", again.seen)
        for figure, seen in matches:
            section = readme.section_at(figure.span.start)
            value = value_stated(figure) if is_named else setting.fact.value
            if not is_named:
                _refuse_other(setting, find, figure, seen)
            fact = setting.fact._replace(value=value)
            yield Claim(figure, value, fact, Bound.CONFIGURATION, section)
        if setting.color:
            yield from _colors(page, find, scope, setting.color)


def _colors(page: _Page, find: str, scope: Span, color: Expression) -> Iterator[Claim]:
    """Yield claims about the colors of the badges that a text finds."""
    for picture in page.pictures:
        if scope.contains(picture.span) and any(True for _ in figures_in_badge(picture, find)):
            figure = color_figure(picture)
            if figure is None:
                raise _UnboundError(f"the badge that {find!r} finds has no color in its address", picture.span)
            yield Claim(figure, Value.FACT, color, Bound.CONFIGURATION, page.readme.section_at(figure.span.start))


def unstated(readme: Readme) -> Iterator[tuple[ClaimSetting, str]]:
    """Yield the claims over several files with each of their texts that a document states nowhere."""
    page = _Page(readme)
    for setting in readme.settings.claims:
        if not setting.files:
            continue
        is_there = not setting.section or section_named(readme.sections, setting.section) is not None
        for find in setting.find:
            if not is_there or not any(True for _ in _found(page, setting, find, _scope(readme, setting))):
                yield setting, find


def _found(page: _Page, setting: ClaimSetting, find: str, scope: Span) -> Iterator[Match]:
    if setting.fact.value is Value.FACT:
        return _named_matches(page, setting, find, scope)
    return _matches(page, find, scope)


def visible_texts(readme: Readme) -> Iterator[Excerpt]:
    """Yield the texts of a document that a reader sees."""
    return (content.seen for content in _Page(readme).contents)


def _refuse_other(setting: ClaimSetting, find: str, figure: Figure, seen: Span) -> None:
    """Refuses a figure that cannot state what is asked for."""
    numbers, parts = ([figure], []) if family_of(figure) is Family.NUMBER else ([], [figure])
    try:
        figures_for_value(setting.fact.value, parts, numbers)
    except ValueError as error:
        raise _UnboundError(f"{find!r}: {error}", seen) from None


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
    for _, content in _contents(readme):
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


def _matches(page: _Page, find: str, scope: Span) -> Iterator[Match]:
    word = _longest_word(find)
    for content in page.contents:
        if not scope.contains(content.block) or not _DIGIT.search(content.text) or not content.may_hold(word):
            continue
        for figure in content.figures:
            if _stands(content.seen, figure, find):
                yield Match(figure, figure.span)


def _named_matches(page: _Page, setting: ClaimSetting, find: str, scope: Span) -> Iterator[Match]:
    """Yield what states a named fact: a number in any format, a percent, a fraction, a text, a badge with its texts."""
    word = _longest_word(find)
    for content in page.contents:
        if not scope.contains(content.block) or not content.may_hold(word):
            continue
        seen = content.seen
        shares = [one for one in content.figures if family_of(one) in {Family.PERCENT, Family.FRACTION}]
        found = [one for one in shares if _stands(seen, one, find)]
        others = figures_at_hole(seen, find, setting.fact.sources[0])
        found += [one for one in others if not any(one.span.overlaps(share.span) for share in found)]
        yield from (Match(figure, figure.span) for figure in sorted(found, key=lambda one: one.span))
    if "/" in find or "-" in find:
        in_badges: dict[Span, Match] = {}
        for picture in page.pictures:
            if word in picture.address.text and scope.contains(picture.span):
                for figure in figures_in_badge(picture, find):
                    in_badges.setdefault(figure.span, Match(figure, picture.span))
        yield from in_badges.values()


def _stands(seen: Excerpt, figure: Figure, find: str) -> bool:
    """Return whether a figure has the wanted text around it; its percent sign may belong to that text."""
    before, after = _patterns(find)
    start = _local(seen, figure.span.start)
    end = start + len(figure.excerpt.text)
    if not before.search(seen.text[max(0, start - len(find) - _MOST_BLANKS) : start]):
        return False
    sign = _PERCENT.search(figure.excerpt.text)
    return any(after.match(seen.text, end - shift) for shift in {0, *((1, len(sign[0])) if sign else ())})


def _local(seen: Excerpt, place: int) -> int:
    piece = seen.pieces[max(0, bisect_left(seen.pieces, place + 1, key=lambda one: one.source) - 1)]
    return piece.local + place - piece.source


@lru_cache(256)
def _patterns(find: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands in front of the figure, and what behind it."""
    before, _, after = find.partition(HOLE)
    return re.compile(literal_before(before) + r"\Z"), re.compile(literal_after(after))


def _longest_word(find: str) -> str:
    """Return a word of a text that every match holds, "" where it has none."""
    return max(_WORD.findall(find.replace(HOLE, " ")), key=len, default="")


def _contents(readme: Readme) -> Iterator[tuple[Span, Excerpt]]:
    """Yield the texts that a reader sees, each with the place of its block."""
    for block in readme.document.walk():
        match block:
            case Heading(content=content) | Paragraph(content=content) | HtmlBlock(content=content):
                yield block.span, content
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    yield from ((block.span, cell.content) for cell in row.cells)
