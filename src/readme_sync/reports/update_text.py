"""What an update of one item did, on one line."""

from readme_sync.model import Progress, TrackerKind
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import stated


def changed_text(kind: TrackerKind, was: Progress, now: Progress, view: View) -> str:
    """What comes after the name of an item that said one thing and now says another."""
    return f"{stated(was, kind)} -> {view.paint(stated(now, kind), Style.STRONG)}"


def unchanged_text(kind: TrackerKind, now: Progress) -> str:
    """What comes after the name of an item that says already what it should."""
    return f"is already {stated(now, kind)}; nothing changed"


def item_text(place: str, label: str, view: View) -> str:
    """The name of an item: where it stands, and its label."""
    return f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {view.shown(printable(label))}"


def edited_text(place: str, label: str, did: str, view: View) -> str:
    """What an edit of rows did: where, to which row if to one, and what."""
    said = view.shown(printable(did))
    return (
        f"{item_text(place, label, view)} {said}"
        if label
        else f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {said}"
    )
