"""What is wrong with a document: one module per rule, found by itself."""

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from readme_sync.errors import RequestError
from readme_sync.markdown.comments import OPENING
from readme_sync.model import NO_FILES, Bound, Certainty, FileTree, Readme, Result
from readme_sync.plugins import Plugins
from readme_sync.reader import Text, readme_of
from readme_sync.rules.ignore_comments import kept
from readme_sync.rules.rs507_conflict_markers import conflicts
from readme_sync.rules.rule import ON_DEMAND, Rule
from readme_sync.sources import Facts
from readme_sync.text import Span
from readme_sync.text.closest import Names
from readme_sync.text.regex import ENABLED
from readme_sync.text.source import is_within
from readme_sync.trackers.figures import can_hold_picture

__all__ = [
    "NEEDS",
    "Rule",
    "check",
    "documentation",
    "every",
    "matching",
    "meant_by",
    "named",
    "names",
    "unknown_rule",
    "usual",
    "without_fixes_in_regions",
]

PLUGINS = Plugins[Rule](__name__, "RULE", prefix="rs")
Need = Callable[[Readme, Facts], bool]
_ALIKE = 0.8
_PART = 3
"""So many letters of a name are enough to propose it."""


@cache
def names() -> Mapping[str, str]:
    """The names of all rules by id, sorted; a module is called by both, so none is loaded."""
    return {f"RS{stem[:3]}": stem[4:].replace("_", "-") for stem in PLUGINS.names()}


@cache
def named(rule_id: str) -> Rule:
    """The rule with that id, which there must be."""
    return PLUGINS.load(f"{rule_id[2:]}_{names()[rule_id].replace('-', '_')}")


def every() -> tuple[Rule, ...]:
    """All rules, by id."""
    return tuple(map(named, names()))


def usual() -> list[str]:
    """Return the ids of the rules that run where none is selected."""
    return [one for one in names() if not one.startswith(ON_DEMAND)]


def _has_claims(readme: Readme, _facts: Facts) -> bool:
    return bool(readme.claims)


def _has_doubtful_claims(readme: Readme, _facts: Facts) -> bool:
    return any(claim.certainty is Certainty.UNSURE for claim in readme.claims)


def _has_bound_claims(readme: Readme, _facts: Facts) -> bool:
    told = readme.flaws or readme.regions or readme.settings.claims
    return bool(told) or any(claim.bound is not Bound.FORM for claim in readme.claims)


def _has_regions(readme: Readme, _facts: Facts) -> bool:
    return bool(readme.regions)


def _has_trackers(readme: Readme, _facts: Facts) -> bool:
    return bool(readme.trackers)


def _has_tables(readme: Readme, _facts: Facts) -> bool:
    return bool(readme.document.tables)


def _has_picture(readme: Readme, _facts: Facts) -> bool:
    return readme.source.once(can_hold_picture)


def _has_comment(readme: Readme, _facts: Facts) -> bool:
    return OPENING in readme.source.text


def _has_base(_readme: Readme, facts: Facts) -> bool:
    return facts.base is not None


NEEDS: Mapping[str, Need] = {
    "RS101": _has_claims,
    "RS103": _has_trackers,
    "RS104": _has_trackers,
    "RS105": _has_doubtful_claims,
    "RS106": _has_regions,
    "RS107": _has_regions,
    "RS108": _has_claims,
    "RS109": _has_base,
    "RS110": _has_base,
    "RS111": lambda readme, _: bool(readme.settings.claims),
    "RS112": lambda readme, _: bool(readme.settings.leader),
    "RS113": lambda readme, facts: bool(readme.settings.issues) or _has_comment(readme, facts),
    "RS201": _has_tables,
    "RS202": _has_tables,
    "RS203": _has_tables,
    "RS205": _has_trackers,
    "RS206": _has_tables,
    "RS402": _has_picture,
    "RS403": _has_picture,
    "RS501": lambda readme, _: bool(readme.flaws),
    "RS502": _has_comment,
    "RS503": _has_regions,
    "RS504": _has_bound_claims,
    "RS505": _has_comment,
    "RS506": _has_comment,
    "RS601": _has_base,
    "RS602": _has_base,
    "RS603": _has_base,
    "RS604": _has_base,
}
"""By rule, what a document must have for it: most documents load only some. A rule that is not here is run always."""


def _fitting(ids: Iterable[str], readme: Readme, facts: Facts) -> list[Rule]:
    """Return the rules whose needs a document meets."""
    return [named(one) for one in ids if not ENABLED or one not in NEEDS or NEEDS[one](readme, facts)]


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
    return [one for one, name in names().items() if word and (one.startswith(word.upper()) or name == word.lower())]


def unknown_rule(word: str) -> RequestError:
    """Return the error for a word that means no rule: it proposes the rule whose id or name is the nearest."""
    shown = {word: f"{one} ({name})" for one, name in names().items() for word in (one, name)}
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
    chosen = usual() if select is None else _chosen(select)
    known = Facts(readme, surroundings) if facts is None else facts
    results = [result for rule in _fitting(chosen, readme, known) for result in rule.check(readme, known)]
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
    from readme_sync.markers.foreign_regions import Foreign  # noqa: PLC0415  most documents have no fix

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


def _chosen(ids: Iterable[str]) -> list[str]:
    wanted = set(ids)
    unknown = sorted(wanted - names().keys())
    if unknown:
        raise RequestError(f"there is no rule {unknown[0]}", hint=f"there are {', '.join(names())}")
    return [one for one in names() if one in wanted]
