"""Facts from one issue on GitHub: its sub-issues, else the boxes in its text, else the issue itself."""

from collections.abc import Iterable, Iterator

from readme_sync.errors import RequestError
from readme_sync.markdown import Block, Container, ListItem, parse
from readme_sync.model import FactSource, IssueDetails, IssueState
from readme_sync.sources.amount import Amount, count_of
from readme_sync.sources.context import DocumentContext, github_of
from readme_sync.text import Source

_LONGEST = 70_000
"""GitHub takes no longer texts."""


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what an issue comes to.

    Raises:
        RequestError: there is no connection, or no such issue.
    """
    number = int(source.at)
    found = github_of(around, f"issue {number}").numbered([number])[number]
    if isinstance(found, str):
        raise RequestError(f"issue {number} is not there: {found}", hint="correct the number")
    done, total = parts_of(found) or (int(found.state is IssueState.DONE), 1)
    return count_of(done, total, f"issue {number}")


def parts_of(issue: IssueDetails) -> tuple[int, int] | None:
    """Return how many parts of an issue are done, and how many there are; None where it has none.

    Those are its sub-issues, else the boxes in its text. All are done where the issue is.
    """
    done, total = issue.parts or _boxes(issue.body)
    if not total:
        return None
    return (total if issue.state is IssueState.DONE else min(done, total)), total


def _boxes(text: str) -> tuple[int, int]:
    if not text or len(text) > _LONGEST:
        return 0, 0
    boxes = [item.box.checked for item in _items(parse(Source(text)).blocks) if item.box]
    return sum(boxes), len(boxes)


def _items(blocks: Iterable[Block]) -> Iterator[ListItem]:
    """Yield all items of lists, those within others included."""
    stack = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            if isinstance(block, ListItem):
                yield block
            if isinstance(block, Container):
                stack.append(iter(block.children))
                break
        else:
            stack.pop()
