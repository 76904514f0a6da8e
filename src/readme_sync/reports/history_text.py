"""The history of a document as a table: a line for each day on which its progress moved."""

from collections.abc import Iterator, Sequence

from readme_sync.model import Tally
from readme_sync.reports.progress_history import Forecast, Move, ProgressHistory, Snapshot
from readme_sync.reports.safe import printable
from readme_sync.reports.words import View, bar, counted, percent_text

_BAR = 20
_NONE = Tally()


def history_text(history: ProgressHistory, seen: Forecast | None, view: View, section: str | None = None) -> str:
    """Return the table of the whole, or of a section by its title, and the forecast of the whole."""
    lines = [view.shown(printable(f"{history.path}{f': {section}' if section else ''}"))]
    lines += list(_rows(history, view, section)) or ["no version holds progress"]
    if seen and not section:
        lines.append(forecast_text(seen))
    return "".join(f"{line}\n" for line in (*lines, *map(printable, history.notes)))


def _rows(history: ProgressHistory, view: View, section: str | None) -> Iterator[str]:
    """Yield a line for the last version of each day on which the progress is another than before."""
    last = None
    days = {version.day: snapshot for version, snapshot in history.read}
    for day, snapshot in days.items():
        tally = tally_in(snapshot, section)
        shown = (tally.done, tally.total, tally.percent)
        if shown == last or (last is None and not tally.total):
            continue
        last = shown
        percent = "-" if tally.percent is None else f"{percent_text(tally.percent)} %"
        yield f"{day}  {bar(tally.percent, _BAR, view)}  {percent:>7}  {tally.done}/{tally.total}"


def tally_in(snapshot: Snapshot, section: str | None) -> Tally:
    """Return the tally of a section, that of the whole without one; an empty one where there is no such section."""
    return snapshot.sections.get(section, _NONE) if section else snapshot.tally


def forecast_text(seen: Forecast) -> str:
    """Return when 100 % is reached, and how that was computed."""
    pace = f"the last {counted(seen.days, 'day')}"
    if not seen.points:
        return f"no forecast: the percent did not move in {pace}"
    if seen.day is None:
        return f"no forecast: {seen.points:+.2g} points a day over {pace}"
    return f"100 % on {seen.day}, at the pace of {pace} ({seen.points:+.2g} points a day)"


def moves_text(since: str, found: Sequence[Move], view: View) -> str:
    """Return what moved since a date or a revision, a line for each item."""
    lines = [f"since {since}: {counted(len(found), 'item')} moved"]
    for one in found:
        was, now = one.was or "new", one.now or "gone"
        where = f"{one.section}: " if one.section else ""
        lines.append(f"{where}{one.label} {was} -> {now}")
    return "\n  ".join(view.shown(printable(line)) for line in lines) + "\n"
