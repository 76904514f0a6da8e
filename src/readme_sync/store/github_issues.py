"""How many issues of a repository are closed: of a milestone, or of those that a search finds.

Issues are listed by the hundred and counted; pull requests, which GitHub lists among them, are left out. Of an issue
only what a search can ask for is used. Nothing is written to GitHub, and only counts are kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from readme_sync.errors import RemoteError, RequestError
from readme_sync.model.outside import Closed
from readme_sync.store.github import GitHub, MissingError, not_understood, understood
from readme_sync.store.issue_search import Issue, Search, read_search

MAX_REQUESTS = 300
"""The requests of one run; the token of a workflow allows 1,000 an hour."""

_NEEDS = "issues: read"
_ORDER = {"sort": "created", "direction": "asc"}  # an issue that is opened meanwhile comes last, and shifts no page
_Answer = TypeVar("_Answer")


class GitHubIssues:
    """Implements `model.GitHub`. Caches answers; does not retry after a failed request."""

    def __init__(self, connect: Callable[[], GitHub]) -> None:
        """Ask nothing yet; `connect` is called for the first request."""
        self._connect = connect
        self._connected: GitHub | None = None
        self._failed: RemoteError | None = None
        self._asked = 0
        self._milestones: dict[str, int] = {}
        self._listed: dict[tuple[tuple[str, str], ...], list[Issue]] = {}

    def milestone(self, name: str) -> Closed:
        """Return the issues of a milestone, named by its number or its title; a number is tried first.

        Raises:
            RequestError: there is no such milestone, or several have that title.
            RemoteError: the request failed.
        """
        with_it = self._list({"milestone": str(self._milestone(name)), "state": "all"})
        return Closed(sum(issue.is_closed for issue in with_it), len(with_it))

    def issues(self, search: str) -> Closed:
        """Return the issues that a search finds; see `issue_search`.

        Raises:
            RequestError: it is not a valid search, or names a milestone that does not exist.
            RemoteError: the request failed.
        """
        wanted = read_search(search)
        found = [issue for issue in self._list(self._narrowed(wanted)) if wanted.finds(issue, self._milestone)]
        return Closed(sum(issue.is_closed for issue in found), len(found))

    def _narrowed(self, wanted: Search) -> dict[str, str]:
        """Return the parameters for GitHub."""
        parameters = wanted.parameters()
        for _, words, negated in wanted.milestones:
            if len(words) == 1 and not negated:
                parameters["milestone"] = str(self._milestone(words[0]))
        return parameters

    def _milestone(self, name: str) -> int:
        """Return the number of a milestone."""
        if name not in self._milestones:
            self._milestones[name] = self._number(name)
        return self._milestones[name]

    def _number(self, name: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", name):
            try:
                with understood():
                    return int(self._ask(lambda one: one.get(f"milestones/{int(name)}", _NEEDS))["number"])
            except MissingError:
                pass  # a title, such as 2030
        with understood():
            titles = [(str(one["title"]), int(one["number"])) for one in self._pages("milestones", {"state": "all"})]
        same = [number for title, number in titles if title == name]
        same = same or [number for title, number in titles if title.lower() == name.lower()]
        if len(same) == 1:
            return same[0]
        repository = self._repository().repository
        if same:
            raise RequestError(f"{len(same)} milestones of {repository} are named {name!r}", hint="give the number")
        hint = "its number is in the address of its page"
        raise RequestError(f"{repository} has no milestone {name!r}", hint=hint)

    def _list(self, parameters: Mapping[str, str]) -> list[Issue]:
        key = tuple(sorted(parameters.items()))
        if key not in self._listed:
            with understood():
                pages = self._pages("issues", {**_ORDER, **parameters})
                read = [_issue(raw) for raw in pages if raw.get("pull_request") is None]
            # An issue that moves to another page meanwhile counts once.
            self._listed[key] = list({issue.number: issue for issue in read}.values())
        return self._listed[key]

    def _pages(self, path: str, parameters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages of a list."""
        place: dict[str, str] = {}
        seen = []
        while place not in seen:
            seen.append(place)
            wanted = {"per_page": "100", **parameters, **place}
            data, place = self._ask(lambda one, wanted=wanted: one.page(path, _NEEDS, wanted))  # type: ignore[misc]
            if not isinstance(data, list):
                raise not_understood()
            yield from data
            if not place:
                return
        raise not_understood()  # the pages form a circle

    def _repository(self) -> GitHub:
        """Return the connection, for the repository by its present name.

        PyGithub follows a redirect to a renamed repository, but drops the parameters.
        """
        if self._connected is None:
            connected = self._connect()
            try:
                said = connected.get("", _NEEDS)
            except MissingError:
                hint = "check GITHUB_REPOSITORY, and the permissions of the token"
                raise RemoteError(f"GitHub shows no repository {connected.repository}", hint=hint) from None
            name = said.get("full_name") if isinstance(said, dict) else None
            if not isinstance(name, str) or not re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII):
                raise not_understood()
            connected.repository = name
            self._connected = connected
        return self._connected

    def _ask(self, question: Callable[[GitHub], _Answer]) -> _Answer:
        """Send a request, unless one has failed before: the next would fail, too, and take its time."""
        if self._failed is not None:
            raise _again(self._failed)
        try:
            self._asked += 1
            if self._asked > MAX_REQUESTS:
                hint = "narrow the search with a label, a milestone or an author"
                raise RemoteError(f"more than {MAX_REQUESTS} requests to GitHub", hint=hint)  # noqa: TRY301
            return question(self._repository())
        except MissingError:
            raise
        except RemoteError as error:
            self._failed = error
            raise


def _again(error: RemoteError) -> RemoteError:
    return RemoteError(error.message, hint=error.hint)


def _issue(raw: Mapping[str, Any]) -> Issue:
    """Return what is kept of an issue."""
    state, milestone, kind = raw["state"], raw.get("milestone"), raw.get("type")
    if state not in {"open", "closed"}:
        raise not_understood()
    words = {
        "label": [label if isinstance(label, str) else label["name"] for label in raw["labels"]],
        "author": [(raw.get("user") or {}).get("login", "ghost")],
        "assignee": [each["login"] for each in raw.get("assignees") or ()],
        "type": [kind["name"]] if kind else [],
        "reason": [raw["state_reason"].replace("_", " ")] if raw.get("state_reason") else [],
    }
    kept = {name: frozenset(word.lower() for word in found) for name, found in words.items()}
    return Issue(int(raw["number"]), state == "closed", int(milestone["number"]) if milestone else 0, kept)
