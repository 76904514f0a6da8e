"""The number in front of a row, in the text of its first cell."""

from readme_sync.model import Item
from readme_sync.text.regex import regex

_NUMBER = regex(r"([0-9]{1,6})(?:[:.)][ \t]*|[、．：][ \t]*)")


def without_number(text: str, item: Item) -> str:
    """Return the text without the number of its row, which belongs to the place and not to the row."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found and int(found[1]) == item.number and found.end() < len(text) else text
