"""A plan for documents; that rows set together are what they are when set one by one."""

from multiprocessing import Pool
from pathlib import Path

import pytest
from workers import PROCESSES

import readme_sync
from readme_sync.bulk.plan import Listed, Plan, entry_of, plan, targets_of
from readme_sync.editing.set_progress import value_text
from readme_sync.errors import ConfigError, ReadmeSyncError
from readme_sync.model import DEFAULT, Settings
from readme_sync.text import Source

NAMES = [f"Book {letter}" for letter in "abcdefghijklmnopqrst"]
ROWS = "".join(f"| A | {name} | {number}% |\n" for number, name in enumerate(NAMES))
DOCUMENT = f"| Kind | Title | Progress |\n| --- | --- | --- |\n{ROWS}"


def _listed(line: int, said: dict[str, object]) -> Listed:
    entry = entry_of(said)
    return Listed(line, entry.operation, entry.file)


def _plan(text: str, edits: list[dict[str, object]], settings: Settings = DEFAULT, *, sync: bool = True) -> Plan:
    listed = [_listed(line, one) for line, one in enumerate(edits, 1)]
    return plan({"R.md": listed}, "e", lambda path: Source(text, path), lambda _: settings, lambda: None, sync=sync)


def _told(made: Plan) -> list[tuple[str, str]]:
    return [(done.label, done.did) for _, done in made.documents[0].done]


def _one_by_one(
    source: Source, edits: list[dict[str, object]], settings: Settings = DEFAULT, *, sync: bool = True
) -> tuple[str, list[tuple[str, str]]]:
    """The text after edits, each made to what the one before it left, and what they say that they did."""
    told = []
    for edit in edits:
        applied = readme_sync.apply_edits(source, [edit], settings=settings, sync=sync)
        source = applied.source
        told += [(done.label, done.did) for done in applied.changes]
    return source.text, told


@pytest.mark.parametrize("settings", [DEFAULT, Settings(repad=True)])
def test_together_is_one_by_one(settings: Settings) -> None:
    edits: list[dict[str, object]] = [
        {"op": "set", "row": NAMES[number], "value": (number * 37) % 100} for number in range(8)
    ]
    edits += [{"op": "upsert", "row": NAMES[number], "value": number, "values": {"Kind": "A"}} for number in (8, 9)]
    edits += [{"op": "upsert", "row": NAMES[10], "value": 100, "values": {"Kind": "B"}}, {"op": "sort"}]
    edits += [{"op": "upsert", "row": NAMES[number], "value": 100} for number in (11, 12, 13)]
    made = _plan(DOCUMENT, edits, settings)
    assert made.problems == []
    assert (made.documents[0].after.text, _told(made)) == _one_by_one(Source(DOCUMENT), edits, settings)
    applied = readme_sync.apply_edits(DOCUMENT, edits, settings=settings)
    assert applied.source.text == made.documents[0].after.text


def test_rows_without_a_figure_may_be_named_too() -> None:
    text = DOCUMENT.replace(" 7%", "").replace(" 8%", " later")
    edits: list[dict[str, object]] = [
        {"op": "upsert", "row": NAMES[number], "values": {"Kind": "A"}} for number in range(6, 10)
    ]
    made = _plan(text, edits)
    assert made.problems == []
    assert not made.documents[0].changed
    assert [label for label, _ in _told(made)] == NAMES[6:10]


def test_a_row_twice_is_a_problem_wherever_it_stands() -> None:
    edits: list[dict[str, object]] = [{"op": "set", "row": NAMES[number], "value": 50} for number in range(9)]
    again: list[dict[str, object]] = [
        {"op": "set", "row": NAMES[3], "value": 60},
        *edits[5:7],
        {"op": "set", "row": "None", "value": 1},
    ]
    made = _plan(DOCUMENT, edits + again)
    assert [str(problem).split(";")[0] for problem in made.problems] == [
        "e:10: R.md: contradicts what line 4 says of 'Book d'",
        "e:11: R.md: says again what line 6 says of 'Book f'",
        "e:12: R.md: says again what line 7 says of 'Book g'",
        "e:13: R.md: there is no row 'None'",
    ]
    assert made.documents[0].failed


def test_rows_of_one_label_are_told_apart_by_the_words_of_the_operation() -> None:
    text = "| Key | Task | Progress |\n| - | - | - |\n| k1 | Read | 10% |\n| k2 | Read | 20% |\n| k3 | Write | 20% |\n"
    edits: list[dict[str, object]] = [{"op": "set", "row": f"k{number}", "value": 30} for number in (1, 2)]
    assert _plan(text, edits).problems == []
    assert len(_plan(text, [*edits, {"op": "set", "row": "k1", "value": 40}]).problems) == 1


