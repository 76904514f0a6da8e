"""The inputs of the action: each is a word of a list, a line of text, or a path that stays in the repository."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from readme_sync.errors import RequestError
from readme_sync.model import FailOn


class Mode(StrEnum):
    """What to do with documents that change."""

    CHECK = "check"
    COMMIT = "commit"
    PULL_REQUEST = "pull-request"


class Command(StrEnum):
    """How documents are changed."""

    CHECK = "check"
    """By the safe fixes of the rules."""
    SYNC = "sync"
    """By updating every derived number and region."""


class Through(StrEnum):
    """How commits are made."""

    API = "api"
    GIT = "git"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs.

    Attributes:
        paths: paths and patterns of documents; empty for those of the configuration.
        branch: the branch to commit to, "" for that of the workflow.
        fail_on: the lowest severity that fails; None for what the configuration says.
        pull_request_branch: the branch of the pull request.
    """

    mode: Mode
    command: Command
    paths: tuple[str, ...]
    token: str
    branch: str
    commit_message: str
    commit_with: Through
    pull_request_branch: str
    pull_request_title: str
    fail_on: FailOn | None
    annotations: bool
    summary: bool


_MESSAGE = "Update progress numbers"
_BRANCH = "readme-sync"
_LONGEST_BRANCH = 200  # file systems end at 255, and we add a suffix
_Word = TypeVar("_Word", bound=StrEnum)


def read_inputs(environment: Mapping[str, str]) -> Inputs:
    """Return the inputs, from `INPUT_...` variables; an empty one has its default.

    Raises:
        RequestError: a value is not possible.
    """

    def choice(name: str, kind: type[_Word]) -> _Word | None:
        said = _value(environment, name)
        if said and said not in list(kind):
            raise _wrong(name, said, f"it is {' or '.join(kind)}")
        return kind(said) if said else None

    def switch(name: str) -> bool:
        said = _value(environment, name).lower() or "true"
        if said not in {"true", "false"}:
            raise _wrong(name, said, "it is true or false")
        return said == "true"

    def line(name: str, default: str, longest: int) -> str:
        said = _value(environment, name) or default
        if not said.isprintable() or len(said) > longest:
            raise _wrong(name, said, f"it is one line of up to {longest} characters")
        return said

    pull_request_branch = _branch("pull-request-branch", _value(environment, "pull-request-branch") or _BRANCH)
    message = line("commit-message", _MESSAGE, 200)
    return Inputs(
        choice("mode", Mode) or Mode.CHECK,
        choice("command", Command) or Command.CHECK,
        _paths(environment),
        environment.get("READMESYNC_TOKEN", "").strip(),
        _branch("branch", _value(environment, "branch")),
        message,
        choice("commit-with", Through) or Through.API,
        pull_request_branch,
        line("pull-request-title", message, 200),
        choice("fail-on", FailOn),
        switch("annotations"),
        switch("summary"),
    )


def _value(environment: Mapping[str, str], name: str) -> str:
    return environment.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def _paths(environment: Mapping[str, str]) -> tuple[str, ...]:
    lines = (line.strip() for line in _value(environment, "paths").splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def _branch(name: str, said: str) -> str:
    """Return the name of a branch, by the rules of `git check-ref-format --branch` and some stricter ones.

    Raises:
        RequestError: it is not one.
    """
    if not said:
        return ""
    parts = said.split("/")
    wrong = (
        len(said) > _LONGEST_BRANCH
        or not said.isprintable()
        or re.search(r"[\s~^:?*\[\\]|\.\.|@\{", said)
        or said.startswith(("-", "refs/"))
        or said in {"@", "HEAD"}
        or any(not part or part.startswith(".") or part.endswith((".", ".lock")) for part in parts)
    )
    if wrong:
        raise _wrong(name, said, "it is the name of a branch, such as main")
    return said


def _wrong(name: str, said: str, hint: str) -> RequestError:
    return RequestError(f"the input {name} cannot be {said[:80]!r}", hint=hint)
