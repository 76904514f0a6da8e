"""Move progress badges from one service to another, or into the repository."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from readme_sync.editing.local_pictures import lost, picture_of, refuse_others
from readme_sync.editing.verify import rewrite, rewrite_images
from readme_sync.errors import RequestError, WriteError
from readme_sync.model import DEFAULT, Change, Outcome, Readme, Skipped
from readme_sync.notations import Replacement
from readme_sync.notations._addresses import Value, decoded, parameter_text, parameters
from readme_sync.notations.local_picture import local_picture
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
_COLOUR = regex(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3}")
_PLAIN = regex(r"[0-9]{1,9}")


class _Shown(NamedTuple):
    """What a picture shows, all of it: a number out of `total` (a percent without one), a title, a colour."""

    value: str
    total: str | None
    title: str | None
    colour: str | None
    message: str | None = None
    """Of a badge: its message, whatever it says."""


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
    if source == _LOCAL:
        return [Replacement(0, len(address), _PUT_TOGETHER[target](_local(address)))]
    found = _PATTERNS[source].fullmatch(address)
    assert found is not None
    if target == _LOCAL:
        return [Replacement(0, len(address), f"{folder.rstrip('/')}/{picture_of(source, found).name}")]
    host = _SAME.get((source, target))
    if host:
        replacements = [Replacement(*found.span("host"), host)]
        if source == "progressed.io" and not found["slash"]:
            replacements.append(Replacement(*found.span("slash"), "/"))
        return replacements
    if found["fragment"]:
        raise lost("the fragment")
    if source == "shields":
        raise RequestError(f"{target} has no place for a badge's label and message", hint="change it by hand")
    shown = _TAKEN_APART[source](found, parameters(found))
    return [Replacement(0, len(address), _PUT_TOGETHER[target](shown))]


def _bar(found: re.Match[str], query: dict[str, Value]) -> _Shown:
    """progress-bar.* and progressed.io."""
    refuse_others(query, ("title", "scale", "suffix", "progress_color"))
    if not _PLAIN.fullmatch(found["value"] or ""):
        raise RequestError("its value comes from another file", hint="leave it there, or write the value by hand")
    scale = parameter_text(query, "scale")
    if scale is not None and not _PLAIN.fullmatch(scale):
        raise RequestError(f"its scale {scale!r} is no number", hint="correct the address by hand")
    total = None if scale is None or int(scale) == _HUNDRED else scale
    suffix = parameter_text(query, "suffix")
    if suffix not in ({None, "%"} if total is None else {f"/{total}", f" / {total}"}):
        raise lost("the text behind its value" if suffix else "what its number means")
    return _Shown(
        _within(found["value"], total),
        total,
        parameter_text(query, "title"),
        _colour(parameter_text(query, "progress_color")),
    )


def _geps(found: re.Match[str], query: dict[str, Value]) -> _Shown:
    refuse_others(query, ("label", "min", "max"))
    value, label = found["value"], parameter_text(query, "label")
    if ("min" in query) != ("max" in query):
        raise RequestError("geps.dev draws nothing without both min and max", hint="correct the address by hand")
    if "max" not in query:
        if label not in {None, f"{value}%"}:
            raise lost("its label")
        return _Shown(_within(value, None), None, None, None)
    total = parameter_text(query, "max") or ""
    if parameter_text(query, "min") != "0" or not _PLAIN.fullmatch(total) or not _PLAIN.fullmatch(value):
        raise RequestError("its min and max make no count of it", hint="correct the address by hand")
    if label not in {f"{value}/{total}", f"{value} / {total}"}:
        raise lost("its label" if label else "that it shows the number alone")
    return _Shown(_within(value, total), total, None, None)


def _local(address: str) -> _Shown:
    """Return what a picture in the repository shows."""
    picture = local_picture(address)
    assert picture is not None
    if picture.kind == "badge":
        return _Shown("", None, picture.title, picture.color or "lightgrey", picture.message)
    if plain := [name for name in ("text", "prefix", "show", "suffix", "back", "width") if getattr(picture, name)]:
        raise lost(", ".join(plain))
    return _Shown(picture.value, picture.total or None, picture.title or None, picture.color or None)


def _badgen(found: re.Match[str], query: dict[str, Value]) -> _Shown:
    refuse_others(query, ())
    texts = [decoded(found.string, *found.span(name)).text for name in ("label", "message")]
    return _Shown("", None, texts[0], found["colour"], texts[1])


def _within(value: str, total: str | None) -> str:
    """Return the value, where a picture can show it."""
    most = _HUNDRED if total is None else float(total)
    if not 0 <= float(value) <= most or not most:
        raise RequestError(f"its value {value} is not within 0 and {most:g}", hint="correct the value first")
    return value


def _to_bar(shown: _Shown) -> str:
    _refuse_message(shown, "progress-bar.xyz")
    if not _PLAIN.fullmatch(shown.value):
        raise RequestError("progress-bar.xyz takes whole numbers", hint="round the value first")
    query = []
    if shown.total:
        query = [f"scale={shown.total}", f"suffix=/{shown.total}"]
    if shown.title is not None:
        query.append(f"title={quote(shown.title, safe='')}")
    if shown.colour is not None:
        query.append(f"progress_color={shown.colour}")
    return f"https://progress-bar.xyz/{shown.value}/" + ("?" + "&".join(query) if query else "")


def _to_geps(shown: _Shown) -> str:
    _refuse_message(shown, "geps.dev")
    if shown.title is not None:
        raise lost("its title")
    if shown.colour is not None:
        raise lost("its colour")
    if shown.total is None:
        return f"https://geps.dev/progress/{shown.value}"
    return f"https://geps.dev/progress/{shown.value}?min=0&max={shown.total}&label={shown.value}/{shown.total}"


def _to_shields(shown: _Shown) -> str:
    message = shown.message
    if message is None:
        message = f"{shown.value}/{shown.total}" if shown.total else f"{shown.value}%"
    label = "progress" if shown.title is None else shown.title
    return f"https://img.shields.io/badge/{_dashed(label)}-{_dashed(message)}-{shown.colour or _by_value(shown)}"


def _dashed(text: str) -> str:
    """Return a part of a badge's path."""
    return quote(text.replace("-", "--").replace("_", "__"), safe="")


def _by_value(shown: _Shown) -> str:
    """Return the colour that bars have by themselves."""
    if shown.message is not None:
        return "blue"  # what badgen.net takes where none is said
    share = float(shown.value) / (float(shown.total) if shown.total else _HUNDRED)
    return "red" if share < 0.3 else "orange" if share < 0.7 else "green"  # noqa: PLR2004  those of progress-bar.*


def _colour(text: str | None) -> str | None:
    if text is not None and not _COLOUR.fullmatch(text):
        raise lost("its colour")
    return text


def _refuse_message(shown: _Shown, target: str) -> None:
    if shown.message is not None:
        raise RequestError(f"{target} has no place for a badge's label and message", hint="change it by hand")


_TAKEN_APART: dict[str, Callable[[re.Match[str], dict[str, Value]], _Shown]] = {
    "progress-bar.xyz": _bar,
    "progress-bar.dev": _bar,
    "progressed.io": _bar,
    "geps": _geps,
    "cloudfunctions": _geps,
    "badgen": _badgen,
}
_PUT_TOGETHER: dict[str, Callable[[_Shown], str]] = {
    "progress-bar.xyz": _to_bar,
    "geps": _to_geps,
    "shields": _to_shields,
}
