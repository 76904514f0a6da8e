"""What is exported and taken back changes nothing."""

from multiprocessing import Pool
from pathlib import Path

from workers import PROCESSES

import readme_sync
from readme_sync.bulk.formats import FORMATS, the_format
from readme_sync.bulk.plan import Listed, plan, read_operations
from readme_sync.editing.rows import rows_of
from readme_sync.model import DEFAULT
from readme_sync.text import Source

LONGEST = 150


def _came_back(path: Path) -> str | None:
    """What differs, "" where nothing does, `shared` where rows of one section have one label; None: too few or many."""
    source = Source.from_bytes(path.read_bytes(), path.name)
    rows = list(rows_of(readme_sync.parse(source)))
    if not 0 < len(rows) <= LONGEST:
        return None
    planned: list[tuple[list[object], str]] = []  # mostly all formats say the same, which is planned once
    for form in FORMATS:
        reading = read_operations(the_format(form).write(rows), "data", form, "upsert")
        if reading.problems:
            return f"{path.name}, {form}: {reading.problems[0]}"
        said: list[object] = [listed.operation for listed in reading.operations]
        answer = next((known for operations, known in planned if operations == said), None)
        if answer is None:
            answer = _planned(source, reading.operations)
            planned.append((said, answer))
        if answer not in {"", "shared"}:
            return f"{path.name}, {form}: {answer}"
    return max(answer for _, answer in planned)


def _planned(source: Source, operations: list[Listed]) -> str:
    """What comes of a document's own rows: "", `shared`, or what is wrong."""
    made = plan({"README.md": operations}, "data", lambda _: source, lambda _: DEFAULT, lambda: None)
    others = [one for one in made.problems if "may be" not in one.message and "line" not in one.message]
    if others:
        return str(others[0])
    if made.problems:
        return "shared"
    return "changed" if made.documents[0].changed else ""


def test_round_trip_of_real_documents(progress_files: list[Path]) -> None:
    with Pool(PROCESSES) as pool:
        answers = [one for one in pool.map(_came_back, progress_files, chunksize=5) if one is not None]
    assert [one for one in answers if one not in {"", "shared"}] == []
    assert answers.count("") >= 70
    assert answers.count("shared") <= 5
