"""The history of a document as a table: a line for each day on which its progress moved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from readme_sync.reports.progress_history import Activity, Forecast, Move, ProgressHistory, activity
from readme_sync.reports.safe import printable
from readme_sync.reports.words import View, bar, counted, percent_text

_BAR = 20
_WEEK, _WEEKS = 7, 52
_LEVELS, _ASCII_LEVELS = "·▁▂▃▄▅▆▇", ".1234567"


def history_text(history: ProgressHistory, seen: Forecast | None, view: View, today: date) -> str:
    """Return the table, the active days and the forecast."""
    lines = [view.shown(printable(history.path))]
    lines += list(_rows(history, view)) or ["no version holds progress"]
    if active := activity(history, today):
        lines += _activity_lines(active, view, today)
    if seen:
        lines.append(forecast_text(seen))
    return "".join(f"{line}\n" for line in (*lines, *map(printable, history.notes)))


def _activity_lines(active: Activity, view: View, today: date) -> Iterator[str]:
    """Yield the active days of the last year as a strip of weeks, and the longest runs of such days."""
    weeks = Counter((today - day).days // _WEEK for day in active.days)
    levels = _LEVELS if view.unicode else _ASCII_LEVELS
    if min(weeks) < _WEEKS:
        yield f"active days by week, of the last year: {''.join(levels[weeks[week]] for week in range(_WEEKS)[::-1])}"
    first, last = active.longest
    longest = f"{counted((last - first).days + 1, 'day')} ({first}{f' to {last}' if last != first else ''})"
    now = f", now {counted(active.current, 'day')}" if active.current else ""
    yield f"active on {counted(len(active.days), 'day')}; longest streak {longest}{now}"


def _rows(history: ProgressHistory, view: View) -> Iterator[str]:
    """Yield a line for the last version of each day on which the progress is another than before."""
    last = None
    days = {version.day: snapshot for version, snapshot in history.read}
    for day, snapshot in days.items():
        tally = snapshot.tally
        shown = (tally.done, tally.total, tally.percent)
        if shown == last or (last is None and not tally.total):
            continue
        last = shown
        percent = "-" if tally.percent is None else f"{percent_text(tally.percent)} %"
        yield f"{day}  {bar(tally.percent, _BAR, view)}  {percent:>7}  {tally.done}/{tally.total}"


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
