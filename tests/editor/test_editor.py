"""Documents that are edited step by step: `open`, `edit` and what they give."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

import readme_sync
from readme_sync.editor.handles import Editor, ItemHandle, follow
from readme_sync.errors import RequestError, WriteError
from readme_sync.model.progress import Progress, State
from readme_sync.store.write_files import update as rewrite
from readme_sync.text import Edit, Source, Span

LOG = """\
# Log

| Kind | Title | Progress |
| --- | --- | --- |
| Novel | Dune | 100% |
| Novel | Emma | 40% |
| Essay | Walden | 0% |

## Phase 1

- [x] Shed
- [ ] Boat
  - [x] Hull
  - [ ] Mast

## Phase 2

- [ ] Harbour
- [ ] Sea
"""
TWINS = "# A\n\n- [ ] x\n  - [ ] Tests\n- [ ] y\n  - [x] Tests\n- [ ] x\n\n# B\n\n- [ ] x\n"


@pytest.fixture
def doc() -> Editor:
    return readme_sync.edit(LOG)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(LOG.encode())
    return path


def labels(items: list[ItemHandle]) -> list[str]:
    return [item.label for item in items]


class TestFinding:
    def test_sections_by_title_anchor_and_part(self, doc: Editor) -> None:
        assert doc["Phase 1"] == doc.section("#phase-1") == doc["phase 1"]
        assert [section.title for section in doc] == ["Log", "Phase 1", "Phase 2"]
        assert "Phase 1" in doc
        assert "#phase-2" in doc
        assert "Phase 3" not in doc
        assert doc["Phase 1"] in doc
        with pytest.raises(RequestError, match="there are 2 sections 'Phase'"):
            _ = doc["Phase"]
        with pytest.raises(RequestError, match=r"there is no section 'Fase 2'.*'Phase 2'"):
            _ = doc["Fase 2"]

    def test_items(self, doc: Editor) -> None:
        assert doc.item("Emma") == doc.item("emma") == doc["Log"]["Emma"] == doc.trackers[0]["Title=Emma"]
        assert labels(doc.items) == ["Dune", "Emma", "Walden", "Shed", "Boat", "Hull", "Mast", "Harbour", "Sea"]
        assert labels(doc.rows) == ["Dune", "Emma", "Walden"]
        assert labels(doc["Phase 1"].tasks) == ["Shed", "Boat", "Hull", "Mast"]
        assert labels(list(doc.trackers[2])) == ["Harbour", "Sea"]
        assert "mast" in doc["Phase 1"]
        assert "Emma" not in doc["Phase 1"]
        assert doc.item("Emma") in doc["Log"]
        with pytest.raises(RequestError, match="Emma"):
            doc["Phase 1"].item("Emma")

    def test_an_item_by_its_line(self) -> None:
        doc = readme_sync.edit(TWINS)
        assert doc.item("Tests", line=6).is_done
        with pytest.raises(RequestError, match="may be 2 rows"):
            doc.item("Tests")

    def test_what_they_say(self, doc: Editor) -> None:
        emma, hull = doc.item("Emma"), doc.item("Hull")
        assert (emma.percent, emma.state, emma.is_done, emma.line, emma.number) == (40, "in-progress", False, 6, None)
        assert emma.cells == {"Kind": "Novel", "Title": "Emma", "Progress": "40%"}
        assert (emma["kind"], list(emma)) == ("Novel", ["Kind", "Title", "Progress"])
        assert (hull.cells, hull.depth, hull.section.title) == ({}, 1, "Phase 1")
        assert (emma.tracker.kind, emma.tracker.header[1], emma.tracker.line) == ("table", "Title", 3)
        with pytest.raises(RequestError, match="no column 'Author'"):
            _ = emma["Author"]

    def test_what_they_come_to(self, doc: Editor) -> None:
        assert (doc.tally.done, doc.tally.total) == (3, 9)
        phase = doc["Phase 1"]
        assert (phase.percent, phase.tally.done, phase.level, phase.anchor, phase.line) == (50, 2, 2, "phase-1", 9)
        assert doc["Log"].tally == doc.tally
        assert phase.trackers[0].tally.total == 4
        assert phase.trackers[0].section == phase

    def test_how_they_are_shown(self, doc: Editor) -> None:
        emma, log = doc.item("Emma"), doc.trackers[0]
        assert repr(doc) == "<Editor of a text, 3/9>"
        assert repr(doc["Phase 1"]) == "<SectionHandle 'Phase 1', 2/4, line 9>"
        assert repr(log) == "<TrackerHandle table, 1/3, line 3>"
        assert repr(emma) == "<ItemHandle 'Emma', in-progress, 40 %, line 6>"
        for row in doc.rows:
            row.remove()
        assert repr(emma) == "<ItemHandle 'Emma', gone>"
        assert repr(log) == "<TrackerHandle, gone>"


class TestChanging:
    @pytest.mark.parametrize("value", ["55%", "55", 55, 55.0, Progress.of_percent(55)])
    def test_progress(self, doc: Editor, value: str | float | Progress) -> None:
        doc.item("Emma").progress = value
        assert doc.text == LOG.replace("40%", "55%")
        assert doc.item("Emma").percent == 55

    def test_states(self, doc: Editor) -> None:
        emma, mast = doc.item("Emma"), doc["Phase 1"].tasks[3]
        mast.done()
        emma.progress = True
        assert doc.text == LOG.replace("40%", "100%").replace("[ ] Mast", "[x] Mast")
        mast.reopen()
        emma.reopen()
        assert doc.text == LOG.replace("40%", "0%")
        with pytest.raises(RequestError):
            mast.start()
        started = readme_sync.edit("| T | Status |\n|-|-|\n| a | ⬜ Todo |\n| b | 🔄 In progress |\n| c | ✅ Done |\n")
        started.item("a").start()
        assert started.item("a").state is State.IN_PROGRESS

    @pytest.mark.parametrize("value", ["sunny", 101, -1, float("nan"), float("inf"), Progress(State.UNKNOWN)])
    def test_refused_progress_changes_nothing(self, doc: Editor, value: str | float | Progress) -> None:
        for item in doc.items:
            with pytest.raises(RequestError):
                item.set(value)
        assert doc.text == LOG
        assert not doc.changed

    def test_a_column(self) -> None:
        doc = readme_sync.edit(
            "| Title | Theory done | Practice done |\n|-|-|-|\n| a | 10% | 0/7 |\n| b | 20% | 3/7 |\n"
        )
        with pytest.raises(RequestError, match="more than one"):
            doc.item("a").done()
        doc.item("a").set("4/7", column="Practice done")
        doc.item("a")["Theory done"] = "50%"
        assert "| a | 50% | 4/7 |" in doc.text

    def test_labels_and_cells(self, doc: Editor) -> None:
        emma = doc.item("Emma")
        emma.label = "Emma | *new*"
        assert (emma.label, emma["Title"]) == ("Emma | *new*", "Emma | *new*")
        emma["Kind"] = "Classic"
        assert r"| Classic | Emma \| \*new\* | 40% |" in doc.text
        doc.item("Hull").rename("Hull and keel")
        assert "  - [x] Hull and keel\n" in doc.text

    def test_rows_are_added(self, doc: Editor) -> None:
        emma = doc.item("Emma")
        table = doc.trackers[0]
        one = table.add("Ulysses", "10%", {"Kind": "Novel"}, before=emma)
        two = table.add("", values={"Title": "Beloved", "Progress": "done"}, first=True)
        assert labels(doc.rows) == ["Beloved", "Dune", "Ulysses", "Emma", "Walden"]
        assert (one.percent, two.percent, emma.line) == (10, 100, 8)
        assert "| Novel | Ulysses | 10% |" in doc.text
        three = doc.add("Bay", section="Phase 2", after="Harbour")
        assert (three.label, three.is_done, three in doc["Phase 2"]) == ("Bay", False, True)
        assert labels(doc["Phase 2"].items) == ["Harbour", "Bay", "Sea"]

    def test_where_a_row_goes_must_be_certain(self, doc: Editor) -> None:
        with pytest.raises(RequestError, match="there are 3 tables and lists"):
            doc.add("Ulysses")
        assert doc.text == LOG

    def test_a_row_that_is_no_item_is_not_added(self, doc: Editor) -> None:
        with pytest.raises(RequestError, match="would be no item"):
            doc.trackers[0].add("Total")
        assert doc.text == LOG

    def test_upsert(self, doc: Editor) -> None:
        emma = doc.item("Emma")
        assert doc["Log"].upsert("emma", 55, {"Kind": "Classic"}) == emma
        assert emma.cells == {"Kind": "Classic", "Title": "Emma", "Progress": "55%"}
        new = doc.trackers[0].upsert("Ulysses", "5%")
        assert (new.percent, new.line, doc["Phase 2"].line) == (5, 8, 17)
        assert doc.trackers[0].upsert("Ulysses", "5%") == new
        assert doc.trackers[0].upsert("Walden", "done", key="Title").is_done

    def test_renumber(self) -> None:
        doc = readme_sync.edit("| Title | Progress |\n|-|-|\n1: a | 1%\n2: b | 2%\n2: c | 3%\n")
        items = doc.items
        doc.renumber()
        assert [item.number for item in items] == [1, 2, 3]


class TestHandles:
    def test_stay_the_same_while_others_come_and_go(self, doc: Editor) -> None:
        emma, sea, phase = doc.item("Emma"), doc.item("Sea"), doc["Phase 2"]
        doc.item("Dune").remove()
        doc["Phase 1"].add("Oars", first=True)
        assert (emma.label, emma.line, sea.label, sea.line, phase.line) == ("Emma", 5, "Sea", 19, 16)
        assert doc.item("Emma") == emma
        assert hash(doc.item("Emma")) == hash(emma)

    def test_of_what_is_gone(self, doc: Editor) -> None:
        boat, mast, table = doc.item("Boat"), doc.item("Mast"), doc.trackers[0]
        with pytest.raises(RequestError, match="holds 2 items"):
            boat.remove()
        boat.remove(children=True)
        assert not boat.exists
        assert not mast.exists
        for use in (boat.done, mast.remove, lambda: boat.line, lambda: boat["x"], lambda: mast.section):
            with pytest.raises(RequestError, match="is gone; it was removed"):
                use()
        for row in table:
            row.remove()
        assert not table.exists
        with pytest.raises(RequestError, match="the table or list is gone"):
            table.add("x")
        again = doc["Phase 1"].add("Boat")
        assert again != boat
        assert not boat.exists

    def test_follow_a_move(self, doc: Editor) -> None:
        boat, hull, mast, sea, walden = (doc.item(one) for one in ("Boat", "Hull", "Mast", "Sea", "Walden"))
        boat.move(to="Phase 2", before=sea)
        assert labels(doc["Phase 2"].items) == ["Harbour", "Boat", "Hull", "Mast", "Sea"]
        assert [boat.line, hull.line, mast.line, sea.line] == [16, 17, 18, 19]
        boat.move(first=True, to=doc["Phase 1"])
        assert [boat.line, hull.line, mast.line, sea.line] == [11, 12, 13, 19]
        walden.move(first=True)
        assert labels(doc.rows) == ["Walden", "Dune", "Emma"]
        assert walden.line == 5

    def test_follow_a_move_to_another_table(self) -> None:
        head = "| Title | Progress |\n|-|-|\n"
        doc = readme_sync.edit(f"# A\n\n{head}1: a | 5%\n2: b | 6%\n\n# B\n\n{head}1: a | 5%\n2: c | 7%\n")
        ours, other = doc["A"]["a"], doc["B"]["a"]
        ours.move(to=doc["B"])
        assert (ours.section.title, ours.number, other.number, ours.line) == ("B", 3, 1, 13)

    def test_follow_a_sort(self) -> None:
        doc = readme_sync.edit(TWINS)
        before = {item: (item.label, item.progress, item.depth) for item in doc["A"].items}
        inner = doc.item("Tests", line=6)
        other = doc["B"]["x"]
        doc["A"].sort(reverse=True)
        assert {item: (item.label, item.progress, item.depth) for item in doc["A"].items} == before
        assert (inner.line, inner.is_done, other.line) == (4, True, 11)

    def test_follow_fixes(self) -> None:
        doc = readme_sync.edit("# Plan (0/2)\n\n- [x] a\n- [ ] b\n")
        plan, item = doc["Plan"], doc.item("b")
        assert [result.rule for result in doc.check()] == ["RS101"]
        assert len(doc.fix().changes) == 1
        assert (plan.title, item.line, doc.check()) == ("Plan (1/2)", 4, [])
        item.done()
        assert doc.sync().right == 1
        assert doc.text.startswith("# Plan (2/2)")

    def test_follow_what_is_known_by_texts_alone(self) -> None:
        before, after = Source("a\nb\nc\nd"), Source("a\nx\ny\nc\nnew\nd")
        line = follow(before, after, [])
        assert [line(Span(place, place + 1)) for place in (0, 2, 4, 6)] == [1, None, 4, 6]
        assert follow(before, after, [Edit(Span(2, 3), "x\ny")])(Span(4, 5)) == 4

    def test_follow_formatting_and_migrating(self) -> None:
        doc = readme_sync.edit("| Title | Progress |\n|-|-|\n| a | ![](https://geps.dev/progress/40) |\n")
        item = doc.item("a")
        doc.migrate("progress-bar.xyz")
        doc.format()
        assert (item.percent, item.line) == (40, 3)
        assert "progress-bar.xyz/40" in doc.text

    @pytest.mark.parametrize("seed", range(25))
    def test_whatever_is_done_they_say_what_they_said(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  no secret
        end = chance.choice(["\n", "\r\n", "\r"])
        log = re.sub(
            r"^\| [\w-]+ ", "", LOG, flags=re.MULTILINE
        )  # one text per row, else the labels may be guessed anew
        doc = readme_sync.edit((log if seed % 2 else log.rstrip()).replace("\n", end))
        known = {item: (item.label, item.percent) for item in doc.items}
        for step in range(12):
            item = chance.choice(list(known))
            what = chance.choice(["add", "remove", "move", "rename", "done", "sort"])
            if what == "add":
                new = item.tracker.add(f"new {step}", after=item)
                known[new] = (f"new {step}", 0)
            elif what == "remove" and len(item.tracker.items) > 1:
                item.remove(children=True)
            elif what == "move" and (len(item.tracker.items) > 1):
                try:
                    item.move(before=chance.choice([one for one in item.tracker if one != item]))
                except RequestError as error:
                    assert "stands in" in str(error)  # noqa: PT017  may be refused: into itself
            elif what == "rename":
                item.label = f"name {step}"
                known[item] = (f"name {step}", known[item][1])
            elif what == "done":
                item.done()
                known[item] = (known[item][0], 100)
            elif what == "sort":
                item.tracker.sort(reverse=chance.random() < 0.5)
            assert {one: (one.label, one.percent) for one in doc.items} == {
                one: said for one, said in known.items() if one.exists
            }
            known = {one: said for one, said in known.items() if one.exists}


class TestSaving:
    def test_writes_what_was_changed(self, path: Path) -> None:
        doc = readme_sync.open(path)
        assert (doc.changed, doc.diff(), doc.save()) == (False, "", False)
        doc.item("Emma").progress = "55%"
        assert doc.changed
        assert "-| Novel | Emma | 40% |\n+| Novel | Emma | 55% |\n" in doc.diff()
        assert doc.save()
        assert path.read_text("utf-8") == LOG.replace("40%", "55%")
        assert (doc.changed, doc.diff(), doc.save()) == (False, "", False)

    def test_draws_the_pictures_that_it_names(self, path: Path) -> None:
        path.write_text(LOG.replace("40%", "![40%](pictures/bar-40-percent.svg)"), "utf-8")
        with readme_sync.open(path) as doc:
            doc.item("Emma").progress = "55%"
        assert "![55%](pictures/bar-55-percent.svg)" in path.read_text("utf-8")
        assert [one.name for one in (path.parent / "pictures").iterdir()] == ["bar-55-percent.svg"]

    def test_keeps_every_other_byte(self, path: Path) -> None:
        data = b"\xef\xbb\xbf" + LOG.rstrip().replace("\n", "\r\n").encode()
        path.write_bytes(data)
        with readme_sync.open(path) as doc:
            doc.item("Emma").done()
        assert path.read_bytes() == data.replace(b"40%", b"100%")

    def test_nothing_is_written_where_nothing_changed(self, path: Path) -> None:
        before = path.stat()
        with readme_sync.open(path) as doc:
            doc.item("Emma").progress = "55%"
            doc.item("Emma").progress = "40%"
        assert path.stat().st_mtime_ns == before.st_mtime_ns
        assert path.stat().st_ino == before.st_ino

    def test_nor_after_an_error(self, path: Path) -> None:
        def fail() -> None:
            with readme_sync.open(path) as doc:
                doc.item("Emma").done()
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert path.read_text("utf-8") == LOG

    def test_nor_over_what_somebody_else_wrote(self, path: Path) -> None:
        doc = readme_sync.open(path)
        doc.item("Emma").done()
        rewrite(path, lambda source: Source(source.text + "\nmore\n", source.path))
        with pytest.raises(WriteError, match=r"README\.md: has been changed since it was opened; open it again"):
            doc.save()
        assert path.read_text("utf-8") == LOG + "\nmore\n"
        assert doc.changed
        assert doc.save(force=True)
        assert path.read_text("utf-8") == LOG.replace("40%", "100%")

    def test_a_text_has_no_file(self, doc: Editor) -> None:
        with doc:
            doc.item("Emma").done()
        assert (doc.path, doc.changed) == (None, True)
        assert doc.diff().startswith("--- a/document\n")
        with pytest.raises(RequestError, match="has no file"):
            doc.save()

    def test_takes_bytes_and_sources(self) -> None:
        assert readme_sync.edit(LOG.encode()).text == readme_sync.edit(Source(LOG)).source.text == LOG
        with pytest.raises(readme_sync.InputError):
            readme_sync.edit(b"\xff")
        with pytest.raises(readme_sync.InputError):
            readme_sync.open("there is no such file.md")

    def test_the_configuration_is_found(self, path: Path) -> None:
        (path.parent / ".git").mkdir()
        (path.parent / ".readme-sync.toml").write_text('[words]\ndone = ["gotowe"]\n', encoding="utf-8")
        path.write_text("| T | Status |\n|-|-|\n| a | gotowe |\n| b | Todo |\n", encoding="utf-8")
        doc = readme_sync.open(path)
        assert doc.item("a").is_done
        doc.item("b").done()
        assert "| b | gotowe |" in doc.text


class TestVerbs:
    """The verbs take what was read, too."""

    def test_take_items_and_sections(self) -> None:
        readme = readme_sync.parse(LOG)
        boat = next(item for item in readme.items if item.label == "Boat")
        assert readme_sync.apply(readme, readme_sync.SetProgress(boat, 100)).source.text == LOG.replace(
            "[ ] Boat", "[x] Boat"
        )
        added = readme_sync.apply(readme, readme_sync.AddItem("Bay", first=True, section=readme.sections[3]))
        assert "- [ ] Bay\n- [ ] Harbour" in added.source.text
        assert [edit.replacement for edit in added.edits] == ["- [ ] Bay\n"]

    def test_refuse_items_of_another_text(self) -> None:
        boat = next(item for item in readme_sync.parse(LOG).items if item.label == "Boat")
        with pytest.raises(RequestError, match="'Boat' is no item of it"):
            readme_sync.apply(f"\n{LOG}", readme_sync.SetProgress(boat, "done"))


def test_loads_no_more_than_it_needs() -> None:
    code = "import sys, readme_sync; readme_sync.open; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"cmarkgfm", "difflib", "pydantic", "click", "github", "yaml"} & set(loaded)
