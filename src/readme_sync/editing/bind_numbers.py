"""Bind numbers to what they follow: by a marker, and where none can stand by a claim of the configuration."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from readme_sync.editing.verify import rewrite
from readme_sync.errors import EditError, RequestError, WriteError
from readme_sync.markers.configured_claims import text_around
from readme_sync.markers.expressions import expression_text
from readme_sync.markers.placement import room_for_markers
from readme_sync.markers.tags import END
from readme_sync.model import (
    NO_FILES,
    Bound,
    Change,
    ClaimSetting,
    Expression,
    Fact,
    FileTree,
    Outcome,
    Readme,
    Skipped,
    Value,
)
from readme_sync.reader import parse
from readme_sync.sources.derived_numbers import DerivedNumber, derived_numbers
from readme_sync.sources.expected import expression_for, said
from readme_sync.sources.facts import Facts
from readme_sync.sources.history import says_truth
from readme_sync.text import Edit, Source, Span

_MARKS = " \t>*+-0123456789.)"
"""What may stand before the first text of a line: quote markers, bullets, numbers."""


class Binding(NamedTuple):
    """What binds numbers.

    Attributes:
        outcome: the document with markers; `skipped` names the numbers for which there is nothing that binds them.
        claims: what the configuration is to say of those around which no marker can stand.
    """

    outcome: Outcome
    claims: tuple[ClaimSetting, ...]


def bind_numbers(readme: Readme, lines: Collection[int] | None, surroundings: FileTree = NO_FILES) -> Binding:
    """Bind the numbers that are right and are not watched.

    Each marker and each claim is verified: read again, the number must be right by it.

    Args:
        readme: the document.
        lines: the lines in which numbers are bound; None for all.
        surroundings: the files that claims may name.

    Raises:
        RequestError: one of the lines holds no number that follows anything.
    """
    facts = Facts(readme, surroundings)
    found = derived_numbers(readme, facts)
    missing = set(lines or ()) - {one.line for one in found}
    if missing:
        message = "this line holds no number that is derived from something else"
        raise RequestError(message, path=readme.source.path, line=min(missing), hint="readme-sync numbers lists them")
    source, changes, skipped, claims = readme.source, list[Change](), list[Skipped](), list[ClaimSetting]()
    for one in reversed(found):  # from the end, so that places before it stay
        if lines is not None and one.line not in lines:
            continue
        stated = said(one.figure.progress)
        if one.is_watched or not one.is_right:
            if lines is not None:
                wrong = f"{stated} is not right by {one.follows}: correct it first, or put the marker there yourself"
                skipped.append(Skipped(one.line, f"{stated} is watched already" if one.is_watched else wrong))
            continue
        fact = one.claim.fact
        expression = expression_for(one.claim, fact, readme, facts) if isinstance(fact, Fact) else None
        if expression is None:
            skipped.append(Skipped(one.line, f"no marker asks for {one.follows}"))
            continue
        asks = (expression_text(each) for each in (expression, expression._replace(value=Value.BADGE)))
        marked = ((asked, _marked(readme, source, one, asked, surroundings)) for asked in asks)
        asked, after = next((found for found in marked if found[1]), (expression_text(expression), None))
        if after:
            source = after
            changes.append(Change(one.line, did=f"{stated} is bound by <!-- readme-sync: {asked} -->"))
        elif claim := _configured(readme, one, expression, surroundings):
            claims.append(claim)
            changes.append(Change(one.line, did=f"{stated} is bound by the configuration: {asked}"))
        else:
            skipped.append(Skipped(one.line, "no marker can stand there, and the text around it is not its own"))
    outcome = Outcome(readme.source, source, tuple(reversed(changes)), tuple(reversed(skipped)))
    return Binding(outcome, tuple(reversed(claims)))


def _marked(readme: Readme, source: Source, one: DerivedNumber, asked: str, surroundings: FileTree) -> Source | None:
    """Return the document with a marker around one number; None where none can stand there."""
    room = room_for_markers(readme, one.figure.span, whole_pictures=True)
    now = parse(source, settings=readme.settings)
    for edits in _markers(readme, room, f"<!-- readme-sync: {asked} -->") if room else ():
        try:
            after = rewrite(now, edits, changes_structure="\n" in edits[0].replacement)
        except (WriteError, EditError):
            continue
        read = parse(after, settings=readme.settings)
        start = edits[0].span.start + len(edits[0].replacement)
        end = start + edits[1].span.start - edits[0].span.start
        there = [claim for claim in read.claims if start <= claim.figure.span.start < end]
        facts = Facts(read, surroundings)
        if there and all(claim.bound is Bound.MARKER and says_truth(claim, facts) for claim in there):
            return after
    return None


def _markers(readme: Readme, room: Span, marker: str) -> Iterator[tuple[Edit, Edit]]:
    """Yield the pairs that may stand around a number: next to it, or above and below its line.

    At the start of a line a comment would end the paragraph, and begin HTML.
    """
    source = readme.source
    line = source.line_of(room.start)
    start, text = source.line_starts[line - 1], source.line_text(line)
    if source.text[start : room.start].strip(_MARKS):
        yield Edit(Span(room.start, room.start), marker), Edit(Span(room.end, room.end), END)
        return
    around = (source.line_text(one) for one in (line - 1, line + 1) if 1 <= one <= len(source.line_starts))
    if start == room.start and not any(map(str.strip, around)):
        end = start + len(text)
        newline = "\r\n" if source.text.startswith("\r\n", end) else "\n"
        yield Edit(Span(start, start), f"{marker}{newline}"), Edit(Span(end, end), f"{newline}{END}")


def _configured(
    readme: Readme, one: DerivedNumber, expression: Expression, surroundings: FileTree
) -> ClaimSetting | None:
    """Return the claim that binds a number by the text around it; None where the text is not its own."""
    find = text_around(readme, one.figure)
    if find is None:
        return None
    claim = ClaimSetting((find,), expression)
    read = parse(readme.source, settings=readme.settings._replace(claims=(*readme.settings.claims, claim)))
    facts = Facts(read, surroundings)
    bound = [each for each in read.claims if each.bound is Bound.CONFIGURATION and each.fact == expression]
    is_right = [each.figure.span for each in bound if says_truth(each, facts)] == [one.figure.span]
    return claim if is_right and len(read.flaws) == len(readme.flaws) else None
