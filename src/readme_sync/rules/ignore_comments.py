"""What the author tells the rules to leave out: `<!-- readme-sync: ignore RS206 -->` in the text.

Behind other text it is about its line, alone about the next block, with `ignore-file` about the document. Without rules
it is about all of them. What stands behind a colon is a remark.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Block, Document, HtmlBlock
from readme_sync.markdown.comments import Comment, Directive, instructions
from readme_sync.markdown.html import html_comments
from readme_sync.model import Readme, Result
from readme_sync.text import Source, Span
from readme_sync.text.regex import regex

ABOUT_IGNORES = frozenset({"RS505", "RS506"})
"""The rules about such comments; only by name can they be ignored."""

_VERB = regex(r"ignore(?P<file>-file)?(?![\w-])\s*+(?P<rules>[^:]*+)(?P<remark>:?)")
_WORD = regex(r"[^\s,]+")
_BEFORE = " \t>"


class Lines(NamedTuple):
    """The lines `first` to `last`, both included, 1-based."""

    first: int
    last: int


_NOWHERE = Lines(0, 0)


class Ignore(NamedTuple):
    """One such comment.

    Attributes:
        span: the comment.
        lines: where results are left out; None for the whole document.
        words: the rules as written, each with the ids that it means.
        bare: whether it names no rules, and means all.
        wrong: what is wrong with it, with the places.
    """

    span: Span
    lines: Lines | None
    words: tuple[tuple[str, frozenset[str]], ...]
    bare: bool
    wrong: tuple[tuple[Span, str], ...]

    def means(self, rule: str) -> bool:
        """Whether it is about a rule."""
        return rule not in ABOUT_IGNORES if self.bare else any(rule in ids for _, ids in self.words)


def ignores(readme: Readme) -> list[Ignore]:
    """The comments, in document order."""
    text = readme.source.text
    if "ignore" not in text or "<!--" not in text:
        return []
    told = [(comment, told) for comment, told in instructions(readme.document) if _is_ours(told)]
    if not told:
        return []
    following = _Following(readme.document)
    return [_ignore(readme.source, comment, said, following) for comment, said in told]


def kept(results: Sequence[Result], readme: Readme) -> list[Result]:
    """The results that no comment leaves out, in their order."""
    found = ignores(readme) if results else []
    if not found:
        return list(results)
    at = Places(results, readme.source)
    gone: set[int] = set()
    for lines, group in _by_lines(found):
        # All comments about these lines as one: there may be as many of them as there are results.
        named = {rule for one in group for _, ids in one.words for rule in ids}
        bare = any(one.bare for one in group)
        gone.update(
            index
            for index in at.within(lines)
            for rule in [at.rule(index)]
            if rule in named or (bare and rule not in ABOUT_IGNORES)
        )
    return [result for index, result in enumerate(results) if index not in gone]


def unused(readme: Readme, results: Sequence[Result]) -> Iterator[tuple[Ignore, list[str]]]:
    """The comments that leave out nothing of all the results, or not all that they name: each with those names."""
    at = Places(results, readme.source)
    for lines, group in _by_lines(ignores(readme)):
        hit = {at.rule(index) for index in at.within(lines)} - ABOUT_IGNORES
        for one in group:
            names = [word for word, ids in one.words if ids - ABOUT_IGNORES and not ids & hit]
            if names or (one.bare and not hit):
                yield one, names


class Places:
    """Results by the lines on which they begin."""

    def __init__(self, results: Sequence[Result], source: Source) -> None:
        self._results = results
        self._order = sorted((source.line_of(result.span.start), index) for index, result in enumerate(results))

    def rule(self, index: int) -> str:
        """The rule of a result."""
        return self._results[index].rule

    def within(self, lines: Lines | None) -> list[int]:
        """The indexes of the results that begin on certain lines, or of all."""
        if lines is None:
            return [index for _, index in self._order]
        first = bisect_left(self._order, (lines.first, 0))
        return [index for _, index in self._order[first : bisect_left(self._order, (lines.last + 1, 0))]]


def _by_lines(found: Sequence[Ignore]) -> Iterable[tuple[Lines | None, list[Ignore]]]:
    """The comments, those about the same lines together."""
    groups: dict[Lines | None, list[Ignore]] = {}
    for one in found:
        groups.setdefault(one.lines, []).append(one)
    return groups.items()


def _is_ours(told: Directive) -> bool:
    """Whether a comment tells us to ignore something; one without a colon may only talk of that."""
    if told.closing or not told.words.startswith("ignore"):
        return False
    verb = _VERB.match(told.words)
    return told.colon or (verb is not None and all(_ids(word[0]) for word in _WORD.finditer(verb["rules"])))


def _ignore(source: Source, comment: Comment, told: Directive, following: "_Following") -> Ignore:
    """What a comment leaves out; what cannot be understood leaves out nothing."""
    verb = _VERB.match(told.words)
    if verb is None:
        reason = f"{told.words.split()[0]!r} is no instruction; write ignore or ignore-file"
        return Ignore(comment.span, _NOWHERE, (), bare=False, wrong=((comment.span, reason),))
    lines = None if verb["file"] else _lines(source, comment, following)
    found = [(word[0], frozenset(_ids(word[0]))) for word in _WORD.finditer(verb["rules"])]
    said = [f"there is no rule {word!r}; readme-sync rule lists them" for word, ids in found if not ids]
    if not found and verb["remark"]:
        said = [f"name the rules before the colon: {verb[0].strip().removesuffix(':')} RS206: a remark"]
    wrong = tuple((comment.span, one) for one in said)
    known = tuple((word, ids) for word, ids in found if ids)
    return Ignore(comment.span, lines, known, bare=not found and not wrong, wrong=wrong)


def _ids(word: str) -> list[str]:
    from readme_sync.rules import meant_by  # noqa: PLC0415  it imports this module

    return meant_by(word)


def _lines(source: Source, comment: Comment, following: "_Following") -> Lines:
    """The lines that a comment is about: its own, or, where it stands alone, those of what comes next."""
    first, last = source.line_of(comment.span.start), source.line_of(comment.span.end - 1)
    if isinstance(comment.leaf, HtmlBlock) and _only_comments(comment.leaf):
        block = following.block(comment.span.end)
        if block is None:
            return _NOWHERE
        return Lines(source.line_of(block.span.start), source.line_of(max(block.span.start, block.span.end - 1)))
    before = source.text[source.line_starts[first - 1] : comment.span.start]
    behind = source.text[comment.span.end : source.line_starts[last] if last < len(source.line_starts) else None]
    return Lines(first, last) if before.strip(_BEFORE) or behind.strip() else Lines(last + 1, last + 1)


class _Following:
    """Which block comes after a place; those that hold only comments are passed over."""

    def __init__(self, document: Document) -> None:
        blocks = (block for block in document.walk() if not (isinstance(block, HtmlBlock) and _only_comments(block)))
        self._blocks = sorted(blocks, key=lambda block: (block.span.start, -block.span.end))
        self._starts = [block.span.start for block in self._blocks]

    def block(self, place: int) -> Block | None:
        """The first and outermost block that begins at a place or behind it."""
        index = bisect_left(self._starts, place)
        return self._blocks[index] if index < len(self._blocks) else None


def _only_comments(block: HtmlBlock) -> bool:
    """Whether nothing but comments and blanks stands in a block."""
    text = block.content.text
    if not text.lstrip().startswith("<!--"):
        return False
    position = 0
    for start, end in html_comments(text):
        if text[position:start].strip():
            return False
        position = end
    return not text[position:].strip()
