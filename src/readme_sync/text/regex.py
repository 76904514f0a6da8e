"""Patterns that are compiled at their first use, quick tests for strings, and the one switch for shortcuts in reading.

With READMESYNC_SLOW=1 everything is read the long way. A shortcut is code that only saves time: with and without it the
result is the same. `tests/test_shortcuts.py` reads every case file and every corpus file both ways.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence

from readme_sync.errors import RequestError


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


_MOST_STEPS = 500
"""How large a compiled expression may be: each step may take its time at each character."""


def user_regex(source: str) -> Callable[[str], object]:
    """Return a function that searches a line for a regular expression that anybody may have written.

    Its time is linear in the length of the line, whatever the expression is: RE2 does not backtrack.

    Raises:
        RequestError: it is not one, is too large, or RE2 is not installed.
    """
    shown = repr(source[:80])
    try:
        import re2
    except ImportError:
        hint = "run `pip install google-re2`"
        raise RequestError(f"{shown} needs RE2, which is not installed", hint=hint) from None
    options = re2.Options()
    options.log_errors = False
    try:
        pattern = re2.compile(source, options)
    except re2.error as error:
        reason = error.args[0].decode("utf-8", "replace")
        raise RequestError(f"{shown} is not a regular expression: {reason}", hint="see the syntax of RE2") from None
    if pattern.programsize > _MOST_STEPS:
        raise RequestError(f"{shown} is too large to search for", hint="shorten it, and repeat less")
    search: Callable[[str], object] = pattern.search
    return search


_DIGIT = regex("[0-9]")


def holds_digit(text: str) -> bool:
    """Return whether a text has one of the digits 0 to 9."""
    return _DIGIT.search(text) is not None


def one_of(characters: str) -> str:
    """Return a pattern for one of some characters; `re` is slow for those after U+FFFF, so they are a range first."""
    exact = f"[{re.escape(characters)}]"
    return exact if max(characters) <= "\uffff" else f"{about_one_of(characters)}(?<={exact})"


def about_one_of(characters: str) -> str:
    """Return a pattern for one of some characters, or any between those of them after U+FFFF."""
    near = "".join(char for char in characters if char <= "\uffff")
    far = [char for char in characters if char > "\uffff"]
    between = f"{min(far)}-{max(far)}" if far else ""
    return f"[{re.escape(near)}{between}]"


def any_of(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a text has one of some strings."""
    wanted = list(dict.fromkeys(texts))
    single = [one for one in wanted if len(one) == 1]  # most are; only the others are compared with each other
    characters = set(single)
    longer: list[str] = []
    for one in sorted((one for one in wanted if len(one) != 1 and characters.isdisjoint(one)), key=len):
        if not any(other in one for other in longer):
            longer.append(one)
    needed = single + longer
    in_ascii, in_any = _in_ascii(needed), _in_any(needed)
    return lambda text: in_ascii(text) if text.isascii() else in_any(text)


def _in_ascii(needed: Sequence[str]) -> Callable[[str], bool]:
    """Search for most strings only if the text has their special character."""
    by_sign: dict[str, list[str]] = {}
    for one in filter(str.isascii, needed):
        sign = next((char for char in one if not char.isalnum() and not char.isspace()), one)
        by_sign.setdefault(sign, []).append(one)
    signs = sorted(
        by_sign.items(), key=lambda pair: pair[1] != [pair[0]]
    )  # those of one character first: they are cheap

    def holds(text: str) -> bool:
        for sign, those in signs:
            if sign in text:
                for one in those:
                    if one in text:
                        return True
        return False

    return holds


def _in_any(needed: Sequence[str]) -> Callable[[str], bool]:
    """Search for all single characters at once."""
    single = "".join(one for one in needed if len(one) == 1)
    longer = [one for one in needed if len(one) > 1]
    characters = regex(one_of(single)) if single else None

    def holds(text: str) -> bool:
        if characters and characters.search(text):
            return True
        for one in longer:  # noqa: SIM110  twice as fast as `any` with a generator
            if one in text:
                return True
        return False

    return holds


ENABLED = os.environ.get("READMESYNC_SLOW") != "1"
"""Whether shortcuts are taken; read once, when the process starts."""
