"""What the picture of a service shows, as a picture in the repository would: to the text, or not at all."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from readme_sync.errors import RequestError
from readme_sync.notations._addresses import Value, decoded, parameter_text, parameters
from readme_sync.notations.local_picture import LocalPicture, numbers
from readme_sync.notations.shields import badge_of
from readme_sync.text.regex import regex

_PLAIN = regex(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_DIGITS = regex(r"[0-9]+(?:\.[0-9]+)?")
_SHOWN_COUNT = regex(r"(?P<done>[0-9]{1,9})(?: ?/ ?| of )(?P<total>[1-9][0-9]{0,8})")
_SHOWN_PERCENT = regex(r"(?P<value>[0-9]{1,9}(?:\.[0-9]{1,6})?) ?%")
_HUNDRED = "100"


def picture_of(service: str, found: re.Match[str]) -> LocalPicture:
    """Return what the picture at an address of a service shows.

    Raises:
        RequestError: a local picture cannot show all of it.
    """
    picture = _READ[service](found, parameters(found) if "query" in found.re.groupindex else {})
    _refuse_outside(picture.value, picture.total or _HUNDRED)
    return picture


def _refuse_outside(value: str, total: str) -> None:
    if not 0 <= float(value) <= float(total) or float(total) == 0:
        raise RequestError(f"its value {value} is not within 0 and {total}", hint="correct the value first")


def refuse_others(query: Iterable[str], known: Iterable[str]) -> None:
    """Refuse an address with other parameters than those that are known.

    Raises:
        RequestError: it has some.
    """
    others = [name for name in query if name not in known]
    if others:
        raise lost(", ".join(others))


def lost(what: str) -> RequestError:
    """Return the error that something would not be shown any more."""
    return RequestError(f"{what} would be lost", hint="change it by hand")


def _bar(found: re.Match[str], query: dict[str, Value]) -> LocalPicture:
    """progress-bar.* and progressed.io."""
    known = ("title", "scale", "prefix", "suffix", "width", "color", "progress_color", "show_text", "cache")
    refuse_others(query, known)
    value, scale = found["value"], parameter_text(query, "scale") or _HUNDRED
    if value is None:
        raise RequestError("its value comes from another file", hint="leave it there, or write the value by hand")
    if not _PLAIN.fullmatch(scale) or "." in scale:
        raise RequestError(f"its scale {scale!r} is no number", hint="correct the address by hand")
    _refuse_outside(value, scale)
    suffix = parameter_text(query, "suffix")
    if suffix is None and scale != _HUNDRED:
        raise lost("what its number means")
    message = f"{parameter_text(query, 'prefix') or ''}{value}{'%' if suffix is None else suffix}"
    if (parameter_text(query, "show_text") or "true") == "false":
        message = ""
    picture = LocalPicture(
        "bar",
        value,
        "" if scale == _HUNDRED else scale,
        title=parameter_text(query, "title") or "",
        color=_colour(query, "progress_color"),
        back=_colour(query, "color"),
        width=parameter_text(query, "width") or "",
    )
    return _saying(picture, message)


def _geps(found: re.Match[str], query: dict[str, Value]) -> LocalPicture:
    refuse_others(query, ("label", "min", "max"))
    value, label = found["value"], parameter_text(query, "label")
    if ("min" in query) != ("max" in query):
        raise RequestError("geps.dev draws nothing without both min and max", hint="correct the address by hand")
    total = parameter_text(query, "max") or ""
    if total and (parameter_text(query, "min") != "0" or not total.isdigit()):
        raise RequestError("its min and max make no count of it", hint="correct the address by hand")
    _refuse_outside(value, total or _HUNDRED)
    return _saying(LocalPicture("bar", value, total), label if label is not None else value if total else f"{value}%")


def _shields(found: re.Match[str], _query: dict[str, Value]) -> LocalPicture:
    address = found.string
    badge = badge_of(address)
    if badge is None:
        raise RequestError("its address is not that of a badge", hint="correct the address by hand")
    path, _, query = address.partition("?")
    given = {key: unquote(value) for key, _sign, value in (one.partition("=") for one in query.split("&") if one)}
    refuse_others(given, ("style", "color", "labelColor", "label", "message", "cacheSeconds"))
    if given.get("style", "flat") not in {"flat", "flat-square", "plastic"}:
        raise lost("its style")
    last = unquote(path.rsplit("-", 1)[-1]).removesuffix(".svg").removesuffix(".png")
    color = given.get("color", "lightgrey" if "static/v1" in path else last)
    return _badge(badge.label, badge.message.text, color, given.get("labelColor", ""))


def _badgen(found: re.Match[str], query: dict[str, Value]) -> LocalPicture:
    refuse_others(query, ())
    label, message = (decoded(found.string, *found.span(name)).text for name in ("label", "message"))
    return _badge(label, message, found["colour"] or "blue", "")


def _badge(label: str, message: str, color: str, back: str) -> LocalPicture:
    count, percent = _SHOWN_COUNT.search(message), _SHOWN_PERCENT.search(message)
    if count is None and percent is None:
        raise RequestError("its message states no single number", hint="change it by hand")
    colours = {"color": color.lower().removeprefix("#"), "back": back.lower().removeprefix("#")}
    if count:
        return _saying(LocalPicture("badge", count["done"], count["total"], label, **colours), message)
    assert percent is not None
    return _saying(LocalPicture("badge", percent["value"], "", label, **colours), message)


def _saying(picture: LocalPicture, message: str) -> LocalPicture:
    """Return the picture with the very text that the service shows.

    Raises:
        RequestError: another number stands in it, which may be a copy of the value.
    """
    if not message:
        return picture._replace(show="nothing")
    count = None if picture.total else _SHOWN_COUNT.search(message)
    if count and abs(100 * int(count["done"]) / int(count["total"]) - float(picture.value)) < 1:
        picture = picture._replace(value=count["done"], total=count["total"])
    for show, number in sorted(numbers(picture.value, picture.total).items(), key=lambda one: -len(one[1])):
        prefix, is_there, suffix = message.partition(number)
        if is_there and not _DIGITS.search(prefix + suffix):
            return picture._replace(prefix=prefix, show=show, suffix=suffix)
    if _DIGITS.search(message):
        raise RequestError(f"{message!r} may state the value in another way", hint="change it by hand")
    return picture._replace(text=message)


def _colour(query: dict[str, Value], name: str) -> str:
    return (parameter_text(query, name) or "").lower().removeprefix("#")


_READ: dict[str, Callable[[re.Match[str], dict[str, Value]], LocalPicture]] = {
    "progress-bar.xyz": _bar,
    "progress-bar.dev": _bar,
    "progressed.io": _bar,
    "geps": _geps,
    "cloudfunctions": _geps,
    "shields": _shields,
    "badgen": _badgen,
}
