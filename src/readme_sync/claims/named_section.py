"""An entry of a list that names a section, with what stands in it: `- Phase 1: Setup (3/7)`, `- **Coding**: 42`.

A fraction is about the items of the section, a count about what is listed in it.
"""

from collections.abc import Iterator, Mapping

from readme_sync.claims._below import listed_below
from readme_sync.claims._bind import OTHER_TOTALS, bound_near
from readme_sync.claims._counts import nearest_first, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims.form import Form
from readme_sync.model import Bound, Claim, Doubt, Fact, Progress, Value
from readme_sync.text.regex import ENABLED, holds_digit, regex
from readme_sync.trackers.summaries import section_named, sections_by_name

_COUNT = regex(
    r"(?:[:：]|[(（]|[ \xa0][-–—])[*_`\xa0 ]{0,4}(?P<value>[0-9]{1,4})"
    r"(?![0-9%+]|[.,:/~-][0-9]|[ \xa0]?[/%]|[ \xa0]?[／％])(?:[ \xa0][^\W\d_]{2,20})?[*_ )）]{0,4}\Z"
)
_ADDRESS = regex(r"(?<=\])\([^()\s]*\)")
_OPENED = regex("[:：(（–—-]")
_AT_END = regex(r"[:：(（–—-][^0-9\n]{0,12}[0-9]{1,4}[^0-9\n]{0,40}\Z")
_MOST_BEHIND = 100
"""What `_COUNT` matches is far shorter, as written, too."""
_FEWEST = 2
_SHARE = 0.5


def _find(page: ClaimContext) -> Iterator[Claim]:
    listed = [one for one in page.passages if one.is_listed]
    if len(listed) < _FEWEST or len(page.sections) <= _FEWEST:
        return
    fractional = [one for one in listed if one.may_hold_fraction] if page.inside[0] else []
    counting = [one for one in listed if not ENABLED or _may_end_in_count(one.raw)]
    if not fractional and not counting:
        return
    named = sections_by_name(page.sections)
    for passage in fractional:
        yield from _fractions(page, passage, named)
    counted = [claim for passage in counting if (claim := _count(page, passage, named))]
    right = sum(claim.doubt is Doubt.NONE for claim in counted)
    for claim in counted:
        if claim.doubt is Doubt.NONE or right >= max(_FEWEST, _SHARE * len(counted)):
            yield claim


def _fractions(page: ClaimContext, passage: TextBlock, named: Mapping[str, int | None]) -> Iterator[Claim]:
    figures = passage.fractions
    if len(figures) != 1:
        return
    start, figure = figures[0]
    index = section_named(_without_box(passage.seen.text[:start]), named)
    if index and page.inside[index] and index != passage.section:
        claim = bound_near(figure, passage.section, page.counts(index, f"under {page.sections[index].title[:40]!r}"))
        if claim and claim.doubt not in OTHER_TOTALS:
            yield claim


def _without_box(text: str) -> str:
    """Return the text of an entry without what is not its name: a box, an opening bracket."""
    return text.rstrip("([（【 \xa0-–—:：")


def _may_end_in_count(raw: str) -> bool:
    """Return whether a number may stand at the end of a text as written; false only where what is shown has none."""
    plain = _ADDRESS.sub("", raw)
    if "&" in plain:
        return True
    if any(mark in plain for mark in ("<", "![", "][", "](")):
        opened = _OPENED.search(plain)
        return opened is not None and holds_digit(plain[opened.end() :])
    return _AT_END.search(plain.rstrip()[-_MOST_BEHIND:]) is not None


def _count(page: ClaimContext, passage: TextBlock, named: Mapping[str, int | None]) -> Claim | None:
    """Return the claim of a count behind the name of a section; in doubt where it differs by a little."""
    text = passage.seen.text
    found = _COUNT.search(text)
    index = section_named(text[: found.start()], named) if found else None
    if not found or not index or index == passage.section:
        return None
    figure = number_at(passage.seen, found.span("value"))
    heading = page.sections[index].heading
    listed = listed_below(page, heading.start) if figure and heading else None
    sizes = [*(listed.sizes if listed else ()), *(len(way.items) for way in page.ways(index, ""))]
    if figure is None or not sizes:
        return None
    stated = figure.progress.done or 0.0
    sizes = nearest_first(sizes, stated)
    if abs(sizes[0] - stated) > _FEWEST:
        return None
    fact = Fact(tuple(map(Progress.of_number, sizes)), f"the list under {page.sections[index].title[:40]!r}")
    doubt = Doubt.NONE if stated == sizes[0] else Doubt.NEAR_COUNT
    return Claim(figure, Value.COUNT, fact, Bound.FORM, passage.section, doubt)


FORM = Form("named-section", 45, _find)
