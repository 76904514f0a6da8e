"""The reports on a check, found by their files, and how each is written."""

from collections.abc import Callable

from readme_sync import reports
from readme_sync.cli.output import write_commands, write_json, write_text
from readme_sync.cli.rule_selection import known_rules
from readme_sync.cli.terminal import view
from readme_sync.plugins import Plugins
from readme_sync.reports.checked import CheckReport, Names
from readme_sync.reports.statistics import Statistics
from readme_sync.reports.view import View

PLUGINS = Plugins[Callable[[View, Names], CheckReport]](reports.__name__, "Report", prefix="check_")


def report_named(name: str) -> CheckReport:
    """Return the report of that name, for standard output."""
    return PLUGINS.load(name)(view(), _rule_names())


def statistics() -> CheckReport:
    """Return the report of how many results each rule has."""
    return Statistics(view(), _rule_names())


def write_report(report: CheckReport, text: str) -> None:
    """Write a text of a report."""
    if text:
        {"text": write_text, "commands": write_commands, "data": write_json}[report.kind](text)


def _rule_names() -> dict[str, str]:
    return {rule.id: rule.name for rule in known_rules()}
