"""The door of this room."""

from bisect import bisect_right
from functools import cache

from readme_sync.model import DEFAULT, Readme, Settings
from readme_sync.reading.binding import bind
from readme_sync.reading.claims import read_claims
from readme_sync.reading.comments import may_instruct
from readme_sync.reading.counting import by_policy
from readme_sync.reading.fences import read_fences
from readme_sync.reading.legends import read_legend
from readme_sync.reading.sections import read_sections
from readme_sync.reading.summaries import marked_summaries
from readme_sync.reading.tables import Place, read_table
from readme_sync.reading.tasks import read_tasks
from readme_sync.reading.verdicts import WRITTEN_BY_US
from readme_sync.reading.wishes import wishes_for
from readme_sync.syntax import Document, parse
from readme_sync.text import Source
from readme_sync.text.span import is_within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from readme_sync.reading.markers import Marked


def read(source: Source, settings: Settings = DEFAULT) -> Readme:
    """The model of a document; the settings overrule what would be guessed. Never fails."""
    return model_of(parse(source), settings)


def model_of(document: Document, settings: Settings = DEFAULT) -> Readme:
    """As `read`, of a document whose blocks are known."""
    sections = read_sections(document)
    starts = [section.span.start for section in sections]

    def section_of(offset: int) -> int:
        return max(0, bisect_right(starts, offset, lo=1) - 1)

    legend = cache(lambda: read_legend(document))

    def place_of(offset: int) -> Place:
        section = section_of(offset)
        wishes = wishes_for(settings.trackers, sections, section)
        return Place(section, sections[section].title, legend, wishes, settings.words)

    tables = [read_table(document, table, place_of(table.span.start)) for table in document.tables]
    trackers = [
        *read_tasks(document, section_of),
        *(table.tracker for table in tables if table.tracker),
        *read_fences(document, sections, section_of),
    ]
    trackers.sort(key=lambda tracker: tracker.span)
    verdicts = [table.verdict for table in tables]
    marked = _marked(Readme(document, sections, (), settings=settings))
    if marked and (ours := [region.inside for region in marked.regions if not region.holds_items]):
        trackers = [one for one in trackers if not is_within(one.span, ours)]
        verdicts = [
            one._replace(is_tracker=False, reason=WRITTEN_BY_US) if is_within(one.span, ours) else one
            for one in verdicts
        ]
    trackers = marked_summaries(sections, by_policy(document.source, trackers, settings.counting))
    readme = Readme(document, sections, tuple(trackers), tuple(verdicts), settings)
    return bind(readme._replace(claims=read_claims(readme)), marked)


def _marked(readme: Readme) -> "Marked | None":
    """What the markers of a document say, None where it has none."""
    if not may_instruct(readme.source.text):
        return None
    from readme_sync.reading.markers import read_markers  # noqa: PLC0415  most documents have none

    return read_markers(readme)
