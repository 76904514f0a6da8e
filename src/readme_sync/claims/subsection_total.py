"""A figure over sections or entries that state figures: `Solved: 4/16` over `## Arrays (3/9)`, `## Trees (1/7)`.

What is summed up are the fractions, or the counts with one noun, in the headings of the sections in a section, or the
fractions in the entries of the lists of one section. A fraction is certain where its total is their sum. What is
near is in doubt, for not every section need be there.
"""

from collections.abc import Iterator, Mapping, Sequence

from readme_sync.claims._bind import beside_claim, count_claim
from readme_sync.claims._counts import figure_of, near, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.claims.overall_figure import statements
from readme_sync.markdown.entities import holds_reference
from readme_sync.model import Claim, Doubt, Fact, Figure, Progress
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import heading_figures

_COUNT = regex(
    r"[(（][ ]?(?P<value>[0-9]{1,4})(?:[ \xa0](?P<noun>[^\W\d_]{3,15}s))?(?:[ ](?:in all|in total))?[ ]?[)）]\W{0,4}\Z"
)
_TIMES = frozenset("days weeks months years hours minutes mins hrs points marks pages".split())
_FEWEST = 3
_LEAST = 10


def _find(page: ClaimContext) -> Iterator[Claim]:
    headings = {one.section: one for one in page.headings}
    if len(headings) >= _FEWEST:
        fractions = {
            one.section: found
            for one in page.fractional
            if headings.get(one.section) is one and (found := _fraction(one))
        }
        counts = {index: count for index, one in headings.items() if (count := _count(one))}
        yield from _of_sections(page, fractions)
        yield from _of_counts(page, counts)
    yield from _of_entries(page)


def _of_sections(page: ClaimContext, fractions: Mapping[int, Figure]) -> Iterator[Claim]:
    """Yield the claims over headings with fractions."""
    for parent, below in _families(page, fractions).items():
        summed = _sum(page, [fractions[index] for index in below])
        origin = f"the {len(below)} sections below summed up"
        own = [fractions[parent]] if parent in fractions else []
        top = [
            one.figure for one in statements(page) if speaks_of_all(one.label) and _is_over(page, one.section, parent)
        ]
        for figure in own or top:
            yield from _claim(page, figure, summed, origin)


def _of_entries(page: ClaimContext) -> Iterator[Claim]:
    """Yield the claims over the entries of a list with a fraction each."""
    families: dict[int, list[Figure]] = {}
    for one in page.fractional:
        fractions = one.fractions if one.is_listed else ()
        if len(fractions) == 1:
            families.setdefault(one.section, []).append(fractions[0][1])
    families = {section: those for section, those in families.items() if len(those) >= _FEWEST}
    stated = [one.figure for one in statements(page) if speaks_of_all(one.label)] if families else []
    for entries in families.values():
        summed = _sum(page, entries)
        spans = {figure.span for figure in entries}
        for figure in stated:
            if figure.span not in spans:
                yield from _claim(page, figure, summed, f"the {len(entries)} entries of the list summed up")


def _claim(page: ClaimContext, figure: Figure, summed: Progress, origin: str) -> Iterator[Claim]:
    """Yield the claim of a fraction that says, or nearly says, what others sum up to."""
    stated, total = figure.progress, summed.total or 0.0
    if stated.total is None or total < _LEAST or not near(stated.total, total):
        return
    is_sure = stated.total == total and near(stated.done or 0.0, summed.done or 0.0)
    section, doubt = page.section_of(figure.span.start), Doubt.NONE if is_sure else Doubt.OTHER_PARTS
    yield beside_claim(figure, section, summed, origin, doubt)


def _of_counts(page: ClaimContext, counts: Mapping[int, tuple[Figure, str]]) -> Iterator[Claim]:
    """Yield the claims over headings with counts: the count of the section around them with the same noun."""
    for parent, below in _families(page, counts).items():
        nouns = {counts[index][1] for index in below}
        figure, noun = counts.get(parent, (None, ""))
        summed = sum(counts[index][0].progress.done or 0.0 for index in below)
        if figure and nouns == {noun} and near(figure.progress.done or 0.0, summed):
            origin = f"the {len(below)} sections below summed up"
            yield count_claim(figure, parent, [summed], origin, Doubt.OTHER_PARTS)


def _families(page: ClaimContext, figures: Mapping[int, object]) -> dict[int, list[int]]:
    """By section, those in it that have a figure in their heading; three or more, and no fewer than half of all."""
    found: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for index, section in enumerate(page.sections):
        if section.parent is not None:
            sizes[section.parent] = sizes.get(section.parent, 0) + 1
            if index in figures:
                found.setdefault(section.parent, []).append(index)
    return {index: those for index, those in found.items() if len(those) >= _FEWEST and 2 * len(those) >= sizes[index]}


def _is_over(page: ClaimContext, section: int, parent: int) -> bool:
    """Return whether what stands in a section may be about all that stands in another."""
    return section == parent or page.sections[parent].level <= 1


def _sum(page: ClaimContext, figures: Sequence[Figure]) -> Progress:
    """Return the sum of some fractions, each as it should be where that is certain."""
    parts = [_truth(page, figure) for figure in figures]
    return Progress.of_fraction(sum(one.done or 0.0 for one in parts), sum(one.total or 0.0 for one in parts))


def _truth(page: ClaimContext, figure: Figure) -> Progress:
    claim = page.claimed.get(figure.span)
    facts = claim.fact.progresses if claim and not claim.doubt and isinstance(claim.fact, Fact) else ()
    return next((one for one in facts if one.total == figure.progress.total), figure.progress)


def _fraction(passage: TextBlock) -> Figure | None:
    """Return the one fraction in a heading."""
    found = [one for one in heading_figures(passage.seen.text) if one.progress.total]
    return figure_of(passage.seen, found[0]) if len(found) == 1 else None


def _count(passage: TextBlock) -> tuple[Figure, str] | None:
    """Return the count at the end of a heading, and its noun."""
    if "(" not in passage.raw and "（" not in passage.raw and not holds_reference(passage.raw):
        return None
    found = _COUNT.search(passage.seen.text)
    figure = number_at(passage.seen, found.span("value")) if found else None
    noun = (found["noun"] or "").casefold() if found else ""
    return (figure, noun) if figure and noun not in _TIMES else None


FORM = Form("subsection-total", 180, _find)
