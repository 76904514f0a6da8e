"""What readme-sync does, as functions of text and values; only `update_file` and `fix_file` touch a file."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from readme_sync.model import DEFAULT, Figure, Fix, Item, Progress, Readme, Result, Settings, TrackerKind
from readme_sync.text import Edit, Source, Span, apply

if TYPE_CHECKING:
    from readme_sync.transform.migrate import Move

Text = str | bytes | Source

_ROUNDS = 10  # one fix may make room for another; two that undo each other must not go on for ever


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        item: the item as it was.
        kind: what holds the item.
        line: the item's 1-based line.
        was, now: what the figure said, and what it says.
        changed: whether the document is another one now.
    """

    source: Source
    item: Item
    kind: TrackerKind
    line: int
    was: Progress
    now: Progress
    changed: bool


@dataclass(frozen=True, slots=True)
class Fixed:
    """What `fix` did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        mended: how many results were mended.
    """

    source: Source
    mended: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        moves: what became of each picture of a known service, in document order.
        changed: whether the document is another one now.
    """

    source: Source
    moves: "tuple[Move, ...]"
    changed: bool


_Changed = TypeVar("_Changed", Updated, Fixed, Migrated)


def parse(document: Text, path: str | None = None, settings: Settings = DEFAULT) -> Readme:
    """The typed model of a document: its sections, trackers, items and figures.

    Args:
        document: its text or bytes.
        path: its name, for errors.
        settings: what the author has configured, see `settings_for`.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    from readme_sync.reading import read  # noqa: PLC0415  who only wants the names does not pay for the parser

    return read(_source(document, path), settings)


def settings_for(path: str | os.PathLike[str]) -> Settings:
    """The settings for the document at a path, from the nearest configuration at or above its folder.

    Raises:
        ConfigError: there is one, and something in it is wrong.
    """
    from readme_sync.config import settings_for as found  # noqa: PLC0415

    return found(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120  pathlib would be loaded for nothing else


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
    source = _source(document, None)
    chosen = None if select is None else list(select)
    mended = 0
    for _ in range(_ROUNDS):
        readme = parse(source, settings=settings)
        fixes = _disjoint(result.fix for result in check(readme, chosen) if result.fix and result.fix.safe)
        after = _applied(readme, [edit for one in fixes for edit in one.edits])
        if after is source:
            break
        source, mended = after, mended + len(fixes)
    return Fixed(source, mended)


def update(  # noqa: PLR0913  ways to say which item
    document: Text,
    row: str,
    value: str,
    *,
    section: str | None = None,
    column: str | None = None,
    line: int | None = None,
    settings: Settings = DEFAULT,
) -> Updated:
    """Sets the progress of one item in its own notation; every other character stays.

    Args:
        document: its text or bytes.
        row: the item's label, or the number in front of it.
        value: the new progress: `40`, `40%`, `3/7`, `done`, ...
        section: the title or the anchor of the section in which the item stands.
        column: the header of the column to change, where a row states more than one progress.
        line: the 1-based line in which the item stands, where nothing else tells it from another.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such row, there are several, or its notation cannot state the value.
        WriteError: GitHub would show more differences than this one.
    """
    from readme_sync import transform  # noqa: PLC0415

    source = _source(document, None)
    readme = parse(source, settings=settings)
    item = transform.find_item(readme, row, section, column, line)
    progress = transform.parse_value(value)
    after = _applied(readme, transform.set_progress(readme, item, progress))
    kind = next(one.kind for one in readme.trackers if any(item.span == other.span for other in one.items))
    figure = _telling(item.figures)
    now = figure.progress if after is source else _said(figure, progress)
    return Updated(after, item, kind, source.line_of(item.span.start), figure.progress, now, after is not source)


def update_file(  # noqa: PLR0913  as `update`
    path: str | os.PathLike[str],
    row: str,
    value: str,
    *,
    section: str | None = None,
    column: str | None = None,
    line: int | None = None,
    settings: Settings = DEFAULT,
) -> Updated:
    """Does `update` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: as in `update`.
        WriteError: the file cannot be written, and is as it was.
    """
    return _in_file(
        path, lambda source: update(source, row, value, section=section, column=column, line=line, settings=settings)
    )


def fix_file(path: str | os.PathLike[str], select: Iterable[str] | None = None, settings: Settings = DEFAULT) -> Fixed:
    """Does `fix` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: there is no such rule.
        WriteError: the file cannot be written, and is as it was.
    """
    chosen = None if select is None else list(select)
    return _in_file(path, lambda source: fix(source, chosen, settings))


def migrate(document: Text, to: str, *, sources: Iterable[str] = ()) -> Migrated:
    """Moves progress pictures to another service; what it cannot show in full stays where it is.

    Args:
        document: its text or bytes.
        to: `progress-bar.xyz`, `geps` or `shields`.
        sources: the services to move from; all known ones by default.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such service.
        WriteError: GitHub would show more differences than the moved pictures.
    """
    from readme_sync.transform.migrate import migrate as moves_to  # noqa: PLC0415

    source = _source(document, None)
    readme = parse(source)
    edits, moves = moves_to(readme, to, tuple(sources))
    after = _applied(readme, edits)
    return Migrated(after, tuple(moves), after is not source)


def migrate_file(path: str | os.PathLike[str], to: str, *, sources: Iterable[str] = ()) -> Migrated:
    """Does `migrate` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: there is no such service.
        WriteError: the file cannot be written, and is as it was.
    """
    chosen = tuple(sources)
    return _in_file(path, lambda source: migrate(source, to, sources=chosen))


def _in_file(path: str | os.PathLike[str], change: Callable[[Source], _Changed]) -> _Changed:
    """Does to a file what `change` does to a document; what `change` says of it, as it was under the lock."""
    from readme_sync import store  # noqa: PLC0415

    done: list[_Changed] = []

    def changed(source: Source) -> Source:
        done.append(change(source))
        return done[-1].source

    store.update(path, changed)
    return done[-1]


def _applied(readme: Readme, edits: Sequence[Edit]) -> Source:
    """The document with the edits made; the one way to a new document, and so the place where it is verified.

    Raises:
        WriteError: GitHub would show more differences than the edits are meant to make.
    """
    after = apply(readme.source, edits)
    if after is not readme.source:
        from readme_sync.transform.verify import verify  # noqa: PLC0415  loads a C library

        verify(readme.document, edits, after)
    return after


def _telling(figures: Sequence[Figure]) -> Figure:
    """The figure that says most exactly what the item comes to: a number before a word."""
    from readme_sync.notations import named  # noqa: PLC0415
    from readme_sync.reading.figures import stated  # noqa: PLC0415

    whole = stated(figures)
    same = [one for one in figures if one.progress == whole]
    return min(same, key=lambda one: named(one.notation).reword is not None, default=figures[0])


def _said(figure: Figure, progress: Progress) -> Progress:
    """What the figure says after `progress` was written into it; its notation may have to round."""
    from readme_sync.notations import named  # noqa: PLC0415

    notation = named(figure.notation)
    if notation.reword:
        return Progress.of_state(progress.state)  # a word says no more
    text = figure.excerpt.text
    for start, end, replacement in sorted(notation.write(text, progress), reverse=True):
        text = text[:start] + replacement + text[end:]
    reading = next(notation.read(text), None)
    return progress if reading is None else reading.progress


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


def _source(document: Text, path: str | None) -> Source:
    if isinstance(document, Source):
        return document
    return Source(document, path) if isinstance(document, str) else Source.from_bytes(document, path)
