"""Which rules run: ids, names and families from the command line."""

from collections.abc import Callable, Iterable, Sequence

from readme_sync import rules
from readme_sync.config import ignored_for
from readme_sync.errors import RequestError
from readme_sync.model import Settings
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
