"""The promises of docs/internals/promises.md: each test says what it tried and what broke."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

Promise = Callable[..., None]
IS_FULL = os.environ.get("READMESYNC_FULL") == "1"


@pytest.fixture
def full() -> bool:
    """Whether the great numbers are asked for: `READMESYNC_FULL=1`, or `scripts/promises.py --full`."""
    return IS_FULL


@pytest.fixture
def promise(request: pytest.FixtureRequest, full: bool) -> Promise:  # noqa: FBT001  a fixture
    """A function that notes what was tried, and fails where something broke, or where too little was tried."""

    def note(number: int, tried: int, broken: list[str], *, floor: int, full_floor: int) -> None:
        least = full_floor if full else floor
        path = os.environ.get("READMESYNC_FIGURES")
        if path:
            line = {
                "number": number,
                "test": f"pytest {request.node.nodeid}",
                "tried": tried,
                "broken": len(broken),
                "floor": least,
                "in CI": floor,
                "on": f"{datetime.now(UTC):%Y-%m-%d}",
            }
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        assert not broken, f"{len(broken)} of {tried}: " + "; ".join(broken[:5])
        assert tried >= least, f"only {tried} of at least {least} were tried"

    return note
