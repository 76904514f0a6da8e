"""Promises 11 and 12: whatever call fails, the file is whole, and a line says what to do."""

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from promises import Promise

from readme_sync.cli import main
from readme_sync.errors import ReadmeSyncError
from readme_sync.store.write_files import update
from readme_sync.text import Source

CALLS = (
    "open",
    "read",
    "write",
    "fsync",
    "fchmod",
    "fchown",
    "lseek",
    "stat",
    "fstat",
    "listdir",
    "replace",
    "unlink",
    "close",
)
ERRORS = (
    errno.EIO,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EBUSY,
    errno.EMFILE,
)
OLD, NEW = b"old\n" * 100, b"new\n" * 120


def _failing(real: Callable[..., Any], turns: "itertools.count[int]", turn: int, number: int) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        if next(turns) == turn:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    return call


def test_every_call_fails_once(promise: Promise, tmp_path: Path) -> None:
    """Promise 11: call 1 of a kind fails, then call 2, until a run in which none is left to fail."""
    document = tmp_path / "README.md"
    broken: list[str] = []
    tried = 0
    for name, number in itertools.product(CALLS, ERRORS):
        for turn in itertools.count(1):
            document.write_bytes(OLD)
            turns = itertools.count(1)
            tried += 1
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(os, name, _failing(getattr(os, name), turns, turn, number))
                try:
                    update(document, lambda _: Source(NEW.decode()))
                    said = ""
                except ReadmeSyncError as error:
                    said = str(error)
                except OSError as error:  # of `close`, which the caller of a descriptor cannot handle
                    said = "" if name == "close" else f"OSError {error}"
            if document.read_bytes() != (NEW if not said or "is written" in said else OLD) and name != "close":
                broken.append(f"{name} {turn} {errno.errorcode[number]}: {said}")
            if document.read_bytes() not in {OLD, NEW} or said.startswith("OSError"):
                broken.append(f"{name} {turn} {errno.errorcode[number]}: damaged, {said}")
            for left in document.parent.iterdir():
                if left != document:
                    broken += [] if name == "unlink" else [f"{name} {turn} {errno.errorcode[number]}: left {left.name}"]
                    left.unlink()
            if next(turns) <= turn:
                break
    promise(11, tried, broken, floor=150, full_floor=150)


def test_full_disks_and_missing_rights_are_one_line(
    promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Promise 12: exit code 2, the file is named and as it was, nothing is left; real disks: `pytest -m crash`."""
    monkeypatch.chdir(tmp_path)
    text = "# Plan (0/2)\n\n- [x] a\n- [ ] b\n"
    Path("other.md").write_text(text, encoding="utf-8")
    broken: list[str] = []
    cases = list(itertools.product(("write", "fsync", "fchmod", "replace"), ERRORS))
    for name, number in cases:
        Path("README.md").write_text(text, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, name, _failing(getattr(os, name), itertools.count(1), 1, number))
            code = main(["sync", "--offline", "README.md"])
        out, said = capfd.readouterr()
        kept = Path("README.md").read_text("utf-8") == text and len(os.listdir()) == 2
        if code != 2 or not kept or "README.md: could not be written and is unchanged" not in said or out:
            broken.append(f"{name} {errno.errorcode[number]}: exit {code}, {out!r} {said!r}")
    promise(12, len(cases), broken, floor=36, full_floor=36)
