"""Which rules run (ids, names and families), and which report is written."""

from collections.abc import Callable, Iterable, Sequence

from readme_sync import reports, rules
from readme_sync.cli.output import view, write_commands, write_json, write_text
from readme_sync.config import ignored_for
from readme_sync.errors import RequestError
from readme_sync.model import Settings
from readme_sync.plugins import Plugins
from readme_sync.reports.checked import CheckReport, Names, Statistics
from readme_sync.reports.words import View
from readme_sync.rules import Rule

Selection = Callable[[Settings, str], list[str] | None]


def known_rules() -> Sequence[Rule]:
    """Return all rules, by id."""
    return rules.every()


def selected(select: Sequence[str], ignore: Sequence[str]) -> list[str] | None:
    """Return the ids of the rules to run, None for all.

    Raises:
        RequestError: there is no such rule or family.
    """
    if not select and not ignore:
        return None
    ids = {rule.id for rule in known_rules()} if not select else set(_ids(select))
    return sorted(ids - set(_ids(ignore)))


def selection(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """Return a function from settings and a document's path to the ids of the rules to run on it.

    What the command line says replaces `select` and `ignore` of the settings; those for single files stay.

    Raises:
        RequestError: there is no such rule or family.
    """
    selected(select, ignore)  # an unknown rule is reported once, before any document is read

    def chosen(settings: Settings, path: str) -> list[str] | None:
        more = ignored_for(path, settings)
        return selected(select or settings.select, (*(ignore or settings.ignore), *more))

    return chosen


def the_rule(word: str) -> Rule:
    """Return the rule with that id or name.

    Raises:
        RequestError: there is none.
    """
    for rule in known_rules():
        if word.upper() == rule.id or word.lower() == rule.name:
            return rule
    raise RequestError(f"there is no rule {word!r}", hint="readme-sync rule lists them")


def _ids(given: Sequence[str]) -> Iterable[str]:
    for word in (word.strip() for part in given for word in part.split(",")):
        if word:
            yield from rules.matching(word)


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
