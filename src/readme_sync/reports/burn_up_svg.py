"""The history of a document as a burn-up chart: a line for how much there is, one for how much is done, a forecast."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from readme_sync.reports.history_text import forecast_text
from readme_sync.reports.progress_history import Activity, Forecast, ProgressHistory, activity, forecast

_WIDTH, _HEIGHT = 720, 300
_WEEK = 7
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 34, 44
_STYLE = (
    "svg{background:#fff}text{font:12px DejaVu Sans,Verdana,Geneva,sans-serif;fill:#1f2328}"
    "path{fill:none;stroke-width:2}.s{stroke:#57606a}.d,.f{stroke:#1a7f37}.f{stroke-dasharray:5 4}"
    ".g{stroke:#d0d7de;stroke-width:1}.w{fill:#1a7f37}.e{text-anchor:end}"
    "@media(prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.g{stroke:#30363d}.s{stroke:#9198a1}"
    ".d,.f{stroke:#3fb950}.w{fill:#3fb950}}"
)
_PACES = (90, 30, 36_500)
"""Over how many days the paces are measured: the usual one, a short one, all."""


class _Point(NamedTuple):
    day: date
    total: float
    done: float


class _Scale(NamedTuple):
    """Days and numbers of items to places of the picture."""

    first: date
    last: date
    most: float

    def x(self, day: date) -> float:
        """Return where a day stands."""
        across = max((self.last - self.first).days, 1)
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - self.first).days / across

    def y(self, number: float) -> float:
        """Return where a number of items stands."""
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * number / self.most


def burn_up(history: ProgressHistory, today: date) -> str:
    """Return the SVG of a history.

    Args:
        history: at least one version could be read.
        today: where the forecasts begin; those that reach 100 % make the band.
    """
    paces = [one for window in _PACES if (one := forecast(history, today, window))]
    points = _points(history)
    reached = [one for one in paces if one.day] if paces and paces[0].day else []
    furthest = max((one.day for one in reached if one.day), default=today)
    # A forecast far away must not make a dot of what happened.
    first, known = points[0].day, max(today, points[-1].day)
    last = min(furthest, date.fromordinal(min(known.toordinal() + max((known - first).days, 30), date.max.toordinal())))
    scale = _Scale(first, max(last, known), max((point.total for point in points), default=0) or 1)
    end = points[-1]._replace(day=known)
    done = f"{end.done:.1f}".removesuffix(".0")
    said = f"{done} of {end.total:g} done on {known}" if end.total else f"no items on {known}"
    said += f"; {forecast_text(paces[0])}" if paces else ""
    active = activity(history, today)
    legend = [("s", "items"), ("d", "done")]
    legend += [("f", "if it goes on so")] if reached else []
    legend += [("w", "weeks with active days")] if active else []
    parts = [
        *_axes(scale),
        *_legend(legend),
        *(_strip(scale, active) if active else ()),
        *_band(scale, end, reached),
        f'<path class="s" d="{_steps(scale, [*points, end], "total")}"/>',
        f'<path class="d" d="{_steps(scale, [*points, end], "done")}"/>',
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" role="img" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}"><title>Progress of {escape(history.path)}</title>'
        f'<desc>{escape(said)}</desc><style>{_STYLE}</style><text x="{_LEFT}" y="20">{escape(said)}</text>'
        + "".join(parts)
        + "</svg>\n"
    )


def _points(history: ProgressHistory) -> list[_Point]:
    """Return the last version of each day; an item counts as done by its percent."""
    days = {version.day: snapshot.tally for version, snapshot in history.read}
    return [_Point(day, tally.total, tally.total * (tally.percent or 0) / 100) for day, tally in days.items()]


def _steps(scale: _Scale, points: Sequence[_Point], line: str) -> str:
    """Return a line that is level until the day of each point."""
    numbers = [(scale.x(point.day), scale.y(point.total if line == "total" else point.done)) for point in points]
    x, y = numbers[0]
    return f"M{x:.1f} {y:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in numbers[1:])


def _band(scale: _Scale, end: _Point, reached: Sequence[Forecast]) -> Iterator[str]:
    """Yield the lines from today to the days of forecasts, and what lies between the first and the last of these."""
    start = f"M{scale.x(end.day):.1f} {scale.y(end.done):.1f}"
    lines = [_ahead(scale, end, one) for one in sorted(reached, key=lambda one: one.day or date.max)]
    if len(set(lines)) > 1:
        yield f'<path class="w" fill-opacity="0.15" d="{start}{lines[0]}H{_WIDTH - _RIGHT}{lines[-1]}z"/>'
    yield from (f'<path class="f" d="{start}{line}"/>' for line in lines)


def _ahead(scale: _Scale, end: _Point, seen: Forecast) -> str:
    """Return the line to the day of a forecast, or to the edge of the picture."""
    day = seen.day or scale.last
    done, share = end.total - end.done, 1.0
    if day > scale.last:
        share = (scale.last - end.day).days / max((day - end.day).days, 1)
        day = scale.last
    return f"L{scale.x(day):.1f} {scale.y(end.done + share * done):.1f}"


def _strip(scale: _Scale, active: Activity) -> Iterator[str]:
    """Yield the weeks with active days below the axis, the stronger the more days they have."""
    weeks = Counter((day - scale.first).days // _WEEK for day in active.days)
    across = scale.x(scale.first + timedelta(_WEEK)) - scale.x(scale.first)
    for level in sorted(set(weeks.values())):
        starts = (scale.x(scale.first) + week * across for week, days in sorted(weeks.items()) if days == level)
        places = "".join(f"M{x:.1f} {_HEIGHT - _BOTTOM + 1}h{across:.1f}v4h-{across:.1f}z" for x in starts)
        yield f'<path class="w" fill-opacity="{0.3 + 0.1 * level:.1g}" d="{places}"/>'


def _axes(scale: _Scale) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = []
    for share in (0, 0.5, 1):
        y = scale.y(share * scale.most)
        parts.append(f'<path class="g" d="M{_LEFT} {y:.1f}H{right}"/>')
        parts.append(f'<text class="e" x="{_LEFT - 6}" y="{y + 4:.1f}">{round(share * scale.most)}</text>')
    for day, kind in ((scale.first, ""), (scale.last, ' class="e"')):
        parts.append(f'<text{kind} x="{scale.x(day):.1f}" y="{bottom + 18}">{day}</text>')
    return parts


def _legend(kinds: Sequence[tuple[str, str]]) -> Iterator[str]:
    x, y = _LEFT, _HEIGHT - 10
    for kind, text in kinds:
        line = f'fill-opacity="0.6" d="M{x} {y - 3}h20v6h-20z"' if kind == "w" else f'd="M{x} {y}h20"'
        yield f'<path class="{kind}" {line}/><text x="{x + 26}" y="{y + 4}">{text}</text>'
        x += 60 + 7 * len(text)
