"""A progress as somebody types it."""

import pytest

from readme_sync.editing.set_progress import parse_value
from readme_sync.errors import RequestError
from readme_sync.model import State

FORMS = "write a percent such as 40 or 62.5, a count such as 3/10, one more as +1, done, in progress, open"


@pytest.mark.parametrize(
    ("text", "state", "percent", "done", "total"),
    [
        ("40", State.IN_PROGRESS, 40, None, None),
        (" 40 % ", State.IN_PROGRESS, 40, None, None),
        ("62.5%", State.IN_PROGRESS, 62.5, None, None),
        ("0", State.OPEN, 0, None, None),
        ("100", State.DONE, 100, None, None),
        ("3/10", State.IN_PROGRESS, 30, 3, 10),
        ("10 / 10", State.DONE, 100, 10, 10),
        ("Done", State.DONE, 100, None, None),
        ("not  started", State.OPEN, 0, None, None),
        ("open", State.OPEN, 0, None, None),
    ],
)
def test_value(text: str, state: State, percent: float, done: int | None, total: int | None) -> None:
    progress = parse_value(text)
    assert (progress.state, progress.percent, progress.done, progress.total) == (state, percent, done, total)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("140", "140 is more than 100 %; a count is written n/m"),
        ("-1", "-1 is less than 0 %"),
        (
            "sunny",
            f"'sunny' is no progress; {FORMS}",
        ),
        (
            "",
            f"'' is no progress; {FORMS}",
        ),
        ("7/5", "7/5 is more than all"),
        ("3/0", "3/0 has no total"),
        (
            "１0",
            f"'１0' is no progress; {FORMS}",
        ),
        (
            "1e1",
            f"'1e1' is no progress; {FORMS}",
        ),
    ],
)
def test_no_value(text: str, reason: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_value(text)
    assert str(raised.value) == reason
