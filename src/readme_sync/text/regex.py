"""Patterns that are compiled at their first use, because a document needs a quarter of them: decision 11."""

import re


class _LazyPattern:
    """A stand-in for a `re.Pattern` that gets the methods of the compiled pattern at its first use."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        value: object = getattr(self._compiled, name)
        setattr(self, name, value)  # the next lookup does not call this method
        return value


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for a constant of a module; an error in its source shows at the first use."""
    return _LazyPattern(source, flags)  # type: ignore[return-value]  # it has what a pattern has
