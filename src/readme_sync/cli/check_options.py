"""Which rules run (ids, names and families), and which report is written."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from readme_sync import reports, rules
from readme_sync.cli.output import view, write_commands, write_json, write_text
from readme_sync.config import ignored_for
from readme_sync.model import Settings
from readme_sync.plugins import Plugins
from readme_sync.reports.checked import CheckReport, Names, Statistics
from readme_sync.reports.words import View
from readme_sync.rules import Rule


class RuleChoice(NamedTuple):
    """What the command line says about rules, as written: ids, names or families.

    Each replaces the key of the same name in the settings; `extend_select` adds to `select`.
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
            set(_ids(words))

    def to_run(self, settings: Settings, path: str) -> list[str] | None:
        """Return the ids of the rules to run on the document at a path, None for the usual ones."""
        select = self.select or settings.select
        more = self.extend_select or settings.extend_select
        ignore = (*(self.ignore or settings.ignore), *ignored_for(path, settings))
        if more and not select:
            select = tuple(rules.usual())
        return _chosen((*select, *more), ignore)

    def to_fix(self, settings: Settings) -> list[str] | None:
        """Return the ids of the rules whose results may be fixed, None for all."""
        return _chosen(self.fixable or settings.fixable, self.unfixable or settings.unfixable)

    def to_run_and_fix(self, settings: Settings, path: str) -> list[str] | None:
        """Return the ids of the rules that run and whose results may be fixed, None for all."""
        run, fixable = self.to_run(settings, path), self.to_fix(settings)
        if run is None or fixable is None:
            return run if fixable is None else fixable
        return [rule for rule in run if rule in fixable]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The same as arguments of a command."""
        named = [(f"--{name.replace('_', '-')}", word) for name in self._fields for word in getattr(self, name)]
        return tuple(part for pair in named for part in pair)


def known_rules() -> Sequence[Rule]:
    """Return all rules, by id."""
    return rules.every()


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> list[str] | None:
    """Return the ids of the rules that are selected and not ignored, None for the usual ones."""
    if not select and not ignore:
        return None
    ids = set(_ids(select) if select else rules.usual())
    return sorted(ids - set(_ids(ignore)))


def the_rule(word: str) -> Rule:
    """Return the rule with that id or name.

    Raises:
        RequestError: there is none.
    """
    for rule in known_rules():
        if word.upper() == rule.id or word.lower() == rule.name:
            return rule
    raise rules.unknown_rule(word)


def _ids(given: Sequence[str]) -> Iterable[str]:
    for word in (word.strip() for part in given for word in part.split(",")):
        if word:
            yield from rules.matching(word)


PLUGINS = Plugins[Callable[[View, Names], CheckReport]](reports.__name__, "Report", prefix="check_")


def report_named(name: str) -> CheckReport:
    """Return the report of that name, for standard output."""
    return PLUGINS.load(name)(view(), _rule_names())


def statistics(output_format: str) -> CheckReport:
    """Return the report of how many results each rule has."""
    if output_format == "json":
        from readme_sync.reports.check_json import StatisticsReport  # noqa: PLC0415  with JSON, half of a check

        return StatisticsReport(view(), _rule_names())
    return Statistics(view(), _rule_names())


def write_report(report: CheckReport, text: str) -> None:
    """Write a text of a report."""
    if text:
        {"text": write_text, "commands": write_commands, "data": write_json}[report.kind](text)


def _rule_names() -> dict[str, str]:
    return {rule.id: rule.name for rule in known_rules()}
