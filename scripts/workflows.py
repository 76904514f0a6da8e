"""Writes the workflows that users are shown or given into a folder, so that checkers can look at them.

Those of docs/action.md, and what `readme-sync init` writes.
"""

import re
import sys
from pathlib import Path

from readme_sync.cli.commands.init import MODES, workflow

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = re.compile(r"^```yaml\n(name: .*?)^```$", re.MULTILINE | re.DOTALL)
OTHER_HOSTS = re.compile(r"^<!-- (gitlab|gitea) -->\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def workflows() -> dict[str, str]:
    """The workflows, by a name for a file."""
    page = (ROOT / "docs" / "action.md").read_text("utf-8")
    examples = {f"example-{number}.yml": text for number, text in enumerate(EXAMPLE.findall(page), 1)}
    examples |= {f"{host}.yaml": text for host, text in OTHER_HOSTS.findall(page)}
    return examples | {f"init-{mode}.yml": workflow(mode, "main") for mode in MODES}


if __name__ == "__main__":
    for name, text in workflows().items():
        Path(sys.argv[1], name).write_text(text, "utf-8")
