"""A picture in the repository whose name says all that it shows: `docs/progress/bar-40-percent.svg`.

A count is `badge-3-of-7.svg`, and what else is shown follows: `bar-26-of-61-title=Reading-color=22c55e.svg`.
`reports/picture_svg.py` draws it. Of a chart the alternative text says all, and the name has its checksum.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._bars import filled_for
from readme_sync.notations._numbers import like, part_of, percent_for, step
from readme_sync.text.regex import regex

OPTIONS = ("title", "text", "prefix", "show", "suffix", "color", "back", "width")
_LONGEST = 200
_CELLS, _FULL, _EMPTY = 10, "█", "░"
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_NAME = (
    rf"(?P<kind>bar|badge)-(?P<value>{_NUMBER})-(?:percent|of-(?P<total>[1-9][0-9]{{0,8}}))"
    r"(?P<options>(?:-[a-z]{4,6}=[A-Za-z0-9._~]{1,150}){0,8})\.svg"
)
_ADDRESS = regex(rf"(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^?#\s]*/(?P<name>{_NAME})")
_ESCAPE = regex(r"(?:~[0-9a-f]{2})+")
_COLOUR = regex(r"[0-9a-f]{3}|[0-9a-f]{6}|[a-z]{3,20}")
_WIDTH = regex(r"[1-9][0-9]{1,3}")
_SHOWS = ("spaced", "of", "percent", "both", "count", "value", "nothing")


class LocalPicture(NamedTuple):
    """What a picture shows.

    Attributes:
        kind: `bar` or `badge`.
        value, total: the numbers as written; a percent where the total is "".
        title: the text in front, the label of a badge.
        text: a fixed text in the place of the number.
        prefix, suffix: texts around the number.
        show: how the number is written, "" for `40%` or `3/7`.
        color, back: of the bar or the message, and of what is behind the title; "" for the usual ones.
        width: of the bar; "" for the usual one.
    """

    kind: str
    value: str
    total: str = ""
    title: str = ""
    text: str = ""
    prefix: str = ""
    show: str = ""
    suffix: str = ""
    color: str = ""
    back: str = ""
    width: str = ""

    @property
    def progress(self) -> Progress:
        """Return what it states."""
        value = float(self.value)
        return Progress.of_fraction(value, float(self.total)) if self.total else Progress.of_percent(value)

    @property
    def message(self) -> str:
        """Return the text that is shown for the value."""
        if self.text or self.show == "nothing":
            return self.text
        return f"{self.prefix}{numbers(self.value, self.total)[self.show]}{self.suffix}"

    @property
    def words(self) -> str:
        """Return the title and the value as text: what a picture says to those who do not see it."""
        number = self.message if any(sign.isdigit() for sign in self.message) else numbers(self.value, self.total)[""]
        return f"{self.title}: {number}" if self.title else number

    @property
    def as_text(self) -> str:
        """Return the same with a bar of characters; a badge is the label and the message."""
        number = self.words.removeprefix(f"{self.title}: ")
        if self.kind == "badge":
            return self.words
        filled = filled_for(0, _CELLS, self.progress)
        return f"{self.title} {_FULL * filled}{_EMPTY * (_CELLS - filled)} {number}".lstrip()

    @property
    def name(self) -> str:
        """Return the name of its file.

        Raises:
            RequestError: something in it cannot stand there.
        """
        amount = f"of-{self.total}" if self.total else "percent"
        options = "".join(f"-{key}={_escaped(text)}" for key in OPTIONS if (text := getattr(self, key)))
        name = f"{self.kind}-{self.value}-{amount}{options}.svg"
        if len(name) > _LONGEST:
            raise RequestError("its texts are too long for the name of a file", hint="shorten them")
        if local_picture(f"./{name}") != self:
            raise RequestError("what it shows cannot be said in the name of a file", hint="change it by hand")
        return name


def numbers(value: str, total: str) -> dict[str, str]:
    """Return the ways to write a number, by what `show` calls them."""
    if not total:
        return {"": f"{value}%", "spaced": f"{value} %", "value": value}
    percent = f"{percent_for('0', Progress.of_fraction(float(value), float(total))):g}%"
    count = f"{value}/{total}"
    return {
        "": count,
        "spaced": f"{value} / {total}",
        "of": f"{value} of {total}",
        "percent": percent,
        "both": f"{percent} ({count})",
        "count": f"{count} ({percent})",
        "value": value,
    }


@lru_cache(2_048)
def local_picture(address: str) -> LocalPicture | None:
    """Return what the picture at an address shows, None where it is not a picture that is named so."""
    found = _ADDRESS.fullmatch(address)
    if found is None or len(found["name"]) > _LONGEST:
        return None
    options = [part.partition("=") for part in found["options"].split("-")[1:]]
    keys = [key for key, _, _ in options]
    if keys != [key for key in OPTIONS if key in keys]:
        return None  # each picture has one name
    texts = {key: _ESCAPE.sub(_unescaped, text.replace("_", " ")) for key, _, text in options}
    picture = LocalPicture(found["kind"], found["value"], found["total"] or "", **texts)
    written = {key: _escaped(text) for key, text in texts.items()}
    return picture if written == {key: text for key, _, text in options} and _can_show(picture) else None


def _can_show(picture: LocalPicture) -> bool:
    colours = (picture.color, picture.back)
    return (
        all(not colour or _COLOUR.fullmatch(colour) for colour in colours)
        and (not picture.width or _WIDTH.fullmatch(picture.width) is not None)
        and (not picture.show or (picture.show in _SHOWS and (bool(picture.total) or picture.show in _OF_PERCENT)))
        and all(getattr(picture, key).isprintable() for key in ("title", "text", "prefix", "suffix"))
    )


_OF_PERCENT = ("spaced", "value", "nothing")


class ChartRow(NamedTuple):
    """A line of a chart, or a month of a history; the percent is None where it is not known."""

    title: str
    percent: int | None
    done: int
    total: int


class Chart(NamedTuple):
    """What the picture of a `chart` or a `history` shows.

    Attributes:
        kind: one of the two.
        rows: what it shows, in order.
    """

    kind: str
    rows: tuple[ChartRow, ...]

    @property
    def words(self) -> str:
        """Return all that it shows as text: `Books: 43% (3/7); Films: 50% (2/4)`."""
        return "; ".join(
            f"{_one_line(row.title)}: {'?' if row.percent is None else row.percent}% ({row.done}/{row.total})"
            for row in self.rows
        )

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.kind}-{sha256(f'{self.kind} {self.words}'.encode()).hexdigest()[:_CHECKSUM]}.svg"


def _one_line(title: str) -> str:
    shown = (sign for sign in title.replace(";", ",") if sign.isprintable())
    return " ".join("".join(shown).split())


MOST_ROWS = 200
"""Of a picture of a chart."""
_CHECKSUM = 12
_CHART = regex(
    rf"(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^?#\s]*/(?P<name>(?P<kind>chart|history)-[0-9a-f]{{{_CHECKSUM}}}\.svg)"
)
_MONTH = regex(r"(?!0000|9999)[0-9]{4}-(?:0[1-9]|1[0-2])")
_ROW = regex(r"(.*): ([0-9]{1,3}|\?)% \(([0-9]{1,9})/([0-9]{1,9})\)")


def chart_at(address: str, words: str) -> Chart | None:
    """Return what the picture at an address shows that has an alternative text, None where the two do not agree."""
    found = _CHART.fullmatch(address)
    rows = [_ROW.fullmatch(part) for part in " ".join(words.split()).split("; ")] if found else []
    if found is None or not all(rows) or len(rows) > MOST_ROWS:
        return None
    chart = Chart(
        found["kind"],
        tuple(
            ChartRow(row[1], None if row[2] == "?" else int(row[2]), int(row[3]), int(row[4])) for row in rows if row
        ),
    )
    titles = [row.title for row in chart.rows]
    is_odd = chart.kind == "history" and not (all(map(_MONTH.fullmatch, titles)) and titles == sorted(titles))
    return None if is_odd or chart.name != found["name"] else chart


def is_ours(address: str) -> bool:
    """Return whether an address is that of a picture which `sync` draws."""
    return _CHART.fullmatch(address) is not None or local_picture(address) is not None


def _escaped(text: str) -> str:
    """Return a text as it stands in a name: letters and digits of ASCII, `_` for a space, `~2f` for other bytes."""
    data = text.encode("utf-8", "replace")
    return "".join(chr(byte) if chr(byte) in _PLAIN else "_" if byte == ord(" ") else f"~{byte:02x}" for byte in data)


_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.")


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("~", "")).decode("utf-8", "replace")


def _read(text: str) -> Iterator[Reading]:
    picture = local_picture(text)
    if picture:
        yield Reading(0, len(text), picture.progress, 0.0 if picture.total else step(picture.value))


def _write(text: str, progress: Progress) -> list[Replacement]:
    picture, found = local_picture(text), _ADDRESS.fullmatch(text)
    assert picture is not None
    assert found is not None
    if progress == picture.progress:
        return []
    if not picture.total:
        wanted = {"value": like(picture.value, percent_for(picture.value, progress))}
    else:
        done, total = part_of(float(picture.total), progress)
        wanted = {"value": str(done), "total": str(total)}
    return [Replacement(*found.span(key), number) for key, number in wanted.items() if number != found[key]]


NOTATION = Notation("local-picture", Target.IMAGE, Family.PICTURE, ("/bar-", "/badge-"), _read, _write)
