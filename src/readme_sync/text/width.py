"""The width of a text on a terminal; wcwidth is imported for the first text that is not ASCII."""


def width(text: str) -> int:
    """Return the columns of a printable text: one for each ASCII character, two for CJK and emoji."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    columns = wcswidth(text)
    return columns if columns >= 0 else len(text)


def cut(text: str, columns: int, ellipsis: str = "…") -> str:
    """Return the text if it fits into `columns`, else as much of its start as fits together with the ellipsis."""
    # Most characters take a column or more, so a much longer text need not be measured.
    if len(text) <= columns * 8 and width(text) <= columns:
        return text
    left = columns - len(ellipsis)  # an ellipsis has one column a character
    if left <= 0:
        return ellipsis[: max(columns, 0)]
    return f"{_start(text[: columns * 8], left).rstrip()}{ellipsis}"


def padded(text: str, columns: int) -> str:
    """Return the text padded with spaces to `columns`."""
    return text + " " * (columns - width(text))


def _start(text: str, columns: int) -> str:
    if text.isascii():
        return text[:columns]
    from wcwidth import iter_graphemes

    taken, left = [], columns
    for grapheme in iter_graphemes(text):
        left -= width(grapheme)
        if left < 0:
            break
        taken.append(grapheme)
    return "".join(taken)
