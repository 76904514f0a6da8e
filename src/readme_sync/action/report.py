"""The report on a run: lines in the log, annotations, the job summary, outputs, the exit code."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from readme_sync import rules
from readme_sync.action.inputs import OUR_MARK, Command, Event, Host, Inputs
from readme_sync.action.log import WRONG_INPUT, Log, write_outputs, write_summary
from readme_sync.action.process import DocumentResult, Failure, refuse_strange
from readme_sync.errors import RemoteError, RequestError
from readme_sync.model import FailOn, Level, Readme, Result, tally_of
from readme_sync.reports.check_github import Report as Annotations
from readme_sync.reports.check_text import Report as Lines
from readme_sync.reports.checked import PLUGINS, Checked, CheckReport, Counts
from readme_sync.reports.diff import diff
from readme_sync.reports.job_summary import Summarized, comment_text, job_summary
from readme_sync.reports.safe import linked
from readme_sync.reports.words import View, percent_text
from readme_sync.store.branches import Commit
from readme_sync.store.github import GitHub
from readme_sync.store.github_branches import Comment, PullRequest
from readme_sync.store.write_files import create, remove


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a run, before it is reported.

    Attributes:
        documents: the documents that were processed, or why they could not be.
        missing: paths that are not on the branch.
        did: what was done, in a sentence.
        written: whether the changes were written, or are proposed.
        declined: whether they are not even proposed, as people closed the pull request.
        commit: the commit that was made.
        request: the pull request that is open.
        address: the page of the commit or pull request, "" without one.
        bases: the documents at the base, by path.
        refused: whether the token may not write, so that what is out of date stays so.
        not_adorned: what a new pull request should have got and has not.
        removed: pictures that the changes replace, and that the commit removes.
    """

    documents: tuple[DocumentResult | Failure, ...]
    missing: tuple[str, ...]
    did: str
    written: bool
    commit: Commit | None = None
    request: PullRequest | None = None
    address: str = ""
    bases: Mapping[str, Readme] = field(default_factory=dict)
    refused: bool = False
    declined: bool = False
    not_adorned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def done(self) -> Iterator[DocumentResult]:
        """The documents that could be processed."""
        return (one for one in self.documents if isinstance(one, DocumentResult))

    @property
    def failures(self) -> Iterator[Failure]:
        """Why the others could not be."""
        return (one for one in self.documents if isinstance(one, Failure))

    @property
    def applied(self) -> bool:
        """Whether the changes are on a branch."""
        return self.written and not self.declined

    @property
    def changed(self) -> bool:
        """Whether a document changes, or would."""
        return any(one.changed for one in self.done)

    def results(self, document: DocumentResult) -> list[Result]:
        """Return what the rules find in a document as it is after the run, in document order."""
        return sorted(document.left if self.written else document.found, key=lambda one: (one.span, one.rule))

    def readme(self, document: DocumentResult) -> Readme:
        """Return a document as it is after the run."""
        return document.readme_after if self.written else document.readme_before


_FOUND = 1
_OWN = 5  # so many of the ten annotations that GitHub shows of a level are kept for messages without a line


def report(run: RunResult, inputs: Inputs, event: Event, log: Log) -> int:
    """Write the report on a run, and return the exit code."""
    failures = [str(failure.error) for failure in run.failures]
    missing = [f"{path} is not on the branch, and was skipped; commit it first" for path in run.missing]
    missing += [f"{one.path}: regions of history stay as they are: {one.missing}" for one in run.done if one.missing]
    for level, lines in ((Level.ERROR, failures), (Level.WARNING, missing)):
        for number, line in enumerate(lines):
            log.annotate(level.value, line) if number < _OWN else log.line(f"{level.value}: {line}")
    counts = _write_results(run, inputs, log)
    log.line(f"{run.did}: {run.address}" if run.address else run.did)
    if run.not_adorned:
        log.annotate("error", f"the pull request is open, but GitHub did not give it {', '.join(run.not_adorned)}")
    code = _code(run, inputs, counts)
    paths = {"summary-path": "", "output-file": ""}
    worst = code
    steps: list[tuple[str, Callable[[], str]]] = []
    if inputs.output_format:
        steps.append(("output-file", lambda: _write_file(run, inputs, event, counts)))
    if inputs.summary:
        steps.append(("summary-path", lambda: _write_summary(run, event, failures, code)))
    if inputs.comment:
        steps.append(("", lambda: _write_comment(run, inputs, event, failures, code, log)))
    for name, step in steps:
        try:
            paths[name] = step()
        except Exception as error:  # noqa: BLE001  the commit is made: the outputs have to say so
            worst = max(worst, log.failure(error)[0])
    paths.pop("", None)
    write_outputs(event.output, {**outputs(run, counts), **paths, "exit-code": worst})
    return worst


def _sign(run: RunResult, code: int) -> str:
    return "✅" if not code else "⚠️" if run.written and code == _FOUND else "❌"


_WRITTEN, _NOT_WRITTEN = "What was changed", "What would be changed: save it as a file, then git apply it"


