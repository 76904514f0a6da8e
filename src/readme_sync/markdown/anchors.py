"""Anchors as GitHub makes them, in the way of github-slugger."""

from readme_sync.text.regex import regex

_DROPPED = regex(r"[^a-z0-9_-]+")
_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"})


def anchor_of(title: str) -> str:
    """The anchor of a heading with this text, before duplicates are told apart.

    Letters and numerals such as `Ⅷ`, marks (U+FE0F, the emoji variation selector, is one), decimal digits, connectors
    such as `_`, hyphens and blanks stay, in lower case; a blank becomes a hyphen.
    """
    if title.isascii():
        anchor = title.lower().replace(" ", "-")
        return anchor if anchor.replace("-", "").isalnum() else _DROPPED.sub("", anchor)
    from unicodedata import category  # noqa: PLC0415  most titles do not need it

    kept = [c for c in title.lower() if c in "- " or category(c) in _KEPT]
    return "".join(kept).replace(" ", "-")


class Anchors:
    """The anchors given out in one document; none is given twice."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, title: str) -> str:
        """The next heading's anchor: `usage`, then `usage-1`, `usage-2`."""
        anchor = plain = anchor_of(title)
        while anchor in self._given:
            self._given[plain] += 1
            anchor = f"{plain}-{self._given[plain]}"
        self._given[anchor] = 0
        return anchor
