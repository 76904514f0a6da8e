"""Writes to the issues of a repository: one after the other, none twice, each looked up before and after."""

import os
from collections.abc import Mapping

from readme_sync.errors import RemoteError, RequestError
from readme_sync.model.outside import IssueDetails, IssueState
from readme_sync.store.github import UncertainError
from readme_sync.store.github_issues import KEY_COMMENT, GitHubIssues

_EVENTS = ("push", "schedule", "workflow_dispatch")
_CLOSED = {"state": "closed", "state_reason": "completed"}
_OPEN = {"state": "open"}
_UNDONE = {"state": "closed", "state_reason": "not_planned"}


def refuse_untrusted(branch: str, environment: Mapping[str, str] | None = None) -> None:
    """Does nothing where a person runs it, or a workflow on the default branch.

    A person who may open a pull request may change a document, and must not be able to close issues by that.

    Raises:
        RequestError: it may be somebody else's version of the document.
    """
    given = os.environ if environment is None else environment
    if given.get("GITHUB_ACTIONS") == "true":
        event, ref = given.get("GITHUB_EVENT_NAME", ""), given.get("GITHUB_REF", "")
        if event not in _EVENTS:
            hint = f"run it for {', '.join(_EVENTS)}"
            raise RequestError(f"issues are not changed for the event {event or 'without a name'}", hint=hint)
        if not branch or ref != f"refs/heads/{branch}":
            hint = "add a condition to the job: github.ref_name == github.event.repository.default_branch"
            raise RequestError("issues are only changed from the default branch", hint=hint)
    elif given.get("CI", "").lower() not in {"", "0", "false"}:
        hint = "run it in GitHub Actions, or by hand"
        raise RequestError("issues are not changed from another CI, whose branch is not known", hint=hint)


class IssueWriter:
    """Changes issues; each method returns whether GitHub is now as wanted, "" or why not."""

    def __init__(self, issues: GitHubIssues) -> None:
        self._issues = issues

    def close(self, number: int) -> str:
        """Close an issue as completed, if it is still open."""
        return self._set(number, _CLOSED, (IssueState.OPEN,), (IssueState.DONE,))

    def reopen(self, number: int) -> str:
        """Open an issue again, if it is still closed."""
        return self._set(number, _OPEN, (IssueState.DONE, IssueState.NOT_PLANNED), (IssueState.OPEN,))

    def _set(
        self, number: int, body: Mapping[str, object], before: tuple[IssueState, ...], wanted: tuple[IssueState, ...]
    ) -> str:
        state = self._state(number)
        if state in wanted:
            return ""
        if state not in before:
            return f"it is {state or 'gone'} meanwhile"
        reason = "GitHub's answer is not understood"
        try:
            if self._issues.write("PATCH", f"issues/{number}", body).get("state") == body["state"]:
                return ""
        except UncertainError as error:
            reason = error.message
        finally:
            self._issues.forget(number)
        return "" if self._state(number) in wanted else reason  # it may have happened all the same

    def _state(self, number: int) -> IssueState | None:
        self._issues.forget(number)
        found = self._issues.numbered([number])[number]
        return found.state if isinstance(found, IssueDetails) else None

    def create(self, title: str, text: str, key: str) -> int:
        """Make an issue, and return its number.

        Raises:
            RemoteError: it was not made, as far as anybody can tell.
        """
        body = f"{text}\n\n{KEY_COMMENT.format(key)}"
        error = RemoteError("GitHub's answer is not understood", hint="run again: what was made is found by its key")
        before = self._issues.newest
        try:
            number = self._issues.write("POST", "issues", {"title": title, "body": body}).get("number")
            if isinstance(number, int):
                return number
        except UncertainError as uncertain:
            error = uncertain
        found = self._issues.keyed([key], newer_than=before)  # it may have been made all the same
        if key not in found:
            raise error
        return found[key]

    def settle(self, made: Mapping[str, int], before: int) -> dict[str, tuple[int, str]]:
        """Close those of our new issues again that another run made, too, and made first.

        GitHub has no request that makes an issue only where there is none. So each of two runs at one moment may make
        one; then both look, and as both take the first, one is left.

        Args:
            made: the numbers by their keys.
            before: the highest number there was before.

        Returns:
            By key the number of the other issue, and why ours is still open, "" where it is closed.

        Raises:
            RemoteError: GitHub does not say which issues there are.
        """
        first = self._issues.keyed(made, newer_than=before)
        others = {key: first[key] for key, number in made.items() if first.get(key, number) < number}
        return {
            key: (other, self._set(made[key], _UNDONE, (IssueState.OPEN,), (IssueState.NOT_PLANNED, IssueState.DONE)))
            for key, other in others.items()
        }
