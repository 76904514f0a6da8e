"""How the output is displayed: its width, with colours or not, with Unicode or not."""

from typing import NamedTuple


class Style:
    """The palette: parameters of the ANSI sequences. Not an enum: to make one takes as long as to check a README."""

    STRONG = "1"
    FAINT = "2"
    GOOD = "32"
    MIDDLING = "33"
    BAD = "31"
    NOTICE = "36"
    NONE = ""


class View(NamedTuple):
    """What the output may use.

    Attributes:
        columns: the width to keep within.
        colour: whether to use ANSI colours.
        unicode: whether the encoding has block characters, dashes and all of the documents' letters.
    """

    columns: int = 100
    colour: bool = False
    unicode: bool = True

    def paint(self, text: str, style: str) -> str:
        """Return the text in a style, or unchanged without colours."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and style and text else text

    def shown(self, text: str) -> str:
        """Return the text in characters that the encoding has."""
        return text if self.unicode else text.encode("ascii", "replace").decode("ascii")
