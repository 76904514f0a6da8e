"""Branches of a repository through git, for other hosts than GitHub and where hooks should run."""

import os
import re
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from readme_sync.errors import RemoteError
from readme_sync.store.branches import (
    BOT,
    FOLDER,
    Commit,
    CommitRequest,
    DeniedError,
    Entry,
    MovedError,
    folders_above,
)
from readme_sync.store.git import inherited, run_git
from readme_sync.store.listed_files import REGULAR

_SECONDS = 300  # for one call of git; hooks may be slow
_COMMIT = re.compile(r"[0-9a-f]{40}")
_NEW = "100644"
_MOVED = re.compile(r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|reference already")
_PROTECTED = re.compile(r"protected branch|GH006|GH013|rule violations|pre-receive hook declined", re.IGNORECASE)
_DENIED = re.compile(
    r"\b403\b|Permission .*denied|Authentication failed|could not read Username|\b401\b", re.IGNORECASE
)
_UNREACHABLE = re.compile(r"Could not resolve host|unable to access|Connection|timed out|hung up", re.IGNORECASE)
_SETTINGS = (
    ("core.fsmonitor", "false"),  # a program that the clone chooses
    ("core.quotePath", "false"),
    ("protocol.ext.allow", "never"),
    ("submodule.recurse", "false"),
    ("gc.auto", "0"),
    ("advice.detachedHead", "false"),
)
_NO_HOOKS = ("core.hooksPath", "/dev/null")


class GitBranches:
    """Branches of the repository from which a folder was cloned."""

    def __init__(
        self, folder: str, token: str = "", server: str = "", remote: str = "origin", user: str = "x-access-token"
    ) -> None:
        """Use the branches of a remote.

        Args:
            folder: of the clone; it may be shallow, and detached.
            token: for `server`, if the clone has no credentials of its own.
            server: such as `https://github.com`.
            remote: the name of the remote, or its address.
            user: who the token belongs to; GitHub does not ask.

        Raises:
            RemoteError: there is no git, no clone, or no such remote.
        """
        self._folder, self._remote = folder, remote
        self.left_behind: list[str] = []
        credentials = _credentials(token, server, user)
        # Hooks of a commit are programs of others and see no token; one of a push may need it, as that of git-lfs.
        self._environment = _environment(folder, [*credentials, _NO_HOOKS])
        self._of_commit = _environment(folder, [])
        self._of_push = _environment(folder, credentials)
        if not os.path.lexists(os.path.join(folder, ".git")):
            raise RemoteError(f"{folder} is not a clone", hint="run actions/checkout before this action")
        if "://" not in remote:
            self._text("remote", "get-url", remote)

    def head(self, branch: str) -> str | None:
        """Return the commit that a branch is at, and fetch it; None where there is no such branch."""
        ref = f"refs/heads/{branch}"
        if not self._text("ls-remote", "--heads", self._remote, ref):
            return None
        # Only this commit if the clone is shallow.
        depth = ["--depth=1"] if self._text("rev-parse", "--is-shallow-repository") == "true" else []
        kept = f"refs/readme-sync/{branch}"
        self._text("fetch", "--no-tags", "--quiet", "--no-write-fetch-head", *depth, self._remote, f"+{ref}:{kept}")
        return self._text("rev-parse", "--verify", kept)

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a branch, a tag or an id means; it is fetched where the clone does not have it."""
        commit, kept = f"{revision}^{{commit}}", "refs/readme-sync/since"
        is_id = _COMMIT.fullmatch(revision)
        if not (is_id and self._found(commit)):
            with suppress(RemoteError):
                options = ("--no-tags", "--quiet", "--no-write-fetch-head", "--depth=1")
                self._text("fetch", *options, self._remote, f"+{revision}:{kept}")
                commit = f"{kept}^{{commit}}"
        return self._found(commit)

    def _found(self, commit: str) -> str | None:
        with suppress(RemoteError):
            return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", commit)
        return None

    def message(self, commit: str) -> str:
        """Return the message of a commit."""
        return self._text("log", "-1", "--format=%B", commit)

    def parents(self, commit: str) -> list[str]:
        """Return the parents of a commit; `git log` hides them in a shallow clone."""
        lines = self._text("cat-file", "commit", commit).splitlines()
        return [line.removeprefix("parent ") for line in lines[: lines.index("")] if line.startswith("parent ")]

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """Return the files of a commit at some paths."""
        wanted = dict.fromkeys(paths)
        if not wanted:
            return {}
        listed = self._run("ls-tree", "-z", "--full-tree", commit, "--", *wanted).decode("utf-8", "surrogateescape")
        found = {}
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob = about.split()
            if path in wanted:  # of a folder and one in it git lists all that the folder holds
                found[path] = Entry(mode, blob)
        return found

    def content(self, entry: Entry) -> bytes:
        """Return the bytes of a file."""
        return self._run("cat-file", "blob", entry.blob)

    def commit(self, branch: str, request: CommitRequest) -> Commit:
        """Commit on a branch that is at `request.onto`, with hooks, and push."""
        return self._pushed(branch, request.onto, request)

    def replace(self, branch: str, was: str | None, request: CommitRequest) -> Commit:
        """Replace one of our branches by a commit."""
        return self._pushed(branch, was or "", request)

    def delete(self, branch: str, was: str) -> None:
        """Remove one of our branches that is at `was`; nothing happens where it does not exist."""
        if self._text("ls-remote", "--heads", self._remote, f"refs/heads/{branch}"):
            self._text("push", "--quiet", _lease(branch, was), self._remote, f":refs/heads/{branch}")

    def _pushed(self, branch: str, was: str, request: CommitRequest) -> Commit:
        """Commit, and push to a branch that is at `was`, "" for a new branch."""
        with self._tree_at(request.onto) as tree:
            self._stage(request, tree)
            message = "\n\n".join(filter(None, (request.headline, request.body)))
            committing = {**self._of_commit, **self._identity(tree)}
            more = ["--signoff"] if request.sign_off else []
            self._text("commit", "--quiet", *more, "--message", message, folder=tree, environment=committing)
            sha = self._text("rev-parse", "HEAD", folder=tree)
            push = ("push", "--porcelain", _lease(branch, was), self._remote, f"{sha}:refs/heads/{branch}")
            try:
                self._text(*push, folder=tree, environment=self._of_push)
            except RemoteError:
                # The connection may have broken after the push.
                if not self._text("ls-remote", "--heads", self._remote, f"refs/heads/{branch}").startswith(sha):
                    raise
        return Commit(sha)

    def _stage(self, request: CommitRequest, tree: str) -> None:
        """Put the new contents into the index, and from there into the working tree, where hooks see them.

        `git add` would change line ends where attributes ask for that.
        """
        entries = self.entries(request.onto, request.files)
        above = self.entries(request.onto, folders_above(path for path in request.files if path not in entries))
        for path, data in request.files.items():
            mode = entries[path].mode if path in entries else _NEW
            is_behind = any(path.startswith(f"{folder}/") and above[folder].mode != FOLDER for folder in above)
            if mode not in REGULAR or is_behind:
                raise RemoteError(f"{path} is not a file of the branch", hint="name the file itself")
            blob = self._run("hash-object", "-w", "--stdin", data=data).decode().strip()
            self._text("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}", folder=tree)
        self._text("checkout-index", "--force", "--", *request.files, folder=tree)
        if request.removed:
            self._text("rm", "--quiet", "--force", "--", *request.removed, folder=tree)

    @contextmanager
    def _tree_at(self, commit: str) -> Iterator[str]:
        """Create a temporary working tree at a commit."""
        with tempfile.TemporaryDirectory(prefix="readme-sync-", dir=os.environ.get("RUNNER_TEMP") or None) as folder:
            tree = os.path.join(folder, "tree")
            self._text("worktree", "add", "--quiet", "--detach", tree, commit)
            try:
                yield tree
            finally:
                self._text("worktree", "remove", "--force", tree)

    def _identity(self, tree: str) -> dict[str, str]:
        """Return the variables that say who commits: none where git is configured, otherwise the bot."""
        try:
            self._text("config", "user.email", folder=tree)
        except RemoteError:
            name, email = BOT
            identity = {"NAME": name, "EMAIL": email}
            return {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in identity.items()}
        return {}

    def _text(self, *arguments: str, folder: str = "", environment: dict[str, str] | None = None) -> str:
        """Run git and return what it prints, without the last line end."""
        return self._run(*arguments, folder=folder, environment=environment).decode("utf-8", "replace").strip()

    def _run(
        self, *arguments: str, folder: str = "", environment: dict[str, str] | None = None, data: bytes = b""
    ) -> bytes:
        """Run git with `data` as its input, and return what it prints."""
        return _git(*arguments, folder=folder or self._folder, environment=environment or self._environment, data=data)


def clone(address: str, folder: str, token: str, server: str) -> str:
    """Clone the newest commit of a repository's branch into a new folder; return the branch, "" without a commit.

    Args:
        address: of the repository.
        folder: the new folder.
        token: for `server`.
        server: such as `https://github.com`.

    Raises:
        RemoteError: git refuses.
    """
    environment = _environment(folder, [*_credentials(token, server, "x-access-token"), _NO_HOOKS])
    options = ("--quiet", "--depth=1", "--no-tags", "--single-branch")
    _git("clone", *options, "--", address, folder, folder=os.path.dirname(folder), environment=environment)
    try:
        _git("rev-parse", "--verify", "--quiet", "HEAD", folder=folder, environment=environment)
    except RemoteError:
        return ""
    return _git("symbolic-ref", "--short", "HEAD", folder=folder, environment=environment).decode().strip()


def _credentials(token: str, server: str, user: str) -> list[tuple[str, str]]:
    """Return the settings with which git shows a token to a server, and to no other."""
    if not token or not server.startswith("https://"):
        return []
    key = f"http.{server.rstrip('/')}/.extraheader"
    basic = b64encode(f"{user}:{token}".encode()).decode()
    return [(key, ""), (key, f"AUTHORIZATION: basic {basic}")]  # "" removes those that are configured


def _git(*arguments: str, folder: str, environment: dict[str, str], data: bytes = b"") -> bytes:
    """Run git in a folder with `data` as its input, and return what it prints.

    Raises:
        RemoteError: there is no git, it takes too long, or it fails.
    """
    try:
        run = run_git(arguments, folder, environment, data, _SECONDS)
    except FileNotFoundError:
        raise RemoteError("there is no git here", hint="install it, or use commit-with: api") from None
    except subprocess.TimeoutExpired:
        raise RemoteError(f"git {arguments[0]} took more than {_SECONDS} s", hint="run again later") from None
    if run.returncode:
        raise _refused(
            arguments[0], f"{run.stdout.decode('utf-8', 'replace')}\n{run.stderr.decode('utf-8', 'replace')}"
        )
    return run.stdout


def _environment(folder: str, more: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the environment for git: that of this process without its token, with settings for this call."""
    settings = [*_SETTINGS, ("safe.directory", os.path.realpath(folder)), *more]
    return {
        **inherited(),
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(settings)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(settings)},
        "GIT_CEILING_DIRECTORIES": os.path.dirname(os.path.realpath(folder)),  # no clone above this one
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C",
    }


