"""`check` and `fix`: what the rules find, and what of it can be mended."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from readme_sync.api.documents import Text, applied, in_file, source_of
from readme_sync.api.parsing import parse
from readme_sync.model import DEFAULT, Fix, Readme, Result, Settings
from readme_sync.text import Source, Span

_ROUNDS = 10  # one fix may make room for another; two that undo each other must not go on for ever


@dataclass(frozen=True, slots=True)
class Fixed:
    """What `fix` did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        mended: how many results were mended.
    """

    source: Source
    mended: int


def check(document: Text | Readme, select: Iterable[str] | None = None) -> list[Result]:
    """What the rules find, in document order.

    Args:
        document: its text or bytes, or the parsed document.
        select: ids of the rules to run; all by default.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such rule.
    """
    from readme_sync import rules  # noqa: PLC0415

    return rules.check(document if isinstance(document, Readme) else parse(document), select)


def fix(document: Text, select: Iterable[str] | None = None, settings: Settings = DEFAULT) -> Fixed:
    """Mends what can be mended safely, until nothing such is left.

    Args:
        document: its text or bytes.
        select: ids of the rules to run; all by default.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such rule.
        WriteError: GitHub would show more differences than the fixes are meant to make.
    """
    source = source_of(document, None)
    chosen = None if select is None else list(select)
    mended = 0
    for _ in range(_ROUNDS):
        readme = parse(source, settings=settings)
        fixes = _disjoint(result.fix for result in check(readme, chosen) if result.fix and result.fix.safe)
        after = applied(readme, [edit for one in fixes for edit in one.edits])
        if after is source:
            break
        source, mended = after, mended + len(fixes)
    return Fixed(source, mended)


def fix_file(path: str | os.PathLike[str], select: Iterable[str] | None = None, settings: Settings = DEFAULT) -> Fixed:
    """Does `fix` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: there is no such rule.
        WriteError: the file cannot be written, and is as it was.
    """
    chosen = None if select is None else list(select)
    return in_file(path, lambda source: fix(source, chosen, settings))


def _disjoint(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes, without those that touch what an earlier one changes."""
    taken: list[Span] = []
    chosen = []
    for one in fixes:
        spans = [edit.span for edit in one.edits]
        if not any(a.start <= b.end and b.start <= a.end for a in spans for b in taken):
            taken += spans
            chosen.append(one)
    return chosen
