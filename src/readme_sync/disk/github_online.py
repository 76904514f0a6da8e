"""GitHub as the documents in a folder ask it; loaded by name for the first question, because few documents ask."""

from readme_sync.model import GitHub
from readme_sync.store.github_access import connection_for
from readme_sync.store.github_issues import GitHubIssues


def github_of(folder: str) -> GitHub:
    """Return what knows the milestones and issues of a folder's repository; nothing is asked yet."""
    return GitHubIssues(lambda: connection_for(folder))
