"""The version, in a module of its own that every package may import."""

__version__ = "0.1.0"

ACTION_REF = "main"
HOOK_REF = "main"
"""What workflows and pre-commit entries name: `v0` and `v0.1.0` from the first release on (docs/releases.md)."""
