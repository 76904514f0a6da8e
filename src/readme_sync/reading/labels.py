"""The column that names the rows."""

from collections import Counter
from collections.abc import Collection, Sequence

from readme_sync.reading.words import is_number_header, is_secondary
from readme_sync.text.regex import regex

_DISTINCT = 0.8
_NUMBER_IN_FRONT = regex(r"#?[0-9]{1,6}[:.)、．：]\s*")
_DIGITS = regex(r"[\d\W_]+")
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))


def label_column(header: Sequence[str], texts: Sequence[Sequence[str]], taken: Collection[int]) -> int | None:
    """The first column whose texts tell the rows apart; None where every column is `taken` by progress.

    Numbers, numbered words (`Day 1`, `Day 2`), types and categories name a row only where nothing better does.

    Args:
        header: the texts of the header cells.
        texts: by column, by row, those of the data cells.
        taken: the columns of progress.
    """
    free = [column for column in range(len(header)) if column not in taken]
    worded = [column for column in free if _is_worded(texts[column]) and not is_number_header(header[column])]
    named = [column for column in worded if not is_secondary(header[column])]
    for columns in (named, worded):
        for column in columns:
            if _is_distinct(texts[column]):
                return column
    for columns in (named, worded, free):
        if columns:
            return max(columns, key=lambda column: (len(set(texts[column])), -column))
    return None


def _is_distinct(texts: Sequence[str]) -> bool:
    """Whether the texts tell most rows apart, the numbers in front of them left out."""
    bare = [_NUMBER_IN_FRONT.sub("", text, count=1).casefold() for text in texts if text]
    return len(bare) >= len(texts) * _DISTINCT and len(set(bare)) >= len(bare) * _DISTINCT


def _is_worded(texts: Sequence[str]) -> bool:
    """Whether the texts are words of their own: no numbers, not one word with a running number."""
    # `Day 1`, `Day 2`: texts that differ in their digits alone are looked at once
    shapes = Counter("\n".join(texts).translate(_NO_DIGITS).split("\n"))
    words = {shape: _DIGITS.sub("", shape) for shape in shapes}
    number = sum(count for shape, count in shapes.items() if words[shape])
    if 2 * number < len(texts) or not number:
        return False
    return len(set(filter(None, words.values()))) > 1 or len(set(texts)) == 1
