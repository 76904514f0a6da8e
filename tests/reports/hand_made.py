"""Models made by hand, so that the reports are tested without the reader."""

from collections.abc import Sequence

from readme_sync.markdown import Document
from readme_sync.model import UNKNOWN, Figure, Item, Progress, Readme, Section, Tracker, TrackerKind
from readme_sync.text import Excerpt, Source, Span

Percents = Sequence[float | None]


def build(*parts: tuple[int, str, Percents], path: str = "README.md") -> Readme:
    """A document of `(level, title, percents of its items)`; level 0 is the top of the document."""
    lines: list[str] = []
    sections = [Section("", 0, "", Span(0, 0))]
    trackers: list[Tracker] = []
    parents = [0]
    position = 0
    for level, title, percents in parts:
        if level:
            parents = [index for index in parents if sections[index].level < level]
            heading = f"{'#' * level} {title}"
            span = Span(position, position + len(heading))
            sections.append(Section(title, level, title.lower().replace(" ", "-"), span, span, parents[-1]))
            parents.append(len(sections) - 1)
            lines.append(heading)
            position += len(heading) + 1
        items = []
        for number, percent in enumerate(percents, 1):
            row = f"| row {number} | {percent} |"
            items.append(_item(number, percent, row, position))
            lines.append(row)
            position += len(row) + 1
        if items:
            span = Span(items[0].span.start, items[-1].span.end)
            index = len(sections) - 1 if level else 0
            trackers.append(Tracker(TrackerKind.TABLE, span, index, tuple(items), ("Row", "Progress"), 0, (1,)))
    source = Source("".join(f"{line}\n" for line in lines), path)
    return Readme(Document(source, (), {}), tuple(sections), tuple(trackers))


def _item(number: int, percent: float | None, row: str, position: int) -> Item:
    progress = UNKNOWN if percent is None else Progress.of_percent(percent)
    text = str(percent)
    start = position + row.index(f"| {text} |") + 2
    span = Span(start, start + len(text))
    figure = Figure("percent", Excerpt(text, ()), span, progress, 1)
    return Item(f"row {number}", progress, (figure,), Span(position, position + len(row)), number)
