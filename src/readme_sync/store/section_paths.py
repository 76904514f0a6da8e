"""A section of a file, as written on the command line: `README.md#anchor`."""

import os

_NEVER_IN_ANCHORS = frozenset("*?[./\\")


def parted(path: str) -> tuple[str, str | None]:
    """Split off the `#anchor` after a path or pattern; None without one, or where the whole is the name of a file."""
    path_alone, sign, anchor = path.rpartition("#")
    if not sign or _NEVER_IN_ANCHORS & set(anchor) or os.path.lexists(path):
        return path, None
    return path_alone, f"#{anchor}" if anchor else None
