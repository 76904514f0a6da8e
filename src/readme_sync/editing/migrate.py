"""Move progress badges from one service to another, or into the repository."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import quote

from readme_sync.editing.local_pictures import lost, picture_of
from readme_sync.editing.verify import rewrite, rewrite_images
from readme_sync.errors import RequestError, WriteError
from readme_sync.model import DEFAULT, Change, Outcome, Readme, Skipped
from readme_sync.notations import Replacement
from readme_sync.notations.local_picture import LocalPicture, local_picture
from readme_sync.reader import Text, parse
from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import regex
from readme_sync.trackers.images import Picture, all_pictures, read_address

_BADGES = ("shields", "badgen")  # of these only those that state a progress; they show all sorts of things


def migrate(document: Text, to: str, *, sources: Iterable[str] = (), folder: str = DEFAULT.pictures) -> Outcome:
    """Move progress badges to another service; what it cannot show in full stays where it is.

    Args:
        document: its text or bytes.
        to: `progress-bar.xyz`, `geps` or `shields`; `svg` for pictures in the repository, `text` for bars
            drawn with characters.
        folder: where the pictures in the repository are, as the document names it.
        sources: the services to move from; all known ones by default.

    Returns:
        The document after it, with a change for each badge of a known service, and those that could not move.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such service.
        WriteError: GitHub would show more differences than the moved badges.
    """
    chosen = tuple(sources)
    _refuse_unknown(to, TARGETS)
    for source in chosen:
        _refuse_unknown(source, SOURCES)
    readme = parse(document)
    edits: list[Edit] = []
    changes: list[Change] = []
    skipped: list[Skipped] = []
    for picture in all_pictures(readme.document):
        address = picture.address.text
        service = service_of(address)
        if service is None or (service != to and chosen and service not in chosen):
            continue
        if service in _BADGES and read_address(address) is None:
            continue
        line = readme.source.line_of(picture.span.start)
        try:
            if to == _TEXT:
                after = _as_text(picture, service, readme.source)
                new = [Edit(picture.span, after)]
            else:
                new, after = ([], address) if service == to else _move(picture, service, to, folder, readme.source)
        except RequestError as error:
            skipped.append(Skipped(line, error.message, address))
            continue
        edits += new
        changes.append(Change(line, was=address, now=after, changed=after != address))
    edits.sort(key=lambda edit: edit.span)
    new_source = _with_texts(readme, edits) if to == _TEXT else rewrite(readme, edits)
    return Outcome(readme.source, new_source, tuple(changes), tuple(skipped), tuple(edits))


def _with_texts(readme: Readme, edits: Sequence[Edit]) -> Source:
    """Return the document with texts in the place of images.

    Raises:
        WriteError: something else would change on the page, or a row would not be read any more.
    """
    after = rewrite_images(readme, edits)
    if sum(1 for _ in parse(after, settings=readme.settings).items) != sum(1 for _ in readme.items):
        raise WriteError("rows would not be read any more", path=readme.source.path, hint="use --to svg")
    return after


def _as_text(picture: Picture, service: str, source: Source) -> str:
    """Return the text that shows what a picture shows.

    Raises:
        RequestError: it cannot be said in plain text.
    """
    if not source.text.startswith(("![", "<"), picture.span.start):
        raise RequestError("its address is shared by several images", hint="write the address in each of them")
    found, shown = _PATTERNS.get(service), local_picture(picture.address.text)
    if shown is None:
        match = found.fullmatch(picture.address.text) if found else None
        assert match is not None
        shown = picture_of(service, match)
    text = shown.as_text
    if _MARKUP.search(text):
        raise RequestError("its title would be Markdown", hint="change it by hand")
    return text


def _move(picture: Picture, service: str, target: str, folder: str, source: Source) -> tuple[list[Edit], str]:
    """Return the edits that move a badge, and its new address.

    Raises:
        RequestError: the other service cannot show it in full.
    """
    before = after = picture.address.text
    edits = list(_alternative(picture, service, source)) if target == _LOCAL else []
    for start, end, text in reversed(moved(before, service, target, folder)):
        edits.append(Edit(_place(picture, start, end), text))
        after = after[:start] + text + after[end:]
    _refuse_unread(before, after)
    return edits, after


def _alternative(picture: Picture, service: str, source: Source) -> Iterator[Edit]:
    """Yield the edit that lets an alternative text state what the picture shows, none where it has a number."""
    found, alt = _PATTERNS[service].fullmatch(picture.address.text), picture.alt
    assert found is not None
    words = picture_of(service, found).words
    if alt.text.strip():
        if not any(sign.isdigit() for sign in alt.text) and alt.unbroken(0, len(alt.text)):
            yield _inserted(alt.place(len(alt.text) - 1) + 1, f": {words.rpartition(': ')[2]}")
    elif not _MARKUP.search(words):
        written = source.slice(picture.span)
        if written.startswith("![]"):
            yield _inserted(picture.span.start + len("!["), words)
        elif empty := _EMPTY.search(written):
            yield _inserted(picture.span.start + empty.end() - 1, words)
        elif written[:1] == "<" and not _ALT.search(written):
            yield _inserted(picture.span.start + len("<img"), f' alt="{words}"')


def _inserted(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _refuse_unread(before: str, after: str) -> None:
    """Refuse to make a badge that shows progress into one that does not say so."""
    if read_address(before) is not None and read_address(after) is None:
        raise RequestError("the badge would not say that it shows a progress", hint="change it by hand")


def _place(picture: Picture, start: int, end: int) -> Span:
    """Return where a part of the address stands in the source; only its ends must be written plainly."""
    address = picture.address
    first, last = min(start, len(address.text) - 1), max(end - 1, 0)
    if not address.unbroken(first, first + 1) or not address.unbroken(last, last + 1):
        raise RequestError("its address is not written plainly", hint="change it by hand")
    return Span(address.place(start), address.place(last) + 1) if start < end else _between(picture, start)


def _between(picture: Picture, at: int) -> Span:
    """Return the place behind the character before `at`."""
    place = picture.address.place(at - 1) + 1
    return Span(place, place)


def _refuse_unknown(service: str, known: tuple[str, ...]) -> None:
    if service not in known:
        raise RequestError(f"there is no service {service!r}", hint=f"choose one of {', '.join(known)}")


# Progress pictures from one service to another: which service an address belongs to, and what it becomes elsewhere.

_LOCAL, _TEXT = "svg", "text"
TARGETS = ("progress-bar.xyz", "geps", "shields", _LOCAL, _TEXT)
SOURCES = (
    "progress-bar.xyz",
    "geps",
    "shields",
    _LOCAL,
    "progress-bar.dev",
    "progressed.io",
    "cloudfunctions",
    "badgen",
)
_EMPTY = regex(r"(?i:\balt)=(?:\"\"|'')")
_ALT = regex(r"(?i:\balt)\b")
_MARKUP = regex(r"[\[\]\\`*_<>&!~|\"']")

_SCHEME = r"(?P<scheme>(?:https?:)?//)"
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_QUERY = r"(?:\?(?P<query>[^#\n]*))?(?P<fragment>#.*)?"
_CLOUD = r"us-central1-progress-markdown\.cloudfunctions\.net"
_VALUE = rf"(?:(?P<value>{_NUMBER})|dynamic/json)"
_ADDRESSES = {
    "progress-bar.xyz": rf"{_SCHEME}(?P<host>(?:www\.)?progress-bar\.xyz)/{_VALUE}/?{_QUERY}",
    "progress-bar.dev": rf"{_SCHEME}(?P<host>(?:www\.)?progress-bar\.dev)/{_VALUE}/?{_QUERY}",
    "progressed.io": rf"{_SCHEME}(?P<host>(?:www\.)?progressed\.io/bar)/(?P<value>{_NUMBER})(?P<slash>/?){_QUERY}",
    "geps": rf"{_SCHEME}(?P<host>geps\.dev)/progress/(?P<value>-?{_NUMBER})/?{_QUERY}",
    "cloudfunctions": rf"{_SCHEME}(?P<host>{_CLOUD})/progress/(?P<value>-?{_NUMBER})/?{_QUERY}",
    "shields": rf"{_SCHEME}(?P<host>(?:(?:img|raster)\.)?shields\.io)/(?:badge/|:|static/v1)[^#\n]*(?P<fragment>#.*)?",
    "badgen": (
        rf"{_SCHEME}(?P<host>(?:flat\.)?badgen\.net)/badge/(?P<label>[^/?#\n]+)/(?P<message>[^/?#\n]+)"
        rf"(?:/(?P<colour>[^/?#\n]+))?/?{_QUERY}"
    ),
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _ADDRESSES.items()}
_SAME = {
    ("progress-bar.dev", "progress-bar.xyz"): "progress-bar.xyz",
    ("progressed.io", "progress-bar.xyz"): "progress-bar.xyz",
    ("cloudfunctions", "geps"): "geps.dev",
}
"""(from, to) -> the new host, where path and query stay."""
_HUNDRED = 100
_COLOUR = regex(r"[0-9a-f]{6}|[0-9a-f]{3}")


def service_of(address: str) -> str | None:
    """Return the service that makes the picture, None where it is none of `SOURCES`; `svg` for a local one."""
    if local_picture(address):
        return _LOCAL
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(address)), None)


def moved(address: str, source: str, target: str, folder: str = DEFAULT.pictures) -> list[Replacement]:
    """Return what to replace in an address of `source` so that `target` shows the same.

    `folder`: where local pictures are, as the document names it.

    Raises:
        RequestError: `target` cannot show all that the picture shows.
    """
    found = _PATTERNS[source].fullmatch(address) if source != _LOCAL else None
    host = _SAME.get((source, target))
    if found and host:
        replacements = [Replacement(*found.span("host"), host)]
        if source == "progressed.io" and not found["slash"]:
            replacements.append(Replacement(*found.span("slash"), "/"))
        return replacements
    if found and target != _LOCAL and found["fragment"]:
        raise lost("the fragment")
    picture = picture_of(source, found) if found else local_picture(address)
    assert picture is not None
    after = f"{folder.rstrip('/')}/{picture.name}" if target == _LOCAL else _ADDRESS_OF[target](picture)
    return [Replacement(0, len(address), after)]


def _bar_address(picture: LocalPicture) -> str:
    _refuse_lost(picture, "progress-bar.xyz")
    if not picture.value.isdigit():
        raise RequestError("progress-bar.xyz takes whole numbers", hint="round the value first")
    query = [f"scale={picture.total}", f"suffix=/{picture.total}"] if picture.total else []
    if picture.title:
        query.append(f"title={quote(picture.title, safe='')}")
    if picture.color:
        query.append(f"progress_color={picture.color}")
    return f"https://progress-bar.xyz/{picture.value}/" + ("?" + "&".join(query) if query else "")


def _geps_address(picture: LocalPicture) -> str:
    _refuse_lost(picture, "geps.dev")
    for part, name in ((picture.title, "title"), (picture.color, "colour")):
        if part:
            raise lost(f"its {name}")
    value, total = picture.value, picture.total
    return f"https://geps.dev/progress/{value}" + (f"?min=0&max={total}&label={value}/{total}" if total else "")


def _shields_address(picture: LocalPicture) -> str:
    if picture.kind == "badge":
        title, color = picture.title, picture.color or "lightgrey"
    else:
        _refuse_lost(picture, "shields")
        title, color = picture.title or "progress", picture.color or _by_value(picture)
    back = f"?labelColor={picture.back}" if picture.back else ""
    return f"https://img.shields.io/badge/{_dashed(title)}-{_dashed(picture.message)}-{color}{back}"


def _dashed(text: str) -> str:
    """Return a part of a badge's path."""
    return quote(text.replace("-", "--").replace("_", "__"), safe="")


