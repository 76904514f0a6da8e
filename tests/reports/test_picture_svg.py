"""Pictures in the repository, byte by byte; `tests/cases/pictures/` holds them under their own names."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readme_sync import sync
from readme_sync.errors import RequestError
from readme_sync.markdown import parse
from readme_sync.model import RegionKind
from readme_sync.notations.local_picture import Chart, ChartRow, LocalPicture, chart_at, local_picture
from readme_sync.reader import read
from readme_sync.reports.chart_svg import draw_chart
from readme_sync.reports.picture_svg import draw_picture
from readme_sync.trackers.images import all_pictures

GOLDEN = sorted((Path(__file__).resolve().parents[1] / "cases" / "pictures").glob("*.svg"))
TEXTS = st.text(max_size=12)
KILOBYTE = 1_000


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_drawn(path: Path) -> None:
    picture = local_picture(f"./{path.name}")
    assert picture is not None
    drawn = draw_picture(picture).encode()
    assert drawn == path.read_bytes()
    assert len(drawn) < KILOBYTE


@settings(max_examples=30)
@given(st.sampled_from(["bar", "badge"]), st.integers(0, 200), st.sampled_from(["", "7"]), TEXTS, TEXTS)
def test_any_text_is_shown_as_itself_or_refused(kind: str, value: int, total: str, title: str, text: str) -> None:
    picture = LocalPicture(kind, str(value), total, title, text)
    try:
        name = picture.name
    except RequestError:
        return
    assert name.isascii()
    assert not set(name) & set('<>:"/\\|?*()[]& ')
    assert local_picture(f"docs/{name}") == picture
    root = ET.fromstring(draw_picture(picture))  # noqa: S314  our own
    assert root[0].text == picture.words
    assert {one.text for one in root.iter("{http://www.w3.org/2000/svg}text")} == {title, text or picture.message} - {
        ""
    }
    assert root.attrib["role"] == "img"


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_a_chart_is_drawn_from_the_text_that_the_document_has(titles: list[str]) -> None:
    sections = "".join(
        f"## {' '.join(title.split())} x{number}\n\n- [x] a\n- [ ] b\n\n" for number, title in enumerate(titles)
    )
    synced = sync(f"<!-- readme-sync: chart as=svg depth=2 -->\n<!-- /readme-sync -->\n\n{sections}")
    assert [one.kind for one in read(synced.source).regions] == [RegionKind.CHART]
    (picture,) = (one for one in all_pictures(parse(synced.source)) if "/chart-" in one.address.text)
    chart = chart_at(picture.address.text, picture.alt.text)
    assert chart is not None
    assert [(row.percent, row.done, row.total) for row in chart.rows[: len(titles)]] == [(50, 1, 2)] * len(titles)
    root = ET.fromstring(draw_chart(chart))  # noqa: S314  our own
    assert root[1].text == chart.words == picture.alt.text
    assert root.attrib["role"] == "img"
    assert sync(synced.source).source is synced.source


@pytest.mark.parametrize(
    "words",
    ["", "Books", "Books: 4% (1/2)", "a: 1% (1/2); b", "2026-13: 1% (1/2)", "9999-12: 1% (1/2)", "a: 1% (1/2)" * 500],
)
def test_a_text_that_says_something_else_draws_nothing(words: str) -> None:
    rows = tuple(ChartRow(title, 1, 1, 2) for title in ("2026-02", "2026-01"))
    for chart in (
        Chart("history", rows),
        Chart("history", (ChartRow(words[:7], 1, 1, 2),)),
        Chart("chart", rows[:1] * 201),
    ):
        assert chart_at(f"./{chart.name}", words) is None
        assert chart_at(f"./{chart.name}", chart.words) is None
