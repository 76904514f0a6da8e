"""The glossary names the classes of the public model, and no others."""

import re
from pathlib import Path

import readme_sync
from readme_sync import model, text

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \|([^|]*)\|$", re.MULTILINE)
NOT_DOMAIN_WORDS = {"Settings"}
"""Public classes of the model that say how to read, not what a document holds."""


def _named() -> set[str]:
    rows = ROW.findall((ROOT / "docs" / "glossary.md").read_text("utf-8"))
    return {name for _, cell in rows for name in re.findall(r"`([A-Z]\w+)`", cell)}


def test_every_class_it_names_exists() -> None:
    assert {name for name in _named() if not hasattr(model, name) and not hasattr(text, name)} == set()


def test_it_names_every_public_class_of_the_model() -> None:
    public = {name for name in readme_sync.__all__ if name in {*model.__all__, *text.__all__} and name[0].isupper()}
    assert public - NOT_DOMAIN_WORDS <= _named()


def test_it_stays_short() -> None:
    assert 12 <= len(ROW.findall((ROOT / "docs" / "glossary.md").read_text("utf-8"))) - 1 <= 20
