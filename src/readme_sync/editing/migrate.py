"""Move progress badges from one service to another."""

from collections.abc import Iterable

from readme_sync.editing.rewrite import rewrite
from readme_sync.editing.services import SOURCES, TARGETS, moved, service_of
from readme_sync.errors import RequestError
from readme_sync.model import Change, Outcome, Skipped
from readme_sync.reader import Text, parse
from readme_sync.text import Edit, Span
from readme_sync.trackers.images import Picture, all_pictures, read_address

_BADGES = ("shields", "badgen")  # of these only those that state a progress; they show all sorts of things


def migrate(document: Text, to: str, *, sources: Iterable[str] = ()) -> Outcome:
    """Move progress badges to another service; what it cannot show in full stays where it is.

    Args:
        document: its text or bytes.
        to: `progress-bar.xyz`, `geps` or `shields`.
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
            new, after = ([], address) if service == to else _move(picture, service, to)
        except RequestError as error:
            skipped.append(Skipped(line, error.message, address))
            continue
        edits += new
        changes.append(Change(line, was=address, now=after, changed=after != address))
    edits.sort(key=lambda edit: edit.span)
    return Outcome(readme.source, rewrite(readme, edits), tuple(changes), tuple(skipped), tuple(edits))


def _move(picture: Picture, service: str, target: str) -> tuple[list[Edit], str]:
    """Return the edits that move a badge, and its new address.

    Raises:
        RequestError: the other service cannot show it in full.
    """
    before = after = picture.address.text
    edits = []
    for start, end, text in reversed(moved(before, service, target)):
        edits.append(Edit(_place(picture, start, end), text))
        after = after[:start] + text + after[end:]
    _refuse_unread(before, after)
    return edits, after


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
