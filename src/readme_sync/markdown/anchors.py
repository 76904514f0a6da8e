"""Heading anchors as GitHub makes them, following github-slugger."""

from unicodedata import category

from readme_sync.text.regex import regex

_DROPPED = regex(r"[^a-z0-9_-]+")
_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"})


def anchor_of(title: str) -> str:
    """Return the anchor of a heading with this text, without a suffix for duplicates.

    Letters, numerals such as `Ⅷ`, marks (also U+FE0F, the emoji variation selector), decimal digits, connectors such as
    `_`, hyphens and spaces stay, in lower case; a space becomes a hyphen.
    """
    if title.isascii():
        anchor = title.lower().replace(" ", "-")
        return anchor if anchor.replace("-", "").isalnum() else _DROPPED.sub("", anchor)
    kept = [c for c in title.lower() if c in "- " or category(c) in _KEPT]
    return "".join(kept).replace(" ", "-")


class Anchors:
    """The anchors already used in one document."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, title: str) -> str:
        """Return the next heading's anchor, with a suffix for duplicates: `usage`, then `usage-1`, `usage-2`."""
        anchor = plain = anchor_of(title)
        while anchor in self._given:
            self._given[plain] += 1
            anchor = f"{plain}-{self._given[plain]}"
        self._given[anchor] = 0
        return anchor
