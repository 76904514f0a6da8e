"""Facts from files: what exists is done."""

from readme_sync.errors import RequestError
from readme_sync.facts.amount import Amount, number, things
from readme_sync.facts.around import Around
from readme_sync.model import FactSource, Kind
from readme_sync.text.regex import regex

_WILD = regex(r"[*?\[]")


def count(source: FactSource, _section: int, around: Around) -> Amount:
    """How many files and folders match a pattern; a plain path is one thing, done where there is something.

    Raises:
        ReadmeSyncError: a pattern matches nothing, or looks outside the repository.
    """
    pattern = source.pattern or source.path
    if not _WILD.search(pattern):
        return _one(pattern, around)
    found = len(around.surroundings.glob(pattern))
    if not found:
        raise RequestError(f"no file matches {pattern!r}", hint="check the pattern")
    # A number of files states no percent by itself, as a number in a data file may.
    return number(found, f"{found} file{'s' * (found != 1)} {pattern!r}")._replace(may_be_percent=False)


def _one(path: str, around: Around) -> Amount:
    kind = around.surroundings.kind(path)
    if kind in {Kind.OUTSIDE, Kind.UNKNOWN}:
        reason = "is outside the repository" if kind is Kind.OUTSIDE else "cannot be looked for: the text has no place"
        raise RequestError(f"{path!r} {reason}", hint="name a file in the document's repository")
    return things(kind is not Kind.MISSING, 1, f"file {path!r}")
