"""`readme-sync parse`."""

import json
from pathlib import Path

import pytest
from cli_running import Runner


@pytest.mark.usefixtures("folder")
class TestParse:
    def test_nests_sections_trackers_items_and_figures(self, run: Runner) -> None:
        ran = run("parse")
        [line] = ran.out.splitlines()
        document = json.loads(line)
        assert ran.code == 0
        assert (document["version"], document["path"]) == (1, "README.md")
        assert document["progress"] == {
            "total": 8,
            "done": 3,
            "in_progress": 3,
            "unknown": 0,
            "percent": 50,
            "mean": None,
        }
        [log] = document["sections"]
        reading, building = log["sections"]
        assert (reading["title"], reading["level"], reading["anchor"], reading["line"]) == ("Reading", 2, "reading", 3)
        [table] = reading["trackers"]
        assert (table["kind"], table["line"], table["columns"]) == ("table", 5, ["Kind", "Title", "Progress"])
        emma = table["items"][1]
        assert (emma["label"], emma["number"], emma["line"], emma["depth"]) == ("Emma", 2, 8, 0)
        assert emma["progress"] == {"state": "in-progress", "percent": 40, "done": None, "total": None}
        [figure] = emma["figures"]
        assert figure["text"] == "![bar](https://geps.dev/progress/40)"
        assert (figure["line"], figure["column"]) == (8, 26)
        assert building["trackers"][0]["kind"] == "tasks"

    def test_is_one_document_a_line(self, run: Runner, folder: Path) -> None:
        (folder / "other.md").write_text("- [x] a\n", encoding="utf-8")
        paths = [json.loads(line)["path"] for line in run("parse", "README.md", "other.md").out.splitlines()]
        assert paths == ["README.md", "other.md"]

    def test_hides_nothing_from_the_eye(self, run: Runner) -> None:
        title = "a\u202eb\x9bc\U000e0041"
        ran = run("parse", "-", stdin=f"# {title}\n".encode())
        assert json.loads(ran.out)["sections"][0]["title"] == title
        assert ran.out.isascii()
