"""A cursor in one line for the block parser: how much is read, what comes next, how deep it is indented."""

from readme_sync.text import Span

TAB_STOP = 4
CODE_INDENT = 4


class Cursor:
    """A place in one line, counted in characters and in columns (a tab reaches to the next multiple of 4).

    Attributes:
        text: the whole document.
        start, end: the line, without its line end.
        offset, column: how much of the line is read.
        partial: whether the tab at `offset` is read in part.
        next: the first character from `offset` on that is not a space or tab; `end` if there is none.
        blank: whether only spaces and tabs are left.
        indent: the columns from `offset` to `next`.
    """

    __slots__ = ("blank", "column", "end", "indent", "next", "next_column", "offset", "partial", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.begin(0, 0)

    def begin(self, start: int, end: int) -> None:
        """Start at a new line."""
        self.start = self.offset = start
        self.end = end
        self.column = 0
        self.partial = False
        self.look()

    def look(self) -> None:
        """Find the next character that is not a space or tab."""
        text, end = self.text, self.end
        position, column = self.offset, self.column
        while position < end:
            char = text[position]
            if char == " ":
                column += 1
            elif char == "\t":
                column += TAB_STOP - column % TAB_STOP
            else:
                break
            position += 1
        self.next = position
        self.blank = position >= end
        self.next_column = column
        self.indent = column - self.column

    @property
    def rest(self) -> Span:
        """Return the span from the next character that is not a space or tab to the line's end."""
        return Span(self.next, self.end)

    def to(self, offset: int) -> None:
        """Read on to `offset`, which is `next` or comes after it."""
        self.column = self.next_column + offset - self.next  # markers are ASCII: a character is a column
        self.partial = False
        self.offset = offset
        self.look()

    def skip_columns(self, count: int) -> None:
        """Read up to `count` columns of spaces and tabs; a tab may be read in part."""
        text, end = self.text, self.end
        while count > 0 and self.offset < end:
            char = text[self.offset]
            if char == "\t":
                width = TAB_STOP - self.column % TAB_STOP
                self.partial = width > count
                step = min(count, width)
                self.column += step
                count -= step
                if not self.partial:
                    self.offset += 1
            elif char == " ":
                self.partial = False
                self.offset += 1
                self.column += 1
                count -= 1
            else:
                break
        self.indent = self.next_column - self.column

    def skip_one_blank(self) -> None:
        """Read one column of whitespace if there is one."""
        if self.offset < self.end and self.text[self.offset] in " \t":
            self.skip_columns(1)

    def remainder(self) -> tuple[int, int]:
        """Return the unread columns of a tab that is read in part, and the offset of the remaining text."""
        if self.partial:
            return TAB_STOP - self.column % TAB_STOP, self.offset + 1
        return 0, self.offset
