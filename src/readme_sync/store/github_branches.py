"""A repository's branches through GitHub's API: commits that GitHub signs, several files in one, compare and swap."""

import time
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from readme_sync.errors import RemoteError
from readme_sync.store.branches import Commit, CommitRequest, Entry, MovedError, blob_id
from readme_sync.store.github import ExistsError, GitHub, MissingError, UncertainError, not_understood, understood

_WRITE = "contents: write"
_TRIES = 4


class GitHubBranches:
    """Branches of the repository on GitHub; needs no clone."""

    def __init__(self, github: GitHub) -> None:
        """The branches of the repository that `github` is about."""
        self._github = github
        self._commits: dict[str, dict[str, Any]] = {}
        self._folders: dict[str, dict[str, tuple[str, str]]] = {}

    def head(self, branch: str) -> str | None:
        """The commit that a branch is at; None where there is no such branch."""
        try:
            answer = self._github.get(f"git/ref/heads/{quote(branch)}")
        except MissingError:
            return None
        with understood():
            return str(answer["object"]["sha"])

    def message(self, commit: str) -> str:
        """The message of a commit."""
        with understood():
            return str(self._commit(commit)["message"])

    def parents(self, commit: str) -> list[str]:
        """The commits that a commit follows."""
        with understood():
            return [str(parent["sha"]) for parent in self._commit(commit)["parents"]]

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """The files of a commit at some paths; folder by folder, as the list of all files is cut where it is long."""
        with understood():
            root = str(self._commit(commit)["tree"]["sha"])
        found = {path: self._entry(root, path.split("/")) for path in paths}
        return {path: entry for path, entry in found.items() if entry}

    def content(self, entry: Entry) -> bytes:
        """The bytes of a file; just those that its id stands for."""
        answer = self._github.get(f"git/blobs/{entry.blob}")
        with understood():
            is_text = answer["encoding"] != "base64"
            data = str(answer["content"]).encode() if is_text else b64decode(answer["content"])
        if blob_id(data) != entry.blob:
            raise not_understood()
        return data

    def commit(self, branch: str, wish: CommitRequest) -> Commit:
        """Commits on a branch that is at `wish.onto`.

        A request that breaks may have been carried out. It is asked again, as GitHub refuses the second time if so,
        and a branch that has moved is looked at: what it holds may be this very commit.
        """
        failure: RemoteError = MovedError("the branch has moved", hint="run again")
        for attempt in range(_TRIES):
            try:
                return self._mutated(branch, wish)
            except (MovedError, UncertainError, MissingError) as error:
                failure = error
            time.sleep(self._github.pause * attempt)
            head = self.head(branch)
            if head is None:
                raise RemoteError(f"the branch {branch} is gone", hint="nothing was written") from None
            if head != wish.onto:  # otherwise nothing has happened
                return self._ours(head, wish)
            if isinstance(failure, MissingError):
                break  # it would say the same again
        raise failure

    def replace(self, branch: str, was: str | None, wish: CommitRequest) -> Commit:
        """Makes a branch of ours be the commit that is wished for.

        The commit is made on a branch beside it first: a pull request whose branch goes back to its base, if only for
        a moment, is closed by GitHub.
        """
        beside = f"{branch}-{wish.onto[:12]}"
        try:
            self._create(beside, wish.onto)
        except MovedError:  # a run that died left it
            self._move(beside, wish.onto)
        try:
            made = self.commit(beside, wish)
            if was is None:
                self._create(branch, made.sha)
            else:
                self._look(branch, was)
                self._move(branch, made.sha)
        finally:
            with suppress(RemoteError):  # the error before it, if there is one, says more
                self._remove(beside)
        return made

    def delete(self, branch: str, was: str) -> None:
        """Removes a branch of ours that is at `was`; nothing happens where there is none."""
        if self.head(branch) is not None:
            self._look(branch, was)
            self._remove(branch)

    def _look(self, branch: str, was: str) -> None:
        """Looks where a branch is, just before it is moved or removed: GitHub does both to any branch.

        Raises:
            MovedError: it is not at `was`.
        """
        if self.head(branch) != was:
            raise MovedError(f"the branch {branch} has moved", hint="run again")

    def _create(self, branch: str, commit: str) -> None:
        """Makes a branch.

        Raises:
            MovedError: there is one, at another commit.
        """
        try:
            self._github.send("POST", "git/refs", _WRITE, {"ref": f"refs/heads/{branch}", "sha": commit})
        except (ExistsError, UncertainError):
            if self.head(branch) is None:
                raise
            self._look(branch, commit)

    def _move(self, branch: str, commit: str) -> None:
        self._github.send("PATCH", f"git/refs/heads/{quote(branch)}", _WRITE, {"sha": commit, "force": True})

    def _remove(self, branch: str) -> None:
        with suppress(MissingError, ExistsError):
            self._github.send("DELETE", f"git/refs/heads/{quote(branch)}", _WRITE)

    def _mutated(self, branch: str, wish: CommitRequest) -> Commit:
        additions = [{"path": path, "contents": b64encode(data).decode()} for path, data in wish.files.items()]
        values = {
            "branch": {"repositoryNameWithOwner": self._github.repository, "branchName": branch},
            "expectedHeadOid": wish.onto,
            "message": {"headline": wish.headline, "body": wish.body},
            "fileChanges": {"additions": additions},
        }
        answer = self._github.mutate("createCommitOnBranch", values, "commit { oid signature { isValid } }", _WRITE)
        with understood():
            made = answer["commit"]
            return Commit(str(made["oid"]), bool(made["signature"] and made["signature"]["isValid"]))

    def _ours(self, head: str, wish: CommitRequest) -> Commit:
        """The commit at a branch's head, if it is the one that was wished for.

        Raises:
            MovedError: it is another one.
        """
        with understood():
            verified = bool((self._commit(head).get("verification") or {}).get("verified"))
        same = self.parents(head) == [wish.onto] and self.message(head).startswith(wish.headline)
        if same:
            entries = self.entries(head, wish.files)
            blobs = {path: blob_id(data) for path, data in wish.files.items()}
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
        """Mode and id of what lies in a folder, by name."""
        if tree not in self._folders:
            answer = self._github.get(f"git/trees/{tree}")
            with understood():
                self._folders[tree] = {each["path"]: (each["mode"], each["sha"]) for each in answer["tree"]}
        return self._folders[tree]
