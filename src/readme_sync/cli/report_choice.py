"""The reports on a check, found by their files, and the way out that each takes."""

from readme_sync import reports
from readme_sync.cli.output import write_commands, write_json, write_text
from readme_sync.cli.terminal import view
from readme_sync.plugins import module_named, modules_in
from readme_sync.reports.checked import CheckReport

_PREFIX = "check_"


def formats() -> list[str]:
    """The names of all reports."""
    return [name.removeprefix(_PREFIX) for name in modules_in(reports.__path__) if name.startswith(_PREFIX)]


def report_named(name: str) -> CheckReport:
    """The report of that name, for standard output."""
    report: CheckReport = module_named(f"{reports.__name__}.{_PREFIX}{name}").Report(view(), _names())
    return report


def statistics() -> CheckReport:
    """The report of how many results there are of each rule."""
    from readme_sync.reports.statistics import Statistics  # noqa: PLC0415  rarely asked for

    return Statistics(view(), _names())


def write(report: CheckReport, text: str) -> None:
    """Writes what a report says."""
    if text:
        {"text": write_text, "commands": write_commands, "data": write_json}[report.kind](text)


def _names() -> dict[str, str]:
    from readme_sync.cli.rule_selection import known_rules  # noqa: PLC0415  not for --help

    return {rule.id: rule.name for rule in known_rules()}
