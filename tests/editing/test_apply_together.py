"""Rows that are added together: as if they were added one by one, in linear time."""

import re
import time
from functools import reduce
from multiprocessing import Pool
from pathlib import Path

import pytest
from workers import PROCESSES

import readme_sync
from readme_sync.bulk.plan import Listed, Plan, entry_of, plan
from readme_sync.editing.apply import apply_next
from readme_sync.editing.row_edits import RowEdits
from readme_sync.editing.set_progress import value_text
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import DEFAULT, Settings
from readme_sync.text import Source

Edits = list[dict[str, object]]

TABLE = "# Plan\n\n| Task | Progress |\n| --- | --- |\n| a | 100% |\n| b | 40% |\n\nText.\n"
NUMBERED = "# Plan\n\n| # | Task | Progress |\n|--:|---|---|\n| 08 | a | 1/3 |\n| 09 | b | 2/3 |\n| 10 | c | 3/3 |\n"
DOCUMENTS = {
    "a table": TABLE,
    "a table without pipes at its edges, at the end": "Task | Progress\n--- | ---\na | 100%\nb | 40%",
    "a table in a quote": "> | Task | Progress |\n> | --- | --- |\n> | a | 100% |\n> | b | 40% |\n",
    "a numbered table": NUMBERED,
    "numbers in front of labels": (
        "| Task | Progress |\n|---|---|\n| 1. a | ![](https://geps.dev/progress/4) |\n| 2. b | |\n"
    ),
    "an aligned table over a total row": (
        "| Task            | Done |\n| --------------- | ---- |\n| a               | ✅   |\n"
        "| b               | ❌   |\n| **Total**       | 1/2  |\n"
    ),
    "CRLF": TABLE.replace("\n", "\r\n"),
    "tasks": "# Plan\n\n- [x] a\n- [ ] b\n  - [ ] c\n\nText.\n",
    "tasks apart": "- [x] a\n\n- [ ] b\n\n# More\n",
    "numbered tasks": "9. [x] a\n10. [ ] b",
    "one numbered task": "> 1) [ ] a\n",
    "tasks with one number": "1. [ ] a\n1. [x] b\n",
}


def _one_by_one(text: str, edits: Edits, settings: Settings = DEFAULT) -> str:
    def after(source: Source, edit: dict[str, object]) -> Source:
        return readme_sync.apply_edits(source, [edit], settings=settings).source

    return reduce(after, edits, Source(text)).text


def _together(text: str, edits: Edits, settings: Settings = DEFAULT) -> tuple[str, int]:
    """The text after them, and how many of them were done at once."""
    operations = [entry_of(one).operation for one in edits]
    done = apply_next(readme_sync.parse(text, settings=settings), operations).changes
    return readme_sync.apply_edits(text, edits, settings=settings).source.text, len(done)


def _edits(op: str, labels: str, values: tuple[str | None, ...] = ("100", "0", None)) -> Edits:
    return [
        {"op": op, "row": label, **({} if value is None else {"value": value})}
        for label, value in zip(labels.split(), values * len(labels), strict=False)
    ]


@pytest.mark.parametrize("op", ["add", "upsert"])
@pytest.mark.parametrize("repad", [False, True])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_rows_stand_as_if_added_one_by_one(name: str, op: str, repad: bool) -> None:  # noqa: FBT001
    settings = Settings(repad=repad)
    edits = _edits(op, "n o *p* q|r <b> a_longer_one")
    text, count = _together(DOCUMENTS[name], edits, settings)
    assert text == _one_by_one(DOCUMENTS[name], edits, settings)
    assert count == len(edits)


def test_their_lines_are_told() -> None:
    done = readme_sync.apply_edits(DOCUMENTS["tasks apart"], _edits("add", "c d e")).changes
    assert [(one.line, one.label, one.did, one.changed) for one in done] == [
        (5, "c", "added", True),
        (7, "d", "added", True),
        (9, "e", "added", True),
    ]


def test_they_are_written_as_the_rows_that_stood_there() -> None:
    text, count = _together(TABLE, _edits("add", "c d e f", ("12.5", "12.25", "7.5", "0")))
    assert "| c | 12.5% |\n| d | 12.25% |\n| e | 7.5% |\n| f | 0% |\n" in text
    assert count == 4


@pytest.mark.parametrize(
    ("edits", "count"),
    [
        (_edits("add", "c d Total e f"), 2),  # what follows a total goes before it
        (_edits("upsert", "c d b e f"), 2),  # b is there
        (_edits("upsert", "c d C e f"), 2),  # c is there by then
        ([*_edits("add", "c d"), *_edits("upsert", "c e f")], 2),
        ([*_edits("add", "c d e"), {"op": "sort"}], 3),
        ([*_edits("add", "c d e"), {"op": "add", "row": "f", "after": "c"}], 3),
        ([{"op": "add", "row": "c", "first": True}, *_edits("add", "d e")], 1),
        ([{"op": "add", "row": "c", "line": 3}, *_edits("add", "d e")], 1),
    ],
)
def test_what_depends_on_a_row_before_it_waits_for_it(edits: Edits, count: int) -> None:
    text, at_once = _together(TABLE, edits)
    assert text == _one_by_one(TABLE, edits)
    assert at_once == count


