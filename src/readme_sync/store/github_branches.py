"""Branches and pull requests through GitHub's API: commits that GitHub signs, of several files, compare and swap."""

import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from readme_sync.errors import RemoteError
from readme_sync.store.branches import Commit, CommitRequest, Entry, MovedError, blob_id
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
        failure: RemoteError | None = None
        try:
            self._github.send("POST", "pulls", _PULL_REQUESTS, values)
        except (ExistsError, UncertainError) as error:
            failure = error
        found = self.of(branch, base)
        if found is None:
            raise failure or _without_effect(f"pull request from {branch}")
        return found

    def change(self, request: PullRequest, title: str, body: str) -> None:
        """Change title and text of a pull request; at least one of them is new."""
        known = (request.title, request.body)
        self._change(request, {"title": title, "body": body}, lambda one: (one["title"], _text(one)) != known)

    def close(self, request: PullRequest) -> None:
        """Close a pull request."""
        self._change(request, {"state": "closed"}, lambda one: one["state"] == "closed")

    def _change(self, request: PullRequest, values: dict[str, str], is_done: Callable[[dict[str, Any]], bool]) -> None:
        """Change a pull request, and look whether it has changed, whatever GitHub answers."""
        path = f"pulls/{request.number}"
        failure: RemoteError | None = None
        try:
            self._github.send("PATCH", path, _PULL_REQUESTS, values)
        except UncertainError as error:
            failure = error
        with understood():
            if not is_done(self._github.get(path, "pull-requests: read")):
                raise failure or _without_effect(f"change of pull request #{request.number}")


def _read(answer: dict[str, object]) -> PullRequest:
    return PullRequest(int(str(answer["number"])), str(answer["html_url"]), str(answer["title"]), _text(answer))


def _text(answer: Mapping[str, object]) -> str:
    return str(answer["body"] or "").replace("\r\n", "\n").strip()


_WRITE = "contents: write"
_TRIES = 4
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
                made = self._mutated(branch, request)
            except (MovedError, UncertainError, MissingError) as error:
                failure = error
            time.sleep(self._github.pause * attempt)
            head = self.head(branch) or self.head(branch)  # one 404 is no proof
            if head is None:
                raise RemoteError(f"the branch {branch} does not exist any more", hint="nothing was written") from None
            if head != request.onto:  # otherwise nothing has happened
                return made if made and self._is_above(head, made.sha) else self._ours(head, request)
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
                if self.head(temporary) is not None:
                    self._remove(temporary)
                self.left_behind.remove(temporary)
        return made

    def delete(self, branch: str, was: str) -> None:
        """Remove one of our branches that is at `was`; nothing happens where it does not exist."""
        if self.head(branch) is not None:
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
        if self.head(branch) is None:
            raise failure or _without_effect(f"creation of the branch {branch}")
        self._refuse_moved(branch, commit)

    def _move(self, branch: str, commit: str) -> None:
        failure = self._sent("PATCH", f"git/refs/heads/{quote(branch)}", {"sha": commit, "force": True})
        if self.head(branch) != commit:
            raise failure or _without_effect(f"move of the branch {branch}")

    def _remove(self, branch: str) -> None:
        failure = self._sent("DELETE", f"git/refs/heads/{quote(branch)}")
        if self.head(branch) is not None:
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

    def _mutated(self, branch: str, request: CommitRequest) -> Commit:
        additions = [{"path": path, "contents": b64encode(data).decode()} for path, data in request.files.items()]
        values = {
            "branch": {"repositoryNameWithOwner": self._github.repository, "branchName": branch},
            "expectedHeadOid": request.onto,
            "message": {"headline": request.headline, "body": request.body},
            "fileChanges": {"additions": additions},
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
            entries = self.entries(head, request.files)
            blobs = {path: blob_id(data) for path, data in request.files.items()}
            if {path: entry.blob for path, entry in entries.items()} == blobs:
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
            if mode != "040000":
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


def _without_effect(what: str) -> RemoteError:
    return UncertainError(f"GitHub says that the {what} succeeded, but nothing has changed", hint="run again later")
