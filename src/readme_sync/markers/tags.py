"""What a single marker says, and which markers are pairs.

A pair is an opening marker and an end right behind it, in the same place of the document's structure. Everything else
is refused, with the reason. No other marker stands inside a pair, so nothing that a pair owns can belong to another.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from readme_sync.markdown import HtmlBlock
from readme_sync.markdown.comments import Comment, Directive
from readme_sync.markers.expressions import ExpressionError, Sort, kinds, nearest, parse_expression, tokens, values
from readme_sync.model import Expression, FactSource, Flaw, FlawKind, RegionKind
from readme_sync.text import Source, Span
from readme_sync.text.regex import regex

# What a single marker says: the value it asks for, the region it begins, or an end.

# What may stand behind the kind of a region: its words and its options. docs/markers.md shows this table.

DATA = ("csv", "json", "yaml", "toml", "files", "issues")
"""Where the rows of a table may come from."""

COLUMNS = ("section", "progress", "percent", "done", "left", "total")
"""The columns that a summary may have."""


class Option(NamedTuple):
    """An option: the pattern of its value, how that is written for people, and what it means."""

    name: str
    pattern: re.Pattern[str]
    written: str
    means: str


def option(name: str, pattern: str, written: str, means: str) -> Option:
    """Return an option whose value has a pattern."""
    return Option(name, regex(pattern), written, means)


_LEVEL = r"[1-6]"
_ANY = r".*"
_COLUMN = rf"\s*+(?:{'|'.join(COLUMNS)})\s*+"
_OF = option("of", _ANY, '`#plan`, `docs/plan.md`, `docs/plan.md#plan`, `"docs/*.md"`', "what is counted")
_DEPTH = option("depth", _LEVEL, "`1` to `6`", "the deepest level of headings that get a line of their own")

OPTIONS: dict[RegionKind, tuple[Option, ...]] = {
    RegionKind.SUMMARY: (
        _OF,
        _DEPTH,
        option("bar", r"none|[5-9]|[1-4][0-9]|50", "`5` to `50`, `none`", "the length of the bars"),
        option("columns", rf"{_COLUMN}(?:,{_COLUMN})*", f'`"{",".join(COLUMNS)}"`', "which columns, in which order"),
    ),
    RegionKind.TABLE: (
        option("columns", _ANY, '`"Title,Status"`', "which columns of the data, in which order"),
        option("key", _ANY, "`Title`", "the column that tells which row your own columns belong to"),
        option("drop", r"yes|no", "`yes`, `no`", "whether rows that left the data go, with what you wrote in them"),
    ),
    RegionKind.TOC: (
        option("from", _LEVEL, "`1` to `6`", "the highest level of headings that is listed"),
        option("depth", _LEVEL, "`1` to `6`", "the deepest level of headings that is listed"),
    ),
    RegionKind.CHART: (
        _OF,
        _DEPTH,
        option("bar", r"[5-9]|[1-4][0-9]|50", "`5` to `50`", "the length of the bars"),
        option("as", r"text|svg", "`text`, `svg`", "bars in a block of code, or a picture in the repository"),
    ),
    RegionKind.HISTORY: (
        option("of", r"#.+", "`#plan`", "the section that is shown, instead of the whole document"),
        option("months", r"[2-9]|[1-9][0-9]", "`2` to `99`", "how many months with a change are shown, by default 12"),
        option("bar", r"[5-9]|[1-4][0-9]|50", "`5` to `50`", "the length of the bars"),
        option(
            "as",
            r"text|mermaid|svg",
            "`text`, `mermaid`, `svg`",
            "bars, or a burn-up chart: one that GitHub draws, or a picture in the repository",
        ),
    ),
    RegionKind.UPDATED: (),
}


def refuse_unknown(kind: RegionKind, words: Sequence[tuple[str, int]], options: Sequence[tuple[str, str, int]]) -> None:
    """Does nothing where all that stands behind a kind is known; each word and option comes with its place.

    Raises:
        ExpressionError: something is not.
    """
    refuse_options(kind, OPTIONS[kind], options)
    known = [one.name for one in OPTIONS[kind]]
    if kind is RegionKind.TABLE:
        _refuse_data(words)
    elif words:
        word, at = words[0]
        hint = f"write {word}=..." if word in known else f"options are written as in {known[0]}=..."
        raise ExpressionError(f"{kind} has no word {word!r}", at, hint if known else f"write {kind} alone")


_EXAMPLES = {"files": 'write files "docs/*.md"', "issues": 'write issues "milestone:1"'}


def refuse_options(what: str, known: Sequence[Option], given: Sequence[tuple[str, str, int]]) -> None:
    """Does nothing where all options are known; each comes with its value and its place.

    Raises:
        ExpressionError: one is not, or cannot have its value.
    """
    patterns = {option.name: option for option in known}
    for name, value, at in given:
        if name not in patterns:
            hint = nearest(name, patterns) if patterns else f"{what} has none"
            raise ExpressionError(f"{what} has no option {name!r}", at, hint)
        if not patterns[name].pattern.fullmatch(value):
            written = patterns[name].written.replace("`", "")
            raise ExpressionError(f"{name} cannot be {value!r}", at, f"write {written}")


def _refuse_data(words: Sequence[tuple[str, int]]) -> None:
    """Does nothing where the words say where the rows of a table come from.

    Raises:
        ExpressionError: they do not.
    """
    example = "write table csv data.csv"
    if not words:
        raise ExpressionError("the table has no data", 0, example)
    (kind, at), *rest = words
    if kind not in DATA:
        raise ExpressionError(f"{kind!r} is no kind of data", at, nearest(kind, DATA))
    if not rest:
        what = {"issues": "search", "files": "pattern"}.get(kind, "file")
        raise ExpressionError(f"{kind} has no {what}", at, _EXAMPLES.get(kind, example))
    if len(rest) > 1:
        raise ExpressionError(f"{rest[1][0]!r} is too much", rest[1][1], 'names with blanks stand in "..."')


ALONE = ("follow", "seen")
"""The first words of comments that have no end: `issue_comments` reads them."""
END = "<!-- /readme-sync -->"
_CHECKSUM = regex(r"[0-9a-f]{8}")
_KEY = regex(r"[A-Za-z][A-Za-z0-9_-]*")


class Closing(NamedTuple):
    """`/readme-sync`."""

    checksum: str


class RegionTag(NamedTuple):
    """`readme-sync: toc depth=2`."""

    kind: RegionKind
    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


class Unknown(NamedTuple):
    """A marker that is not understood; where, and why."""

    span: Span
    message: str
    closing: bool = False


Said = Expression | RegionTag | Closing | Unknown


class Tag(NamedTuple):
    """A marker in the text, and what it says."""

    comment: Comment
    said: Said

    @property
    def is_closing(self) -> bool:
        """Whether it ends something."""
        return isinstance(self.said, Closing) or (isinstance(self.said, Unknown) and self.said.closing)


def tag_of(comment: Comment, told: Directive, facts: Sequence[FactSource] = ()) -> Tag | None:
    """The marker that a comment is; None for one that tells something else (`ignore`), or that only talks of us."""
    first = told.words.split(maxsplit=1)[0] if told.words else ""
    if told.closing:
        return Tag(comment, _closing(comment, told))
    if not told.colon:
        words = (*values(), *kinds(), *RegionKind, *ALONE)
        colon = Unknown(comment.span, "there is no colon; write <!-- readme-sync: ... -->")
        return Tag(comment, colon) if not first or first in words else None
    if first.startswith("ignore") or first in ALONE:
        return None
    try:
        said = _block(told.words, first) if first in set(RegionKind) else parse_expression(told.words, facts)
    except ExpressionError as error:
        names = [fact.at for fact in facts]
        return Tag(comment, Unknown(place_in(comment, told, error.at), _reason(first, error, names)))
    return Tag(comment, said)


def _closing(comment: Comment, told: Directive) -> Closing | Unknown:
    if told.words and not _CHECKSUM.fullmatch(told.words):
        return Unknown(comment.span, f"an end is {END}, nothing else", closing=True)
    return Closing(told.words)


def _reason(first: str, error: ExpressionError, facts: Sequence[str]) -> str:
    if first.strip("/").lower() in {"end", "stop", "close"}:
        return f"an end is {END}"
    known = (*facts, *values(), *kinds(), *(kind.value for kind in RegionKind))
    if error.at == 0 and "no value and no source" in error.message:
        return f"{first!r} is unknown; {nearest(first, known)}"
    return str(error)


def place_in(comment: Comment, told: Directive, at: int) -> Span:
    """Return where in a marker something is wrong, the whole of it where that cannot be said."""
    start = comment.text_at + told.at + at
    end = comment.text_at + len(comment.text)
    return (
        Span(start, end) if comment.text_at > comment.span.start and start < end <= comment.span.end else comment.span
    )


def _block(text: str, first: str) -> RegionTag:
    """Return what begins a region.

    Raises:
        ExpressionError: an option has no value, stands there twice, or a sign stands alone; something is unknown.
    """
    words, options = words_and_options(text)
    kind = RegionKind(first)
    refuse_unknown(kind, words, options)
    return RegionTag(kind, tuple(word for word, _ in words), tuple((name, value) for name, value, _ in options))


def words_and_options(text: str) -> tuple[list[tuple[str, int]], list[tuple[str, str, int]]]:
    """Return the words behind the first one, and the options, each with its place.

    Raises:
        ExpressionError: an option has no value, stands there twice, or a sign stands alone.
    """
    words: list[tuple[str, int]] = []
    options: dict[str, tuple[str, int]] = {}
    rest = list(tokens(text))[1:]
    while rest[0].sort is not Sort.END:
        token = rest.pop(0)
        if token.sort is Sort.SIGN:
            is_list = token.text == "," and words + list(options.values())
            hint = 'write the list in quotation marks: "a,b"' if is_list else "write key=value without spaces"
            raise ExpressionError(f"{token.shown} stands alone", token.at, hint)
        if rest[0].sort is Sort.SIGN and rest[0].text == "=":
            rest.pop(0)
            value = rest.pop(0)
            if value.sort in {Sort.END, Sort.SIGN}:
                raise ExpressionError(f"{token.text!r} has no value", token.at, f"write {token.text}=...")
            if not _KEY.fullmatch(token.text):
                raise ExpressionError(f"{token.text!r} is no key", token.at)
            if token.text in options:
                raise ExpressionError(f"{token.text!r} stands here twice", token.at)
            options[token.text] = value.text, token.at
        else:
            words.append((token.text, token.at))
    return words, [(name, value, at) for name, (value, at) in options.items()]


_REST = regex(r"[ \t]*+(?=[\r\n]|\Z)")


class Pair(NamedTuple):
    """An opening marker and its end."""

    opening: Tag
    closing: Tag
    inline: bool
    """Whether both stand in one paragraph, heading, cell or HTML block; else on lines of their own."""

    @property
    def inside(self) -> Span:
        """What stands between the two."""
        return Span(self.opening.comment.span.end, self.closing.comment.span.start)


def pair(source: Source, tags: Sequence[Tag]) -> tuple[list[Pair], list[Flaw]]:
    """Return the pairs among a document's markers, and what is wrong with the others."""
    pairs: list[Pair] = []
    flaws: list[Flaw] = []
    waiting: list[tuple[Tag, int]] = []  # without an end so far, and the line of the marker that came in between
    index = 0
    while index < len(tags):
        tag = tags[index]
        following = tags[index + 1] if index + 1 < len(tags) else None
        if isinstance(tag.said, Unknown):
            flaws.append(Flaw(FlawKind.BROKEN, tag.said.span, tag.said.message))
        if tag.is_closing:
            if isinstance(tag.said, Unknown):
                pass
            elif waiting and _side_by_side(waiting[-1][0], tag):
                opening, line = waiting.pop()
                flaws.append(_flaw(opening, f"another marker stands inside, in line {line}; markers do not nest"))
            elif following and not following.is_closing and not _has_end(tags, index + 1):
                flaws.append(_flaw(tag, f"the end stands before its beginning, {_line(source, following)}; swap them"))
                index += 1
            else:
                flaws.append(_flaw(tag, "this end has no beginning; put a marker before the text, or take it out"))
        elif following is None or not following.is_closing:
            waiting.append((tag, source.line_of(following.comment.span.start) if following else 0))
        else:
            index += 1
            flaws += _ended(source, tag, following, pairs)
        index += 1
    for tag, line in waiting:
        if isinstance(tag.said, Unknown):
            continue  # that is said already
        before = f" before the next marker, in line {line}" if line else ""
        flaws.append(_flaw(tag, f"this marker has no end{before}; write {END} behind the text"))
    return pairs, flaws


