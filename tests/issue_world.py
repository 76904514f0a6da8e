"""Issues in memory, for tests that need no server."""

from collections.abc import Iterable, Mapping, Sequence

from readme_sync.model import Closed, HostedRepository, IssueDetails, IssueState

GONE = "deleted, moved or never there"


class NoGitHub:
    """Answers no question; tests override what they ask."""

    def milestone(self, name: str) -> Closed:
        raise AssertionError(name)

    def issues(self, search: str) -> Closed:
        raise AssertionError(search)

    def found(self, search: str) -> Sequence[IssueDetails]:
        raise AssertionError(search)

    def numbered(self, numbers: Iterable[int]) -> Mapping[int, IssueDetails | str]:
        raise AssertionError(numbers)

    def release(self) -> str:
        raise AssertionError

    def tag(self) -> str:
        raise AssertionError

    def repository(self) -> HostedRepository:
        return HostedRepository("ada/notes", "https://github.com/ada/notes", "ada/notes")


class Issues(NoGitHub):
    """A repository with some issues, by number; a text says why one is not there."""

    def __init__(self, *issues: IssueDetails, **states: str) -> None:
        """Hold these issues, and one more for each of `i12="done"`."""
        self.known: dict[int, IssueDetails | str] = {one.number: one for one in issues}
        for name, state in states.items():
            self.put(int(name[1:]), state)

    def put(self, number: int, state: str) -> None:
        self.known[number] = IssueDetails(number, f"Title {number}", IssueState(state))

    def numbered(self, numbers: Iterable[int]) -> Mapping[int, IssueDetails | str]:
        return {number: self.known.get(number, GONE) for number in numbers}

    def found(self, search: str) -> Sequence[IssueDetails]:
        assert search
        return sorted(one for one in self.known.values() if isinstance(one, IssueDetails))
