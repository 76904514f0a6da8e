"""A repository's branches through git: for other hosts, and for those whose hooks shall run.

The clone that is there is only read and fetched into; commits are made in a working tree of their own, which is gone
afterwards. The token goes to git by its environment, never by an argument, an address or a file.
"""

import os
import re
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from readme_sync.errors import RemoteError
from readme_sync.store.branches import REGULAR, Commit, CommitRequest, Entry, MovedError

_SECONDS = 300  # for one call of git; hooks take their time
_BOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
_MOVED = re.compile(r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|reference already")
_PROTECTED = re.compile(r"protected branch|GH006|GH013|rule violations|pre-receive hook declined", re.IGNORECASE)
_DENIED = re.compile(
    r"\b403\b|Permission .*denied|Authentication failed|could not read Username|\b401\b", re.IGNORECASE
)
_UNREACHABLE = re.compile(r"Could not resolve host|unable to access|Connection|timed out|hung up", re.IGNORECASE)
_SETTINGS = (
    ("core.fsmonitor", "false"),  # a program of the clone's choice
    ("core.quotePath", "false"),
    ("protocol.ext.allow", "never"),
    ("submodule.recurse", "false"),
    ("gc.auto", "0"),
    ("advice.detachedHead", "false"),
)
_NO_HOOKS = ("core.hooksPath", "/dev/null")


class GitBranches:
    """Branches of the repository from which a folder was cloned."""

    def __init__(self, folder: str, token: str = "", server: str = "", remote: str = "origin") -> None:
        """The branches of a remote.

        Args:
            folder: of the clone; it may be shallow, and at no branch.
            token: for `server`, if the clone has no credentials of its own.
            server: such as `https://github.com`.
            remote: the remote's name.

        Raises:
            RemoteError: there is no git, no clone, or no such remote.
        """
        self._folder, self._remote = folder, remote
        credentials = []
        if token and server.startswith("https://"):
            key = f"http.{server.rstrip('/')}/.extraheader"
            basic = b64encode(f"x-access-token:{token}".encode()).decode()
            credentials = [(key, ""), (key, f"AUTHORIZATION: basic {basic}")]  # "" forgets those that are configured
        # Hooks of a commit are somebody's programs and see no token; one of a push may need it, as that of git-lfs.
        self._environment = _environment(folder, [*credentials, _NO_HOOKS])
        self._of_commit = _environment(folder, [])
        self._of_push = _environment(folder, credentials)
        if not os.path.lexists(os.path.join(folder, ".git")):
            raise RemoteError(f"{folder} is no clone", hint="run actions/checkout before this action")
        self._text("remote", "get-url", remote)

    def head(self, branch: str) -> str | None:
        """The commit that a branch is at, which is there afterwards; None where there is no such branch."""
        ref = f"refs/heads/{branch}"
        if not self._text("ls-remote", "--heads", self._remote, ref):
            return None
        # Only this commit where the clone has only one.
        depth = ["--depth=1"] if self._text("rev-parse", "--is-shallow-repository") == "true" else []
        kept = f"refs/readme-sync/{branch}"
        self._text("fetch", "--no-tags", "--quiet", "--no-write-fetch-head", *depth, self._remote, f"+{ref}:{kept}")
        return self._text("rev-parse", "--verify", kept)

    def message(self, commit: str) -> str:
        """The message of a commit."""
        return self._text("log", "-1", "--format=%B", commit)

    def parents(self, commit: str) -> list[str]:
        """The commits that a commit follows; in a shallow clone git hides them, but not from this question."""
        lines = self._text("cat-file", "commit", commit).splitlines()
        return [line.removeprefix("parent ") for line in lines[: lines.index("")] if line.startswith("parent ")]

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """The files of a commit at some paths."""
        wanted = list(paths)
        if not wanted:
            return {}
        listed = self._run("ls-tree", "-z", "--full-tree", commit, "--", *wanted).decode("utf-8", "surrogateescape")
        found = {}
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob = about.split()
            found[path] = Entry(mode, blob)
        return found

    def content(self, entry: Entry) -> bytes:
        """The bytes of a file."""
        return self._run("cat-file", "blob", entry.blob)

    def commit(self, branch: str, wish: CommitRequest) -> Commit:
        """Commits on a branch that is at `wish.onto`, hooks included, and pushes."""
        return self._pushed(branch, wish.onto, wish)

    def replace(self, branch: str, was: str | None, wish: CommitRequest) -> Commit:
        """Makes a branch of ours be the commit that is wished for."""
        return self._pushed(branch, was or "", wish)

    def delete(self, branch: str, was: str) -> None:
        """Removes a branch of ours that is at `was`; nothing happens where there is none."""
        if self._text("ls-remote", "--heads", self._remote, f"refs/heads/{branch}"):
            self._text("push", "--quiet", _lease(branch, was), self._remote, f":refs/heads/{branch}")

    def _pushed(self, branch: str, was: str, wish: CommitRequest) -> Commit:
        """Commits, and pushes to a branch that is at `was`, "" where it shall be a new one."""
        with self._tree_at(wish.onto) as tree:
            self._stage(wish, tree)
            message = "\n\n".join(filter(None, (wish.headline, wish.body)))
            committing = {**self._of_commit, **self._identity(tree)}
            self._text("commit", "--quiet", "--message", message, folder=tree, environment=committing)
            sha = self._text("rev-parse", "HEAD", folder=tree)
            push = ("push", "--porcelain", _lease(branch, was), self._remote, f"{sha}:refs/heads/{branch}")
            try:
                self._text(*push, folder=tree, environment=self._of_push)
            except RemoteError:
                # The connection may have broken after the push.
                if not self._text("ls-remote", "--heads", self._remote, f"refs/heads/{branch}").startswith(sha):
                    raise
        return Commit(sha)

    def _stage(self, wish: CommitRequest, tree: str) -> None:
        """Puts the new contents into the index, and from there into the working tree, for hooks to see.

        `git add` would make other line ends of them where attributes ask for that.
        """
        entries = self.entries(wish.onto, wish.files)
        for path, data in wish.files.items():
            if path not in entries or entries[path].mode not in REGULAR:
                raise RemoteError(f"{path} is no file of the branch", hint="name the file itself")
            blob = self._run("hash-object", "-w", "--stdin", data=data).decode().strip()
            self._text("update-index", "--cacheinfo", f"{entries[path].mode},{blob},{path}", folder=tree)
        self._text("checkout-index", "--force", "--", *wish.files, folder=tree)

    @contextmanager
    def _tree_at(self, commit: str) -> Iterator[str]:
        """A working tree of its own at a commit."""
        with tempfile.TemporaryDirectory(prefix="readme-sync-", dir=os.environ.get("RUNNER_TEMP") or None) as folder:
            tree = os.path.join(folder, "tree")
            self._text("worktree", "add", "--quiet", "--detach", tree, commit)
            try:
                yield tree
            finally:
                self._text("worktree", "remove", "--force", tree)

    def _identity(self, tree: str) -> dict[str, str]:
        """What tells git who commits: nothing where somebody is configured, else the bot."""
        try:
            self._text("config", "user.email", folder=tree)
        except RemoteError:
            name, email = _BOT
            who = {"NAME": name, "EMAIL": email}
            return {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who.items()}
        return {}

    def _text(self, *arguments: str, folder: str = "", environment: dict[str, str] | None = None) -> str:
        """What git prints, without the last line end."""
        return self._run(*arguments, folder=folder, environment=environment).decode("utf-8", "replace").strip()

    def _run(
        self, *arguments: str, folder: str = "", environment: dict[str, str] | None = None, data: bytes = b""
    ) -> bytes:
        """What git prints; `data` is what it reads."""
        try:
            run = subprocess.run(  # noqa: S603  arguments of ours; paths stand behind --
                ["git", *arguments],  # noqa: S607  the git of the job
                cwd=folder or self._folder,
                env=environment or self._environment,
                input=data,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
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
    """The environment for git: that of this process without its token, with settings for this one call."""
    settings = [*_SETTINGS, ("safe.directory", os.path.realpath(folder)), *more]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "READMESYNC_"))},
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(settings)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(settings)},
        "GIT_CEILING_DIRECTORIES": os.path.dirname(os.path.realpath(folder)),  # no clone around this one
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C",
    }


