"""The report on a run: lines in the log, annotations, the job summary, outputs, the exit code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readme_sync import rules
from readme_sync.action.inputs import Command, Event, Inputs
from readme_sync.action.log import WRONG_INPUT, Log, write_outputs, write_summary
from readme_sync.action.process import DocumentResult, Failure, base_readmes
from readme_sync.model import FailOn, Level, Readme, Result, tally_of
from readme_sync.reports.check_github import Report as Annotations
from readme_sync.reports.check_text import Report as Lines
from readme_sync.reports.checked import Checked, CheckReport, Counts
from readme_sync.reports.diff import diff
from readme_sync.reports.job_summary import Summarized, job_summary
from readme_sync.reports.safe import linked
from readme_sync.reports.words import View, percent_text
from readme_sync.store.branches import Commit
from readme_sync.store.github_branches import PullRequest


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a run, before it is reported.

    Attributes:
        documents: the documents that were processed, or why they could not be.
        missing: paths that are not on the branch.
        did: what was done, in a sentence.
        written: whether the changes were written.
        commit: the commit that was made.
        request: the pull request that is open.
        address: the page of the commit or pull request, "" without one.
        bases: the documents at the base, by path; None where they were not read yet.
    """

    documents: tuple[DocumentResult | Failure, ...]
    missing: tuple[str, ...]
    did: str
    written: bool
    commit: Commit | None = None
    request: PullRequest | None = None
    address: str = ""
    bases: Mapping[str, Readme] | None = None

    @property
    def done(self) -> Iterator[DocumentResult]:
        """The documents that could be processed."""
        return (one for one in self.documents if isinstance(one, DocumentResult))

    @property
    def failures(self) -> Iterator[Failure]:
        """Why the others could not be."""
        return (one for one in self.documents if isinstance(one, Failure))

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
    for level, lines in ((Level.ERROR, failures), (Level.WARNING, missing)):
        for number, line in enumerate(lines):
            log.annotate(level.value, line) if number < _OWN else log.line(f"{level.value}: {line}")
    counts = _write_results(run, inputs, log)
    log.line(f"{run.did}: {run.address}" if run.address else run.did)
    code = _code(run, inputs, counts)
    summary_path = ""
    if inputs.summary:
        try:
            bases = run.bases
            if bases is None:
                bases = base_readmes([one.path for one in run.done], inputs, event, log)
            documents = [_summarized(run, one, bases) for one in run.done]
            title = "What was changed" if run.written else "What would be changed: save it as a file, then git apply it"
            sign = "✅" if not code else "⚠️" if run.written and code == _FOUND else "❌"
            headline = f"{sign} {linked(f'{run.did[:1].upper()}{run.did[1:]}', run.address)}"
            text = job_summary(documents, headline, failures, title)
            summary_path = write_summary(event.step_summary, event.folder, text)
        except Exception as error:  # noqa: BLE001  the commit is made: the outputs have to say so
            code, _ = log.failure(error)
    write_outputs(event.output, {**_outputs(run, counts), "summary-path": summary_path, "exit-code": code})
    return code


def _write_results(run: RunResult, inputs: Inputs, log: Log) -> Counts:
    names = {rule.id: rule.name for rule in rules.every()}
    view = View()
    counts = Counts()
    annotations = Annotations(view, names)
    annotations.leave_room(Level.ERROR, min(_OWN, sum(1 for _ in run.failures)))
    annotations.leave_room(Level.WARNING, min(_OWN, len(run.missing)))
    report: CheckReport = annotations if inputs.annotations else Lines(view, names)
    write = log.commands if inputs.annotations else log.text
    for one in run.done:
        readme = run.readme(one)
        results = run.results(one)
        items = sum(1 for _ in readme.items)
        fail_on = inputs.fail_on or one.fail_on
        counts.add(one.path, items, results, fail_on=fail_on, is_fixable=not run.written)
        write(report.add(Checked(readme.source, one.path, one.path, items, results)))
        if one.changed:
            log.line(f"{one.path}: {'updated' if run.written else 'would be updated'}")
    log.text(report.end(counts))
    return counts


def _code(run: RunResult, inputs: Inputs, counts: Counts) -> int:
    if any(run.failures) or any(counts.rules[rule.id] for rule in rules.every() if rule.broken):
        return WRONG_INPUT
    would_change = run.changed and not run.written and inputs.command is Command.SYNC
    if counts.failed or (would_change and inputs.fail_on is not FailOn.NEVER):
        return _FOUND
    return 0


def _outputs(run: RunResult, counts: Counts) -> dict[str, str | int | bool]:
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


def _summarized(run: RunResult, document: DocumentResult, bases: Mapping[str, Readme]) -> Summarized:
    patch = diff(document.before, document.after, document.path)
    return Summarized(document.path, run.readme(document), bases.get(document.path), run.results(document), patch)
