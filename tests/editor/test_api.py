"""The public functions and names."""

import subprocess
import sys
from pathlib import Path

import pytest

import readme_sync
from readme_sync import apply, parse
from readme_sync.disk.update_file import update_file
from readme_sync.editing.fixes import fix
from readme_sync.editing.operations.set import SetProgress
from readme_sync.errors import InputError, RequestError
from readme_sync.model.progress import Progress
from readme_sync.rules import check
from readme_sync.text.source import Source

TASKS = "# Plan\n\n- [x] Shed\n- [ ] Boat\n"
ROWS = """\
| Kind | Title | Progress |
| --- | --- | --- |
1: Novel | Dune | ![](https://geps.dev/progress/100) |
2: Novel | Emma | ![](https://geps.dev/progress/40) |
3: Novel | Ulysses | ![](https://geps.dev/progress/10) |
4: Essay | Walden | ![](https://geps.dev/progress/100) |
5: Novel | Beloved | ![](https://geps.dev/progress/0) |
7: Stories | Dubliners | ![](https://geps.dev/progress/50) |
"""


def test_nothing_is_imported_before_it_is_used() -> None:
    code = f"import sys; sys.path[:] = {sys.path!r}; import readme_sync; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in ran.stdout.split() if name.startswith("readme_sync")] == ["readme_sync"]


class TestParse:
    @pytest.mark.parametrize("document", [TASKS, TASKS.encode(), Source(TASKS)])
    def test_takes_text_bytes_and_sources(self, document: str | bytes | Source) -> None:
        readme = parse(document)
        assert [(item.label, item.progress.is_done) for item in readme.items] == [("Shed", True), ("Boat", False)]
        assert (readme.tally.done, readme.tally.total, readme.tally.percent) == (1, 2, 50)

    def test_errors_name_the_document(self) -> None:
        with pytest.raises(InputError, match=r"^log\.md:1: is not UTF-8"):
            parse(b"\xe9", path="log.md")


class TestCheck:
    def test_finds_what_is_wrong(self) -> None:
        assert [result.rule for result in check(ROWS)] == ["RS403", "RS206"]
        assert check(parse(ROWS)) == check(ROWS)
        assert check(ROWS.replace("7:", "6:").replace("![]", "![bar]")) == []

    def test_runs_the_rules_asked_for(self) -> None:
        assert check(ROWS, select=[]) == []
        assert len(check(ROWS, select=["RS206"])) == 1


class TestApply:
    def test_changes_the_value_and_nothing_else(self) -> None:
        updated = apply(ROWS, SetProgress("Emma", "55"))
        assert updated.source.text == ROWS.replace("/40)", "/55)")
        (change,) = updated.changes
        assert isinstance(change.now, Progress)
        assert (change.label, change.line, change.now.percent, updated.changed) == ("Emma", 4, 55, True)

    def test_gives_the_document_back_where_nothing_changes(self) -> None:
        source = Source(ROWS)
        updated = apply(source, SetProgress("Emma", "40"))
        assert updated.source is source
        assert not updated.changed

    def test_refuses(self) -> None:
        with pytest.raises(RequestError):
            apply(ROWS, SetProgress("Middlemarch", "55"))
        with pytest.raises(RequestError):
            apply(ROWS, SetProgress("Emma", "sunny"))

    def test_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "README.md"
        path.write_text(ROWS, encoding="utf-8")

        def emma(source: Source) -> readme_sync.Outcome:
            return apply(source, SetProgress("Emma", "55"))

        assert update_file(path, emma).changed
        assert path.read_text(encoding="utf-8") == ROWS.replace("/40)", "/55)")
        assert not update_file(path, emma).changed


class TestFix:
    def test_leaves_a_clean_document_as_it_is(self) -> None:
        source = Source(TASKS)
        assert fix(source).source is source

    def test_leaves_nothing_to_mend(self) -> None:
        fixed = fix(ROWS)
        assert not [result for result in check(fixed.source) if result.fix and result.fix.is_safe]
        assert len(fix(fixed.source).changes) == 0


def test_operations_are_done_one_after_the_other_or_none_is() -> None:
    remove, add = readme_sync.RemoveItem("Boat"), readme_sync.AddItem("Oars", after="Shed")
    done = apply(TASKS, remove, add, SetProgress("Oars", "done"))
    assert done.source.text == "# Plan\n\n- [x] Shed\n- [x] Oars\n"
    assert [(one.line, one.label, one.did, one.changed) for one in done.changes] == [
        (4, "Boat", "removed", True),
        (4, "Oars", "added", True),
        (4, "Oars", "", True),
    ]
    assert (done.before.text, done.edits) == (TASKS, ())
    with pytest.raises(RequestError, match="there is no row 'Boat'"):
        apply(TASKS, add, remove, SetProgress("Boat", "done"))
    assert apply(TASKS).source.text == TASKS
    there_and_back = apply(Source(TASKS), SetProgress("Boat", "done"), SetProgress("Boat", "open"))
    assert not there_and_back.changed


def test_an_operation_names_one_place() -> None:
    with pytest.raises(RequestError, match="only one of before, after, first and last can say where"):
        apply(TASKS, readme_sync.AddItem("Oars", first=True, after="Shed"))


def test_what_is_said_of_a_row_is_its_number_not_its_word() -> None:
    badge = "https://img.shields.io/badge/Progress-0%25-green"
    text = f"| Topic | Status | Badge |\n|-|-|-|\n| Nets | ⬜ Not Started | ![]({badge}) |\n| Dots | ✅ Done | |\n"
    updated = apply(text, SetProgress("Nets", "40"))
    (change,) = updated.changes
    assert (change.was, change.now) == (Progress.of_percent(0), Progress.of_percent(40))
    assert "Progress-40%25" in updated.source.text
    assert "In Progress" in updated.source.text
