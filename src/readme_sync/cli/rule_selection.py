"""Which rules run: ids, names and families from the command line."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from readme_sync.errors import RequestError
from readme_sync.model import Settings

if TYPE_CHECKING:
    from readme_sync.rules import Rule

Selection = Callable[[Settings, str], list[str] | None]


def known_rules() -> Sequence["Rule"]:
    """All rules, by id."""
    from readme_sync.rules import RULES  # noqa: PLC0415

    return RULES


def selected(select: Sequence[str], ignore: Sequence[str]) -> list[str] | None:
    """The ids of the rules to run; None where all do.

    Raises:
        RequestError: there is no such rule or family.
    """
    if not select and not ignore:
        return None
    rules = known_rules()
    wanted = {rule.id for rule in rules} if not select else set(_ids(select))
    return sorted(wanted - set(_ids(ignore)))


def selection(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """The ids of the rules to run on the document at a path with given settings.

    What the command line says replaces `select` and `ignore` of the settings; those for single files stay.

    Raises:
        RequestError: there is no such rule or family.
    """
    selected(select, ignore)  # wrong words are said once, before any document is read

    def chosen(settings: Settings, path: str) -> list[str] | None:
        more: tuple[str, ...] = ()
        if settings.file_ignores:
            from readme_sync.config import ignored_for  # noqa: PLC0415  rarely configured

            more = ignored_for(path, settings)
        return selected(select or settings.select, (*(ignore or settings.ignore), *more))

    return chosen


def the_rule(word: str) -> "Rule":
    """The rule with the id or name.

    Raises:
        RequestError: there is none.
    """
    for rule in known_rules():
        if word.upper() == rule.id or word.lower() == rule.name:
            return rule
    raise RequestError(f"there is no rule {word!r}", hint="readme-sync rule lists them")


def _ids(given: Sequence[str]) -> Iterable[str]:
    from readme_sync.rules import matching  # noqa: PLC0415

    for word in (word.strip() for part in given for word in part.split(",")):
        if word:
            yield from matching(word)
