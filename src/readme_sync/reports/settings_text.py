"""The settings that hold for a document, for people: a line for each key."""

import json
from enum import Enum
from typing import Any

from readme_sync.model import Settings
from readme_sync.reports.safe import printable


def settings_text(path: str, settings: Settings) -> str:
    """Return the settings of a document, as `key = value`."""
    lines = [f"# {path}: {settings.origin or 'no configuration'}"]
    values = settings._asdict()
    del values["origin"]
    lines += [f"{name.replace('_', '-')} = {_shown(value)}" for name, value in values.items()]
    return "".join(f"{printable(line)}\n" for line in lines)


def _shown(value: Any) -> str:  # noqa: ANN401  whatever a setting holds
    return json.dumps(_plain(value), ensure_ascii=False, default=str)


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a setting as lists, texts and numbers."""
    if hasattr(value, "_asdict"):
        return {name.replace("_", "-"): _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, Enum):
        return value.value
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
