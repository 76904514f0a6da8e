"""Facts from files: what exists is done."""

from readme_sync.errors import RequestError
from readme_sync.model import FactSource, PathKind
from readme_sync.sources.amount import Amount, count_of, number
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import shown_path
from readme_sync.text.regex import regex

_WILD = regex(r"[*?\[]")


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return how many files and folders match a pattern; a plain path is one thing, done where there is something.

    Raises:
        ReadmeSyncError: a pattern matches nothing, or looks outside the repository.
    """
    pattern = source.pattern or source.path
    if not _WILD.search(pattern):
        return _one(pattern, around)
    found = len(around.surroundings.glob(pattern))
    shown = shown_path(pattern)
    if not found:
        raise RequestError(f"no file matches {shown!r}", hint="check the pattern")
    # A number of files states no percent by itself, as a number in a data file may.
    return number(found, f"{found} file{'s' * (found != 1)} {shown!r}")._replace(may_be_percent=False)


def _one(path: str, around: DocumentContext) -> Amount:
    kind = around.surroundings.kind(path)
    if kind in {PathKind.OUTSIDE, PathKind.UNKNOWN}:
        reason = (
            "is outside the repository" if kind is PathKind.OUTSIDE else "cannot be looked for: the text has no place"
        )
        raise RequestError(f"{path!r} {reason}", hint="name a file in the document's repository")
    return count_of(kind is not PathKind.MISSING, 1, f"file {path!r}")
