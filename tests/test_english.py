"""Plain English: phrases that the style guide bans are in no module."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "src" / "readme_sync").rglob("*.py"))
BANNED = (
    "as above",
    "in peace",
    "is no more than",
    "it is no ",
    "likewise",
    "mended",
    "never wrongly no",
    "nobody can",
    "somebody has",
    "that it was not",
    "what it comes to",
    "what they come to",
    "whoever",
)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_module_uses_plain_phrases(module: Path) -> None:
    text = module.read_text("utf-8").lower()
    assert [phrase for phrase in BANNED if phrase in text] == []
