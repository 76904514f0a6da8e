"""Pictures in the repository, byte by byte; `tests/cases/pictures/` holds them under their own names."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readme_sync.errors import RequestError
from readme_sync.notations.local_picture import LocalPicture, local_picture
from readme_sync.reports.picture_svg import draw_picture

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
