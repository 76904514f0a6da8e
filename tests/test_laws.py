"""The laws, on every case file and every corpus file."""

import hashlib
import os
import subprocess
import sys
from functools import cache
from multiprocessing import Pool
from pathlib import Path

import pytest
from case_texts import case_texts
from laws import LAWS, Law
from workers import PROCESSES

from readme_sync.errors import InputError
from readme_sync.model import Readme
from readme_sync.reader import read
from readme_sync.reports.progress_history import snapshot_of
from readme_sync.text import Source

SAMPLES = Path(__file__).parents[1] / "samples"

FEWEST = {"corpus": 4_000, "progress": 120, "fresh": 100, "hostile": 50}  # an empty run must not pass


@cache
def _case_documents() -> list[tuple[str, Readme]]:
    """(file, document), read once for all laws."""
    return [(name, read(Source(text))) for name, text in case_texts()]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_case_files(law: Law) -> None:
    for name, readme in _case_documents():
        assert law(readme) == "", f"{name}: {readme.source.text!r}"


def test_items_do_not_depend_on_claims() -> None:
    """What `history` reads, without derived numbers, are the same items."""
    for name, readme in _case_documents()[::5]:
        few = read(readme.source, claims=False)
        assert few.claims == ()
        assert snapshot_of(few) == snapshot_of(readme), f"{name}: {readme.source.text!r}"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_samples(law: Law) -> None:
    for path in SAMPLES.glob("*.md"):
        assert law(read(Source.from_bytes(path.read_bytes()))) == "", path.name


def _broken(path: Path) -> list[str] | None:
    """What breaks which law in a file, None where it is not UTF-8; the file is read once for all laws."""
    data = path.read_bytes()
    try:
        source = Source.from_bytes(data, path.name)
    except InputError:
        return None
    if source.to_bytes() != data:
        return [f"{path.name}: the bytes do not come back"]
    readme = read(source)
    return [f"{path.name}: {law.__name__}: {wrong}" for law in LAWS if (wrong := law(readme))]


@pytest.mark.parametrize("corpus", FEWEST)
def test_corpus_files(corpus: str, shared: Path, request: pytest.FixtureRequest) -> None:
    assert shared.is_dir()
    files: list[Path] = request.getfixturevalue(f"{corpus}_files")
    with Pool(PROCESSES) as pool:
        answers = pool.map(_broken, files, chunksize=20)
    held = [answer for answer in answers if answer is not None]
    assert len(held) >= FEWEST[corpus]
    assert [wrong for answer in held for wrong in answer] == []


def test_the_laws_have_something_to_hold_for(shared: Path, progress_files: list[Path]) -> None:
    assert shared.is_dir()
    items = sum(len(list(read(Source.from_bytes(path.read_bytes())).items)) for path in progress_files)
    assert items >= 2_000


def test_deterministic(shared: Path, progress_files: list[Path]) -> None:
    assert shared.is_dir()
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "readme_sync", "parse", *map(str, progress_files)]
        parsed = subprocess.run(command, capture_output=True, check=True, env=environment)
        command[3] = "check"
        checked = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert checked.returncode in {0, 1}
        outputs.append(hashlib.sha256(parsed.stdout + checked.stdout).hexdigest())
        assert parsed.stdout.count(b"\n") == len(progress_files) >= FEWEST["progress"]
    assert outputs[0] == outputs[1]
