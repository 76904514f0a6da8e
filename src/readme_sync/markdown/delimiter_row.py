"""Lines of tables: whether a line is a delimiter row, and how many cells a line has."""

from readme_sync.markdown.nodes import UNESCAPED_PIPE, WHITESPACE, Align
from readme_sync.text.regex import regex

MAX_COLUMNS = 65_535  # cmark-gfm's limit
MAX_ADDED_CELLS = 0x80000  # cmark-gfm ends a table when it would have to add more empty cells than this
_MARK = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
_DELIMITER_ROW = regex(rf"\|?{_MARK}(?:\|{_MARK})*\|?[ \t\v\f]*\Z")


def alignments(line: str) -> tuple[Align, ...] | None:
    """Return the alignment of each column if `line`, stripped, is a delimiter row, else None."""
    if line.strip("|:- \t\v\f") or not _DELIMITER_ROW.match(line):
        return None
    marks = line.strip(WHITESPACE).removeprefix("|").removesuffix("|").split("|")
    return tuple(_align(mark.strip(WHITESPACE)) for mark in marks)


def _align(mark: str) -> Align:
    left, right = mark.startswith(":"), mark.endswith(":")
    return Align.CENTER if left and right else Align.LEFT if left else Align.RIGHT if right else Align.NONE


def count_cells(line: str) -> int:
    """Return how many cells a table line without leading whitespace has; 0 if it is not a row."""
    pipes = line.count("|") - line.count("\\|")
    if line.startswith("|"):
        pipes -= 1
        line = line[1:]
    last = line[line.rfind("|") + 1 :]
    if "\\|" in line:
        last = UNESCAPED_PIPE.split(line)[-1]
    return pipes + bool(last.strip(WHITESPACE))
