"""The issues of a repository: of a milestone, those that a search finds, those of some numbers; releases and tags.

Issues are listed by the hundred; pull requests, which GitHub lists among them, are left out of searches. Nothing is
written to GitHub.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from readme_sync.errors import RemoteError, RequestError
from readme_sync.model.outside import ISSUE_FILTERS, Closed, HostedRepository, IssueDetails, IssueState
from readme_sync.store.github import GitHub, MissingError, not_understood, understood

# The issues are listed and filtered, not searched for: GitHub's search lags behind by minutes, may leave issues out,
# takes 30 requests a minute at most, and with `repo:` or `OR` would count issues of other repositories.

_OF_ISSUES = {"label", "milestone", "author", "assignee", "type", "reason"}
_MISSING = {"label", "milestone", "assignee", "type"}


class Issue(NamedTuple):
    """What of an issue can be searched for, in lower case, and what can be shown of it.

    Attributes:
        milestone: its number, 0 without one.
        words: by the name of a filter, the words that match.
    """

    number: int
    is_closed: bool
    milestone: int
    words: Mapping[str, frozenset[str]]
    details: IssueDetails


class Filter(NamedTuple):
    """`label:bug`, or `-label:bug` where it is negated; an issue has any of the words, in any capitals.

    Without a word, an issue has none.
    """

    name: str
    words: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Search:
    """A search.

    Attributes:
        filters: all of them must hold; without those about milestones.
        milestones: filters about milestones, by number or title as they are written.
        state: `open`, `closed`, or `all`.
    """

    filters: tuple[Filter, ...]
    milestones: tuple[Filter, ...]
    state: str

    def parameters(self) -> dict[str, str]:
        """Return the parameters by which GitHub itself can filter, so that fewer pages are needed."""
        single = {one.name: one.words[0] for one in self.filters if len(one.words) == 1 and not one.negated}
        chosen = {"state": self.state}
        labels = {
            one.words[0] for one in self.filters if one.name == "label" and len(one.words) == 1 and not one.negated
        }
        if labels := {word for word in labels if "," not in word}:
            chosen["labels"] = ",".join(sorted(labels))
        for name, parameter in (("author", "creator"), ("assignee", "assignee")):
            if (word := single.get(name)) and word.replace("-", "").isalnum():
                chosen[parameter] = word
        return chosen

    def finds(self, issue: Issue, number_of: Callable[[str], int]) -> bool:
        """Return whether it finds an issue; `number_of` gives the number of a milestone."""
        if self.state != "all" and issue.is_closed != (self.state == "closed"):
            return False
        for name, words, negated in self.filters:
            own = issue.words[name]
            if (any(word.lower() in own for word in words) if words else not own) == negated:
                return False
        for _, words, negated in self.milestones:
            numbers = {number_of(word) for word in words} or {0}
            if (issue.milestone in numbers) == negated:
                return False
        return True


def read_search(text: str) -> Search:
    """Parse a search.

    Raises:
        RequestError: it contains an unknown filter.
    """
    filters: list[Filter] = []
    state = "all"
    for term in _parted(text, " \t\r\n\f\v"):
        negated, bare = term.startswith("-"), term.removeprefix("-")
        name, is_one, rest = bare.partition(":")
        name = name.lower()
        words = tuple(_word(part) for part in _parted(rest, ","))
        if not is_one or not words or not all(words):
            raise _unknown(term)
        low = tuple(word.lower() for word in words)
        if name in {"is", "state"} or (name == "type" and low[0] in {"issue", "pr", "pull-request"}):
            state = _state(term, low, state, negated=negated)
        elif name == "no" and len(low) == 1 and low[0] in _MISSING:
            filters.append(Filter(low[0], (), negated))
        elif name in _OF_ISSUES:
            filters.append(Filter(name, tuple(_as_kept(name, word) for word in words), negated))
        else:
            raise _unknown(term)
    own = tuple(one for one in filters if one.name != "milestone")
    return Search(own, tuple(one for one in filters if one.name == "milestone"), state)


def _state(term: str, words: tuple[str, ...], before: str, *, negated: bool) -> str:
    """Return the state after a term."""
    if words == ("issue",) and not negated:
        return before
    if words in {("pr",), ("pull-request",)}:
        raise RequestError(f"{term!r}: pull requests are not counted", hint="leave it out")
    if words not in {("open",), ("closed",)}:
        raise _unknown(term)
    wanted = {"open": "closed", "closed": "open"}[words[0]] if negated else words[0]
    if before not in {"all", wanted}:
        raise RequestError(f"{term!r}: no issue is open and closed", hint="leave one of them out")
    return wanted


def _as_kept(name: str, word: str) -> str:
    """Return a word as it is in `Issue.words`."""
    if name == "reason":
        return word.replace("-", " ").replace("_", " ")
    if name in {"author", "assignee"}:
        if word.startswith("@"):
            raise RequestError(f"{word!r} depends on who asks", hint="write the name of the account")
        return f"{word[4:]}[bot]" if word.lower().startswith("app/") else word
    return word


def _word(part: str) -> str:
    return part.replace('"', "").strip()


def _parted(text: str, at: str) -> Iterator[str]:
    """Yield the parts of a text between some characters, which do not count in quotation marks.

    Raises:
        RequestError: the marks are not in pairs.
    """
    part, quoted = "", False
    for character in text:
        quoted ^= character == '"'
        if character in at and not quoted:
            if part:
                yield part
            part = ""
        else:
            part += character
    if quoted:
        raise RequestError(f"the search {text!r} lacks a quotation mark", hint="close it")
    if part:
        yield part


def _unknown(term: str) -> RequestError:
    hint = f'the filters are {", ".join(ISSUE_FILTERS)}, such as label:bug or label:"good first issue"'
    return RequestError(f"issues cannot be searched for {term[:80]!r}", hint=hint)


MAX_REQUESTS = 300
"""The requests of one run; the token of a workflow allows 1,000 an hour."""

_NEEDS = "issues: read"
_ORDER = {"sort": "created", "direction": "asc"}  # an issue that is opened meanwhile comes last, and shifts no page
_PAGE = 100
MISSING_ASKED = 5
"""For so many issues that no list has it is asked why; the others are only said to be missing."""
_GONE = "deleted, moved or never there"
_BOX = re.compile(r"\[[ xX]\]")
_VERSION = re.compile(
    r"(?:[A-Za-z][A-Za-z._-]{0,40}[._-]|[vV])?"
    r"(?P<numbers>\d{1,9}(?:\.\d{1,9}){1,4}|(?<=[vV])\d{1,9})(?P<rest>[-+.\w]{0,60})",
    re.ASCII,
)
KEY_COMMENT = "<!-- readme-sync row {} -->"
"""What the text of an issue ends with that was made for a row, around the key of the row."""
_KEY = re.compile(KEY_COMMENT.format("([0-9a-f]{20})"))
_Answer = TypeVar("_Answer")


class GitHubIssues:
    """Implements `model.GitHub`. Caches answers; does not retry after a failed request."""

    def __init__(self, connect: Callable[[], GitHub], tell: Callable[[], None] = lambda: None) -> None:
        """Ask nothing yet; `connect` is called for the first request, `tell` before each."""
        self._connect, self._tell = connect, tell
        self._connected: GitHub | None = None
        self._failed: RemoteError | None = None
        self._asked = 0
        self._milestones: dict[str, int] = {}
        self._listed: dict[tuple[tuple[str, str], ...], list[Issue]] = {}
        self._numbered: dict[int, IssueDetails | str] = {}
        self._former = self._branch = ""
        self._tags: dict[str, str | RequestError] = {}
        self.newest = 0
        """The highest number that `keyed` has seen."""

    def milestone(self, name: str) -> Closed:
        """Return the issues of a milestone, named by its number or its title; a number is tried first.

        Raises:
            RequestError: there is no such milestone, or several have that title.
            RemoteError: the request failed.
        """
        with_it = self._list({"milestone": str(self._milestone(name)), "state": "all"})
        return Closed(sum(issue.is_closed for issue in with_it), len(with_it))

    def issues(self, search: str) -> Closed:
        """Return the issues that a search finds; see `read_search`.

        Raises:
            RequestError: it is not a valid search, or names a milestone that does not exist.
            RemoteError: the request failed.
        """
        found = self._found(search)
        return Closed(sum(issue.is_closed for issue in found), len(found))

    def found(self, search: str) -> list[IssueDetails]:
        """Return the issues that a search finds, in the order of their numbers.

        Raises:
            RequestError: it is not a valid search, or names a milestone that does not exist.
            RemoteError: the request failed.
        """
        return sorted(issue.details for issue in self._found(search))

    def _found(self, search: str) -> list[Issue]:
        wanted = read_search(search)
        return [issue for issue in self._list(self._narrowed(wanted)) if wanted.finds(issue, self._milestone)]

    def numbered(self, numbers: Iterable[int]) -> dict[int, IssueDetails | str]:
        """Return the issues and pull requests of some numbers; instead of one that is not there, why.

        They are asked for one by one, or listed, whichever takes fewer requests: no number is higher than that of the
        newest issue.

        Raises:
            RemoteError: the request failed.
        """
        wanted = sorted(set(numbers))
        left = {number for number in wanted if number not in self._numbered}
        if len(left) > max(left, default=0) // _PAGE + 1:
            self._look_through(left)
            left = {number for number in wanted if number not in self._numbered}
            for number in sorted(left)[MISSING_ASKED:]:
                self._numbered[number] = _GONE
        for number in sorted(left):
            if number not in self._numbered:
                self._numbered[number] = self._one(number)
        return {number: self._numbered[number] for number in wanted}

    def forget(self, number: int) -> None:
        """Ask again for an issue the next time."""
        self._numbered.pop(number, None)

    def _look_through(self, numbers: set[int]) -> None:
        """List issues and pull requests until these are found, or only newer ones come."""
        left, last = set(numbers), max(numbers)
        with understood():
            for count, raw in enumerate(self._pages("issues", {**_ORDER, "state": "all"}), 1):
                number = int(raw["number"])
                if number in left:
                    left.remove(number)
                    self._numbered[number] = _details(raw)
                # A transferred issue may be older than its number says, so the whole page is read.
                if not left or (number > last and count % _PAGE == 0):
                    return

    def _one(self, number: int) -> IssueDetails | str:
        try:
            raw, _ = self._ask(lambda one: one.page(f"issues/{number}", _NEEDS, {}))
        except MissingError:
            return _GONE
        with understood():
            there = str(raw.get("repository_url") or "").rsplit("/repos/", 1)[-1]
            repository = self.repository()
            known = {repository.name.lower(), repository.former.lower()}
            if int(raw["number"]) != number or (there and there.lower() not in known):
                is_name = re.fullmatch(r"[\w.-]+/[\w.-]+", there, re.ASCII)
                return f"moved to {there}#{int(raw['number'])}" if is_name else "moved to another repository"
            return _details(raw)

    def release(self) -> str:
        """Return the tag of the latest release.

        Raises:
            RequestError: there is none.
            RemoteError: the request failed.
        """
        return self._tagged("release", self._latest_release)

    def tag(self) -> str:
        """Return the tag with the highest version; pre-releases count where nothing else is there.

        Raises:
            RequestError: there is none.
            RemoteError: the request failed.
        """
        return self._tagged("tag", self._latest_tag)

    def _tagged(self, kind: str, find: Callable[[], str]) -> str:
        if kind not in self._tags:
            try:
                self._tags[kind] = find()
            except RequestError as error:
                self._tags[kind] = error
        found = self._tags[kind]
        if isinstance(found, RequestError):
            raise found.with_traceback(None)
        return found

    def _latest_release(self) -> str:
        try:
            with understood():
                return str(self._ask(lambda one: one.get("releases/latest", "contents: read"))["tag_name"])
        except MissingError:
            hint = "drafts and pre-releases do not count"
            raise RequestError(f"{self.repository().name} has no release", hint=hint) from None

    def _latest_tag(self) -> str:
        with understood():
            names = [str(raw["name"]) for raw in self._pages("tags", {}, "contents: read")]
        found = [(version, name) for name in names if (version := _version(name))]
        if not found:
            hint = "tags such as v1.2.3 or 1.2 are versions"
            raise RequestError(f"{self.repository().name} has no tag with a version", hint=hint)
        return max(found)[1]

    def repository(self) -> HostedRepository:
        """Return the repository that is asked, by its present name.

        Raises:
            RemoteError: the request failed.
        """
        connected = self._connected or self._ask(lambda one: one)
        address = f"{connected.server}/{connected.repository}"
        return HostedRepository(connected.repository, address, self._former, self._branch)

    def keyed(self, keys: Iterable[str], *, newer_than: int = 0) -> dict[str, int]:
        """Return the number of the first issue with each of some keys in its text; all issues are looked through.

        Args:
            keys: to look for.
            newer_than: a number; issues with lower ones, or this one, are left out.

        Raises:
            RemoteError: the request failed.
        """
        wanted, found = set(keys), dict[str, int]()
        order = {**_ORDER, "direction": "desc"} if newer_than else _ORDER
        with understood():
            for raw in self._pages("issues", {**order, "state": "all"}):
                number = int(raw["number"])
                if number <= newer_than:
                    break
                self.newest = max(self.newest, number)
                for key in _KEY.findall(str(raw.get("body") or "")):
                    if key in wanted and raw.get("pull_request") is None:
                        found[key] = min(number, found.get(key, number))
        return found

    def write(self, verb: str, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        """Send a write, once, and return the answer.

        Raises:
            UncertainError: it may have been done, or not.
            RemoteError: it was refused.
        """
        if self._failed is not None:
            raise _again(self._failed)
        # Not by `_ask`: after a write of which nobody knows whether it happened, GitHub is asked.
        answer = self._repository().send(verb, path, "issues: write", body)
        if not isinstance(answer, dict):
            raise not_understood()
        return answer

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

    def _pages(self, path: str, parameters: Mapping[str, str], needs: str = _NEEDS) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages of a list."""
        place: dict[str, str] = {}
        seen = []
        while place not in seen:
            seen.append(place)
            wanted = {"per_page": "100", **parameters, **place}
            data, place = self._ask(lambda one, wanted=wanted: one.page(path, needs, wanted))  # type: ignore[misc]
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
            self._former, self._branch = connected.repository, str(said.get("default_branch") or "")
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
            self._tell()
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
    words = {
        "label": [label if isinstance(label, str) else label["name"] for label in raw["labels"]],
        "author": [(raw.get("user") or {}).get("login", "ghost")],
        "assignee": [each["login"] for each in raw.get("assignees") or ()],
        "type": [kind["name"]] if kind else [],
        "reason": [raw["state_reason"].replace("_", " ")] if raw.get("state_reason") else [],
    }
    kept = {name: frozenset(word.lower() for word in found) for name, found in words.items()}
    number = int(milestone["number"]) if milestone else 0
    return Issue(int(raw["number"]), state == "closed", number, kept, _details(raw))


