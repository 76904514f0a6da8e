"""Branches and pull requests through GitHub's API: commits that GitHub signs, of several files, compare and swap."""

import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from readme_sync.errors import RemoteError
from readme_sync.store.branches import FOLDER, Commit, CommitRequest, Entry, MovedError, blob_id
from readme_sync.store.github import ExistsError, GitHub, MissingError, UncertainError, not_understood, understood

_PULL_REQUESTS = "pull-requests: write"


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


@dataclass(frozen=True, slots=True)
class ClosedPullRequest:
    """A pull request that is closed.

    Attributes:
        number: as in `#7`.
        body: its text.
        is_merged: whether it was merged.
    """

    number: int
    body: str
    is_merged: bool


@dataclass(frozen=True, slots=True)
class Adornment:
    """What a new pull request gets besides title and text.

    Attributes:
        labels: names of labels, which GitHub creates where there are none.
        assignees, reviewers: logins.
        teams: teams of the organisation that are asked for a review.
        draft: whether it is a draft.
    """

    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    draft: bool = False


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

    def last_closed(self, branch: str, base: str) -> ClosedPullRequest | None:
        """Return the newest pull request from a branch to another if it is closed, None where there is none."""
        owner = self._github.repository.partition("/")[0]
        chosen = {"state": "all", "head": f"{owner}:{branch}", "base": base, "sort": "created", "direction": "desc"}
        answer = self._github.get("pulls", "pull-requests: read", **chosen)
        with understood():
            ours = [each for each in answer if each["head"]["ref"] == branch and each["base"]["ref"] == base]
            newest = max(ours, key=lambda each: int(each["number"]), default=None)
            if newest is None or newest["state"] != "closed":
                return None
            return ClosedPullRequest(int(newest["number"]), _text(newest), bool(newest["merged_at"]))

    def adorn(self, number: int, wanted: Adornment) -> list[str]:
        """Give an open pull request what it should have, and return what it has not got, with the reason if known."""
        lists = (
            (f"issues/{number}/labels", {"labels": wanted.labels}),
            (f"issues/{number}/assignees", {"assignees": wanted.assignees}),
            (f"pulls/{number}/requested_reviewers", {"reviewers": wanted.reviewers, "team_reviewers": wanted.teams}),
        )
        reasons = []
        for path, names in lists:
            if given := {name: list(values) for name, values in names.items() if values}:
                reasons += self._given(path, given)
        if not any((wanted.labels, wanted.assignees, wanted.reviewers, wanted.teams)):
            return []
        try:
            place = f"pulls/{number}"
            has = self._github.confirmed(lambda: _adornment_of(self._github.get(place, "pull-requests: read")))
        except RemoteError as error:
            return [f"for sure what it should get ({error.message})"]
        asked = {
            "label": wanted.labels,
            "assignee": wanted.assignees,
            "reviewer": wanted.reviewers,
            "team": wanted.teams,
        }
        missing = [f"{kind} {one}" for kind, names in asked.items() for one in names if one.lower() not in has[kind]]
        return [*missing, *dict.fromkeys(reasons)] if missing else []

    def _given(self, path: str, names: Mapping[str, list[str]]) -> list[str]:
        """Send names to add, and where GitHub refuses them, each on its own; return why some were refused."""
        try:
            self._github.send("POST", path, _PULL_REQUESTS, names)
        except ExistsError as error:
            each = [{kind: [one]} for kind, values in names.items() for one in values]
            return [error.message] if len(each) == 1 else [said for one in each for said in self._given(path, one)]
        except RemoteError as error:
            return [error.message]
        return []

    def open(self, branch: str, base: str, title: str, body: str, *, draft: bool = False) -> PullRequest:
        """Open a pull request, or return the one that is open already."""
        values = {"head": branch, "base": base, "title": title, "body": body, **({"draft": True} if draft else {})}
        failure: RemoteError | None = None
        try:
            self._github.send("POST", "pulls", _PULL_REQUESTS, values)
        except (ExistsError, UncertainError) as error:
            failure = error
        found = self._github.confirmed(lambda: self.of(branch, base))
        if found is None:
            raise failure or _without_effect(f"pull request from {branch}")
        return found

    def change(self, request: PullRequest, title: str, body: str) -> None:
        """Change title and text of a pull request; at least one of them is new."""
        known = (request.title, request.body)
        self._change(request, {"title": title, "body": body}, lambda one: (one["title"], _text(one)) != known)

    def close(self, request: PullRequest, body: str) -> None:
        """Close a pull request, with a new text."""
        self._change(request, {"state": "closed", "body": body}, lambda one: one["state"] == "closed")

    def _change(self, request: PullRequest, values: dict[str, str], is_done: Callable[[dict[str, Any]], bool]) -> None:
        """Change a pull request, and look whether it has changed, whatever GitHub answers."""
        path = f"pulls/{request.number}"
        failure: RemoteError | None = None
        try:
            self._github.send("PATCH", path, _PULL_REQUESTS, values)
        except UncertainError as error:
            failure = error
        with understood():
            if not is_done(self._github.confirmed(lambda: self._github.get(path, "pull-requests: read"))):
                raise failure or _without_effect(f"change of pull request #{request.number}")


