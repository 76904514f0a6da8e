"""A static badge of shields.io: `https://img.shields.io/badge/Progress-95%25-green`, or `/static/v1?label=&message=`.

The path holds label, message and colour, or message and colour, parted by dashes; `--` is a dash, `_` a blank, `__` an
underscore. The message is read as text is: `95%`, `4 / 150`, `0.00% (0 / 3)`.
"""

from readme_sync.notations._addresses import Decoded, decoded, parameters
from readme_sync.notations._badge import Badge, badge_notation
from readme_sync.text.regex import regex

_MARKS = ("shields.io/badge/", "shields.io/:", "shields.io/static/v1")
_ADDRESS = regex(
    r"(?:https?:)?//(?:(?:img|raster)\.)?shields\.io/"
    r"(?:(?:badge/|:)(?P<path>[^?#\n]+)|static/v1(?:\.(?:svg|png|json))?)(?:\?(?P<query>[^#\n]*))?(?:#.*)?"
)
_SIGN = regex(r"--|__|_|-|[^-_]")
_SHOWN = {"--": "-", "__": "_", "_": " "}
_EXTENSION = regex(r"\.(?:svg|png|jpg|gif|json)\Z")
_MOST_PARTS = 3
_LAST_PART = regex(r"(?<![^-])[^-]+\Z")


def badge_of(address: str) -> Badge | None:
    """Return the badge of an address, None where it is none."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    query = parameters(found)
    labels = [decoded(address, query["label"].start, query["label"].end, plus=True)] if "label" in query else []
    if found["path"] is None:
        message = query.get("message")
        return Badge(decoded(address, message.start, message.end, plus=True), tuple(labels)) if message else None
    parts = _parts(decoded(address, *found.span("path")))
    if not 1 < len(parts) <= _MOST_PARTS or _EXTENSION.sub("", parts[-1].text) == "":
        return None
    return Badge(parts[-2], (*parts[:-2], *labels))


def color_in(address: str) -> tuple[int, int] | None:
    """Return the place of the color in the address of a badge, None where it has none."""
    found = _ADDRESS.fullmatch(address)
    query = parameters(found) if found else {}
    if "color" in query:
        return query["color"].start, query["color"].end
    if found is None or found["path"] is None:
        return None
    path = _EXTENSION.sub("", found["path"])
    last = _LAST_PART.search(path)
    start = found.start("path")
    return (start + last.start(), start + last.end()) if last and last.start() else None


def message_in(written: str) -> Decoded:
    """Return a part of a badge's address without single dashes as the badge shows it."""
    return _parts(decoded(written, 0, len(written)))[0]


def _parts(path: Decoded) -> list[Decoded]:
    """Return the path as shields.io takes it apart; single dashes part it."""
    parts: list[list[tuple[str, int, int]]] = [[]]
    for sign in _SIGN.finditer(path.text):
        if sign[0] == "-":
            parts.append([])
        else:
            parts[-1].append((_SHOWN.get(sign[0], sign[0]), *path.place(*sign.span())))
    return [Decoded.of(part) for part in parts]


NOTATION = badge_notation("shields", _MARKS, badge_of)
