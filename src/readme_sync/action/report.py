"""Says what a run came to: lines in the log, annotations, the job summary, outputs, the exit code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readme_sync.action.event import Event
from readme_sync.action.inputs import Command, Inputs
from readme_sync.action.log import WRONG_INPUT, Log
from readme_sync.action.outputs import write_outputs, write_summary
from readme_sync.action.process import DocumentResult, Failure
from readme_sync.disk.surroundings import settings_for
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import FailOn, Level, Readme, Result, tally_of
from readme_sync.reader import parse
from readme_sync.reports.check_github import Report as Annotations
from readme_sync.reports.check_text import Report as Lines
from readme_sync.reports.checked import Checked, CheckReport
from readme_sync.reports.counts import Counts
from readme_sync.reports.diff import diff
from readme_sync.reports.job_summary import Summarized, job_summary
from readme_sync.reports.markdown import linked
from readme_sync.reports.view import View
from readme_sync.reports.words import percent_text
from readme_sync.store.branches import Commit
from readme_sync.store.pull_requests import PullRequest

# What a run came to, before it is said.


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    Attributes:
        works: the documents.
        missing: paths that the branch does not have.
        did: what was done, in a sentence.
        written: whether what changes was written; otherwise it would be.
        commit: the commit that was made.
        request: the pull request that is open.
        address: the page of what was made, "" where nothing was.
    """

    works: tuple[DocumentResult | Failure, ...]
    missing: tuple[str, ...]
    did: str
    written: bool
    commit: Commit | None = None
    request: PullRequest | None = None
    address: str = ""

    @property
    def done(self) -> Iterator[DocumentResult]:
        """The documents that could be worked on."""
        return (work for work in self.works if isinstance(work, DocumentResult))

    @property
    def failures(self) -> Iterator[Failure]:
        """The others."""
        return (work for work in self.works if isinstance(work, Failure))

    @property
    def changed(self) -> bool:
        """Whether a document changes, or would."""
        return any(work.changed for work in self.done)

    def results(self, work: DocumentResult) -> list[Result]:
        """What is wrong with a document, as it is when the run is over; in document order."""
        return sorted(work.left if self.written else work.found, key=lambda one: (one.span, one.rule))

    def readme(self, work: DocumentResult) -> Readme:
        """A document as it is when the run is over."""
        return work.readme if self.written else work.read


_FOUND = 1
_OWN = 5  # so many of the ten annotations that GitHub shows of a level are not about lines of documents


def report(outcome: Outcome, inputs: Inputs, event: Event, log: Log) -> int:
    """Says it; the exit code."""
    failures = [str(failure.error) for failure in outcome.failures]
    missing = [f"{path} is not on the branch, and is left out; commit it first" for path in outcome.missing]
    for level, lines in ((Level.ERROR, failures), (Level.WARNING, missing)):
        for number, line in enumerate(lines):
            log.annotate(level.value, line) if number < _OWN else log.line(f"{level.value}: {line}")
    counts = _say_results(outcome, inputs, log)
    log.line(f"{outcome.did}: {outcome.address}" if outcome.address else outcome.did)
    code = _code(outcome, inputs, counts)
    summary_path = ""
    if inputs.summary:
        bases = _bases(outcome, inputs, event, log)
        documents = [_summarized(outcome, work, bases) for work in outcome.done]
        title = "What was changed" if outcome.written else "What would be changed: save it as a file, then git apply it"
        sign = "✅" if not code else "⚠️" if outcome.written and code == _FOUND else "❌"
        headline = f"{sign} {linked(f'{outcome.did[:1].upper()}{outcome.did[1:]}', outcome.address)}"
        text = job_summary(documents, headline, failures, title)
        summary_path = write_summary(event.step_summary, event.folder, text)
    write_outputs(event.output, {**_outputs(outcome, counts), "summary-path": summary_path, "exit-code": code})
    return code


def _say_results(outcome: Outcome, inputs: Inputs, log: Log) -> Counts:
    from readme_sync.rules import every  # noqa: PLC0415

    names = {rule.id: rule.name for rule in every()}
    view = View()
    counts = Counts()
    annotations = Annotations(view, names)
    annotations.leave_room(Level.ERROR, min(_OWN, sum(1 for _ in outcome.failures)))
    annotations.leave_room(Level.WARNING, min(_OWN, len(outcome.missing)))
    report: CheckReport = annotations if inputs.annotations else Lines(view, names)
    write = log.commands if inputs.annotations else log.text
    for work in outcome.done:
        readme = outcome.readme(work)
        results = outcome.results(work)
        items = sum(1 for _ in readme.items)
        fail_on = inputs.fail_on or work.fail_on
        counts.add(work.path, items, results, fail_on=fail_on, is_file=not outcome.written)
        write(report.add(Checked(readme.source, work.path, work.path, items, results)))
        if work.changed:
            log.line(f"{work.path}: {'brought' if outcome.written else 'would be brought'} up to date")
    log.text(report.end(counts))
    return counts


def _code(outcome: Outcome, inputs: Inputs, counts: Counts) -> int:
    from readme_sync.rules import every  # noqa: PLC0415

    if any(outcome.failures) or any(counts.rules[rule.id] for rule in every() if rule.broken):
        return WRONG_INPUT
    would_change = outcome.changed and not outcome.written and inputs.command is Command.SYNC
    if counts.failed or (would_change and inputs.fail_on is not FailOn.NEVER):
        return _FOUND
    return 0


def _outputs(outcome: Outcome, counts: Counts) -> dict[str, str | int | bool]:
    tally = tally_of(item for work in outcome.done for item in outcome.readme(work).counted)
    commit, request = outcome.commit, outcome.request
    verified = commit.verified if commit else None
    return {
        "changed": outcome.changed,
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


def _summarized(outcome: Outcome, work: DocumentResult, bases: Mapping[str, Readme]) -> Summarized:
    patch = diff(work.before, work.after, work.path)
    return Summarized(work.path, outcome.readme(work), bases.get(work.path), outcome.results(work), patch)


def _bases(outcome: Outcome, inputs: Inputs, event: Event, log: Log) -> dict[str, Readme]:
    """The documents as they were at the base, by path; none where nobody can tell: it is not worth a failure."""
    if not event.base or not inputs.token:
        return {}
    from readme_sync.store.github import GitHub  # noqa: PLC0415  a second to load
    from readme_sync.store.github_branches import GitHubBranches  # noqa: PLC0415

    found = {}
    try:
        branches = GitHubBranches(GitHub(event.repository, inputs.token, event.api_url))
        for path, entry in branches.entries(event.base, [work.path for work in outcome.done]).items():
            found[path] = parse(branches.content(entry), path, settings_for(path))
    except ReadmeSyncError as error:
        log.line(f"what moved since the base is not shown: {error}")
    return found
