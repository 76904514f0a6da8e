"""Pull requests on GitHub: the one from our branch to its base."""

from dataclasses import dataclass

from readme_sync.store.github import ExistsError, GitHub, UncertainError, understood

_WRITE = "pull-requests: write"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """An open pull request.

    Attributes:
        number: as in `#7`.
        url: its page.
        title, body: its text.
    """

    number: int
    url: str
    title: str
    body: str


class PullRequests:
    """The pull requests of a repository."""

    def __init__(self, github: GitHub) -> None:
        """Use the pull requests of the repository of `github`."""
        self._github = github
        self.repository = github.repository

    def of(self, branch: str, base: str) -> PullRequest | None:
        """Return the open pull request from a branch of this repository to another, None where there is none."""
        owner = self._github.repository.partition("/")[0]
        head = f"{owner}:{branch}"
        answer = self._github.get("pulls", "pull-requests: read", state="open", head=head, base=base)
        with understood():
            # Not every server filters them.
            ours = [each for each in answer if each["head"]["ref"] == branch and each["base"]["ref"] == base]
            return _read(ours[0]) if ours else None

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Open a pull request, or return the one that is open already."""
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
        """Change title and text of a pull request."""
        self._github.send("PATCH", f"pulls/{request.number}", _WRITE, {"title": title, "body": body})

    def close(self, request: PullRequest) -> None:
        """Close a pull request."""
        self._github.send("PATCH", f"pulls/{request.number}", _WRITE, {"state": "closed"})


def _read(answer: dict[str, object]) -> PullRequest:
    return PullRequest(
        int(str(answer["number"])), str(answer["html_url"]), str(answer["title"]), str(answer["body"] or "")
    )
