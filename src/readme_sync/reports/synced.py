"""What `sync` did, for people."""

from collections.abc import Sequence

from readme_sync.model import Result
from readme_sync.reports.words import counted, listed
from readme_sync.text import Source, Span


def result_line(before: Source, path: str, result: Result) -> str:
    """What a figure said, and what it is about: `README.md:3:12 says 1/3, 3 tasks below say 2/3`."""
    return f"{_place(before, path, result.span)} {result.message}"


def skipped_line(after: Source, path: str, result: Result, reason: str) -> str:
    """What is not in line, and why it stays so."""
    return f"{_place(after, path, result.span)} {result.message}; skipped: {reason}"


def document_line(path: str, changed: Sequence[int], right: int, skipped: int, unbound: int, *, written: bool) -> str:  # noqa: PLR0913  what the line is made of
    """What a document comes to: `README.md: 2 figures and 1 region brought in line, 10 right`; `changed`: both."""
    parts = []
    names = [counted(number, noun) for number, noun in zip(changed, ("figure", "region"), strict=True) if number]
    if names:
        parts.append(f"{listed(names)} {'brought' if written else 'would be brought'} in line")
    if right:
        parts.append(f"{right} right already")
    if skipped:
        parts.append(f"{skipped} skipped")
    if unbound:
        parts.append(f"{unbound} in doubt, readme-sync check says why")
    return f"{path}: {', '.join(parts) or 'nothing in it follows from anything else'}"


def _place(source: Source, path: str, span: Span) -> str:
    line, column = source.position_of(span.start)
    return f"{path}:{line}:{column}"
