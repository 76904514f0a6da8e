"""The laws of ARCHITECTURE.md, written once; `test_laws.py` runs them on every case file and every corpus file.

Each law takes a document and says what breaks it, "" where it holds.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from outline import outline, spans_of

from readme_sync.editing.fixes import fix
from readme_sync.editing.set_progress import set_progress
from readme_sync.errors import RequestError
from readme_sync.markdown import Container, Document, Table
from readme_sync.markdown.block_starts import alignments
from readme_sync.model import Item, Progress, Readme
from readme_sync.reader import read
from readme_sync.rules import check
from readme_sync.text import Edit, Source, apply
from readme_sync.trackers.columns import agree_all

Law = Callable[[Readme], str]
ANOTHER = [Progress.of_percent(40), Progress.of_fraction(1, 2), Progress.of_percent(100), Progress.of_percent(0)]


def lossless(readme: Readme) -> str:
    """Text becomes bytes and the same text again, and no edits leave the very same source."""
    source = readme.source
    if Source.from_bytes(source.to_bytes()).text != source.text:
        return "the text does not come back"
    return "" if apply(source, []) is source else "no edits make a new text"


def placed(readme: Readme) -> str:
    """What stands in the source at a node's place is what the node says; children lie inside their parents."""
    document = readme.document
    wrong = next(((a, b) for a, b in spans_of(document) if a != b), None)
    if wrong:
        return f"the source holds {wrong[0]!r}, the node says {wrong[1]!r}"
    for block in document.walk():
        if not 0 <= block.span.start <= block.span.end <= len(readme.source.text):
            return f"{block.span} leaves the text"
        if isinstance(block, Table) and alignments(readme.source.slice(block.delimiter)) != block.align:
            return f"{block.delimiter} is no delimiter row"
        if isinstance(block, Container) and not all(block.span.contains(child.span) for child in block.children):
            return f"a child of {type(block).__name__} at {block.span} lies outside"
    return ""


def idle(readme: Readme) -> str:
    """Setting every item to what it says already changes nothing (unless its copies disagree: they come in line)."""
    for item in readme.items:
        known = [figure for figure in item.figures if figure.progress.percent is not None]
        if known and not agree_all(known):
            continue
        if edits := _set(readme, item, item.progress):
            return f"{item.label!r} is {item.progress.percent} already, but {edits} would be made"
    return ""


def local(readme: Readme) -> str:
    """Setting one item changes no other item and no line but the item's."""
    for item in _some(readme):
        edits = next(filter(None, (_set(readme, item, progress) for progress in ANOTHER)), [])
        if not edits:
            continue
        if not all(item.span.contains(edit.span) for edit in edits):
            return f"setting {item.label!r} edits outside its row"
        after = _after(readme.source, tuple(edits))
        pairs = _paired(readme, after)
        if pairs is None:
            return f"setting {item.label!r} changes the number of items"
        changed = [a.label for a, b in pairs if a.progress != b.progress]
        if changed != [item.label]:
            return f"setting {item.label!r} changed {changed}"
    return ""


def _paired(readme: Readme, after: Readme) -> list[tuple[Item, Item]] | None:
    """The items of two versions side by side; None where one has more than the other."""
    before, now = list(readme.items), list(after.items)
    return list(zip(before, now, strict=True)) if len(before) == len(now) else None


def idempotent(readme: Readme) -> str:
    """Setting the same item to the same value twice is setting it once."""
    for item in _some(readme):
        for progress in ANOTHER:
            edits = _set(readme, item, progress)
            if not edits:
                continue
            after = _after(readme.source, tuple(edits))
            pairs = _paired(readme, after)
            if pairs is None:
                return f"setting {item.label!r} changes the number of items"
            again = next(b for a, b in pairs if a is item)
            if more := _set(after, again, progress):
                return f"setting {item.label!r} to {progress} again makes {more}"
    return ""


def newline_neutral(readme: Readme) -> str:
    """With CRLF line ends the document is the same, and so are its items."""
    text = readme.source.text
    if "\r" in text or readme.document.front_matter:
        return ""
    other = read(Source(text.replace("\n", "\r\n")))
    if _without_ends(other.document) != _without_ends(readme.document):
        return "other blocks with CRLF"
    mine = [(i.label, i.progress) for i in readme.items]
    theirs = [(i.label, i.progress) for i in other.items]
    if mine != theirs:
        return "other items with CRLF"
    claimed = [[(claim.figure.progress, claim.fact, claim.doubt) for claim in one.claims] for one in (readme, other)]
    return "" if claimed[0] == claimed[1] else "other claims with CRLF"


def closing(readme: Readme) -> str:
    """After a fix nothing is left that could be fixed safely, and only lines with a result have changed."""
    source = readme.source
    mended = {source.line_of(one.span.start) for one in check(readme) if one.fix and one.fix.is_safe}
    if not mended:
        return ""
    after = fix(source).source
    left = [one for one in check(read(after)) if one.fix and one.fix.is_safe]
    if any(region.opening.start in {one.span.start for one in check(readme, ["RS106"])} for region in readme.regions):
        return f"{left} is left" if left else ""  # a region becomes longer; tests/regions look around it
    before, lines = (re.split(r"\r\n|\r|\n", one.text) for one in (source, after))
    changed = {number for number, (a, b) in enumerate(zip(before, lines, strict=True), 1) if a != b}
    return f"{left} is left, lines {changed} changed" if left or changed != mended else ""


LAWS: list[Law] = [lossless, placed, idle, local, idempotent, closing, newline_neutral]


def _set(readme: Readme, item: Item, progress: Progress) -> list[Edit]:
    """The edits, none where the notation cannot hold the value."""
    try:
        return set_progress(readme, item, progress)
    except RequestError:
        return []


@lru_cache(8)  # as many as `_some` has: `idempotent` looks at what `local` has looked at
def _after(source: Source, edits: tuple[Edit, ...]) -> Readme:
    return read(apply(source, edits))


def _some(readme: Readme) -> list[Item]:
    """A few items: each is read again after an edit, which all of a long document would take too long."""
    items = list(readme.items)
    return items[:: max(1, len(items) // 4)]


def _without_ends(document: Document) -> list[str]:
    """The outline; spans that reach over lines show their line ends."""
    return [re.sub(r"\r\n|\\r\\n", "\n", line).replace("\\n", "\n") for line in outline(document)]
