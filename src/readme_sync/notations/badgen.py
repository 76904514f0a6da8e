"""A static badge of badgen.net: `https://badgen.net/badge/progress/100%25/green`; the message is read as text is."""

from readme_sync.notations._addresses import Decoded, decoded, parameters
from readme_sync.notations._badge import Badge, badge_notation
from readme_sync.text.regex import regex

_MARKS = ("badgen.net/badge/",)
_ADDRESS = regex(
    r"(?:https?:)?//(?:flat\.)?badgen\.net/badge/(?P<label>[^/?#\n]+)/(?P<message>[^/?#\n]+)(?:/[^/?#\n]+)?/?"
    r"(?:\?(?P<query>[^#\n]*))?(?:#.*)?"
)


def _badge(address: str) -> Badge | None:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    query = parameters(found)
    labels = [_part(decoded(address, *found.span("label")))]
    if "label" in query:
        labels.append(decoded(address, query["label"].start, query["label"].end, plus=True))
    return Badge(_part(decoded(address, *found.span("message"))), tuple(labels))


def _part(part: Decoded) -> Decoded:
    """Return a part with its underscores as blanks, for the words in it."""
    return Decoded(part.text.replace("_", " "), part.starts, part.ends)


NOTATION = badge_notation("badgen", _MARKS, _badge)
