"""Patterns that find one of many strings, fast."""

import re
from collections.abc import Callable, Iterable

from readme_sync.text.regex import regex


def first_of(texts: Iterable[str]) -> str:
    """A pattern for what one of some texts may begin with: a look ahead, to stand in front of a choice of them.

    `re` tries one alternative after the other at every character, and so it does with the characters of a set that
    are beyond U+FFFF. With this in front it does so at few.
    """
    firsts = sorted({text[0] for text in texts})
    near = "".join(char for char in firsts if char <= "\uffff")
    far = "" if len(near) == len(firsts) else "\U00010000-\U0010ffff"
    return f"(?=[{re.escape(near)}{far}])"


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds whether one of some texts is there."""
    needed = list(texts)
    single = "".join(sorted({text for text in needed if len(text) == 1}))
    longer = [text for text in needed if len(text) > 1 and not any(one in text for one in single)]
    choice = "|".join((*([f"[{re.escape(single)}]"] if single else []), *map(re.escape, longer)))
    return regex(f"{first_of([*single, *longer])}(?:{choice})")


def seeker(texts: Iterable[str]) -> Callable[[str], bool]:
    """What says of a text whether one of some others is in it; in ASCII several times as fast as a pattern.

    There most of them are looked for only where a sign stands that they need.
    """
    needed = list(texts)
    pattern = any_of(needed)
    short = [text for text in needed if text.isascii() and not any(one != text and one in text for one in needed)]
    by_sign: dict[str, list[str]] = {}
    for text in short:
        sign = next((char for char in text if not char.isalnum() and not char.isspace()), text)
        by_sign.setdefault(sign, []).append(text)
    signs = sorted(by_sign.items(), key=lambda pair: pair[1] != [pair[0]])  # one look is enough for the first

    def is_in(text: str) -> bool:
        if not text.isascii():
            return pattern.search(text) is not None
        for sign, those in signs:
            if sign in text:
                for one in those:
                    if one in text:
                        return True
        return False

    return is_in
