"""Mode `commit`: what changes is committed to the branch itself."""

from collections.abc import Sequence

from readme_sync.action.inputs import Inputs
from readme_sync.action.rounds import Round, read_round, repeated, wish
from readme_sync.model import GitHub
from readme_sync.store.branches import Branches, Commit


def commit(
    branches: Branches, branch: str, paths: Sequence[str], inputs: Inputs, github: GitHub | None = None
) -> tuple[Round, Commit | None]:
    """What was read, and the commit that was made of it; None where nothing changes.

    Raises:
        RemoteError: the branch cannot be read or written.
    """

    def attempt() -> tuple[Round, Commit | None]:
        seen = read_round(branches, branch, paths, inputs, github)
        files = seen.changed
        return seen, branches.commit(branch, wish(seen.head, files, inputs)) if files else None

    return repeated(attempt)
