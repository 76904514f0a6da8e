"""Regular expressions that are compiled when they are first used.

A module has some dozen of them, and a document needs few: compiling all at import took as long as checking a README.
"""

import re

from readme_sync.text.kept_patterns import compiled


class _Later:
    """Stands for a `re.Pattern`; from its first use on it has the methods of the compiled one."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        if self._compiled is None:
            self._compiled = compiled(self.pattern, self._flags)
        value: object = getattr(self._compiled, name)
        setattr(self, name, value)  # from now on it is found without this method
        return value


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, for the constants of a module; what is wrong with the source shows at the first use."""
    return _Later(source, flags)  # type: ignore[return-value]  # it has what a pattern has
