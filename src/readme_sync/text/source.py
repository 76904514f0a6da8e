"""The text of a document with the place of each character: sources, spans, edits, excerpts."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.errors import EditError, InputError
from readme_sync.text.regex import regex


class Span(NamedTuple):
    """The characters `[start, end)` of a source's text.

    Both are 0-based offsets in Unicode code points of the decoded text; a byte order mark is one character, CRLF two.
    `text[span.start:span.end]` is the text of the span.
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Return whether `other` is inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


def is_within(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether a span is in one of some spans, which are sorted and disjoint."""
    index = bisect_right(spans, span.start, key=_start) - 1
    return index >= 0 and spans[index].contains(span)


def _start(span: Span) -> int:
    return span.start


class Position(NamedTuple):
    """A place for people and SARIF: 1-based line, 1-based column in Unicode code points."""

    line: int
    column: int


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    T = TypeVar("T")

BOM = "\ufeff"
_LINE_END = regex(r"\r\n|\r|\n")


_SHOWN = 40


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class Source:
    """The text of one document.

    The text is the decoded bytes, unchanged, with byte order mark, CR, LF, CRLF, tabs and trailing whitespace. So
    `Source.from_bytes(b).to_bytes() == b` for every valid UTF-8 `b`.
    """

    def __init__(self, text: str, path: str | None = None) -> None:
        """Take a text; `path` is its name in messages."""
        self.text = text
        self.path = path
        self._known: dict[Callable[[str], Any], Any] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (self.text, self.path) == (other.text, other.path)

    def __hash__(self) -> int:
        return hash((self.text, self.path))

    def __repr__(self) -> str:
        more = "..." if len(self.text) > _SHOWN else ""
        return f"<Source {self.path or 'of a text'}, {len(self.text)} characters: {self.text[:_SHOWN]!r}{more}>"

    @classmethod
    def from_bytes(cls, data: bytes, path: str | None = None) -> "Source":
        """Return the source of some bytes.

        Raises:
            InputError: `data` is not UTF-8; the error names the line.
        """
        try:
            return cls(data.decode("utf-8"), path)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            if data.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise InputError("is UTF-16", path=path, hint="save it as UTF-8") from None
            byte = data[error.start]
            message = f"is not UTF-8 (byte 0x{byte:02X})"
            raise InputError(message, path=path, line=line, hint="save it as UTF-8") from None

    def once(self, work: "Callable[[str], T]") -> "T":
        """Return the result of `work` for the text, computed once."""
        if work not in self._known:
            self._known[work] = work(self.text)
        known: T = self._known[work]
        return known

    def holds(self, *texts: str) -> bool:
        """Return whether one of some strings stands in the text.

        It is sought in UTF-8: text with characters after U+00FF takes four times as long.
        """
        data = self.once(_encoded)
        return any(text.encode() in data for text in texts)

    def to_bytes(self) -> bytes:
        """Return the document's bytes."""
        return self.text.encode("utf-8")

    @cached_property
    def line_starts(self) -> list[int]:
        """Return the offset of each line's first character; lines end at CRLF, CR or LF only."""
        if "\r" in self.text:
            return [0, *(m.end() for m in _LINE_END.finditer(self.text))]
        lengths = map(int.__add__, map(len, self.text.split("\n")), repeat(1))
        starts = list(accumulate(lengths, initial=0))
        starts.pop()  # after the last line
        return starts

    @cached_property
    def newline(self) -> str:
        """Return the line end for new lines: the most frequent one in the document, LF if there is none."""
        crlf = self.text.count("\r\n")
        counts = {"\n": self.text.count("\n") - crlf, "\r\n": crlf, "\r": self.text.count("\r") - crlf}
        return max(counts, key=lambda end: counts[end])

    def newline_at(self, offset: int) -> str:
        """Return the end of the line at `offset`; where there is none, that of most lines."""
        found = _LINE_END.search(self.text, offset)
        return found[0] if found else self.newline

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of the character at `offset`."""
        return bisect_right(self.line_starts, offset)

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of the character at `offset` begins."""
        return self.line_starts[self.line_of(offset) - 1]

    def position_of(self, offset: int) -> Position:
        """Return the line and column of the character at `offset`; a byte order mark has no column."""
        line = self.line_of(offset)
        start = self.line_starts[line - 1]
        if start == 0 and self.text.startswith(BOM):
            start = min(1, offset)
        return Position(line, offset - start + 1)

    def line_text(self, line: int) -> str:
        """Return the text of a 1-based line, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]


class Edit(NamedTuple):
    """A replacement for `span`, a span of the original text; an empty span inserts."""

    span: Span
    replacement: str


def ordered(edits: Iterable[Edit], source: Source) -> list[Edit]:
    """Return the edits that change something, sorted by place, without duplicates.

    Raises:
        EditError: two edits overlap, insert at one place, or one is outside the text.
    """
    text = source.text
    changing = (e for e in edits if text[e.span.start : e.span.end] != e.replacement)
    wanted = sorted(dict.fromkeys(changing))  # a set would lose the order, which is mostly right already
    position = 0
    previous: Edit | None = None
    for edit in wanted:
        if not 0 <= edit.span.start <= edit.span.end <= len(text):
            place = f"characters {edit.span.start} to {edit.span.end}"
            raise EditError(f"an edit of {place} leaves the text", path=source.path)
        if edit.span.start < position or (previous and previous.span == edit.span):
            line = source.line_of(edit.span.start)
            raise EditError("two edits overlap", path=source.path, line=line, hint="make them one at a time")
        position, previous = edit.span.end, edit
    return wanted


def apply(source: Source, edits: Iterable[Edit]) -> Source:
    """Return the source with the edits made, `source` itself if nothing changes; all other characters stay.

    Raises:
        EditError: two edits overlap, or one is outside the text.
    """
    wanted = ordered(edits, source)
    if not wanted:
        return source
    parts: list[str] = []
    position = 0
    for edit in wanted:
        parts += [source.text[position : edit.span.start], edit.replacement]
        position = edit.span.end
    parts.append(source.text[position:])
    return Source("".join(parts), source.path)


class Piece(NamedTuple):
    """`length` characters at `local` in an excerpt and at `source` in the source."""

    local: int
    source: int
    length: int


class Excerpt(NamedTuple):
    r"""A text and the places of its characters in the source.

    A paragraph without its quote markers, a cell without the backslash of its `\|`, the words of a heading without
    their asterisks: each is one text made of pieces. Characters that are not in the source (the decoded `&amp;`)
    belong to no piece and cannot be edited.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def whole(cls, text: str, span: Span) -> "Excerpt":
        """Return the excerpt of one span of the source's text."""
        start, end = span
        return cls(text[start:end], (Piece(0, start, end - start),))

    @classmethod
    def joined(cls, text: str, spans: Iterable[Span]) -> "Excerpt":
        """Return the excerpt of several spans of the source's text, one after the other."""
        parts: list[str] = []
        pieces: list[Piece] = []
        local = 0
        for start, end in spans:
            parts.append(text[start:end])
            pieces.append(Piece(local, start, end - start))
            local += end - start
        return cls("".join(parts), tuple(pieces))

    def moved(self, by: int) -> "Excerpt":
        """Return the same text `by` characters later in the source."""
        if len(self.pieces) == 1:
            local, source, length = self.pieces[0]
            piece = Piece(local, source + by, length)
            return Excerpt(self.text, (piece,))
        return Excerpt(self.text, tuple([Piece(local, source + by, length) for local, source, length in self.pieces]))

    def place(self, local: int) -> int:
        """Return the place of the character at `local` in the source; the excerpt ends with its last piece."""
        piece = self._piece(local)
        return piece.source + min(local - piece.local, piece.length)

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source from the character at `start` to the one before `end`."""
        if len(self.pieces) == 1:  # the usual case
            local, source, _ = self.pieces[0]
            return Span(start + source - local, end + source - local)
        if start >= end:
            place = self.place(start)
            return Span(place, place)
        return Span(self.place(start), self.place(end - 1) + 1)

    def unbroken(self, start: int, end: int) -> bool:
        """Return whether the source has the characters `[start, end)` in one piece, exactly as in the excerpt."""
        piece = self._piece(start)
        return piece.local <= start and end <= piece.local + piece.length

    def _piece(self, local: int) -> Piece:
        """Return the last piece that begins at `local` or before it, else the first."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return self.pieces[max(0, bisect_right(self.pieces, local, key=_local) - 1)]


def cut(excerpt: Excerpt, start: int, end: int) -> Excerpt | None:
    """Return the characters `[start, end)` as an excerpt; None if the first or the last is not in the source."""
    if not excerpt.pieces or not excerpt.unbroken(start, start + 1) or not excerpt.unbroken(end - 1, end):
        return None
    if excerpt.unbroken(start, end):
        return Excerpt(excerpt.text[start:end], (Piece(0, excerpt.place(start), end - start),))
    return part(excerpt, start, end)


def whole_span(excerpt: Excerpt) -> Span:
    """Return the span from an excerpt's first character to its last."""
    return excerpt.span(0, len(excerpt.text))


def part(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    """Return the characters `[start, end)` as an excerpt, also those that are not in the source."""
    if len(excerpt.pieces) == 1 and excerpt.pieces[0].length == len(excerpt.text):  # the usual case
        shift = excerpt.pieces[0].source
        return Excerpt(excerpt.text[start:end], (Piece(0, shift + start, end - start),) if start < end else ())
    pieces = []
    from_here = max(0, bisect_right(excerpt.pieces, start, key=_local) - 1)
    for index in range(from_here, len(excerpt.pieces)):
        piece = excerpt.pieces[index]
        if piece.local >= end:
            break
        first, last = max(piece.local, start), min(piece.local + piece.length, end)
        if first < last:
            pieces.append(Piece(first - start, piece.source + first - piece.local, last - first))
    return Excerpt(excerpt.text[start:end], tuple(pieces))


def _local(piece: Piece) -> int:
    return piece.local
