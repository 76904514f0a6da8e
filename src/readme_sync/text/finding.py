"""Patterns that find one of many strings, fast."""

import re
from collections.abc import Iterable

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
    single = {text for text in needed if len(text) == 1}
    longer = [text for text in needed if len(text) > 1 and single.isdisjoint(text)]
    chars = [f"[{re.escape(''.join(sorted(single)))}]"] if single else []
    choice = "|".join((*chars, *map(re.escape, longer)))
    return regex(f"{first_of([*single, *longer])}(?:{choice})")
