"""Charts as SVG: bars of sections; a history as a line for how much there is, one for how much is done, a forecast."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from readme_sync.notations.local_picture import Chart
from readme_sync.reports.history_text import forecast_text
from readme_sync.reports.picture_svg import SIGNATURE, pixels
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
_BARS_STYLE = (
    "svg{background:#fff}text{font:12px DejaVu Sans,Verdana,Geneva,sans-serif;fill:#1f2328}"
    ".t{fill:#d0d7de}.w{fill:#1a7f37}.e{text-anchor:end}"
    "@media(prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.t{fill:#30363d}.w{fill:#3fb950}}"
)
_ROW, _BAR, _MARGIN, _PERCENT = 24, 240, 12, 48
_WIDEST = 300
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
        *_axes(scale, [f"{scale.first}", f"{scale.last}"]),
        *_legend(legend),
        *(_strip(scale, active, scale.x(known)) if active else ()),
        *_band(scale, end, reached),
        f'<path class="s" d="{_steps(scale, [*points, end], "total")}"/>',
        f'<path class="d" d="{_steps(scale, [*points, end], "done")}"/>',
    ]
    parts.insert(0, f'<text x="{_LEFT}" y="20">{escape(said)}</text>')
    return _svg((_WIDTH, _HEIGHT), f"Progress of {history.path}", said, _STYLE, parts)


def draw_chart(chart: Chart) -> str:
    """Return the SVG of a picture that a region names; the same for the same chart, at any time and place."""
    return _months(chart) if chart.kind == "history" else _bars(chart)


def _months(chart: Chart) -> str:
    """Return the lines of a history by month; a month's numbers are those of its end."""
    days = [date(int(row.title[:4]), int(row.title[5:7]), 1) for row in chart.rows]
    end = (days[-1] + timedelta(31)).replace(day=1)
    rows = chart.rows
    scale = _Scale(days[0], end, max(row.total for row in rows) or 1)
    points = [_Point(day, row.total, row.total * (row.percent or 0) / 100) for day, row in zip(days, rows, strict=True)]
    points.append(points[-1]._replace(day=end))
    said = f"{rows[-1].done} of {rows[-1].total} done in {rows[-1].title}"
    parts = [
        f'<text x="{_LEFT}" y="20">{said}</text>',
        *_axes(scale, [rows[0].title, rows[-1].title]),
        *_legend([("s", "items"), ("d", "done")]),
        f'<path class="s" d="{_steps(scale, points, "total")}"/>',
        f'<path class="d" d="{_steps(scale, points, "done")}"/>',
    ]
    return _svg((_WIDTH, _HEIGHT), "Progress by month", chart.words, _STYLE, parts)


def _bars(chart: Chart) -> str:
    """Return a bar for each row, behind its title."""
    left = _MARGIN + min(_WIDEST, max(pixels(row.title) for row in chart.rows)) * 12 // 11 + _MARGIN
    right = left + _BAR + _PERCENT
    parts = []
    for number, row in enumerate(chart.rows):
        top = _MARGIN + number * _ROW
        text = top + _ROW - 8
        long = f' textLength="{_WIDEST}" lengthAdjust="spacingAndGlyphs"' if pixels(row.title) > _WIDEST else ""
        parts.append(f'<text x="{_MARGIN}" y="{text}"{long}>{escape(row.title)}</text>')
        parts.append(f'<path class="t" d="M{left} {top + 6}h{_BAR}v12h-{_BAR}z"/>')
        if done := _BAR * min(row.percent or 0, 100) / 100:
            parts.append(f'<path class="w" d="M{left} {top + 6}h{done:.4g}v12h-{done:.4g}z"/>')
        percent = "?" if row.percent is None else f"{row.percent}%"
        parts.append(f'<text class="e" x="{right}" y="{text}">{percent}</text>')
        parts.append(f'<text x="{right + _MARGIN}" y="{text}">{row.done}/{row.total}</text>')
    across = right + 2 * _MARGIN + max(8 * len(f"{row.done}/{row.total}") for row in chart.rows)
    size = (across, 2 * _MARGIN + _ROW * len(chart.rows))
    return _svg(size, "Progress", chart.words, _BARS_STYLE, parts)


def _svg(size: tuple[int, int], title: str, said: str, style: str, parts: Sequence[str]) -> str:
    """Return the whole file: its parts, what they say for those who do not see them, and the colours."""
    width, height = size
    return (
        f'{SIGNATURE}xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
        f'viewBox="0 0 {width} {height}"><title>{escape(title)}</title>'
        f"<desc>{escape(said)}</desc><style>{style}</style>{''.join(parts)}</svg>\n"
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


def _strip(scale: _Scale, active: Activity, end: float) -> Iterator[str]:
    """Yield the weeks with active days below the axis up to an end, the stronger the more days they have."""
    weeks = Counter((day - scale.first).days // _WEEK for day in active.days)
    across = scale.x(scale.first + timedelta(_WEEK)) - scale.x(scale.first)
    for level in sorted(set(weeks.values())):
        starts = (scale.x(scale.first) + week * across for week, days in sorted(weeks.items()) if days == level)
        widths = ((x, min(across, end - x)) for x in starts)
        places = "".join(f"M{x:.1f} {_HEIGHT - _BOTTOM + 1}h{width:.1f}v4h-{width:.1f}z" for x, width in widths)
        yield f'<path class="w" fill-opacity="{0.3 + 0.1 * level:.1g}" d="{places}"/>'


def _axes(scale: _Scale, ends: Sequence[str]) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = []
    for number in sorted({0, round(scale.most / 2), round(scale.most)}):
        y = scale.y(number)
        parts.append(f'<path class="g" d="M{_LEFT} {y:.1f}H{right}"/>')
        parts.append(f'<text class="e" x="{_LEFT - 6}" y="{y + 4:.1f}">{number}</text>')
    for day, kind, text in zip((scale.first, scale.last), ("", ' class="e"'), ends, strict=True):
        parts.append(f'<text{kind} x="{scale.x(day):.1f}" y="{bottom + 18}">{text}</text>')
    return parts


def _legend(kinds: Sequence[tuple[str, str]]) -> Iterator[str]:
    x, y = _LEFT, _HEIGHT - 10
    for kind, text in kinds:
        line = f'fill-opacity="0.6" d="M{x} {y - 3}h20v6h-20z"' if kind == "w" else f'd="M{x} {y}h20"'
        yield f'<path class="{kind}" {line}/><text x="{x + 26}" y="{y + 4}">{text}</text>'
        x += 60 + 7 * len(text)
