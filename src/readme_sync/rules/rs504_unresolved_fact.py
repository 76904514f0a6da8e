"""RS504 unresolved-fact: what a claim asks for is not there.

## What it does

Finds markers, those of regions too, and claims of the configuration that ask for a section, a file or a value that does
not exist, and claims of the configuration whose text is not in the document, or in none of their `files`. The exit code
is 2. Milestones and issues are not asked for: that takes the network, which only `readme-sync sync` uses. Commands do
not run without `--allow-commands`.

## Why is this bad?

The number cannot be verified.

## Example

    ## Plan

    - [x] Scales

    We have done <!-- readme-sync: done of #plans -->1<!-- /readme-sync --> lesson.

There is no section `#plans`.

## Fix safety

There is no fix: what was meant, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.errors import ReadmeSyncError
from readme_sync.markers.configured_claims import unstated
from readme_sync.model import Bound, Claim, FlawKind, Level, Readme
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts
from readme_sync.text import Span
from readme_sync.text.regex import regex

_MARKUP = regex(r"[*`]")


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    for flaw in readme.flaws:
        if flaw.kind is FlawKind.UNBOUND:
            yield flaw.span, flaw.message
    yield from _stated_nowhere(readme, facts)
    before: Claim | None = None
    for claim in readme.claims:
        if claim.bound is Bound.FORM or (before and _are_copies(readme, before, claim)):
            continue
        if facts.not_asked(claim):
            continue
        try:
            facts.of(claim)
        except ReadmeSyncError as error:
            before = claim
            yield _shown(readme, claim.figure.span), _text(error)
    for region in readme.regions:
        try:
            facts.of_region(region)
        except ReadmeSyncError as error:
            yield region.opening, _text(error)


def _stated_nowhere(readme: Readme, facts: Facts) -> Iterator[Finding]:
    """Yield the texts of claims that stand in none of their files; the first of the files says it for all."""
    start = Span(0, min(1, len(readme.source.text)))
    missing = list(unstated(readme))
    for setting in dict.fromkeys(setting for setting, _ in missing):
        try:
            others = list(facts.documents(setting.patterns))
        except ReadmeSyncError:
            continue
        if others and _is_same(readme, others[0]):
            elsewhere = [{find for one, find in unstated(other) if one == setting} for other in others]
            for find in (find for one, find in missing if one == setting):
                if all(find in finds for finds in elsewhere):
                    where = (
                        "is not in its document"
                        if len(others) == 1
                        else f"stands in none of its {len(others)} documents"
                    )
                    hint = "; write it as a reader sees it, without * and `" if _MARKUP.search(find) else ""
                    yield start, f"claims: {find!r} with a value {where}{hint}"


def _is_same(one: Readme, other: Readme) -> bool:
    """Return whether two documents are one, by their paths as different folders see them."""
    paths = sorted(((each.source.path or "").replace("\\", "/").lstrip("/") for each in (one, other)), key=len)
    return paths[1].endswith(paths[0])


def _text(error: ReadmeSyncError) -> str:
    return error.message + (f"; {error.hint}" if error.hint else "")


def _are_copies(readme: Readme, one: Claim, other: Claim) -> bool:
    """Whether two claims stand between the same markers: they ask for the same."""
    start, end = sorted((one.figure.span.start, other.figure.span.start))
    return other.bound is one.bound is Bound.MARKER and readme.source.text.find("<!--", start, end) < 0


def _shown(readme: Readme, span: Span) -> Span:
    """The figure, or the marker in front of the place where one is to be written."""
    if readme.source.slice(span).strip():
        return span
    return Span(max(0, readme.source.text.rfind("<!--", 0, span.start)), span.start)


RULE = rule("RS504", "unresolved-fact", Level.ERROR, _find, Stage.INPUT)
