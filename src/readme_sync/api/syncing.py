"""`sync`: bring every claim and region in line with its fact."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.api.documents import Text, in_file, source_of
from readme_sync.api.mending import Mended, Skipped, mended_by
from readme_sync.api.parsing import parse
from readme_sync.api.places import as_before, edits_of
from readme_sync.api.surroundings import surroundings_of
from readme_sync.model import DEFAULT, NO_FILES, FileTree, GitHub, Level, Readme, Result, Settings
from readme_sync.text import Edit, Source, Span

if TYPE_CHECKING:
    from datetime import date

    from readme_sync.sources import Facts

_ROUNDS = 10  # a figure may follow from another one that was brought in line; two that go round must end
_UNSURE = "it is not certain which of the two is right; readme-sync check --unsafe-fixes writes it"
_UNWRITABLE = "its notation cannot state that; change it by hand"
_BY_HAND = "what was written by hand would be lost; readme-sync check --unsafe-fixes writes over it"
_UNDATED = "nobody said what day it is"
_FOREIGN = "it stands in a region of another tool, which would write over it"
RULES_OF_REGIONS = ("RS106", "RS107")
"""The rules whose results are about regions, not about figures."""


class Synced(NamedTuple):
    """What `sync` did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        results: what was brought in line, in the order in which that happened; places are those before.
        right: how many claims and regions said what they should already.
        skipped: what is not in line, and why it stays so; places are those in `source`.
        unbound: how many figures may be about something, which is not certain.
        refused: what is wrong with markers or with what they ask for; nothing was changed then.
    """

    source: Source
    results: tuple[Result, ...] = ()
    right: int = 0
    skipped: tuple[Skipped, ...] = ()
    unbound: int = 0
    refused: tuple[Result, ...] = ()


def sync(
    document: Text,
    settings: Settings = DEFAULT,
    *,
    surroundings: FileTree = NO_FILES,
    github: GitHub | None = None,
    today: "date | None" = None,
) -> Synced:
    """Brings every claim and region in line with its fact, until all are.

    Nothing is changed where a marker is broken, or what it asks for is not there: `Synced.refused` says what.

    Args:
        document: its text or bytes.
        settings: what the author has configured.
        surroundings: the files that claims mean, see `surroundings_of`; without, nothing is looked at.
        github: whom to ask for milestones and issues; without, claims about them are skipped.
        today: what `updated` writes where the document has changed; without, such dates are skipped.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    from readme_sync.sources import Facts  # noqa: PLC0415  who only wants the names does not pay for the rules

    before = source = source_of(document, None)
    done: dict[tuple[str, Span], Result] = {}  # what is brought in line twice is said once
    rounds: list[list[Edit]] = []
    for _ in range(_ROUNDS):
        readme = parse(source, settings=settings)
        facts = Facts(readme, surroundings, github, today)
        if refused := _found(readme, facts, broken=True):
            return Synced(before, refused=tuple(_told_once(refused, readme)))
        stale = _found(readme, facts, broken=False)
        after, mended, skipped = _mended(readme, [one for one in stale if one.fix and one.fix.safe])
        if after is source:
            break
        source = after
        for one in as_before(mended, rounds):
            done.setdefault((one.rule, one.span), one)
        rounds.append(edits_of(mended))
    left = sorted([*skipped, *_left(stale, today), *_offline(readme, facts)], key=lambda one: one.result.span)
    right = max(0, _right(readme, left) - len(done))
    return Synced(source, tuple(done.values()), right, tuple(left), _unbound(readme, facts))


def sync_file(
    path: str | os.PathLike[str],
    settings: Settings = DEFAULT,
    *,
    github: GitHub | None = None,
    today: "date | None" = None,
) -> Synced:
    """Does `sync` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        WriteError: the file cannot be written, and is as it was.
    """
    around = surroundings_of(path)
    return in_file(path, lambda source: sync(source, settings, surroundings=around, github=github, today=today))


def _found(readme: Readme, facts: "Facts", *, broken: bool) -> list[Result]:
    """What is wrong with the input, or else what is not in line."""
    from readme_sync import rules  # noqa: PLC0415  as above

    return rules.check(readme, [one.id for one in rules.every() if (one.broken if broken else one.syncs)], facts)


def _told_once(refused: Sequence[Result], readme: Readme) -> list[Result]:
    """What is wrong with the input; that GitHub cannot be asked is said at the first claim that needs it."""
    from readme_sync.sources.github_sources import needs_github  # noqa: PLC0415  as above

    lines = {readme.source.line_of(claim.figure.span.start) for claim in readme.claims if needs_github(claim)}
    kept: dict[object, Result] = {}
    for one in refused:
        kept.setdefault(one.message if readme.source.line_of(one.span.start) in lines else one, one)
    return list(kept.values())


def _mended(readme: Readme, wanted: Sequence[Result]) -> Mended:
    """The document with these fixes; those that rest on the whole of it only where nothing else is left to do."""
    from readme_sync import rules  # noqa: PLC0415  as above

    last = {rule.id for rule in rules.every() if rule.last}
    first = [one for one in wanted if one.rule not in last]
    mended = mended_by(readme, first)
    return mended if mended.source is not readme.source or len(first) == len(wanted) else mended_by(readme, wanted)


def _left(stale: Sequence[Result], today: "date | None") -> list[Skipped]:
    """What is not in line, and nobody brings in line."""
    return [Skipped(one, _reason(one, today)) for one in stale if not (one.fix and one.fix.safe)]


def _reason(stale: Result, today: "date | None") -> str:
    """Why what is not in line stays so."""
    if stale.rule in RULES_OF_REGIONS:
        dated = today is None and stale.level is Level.WARNING
        return _BY_HAND if stale.fix else _UNDATED if dated else _FOREIGN
    return _UNSURE if stale.fix else _UNWRITABLE


def _offline(readme: Readme, facts: "Facts") -> list[Skipped]:
    """The claims that nobody asked GitHub about."""
    from readme_sync.sources.github_sources import needs_github  # noqa: PLC0415  as above

    if facts.is_online:
        return []
    return [
        Skipped(Result("RS101", Level.NOTE, "may be stale", claim.figure.span), "only GitHub knows; it was not asked")
        for claim in readme.claims
        if needs_github(claim)
    ]


def _right(readme: Readme, left: Sequence[Skipped]) -> int:
    """How many claims and regions are in line."""
    spans = {one.result.span for one in left}
    claims = sum(not claim.doubt and claim.figure.span not in spans for claim in readme.claims)
    return claims + sum(region.opening not in spans for region in readme.regions)


def _unbound(readme: Readme, facts: "Facts") -> int:
    """How many figures differ from what they may be about."""
    from readme_sync import rules  # noqa: PLC0415  as above

    return len(rules.check(readme, ["RS105"], facts))
