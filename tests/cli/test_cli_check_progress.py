"""How far a long check is: a line on a terminal, gone before anything else is written."""

import sys
import time
from io import StringIO

import pytest

from readme_sync.cli.check_run import ProgressLine


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
