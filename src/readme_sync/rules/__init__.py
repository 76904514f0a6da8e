"""What is wrong with a document: one module per rule, found by itself."""

import sys
from collections.abc import Iterable
from functools import cache

from readme_sync.errors import RequestError
from readme_sync.markers.foreign_regions import Foreign
from readme_sync.model import NO_FILES, FileTree, Readme, Result
from readme_sync.plugins import Plugins
from readme_sync.reader import Text, readme_of
from readme_sync.rules.ignore_comments import kept
from readme_sync.rules.rs507_conflict_markers import conflicts
from readme_sync.rules.rule import Rule
from readme_sync.sources import Facts
from readme_sync.text import Span
from readme_sync.text.closest import Names
from readme_sync.text.source import is_within

__all__ = [
    "Rule",
    "check",
    "documentation",
    "every",
    "matching",
    "meant_by",
    "unknown_rule",
    "usual",
    "without_fixes_in_regions",
]

PLUGINS = Plugins[Rule](__name__, "RULE", prefix="rs")
_ALIKE = 0.8
_PART = 3
"""So many letters of a name are enough to propose it."""


@cache
def every() -> tuple[Rule, ...]:
    """All rules, by id."""
    return tuple(sorted(PLUGINS.load_all(), key=lambda rule: rule.id))


def usual() -> list[str]:
    """Return the ids of the rules that run where none is selected."""
    return [rule.id for rule in _usual()]


def _usual() -> list[Rule]:
    return [rule for rule in every() if rule.is_default]


def documentation(rule: Rule) -> str:
    """What the rule's module says of it: its docstring."""
    modules = (module for name, module in sys.modules.items() if name.startswith(f"{__name__}."))
    return next((module.__doc__ or "" for module in modules if getattr(module, "RULE", None) is rule), "")


def matching(word: str) -> list[str]:
    """The ids of the rules that a word means: an id, a name or a family such as `RS2`.

    Raises:
        RequestError: there is none.
    """
    ids = meant_by(word)
    if not ids:
        raise unknown_rule(word)
    return ids


def meant_by(word: str) -> list[str]:
    """The same, none for a word that means no rule."""
    return [rule.id for rule in every() if word and (rule.id.startswith(word.upper()) or rule.name == word.lower())]


def unknown_rule(word: str) -> RequestError:
    """Return the error for a word that means no rule: it proposes the rule whose id or name is the nearest."""
    shown = {name: f"{rule.id} ({rule.name})" for rule in every() for name in (rule.id, rule.name)}
    folded = word.upper() if word.upper().startswith("RS") else word.lower()
    parts = (name for name in shown if len(folded) >= _PART and folded in name)
    near = next(parts, "") or Names(shown).nearest(folded, _ALIKE)
    return RequestError(
        f"there is no rule {word!r}", hint=f"did you mean {shown[near]}?" if near else "readme-sync rule lists them"
    )


def check(
    document: Text | Readme,
    select: Iterable[str] | None = None,
    facts: Facts | None = None,
    *,
    surroundings: FileTree = NO_FILES,
) -> list[Result]:
    """Return what the rules find in a document, by place, then by id.

    Args:
        document: its text or bytes, or the parsed document.
        select: ids of the rules to run; by default all but those that are off by default.
        facts: what its claims should say, where that is known already.
        surroundings: the files that links and claims name, see `surroundings_of`; without, no file is looked at.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such rule.
    """
    readme = readme_of(document)
    chosen = _usual() if select is None else _chosen(select)
    known = Facts(readme, surroundings) if facts is None else facts
    results = [result for rule in chosen for result in rule.check(readme, known)]
    if known.moved:
        results = _without_repeats(results)
    results = _without_foreign_fixes(readme, kept(results, readme))
    results = without_fixes_in_regions(readme, results)
    if any(conflicts(readme.document)):  # nothing is written there
        results = [result._replace(fix=None) for result in results]
    results.sort(key=lambda result: (result.span, result.rule, result.message))
    return [result._replace(line=readme.source.line_of(result.span.start)) for result in results]


_SAME = ("RS101", "RS109", "RS108", "RS110", "RS105")
"""The rules that say in their ways that one number is wrong, the surest first."""


def _without_repeats(results: list[Result]) -> list[Result]:
    """Return the results; of those that say of one number that it is wrong only the surest."""
    spans = {rule: list[Span]() for rule in _SAME}
    for result in results:
        if result.rule in spans:
            spans[result.rule].append(result.span)
    return [
        result
        for result in results
        if result.rule not in spans
        or not any(result.span.overlaps(one) for rule in _SAME[: _SAME.index(result.rule)] for one in spans[rule])
    ]


def _without_foreign_fixes(readme: Readme, results: list[Result]) -> list[Result]:
    """The results; no fix touches a region of another tool, which would write its own text again."""
    if not any(result.fix for result in results):
        return results
    foreign = Foreign(readme.document)
    if not foreign.regions:
        return results
    return [
        result._replace(fix=None)
        if result.fix and any(foreign.is_foreign(edit.span) for edit in result.fix.edits)
        else result
        for result in results
    ]


def without_fixes_in_regions(readme: Readme, results: list[Result]) -> list[Result]:
    """The results; in regions of ours no fix but that which writes them, which would undo the others."""
    regions = [region.inside for region in readme.regions]
    if not regions:
        return results
    writing = {rule.id for rule in every() if rule.syncs}
    return [
        result._replace(fix=None)
        if result.fix and result.rule not in writing and any(is_within(edit.span, regions) for edit in result.fix.edits)
        else result
        for result in results
    ]


def _chosen(ids: Iterable[str]) -> list[Rule]:
    rules = {rule.id: rule for rule in every()}
    wanted = set(ids)
    unknown = sorted(wanted - rules.keys())
    if unknown:
        raise RequestError(f"there is no rule {unknown[0]}", hint=f"there are {', '.join(rules)}")
    return [rule for rule in every() if rule.id in wanted]