def _ended(source: Source, opening: Tag, closing: Tag, pairs: list[Pair]) -> list[Flaw]:
    """Adds the pair that two markers are; else what is wrong with them."""
    one, other = opening.comment, closing.comment
    if isinstance(closing.said, Unknown):
        return [Flaw(FlawKind.BROKEN, closing.said.span, closing.said.message)]
    if isinstance(opening.said, Unknown):
        return []
    inline = one.leaf is other.leaf and one.content is other.content
    if isinstance(opening.said, RegionTag) and not (inline and opening.said.kind is RegionKind.UPDATED):
        if not (_alone(source, opening) and _alone(source, closing)):
            lonely = closing if _alone(source, opening) else opening
            return [_flaw(lonely, f"the markers of a {opening.said.kind} stand on lines of their own")]
        if inline:
            return [_flaw(opening, "it stands in the middle of HTML; leave a blank line above and below")]
    if inline and one.home != other.home:
        where = _line(source, closing)
        return [
            _flaw(opening, f"its end stands in another emphasis or link, {where}; put both inside, or both outside")
        ]
    if not inline and not (one.within is other.within and _alone(source, opening) and _alone(source, closing)):
        where = _line(source, closing)
        return [_flaw(opening, f"its end stands in another paragraph, cell or list item, {where}; put both into one")]
    pairs.append(Pair(opening, closing, inline))
    return []


def _side_by_side(one: Tag, other: Tag) -> bool:
    """Return whether two markers stand in one text, or both between the blocks of one."""
    blocks = isinstance(one.comment.leaf, HtmlBlock) and isinstance(other.comment.leaf, HtmlBlock)
    return one.comment.leaf is other.comment.leaf or (blocks and one.comment.within is other.comment.within)


def _has_end(tags: Sequence[Tag], index: int) -> bool:
    return index + 1 < len(tags) and tags[index + 1].is_closing


def _alone(source: Source, tag: Tag) -> bool:
    """Return whether a marker has its lines for itself, but for the signs of quotes and lists in front."""
    comment = tag.comment
    if not isinstance(comment.leaf, HtmlBlock):
        return False
    first = source.line_start(comment.span.start)
    before = source.text[max(first, comment.leaf.span.start) : comment.span.start]
    return not before.strip(" \t>") and _REST.match(source.text, comment.span.end) is not None


def _line(source: Source, tag: Tag) -> str:
    return f"in line {source.line_of(tag.comment.span.start)}"


def _flaw(tag: Tag, message: str) -> Flaw:
    return Flaw(FlawKind.BROKEN, tag.comment.span, message)
