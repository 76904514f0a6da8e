"""The characters at which something other than plain text may begin inside a heading, a paragraph or a cell."""

import re

from readme_sync.text.regex import regex

_SPECIAL = regex(r"[\\`*_~\[\]<\n&!]")
_SPECIAL_OR_ADDRESS = regex(rf"{_SPECIAL.pattern}|://|www\.")


def specials(text: str) -> re.Pattern[str]:
    """What a scan of the text stops at; the slower pattern only where an address can be."""
    return _SPECIAL_OR_ADDRESS if "://" in text or "www." in text else _SPECIAL


def is_plain(text: str) -> bool:
    """Whether a text has no character that could be markup: it is shown as it is written."""
    return "://" not in text and "www." not in text and not _SPECIAL.search(text)
