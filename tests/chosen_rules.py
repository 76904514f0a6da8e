"""Other rules than ours, for the length of a test."""

from collections.abc import Iterable

import pytest

from readme_sync import rules
from readme_sync.rules import Rule


def run_only(chosen: Iterable[Rule], patch: pytest.MonkeyPatch) -> None:
    """Let there be these rules and no others."""
    known = {rule.id: rule for rule in chosen}
    patch.setattr(rules, "names", lambda: {rule.id: rule.name for rule in known.values()})
    patch.setattr(rules, "named", known.__getitem__)
