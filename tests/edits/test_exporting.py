"""What is exported and taken back changes nothing."""

from functools import partial
from multiprocessing import Pool
from pathlib import Path

import pytest

import readme_sync
from readme_sync.edits.exporting import rows_of
from readme_sync.edits.formats import FORMATS, the_format
from readme_sync.edits.planning import plan
from readme_sync.edits.reading import read_operations
from readme_sync.model import DEFAULT
from readme_sync.text import Source

LONGEST = 150


def _came_back(form: str, path: Path) -> str | None:
    """What differs, "" where nothing does, `shared` where rows of one section have one label; None: too few or many."""
    source = Source.from_bytes(path.read_bytes(), path.name)
    rows = list(rows_of(readme_sync.parse(source)))
    if not 0 < len(rows) <= LONGEST:
        return None
    reading = read_operations(the_format(form).write(rows), "data", form, "upsert")
    if reading.problems:
        return f"{path.name}: {reading.problems[0]}"
    made = plan({path.name: reading.operations}, "data", lambda _: source, lambda _: DEFAULT, lambda: None)
    others = [one for one in made.problems if "may be" not in one.message and "line" not in one.message]
    if others:
        return f"{path.name}: {others[0]}"
    if made.problems:
        return "shared"
    return f"{path.name} changed" if made.documents[0].changed else ""


@pytest.mark.parametrize("form", FORMATS)
def test_round_trip_of_real_documents(form: str, progress_files: list[Path]) -> None:
    with Pool(2) as pool:
        answers = [one for one in pool.map(partial(_came_back, form), progress_files, chunksize=5) if one is not None]
    assert [one for one in answers if one not in {"", "shared"}] == []
    assert answers.count("") >= 70
    assert answers.count("shared") <= 5
