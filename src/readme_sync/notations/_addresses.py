"""The query of an address, read where it stands: `?title=a&scale=61`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.text.regex import regex

# Percent escapes of an address, resolved; every character remembers where it stands.

_RUN = regex(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)  # a percent sign without digits is a percent sign
_ASCII = 0x80
_WIDTH = 3  # of one escape


class Decoded(NamedTuple):
    """A text as it is shown; character `i` is what stands at `[starts[i], ends[i])` in the address."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `[start, end)` stand in the address; there is at least one."""
        return self.starts[start], self.ends[end - 1]

    @classmethod
    def of(cls, shown: list[tuple[str, int, int]]) -> "Decoded":
        """Return the text of characters with their places."""
        return cls("".join(c for c, _, _ in shown), tuple(s for _, s, _ in shown), tuple(e for _, _, e in shown))


def decoded(address: str, start: int, end: int, *, plus: bool = False) -> Decoded:
    """Return a part of the address without its escapes; with `plus`, as in a query, `+` is a blank."""
    shown: list[tuple[str, int, int]] = []
    for found in _RUN.finditer(address, start, end):
        if len(found[0]) == 1:
            shown.append((" " if plus and found[0] == "+" else found[0], found.start(), found.end()))
        else:
            shown += _unescaped(bytes.fromhex(found[0].replace("%", "")), found.start())
    return Decoded.of(shown)


def _unescaped(data: bytes, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield the characters of a run of escapes; those that are no ASCII share the place of their neighbours."""
    at = 0
    while at < len(data):
        end = at + 1
        if data[at] >= _ASCII:
            while end < len(data) and data[end] >= _ASCII:
                end += 1
        for character in data[at:end].decode("utf-8", "replace"):
            yield character, start + _WIDTH * at, start + _WIDTH * end
        at = end


_PARAMETER = regex(r"(?:^|&(?:amp;)?)(?P<key>[^=&]+)=(?P<value>[^&]*)")


class Value(NamedTuple):
    """A parameter's value as written, and where it begins in the address."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Return where it ends in the address."""
        return self.start + len(self.text)


def parameters(found: re.Match[str], group: str = "query") -> dict[str, Value]:
    """Return the parameters by key; of equal keys the first counts."""
    query = found[group]
    if not query:
        return {}
    values: dict[str, Value] = {}
    for parameter in _PARAMETER.finditer(query):
        values.setdefault(parameter["key"], Value(parameter["value"], found.start(group) + parameter.start("value")))
    return values


def parameter_text(query: dict[str, Value], name: str) -> str | None:
    """Return a parameter as it is shown, None where the query does not have it."""
    if name not in query:
        return None
    text = query[name].text
    return decoded(text, 0, len(text), plus=True).text
