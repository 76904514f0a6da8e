"""Compiled patterns that are kept from one run to the next."""

import marshal
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from patterns import constants

from readme_sync.text import kept_patterns
from readme_sync.text.kept_patterns import compiled, keep

SAMPLES = [("(?P<done>[0-9]+)/(?P<total>[0-9]+)", 0), ("[✅☑🟩🟦]|done", re.IGNORECASE), ("^a.b(c)?$", re.MULTILINE)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where patterns are kept in this test; nothing is kept yet."""
    path = tmp_path / "patterns"
    monkeypatch.setattr(kept_patterns, "_place", lambda: str(path))
    monkeypatch.setattr(kept_patterns, "_new", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept_patterns.kept.cache_clear()
    yield path
    kept_patterns.kept.cache_clear()


def _never(source: str, flags: int) -> None:
    pytest.fail(f"{source!r} with {flags} was compiled")


def test_all_patterns_are_what_re_makes_of_them(place: Path) -> None:
    found = constants()
    for _ in range(2):  # patterns are equal where source, flags and code are
        assert all(compiled(one.pattern, one.flags) == re.compile(one.pattern, one.flags) for one in found)
        keep()
    assert place.exists()


@pytest.mark.parametrize(("source", "flags"), SAMPLES)
def test_what_is_kept_is_not_compiled_again(
    place: Path, monkeypatch: pytest.MonkeyPatch, source: str, flags: int
) -> None:
    first = compiled(source, flags)
    keep()
    monkeypatch.setattr(kept_patterns, "_parts", _never)
    again = compiled(source, flags)
    assert place.exists()
    assert first == again == re.compile(source, flags)
    assert again.groupindex == re.compile(source, flags).groupindex


def test_what_was_kept_before_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source, flags in SAMPLES:
        compiled(source, flags)
        keep()
    monkeypatch.setattr(kept_patterns, "_parts", _never)
    assert all(compiled(*sample) for sample in SAMPLES)
    assert os.listdir(place.parent) == [place.name]


def test_flags_are_told_apart(place: Path) -> None:
    compiled("a", re.IGNORECASE)
    keep()
    assert place.exists()
    assert compiled("a", 0).match("A") is None
    assert compiled("a", re.IGNORECASE).match("A")


def _of_another_python(path: Path) -> None:
    _with_wrong_code(path, "+")


def _with_wrong_code(path: Path, behind_version: str = "") -> None:
    (version, magic), kept = marshal.loads(path.read_bytes())  # noqa: S302
    wrong = {key: (parts[0], b"\0" * len(parts[1]), *parts[2:]) for key, parts in kept.items()}
    path.write_bytes(marshal.dumps(((version + behind_version, magic), wrong)))


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"nonsense"),
        lambda path: path.write_bytes(marshal.dumps(None)),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        _with_wrong_code,
        _of_another_python,
    ],
    ids=["missing", "empty", "nonsense", "none", "cut", "zeros", "wrong code", "another Python"],
)
def test_what_cannot_be_read_is_compiled(place: Path, spoil: object) -> None:
    assert callable(spoil)
    compiled("a(b)", 0)
    keep()
    spoil(place)
    kept_patterns.kept.cache_clear()
    assert compiled("a(b)", 0) == re.compile("a(b)")


def test_nothing_is_written_where_python_writes_no_bytecode(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled("a", 0)
    keep()
    assert not place.exists()


def test_no_place_to_write_is_no_error(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_place", lambda: str(place / "missing" / "patterns"))
    assert compiled("a", 0).match("a")
    keep()
    assert not place.exists()


def test_nothing_is_left_behind_where_it_cannot_be_put_in_place(place: Path) -> None:
    place.mkdir()
    compiled("a", 0)
    keep()
    assert os.listdir(place.parent) == [place.name]


def test_patterns_of_old_do_not_pile_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_MOST", 2)
    for source in "abcde":
        compiled(source, 0)
        keep()
    assert len(marshal.loads(place.read_bytes())[1]) <= 2  # noqa: S302


def test_another_python_compiles_as_ever(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_is_known", False)
    assert compiled("a", 0) == re.compile("a")
    keep()
    assert not place.exists()


def test_the_second_check_compiles_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Songs (1/2)\n\n- [x] one\n- [ ] two\n", encoding="utf-8")
    code = (
        "import sys; from readme_sync.text import kept_patterns as kept; from readme_sync.cli import main;"
        "parts = kept._parts; made = []; kept._parts = lambda *key: made.append(key) or parts(*key);"
        "main(['check', 'README.md']); print(len(made), file=sys.stderr)"
    )
    variables = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
    numbers = []
    for _ in range(2):
        command = [sys.executable, "-c", code]
        ran = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
        numbers.append(int(ran.stderr))
    assert numbers[0] > 10
    assert numbers[1] == 0
