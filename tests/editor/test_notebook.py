"""What a notebook shows of a document and its parts, and rows that go out and come back."""

import inspect
import math
from typing import Any

import pytest

import readme_sync
from readme_sync.model import Settings

LOG = """\
# Log (1/4)

## Books

| Kind | Title | Progress |
| --- | --- | --- |
| Novel | <Dune> & *sand* | 10% |
| Novel | [Emma](https://example.org) | 40% |

## Tasks

- [x] Shed
- [ ] Boat

## 🎉
"""


@pytest.fixture
def doc() -> Any:  # what is done here, a type checker would refuse
    return readme_sync.edit(LOG)


def test_in_len_for(doc: Any) -> None:
    assert "Books" in doc
    assert "Boo" in doc  # as doc["Boo"]
    assert "Nope" not in doc
    assert "Emma" in doc["Books"]
    assert "Kind" in doc.item("Emma")
    assert not {"Emma", 3, None} & set(doc)
    assert "Walden" not in doc["Books"]
    assert [len(one) for one in (doc, doc["Books"], doc["🎉"], doc.item("Emma"), doc.item("Boat"))] == [4, 2, 0, 3, 0]
    assert all([doc, doc["🎉"], doc.item("Boat")])  # an `if` asks whether there is one, not how many it holds
    gone = doc.item("Boat")
    gone.remove()
    assert gone


def test_keys_are_completed(doc: Any) -> None:
    assert doc._ipython_key_completions_() == ["Log (1/4)", "Books", "Tasks", "🎉"]
    assert doc["Tasks"]._ipython_key_completions_() == ["Shed", "Boat"]
    assert doc.item("Emma")._ipython_key_completions_() == ["Kind", "Title", "Progress"]


def test_tables_are_shown_and_nothing_of_the_document_is_html(doc: Any) -> None:
    shown = doc["Books"]._repr_html_()
    assert '<progress max="100" value="40"></progress> 40 %' in shown
    hostile = readme_sync.edit('- [x] `<script>alert(1)</script>` "a"\n- [ ] b\n')
    for part in (hostile, hostile.trackers[0], hostile.items[0]):
        assert "<script>" not in part._repr_html_()
    assert "&lt;script&gt;" in hostile.trackers[0]._repr_html_()
    assert all("<table>" in part._repr_html_() for part in (doc, doc["🎉"], doc.item("Emma")))


def test_long_tables_are_cut() -> None:
    long = readme_sync.edit("".join(f"- [ ] task {number}\n" for number in range(1000)))
    assert long.trackers[0]._repr_html_().count("<tr>") < 70
    assert "and 940 more" in long.trackers[0]._repr_html_()


def test_what_is_returned_is_one_short_line(doc: Any) -> None:
    shown = [doc.sync(), doc.readme, doc.source, doc.trackers[0].within, Settings(), *doc.check()]
    assert max(len(repr(one)) for one in shown) < 200
    found = readme_sync.check("Text\n\n# Plan (0/2)\n\n- [x] a\n- [ ] b\n")
    assert [(one.line, one.rule) for one in found] == [(3, "RS101")]
    assert repr(found[0]).startswith("<RS101 error, line 3: ")
    assert repr(Settings(repad=True)) == "Settings(repad=True)"


@pytest.mark.parametrize("value", [0.5, 1.0, 0.004, 3 / 7])
def test_a_share_of_one_is_refused(doc: Any, value: float) -> None:
    with pytest.raises(readme_sync.RequestError, match="may be a share of 1 or a percent; write"):
        doc.item("Emma").progress = value
    assert not doc.changed


def test_what_is_meant_as_percent_is_taken(doc: Any) -> None:
    for value, percent in (("0.5%", 0.5), (1, 1), (0.0, 0), (50.0, 50)):
        doc.item("Emma").progress = value
        assert doc.item("Emma").percent == percent


def test_help_names_the_parameters(doc: Any) -> None:
    assert str(inspect.signature(type(doc).add)).startswith("(self, /, row: str, value: str | float | None = None, ")
    assert (type(doc).add.__name__, type(doc.item("Emma")).move.__name__) == ("add", "move")
    assert str(inspect.signature(type(doc.item("Emma")).rename)).startswith("(self, /, to: str")
    for method in (type(doc).add, type(doc).upsert, type(doc.item("Emma")).set):
        assert "readme-sync " not in method.__doc__
    assert len(str(inspect.signature(readme_sync.edit))) < 200


def test_hints_name_no_options_of_the_command_line() -> None:
    twice = readme_sync.edit("- [x] a\n\n## B\n\n- [ ] a\n")
    with pytest.raises(readme_sync.RequestError) as raised:
        twice.item("a")
    assert raised.value.hint == "choose with `section`"


def test_to_dict_is_what_parse_writes(doc: Any) -> None:
    assert doc.to_dict()["progress"]["total"] == 4
    assert doc["Tasks"].to_dict()["trackers"][0] == doc["Tasks"].trackers[0].to_dict()
    assert doc["🎉"].to_dict()["title"] == "🎉"
    emma = doc.item("Emma").to_dict()
    assert (emma["line"], emma["progress"]["percent"], emma["cells"]["Kind"]) == (8, 40, "Novel")


class TestRows:
    def test_come_back_unchanged(self, doc: Any) -> None:
        done = doc.import_rows(doc.export_rows())
        assert not done.changed
        assert doc.text == LOG

    def test_set_and_add(self, doc: Any) -> None:
        doc.import_rows([{"row": "Emma", "value": 60}, {"row": "Walden", "Kind": "Essay", "section": "Books"}])
        assert doc.item("Emma").percent == 60
        assert doc.item("Walden")["Kind"] == "Essay"

    def test_of_a_section_stay_in_it(self, doc: Any) -> None:
        doc["Tasks"].import_rows([{"row": "Oars", "value": "done"}])
        assert [item.label for item in doc["Tasks"]] == ["Shed", "Boat", "Oars"]

    def test_as_a_data_frame_holds_them(self, doc: Any) -> None:
        missing = {"value": math.nan, "Kind": None, "markdown": math.nan, "values": math.nan}
        assert not doc.import_rows([{"row": "Emma", "section": "#books"} | missing]).changed

    @pytest.mark.parametrize(
        "bad", [{"value": 3}, {"row": 3}, {"row": "b", "value": "much"}, {"row": "b", "Nope": "x"}]
    )
    def test_all_or_none(self, doc: Any, bad: dict[str, object]) -> None:
        with pytest.raises(readme_sync.RequestError):
            doc["Books"].import_rows([{"row": "Dune", "value": 20}, bad])
        assert doc.text == LOG

    def test_only_existing(self, doc: Any) -> None:
        with pytest.raises(readme_sync.RequestError, match="there is no row 'Oars'"):
            doc["Tasks"].import_rows([{"row": "Oars"}], only_existing=True)
