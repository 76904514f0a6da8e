"""Pull requests on GitHub: the one between a branch of ours and its base."""

from dataclasses import dataclass

from readme_sync.store.github import ExistsError, GitHub, UncertainError, understood

_WRITE = "pull-requests: write"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """An open pull request.

    Attributes:
        number: as in `#7`.
        url: its page.
        title, body: what it says.
    """

    number: int
    url: str
    title: str
    body: str


class PullRequests:
    """The pull requests of a repository."""

    def __init__(self, github: GitHub) -> None:
        """The pull requests of the repository that `github` is about."""
        self._github = github
        self.repository = github.repository

    def of(self, branch: str, base: str) -> PullRequest | None:
        """The open one from a branch of this repository to another; None where there is none."""
        owner = self._github.repository.partition("/")[0]
        head = f"{owner}:{branch}"
        answer = self._github.get("pulls", "pull-requests: read", state="open", head=head, base=base)
        with understood():
            # Not every server sorts them out by itself.
            ours = [each for each in answer if each["head"]["ref"] == branch and each["base"]["ref"] == base]
            return _read(ours[0]) if ours else None

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Opens one; the one that is there, where there is one."""
        values = {"head": branch, "base": base, "title": title, "body": body}
        try:
            answer = self._github.send("POST", "pulls", _WRITE, values)
        except (ExistsError, UncertainError):
            found = self.of(branch, base)
            if found is None:
                raise
            return found
        with understood():
            return _read(answer)

    def change(self, request: PullRequest, title: str, body: str) -> None:
        """Gives one another title and text."""
        self._github.send("PATCH", f"pulls/{request.number}", _WRITE, {"title": title, "body": body})

    def close(self, request: PullRequest) -> None:
        """Closes one."""
        self._github.send("PATCH", f"pulls/{request.number}", _WRITE, {"state": "closed"})


def _read(answer: dict[str, object]) -> PullRequest:
    return PullRequest(
        int(str(answer["number"])), str(answer["html_url"]), str(answer["title"]), str(answer["body"] or "")
    )
