"""The pages that scripts make are those that they make today."""

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


def made_by(script: str) -> dict[str, Any]:
    """The names that a script defines."""
    return runpy.run_path(str(ROOT / "scripts" / script))


def test_the_keys_of_the_configuration() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert made_by("configuration.py")["page"](text) == text, "run python scripts/configuration.py"


def test_the_registry_of_notations() -> None:
    text = (ROOT / "docs" / "notations.md").read_text("utf-8")
    assert made_by("notations.py")["page"](text, None) == text, "run python scripts/notations.py"


def test_the_regions_and_their_options() -> None:
    text = (ROOT / "docs" / "markers.md").read_text("utf-8")
    assert made_by("regions.py")["page"](text) == text, "run python scripts/regions.py"


def test_the_commands() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert made_by("commands.py")["page"]() == text, "run python scripts/commands.py"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures(scheme: str) -> None:
    text = (ROOT / "docs" / "images" / f"before-after-{scheme}.svg").read_text("utf-8")
    assert made_by("picture.py")["picture"](scheme) == text, "run python scripts/picture.py"


def test_the_rules() -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert made_by("rules.py")["page"]() == text, "run python scripts/rules.py"


def test_the_example_of_a_configuration_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from readme_sync.config import settings_for  # noqa: PLC0415

    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    (tmp_path / ".readme-sync.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(settings_for("").trackers) == 2
