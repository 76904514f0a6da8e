"""From a text to the model of the document."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, partial
from typing import TYPE_CHECKING

from readme_sync.claims import read_claims
from readme_sync.markdown import Document, HtmlBlock
from readme_sync.markdown import parse as parse_blocks
from readme_sync.markdown.comments import OPENING
from readme_sync.model import DEFAULT, Claim, Readme, Settings
from readme_sync.text import Source, Span
from readme_sync.text.source import is_within
from readme_sync.trackers.fences import fence_groups, read_fences, read_gantt
from readme_sync.trackers.legends import read_legend
from readme_sync.trackers.lists import bullet_groups, read_boards, read_struck_lists, read_tasks
from readme_sync.trackers.sections import read_sections, titles_around
from readme_sync.trackers.series import read_series
from readme_sync.trackers.state_headings import read_state_headings
from readme_sync.trackers.state_lines import line_groups, read_badges, read_status_entries, read_status_lines
from readme_sync.trackers.summaries import marked_summaries
from readme_sync.trackers.tables import Place, read_tables
from readme_sync.trackers.verdicts import BY_HEADING, WRITTEN_BY_US, by_policy, list_override, tracker_overrides

if TYPE_CHECKING:
    from readme_sync.markers.read_markers import Marked

# What the author ties to a fact: by markers in the text, by the configuration.


def bind(readme: Readme, marked: "Marked | None") -> Readme:
    """Return the document with the claims that its author has made, its regions, and what is wrong with either.

    A claim by a marker outranks one by the configuration at the same place, and both outrank what `readme.claims`
    holds already: the claims by form.
    """
    if not marked and not readme.settings.claims:
        return readme
    from readme_sync.markers.configured_claims import read_configured  # noqa: PLC0415  as below

    configured, unbound = read_configured(readme)
    owned = marked.owned if marked else ()
    told = _outside(configured, owned)
    formed = _outside(_outside(readme.claims, owned), [claim.figure.span for claim in told])
    claims = sorted([*(marked.claims if marked else ()), *told, *formed], key=lambda claim: claim.figure.span)
    flaws = sorted([*(marked.flaws if marked else ()), *unbound], key=lambda flaw: flaw.span)
    regions = marked.regions if marked else ()
    return readme._replace(claims=tuple(claims), regions=regions, flaws=tuple(flaws))


def _outside(claims: Iterable[Claim], owned: Iterable[Span]) -> list[Claim]:
    """Return the claims whose figures touch none of the spans, which are disjoint."""
    spans = sorted(owned)

    def is_free(span: Span) -> bool:
        index = bisect_right(spans, (span.end,))
        return index == 0 or spans[index - 1].end <= span.start

    return [claim for claim in claims if is_free(claim.figure.span)]


# From a document to the model: which tables and lists track progress, and what their figures state.

__all__ = ["model_of", "read"]


def read(source: Source, settings: Settings = DEFAULT, *, claims: bool = True) -> Readme:
    """Return the model of a document; the settings overrule what would be guessed. Never fails.

    Without `claims` it has its items, but no derived numbers, which are a third of the work.
    """
    return model_of(parse_blocks(source), settings, claims=claims)


def model_of(document: Document, settings: Settings = DEFAULT, *, claims: bool = True) -> Readme:
    """Return as `read`, of a document whose blocks are known."""
    sections = read_sections(document)
    starts = [section.span.start for section in sections]

    def section_of(offset: int) -> int:
        return max(0, bisect_right(starts, offset, lo=1) - 1)

    legend = cache(lambda: read_legend(document))

    def place_of(offset: int) -> Place:
        section = section_of(offset)
        wishes = tracker_overrides(settings.trackers, sections, section)
        return Place(section, titles_around(sections, section), legend, wishes, settings.words)

    tables = read_tables(document, place_of)
    trackers = [
        *read_tasks(document, section_of),
        *(table.tracker for table in tables if table.tracker),
        *read_fences(document, sections, section_of),
        *read_gantt(document, section_of),
        *read_badges(document, sections, section_of),
    ]
    groups = [
        *bullet_groups(document, sections, section_of, legend),
        *line_groups(document, section_of, legend),
        *fence_groups(document, section_of, legend),
    ]
    if document.every(HtmlBlock):
        from readme_sync.trackers.html_tables import read_html  # noqa: PLC0415  half of all documents have no raw HTML

        in_html, listed_in_html = read_html(document, section_of, legend)
        trackers += in_html
        groups += listed_in_html
    boards = list(read_boards(document, sections, section_of, trackers))
    listed = {tracker.span for tracker in boards}
    trackers += boards
    free = [group for group in groups if group.span not in listed]
    in_series, unread = read_series(free, sections, legend, partial(list_override, settings.trackers, sections))
    trackers += in_series
    trackers += read_struck_lists(document, sections, section_of, trackers)
    trackers += read_status_entries(document, sections, section_of, legend, trackers)
    statuses = list(read_status_lines(document, sections, section_of, legend, trackers))
    headings = list(read_state_headings(document, sections, legend, trackers, statuses))
    copied = {figure.span for tracker in headings for item in tracker.items for figure in item.figures}
    trackers += [one for one in statuses if one.items[0].figures[0].span not in copied]
    trackers += headings
    trackers.sort(key=lambda tracker: tracker.span)
    verdicts = [
        one._replace(is_tracker=True, reason=BY_HEADING.text, code=BY_HEADING.code) if one.span in listed else one
        for one in (table.verdict for table in tables)
    ]
    marked = _marked(Readme(document, sections, (), settings=settings))
    if marked and (ours := [region.inside for region in marked.regions if not region.holds_items]):
        trackers = [one for one in trackers if not is_within(one.span, ours)]
        verdicts = [
            one._replace(is_tracker=False, reason=WRITTEN_BY_US.text, code=WRITTEN_BY_US.code)
            if is_within(one.span, ours)
            else one
            for one in verdicts
        ]
    trackers = marked_summaries(sections, by_policy(document.source, trackers, settings.counting))
    readme = Readme(document, sections, tuple(trackers), tuple(verdicts), settings, unread_lists=tuple(unread))
    return bind(readme._replace(claims=read_claims(readme)), marked) if claims else readme


def _marked(readme: Readme) -> "Marked | None":
    """Return what the markers of a document say, None where it has none."""
    if OPENING not in readme.source.text:
        return None
    from readme_sync.markers.read_markers import read_markers  # noqa: PLC0415  with 13 modules, a tenth of a check; few have a comment

    marked = read_markers(readme)
    return marked if any(marked) else None


Text = str | bytes | Source
"""A document: its text, its bytes, or either with its path."""


def source_of(document: Text, path: str | None = None) -> Source:
    """Return the document as a source.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    if isinstance(document, Source):
        return document
    return Source(document, path) if isinstance(document, str) else Source.from_bytes(document, path)


def parse(document: Text, path: str | None = None, settings: Settings = DEFAULT) -> Readme:
    """Return the typed model of a document: its sections, trackers, items and numbers.

    Args:
        document: its text or bytes.
        path: its name, for errors.
        settings: what the author has configured, see `settings_for`.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    return read(source_of(document, path), settings)


def readme_of(document: Text | Readme, settings: Settings = DEFAULT) -> Readme:
    """Return the document as it was read, or read it now; a document that was read keeps its own settings.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    return document if isinstance(document, Readme) else parse(document, settings=settings)
