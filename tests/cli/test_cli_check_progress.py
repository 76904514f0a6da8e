"""How far a long run is: a line on a terminal, gone before anything else is written."""

import sys
import time
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from cli_running import Runner

from readme_sync.cli.output import ProgressLine, write_warning


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_counts_where_nobody_knows_how_far(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    ticker = ProgressLine(0, "requests to GitHub:")
    clock[0] = 1.0
    ticker.step()
    assert terminal.getvalue() == "\rrequests to GitHub: 1"


def test_is_shown_after_a_second_and_goes_away(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    ticker = ProgressLine(300, "checking")
    ticker.step()
    ticker.hide()
    assert terminal.getvalue() == ""
    clock[0] = 1.0
    ticker.step()
    clock[0] = 1.05
    ticker.step()
    assert terminal.getvalue() == "\rchecking 2 of 300 documents"
    ticker.hide()
    ticker.hide()
    assert terminal.getvalue() == "\rchecking 2 of 300 documents\r\x1b[K"
    clock[0] = 1.2
    ticker.step()
    assert terminal.getvalue().endswith("\r\x1b[K\rchecking 4 of 300 documents")


@pytest.mark.parametrize(("stream", "length"), [(StringIO(), 300), (_Terminal(), 1)])
def test_is_silent(clock: list[float], monkeypatch: pytest.MonkeyPatch, stream: StringIO, length: int) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    ticker = ProgressLine(length, "checking")
    clock[0] = 9.0
    ticker.step()
    ticker.hide()
    assert stream.getvalue() == ""


def test_is_gone_before_anything_else_is_written(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    monkeypatch.setattr(terminal, "buffer", BytesIO(), raising=False)
    with ProgressLine(300, "read") as progress:
        clock[0] = 1.0
        progress.step()
        write_warning("a.md: nothing changed")
        assert terminal.getvalue() == "\rread 1 of 300 documents\r\x1b[K"
        clock[0] = 2.0
        progress.step()
    assert terminal.getvalue().endswith("\rread 2 of 300 documents\r\x1b[K")
    assert ProgressLine.current is None


@pytest.mark.parametrize("command", ["status", "parse", "sync", "numbers", "facts", "format --dry-run", "check --fix"])
def test_every_command_over_documents_has_it(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Runner
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("- [x] a\n- [ ] b\n", "utf-8")
    seen: list[str] = []
    monkeypatch.setattr(ProgressLine, "step", lambda self: seen.append(type(self).__name__))
    run(*command.split(), "a.md", "b.md")
    assert len(seen) == 2
