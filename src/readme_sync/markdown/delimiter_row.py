"""Table lines: which line is a delimiter row, how many cells a line has."""

from readme_sync.markdown.nodes import BLANKS, UNESCAPED_PIPE, Align
from readme_sync.text.regex import regex

MAX_COLUMNS = 65_535  # cmark-gfm's limit
MAX_ADDED_CELLS = 0x80000  # cmark-gfm ends a table when it would have to add more empty cells than this
_MARK = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
_DELIMITER_ROW = regex(rf"\|?{_MARK}(?:\|{_MARK})*\|?[ \t\v\f]*\Z")


def alignments(line: str) -> tuple[Align, ...] | None:
    """The alignment of each column if `line` (without blanks around it) is a delimiter row."""
    if line.strip("|:- \t\v\f") or not _DELIMITER_ROW.match(line):
        return None
    marks = line.strip(BLANKS).removeprefix("|").removesuffix("|").split("|")
    return tuple(_align(mark.strip(BLANKS)) for mark in marks)


def _align(mark: str) -> Align:
    left, right = mark.startswith(":"), mark.endswith(":")
    return Align.CENTER if left and right else Align.LEFT if left else Align.RIGHT if right else Align.NONE


def count_cells(line: str) -> int:
    """How many cells a table line has; `line` comes without the blanks before it. 0: no row at all."""
    pipes = line.count("|") - line.count("\\|")
    if line.startswith("|"):
        pipes -= 1
        line = line[1:]
    last = line[line.rfind("|") + 1 :]
    if "\\|" in line:
        last = UNESCAPED_PIPE.split(line)[-1]
    return pipes + bool(last.strip(BLANKS))