def _details(raw: Mapping[str, Any]) -> IssueDetails:
    """Return what can be shown of an issue or a pull request."""
    pull = raw.get("pull_request")
    parts = raw.get("sub_issues_summary") or {}
    total, body = int(parts.get("total") or 0), str(raw.get("body") or "")
    return IssueDetails(
        int(raw["number"]),
        str(raw["title"]),
        _state_of(raw, pull),
        pull is not None,
        tuple(label if isinstance(label, str) else str(label["name"]) for label in raw["labels"]),
        tuple(str(each["login"]) for each in raw.get("assignees") or ()),
        str((raw.get("milestone") or {}).get("title") or ""),
        (int(parts.get("completed") or 0), total) if total > 0 else None,
        body if _BOX.search(body) else "",
    )


def _state_of(raw: Mapping[str, Any], pull: Mapping[str, Any] | None) -> IssueState:
    if raw["state"] not in {"open", "closed"}:
        raise not_understood()
    if raw["state"] == "open":
        return IssueState.BEGUN if pull is not None else IssueState.OPEN
    is_done = pull.get("merged_at") if pull is not None else raw.get("state_reason") not in {"not_planned", "duplicate"}
    return IssueState.DONE if is_done else IssueState.NOT_PLANNED


def _version(name: str) -> tuple[bool, tuple[int, ...], str] | None:
    """Return a version as it is compared, None for a tag that is none: those without a suffix are the higher ones."""
    found = _VERSION.fullmatch(name)
    if found is None:
        return None
    numbers = tuple(int(part) for part in found["numbers"].split("."))
    return not found["rest"], numbers, found["rest"]