def test_cells_labels_and_new_rows_must_not_be_said_twice() -> None:
    edits: list[dict[str, object]] = [
        {"op": "put", "row": NAMES[1], "column": "Kind", "value": "B"},
        {"op": "upsert", "row": NAMES[1], "values": {"kind": "C"}},
        {"op": "rename", "row": NAMES[2], "to": "Other"},
        {"op": "add", "row": "New", "value": 1},
        {"op": "add", "row": "new", "value": 1},
        {"op": "put", "row": NAMES[1], "column": "Progress", "value": 12},
    ]
    lines = [(problem.line, problem.message.split(": ")[1]) for problem in _plan(DOCUMENT, edits).problems]
    assert lines == [
        (2, "contradicts what line 1 says of 'Book b'"),
        (5, "contradicts what line 4 says of 'new'"),
    ]


def test_a_wrong_configuration_is_said_once() -> None:
    def broken(_: str) -> Settings:
        raise ConfigError("is broken", path="c.toml")

    listed = [_listed(1, {"op": "renumber"})]
    made = plan({"a": listed, "b": listed}, "e", Source, broken, lambda: None)
    assert [str(problem) for problem in made.problems] == ["c.toml: is broken"]


def test_one_document_with_several_names_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("", "utf-8")
    Path("link.md").symlink_to("a.md")
    listed = [_listed(line, {"op": "renumber", "file": name}) for line, name in enumerate(("a.md", "*.md"))]
    targets = targets_of([*listed, _listed(3, {"op": "renumber"})], ["link.md"], "e")
    assert list(targets.documents) == ["a.md"]
    assert len(targets.documents["a.md"]) == 3  # the pattern means both names, but that document once
    assert targets.problems == []


def test_a_pattern_that_means_nothing_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("", "utf-8")
    listed = [_listed(1, {"op": "renumber"}), _listed(2, {"op": "sort"})]
    listed += [_listed(line, {"op": "sort", "file": "*.txt"}) for line in (3, 4)]
    targets = targets_of(listed, ["a.md", "*.rst"], "e")
    assert [str(one) for one in targets.problems] == [
        "no file matches '*.rst'; check the pattern",
        "e:3: no file matches '*.txt'; check the pattern",
    ]
    assert [one.line for one in targets.documents["a.md"]] == [1, 2]


def test_what_stands_twice_in_one_line_is_meant_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("", "utf-8")
    listed = [_listed(1, {"op": "remove", "row": "x"}) for _ in "ab"]
    assert len(targets_of(listed, ["a.md", "a.md#b", "./a.md"], "e").documents["a.md"]) == 4


def test_a_file_may_name_its_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "c#1.md", "d#e"):
        Path(name).write_text("", "utf-8")
    names = ["a.md#here", "[ab].md#here", "c#*.md", "d#e", "a.md#"]
    listed = [_listed(line, {"op": "sort", "file": name}) for line, name in enumerate(names, 1)]
    listed.append(_listed(6, {"op": "sort", "file": "a.md#here", "section": "There"}))
    listed.append(_listed(7, {"op": "sort"}))
    documents = targets_of(listed, ["b.md#usual"], "e").documents
    sections = {path: [(one.line, one.operation.section) for one in found] for path, found in documents.items()}
    assert sections == {
        "a.md": [(1, "#here"), (2, "#here"), (5, None), (6, "There")],
        "b.md": [(2, "#here"), (7, "#usual")],
        "c#1.md": [(3, None)],
        "d#e": [(4, None)],
    }


def _differs(path: Path) -> str | None:
    """What differs between setting items together and one by one; None where there are too few."""
    source = Source.from_bytes(path.read_bytes(), path.name)
    readme = readme_sync.parse(source)
    labels = [item.label for item in readme.items]
    edits: list[dict[str, object]] = [
        {"op": op, "row": item.label, "value": value}
        for number, item in enumerate(readme.items)
        if item.label.strip() and labels.count(item.label) == 1
        for op in (("set", "upsert")[number % 2],)
        for value in (value_text(item.progress) if number % 3 == 0 else ("100", "0", "done")[number % 3],)
        if value
    ]
    possible: list[dict[str, object]] = []
    for one in edits[:12]:
        try:
            readme_sync.apply_edits(source, [one])
        except ReadmeSyncError:
            continue
        possible.append(one)
    if len(possible) < 3:
        return None
    try:
        alone = _one_by_one(source, possible, sync=False)  # numbers that follow are written once, at the end
    except ReadmeSyncError:
        return None  # a word of one row has become another's name
    made = _plan(source.text, possible, sync=False)
    same = not made.problems and (made.documents[0].after.text, _told(made)) == alone
    return "" if same else f"{path.name}: {[str(one) for one in made.problems]}"


def test_together_is_one_by_one_in_real_documents(some_progress_files: list[Path]) -> None:
    with Pool(PROCESSES) as pool:
        answers = pool.map(_differs, some_progress_files, chunksize=5)
    assert [answer for answer in answers if answer] == []
    assert sum(answer is not None for answer in answers) >= 25
