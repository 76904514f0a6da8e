"""What one version of an open document says: its model, its results, its derived numbers."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from readme_sync import rules
from readme_sync.config import fixable_rules, rules_for, with_allowed_fixes
from readme_sync.disk import settings_for, surroundings_of
from readme_sync.errors import InputError, ReadmeSyncError
from readme_sync.model import DEFAULT, Readme, Result, Tally
from readme_sync.reader import parse
from readme_sync.sources import Facts
from readme_sync.sources.derived_numbers import DerivedNumber, derived_numbers
from readme_sync.store.read_files import decoded
from readme_sync.text import Source

MAX_CHARACTERS = 1_000_000
"""A longer document is not read while it is written: twice of what GitHub shows."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of a document, as the client sent it.

    Attributes:
        uri: how the client names it.
        path: its file; None where it has none.
        folder: the folder of the workspace, whose configuration holds where there is no file.
        version: the client's number.
        text: all of it, saved or not.
    """

    uri: str
    path: str | None
    folder: str
    version: int
    text: str

    @property
    def name(self) -> str:
        """Return how messages name it."""
        return self.path or f"<{self.uri}>"


@dataclass(frozen=True)
class Analysis:
    """What a version says; only the snapshot where there is an error.

    Attributes:
        snapshot: the version.
        source: its text.
        readme: its model, read with its settings; None where there is an error.
        fixable: the rules whose results may be fixed, None for the usual ones.
        results: what they find.
        facts: what its numbers should say.
        tallies: how far each section is.
        error: why it cannot be read.
    """

    snapshot: Snapshot
    source: Source
    readme: Readme | None = None
    fixable: Sequence[str] | None = None
    results: Sequence[Result] = ()
    facts: Facts | None = None
    tallies: Sequence[Tally] = ()
    error: ReadmeSyncError | None = None

    @cached_property
    def numbers(self) -> Sequence[DerivedNumber]:
        """Return its derived numbers, by place; worked out after the results, which are not to wait for them."""
        return derived_numbers(self.readme, self.facts) if self.readme and self.facts else ()


def analyse(snapshot: Snapshot) -> Analysis:
    """Read and check a version of a document, with the configuration as it is now on disk."""
    try:
        return _analyse(snapshot)
    except ReadmeSyncError as error:
        return Analysis(snapshot, Source("", snapshot.name), error=error)


def _analyse(snapshot: Snapshot) -> Analysis:
    if len(snapshot.text) > MAX_CHARACTERS:
        what = f"has {len(snapshot.text):,} characters, too many to be checked while you type"
        raise InputError(what, path=snapshot.name, hint="save it and run readme-sync check")
    # Lone surrogates, which JSON can hold, and NUL are refused as in a file.
    source = decoded(snapshot.text.encode("utf-8", "surrogatepass"), snapshot.name)
    place = snapshot.path or (os.path.join(snapshot.folder, "README.md") if snapshot.folder else None)
    settings = settings_for(place) if place else DEFAULT
    readme = parse(source, settings=settings)
    facts = Facts(readme, surroundings_of(snapshot.path))
    selected, fixable = (one(place, settings) if place else None for one in (rules_for, fixable_rules))
    results = with_allowed_fixes(rules.check(readme, selected, facts), settings)
    return Analysis(snapshot, source, readme, fixable, results, facts, readme.tallies())
