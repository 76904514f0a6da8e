"""Which rules run (ids, names and families), and which report is written."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from readme_sync import rules
from readme_sync.cli.output import view, write_commands, write_json, write_text
from readme_sync.model import Settings
from readme_sync.reports.checked import PLUGINS, CheckReport, Statistics
from readme_sync.rules import Rule


class RuleChoice(NamedTuple):
    """What the command line says about rules, as written: ids, names or families.

    Each replaces the key of the same name in the settings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()

    def verify(self) -> None:
        """Make sure that all rules exist: an unknown one is reported once, before any document is read.

        Raises:
            RequestError: there is no such rule or family.
        """
        for words in self:
            for word in _words(words):
                rules.matching(word)

    def applied(self, settings: Settings) -> Settings:
        """Return settings in which what was chosen replaces what the configuration says."""
        given: dict[str, Any] = {name: _words(words) for name, words in zip(self._fields, self, strict=True) if words}
        return settings._replace(**given) if given else settings

    @property
    def arguments(self) -> tuple[str, ...]:
        """The same as arguments of a command."""
        named = [(f"--{name.replace('_', '-')}", word) for name in self._fields for word in getattr(self, name)]
        return tuple(part for pair in named for part in pair)


def known_rules() -> Sequence[Rule]:
    """Return all rules, by id."""
    return rules.every()


def the_rule(word: str) -> Rule:
    """Return the rule with that id or name.

    Raises:
        RequestError: there is none.
    """
    for rule in known_rules():
        if word.upper() == rule.id or word.lower() == rule.name:
            return rule
    raise rules.unknown_rule(word)


def _words(given: Sequence[str]) -> tuple[str, ...]:
    """Return the words in the values of an option, which may hold several with commas between them."""
    return tuple(word.strip() for part in given for word in part.split(",") if word.strip())


def report_named(name: str) -> CheckReport:
    """Return the report of that name, for standard output."""
    return PLUGINS.load(name)(view(), rules.names())


def statistics(output_format: str) -> CheckReport:
    """Return the report of how many results each rule has."""
    if output_format == "json":
        from readme_sync.reports.check_json import StatisticsReport  # noqa: PLC0415  with JSON, half of a check

        return StatisticsReport(view(), rules.names())
    return Statistics(view(), rules.names())


def write_report(report: CheckReport, text: str) -> None:
    """Write a text of a report."""
    if text:
        {"text": write_text, "commands": write_commands, "data": write_json}[report.kind](text)
