"""What the author says of a table in the configuration; it overrules every guess."""

from collections.abc import Sequence

from readme_sync.markdown.links import anchor_of
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Section, TrackerSetting
from readme_sync.trackers.section_addresses import is_called
from readme_sync.trackers.verdicts import BY_CONFIGURATION, Why, without_column


def tracker_overrides(
    trackers: Sequence[TrackerSetting], sections: Sequence[Section], index: int
) -> list[TrackerSetting]:
    """The settings for the tables in a section, those that say it most closely first."""
    if not trackers:
        return []
    around: list[Section] = []
    place: int | None = index
    while place is not None:
        around.append(sections[place])
        place = sections[place].parent
    levels = {id(one): _distance(one.section, around) for one in trackers}
    meant = [one for one in trackers if levels[id(one)] is not None]
    return sorted(meant, key=lambda one: (levels[id(one)], one.header is None))


def override_for(wishes: Sequence[TrackerSetting], header: Sequence[str]) -> TrackerSetting | None:
    """The first setting that means a table with this header."""
    return next((one for one in wishes if one.header is None or column_of(header, one.header) is not None), None)


def column_of(header: Sequence[str], name: str | None) -> int | None:
    """The column of that name; capitals and blanks do not matter."""
    if name is None:
        return None
    folded = [_folded(text) for text in header]
    return folded.index(_folded(name)) if _folded(name) in folded else None


def refusal(wish: TrackerSetting, header: Sequence[str]) -> Why | None:
    """Return why a table that the author means is no tracker, None where it can be one."""
    if not wish.is_tracker:
        return BY_CONFIGURATION
    missing = (name for name in (wish.column, wish.label) if name is not None and column_of(header, name) is None)
    name = next(missing, None)
    return None if name is None else without_column(name)


def _distance(name: str, around: Sequence[Section]) -> int | None:
    """How many sections away the named one is, None where it is none of those `around`."""
    if not name:
        return len(around) - 1
    anchor = name[1:] if name.startswith("#") else anchor_of(name.strip())
    for distance, section in enumerate(around):
        if section.level and (_folded(section.title) == _folded(name) or is_called(section, anchor)):
            return distance
    return None


def _folded(text: str) -> str:
    return one_line(text).casefold()
