"""The files that a repository needs to be kept true: a workflow, and an entry for pre-commit."""

import re
from typing import Final

WORKFLOW: Final = ".github/workflows/readme-sync.yml"
PRE_COMMIT: Final = ".pre-commit-config.yaml"
HOOK: Final = "readme-sync-check"
MODES: Final = ("check", "commit", "pull-request")

_CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
_ACTION = "readme-sync/readme-sync"
_HOOKS = "https://github.com/readme-sync/readme-sync"
_PUSH = "  push:\n    branches: [{branch}]\n"
_WORDS = frozenset("true false yes no on off null y n".split())
_EVENTS = {
    "check": "  pull_request:\n",
    "commit": _PUSH,
    "pull-request": _PUSH + '  schedule:\n    - cron: "17 5 * * 1"\n',
}
_PERMISSIONS = {
    "check": ("contents: read",),
    "commit": ("contents: write # the commit",),
    "pull-request": ("contents: write # the branch of the pull request", "pull-requests: write # the pull request"),
}
_INPUTS = {
    "check": (),
    "commit": ("mode: commit", "command: sync"),
    "pull-request": ("mode: pull-request", "command: sync"),
}


def workflow(mode: str, branch: str, version: str) -> str:
    """The workflow for one of the modes; `branch` is the one that it writes to, `version` ours."""
    permissions = "".join(f"      {line}\n" for line in _PERMISSIONS[mode])
    inputs = "".join(f"          {line}\n" for line in _INPUTS[mode])
    return (
        f"name: README\non:\n{_EVENTS[mode].format(branch=_plain(branch))}\npermissions: {{}}\n\n"
        f"concurrency:\n  group: readme-sync-${{{{ github.ref }}}}\n"
        f"  cancel-in-progress: {str(mode == 'check').lower()}\n\n"
        f"jobs:\n  readme:\n    name: Figures\n    runs-on: ubuntu-latest\n    permissions:\n{permissions}"
        f"    steps:\n      - uses: {_CHECKOUT}\n        with:\n          persist-credentials: false\n"
        f"      - uses: {_ACTION}@v{version.partition('.')[0]}\n" + (f"        with:\n{inputs}" if inputs else "")
    )


def _plain(branch: str) -> str:
    """The name of a branch in YAML, in quotation marks where it could be a number or a word of YAML's."""
    is_plain = re.fullmatch(r"[a-z][\w-]*", branch, re.ASCII) and branch not in _WORDS
    return branch if is_plain else f'"{branch}"'


def pre_commit_entry(files: str, version: str) -> str:
    """The entry in pre-commit's list of repositories; `files` is the pattern of the documents, "" for all Markdown."""
    narrow = f"        files: {files}\n" if files else ""
    return f"  - repo: {_HOOKS}\n    rev: v{version}\n    hooks:\n      - id: {HOOK}\n{narrow}"


def pre_commit_file(files: str, version: str) -> str:
    """The whole of pre-commit's configuration, where there was none."""
    return f"repos:\n{pre_commit_entry(files, version)}"