def _lease(branch: str, was: str) -> str:
    """Return the option that makes a push fail unless the branch is at `was`."""
    return f"--force-with-lease=refs/heads/{branch}:{was}"


def _refused(command: str, said: str) -> RemoteError:
    reason = _reason(said)
    if command == "push" and _PROTECTED.search(said):
        hint = "use mode: pull-request, or let this token bypass the rule"
        return RemoteError(f"the branch is protected ({reason})", hint=hint)
    if command in {"push", "fetch"} and _MOVED.search(said):
        return MovedError("the branch has moved", hint="run again")
    if command in {"push", "fetch", "ls-remote", "clone"}:
        if _DENIED.search(said):
            hint = "give the job permissions: contents: write; on other hosts than GitHub, a token that may push"
            return DeniedError(f"git may not {command} ({reason})", hint=hint)
        if _UNREACHABLE.search(said):
            return RemoteError(f"the remote cannot be reached ({reason})", hint="run again later")
    if command == "commit":
        return RemoteError(f"git commit was refused ({reason})", hint="see the repository's hooks")
    return RemoteError(f"git {command} failed ({reason})", hint="see git's message")


def _reason(said: str) -> str:
    """Return the most telling line, without credentials in addresses."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    ranks = ("remote: error", "remote: fatal", "fatal", "error", "!")  # the most telling first
    telling = [line for rank in ranks for line in lines if line.startswith(rank)]
    reason = (telling or lines or ["no reason given"])[0]
    return re.sub(r"//[^/@\s]*@", "//", " ".join(reason.split()))[:160]
