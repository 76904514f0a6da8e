"""Facts from lines: how many lines of some files match a regular expression.

The configuration may be a stranger's. So RE2 matches the expression, in time proportional to the line whatever it is;
an expression without repetition and choice does not need RE2.
"""

import re
from collections.abc import Callable

from readme_sync.errors import InputError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, number
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import shown_path, texts_of

_NEEDS_RE2 = frozenset("*+?{|(\\")


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return how many lines match.

    Raises:
        ReadmeSyncError: no file matches the pattern, one cannot be read, or the expression is none.
    """
    matches = _matcher(source.query)
    lines = sum(sum(map(matches, text.splitlines())) for _, text in texts_of(source.pattern, around))
    return number(lines, shown_path(source.pattern))._replace(may_be_percent=False)


def _matcher(expression: str) -> Callable[[str], bool]:
    """Return a function that tells whether a line holds a match.

    Raises:
        InputError: RE2 is missing, or does not understand the expression.
    """
    if not expression:
        return lambda _line: True
    if _NEEDS_RE2.isdisjoint(expression):
        try:
            found = re.compile(expression).search
        except re.error as error:
            raise _no_expression(expression, error) from None
        return lambda line: found(line) is not None
    try:
        import re2
    except ImportError:
        hint = "run `pip install readme-sync[facts]`"
        raise InputError(f"{expression!r} needs the package google-re2", hint=hint) from None
    quiet = re2.Options()
    quiet.log_errors = False
    try:
        search = re2.compile(expression, quiet).search
    except re2.error as error:
        raise _no_expression(expression, error.args[0].decode()) from None
    return lambda line: search(line) is not None


def _no_expression(expression: str, reason: object) -> InputError:
    return InputError(f"{expression!r} is no regular expression: {reason}", hint="correct it")
