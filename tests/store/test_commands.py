"""Commands of named facts: each runs once, for a limited time, with all that it started."""

import os
import select
import time
from pathlib import Path

import pytest

from readme_sync.errors import InputError
from readme_sync.store.commands import MOST_BYTES, CommandRunner


def _shell(text: str) -> tuple[str, ...]:
    return ("sh", "-c", text)


def test_each_runs_once(tmp_path: Path) -> None:
    runner = CommandRunner()
    for _ in range(2):
        assert runner.run(_shell("echo x >> ran; echo 7"), str(tmp_path)) == "7\n"
        with pytest.raises(InputError, match="fails with exit code 3; run it by hand"):
            runner.run(_shell("echo y >> ran; exit 3"), str(tmp_path))
    assert (tmp_path / "ran").read_text() == "x\ny\n"
    assert runner.run(_shell("echo z >> ran"), str(tmp_path)) == ""


@pytest.mark.parametrize("text", ["sleep 60", "exec >&-; sleep 60"])
def test_one_that_does_not_end(tmp_path: Path, text: str) -> None:
    started = time.monotonic()
    with pytest.raises(InputError, match=r"takes longer than 0\.2 seconds"):
        CommandRunner(0.2).run(_shell(text), str(tmp_path))
    assert time.monotonic() - started < 30


def test_no_more_than_so_many_bytes(tmp_path: Path) -> None:
    whole = f"head -c {MOST_BYTES} /dev/zero"
    assert CommandRunner().run(_shell(whole), str(tmp_path)) == "\0" * MOST_BYTES
    with pytest.raises(InputError, match="prints more than 10,000 bytes"):
        CommandRunner().run(_shell(f"{whole}; echo"), str(tmp_path))


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "open")
    descriptor = os.open(tmp_path / "open", os.O_RDONLY | os.O_NONBLOCK)
    try:
        CommandRunner().run(_shell("exec 9>open; sleep 60 >&- & echo 7"), str(tmp_path))
        ended = select.poll()
        ended.register(descriptor)
        assert ended.poll(20_000) == [(descriptor, select.POLLHUP)]  # nobody has it open any more
    finally:
        os.close(descriptor)


def test_where_processes_have_no_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(os, "killpg")
    assert CommandRunner().run(_shell("echo 7"), str(tmp_path)) == "7\n"
    with pytest.raises(InputError, match=r"takes longer than 0\.2 seconds"):
        CommandRunner(0.2).run(("sleep", "60"), str(tmp_path))
