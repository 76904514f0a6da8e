"""What is kept between two runs: found again by the same code and settings, bounded, lost without harm."""

import os
import sqlite3
from pathlib import Path

import pytest

from readme_sync.store import cache as store_cache
from readme_sync.store.cache import Cache


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "readme-sync" / "history.sqlite"


def test_kept_by_kind_and_key(file: Path) -> None:
    Cache("one").put({"a": "å", "b": "2"})
    Cache("two").put({"a": "other"})
    assert Cache("one").get(["a", "b", "c"]) == {"a": "å", "b": "2"}
    assert Cache("two").get(["a", "b"]) == {"a": "other"}
    assert file.parent.stat().st_mode & 0o077 == 0
    keys = [str(number) for number in range(1_200)]
    Cache("one").put(dict.fromkeys(keys, "x"))
    assert len(Cache("one").get(keys)) == len(keys)


def test_other_code_finds_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache("one").put({"a": "1"})
    monkeypatch.setattr(store_cache, "_code", lambda: "changed")
    assert Cache("one").get(["a"]) == {}
    assert file.exists()


@pytest.mark.parametrize("data", [b"no database", b"SQLite format 3\0" + bytes(5_000), b""])
def test_a_broken_file_is_made_anew(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    assert Cache("one").get(["a"]) == {}
    Cache("one").put({"a": "1"})
    Cache("one").put({"a": "1"})
    assert Cache("one").get(["a"]) == {"a": "1"}


def test_nowhere_to_keep_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    Cache("one").put({"a": "1"})
    assert Cache("one").get(["a"]) == {}


def test_bounded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_cache, "_MOST_BYTES", 200_000)
    cache = Cache("one")
    for number in range(40):
        cache.put({f"{number}-{part}": os.urandom(2_000).hex() for part in range(10)})
    assert file.stat().st_size < 300_000
    assert cache.get(["0-0", "39-9"]).keys() == {"39-9"}


def test_a_file_that_another_run_holds_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache("one").put({"a": "1"})
    monkeypatch.setattr(store_cache, "_SECONDS", 0)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert Cache("one").get(["a"]) == {}
    other.execute("COMMIT")
    other.close()
    assert Cache("one").get(["a"]) == {"a": "1"}


def test_what_is_added_counts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache("one")
    cache.put({"first": "x"})
    monkeypatch.setattr(store_cache, "_MOST_BYTES", file.stat().st_size + 10_000)
    cache.put({"small": "x"})
    assert cache.get(["first"]) == {"first": "x"}
    cache.put({"large": os.urandom(20_000).hex()})
    assert cache.get(["first", "large"]).keys() == {"large"}