def _by_value(picture: LocalPicture) -> str:
    """Return the colour that bars have by themselves."""
    percent = picture.progress.percent or 0
    return "red" if percent < 30 else "orange" if percent < 70 else "green"  # noqa: PLR2004  those of progress-bar.*


def _refuse_lost(picture: LocalPicture, target: str) -> None:
    """Refuse what the bars of services do not show.

    Raises:
        RequestError: the picture is a badge, or shows more than a number, a title and a colour.
    """
    if picture.kind == "badge":
        raise RequestError(f"{target} has no place for a badge's label and message", hint="change it by hand")
    if picture.show == "value":
        raise lost("the text behind its value" if picture.suffix else "that it shows the number alone")
    if picture.text:
        raise lost("its label")
    if picture.suffix:
        raise lost("the text behind its value")
    if left := [name for name in ("prefix", "back", "width") if getattr(picture, name)]:
        raise lost(", ".join(left))
    if picture.show and (picture.show != "spaced" or not picture.total):
        raise lost("how its number is written")
    if picture.color and not _COLOUR.fullmatch(picture.color):
        raise lost("its colour")


_ADDRESS_OF: dict[str, Callable[[LocalPicture], str]] = {
    "progress-bar.xyz": _bar_address,
    "geps": _geps_address,
    "shields": _shields_address,
}
