"""Set readme-sync up in this repository."""

import json
import os
import re
import sys
from typing import Final, NamedTuple

import click

from readme_sync.cli.check_options import report_named
from readme_sync.cli.documents import default_path, read_path
from readme_sync.cli.edit_run import Preview
from readme_sync.cli.file_checker import CheckOptions
from readme_sync.cli.fix_run import IgnoreRun
from readme_sync.cli.options import dry_run_option
from readme_sync.cli.output import write_text
from readme_sync.config import rules_for
from readme_sync.config.paths import is_repository, repository_of
from readme_sync.disk import settings_for, surroundings_of
from readme_sync.disk.base import past_of
from readme_sync.disk.update_file import Configuration, update_file
from readme_sync.editing.bind_numbers import bind_numbers
from readme_sync.errors import InputError
from readme_sync.reader import parse
from readme_sync.reports.outline import left_aside
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


class _Setup(NamedTuple):
    """How this run of `init` decides what to write; and what it has written."""

    yes: bool
    dry_run: bool
    written: list[str]

    def agrees(self, question: str, *, usual: bool) -> bool:
        """Return whether something is to be done: by the user on a terminal, elsewhere as usual."""
        if self.yes or self.dry_run or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return (self.yes or usual) and not self.dry_run
        return click.confirm(question, default=usual)

    def create(self, path: str, text: str, does: str, other: str = "") -> None:
        """Write a file where there is none, or say that it would be; `other`: what to do where there is one."""
        if os.path.lexists(path):
            write_text(f"{path} already exists and is not changed{other}\n")
        elif self.dry_run:
            write_text(f"would write {path}: it {does}\n")
        elif self.agrees(f"Write {path}? It {does}", usual=True):
            create(os.curdir, path, text)
            self.written.append(path)
            write_text(f"wrote {path}: it {does}\n")


@click.command("init")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    metavar="MODE",
    default="check",
    help=f"What the workflow does: {', '.join(MODES)}; by default check.",
)
@click.option("--yes", is_flag=True, help="Do all that it proposes, and ask nothing.")
@dry_run_option
def command(mode: str, yes: bool, dry_run: bool) -> int:
    """Set readme-sync up in this repository.

    Says what it read in the README, and proposes a workflow, a pre-commit entry, facts for the configuration, markers
    for numbers that are right today, and comments for what is wrong, so that only what is new fails. On a terminal it
    asks before each of them. Elsewhere it writes the first two only; with --yes all. It overwrites nothing, and can be
    run again.

    Examples:
        readme-sync init
        readme-sync init --yes
        readme-sync init --mode pull-request --dry-run
    """
    top = repository_of(os.curdir)
    if not is_repository(top):
        raise InputError("this folder is not in a git repository", hint="change to one, or run git init")
    os.chdir(top)
    setup = _Setup(yes, dry_run, [])
    path = _look()
    code = _improve(setup, path) if path else 0
    setup.create(WORKFLOW, workflow(mode, _branch()), _DOES[mode])
    files = f"^{re.escape(path)}$" if path else ""
    does = "checks before every commit; run pre-commit install to enable it"
    missing = "" if HOOK in _text(PRE_COMMIT) else f"; add under its repos:\n{pre_commit_entry(files).rstrip()}"
    setup.create(PRE_COMMIT, pre_commit_file(files), does, missing)
    if setup.written:
        write_text(f"next: git add {' '.join(dict.fromkeys(setup.written))}, then commit and push\n")
    return code


def _look() -> str:
    """Say what the README holds; return its path, "" if the configuration names the documents."""
    settings = settings_for("README.md")
    if settings.paths:
        write_text(f"the documents are those of {settings.origin or 'the configuration'}\n")
        return ""
    path = default_path()
    readme = parse(read_path(path), settings=settings)
    results = check(readme, rules_for(path, settings), surroundings=surroundings_of(path))
    bound = sum(not claim.doubt for claim in readme.claims)
    if not readme.tally.total:
        numbers = f"its {counted(bound, 'number')} that you named" if bound else "its tables and links"
        write_text(f"{path} has no rows or tasks that state progress; {numbers} are checked anyway\n")
    else:
        items, trackers = counted(readme.tally.total, "item"), counted(len(readme.trackers), "tracker")
        write_text(
            f"{path} has {items} in {trackers}, {readme.tally.done} done, and {counted(len(results), 'result')}\n"
        )
        if bound:
            write_text(f"numbers derived from them, which are checked: {bound}\n")
    unbound = [result for result in results if result.rule == _UNBOUND]
    if unbound:
        write_text(f"numbers that may be about them, and how to bind them: {len(unbound)}\n")
    for result in unbound:
        write_text(f"  {path}:{readme.source.line_of(result.span.start)} {result.message}\n")
    write_text("".join(f"{line}\n" for line in left_aside(readme)))
    return path


