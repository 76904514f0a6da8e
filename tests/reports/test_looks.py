"""How pictures look: drawn by resvg, compared pixel by pixel with `tests/cases/pictures/*.png`, small shifts aside.

Without fonts, which differ by machine; the texts are in the golden SVG files. After a wanted change of the drawing:
`READMESYNC_DRAW=1 pytest tests/reports/test_looks.py`, and look at the files.
"""

import os
import zlib
from datetime import date, timedelta
from pathlib import Path

import pytest
import resvg_py

from readme_sync.model import Tally
from readme_sync.notations.local_picture import Chart, ChartRow, local_picture
from readme_sync.reports.chart_svg import burn_up, draw_chart
from readme_sync.reports.picture_svg import draw_picture
from readme_sync.reports.progress_history import ProgressHistory, Snapshot, Version

CASES = Path(__file__).resolve().parents[1] / "cases" / "pictures"
DAYS = [(0, 0, 4), (3, 1, 4), (10, 1, 6), (11, 2, 6), (40, 4, 6)]
FAR = 40
"""So far may a channel of a pixel be off, of 255, against the nearest pixel around it."""
FEW = 0.002
"""So many of the pixels may be off more."""

Pixels = list[bytes]


def _chart() -> str:
    first = date(2026, 1, 1)
    versions = [
        Version("", first + timedelta(day), Snapshot(tally, {}, {("", "x"): float(day)}))
        for day, done, total in DAYS
        for tally in [Tally(total, done, percent=100 * done / total)]
    ]
    return burn_up(ProgressHistory("README.md", tuple(versions)), first + timedelta(50))


ROWS = {
    "chart": (ChartRow("Books", 43, 3, 7), ChartRow("Films & plays", 100, 12, 12), ChartRow("Songs", None, 0, 0)),
    "history": (ChartRow("2025-11", 10, 1, 10), ChartRow("2026-01", 40, 4, 10), ChartRow("2026-02", 50, 6, 12)),
}


def _svg(name: str) -> str:
    picture = local_picture(f"./{name}.svg")
    if name in ROWS:
        return draw_chart(Chart(name, ROWS[name]))
    return draw_picture(picture) if picture else _chart()


def _drawn(svg: str) -> bytes:
    width = 240 if "<desc>" in svg else None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=width))


def _pixels(png: bytes) -> Pixels:
    """Return the rows of a PNG as resvg writes it: 8 bits, red, green, blue, alpha."""
    width, data, at = int.from_bytes(png[16:20], "big"), b"", 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    whole, size = zlib.decompress(data), 4 * width
    rows, before = [], bytes(size)
    for start in range(0, len(whole), size + 1):
        row = bytearray(whole[start + 1 : start + 1 + size])
        for place in range(size):
            left, above = row[place - 4] if place > 3 else 0, before[place]
            corner = before[place - 4] if place > 3 else 0
            row[place] = (row[place] + _expected(whole[start], left, above, corner)) & 255
        before = bytes(row)
        rows.append(before)
    return rows


def _expected(kind: int, left: int, above: int, corner: int) -> int:
    """Return what a byte is expected to be, by the filter of its row."""
    if kind == 4:
        return min((left, above, corner), key=lambda one: abs(left + above - corner - one))
    return (0, left, above, (left + above) // 2)[kind]


def _share_off(one: Pixels, other: Pixels) -> float:
    """Return how many of the pixels look different."""
    if (len(one), len(one[0])) != (len(other), len(other[0])):
        return 1.0
    off = 0
    for y, row in enumerate(one):
        if row == other[y]:
            continue
        for x in range(0, len(row), 4):
            pixel = row[x : x + 4]
            around = (
                line[near : near + 4]
                for line in other[max(0, y - 1) : y + 2]
                for near in range(max(0, x - 4), min(len(row), x + 8), 4)
            )
            off += all(max(abs(a - b) for a, b in zip(pixel, near, strict=True)) > FAR for near in around)
    return 4 * off / (len(one) * len(one[0]))


NAMES = [*sorted(path.stem for path in CASES.glob("b*.svg"))[::3], "burn-up", *ROWS]


@pytest.mark.parametrize("name", NAMES)
def test_looks_as_before(name: str) -> None:
    golden, drawn = CASES / f"{name}.png", _drawn(_svg(name))
    if os.environ.get("READMESYNC_DRAW"):
        golden.write_bytes(drawn)
    assert _share_off(_pixels(golden.read_bytes()), _pixels(drawn)) <= FEW


def test_the_comparison_can_fail() -> None:
    svg = _svg("bar-40-percent")
    same = _pixels(_drawn(svg))
    assert _share_off(same, _pixels(_drawn(svg.replace('width="90"', 'width="91"')))) == 1
    assert _share_off(same, _pixels(_drawn(_svg("bar-60-percent")))) > FEW
    assert _share_off(same, _pixels(_drawn(svg.replace("f0ad4e", "5cb85c")))) > FEW
    assert _share_off(same, _pixels(_drawn(svg.replace("h36v", "h36.3v")))) <= FEW
