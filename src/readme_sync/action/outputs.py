"""What the runner reads after the run: outputs and the job summary. Environment and path are never written."""

import os
import secrets
from collections.abc import Mapping


def write_outputs(path: str, values: Mapping[str, str | int | bool]) -> None:
    """Add outputs to the file of the runner, each value between delimiters that it does not contain."""
    if not path:
        return
    lines = []
    for name, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        delimiter = f"readme-sync-{secrets.token_hex(16)}"
        while delimiter in text:
            delimiter = f"readme-sync-{secrets.token_hex(16)}"
        lines.append(f"{name}<<{delimiter}\n{text}\n{delimiter}\n")
    _add(path, "".join(lines))


def write_summary(step_summary: str, folder: str, text: str) -> str:
    """Add a text to the summary of the job, and write it to a file of its own; return the path of that file."""
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
