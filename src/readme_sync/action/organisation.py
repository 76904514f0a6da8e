"""Many repositories in one workflow: a plan of shards, the runs of a shard, one report on all of them.

`organisation/action.yml` starts a step of it, with `INPUT_STEP`; `.github/workflows/organisation.yml` puts the steps
together. Each repository is cloned, and looked at by a run of the Action in a process of its own, so no repository
meets the files, the settings or the faults of another one.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from readme_sync.action.log import WRONG_INPUT, Log, read_outputs, write_outputs, write_summary
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.reports.safe import escaped, linked
from readme_sync.reports.words import counted
from readme_sync.store.git_branches import clone
from readme_sync.store.github import API, GitHub, MissingError, understood
from readme_sync.text.glob import is_pattern, matches

_MOST = 10_000
_MOST_SHARDS = 256  # jobs of a matrix, by GitHub
_PAGE = 100
_SECONDS = 900  # for one repository
_ROWS = 1_000
_SHOWN = 300
_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_OWN = {"readme.md", "readme.markdown", ".readme-sync.toml", "pyproject.toml"}
_LEFT_OUT = ("GITHUB_HEAD_REF", "GITHUB_EVENT_PATH", "GITHUB_STEP_SUMMARY", "INPUT_STEP", "INPUT_REPOSITORIES")


class Row(NamedTuple):
    """What came of one repository.

    Attributes:
        repository: `owner/name`.
        outcome: clean, changed, results, skipped or failed.
        message: why it was skipped or failed.
        address: the page of the commit or the pull request.
        changed: whether something was changed, or would be.
        results, done, total: as the run counted them.
    """

    repository: str
    outcome: str
    message: str = ""
    address: str = ""
    changed: bool = False
    results: int = 0
    done: int = 0
    total: int = 0


class _Host(NamedTuple):
    """Where the repositories are.

    Attributes:
        server: the address of its pages, without a slash at the end.
        api: the address of its API.
        token: is sent to these two only.
    """

    server: str
    api: str
    token: str


def _host(environment: Mapping[str, str]) -> _Host:
    server = environment.get("GITHUB_SERVER_URL", "") or "https://github.com"
    return _Host(server, environment.get("GITHUB_API_URL", "") or API, environment.get("READMESYNC_TOKEN", "").strip())


_WORST_FIRST = ("failed", "results", "changed", "skipped", "clean")


def run(environment: Mapping[str, str], log: Log) -> int:
    """Do the step that the environment names; return the exit code."""
    steps = {"plan": _plan, "run": _run, "report": _report}
    try:
        step = environment.get("INPUT_STEP", "")
        if step not in steps:
            raise RequestError(f"the input step cannot be {step[:80]!r}", hint=f"it is {' or '.join(steps)}")
        return steps[step](environment, log)
    except ReadmeSyncError as error:
        return log.ended(error, environment)


def _plan(environment: Mapping[str, str], log: Log) -> int:
    """Write the shards, as a matrix takes them."""
    said = environment.get("INPUT_SHARDS", "").strip() or "8"
    if not re.fullmatch(r"[1-9][0-9]{0,2}", said, re.ASCII) or int(said) > _MOST_SHARDS:
        hint = f"it is a number from 1 to {_MOST_SHARDS}, the jobs of a matrix"
        raise RequestError(f"the input shards cannot be {said[:80]!r}", hint=hint)
    names = _chosen(environment)
    number = min(int(said), len(names))
    shards = [
        {"name": f"{index + 1}-of-{number}", "repositories": " ".join(names[index::number])} for index in range(number)
    ]
    log.line(f"{_repositories(len(names))} in {counted(number, 'shard')}")
    values: dict[str, str | int | bool] = {
        "shards": json.dumps(shards, separators=(",", ":")),
        "count": len(names),
        "exit-code": 0,
    }
    write_outputs(environment.get("GITHUB_OUTPUT", ""), values)
    return 0


def _repositories(number: int) -> str:
    return f"{number} {'repository' if number == 1 else 'repositories'}"


def _chosen(environment: Mapping[str, str]) -> list[str]:
    """Return the repositories that the input names, each once.

    Raises:
        RequestError: a line names none, or there are none, or too many.
        RemoteError: GitHub does not list those of an owner.
    """
    found: dict[str, None] = {}
    hint = "name owner/repository, owner/*, or !owner/repository to leave one out"
    written = environment.get("INPUT_REPOSITORIES", "").split()
    owner = environment.get("GITHUB_REPOSITORY_OWNER", "")
    for line in written if any(not line.startswith("!") for line in written) else [f"{owner}/*", *written]:
        bare = line.removeprefix("!")
        if not _NAME.fullmatch(re.sub(r"[*?\[\]!]", "x", bare)) or is_pattern(bare.partition("/")[0]):
            raise RequestError(f"{line[:80]!r} is no repository", hint=hint)
        if line.startswith("!"):
            found = {name: None for name in found if not matches(name, bare)}
        elif is_pattern(bare):
            listed = _listed(_host(environment), bare.partition("/")[0])
            found |= dict.fromkeys(name for name in listed if matches(name, bare))
        else:
            found[bare] = None
    if not found:
        raise RequestError("there are no repositories to look at", hint=hint)
    if len(found) > _MOST:
        raise RequestError(f"more than {_MOST} repositories", hint="name fewer")
    return sorted(found)


def _listed(host: _Host, owner: str) -> Iterator[str]:
    """Yield the repositories of an owner that the token sees, but for forks, archived and disabled ones."""
    github = GitHub(f"{owner}/x", host.token, host.api)
    kind = "orgs"
    for page in range(1, _MOST // _PAGE + 2):
        try:
            answer = github.listed(f"{kind}/{owner}/repos", per_page=str(_PAGE), page=str(page))
        except MissingError:
            if kind == "users":
                raise
            kind = "users"
            answer = github.listed(f"{kind}/{owner}/repos", per_page=str(_PAGE), page=str(page))
        with understood():
            for one in answer:
                if not (one["archived"] or one["disabled"] or one["fork"]) and _NAME.fullmatch(one["full_name"]):
                    yield str(one["full_name"])
            if len(answer) < _PAGE:
                return


def _run(environment: Mapping[str, str], log: Log) -> int:
    """Run the Action in each repository of a shard, one after the other, and write what came of them."""
    temp = environment.get("RUNNER_TEMP", "")
    if not os.path.isdir(temp):
        raise RequestError("RUNNER_TEMP is not a folder", hint="run it in a workflow")
    names = environment.get("INPUT_REPOSITORIES", "").split()
    for name in names:
        if not _NAME.fullmatch(name):
            raise RequestError(f"{name[:80]!r} is no repository", hint="the step plan says which there are")
    folder = os.path.join(temp, "readme-sync-report")
    os.makedirs(folder, exist_ok=True)
    rows = []
    for name in names:
        row = _looked_at(name, temp, environment, log)
        log.line(f"{name}: {row.outcome}{f', {row.message}' if row.message else ''}")
        rows.append(row._asdict())
    path = os.path.join(folder, f"{environment.get('GITHUB_JOB', '')}-{os.getpid()}.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rows, file)
    write_outputs(environment.get("GITHUB_OUTPUT", ""), {"report": folder, "exit-code": 0})
    return 0


def _looked_at(name: str, temp: str, environment: Mapping[str, str], log: Log) -> Row:
    """Clone a repository, run the Action in it, and remove it."""
    host = _host(environment)
    place = os.path.join(temp, "readme-sync-repository")
    shutil.rmtree(place, ignore_errors=True)
    try:
        os.makedirs(place)
        folder = os.path.join(place, "clone")
        branch = clone(f"{host.server}/{name}.git", folder, host.token, host.server)
        if not branch:
            return Row(name, "skipped", "it is empty")
        if not environment.get("INPUT_PATHS", "").strip() and not _OWN & {one.lower() for one in os.listdir(folder)}:
            return Row(name, "skipped", "it has no README.md and no configuration")
        return _row(name, folder, branch, environment, host, log)
    except ReadmeSyncError as error:
        return Row(name, "failed", str(error)[:_SHOWN])
    except (OSError, subprocess.SubprocessError) as error:
        return Row(name, "failed", f"cannot be looked at ({type(error).__name__})")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _row(name: str, folder: str, branch: str, environment: Mapping[str, str], host: _Host, log: Log) -> Row:
    """Run the Action in a clone."""
    outputs = os.path.join(os.path.dirname(folder), "outputs")
    own = {
        "GITHUB_WORKSPACE": folder,
        "GITHUB_REPOSITORY": name,
        "GITHUB_EVENT_NAME": "schedule",
        "GITHUB_REF": f"refs/heads/{branch}",
        "GITHUB_OUTPUT": outputs,
        "INPUT_ANNOTATIONS": "false",
        "INPUT_SUMMARY": "false",
    }
    kept = {key: value for key, value in environment.items() if key not in _LEFT_OUT}
    command = [sys.executable, "-I", "-m", "readme_sync.action"]
    done = subprocess.run(  # noqa: S603  this program
        command, env={**kept, **own}, cwd=folder, capture_output=True, timeout=_SECONDS, check=False
    )
    text = done.stdout.decode("utf-8", "replace")
    log.commands(f"::group::{name}\n{text}::endgroup::\n")
    said = read_outputs(outputs)
    problem = next((line.split("::", 2)[2] for line in text.splitlines() if line.startswith("::error ")), "")
    if done.returncode not in {0, 1} or not said:
        return Row(name, "failed", problem[:_SHOWN] or f"the run ended with {done.returncode}")
    written = said.get("commit-sha") or said.get("pull-request-number")
    address = said.get("pull-request-url") or (f"{host.server}/{name}/commit/{said['commit-sha']}" if written else "")
    outcome = "results" if done.returncode else "changed" if said.get("changed") == "true" else "clean"
    numbers = (int(said.get(key) or 0) for key in ("results", "done", "total"))
    return Row(name, outcome, "", address, said.get("changed") == "true", *numbers)


def _report(environment: Mapping[str, str], log: Log) -> int:
    """Merge the reports of all shards into one summary."""
    rows = list(_merged(environment.get("INPUT_FOLDER", ""), _planned(environment.get("INPUT_SHARDS", ""))))
    rows.sort(key=lambda row: (_WORST_FIRST.index(row.outcome), row.repository))
    counts = Counter(row.outcome for row in rows)
    parts = [f"{counts[outcome]} {outcome}" for outcome in _WORST_FIRST if counts[outcome]]
    did = f"{_repositories(len(rows))}: {', '.join(parts)}"
    code = WRONG_INPUT if counts["failed"] else 1 if counts["results"] else 0
    if environment.get("INPUT_FAIL_ON", "").strip() == "never" and code == 1:
        code = 0
    for row in [row for row in rows if row.outcome == "failed"][:10]:
        log.annotate("error", f"{row.repository}: {row.message}")
    log.line(did)
    folder = environment.get("RUNNER_TEMP", "")
    summary = write_summary(environment.get("GITHUB_STEP_SUMMARY", ""), folder, _summary(rows, did, code))
    values: dict[str, str | int | bool] = {
        "repositories": len(rows),
        "changed": sum(row.changed for row in rows),
        "failed": counts["failed"],
        "results": sum(row.results for row in rows),
        "done": sum(row.done for row in rows),
        "total": sum(row.total for row in rows),
        "summary-path": summary,
        "exit-code": code,
    }
    write_outputs(environment.get("GITHUB_OUTPUT", ""), values)
    return code


def _planned(said: str) -> list[str]:
    """Return the repositories of the plan.

    Raises:
        RequestError: it is none.
    """
    try:
        return [name for shard in json.loads(said) for name in str(shard["repositories"]).split()]
    except (ValueError, TypeError, KeyError):
        hint = "give it the output of the step plan"
        raise RequestError("the input shards is no plan", hint=hint) from None


def _merged(folder: str, planned: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each repository of the plan; what no shard reports has failed."""
    found = {row.repository: row for row in _read(folder)}
    for name in planned:
        yield found.get(name) or Row(name, "failed", "there is no report on it: its job did not come to its end")


