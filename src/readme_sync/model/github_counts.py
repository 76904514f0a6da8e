"""What facts may ask of GitHub. The caller passes the connection in; nothing here reaches the network."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object


class Closed(NamedTuple):
    """How many of some issues are closed.

    Attributes:
        done: the closed ones.
        total: all of them, open and closed.
    """

    done: int
    total: int


class GitHub(Protocol):
    """The questions that a fact may have for GitHub, about the document's own repository."""

    def milestone(self, name: str) -> Closed:
        """The issues of a milestone, named by its number or its title.

        Raises:
            ReadmeSyncError: there is no such milestone, or GitHub cannot be asked.
        """

    def issues(self, search: str) -> Closed:
        """The issues that a search finds, such as `label:bug`.

        Raises:
            ReadmeSyncError: GitHub cannot be asked, or the search is none.
        """