def _lease(branch: str, was: str) -> str:
    """The option by which a push lands only where the branch is at `was`."""
    return f"--force-with-lease=refs/heads/{branch}:{was}"


def _refused(command: str, said: str) -> RemoteError:
    reason = _reason(said)
    if command == "push" and _PROTECTED.search(said):
        hint = "use mode: pull-request, or let this token bypass the rule"
        return RemoteError(f"the branch is protected ({reason})", hint=hint)
    if command in {"push", "fetch"} and _MOVED.search(said):
        return MovedError("the branch has moved", hint="run again")
    if command in {"push", "fetch", "ls-remote"}:
        if _DENIED.search(said):
            hint = "give the job permissions: contents: write"
            return RemoteError(f"git may not {command} ({reason})", hint=hint)
        if _UNREACHABLE.search(said):
            return RemoteError(f"the remote cannot be reached ({reason})", hint="run again later")
    if command == "commit":
        return RemoteError(f"git commit was refused ({reason})", hint="see the repository's hooks")
    return RemoteError(f"git {command} failed ({reason})", hint="see git's message")


def _reason(said: str) -> str:
    """The line that says most, without credentials that stand in an address."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    ranks = ("remote: error", "remote: fatal", "fatal", "error", "!")  # what the server says tells most
    telling = [line for rank in ranks for line in lines if line.startswith(rank)]
    reason = (telling or lines or ["no reason given"])[0]
    return re.sub(r"//[^/@\s]*@", "//", " ".join(reason.split()))[:160]