def _write_summary(run: RunResult, event: Event, failures: Sequence[str], code: int) -> str:
    """Write the summary, and return the path of its file."""
    documents = [_summarized(run, one) for one in run.done]
    headline = f"{_sign(run, code)} {linked(f'{run.did[:1].upper()}{run.did[1:]}', run.address)}"
    text = job_summary(documents, headline, failures, _WRITTEN if run.applied else _NOT_WRITTEN)
    return write_summary(event.step_summary, event.folder, text)


def _write_file(run: RunResult, inputs: Inputs, event: Event, counts: Counts) -> str:
    """Write the results in the format that is asked for, and return the path of the file.

    Raises:
        ReadmeSyncError: it cannot be written there.
    """
    names = rules.names()
    form = PLUGINS.load(inputs.output_format)(View(), names)
    text = "".join([*(form.add(_checked(run, one)) for one in run.done), form.end(counts)])
    path = inputs.output_file
    top, inside = (event.workspace, path) if path else (event.folder, f"readme-sync.{inputs.output_format}")
    if not top:
        raise RequestError("there is no folder for the results", hint="name a file in the input output-file")
    refuse_strange(inside)
    place = os.path.join(top, inside)
    if os.path.lexists(place):
        remove(place)
    create(top, inside, text)
    return path or place


def _write_comment(run: RunResult, inputs: Inputs, event: Event, failures: Sequence[str], code: int, log: Log) -> str:
    """Write the comment on the pull request, where the run is for one and the token may write.

    Raises:
        RemoteError: GitHub refuses.
    """
    if not event.pull_request or event.host is not Host.GITHUB:
        log.line("no comment is written, as the run is not for a pull request on GitHub")
        return ""
    if event.only_checked:
        log.line(f"no comment is written for {event.only_checked}: its token may only read")
        return ""
    documents = [_summarized(run, one) for one in run.done]
    headline = f"{_sign(run, code)} {run.did[:1].upper()}{run.did[1:]}."
    title = _WRITTEN if run.applied else _NOT_WRITTEN
    text = comment_text(documents, headline, len(failures), title, event.page)
    try:
        github = GitHub(event.repository, inputs.token, event.api_url)
        comment = Comment(github, event.pull_request, _COMMENT)
        comment.write(text, is_needed=bool(code) or run.changed or any(run.results(one) for one in run.done))
    except RemoteError as error:
        raise RemoteError(f"the comment is not written: {error.message}", hint=error.hint) from None
    return ""


_COMMENT = f"{OUR_MARK} results -->"


def _checked(run: RunResult, one: DocumentResult) -> Checked:
    readme = run.readme(one)
    return Checked(readme.source, one.path, one.path, sum(1 for _ in readme.items), run.results(one))


def _write_results(run: RunResult, inputs: Inputs, log: Log) -> Counts:
    names = rules.names()
    view = View()
    counts = Counts()
    annotations = Annotations(view, names)
    annotations.leave_room(Level.ERROR, min(_OWN, sum(1 for _ in run.failures)))
    annotations.leave_room(Level.WARNING, min(_OWN, len(run.missing) + sum(bool(one.missing) for one in run.done)))
    annotates = inputs.annotations and not log.plain
    report: CheckReport = annotations if annotates else Lines(view, names)
    write = log.commands if annotates else log.text
    for one in run.done:
        checked = _checked(run, one)
        fail_on = inputs.fail_on or one.fail_on
        counts.add(one.path, checked.items, checked.results, fail_on=fail_on, is_fixable=not run.written)
        write(report.add(checked))
        for path in (*([one.path] if one.changed else []), *(picture.path for picture in one.pictures)):
            log.line(f"{path}: {'updated' if run.applied else 'would be updated'}")
    for path in run.removed if run.applied else ():
        log.line(f"{path}: removed; no document names it")
    log.text(report.end(counts))
    return counts


def _code(run: RunResult, inputs: Inputs, counts: Counts) -> int:
    if (
        run.refused
        or run.not_adorned
        or any(run.failures)
        or any(counts.rules[rule.id] for rule in rules.every() if rule.broken)
    ):
        return WRONG_INPUT
    would_change = run.changed and not run.written and inputs.command is Command.SYNC
    if counts.failed or (would_change and inputs.fail_on is not FailOn.NEVER):
        return _FOUND
    return 0


def outputs(run: RunResult, counts: Counts) -> dict[str, str | int | bool]:
    """Return the outputs of the Action that a run alone decides."""
    tally = tally_of(item for one in run.done for item in run.readme(one).counted)
    commit, request = run.commit, run.request
    verified = commit.verified if commit else None
    return {
        "changed": run.changed,
        "results": sum(counts.levels.values()),
        "errors": counts.levels[Level.ERROR],
        "percent": "" if tally.percent is None else percent_text(tally.percent),
        "done": tally.done,
        "total": tally.total,
        "commit-sha": commit.sha if commit else "",
        "commit-verified": "" if verified is None else verified,
        "pull-request-number": request.number if request else "",
        "pull-request-url": request.url if request else "",
    }


def _summarized(run: RunResult, document: DocumentResult) -> Summarized:
    patch = diff(document.before, document.after, document.path)
    return Summarized(document.path, run.readme(document), run.bases.get(document.path), run.results(document), patch)
