"""Bare web addresses, which GFM makes links of ("extended autolinks"): where one that begins here ends."""

import re

from readme_sync.syntax.delimiters import is_punctuation, is_space
from readme_sync.text.regex import regex

_SCHEME = regex(r"(?:https?|ftp)\Z", re.IGNORECASE)
_BEFORE_WWW = frozenset("*_~( \t\n\r")
_ADDRESS_END = regex(r"[ \t\n\r<]")
_TRAILING = frozenset("?!.,:*_~'\"")
_ENTITY = regex(r"&[A-Za-z]+;\Z")
_LONGEST_SCHEME = 5
_MANY_DOTS = 10  # a host with more segments is taken whatever its underscores, as in cmark-gfm


def web_address(src: str, colon: int) -> tuple[int, int] | None:
    """(start, end) of the address whose `://` stands at `colon`."""
    start = colon
    while start > 0 and src[start - 1].isascii() and src[start - 1].isalpha() and colon - start <= _LONGEST_SCHEME:
        start -= 1
    host = colon + 3
    if not _SCHEME.match(src, start, colon) or host >= len(src) or not _in_host(src[host]):
        return None
    end, _ = _host_end(src, host)
    return None if end is None else (start, _address_end(src, colon, end))


def www_address(src: str, start: int) -> tuple[int, int] | None:
    """(start, end) of the address whose `www.` stands at `start`."""
    if start > 0 and src[start - 1] not in _BEFORE_WWW:
        return None
    end, dots = _host_end(src, start)
    return None if end is None or dots == 0 else (start, _address_end(src, start, end))


def _host_end(src: str, start: int) -> tuple[int | None, int]:
    """(where the host ends or None, its dots): no underscore may stand in its last two segments."""
    dots = before_last = last = 0
    position = start + 1
    while position < len(src) - 1:
        char = src[position]
        if char == "\\" and position < len(src) - 2:
            position += 1
            char = src[position]
        if char == "_":
            last += 1
        elif char == ".":
            before_last, last = last, 0
            dots += 1
        elif char != "-" and not _in_host(char):
            break
        position += 1
    if (before_last or last) and dots <= _MANY_DOTS:
        return None, dots
    return position, dots


def _address_end(src: str, start: int, host_end: int) -> int:
    """The end of the address: up to a blank or `<`, without the punctuation that belongs to the sentence."""
    found = _ADDRESS_END.search(src, host_end)
    end = found.start() if found else len(src)
    closing = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        char = src[end - 1]
        if char == ")" and closing > 0:
            closing -= 1
        elif char == ";" and (entity := _ENTITY.search(src, max(start, end - 40), end)):
            end = entity.start() + 1
        elif char not in _TRAILING and char != ";":
            break
        end -= 1
    return end


def _in_host(char: str) -> bool:
    return not is_space(char) and not is_punctuation(char)
