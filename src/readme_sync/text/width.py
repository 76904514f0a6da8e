"""How many columns a text takes on a terminal; wcwidth is loaded for the first text that is not ASCII."""


def width(text: str) -> int:
    """The columns that a printable text takes: one per ASCII character, two for CJK and emoji."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    columns = wcswidth(text)
    return columns if columns >= 0 else len(text)


def cut(text: str, columns: int, ellipsis: str = "…") -> str:
    """The text where it fits into `columns`, else as much of its start as fits together with the ellipsis."""
    # A character takes a column or more, but for combining marks, which no honest title has many of.
    if len(text) <= columns * 8 and width(text) <= columns:
        return text
    room = columns - len(ellipsis)  # of one column per character, so that a cut alone loads nothing
    if room <= 0:
        return ellipsis[: max(columns, 0)]
    return f"{_start(text[: columns * 8], room).rstrip()}{ellipsis}"


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it up to `columns`."""
    return text + " " * (columns - width(text))


def _start(text: str, columns: int) -> str:
    if text.isascii():
        return text[:columns]
    from wcwidth import iter_graphemes

    taken, room = [], columns
    for grapheme in iter_graphemes(text):
        room -= width(grapheme)
        if room < 0:
            break
        taken.append(grapheme)
    return "".join(taken)
