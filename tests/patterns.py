"""The patterns that stand in the modules of readme-sync, asked for or not."""

import gc
import re
from importlib import import_module
from pathlib import Path

import readme_sync
from readme_sync.text.regex import regex

_ROOT = Path(readme_sync.__file__).parent


def constants() -> list[re.Pattern[str]]:
    """All that are compiled when they are used."""
    for path in sorted(_ROOT.rglob("*.py")):
        if path.stem != "__main__":
            import_module(".".join(path.relative_to(_ROOT.parent).with_suffix("").parts).removesuffix(".__init__"))
    return [one for one in gc.get_objects() if type(one) is type(regex(""))]