def _improve(setup: _Setup, path: str) -> int:
    """Propose facts, markers and comments for a document; return the exit code."""
    _propose_facts(setup, path)
    settings, file_tree = settings_for(path), surroundings_of(path)
    readme = parse(read_path(path), settings=settings)
    found = bind_numbers(readme, None, file_tree).outcome.changes
    if found:
        numbers = f"{counted(len(found), 'number')} of {path} {'is' if len(found) == 1 else 'are'} right today"
        how = "readme-sync numbers --bind-all"
        if setup.agrees(f"{numbers} and not watched. Bind by markers?", usual=False):
            update_file(path, lambda source: bind_numbers(parse(source, settings=settings), None, file_tree).outcome)
            setup.written.append(path)
            write_text(f"bound: {', '.join(f'line {one.line}' for one in reversed(found))}\n")
        else:
            write_text(f"{numbers} and not watched: {how} binds\n")
    readme = parse(read_path(path), settings=settings)
    results = check(readme, rules_for(path, settings), surroundings=file_tree)
    failing = sum(settings.fail_on.fails(result.level) for result in results)
    if not failing:
        return 0
    what = "1 result fails" if failing == 1 else f"{failing} results fail"
    if not setup.agrees(f"{what} a check today. Write comments, so that only new ones fail?", usual=False):
        write_text(f"{what} a check today: readme-sync check shows what to fix; with --add-ignore only new ones fail\n")
        return 0
    ignoring = IgnoreRun(CheckOptions(), report_named("text"), None, Preview(diff=False, dry_run=False))
    setup.written.append(path)
    return max(ignoring.ignore(path, settings), ignoring.finish())


def _propose_facts(setup: _Setup, path: str) -> None:
    """Say which numbers equal a count of files today, and write what keeps them so."""
    readme = parse(read_path(path), settings=settings_for(path))
    found = proposed_facts(readme, surroundings_of(path), past_of(path, readme.settings))
    facts = [one for one in found if not readme.settings.fact_named(one.name)]
    if not facts:
        return
    lines = ", ".join(f"{one.find.replace('{}', '...')} in line {one.line}{_evidence(one)}" for one in facts)
    when = "today, or followed one" if any(one.today is not None for one in facts) else "today"
    write_text(f"numbers that equal a count {when}: {lines}\n")
    file = Configuration.of("", readme.settings.origin)
    tables = [f"[{file.header(f'facts.{one.name}')}]\n{one.source}\n" for one in facts]
    for one in facts:
        claim = f'files = [{json.dumps(path)}]\nfind = "{one.find}"\nvalue = "{one.name}"\n'
        tables.append(f"[[{file.header('claims')}]]\n{claim}")
    if setup.agrees(f"Keep them so, by {counted(len(facts), 'fact')} in {file.path}?", usual=False):
        file.add("\n".join(tables))
        setup.written.append(file.path)
        write_text(f"{file.path}: {counted(len(facts), 'fact')} added\n")
    else:
        shown = "".join(f"  {line}".rstrip() + "\n" for line in "\n".join(tables).splitlines())
        write_text(f"to keep them so, add to {file.path}:\n{shown}")


def _evidence(fact: ProposedFact) -> str:
    """Return what the log says of a number, "" where it says nothing."""
    today = [] if fact.today is None else [f"{fact.today} today"]
    followed = [f"right at {fact.followed} counts so far"] if fact.followed else []
    return f" ({', '.join([*today, *followed])})" if today or followed else ""


def _branch() -> str:
    """Return the name of the main branch, as far as the clone tells; `main` where it does not."""
    if found := _REMOTE_HEAD.fullmatch(_text(".git/refs/remotes/origin/HEAD")):
        return found[1]
    packed = _text(".git/packed-refs")
    for name in ("main", "master"):  # HEAD may be at a feature branch
        if _text(f".git/refs/heads/{name}") or f" refs/heads/{name}\n" in packed:
            return name
    found = _HEAD.fullmatch(_text(".git/HEAD"))
    return found[1] if found else "main"


def _text(path: str) -> str:
    """Return the text of a file, "" where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(_MOST)
    except (OSError, ValueError):
        return ""
