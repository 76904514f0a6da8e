"""GitHub as documents on disk ask it; nothing is loaded, read or asked before a claim needs it."""

import os
from functools import cached_property

from readme_sync.model import Closed, GitHub


class Online:
    """One run: documents of one folder's repository share a connection, and what it has answered."""

    def __init__(self) -> None:
        """Nobody has been asked yet."""
        self._known: dict[str, GitHub] = {}

    def of(self, path: str | os.PathLike[str] | None) -> GitHub:
        """Whom the document at a path asks; one without a path asks as if it lay in the current folder."""
        return _Later(self, os.path.dirname(os.path.abspath(path)) if path else os.getcwd())

    def opened(self, folder: str) -> GitHub:
        """Whom the documents in a folder ask."""
        from readme_sync.store.file_tree_on_disk import root_of  # noqa: PLC0415  likewise
        from readme_sync.store.github_access import connection_for  # noqa: PLC0415  most documents ask for nothing
        from readme_sync.store.github_issues import GitHubIssues  # noqa: PLC0415  likewise

        top = root_of(os.path.realpath(folder)) or folder
        if top not in self._known:
            self._known[top] = GitHubIssues(lambda: connection_for(top))
        return self._known[top]


class _Later:
    """Opens the connection for the first question."""

    def __init__(self, online: Online, folder: str) -> None:
        self._online, self._folder = online, folder

    @cached_property
    def _github(self) -> GitHub:
        return self._online.opened(self._folder)

    def milestone(self, name: str) -> Closed:
        return self._github.milestone(name)

    def issues(self, search: str) -> Closed:
        return self._github.issues(search)
