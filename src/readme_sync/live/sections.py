"""Sections, tables and lists whose items can be read and changed."""

from readme_sync.errors import RequestError
from readme_sync.live.draft import Draft
from readme_sync.live.part import Part
from readme_sync.model import Section, Tally, Tracker, TrackerKind
from readme_sync.transform.find import trackers_in


class LiveTracker(Part):
    """A table, a task list, or a block of lines with bars."""

    __slots__ = ()

    @property
    def exists(self) -> bool:
        """Whether it still stands in the document, with an item in it."""
        return self._draft.trackers.get(self._key) is not None

    @property
    def within(self) -> Tracker:
        """All that was read of it, as it is now: a value that does not change any more."""
        tracker = self._draft.trackers.get(self._key)
        if tracker is None:
            hint = "its last item was removed, or it is read as no progress any more"
            raise RequestError("the table or list is gone", path=self._draft.source.path, hint=hint)
        return tracker

    @property
    def kind(self) -> TrackerKind:
        """Table, tasks or lines."""
        return self.within.kind

    @property
    def header(self) -> tuple[str, ...]:
        """What a table's header cells show; empty for others."""
        return self.within.header

    @property
    def line(self) -> int:
        """The 1-based line in which it begins."""
        return self._draft.source.line_of(self.within.span.start)

    @property
    def tally(self) -> Tally:
        """What its items come to."""
        return self.within.tally

    @property
    def section(self) -> "LiveSection":
        """The innermost section in which it stands."""
        return LiveSection(self._draft, self._draft.sections.keys[self.within.section])

    def __repr__(self) -> str:
        if not self.exists:
            return "<LiveTracker, gone>"
        return f"<LiveTracker {self.kind}, {self.tally.done}/{self.tally.total}, line {self.line}>"


class LiveSection(Part):
    """A heading and what follows, subsections as well."""

    __slots__ = ()

    @property
    def exists(self) -> bool:
        """Whether it still stands in the document."""
        return self._draft.sections.get(self._key) is not None

    @property
    def within(self) -> Section:
        """All that was read of it, as it is now: a value that does not change any more."""
        section = self._draft.sections.get(self._key)
        if section is None:
            raise RequestError("the section is gone", path=self._draft.source.path, hint="find it again")
        return section

    @property
    def title(self) -> str:
        """The heading's text; "" for what stands before the first heading."""
        return self.within.title

    @property
    def anchor(self) -> str:
        """As GitHub makes it, without `#`."""
        return self.within.anchor

    @property
    def level(self) -> int:
        """1 to 6."""
        return self.within.level

    @property
    def line(self) -> int:
        """The 1-based line of its heading."""
        return self._draft.source.line_of(self.within.span.start)

    @property
    def tally(self) -> Tally:
        """What the items in it and in its subsections come to; rows that sum up others are left out."""
        return self._draft.tallies[self.within]

    @property
    def trackers(self) -> list[LiveTracker]:
        """The tables, lists and blocks of lines in it that hold items."""
        return trackers_of(self._draft, self.within)

    def __repr__(self) -> str:
        if not self.exists:
            return "<LiveSection, gone>"
        return f"<LiveSection {self.title!r}, {self.tally.done}/{self.tally.total}, line {self.line}>"


def trackers_of(draft: Draft, section: Section | None) -> list[LiveTracker]:
    """The trackers in a section, or in the document."""
    wanted = {tracker.span for tracker in trackers_in(draft.readme, section)}
    pairs = zip(draft.trackers.keys, draft.trackers.all, strict=True)
    return [LiveTracker(draft, key) for key, tracker in pairs if tracker.span in wanted]
