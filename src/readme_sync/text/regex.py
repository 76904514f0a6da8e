"""Regular expressions that are compiled when they are first used.

A module has some dozen of them, and a document needs few: compiling all at import took as long as checking a README.
"""

import re

from readme_sync.text.kept_patterns import compiled

_METHODS = ("finditer", "fullmatch", "match", "search", "split", "sub", "findall")


class _Later:
    """Stands for a `re.Pattern`; from its first use on it has the methods of the compiled one."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        pattern = compiled(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, for the constants of a module; what is wrong with the source shows at the first use."""
    return _Later(source, flags)  # type: ignore[return-value]  # it has what a pattern has