def _read(folder: str) -> Iterator[Row]:
    """Yield the rows of all files below a folder; what is none is left out."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".json"):
                yield from _rows(os.path.join(place, name))


def _rows(path: str) -> Iterable[Row]:
    try:
        with open(path, encoding="utf-8") as file:
            return [row for row in (Row(**one) for one in json.load(file)) if row.outcome in _WORST_FIRST]
    except (OSError, ValueError, TypeError):
        return []


def _summary(rows: Sequence[Row], did: str, code: int) -> str:
    total, done = sum(row.total for row in rows), sum(row.done for row in rows)
    progress = f" · {done} of {total} done" if total else ""
    head = f"### readme-sync\n\n{'❌' if code else '✅'} {escaped(did)}{progress}"
    lines = [
        f"| {linked(row.repository, row.address)} | {row.outcome}{escaped(f': {row.message}') if row.message else ''} |"
        f" {row.results or ''} | {f'{row.done}/{row.total}' if row.total else ''} |\n"
        for row in rows[:_ROWS]
    ]
    more = f"| … and {len(rows) - _ROWS} more | | | |\n" if len(rows) > _ROWS else ""
    return f"{head}\n\n| repository | | results | done |\n| :-- | :-- | --: | --: |\n{''.join(lines)}{more}\n"
