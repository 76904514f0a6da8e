"""Facts from lines: how many lines of some files match a regular expression."""

from collections.abc import Callable

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, number
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import texts_of, written_path
from readme_sync.text.regex import regex, user_regex

_NEEDS_RE2 = frozenset("*+?{|()[\\")


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return how many lines match.

    Raises:
        ReadmeSyncError: no file matches the pattern, one cannot be read, or the expression is none.
    """
    found = _search(source.query)
    lines = sum(found(line) is not None for _, text in texts_of(source.pattern, around) for line in text.splitlines())
    return number(lines, f"lines of {written_path(source.pattern)}")._replace(may_be_percent=False)


def _search(expression: str) -> Callable[[str], object]:
    """Return a function that searches a line; an expression without repetition and choice does not need RE2.

    Raises:
        RequestError: RE2 is not installed, or does not understand the expression.
    """
    return regex(expression).search if _NEEDS_RE2.isdisjoint(expression) else user_regex(expression)
