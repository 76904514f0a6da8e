"""The query of an address, read where it stands: `?title=a&scale=61`."""

import re
from typing import NamedTuple

from readme_sync.text.regex import regex

_PARAMETER = regex(r"(?:^|&(?:amp;)?)(?P<key>[^=&]+)=(?P<value>[^&]*)")


class Value(NamedTuple):
    """A parameter's value as written, and where it begins in the address."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the address."""
        return self.start + len(self.text)


def parameters(found: re.Match[str], group: str = "query") -> dict[str, Value]:
    """The parameters by key; of equal keys the first counts."""
    query = found[group]
    if not query:
        return {}
    values: dict[str, Value] = {}
    for parameter in _PARAMETER.finditer(query):
        values.setdefault(parameter["key"], Value(parameter["value"], found.start(group) + parameter.start("value")))
    return values
