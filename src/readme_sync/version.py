"""The version and the repository's address, in a module that every package may import."""

__version__ = "0.1.0"

REPOSITORY = "readme-sync/readme-sync"
HOME = f"https://github.com/{REPOSITORY}"

ACTION_REF = "main"
HOOK_REF = "main"
"""What workflows and pre-commit entries name: `v0` and `v0.1.0` from the first release on (docs/releases.md)."""
