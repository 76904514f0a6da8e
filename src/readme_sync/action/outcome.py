"""What a run came to, before it is said."""

from collections.abc import Iterator
from dataclasses import dataclass

from readme_sync.action.working import Failure, Work
from readme_sync.model import Readme, Result
from readme_sync.store.branches import Commit
from readme_sync.store.pull_requests import PullRequest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    Attributes:
        works: the documents.
        missing: paths that the branch does not have.
        did: what was done, in a sentence.
        written: whether what changes was written; otherwise it would be.
        commit: the commit that was made.
        request: the pull request that is open.
        address: the page of what was made, "" where nothing was.
    """

    works: tuple[Work | Failure, ...]
    missing: tuple[str, ...]
    did: str
    written: bool
    commit: Commit | None = None
    request: PullRequest | None = None
    address: str = ""

    @property
    def done(self) -> Iterator[Work]:
        """The documents that could be worked on."""
        return (work for work in self.works if isinstance(work, Work))

    @property
    def failures(self) -> Iterator[Failure]:
        """The others."""
        return (work for work in self.works if isinstance(work, Failure))

    @property
    def changed(self) -> bool:
        """Whether a document changes, or would."""
        return any(work.changed for work in self.done)

    def results(self, work: Work) -> list[Result]:
        """What is wrong with a document, as it is when the run is over; in document order."""
        return sorted(work.left if self.written else work.found, key=lambda one: (one.span, one.rule))

    def readme(self, work: Work) -> Readme:
        """A document as it is when the run is over."""
        return work.readme if self.written else work.read
