"""Write ignore comments for the results that a document has today, so that only new ones are reported."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from readme_sync import rules
from readme_sync.editing.verify import refuse_conflicts, render_text
from readme_sync.errors import EditError, WriteError
from readme_sync.markers.foreign_regions import Foreign
from readme_sync.model import DEFAULT, NO_FILES, Change, FileTree, Outcome, Readme, Result, Settings, Skipped
from readme_sync.reader import Text, parse, source_of
from readme_sync.sources import Facts
from readme_sync.sources.context import NamedFacts
from readme_sync.text import Edit, Source, Span, apply

if TYPE_CHECKING:
    from readme_sync.sources.history import Base

_Comments = Mapping[int, Sequence[str]]
"""By the place of a comment, the rules of the results that it is about."""


def add_ignores(  # noqa: PLR0913  what rules may look at
    document: Text,
    is_ignored: Callable[[Result], bool],
    select: Iterable[str] | None = None,
    settings: Settings = DEFAULT,
    *,
    surroundings: FileTree = NO_FILES,
    base: "Base | None" = None,
    named: NamedFacts | None = None,
) -> Outcome:
    """Return a document with a comment in front of each block that has results, naming their rules.

    Where no comment can stand in front of a block, one at the end of the document ignores the rule in all of it.

    Args:
        document: its text or bytes.
        is_ignored: whether a result is to be ignored.
        select: ids of the rules to run; all by default.
        settings: what the author has configured.
        surroundings: the files that links and claims name.
        base: an earlier version of the document.
        named: the named facts that the documents of a run share, and what may run their commands; without, none runs.
    """
    before = source = source_of(document)
    chosen = None if select is None else list(select)
    changes: list[Change] = []

    def results() -> tuple[Readme, list[Result]]:
        readme = parse(source, settings=settings)
        found = rules.check(readme, chosen, Facts(readme, surroundings, base=base, named=named))
        return readme, [one for one in found if is_ignored(one)]

    readme, left = results()
    for places in (_blocks, _end):
        if left:
            source, done = _written(readme, sorted(places(readme, left).items()))
            changes += done
            readme, left = results()
    skipped = (Skipped(source.line_of(one.span.start), "no comment can stand there", result=one) for one in left)
    return Outcome(before, source, tuple(changes), tuple(skipped))


def _blocks(readme: Readme, results: Sequence[Result]) -> _Comments:
    """Return, by where the line of an outer block begins, the rules of the results in it; none in a region."""
    starts = [block.span.start for block in readme.document.blocks]
    line_starts, line_of = readme.source.line_starts, readme.source.line_of
    inside = [region.inside for region in readme.regions]
    foreign = Foreign(readme.document)
    found: dict[int, list[str]] = {}
    for result in results:
        index = bisect_right(starts, result.span.start) - 1
        if index < 0:
            continue
        place = line_starts[line_of(starts[index]) - 1]
        at = Span(place, place)
        if not any(one.contains(at) for one in inside) and not foreign.is_foreign(at):
            found.setdefault(place, []).append(result.rule)
    return found


def _end(readme: Readme, results: Sequence[Result]) -> _Comments:
    """Return the rules of all results, for the end of the document."""
    return {len(readme.source.text): [one.rule for one in results]} if results else {}


def _written(readme: Readme, comments: Sequence[tuple[int, Sequence[str]]]) -> tuple[Source, list[Change]]:
    """Return the document with comments, without those after which GitHub would show anything else than before."""
    if not comments:
        return readme.source, []
    edits = [Edit(Span(place, place), _comment(readme.source, place, ids)) for place, ids in comments]
    try:
        after = _with_comments(readme, edits)
    except (WriteError, EditError):
        if len(comments) == 1:
            return readme.source, []
        half = len(comments) // 2
        source, late = _written(readme, comments[half:])  # the places of the first half stay
        source, early = _written(parse(source, settings=readme.settings), comments[:half])
        return source, early + late
    lines = (readme.source.line_of(place) + index for index, (place, _) in enumerate(comments))
    done = [Change(line, did=f"{_names(ids)} ignored") for line, (_, ids) in zip(lines, comments, strict=True)]
    return after, done


def _with_comments(readme: Readme, edits: Sequence[Edit]) -> Source:
    """Return the document with comments on lines of their own.

    Raises:
        WriteError: GitHub would show anything else than before.
    """
    document = readme.document
    refuse_conflicts(document)
    after = apply(readme.source, edits)
    start = document.front_matter.end if document.front_matter else 0
    comments = {edit.replacement.strip() for edit in edits}
    pages = (render_text(text, start).split("\n") for text in (readme.source.text, after.text))
    old, new = ([line for line in page if line not in comments] for page in pages)
    if old != new:
        raise WriteError("the comment would show in other places", path=readme.source.path, hint="nothing was written")
    return after


def _comment(source: Source, place: int, ids: Sequence[str]) -> str:
    """Return a line with a comment about the next block, at the end of the document about all of it."""
    text, line_end = source.text, source.newline
    if place < len(text):
        return f"<!-- readme-sync: ignore {_names(ids)} -->{line_end}"
    gap = "" if text.endswith(line_end * 2) else line_end if text.endswith(line_end) else line_end * 2
    return f"{gap}<!-- readme-sync: ignore-file {_names(ids)} -->{line_end}"


def _names(ids: Sequence[str]) -> str:
    return ", ".join(sorted(set(ids)))
