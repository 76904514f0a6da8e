"""Writes the workflows that users are shown or given into a folder, so that checkers can look at them.

Those of the pages below, and what `readme-sync init` writes.
"""

import re
import sys
from pathlib import Path

from readme_sync.cli.commands.init import MODES, workflow

PAGES = ("action.md", "history.md", "issues.md")
ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = re.compile(r"^```yaml\n(name: .*?)^```$", re.MULTILINE | re.DOTALL)
OTHER_HOSTS = re.compile(r"^<!-- (gitlab|gitea) -->\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def workflows() -> dict[str, str]:
    """The workflows, by a name for a file."""
    texts = [(ROOT / "docs" / page).read_text("utf-8") for page in PAGES]
    shown = [example for text in texts for example in EXAMPLE.findall(text)]
    examples = {f"example-{number}.yml": text for number, text in enumerate(shown, 1)}
    examples |= {f"{host}.yaml": text for text in texts for host, text in OTHER_HOSTS.findall(text)}
    return examples | {f"init-{mode}.yml": workflow(mode, "main") for mode in MODES}


if __name__ == "__main__":
    for name, text in workflows().items():
        Path(sys.argv[1], name).write_text(text, "utf-8")
