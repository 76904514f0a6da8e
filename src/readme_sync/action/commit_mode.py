"""Mode `commit`: changes are committed to the branch itself."""

from collections.abc import Sequence

from readme_sync.action.inputs import Inputs
from readme_sync.action.rounds import Round, commit_request, read_round, repeated
from readme_sync.model import GitHub
from readme_sync.store.branches import Branches, Commit


def commit(
    branches: Branches, branch: str, paths: Sequence[str], inputs: Inputs, github: GitHub | None = None
) -> tuple[Round, Commit | None]:
    """Commit the changes to a branch; return what was read, and the commit, None where nothing changes.

    Raises:
        RemoteError: the branch cannot be read or written.
    """

    def attempt() -> tuple[Round, Commit | None]:
        seen = read_round(branches, branch, paths, inputs, github)
        files = seen.changed
        return seen, branches.commit(branch, commit_request(seen.head, files, inputs)) if files else None

    return repeated(attempt)
