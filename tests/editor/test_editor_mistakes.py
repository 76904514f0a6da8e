"""What a stranger does wrong with a document that is edited step by step is said at once, and changes nothing."""

from typing import Any

import pytest

import readme_sync

LOG = """\
# Log

## Books

| Kind | Title | Progress |
| --- | --- | --- |
| Novel | Dune | 10% |
| Novel | Emma | 40% |
"""


@pytest.fixture
def doc() -> Any:  # what is done here, a type checker would refuse
    return readme_sync.edit(LOG)


def test_a_misspelt_attribute(doc: Any) -> None:
    for one in (doc, doc["Books"], doc.trackers[0], doc.item("Emma")):
        with pytest.raises(AttributeError, match="progres"):
            one.progres = 40
        with pytest.raises(AttributeError, match="percent"):
            one.percent = 40
    assert not doc.changed


def test_cells_are_changed_by_the_item(doc: Any) -> None:
    item = doc.item("Emma")
    with pytest.raises(TypeError, match="does not support item assignment"):
        item.cells["Kind"] = "Play"
    item["Kind"] = "Play"
    assert dict(item.cells) == {"Kind": "Play", "Title": "Emma", "Progress": "40%"}


def test_places_are_no_names(doc: Any) -> None:
    for find in (doc["Books"].__getitem__, doc.trackers[0].__getitem__, doc.item):
        with pytest.raises(TypeError, match="a row is named by a text, such as 'Emma' or '#11', not by 0"):
            find(0)
    with pytest.raises(TypeError, match="a section is named by its title or #anchor, not by 0"):
        doc[0]


@pytest.mark.parametrize("value", [None, [], b"40"])
def test_what_is_no_progress(doc: Any, value: object) -> None:
    with pytest.raises(TypeError, match="a progress is a text, a number, True, False or a Progress, not"):
        doc.item("Emma").progress = value
    with pytest.raises(readme_sync.RequestError, match="'nan' is no progress"):
        doc.item("Emma").progress = float("nan")
    assert doc.text == LOG


def test_percents_with_many_decimals(doc: Any) -> None:
    doc.item("Emma").progress = "33.33333333333333"  # as programs write them into CSV
    assert doc.item("Emma").percent == 33.333333
    doc.item("Dune").progress = 100 / 3
    assert doc.item("Dune").percent == 33.333333
