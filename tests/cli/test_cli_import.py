"""`readme-sync import`."""

from pathlib import Path

from cli_running import LOG, Runner

DATA = "section,row,value,Kind\n#reading,emma,60,Classic\nReading,Ilias,5,Epos\n#building,Boat,done,\n"


def test_sets_what_is_there_and_adds_what_is_not(run: Runner, folder: Path) -> None:
    (folder / "data.csv").write_text(DATA, "utf-8")
    ran = run("import", "data.csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "README.md:8: Emma is now 60; Kind is now Classic",
        "README.md:13: Ilias added",
        "README.md:18: Boat is now done",
        "3 operations: 1 document changed",
    ]
    after = (folder / "README.md").read_text("utf-8")
    assert "2: Classic | Emma      | ![bar](https://geps.dev/progress/60)   |\n" in after
    assert "8: Epos    | Ilias     | ![bar](https://geps.dev/progress/5) |\n" in after
    assert "- [x] Boat\n" in after
    again = "3 operations, 3 without a change: 0 documents changed, 1 document already right\n"
    assert run("import", "data.csv").out == again
    assert run("import", "data.csv", "-v").out.count("is unchanged\n") == 3


def test_anything_wrong_and_nothing_is_written(run: Runner, folder: Path) -> None:
    (folder / "data.csv").write_text(DATA + "#reading,Emma,70,\n#nowhere,a,1,\n#reading,Dune,sunny,\n", "utf-8")
    ran = run("import", "data.csv")
    assert ran.code == 2
    assert [line.split(";")[0] for line in ran.err.splitlines()] == [
        "readme-sync: data.csv:5: README.md: contradicts what line 2 says of 'Emma'",
        "readme-sync: data.csv:6: README.md: there is no section '#nowhere'",
        "readme-sync: data.csv:7: README.md: 'sunny' is no progress",
        "readme-sync: 3 problems",
    ]
    assert (folder / "README.md").read_text("utf-8") == LOG


def test_an_export_comes_back_after_the_count_in_a_heading_has_moved(run: Runner, folder: Path) -> None:
    (folder / "README.md").write_text("# Log\n\n## Kaggle (1/2)\n\n- [x] Titanic\n- [ ] Houses\n", "utf-8")
    (folder / "data.csv").write_text(run("export", "README.md").out, "utf-8")
    assert run("add", "Spam").code == 0
    assert "## Kaggle (1/3)" in (folder / "README.md").read_text("utf-8")
    ran = run("import", "data.csv")
    assert (ran.code, ran.err) == (0, "")


def test_only_existing_adds_no_row(run: Runner, folder: Path) -> None:
    """A slip of the pen in a name would add a row."""
    (folder / "data.csv").write_text("section,row,value\n#reading,emma,60\nReading,Emmma,5\n", "utf-8")
    code, _, err = run("import", "data.csv", "--only-existing")
    assert (code, "data.csv:3: README.md: there is no row 'Emmma'" in err) == (2, True)
    assert (folder / "README.md").read_text("utf-8") == LOG


def test_a_name_of_several_rows_is_told_and_nothing_is_written(run: Runner, folder: Path) -> None:
    text = "# T\n\n| Task | Done |\n| --- | --- |\n| a | ✅ |\n| b | ❌ |\n| a | ❌ |\n"
    (folder / "README.md").write_text(text, "utf-8")
    (folder / "data.csv").write_text("row,value\nb,done\na,done\n", "utf-8")
    code, _, err = run("import", "data.csv")
    assert (code, "'a' may be 2 rows" in err) == (2, True)
    assert (folder / "README.md").read_text("utf-8") == text