def _adornment_of(answer: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return what a pull request has, in lower case."""
    with understood():
        return {
            "label": {one["name"].lower() for one in answer["labels"]},
            "assignee": {one["login"].lower() for one in answer["assignees"]},
            "reviewer": {one["login"].lower() for one in answer["requested_reviewers"]},
            "team": {one["slug"].lower() for one in answer["requested_teams"]},
        }


def _read(answer: dict[str, object]) -> PullRequest:
    return PullRequest(int(str(answer["number"])), str(answer["html_url"]), str(answer["title"]), _text(answer))


def _text(answer: Mapping[str, object]) -> str:
    return str(answer["body"] or "").replace("\r\n", "\n").strip()


_COMMENTS = """\
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        nodes { databaseId viewerDidAuthor body }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""
_MOST_PAGES = 20


class Comment:
    """The one comment of ours on a pull request, found by how it begins."""

    def __init__(self, github: GitHub, number: int, mark: str) -> None:
        """Use the comment that this token wrote and that begins with `mark`."""
        self._github, self._number, self._mark = github, number, mark

    def write(self, text: str, *, is_needed: bool) -> None:
        """Write the comment where it says something else.

        Args:
            text: what it says, behind the mark.
            is_needed: whether it is made where there is none.
        """
        wanted = f"{self._mark}\n{text}".strip()
        found = self._found()
        if (found is None and not is_needed) or (found and found[1] == wanted):
            return
        path = f"issues/comments/{found[0]}" if found else f"issues/{self._number}/comments"
        failure: RemoteError | None = None
        try:
            self._github.send("PATCH" if found else "POST", path, _PULL_REQUESTS, {"body": wanted})
        except UncertainError as error:
            failure = error
        now = self._github.confirmed(self._found)
        if now is None or now[1] != wanted:
            raise failure or _without_effect(f"comment on pull request #{self._number}")

    def _found(self) -> tuple[int, str] | None:
        """Return the id and the text of the comment, None where there is none."""
        after = None
        for _ in range(_MOST_PAGES):
            answer = self._github.query(_COMMENTS, {"number": self._number, "after": after}, _PULL_REQUESTS)
            with understood():
                page = answer["pullRequest"]["comments"]
                for one in page["nodes"]:
                    if one["viewerDidAuthor"] and str(one["body"]).startswith(self._mark):
                        return int(one["databaseId"]), _text(one)
                if not page["pageInfo"]["hasNextPage"]:
                    return None
                after = str(page["pageInfo"]["endCursor"])
        hint = "leave the input comment out, or remove comments"
        raise RemoteError(f"pull request #{self._number} has too many comments to find ours", hint=hint)


_WRITE = "contents: write"
_TRIES = 4
_MOST_ADDITIONS = 100
"""GitHub documents no limit for one mutation; people met one of 100 files."""
_MOST_BYTES = 2_000_000
"""Of a mutation, or of one tree: larger ones were answered with 502."""
_FOLLOWED = 20  # commits of others after ours that are looked at


class GitHubBranches:
    """Branches of the repository on GitHub; needs no clone."""

    def __init__(self, github: GitHub) -> None:
        """Use the branches of the repository of `github`."""
        self._github = github
        self.left_behind: list[str] = []
        self._commits: dict[str, dict[str, Any]] = {}
        self._folders: dict[str, dict[str, tuple[str, str]]] = {}

    def head(self, branch: str) -> str | None:
        """Return the commit that a branch is at, None where there is no such branch."""
        try:
            answer = self._github.get(f"git/ref/heads/{quote(branch)}")
        except MissingError:
            return None
        with understood():
            return str(answer["object"]["sha"])

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a branch, a tag or an id means, None where there is none."""
        try:
            answer = self._github.get(f"commits/{quote(revision)}")
        except (MissingError, ExistsError):
            return None
        with understood():
            return str(answer["sha"])

    def message(self, commit: str) -> str:
        """Return the message of a commit."""
        with understood():
            return str(self._commit(commit)["message"])

    def parents(self, commit: str) -> list[str]:
        """Return the parents of a commit."""
        with understood():
            return [str(parent["sha"]) for parent in self._commit(commit)["parents"]]

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """Return the files of a commit at some paths; folder by folder, as GitHub cuts a long list of all files."""
        with understood():
            root = str(self._commit(commit)["tree"]["sha"])
        found = {path: self._entry(root, path.split("/")) for path in paths}
        return {path: entry for path, entry in found.items() if entry}

    def content(self, entry: Entry) -> bytes:
        """Return the bytes of a file, checked against its id."""
        answer = self._github.get(f"git/blobs/{entry.blob}")
        with understood():
            is_text = answer["encoding"] != "base64"
            data = str(answer["content"]).encode() if is_text else b64decode(answer["content"])
        if blob_id(data) != entry.blob:
            raise not_understood()
        return data

    def commit(self, branch: str, request: CommitRequest) -> Commit:
        """Commit on a branch that is at `request.onto`.

        No answer is believed: the branch is read again, and inspected where it has moved, since a request that failed
        may have been carried out, and one that succeeded may not. What did not happen is sent again.
        """
        failure: RemoteError = MovedError("the branch has moved", hint="run again")
        for attempt in range(_TRIES):
            made: Commit | None = None
            try:
                made = self._made(branch, request)
            except (MovedError, UncertainError, MissingError) as error:
                failure = error
            time.sleep(self._github.pause * attempt)
            head = self._now(branch) or self._now(branch)  # one 404 is no proof
            if head is None:
                raise RemoteError(f"the branch {branch} does not exist any more", hint="nothing was written") from None
            if head != request.onto:  # otherwise nothing has happened
                return self._github.confirmed(partial(self._landed, head, made, request))
            if isinstance(failure, MissingError):
                break  # it would fail again
            if made:
                failure = _without_effect(f"commit on {branch}")
        raise failure

    def replace(self, branch: str, was: str | None, request: CommitRequest) -> Commit:
        """Replace one of our branches by a commit.

        The commit is made on a temporary branch first: GitHub closes a pull request whose branch goes back to its base,
        even for a moment.
        """
        temporary = f"{branch}-{request.onto[:12]}"
        self.left_behind = [*{*self.left_behind} - {temporary}, temporary]
        try:
            try:
                self._create(temporary, request.onto)
            except MovedError:  # left by a run that was killed
                self._move(temporary, request.onto)
            made = self.commit(temporary, request)
            if was is None:
                self._create(branch, made.sha)
            else:
                self._refuse_moved(branch, was)
                self._move(branch, made.sha)
        finally:
            with suppress(RemoteError):  # an earlier error says more
                if self._is_there(temporary):
                    self._remove(temporary)
                self.left_behind.remove(temporary)
        return made

    def delete(self, branch: str, was: str) -> None:
        """Remove one of our branches that is at `was`; nothing happens where it does not exist."""
        if self._is_there(branch):
            self._refuse_moved(branch, was)
            self._remove(branch)

    def _refuse_moved(self, branch: str, was: str) -> None:
        """Check a branch just before it is moved or removed, as GitHub does both without a check.

        Raises:
            MovedError: it is not at `was`.
        """
        if self.head(branch) != was:
            raise MovedError(f"the branch {branch} has moved", hint="run again")

    def _create(self, branch: str, commit: str) -> None:
        """Create a branch.

        Raises:
            MovedError: it exists, at another commit.
        """
        failure = self._sent("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
        if self._now(branch) is None:
            raise failure or _without_effect(f"creation of the branch {branch}")
        self._github.confirmed(lambda: self._refuse_moved(branch, commit))

    def _move(self, branch: str, commit: str) -> None:
        failure = self._sent("PATCH", f"git/refs/heads/{quote(branch)}", {"sha": commit, "force": True})
        if self._now(branch) != commit:
            raise failure or _without_effect(f"move of the branch {branch}")

    def _remove(self, branch: str) -> None:
        failure = self._sent("DELETE", f"git/refs/heads/{quote(branch)}")
        if self._now(branch) is not None:
            raise failure or _without_effect(f"removal of the branch {branch}")

    def _sent(self, verb: str, path: str, body: dict[str, object] | None = None) -> RemoteError | None:
        """Send a write, and return how it failed, None if GitHub says that it did not."""
        try:
            self._github.send(verb, path, _WRITE, body)
        except (ExistsError, MissingError, UncertainError) as error:
            return error
        return None

    def _is_above(self, head: str, sha: str) -> bool:
        """Return whether a commit is another one, or follows it closely, as where others write at the same time."""
        for _ in range(_FOLLOWED):
            if head == sha:
                return True
            parents = self.parents(head)
            if not parents:
                return False
            head = parents[0]
        return False

    def _now(self, branch: str) -> str | None:
        """Return where a branch is after a write."""
        return self._github.confirmed(lambda: self.head(branch))

    def _is_there(self, branch: str) -> bool:
        """Return whether there is a branch; one 404 is no proof that there is none."""
        return self._now(branch) is not None or self._now(branch) is not None

    def _landed(self, head: str, made: Commit | None, request: CommitRequest) -> Commit:
        """Return our commit, which is at or below the head of a branch.

        Raises:
            MovedError: it is not there.
        """
        return made if made and self._is_above(head, made.sha) else self._ours(head, request)

    def _made(self, branch: str, request: CommitRequest) -> Commit:
        """Commit in one mutation, or where that is too much for one, as git data.

        Raises:
            MovedError: the branch is at another commit.
            UncertainError: it may have been done, or not.
        """
        size = sum(map(len, request.files.values()))
        if len(request.paths) > _MOST_ADDITIONS or size > _MOST_BYTES:
            return self._as_git_data(branch, request)
        return self._mutated(branch, request)

    def _as_git_data(self, branch: str, request: CommitRequest) -> Commit:
        """Commit by trees, a few files in each; the branch moves forward only, which is compare and swap."""
        send = self._github.send
        with understood():
            tree = str(self._commit(request.onto)["tree"]["sha"])
        entries = self.entries(request.onto, request.files)
        gone: list[dict[str, str | None]] = [
            {"path": path, "mode": "100644", "type": "blob", "sha": None} for path in request.removed
        ]
        for files in _parts(request.files):
            listed, gone = gone, []
            for path, data in files.items():
                mode = entries[path].mode if path in entries else "100644"
                listed.append({"path": path, "mode": mode, "type": "blob", "content": data.decode()})
            answer = send("POST", "git/trees", _WRITE, {"base_tree": tree, "tree": listed})
            with understood():
                tree = str(answer["sha"])
        message = "\n\n".join(filter(None, (request.headline, request.body)))
        answer = send("POST", "git/commits", _WRITE, {"message": message, "tree": tree, "parents": [request.onto]})
        with understood():
            sha, verified = str(answer["sha"]), bool((answer.get("verification") or {}).get("verified"))
        try:
            send("PATCH", f"git/refs/heads/{quote(branch)}", _WRITE, {"sha": sha, "force": False})
        except ExistsError as error:
            if "fast forward" not in error.message:
                raise
            raise MovedError("the branch has moved", hint="run again") from None
        return Commit(sha, verified)

    def _mutated(self, branch: str, request: CommitRequest) -> Commit:
        additions = [{"path": path, "contents": b64encode(data).decode()} for path, data in request.files.items()]
        deletions = [{"path": path} for path in request.removed]
        values = {
            "branch": {"repositoryNameWithOwner": self._github.repository, "branchName": branch},
            "expectedHeadOid": request.onto,
            "message": {"headline": request.headline, "body": request.body},
            "fileChanges": {"additions": additions, **({"deletions": deletions} if deletions else {})},
        }
        answer = self._github.mutate("createCommitOnBranch", values, "commit { oid signature { isValid } }", _WRITE)
        with understood():
            made = answer["commit"]
            return Commit(str(made["oid"]), bool(made["signature"] and made["signature"]["isValid"]))

    def _ours(self, head: str, request: CommitRequest) -> Commit:
        """Return the commit at the head of a branch, if it is the requested one.

        Raises:
            MovedError: it is another commit.
        """
        with understood():
            verified = bool((self._commit(head).get("verification") or {}).get("verified"))
        same = self.parents(head) == [request.onto] and self.message(head).startswith(request.headline)
        if same:
            entries = self.entries(head, request.paths)
            if {path: entry.blob for path, entry in entries.items()} == request.blobs:
                return Commit(head, verified)
        raise MovedError("the branch has moved", hint="run again")

    def _commit(self, sha: str) -> dict[str, Any]:
        if sha not in self._commits:
            self._commits[sha] = self._github.get(f"git/commits/{sha}")
        return self._commits[sha]

    def _entry(self, tree: str, parts: list[str]) -> Entry | None:
        *folders, name = parts
        for folder in folders:
            mode, tree = self._folder(tree).get(folder, ("", ""))
            if mode != FOLDER:
                return None
        mode, blob = self._folder(tree).get(name, ("", ""))
        return Entry(mode, blob) if mode else None

    def _folder(self, tree: str) -> dict[str, tuple[str, str]]:
        """Return mode and id of the entries of a folder, by name."""
        if tree not in self._folders:
            answer = self._github.get(f"git/trees/{tree}")
            with understood():
                self._folders[tree] = {each["path"]: (each["mode"], each["sha"]) for each in answer["tree"]}
        return self._folders[tree]


def _parts(files: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    """Yield the files in parts that are small enough for one request."""
    part: dict[str, bytes] = {}
    size = 0
    for path, data in files.items():
        if part and (len(part) >= _MOST_ADDITIONS or size + len(data) > _MOST_BYTES):
            yield part
            part, size = {}, 0
        part[path] = data
        size += len(data)
    yield part


def _without_effect(what: str) -> RemoteError:
    return UncertainError(f"GitHub says that the {what} succeeded, but nothing has changed", hint="run again later")
