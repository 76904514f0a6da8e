"""A rule and what it says of itself as JSON."""

from dataclasses import dataclass

from readme_sync.model import Level
from readme_sync.reports.json_lines import VERSION, Version
from readme_sync.rules import Rule, documentation


@dataclass(frozen=True, slots=True)
class RuleShape:
    """One rule."""

    version: Version
    """The version of this format."""
    id: str
    name: str
    level: Level
    documentation: str
    """What it finds, why that is bad, and what to do, in Markdown."""


def rule_shape(rule: Rule) -> RuleShape:
    """Return the shape of a rule."""
    return RuleShape(VERSION, rule.id, rule.name, rule.level, documentation(rule).strip())