def test_a_number_of_their_own_is_counted_on() -> None:
    edits: Edits = [{"op": "add", "row": one, "value": "1/3", "values": {"#": "20."}} for one in "de"]
    edits += _edits("add", "f g", ("1/3",))
    text, at_once = _together(NUMBERED, edits)
    assert text == _one_by_one(NUMBERED, edits)
    assert at_once == 2


def test_a_key_tells_them_apart() -> None:
    text = "| Key | Task | Progress |\n| - | - | - |\n| k1 | Read | 10% |\n| k2 | Write | 20% |\n"
    edits: Edits = [
        {"op": "upsert", "row": key, "key": "Key", "value": "5", "values": {"Task": "Run"}}
        for key in ("k3", "k4", "K3")
    ]
    after, at_once = _together(text, edits)
    assert after == _one_by_one(text, edits)
    assert after.count("| Run | 5% |") == 2
    assert at_once == 2


def _plan(text: str, edits: Edits) -> Plan:
    listed = [Listed(line, entry_of(one).operation) for line, one in enumerate(edits, 1)]
    return plan({"R.md": listed}, "e", lambda path: Source(text, path), lambda _: DEFAULT, lambda: None)


def test_what_cannot_be_added_is_said_with_its_line() -> None:
    edits = _edits("add", "c d e f g h", ("1", "2", "200", "4", "some", "6"))
    made = _plan(TABLE, [*edits, {"op": "add", "row": "c", "value": "1"}])
    assert [(problem.line, problem.message.split(": ", 1)[1].split(";")[0]) for problem in made.problems] == [
        (3, "200 is more than 100 %"),
        (5, "'some' is no progress"),
        (7, "says again what line 1 says of 'c'"),
    ]
    assert made.documents[0].failed


def test_where_the_judge_refuses_one_the_others_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(readme: readme_sync.Readme, rows: RowEdits) -> Source:
        if "no_way" in rows.edits[0].replacement:
            raise readme_sync.WriteError("the change would show in other places too")
        return rewrite_rows(readme, rows)

    monkeypatch.setattr("readme_sync.editing.apply.rewrite_rows", refusing)
    operations = [entry_of(one).operation for one in _edits("add", "c d e no_way f g h i")]
    done = apply_next(readme_sync.parse(TABLE), operations).changes
    assert [one.label for one in done] == ["c", "d"]  # the half of the half


@pytest.mark.parametrize("op", ["add", "upsert"])
@pytest.mark.parametrize("name", ["a table", "a numbered table", "tasks"])
def test_many_take_linear_time(name: str, op: str) -> None:
    edits: Edits = [{"op": op, "row": f"Task {number}", "value": "done"} for number in range(2_000)]
    begun = time.process_time()
    made = _plan(DOCUMENTS[name], edits)
    assert time.process_time() - begun < 10
    assert made.problems == []
    assert made.documents[0].after.text.count("Task 1") == 1_111


def _lines_added(before: str, after: str) -> list[str]:
    """The new lines, but for their numbers and blanks."""
    old, new = before.splitlines(), after.splitlines()
    first = next((index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    added = new[first : first + len(new) - len(old)]
    return [re.sub(r"[0-9]+", "", "".join(line.split()), count=1) for line in added if line.strip(" >")]


def _differs(path: Path) -> list[str] | None:
    """Where rows added together do not look as each does when it alone is added; None where there is no such place."""
    source = Source.from_bytes(path.read_bytes(), path.name)
    readme = readme_sync.parse(source)
    found: list[str] | None = None
    for index, section in enumerate(readme.sections[:20]):
        inside = [one for one in readme.trackers if section.span.start <= one.span.start < section.span.end]
        if len(inside) != 1 or inside[0].section != index or not section.anchor:
            continue
        texts = [value_text(item.progress) for item in inside[0].items]
        values = [text for text in dict.fromkeys(texts) if text][:2] or ["done"]
        edits: Edits = [
            {
                "op": "upsert",
                "row": f"New *{row}*",
                "value": values[number % len(values)],
                "section": f"#{section.anchor}",
            }
            for number, row in enumerate("xyz")
        ]
        try:
            alone = [
                _lines_added(source.text, readme_sync.apply_edits(source, [edit], sync=False).source.text)
                for edit in edits
            ]
            after = readme_sync.apply_edits(source, edits, sync=False).source.text
        except ReadmeSyncError:
            continue
        found = found or []
        if _lines_added(source.text, after) != [line for lines in alone for line in lines]:
            found.append(f"{path.name}#{section.anchor}")
    return found


def test_rows_look_as_each_alone_in_real_documents(some_progress_files: list[Path]) -> None:
    with Pool(PROCESSES) as pool:
        answers = pool.map(_differs, some_progress_files, chunksize=5)
    assert [place for answer in answers if answer for place in answer] == []
    assert sum(answer is not None for answer in answers) >= 25
