"""Documents merged row by row: random edits of both sides, conflicts that stay, and git itself."""

import random
import subprocess
from pathlib import Path

import pytest
from hosted import git

from readme_sync.cli import main
from readme_sync.editing.merge import MARKER, Merge, merge
from readme_sync.reader import parse
from readme_sync.store.git import merged_text
from readme_sync.text import Source

Rows = dict[str, int]
Log = tuple[Rows, Rows]


def _text(log: Log) -> str:
    books, tasks = log
    done = [sum(value == 100 for value in rows.values()) for rows in log]
    table = "".join(f"| {number}: {name} | {value}% |\n" for number, (name, value) in enumerate(books.items(), 1))
    boxes = "".join(f"- [{'x' if value else ' '}] {name}\n" for name, value in tasks.items())
    return (
        f"# Log\n\n## Books ({done[0]}/{len(books)})\n\n| Title | Progress |\n| --- | --- |\n{table}\n"
        f"## Tasks ({done[1]}/{len(tasks)})\n\n{boxes}"
    )


def _edited(chance: random.Random, log: Log, side: str) -> Log:
    edited = dict(log[0]), dict(log[1])
    for number in range(chance.randint(1, 4)):
        rows, values = chance.choice([(edited[0], (0, 20, 60, 100)), (edited[1], (0, 100))])
        name = chance.choice([*rows, f"{side} {number}", f"{side} {number}"])
        rows[name] = chance.choice(values)
    return edited


def _expected(base: Log, ours: Log, theirs: Log) -> Log | None:
    """Return the rows of both sides, None where both have changed one in different ways."""
    merged = dict(ours[0]), dict(ours[1])
    for was, mine, yours, rows in zip(base, ours, theirs, merged, strict=True):
        for name, value in yours.items():
            if value != was.get(name):
                if mine.get(name) not in (was.get(name), value):
                    return None
                rows[name] = value
    return merged


def _merged(folder: Path, base: str, ours: str, theirs: str) -> Merge:
    paths = [folder / name for name in ("ours", "base", "theirs")]
    for path, text in zip(paths, (ours, base, theirs), strict=True):
        path.write_text(text, "utf-8", newline="")
    mine, was, yours = map(str, paths)
    return merge(
        Source.from_bytes(merged_text(mine, was, yours, MARKER)), *(parse(one) for one in (ours, base, theirs))
    )


@pytest.mark.parametrize("seed", range(8))
def test_random_edits_of_both_sides(tmp_path: Path, seed: int) -> None:
    for number in range(5):
        chance = random.Random(f"{seed} {number}")  # noqa: S311
        names = [f"{kind} {one}" for kind in ("Book", "Task") for one in range(6)]
        base = ({name: chance.choice((0, 50, 100)) for name in names[:6]}, dict.fromkeys(names[6:], 0))
        ours, theirs = _edited(chance, base, "our"), _edited(chance, base, "their")
        merged = _merged(tmp_path, *map(_text, (base, ours, theirs)))
        expected = _expected(base, ours, theirs)
        assert bool(merged.conflicts) == (expected is None)
        if expected:
            assert "<<<" not in merged.source.text
            assert sorted(merged.source.text.splitlines()) == sorted(
                _text(_like(merged.source.text, expected)).splitlines()
            )


def _like(text: str, log: Log) -> Log:
    """Return the rows in the order in which they stand in a text: they are numbered so."""
    books, tasks = log
    return {name: books[name] for name in sorted(books, key=lambda one: text.index(f": {one} |"))}, tasks


def test_what_is_no_row_stays_in_conflict(tmp_path: Path) -> None:
    base = "Version 1.2.3\r\n\r\n- [ ] a\r\n- [ ] b\r\n"
    merged = _merged(tmp_path, base, base.replace("1.2.3", "1.2.4"), base.replace("1.2.3", "1.2.5"))
    said = "<<<<<<< ours\r\nVersion 1.2.4\r\n=======\r\nVersion 1.2.5\r\n>>>>>>> theirs\r\n"
    assert (merged.conflicts, merged.source.text) == (1, base.replace("Version 1.2.3\r\n", said))
    both = "| Title | Progress |\n| - | - |\n| x | 10% |\n| y | 0% |\n"
    merged = _merged(tmp_path, both, both.replace("10%", "20%"), both.replace("10%", "30%"))
    assert merged.conflicts == 1
    merged = _merged(tmp_path, both, both.replace("10%", "20%"), both.replace("| x | 10% |\n", ""))
    assert (merged.conflicts, merged.source.text) == (0, both.replace("10%", "20%"))


