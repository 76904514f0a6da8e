"""What an update of one item did, on one line."""

from readme_sync.model import Item, Progress, TrackerKind
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import stated


def update_text(place: str, item: Item, kind: TrackerKind, progress: Progress | None, view: View) -> str:
    """The line for the item at `place` that says `progress` now; None where it stays as it is."""
    name = f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {view.shown(printable(item.label))}"
    before = stated(item.progress, kind)
    if progress is None:
        return f"{name} is already {before}; nothing changed"
    return f"{name} {before} -> {view.paint(stated(progress, kind), Style.STRONG)}"
