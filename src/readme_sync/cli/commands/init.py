"""Write a workflow and a pre-commit entry for this repository."""

import os
import re
from collections.abc import Sequence
from typing import Final

import click

from readme_sync.cli.documents import default_path, read_path
from readme_sync.cli.options import dry_run_option
from readme_sync.cli.output import write_text
from readme_sync.config import rules_for
from readme_sync.config.paths import is_repository, repository_of
from readme_sync.disk import settings_for, surroundings_of
from readme_sync.disk.base import past_of
from readme_sync.errors import InputError
from readme_sync.model import Readme, Result
from readme_sync.reader import parse
from readme_sync.reports.words import counted
from readme_sync.rules import check
from readme_sync.sources.proposed_facts import ProposedFact, proposed_facts
from readme_sync.store.write_files import create
from readme_sync.version import ACTION_REF, HOME, HOOK_REF, REPOSITORY

# The files that readme-sync needs in a repository: a workflow, and an entry for pre-commit.

WORKFLOW: Final = ".github/workflows/readme-sync.yml"
PRE_COMMIT: Final = ".pre-commit-config.yaml"
HOOK: Final = "readme-sync-check"
MODES: Final = ("check", "commit", "pull-request")

_CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
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


def workflow(mode: str, branch: str) -> str:
    """Return the workflow for one of the modes; `branch` is the one that it writes to."""
    permissions = "".join(f"      {line}\n" for line in _PERMISSIONS[mode])
    inputs = "".join(f"          {line}\n" for line in _INPUTS[mode])
    return (
        f"name: README\non:\n{_EVENTS[mode].format(branch=_plain(branch))}\npermissions: {{}}\n\n"
        f"concurrency:\n  group: readme-sync-${{{{ github.ref }}}}\n"
        f"  cancel-in-progress: {str(mode == 'check').lower()}\n\n"
        f"jobs:\n  readme:\n    name: Numbers\n    runs-on: ubuntu-latest\n    permissions:\n{permissions}"
        f"    steps:\n      - uses: {_CHECKOUT}\n        with:\n          persist-credentials: false\n"
        f"      - uses: {REPOSITORY}@{ACTION_REF}\n" + (f"        with:\n{inputs}" if inputs else "")
    )


def _plain(branch: str) -> str:
    """Return the name of a branch in YAML, in quotation marks where it could be a number or a word of YAML."""
    is_plain = re.fullmatch(r"[a-z][\w-]*", branch, re.ASCII) and branch not in _WORDS
    return branch if is_plain else f'"{branch}"'


def pre_commit_entry(files: str) -> str:
    """Return the entry for pre-commit; `files` is the pattern of the documents, "" for all Markdown files."""
    narrow = f"        files: {files}\n" if files else ""
    return f"  - repo: {HOME}\n    rev: {HOOK_REF}\n    hooks:\n      - id: {HOOK}\n{narrow}"


def pre_commit_file(files: str) -> str:
    """Return a whole configuration of pre-commit, where there was none."""
    return f"repos:\n{pre_commit_entry(files)}"


_UNBOUND = "RS105"
_REMOTE_HEAD = re.compile(r"ref: refs/remotes/origin/([\w.-]+)\s*")
_HEAD = re.compile(r"ref: refs/heads/([\w.-]+)\s*")
_MOST = 1_000_000  # characters of a file of git or pre-commit
_DOES = {
    "check": "checks every pull request",
    "commit": "commits updated numbers after every push",
    "pull-request": "keeps one pull request with updated numbers",
}


@click.command("init")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    metavar="MODE",
    default="check",
    help=f"What the workflow does: {', '.join(MODES)}; by default check.",
)
@dry_run_option
def command(mode: str, dry_run: bool) -> int:
    """Write a workflow and a pre-commit entry for this repository.

    Looks at the README first and says what it found. Asks no questions, and overwrites nothing.

    Examples:
        readme-sync init
        readme-sync init --mode pull-request --dry-run
    """
    top = repository_of(os.curdir)
    if not is_repository(top):
        raise InputError("this folder is not in a git repository", hint="change to one, or run git init")
    files = _look(top)
    branch = _branch(top)
    made = []
    wrote = "would write" if dry_run else "wrote"
    if _create(top, WORKFLOW, workflow(mode, branch), dry_run=dry_run):
        made.append(WORKFLOW)
        write_text(f"{wrote} {WORKFLOW}: it {_DOES[mode]}\n")
    else:
        write_text(f"{WORKFLOW} already exists and is not changed\n")
    if _create(top, PRE_COMMIT, pre_commit_file(files), dry_run=dry_run):
        made.append(PRE_COMMIT)
        write_text(f"{wrote} {PRE_COMMIT}: it checks before every commit; run pre-commit install to enable it\n")
    elif HOOK in _text(top, PRE_COMMIT):
        write_text(f"{PRE_COMMIT} already exists and is not changed\n")
    else:
        entry = pre_commit_entry(files)
        write_text(f"{PRE_COMMIT} already exists and is not changed; add under its repos:\n{entry}")
    if made and not dry_run:
        write_text(f"next: git add {' '.join(made)}, then commit and push\n")
    return 0


