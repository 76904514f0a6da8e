"""What the runner takes out of the run: outputs and the job summary. Environment and path are never written."""

import os
import secrets
from collections.abc import Mapping


def write_outputs(path: str, values: Mapping[str, str | int | bool]) -> None:
    """Adds outputs to the runner's file; each value between delimiters that do not stand in it."""
    if not path:
        return
    lines = []
    for name, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        delimiter = f"readme-sync-{secrets.token_hex(16)}"
        while delimiter in text:  # it would take as many years as there are
            delimiter = f"readme-sync-{secrets.token_hex(16)}"
        lines.append(f"{name}<<{delimiter}\n{text}\n{delimiter}\n")
    _add(path, "".join(lines))


def write_summary(step_summary: str, folder: str, text: str) -> str:
    """Adds a text to the summary of the job, and writes it to a file of its own; that file's path."""
    if step_summary:
        _add(step_summary, text)
    if not folder:
        return ""
    path = os.path.join(folder, f"readme-sync-summary-{secrets.token_hex(4)}.md")
    with open(path, "x", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)
    return path


def _add(path: str, text: str) -> None:
    with open(path, "a", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)
