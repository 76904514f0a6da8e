"""The public functions and names."""

import subprocess
import sys
from pathlib import Path

import pytest

import readme_sync
from readme_sync import InputError, RequestError, Source, check, fix, parse, update, update_file

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
    def test_takes_text_bytes_and_sources(self, document: readme_sync.api.Text) -> None:
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


class TestUpdate:
    def test_changes_the_value_and_nothing_else(self) -> None:
        updated = update(ROWS, "Emma", "55")
        assert updated.source.text == ROWS.replace("/40)", "/55)")
        assert (updated.item.label, updated.line, updated.now.percent, updated.changed) == ("Emma", 4, 55, True)

    def test_gives_the_document_back_where_nothing_changes(self) -> None:
        source = Source(ROWS)
        updated = update(source, "Emma", "40")
        assert updated.source is source
        assert not updated.changed

    def test_refuses(self) -> None:
        with pytest.raises(RequestError):
            update(ROWS, "Middlemarch", "55")
        with pytest.raises(RequestError):
            update(ROWS, "Emma", "soon")

    def test_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "README.md"
        path.write_text(ROWS, encoding="utf-8")
        assert update_file(path, "Emma", "55").changed
        assert path.read_text(encoding="utf-8") == ROWS.replace("/40)", "/55)")
        assert not update_file(path, "Emma", "55").changed


class TestFix:
    def test_leaves_a_clean_document_as_it_is(self) -> None:
        source = Source(TASKS)
        assert fix(source).source is source

    def test_leaves_nothing_to_mend(self) -> None:
        fixed = fix(ROWS)
        assert not [result for result in check(fixed.source) if result.fix and result.fix.safe]
        assert fix(fixed.source).mended == 0


def test_what_is_said_of_a_row_is_its_number_not_its_word() -> None:
    badge = "https://img.shields.io/badge/Progress-0%25-green"
    text = f"| Topic | Status | Badge |\n|-|-|-|\n| Nets | ⬜ Not Started | ![]({badge}) |\n| Dots | ✅ Done | |\n"
    updated = update(text, "Nets", "40")
    assert (updated.was.percent, updated.now.percent) == (0, 40)
    assert "Progress-40%25" in updated.source.text
    assert "In Progress" in updated.source.text