@pytest.mark.parametrize("many", [0, 1, 6])
def test_both_took_the_next_number(tmp_path: Path, many: int) -> None:
    """Row numbers are given anew, in a table of few rows, too; those of another table, with gaps, stay."""
    rows = "".join(f"| {number} | Song {number} | 0% |\n" for number in range(1, many + 1))
    other = "\n## Ports\n\n| # | Port | Progress |\n| - | - | - |\n| 80 | http | 0% |\n| 443 | https | 0% |\n"
    base = "# Songs\n\n| # | Song | Progress |\n| - | - | - |\n| 0 | Waltz | 0% |\n" + rows
    sides = [f"{base}| {many + 1} | {song} | 0% |\n{other}" for song in ("Polka", "Tango")]
    merged = _merged(tmp_path, base + other, *sides)
    both = f"| {many + 1} | Polka | 0% |\n| {many + 2} | Tango | 0% |\n"
    assert (merged.conflicts, merged.source.text) == (0, base + both + other)


def test_git_calls_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    base = "## Tasks (0/1)\n\n- [ ] a\n"
    sides = {"O": base, "A": base.replace("0/1", "1/2") + "- [x] b\n", "B": base.replace("0/1", "0/2") + "- [ ] c\n"}
    for name, text in sides.items():
        Path(name).write_text(text, "utf-8")
    assert main(["merge", "O", "A", "B", "docs/README.md"]) == 0
    assert Path("A").read_text("utf-8") == "## Tasks (1/3)\n\n- [ ] a\n- [x] b\n- [ ] c\n"
    Path("B").write_bytes(b"\xff\0")
    assert main(["merge", "O", "A", "B"]) == 2
    assert "A" not in capsys.readouterr().out
    assert Path("A").read_text("utf-8").startswith("## Tasks (1/3)")


def _conflict(folder: Path, style: str = "merge") -> Path:
    """A merge of two branches that have both taken row 5, stopped at a conflict."""
    path = folder / "README.md"
    row = "| {0}: {1} | 0% |\n"
    rows = "".join(row.format(number, f"Song {number}") for number in range(1, 5))
    base = f"# Songs (0/4)\n\n| Song | Progress |\n| - | - |\n{rows}"
    git(folder, "init", "-q", "-b", "main", ".")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    git(folder, "config", "merge.conflictStyle", style)
    for branch, song in (("main", ""), ("side", "Tango"), ("main", "Polka")):
        if song:
            git(folder, "checkout", "-q", *(["-b"] if branch == "side" else []), branch)
        path.write_text(base.replace("0/4", "0/5") + row.format(5, song) if song else base, "utf-8")
        git(folder, "add", "README.md")
        git(folder, "commit", "-qm", f"{branch} {song}")
    subprocess.run(["git", "merge", "-q", "side"], cwd=folder, capture_output=True, check=False)
    return path


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_resolve_after_a_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = _conflict(tmp_path, style)
    conflict = path.read_text("utf-8")
    assert "<<<<<<< HEAD" in conflict
    path.write_text(conflict.replace("Polka", "Samba"), "utf-8")
    assert main(["resolve"]) == 2  # it was edited since
    assert "Samba" in path.read_text("utf-8")
    path.write_text(conflict, "utf-8")
    assert main(["resolve"]) == 0
    resolved = path.read_text("utf-8")
    assert resolved.startswith("# Songs (0/6)\n")
    assert resolved.endswith("| 4: Song 4 | 0% |\n| 5: Polka | 0% |\n| 6: Tango | 0% |\n")


def test_nothing_to_resolve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text("- [ ] a\n", "utf-8")
    assert main(["resolve", str(path)]) == 2
    assert "is not in a git repository" in capsys.readouterr().err
    git(tmp_path, "init", "-q", ".")
    assert main(["resolve", str(path)]) == 2
    assert "is not in conflict" in capsys.readouterr().err
