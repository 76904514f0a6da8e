"""A section of a file, as somebody types it: `README.md#anchor`."""

import os

_NEVER_IN_ANCHORS = frozenset("*?[./\\")


def parted(path: str) -> tuple[str, str | None]:
    """A path or pattern, and the `#anchor` behind it; None where there is none, or where the file is called so."""
    path_alone, sign, anchor = path.rpartition("#")
    if not sign or _NEVER_IN_ANCHORS & set(anchor) or os.path.lexists(path):
        return path, None
    return path_alone, f"#{anchor}" if anchor else None
