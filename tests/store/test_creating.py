"""Files that were not there."""

import os
from pathlib import Path
from typing import Self

import pytest

from readme_sync.errors import WriteError
from readme_sync.store.write_files import create


def test_a_new_file_in_new_folders(tmp_path: Path) -> None:
    assert create(str(tmp_path), "a/b/c.yml", "x: é\n")
    assert (tmp_path / "a/b/c.yml").read_bytes() == "x: é\n".encode()
    assert not create(str(tmp_path), "a/b/c.yml", "y\n")
    assert (tmp_path / "a/b/c.yml").read_bytes() == "x: é\n".encode()


def test_a_link_to_nothing_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to(tmp_path / "target")
    assert not create(str(tmp_path), "x", "text")
    assert not (tmp_path / "target").exists()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("file")
    with pytest.raises(WriteError, match="cannot be created"):
        create(str(tmp_path), "a/b/c.yml", "x")


def test_somebody_is_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    (tmp_path / "x").write_text("theirs")
    assert not create(str(tmp_path), "x", "text")
    assert (tmp_path / "x").read_text() == "theirs"


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fdopen

    class Full:
        def __init__(self, descriptor: int) -> None:
            self._file = real(descriptor, "wb")

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, _: bytes) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("builtins.open", lambda descriptor, _: Full(descriptor))
    with pytest.raises(WriteError, match="cannot be written: No space left on device"):
        create(str(tmp_path), "x", "text")
    assert list(tmp_path.iterdir()) == []
