"""The texts of all case files: most are documents, the others can be read as one."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
_OF_DATA = {"facts", "gates"}
"""What stands in these folders is mostly data."""


def case_texts() -> list[tuple[str, str]]:
    """Return each text, with the name of its case file in front."""
    files = sorted(path for path in CASES.rglob("*.toml") if path.parent.name not in _OF_DATA)
    assert len(files) >= 3
    return [(path.name, text) for path in files for text in _texts(tomllib.loads(path.read_text("utf-8")))]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