def _create(top: str, path: str, text: str, *, dry_run: bool) -> bool:
    """Write a file where there is none, or only look; return whether there was none."""
    return not os.path.lexists(os.path.join(top, path)) if dry_run else create(top, path, text)


def _look(top: str) -> str:
    """Say what the README holds; return the pattern of the documents for pre-commit, "" if they are configured."""
    os.chdir(top)
    settings = settings_for("README.md")
    if settings.paths:
        write_text(f"the documents are those of {settings.origin or 'the configuration'}\n")
        return ""
    path = default_path()
    readme = parse(read_path(path), settings=settings)
    results = check(readme, rules_for(path, settings), surroundings=surroundings_of(path))
    if not readme.tally.total:
        bound = sum(not claim.doubt for claim in readme.claims)
        numbers = f"its {counted(bound, 'number')} that you named" if bound else "its tables and links"
        write_text(f"{path} has no rows or tasks that state progress; {numbers} are checked anyway\n")
    else:
        items, trackers = counted(readme.tally.total, "item"), counted(len(readme.trackers), "tracker")
        write_text(
            f"{path} has {items} in {trackers}, {readme.tally.done} done, and {counted(len(results), 'result')}\n"
        )
        _propose(path, readme, results)
    if failing := sum(settings.fail_on.fails(result.level) for result in results):
        what = "1 result fails" if failing == 1 else f"{failing} results fail"
        write_text(f"{what} a check today: readme-sync check shows what to fix; with --add-ignore only new ones fail\n")
    _propose_facts(path, readme)
    return f"^{re.escape(path)}$"


def _propose(path: str, readme: Readme, results: Sequence[Result]) -> None:
    """Say which numbers are bound to what they count, and how others can be."""
    if bound := sum(not claim.doubt for claim in readme.claims):
        write_text(f"numbers derived from them, which are checked: {bound}\n")
    unbound = [result for result in results if result.rule == _UNBOUND]
    if unbound:
        write_text(f"numbers that may be about them, and how to bind them: {len(unbound)}\n")
    for result in unbound:
        write_text(f"  {path}:{readme.source.line_of(result.span.start)} {result.message}\n")


def _propose_facts(path: str, readme: Readme) -> None:
    """Say which numbers equal a count of files today, and what keeps them so."""
    found = proposed_facts(readme, surroundings_of(path), past_of(path, readme.settings))
    facts = [one for one in found if not readme.settings.fact_named(one.name)]
    if not facts:
        return
    lines = ", ".join(f"{one.find.replace('{}', '...')} in line {one.line}{_evidence(one)}" for one in facts)
    when = "today, or followed one" if any(one.today is not None for one in facts) else "today"
    write_text(f"numbers that equal a count {when}: {lines}; to keep them so, add to .readme-sync.toml:\n")
    write_text("  [facts]\n" + "".join(f"  {one.name} = {one.source}\n" for one in facts))
    for one in facts:
        write_text(f'  [[claims]]\n  files = ["{path}"]\n  find = "{one.find}"\n  value = "{one.name}"\n')


def _evidence(fact: ProposedFact) -> str:
    """Return what the log says of a number, "" where it says nothing."""
    today = [] if fact.today is None else [f"{fact.today} today"]
    followed = [f"right at {fact.followed} counts so far"] if fact.followed else []
    return f" ({', '.join([*today, *followed])})" if today or followed else ""


def _branch(top: str) -> str:
    """Return the name of the main branch, as far as the clone tells; `main` where it does not."""
    if found := _REMOTE_HEAD.fullmatch(_text(top, ".git/refs/remotes/origin/HEAD")):
        return found[1]
    packed = _text(top, ".git/packed-refs")
    for name in ("main", "master"):  # HEAD may be at a feature branch
        if _text(top, f".git/refs/heads/{name}") or f" refs/heads/{name}\n" in packed:
            return name
    found = _HEAD.fullmatch(_text(top, ".git/HEAD"))
    return found[1] if found else "main"


def _text(top: str, path: str) -> str:
    """Return the text of a file below a folder, "" where there is none."""
    try:
        with open(os.path.join(top, *path.split("/")), encoding="utf-8") as file:
            return file.read(_MOST)
    except (OSError, ValueError):
        return ""
