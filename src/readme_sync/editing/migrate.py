"""Move progress pictures from one service to another."""

from collections.abc import Collection
from typing import NamedTuple

from readme_sync.editing.services import SOURCES, TARGETS, moved, service_of
from readme_sync.errors import RequestError
from readme_sync.model import Readme
from readme_sync.text import Edit, Span
from readme_sync.trackers.images import Picture, all_pictures, read_address

_BADGES = ("shields", "badgen")  # of these only those that state a progress; they show all sorts of things


class Move(NamedTuple):
    """What becomes of one picture.

    Attributes:
        span: the picture in the source.
        line: its 1-based line.
        before: its address.
        after: its address afterwards; the same where it stays.
        reason: why it is left alone though it is at another service; "" otherwise.
    """

    span: Span
    line: int
    before: str
    after: str
    reason: str = ""


def migrate(readme: Readme, target: str, sources: Collection[str] = ()) -> tuple[list[Edit], list[Move]]:
    """The edits that move pictures to `target`, and what becomes of each picture of a known service, in order.

    Args:
        readme: the document.
        target: one of `TARGETS`.
        sources: the services to move from, of `SOURCES`; all by default.

    Raises:
        RequestError: there is no such service.
    """
    _refuse_unknown(target, TARGETS)
    for source in sources:
        _refuse_unknown(source, SOURCES)
    edits: list[Edit] = []
    moves: list[Move] = []
    for picture in all_pictures(readme.document):
        service = service_of(picture.address.text)
        if service is None or (service != target and sources and service not in sources):
            continue
        if service in _BADGES and read_address(picture.address.text) is None:
            continue
        new, move = _move(readme, picture, service, target)
        edits += new
        moves.append(move)
    return sorted(edits, key=lambda edit: edit.span), moves


def _move(readme: Readme, picture: Picture, service: str, target: str) -> tuple[list[Edit], Move]:
    line = readme.source.line_of(picture.span.start)
    before = after = picture.address.text
    if service == target:
        return [], Move(picture.span, line, before, before)
    edits = []
    try:
        for start, end, text in reversed(moved(before, service, target)):
            edits.append(Edit(_place(picture, start, end), text))
            after = after[:start] + text + after[end:]
        _refuse_unread(before, after)
    except RequestError as error:
        return [], Move(picture.span, line, before, before, error.message)
    return edits, Move(picture.span, line, before, after)


def _refuse_unread(before: str, after: str) -> None:
    """Refuses to make a picture of a progress into one that does not say that it shows any."""
    if read_address(before) is not None and read_address(after) is None:
        raise RequestError("the badge would not say that it shows a progress", hint="change it by hand")


def _place(picture: Picture, start: int, end: int) -> Span:
    """Where a part of the address stands in the source; what is in between may be written as it likes."""
    address = picture.address
    first, last = min(start, len(address.text) - 1), max(end - 1, 0)
    if not address.unbroken(first, first + 1) or not address.unbroken(last, last + 1):
        raise RequestError("its address is not written plainly", hint="change it by hand")
    return Span(address.place(start), address.place(last) + 1) if start < end else _between(picture, start)


def _between(picture: Picture, at: int) -> Span:
    """The place behind the character before `at`."""
    place = picture.address.place(at - 1) + 1
    return Span(place, place)


def _refuse_unknown(service: str, known: tuple[str, ...]) -> None:
    if service not in known:
        raise RequestError(f"there is no service {service!r}", hint=f"choose one of {', '.join(known)}")
