"""The door of this room. How facts are worked out is loaded for the first claim that does not have its own at hand."""

from functools import cached_property
from typing import TYPE_CHECKING

from readme_sync.model import NOWHERE, Claim, Expression, Fact, GitHub, Readme, Surroundings

if TYPE_CHECKING:
    from readme_sync.facts.around import Around


class Facts:
    """The facts for one document; what is asked twice is worked out once.

    Attributes:
        surroundings: what it may look at beside the document.
        is_online: whether GitHub may be asked.
    """

    def __init__(self, readme: Readme, surroundings: Surroundings = NOWHERE, github: GitHub | None = None) -> None:
        """Facts for `readme`, looking at nothing but it, its surroundings, and GitHub where there is a connection."""
        self.surroundings = surroundings
        self.is_online = github is not None
        self._readme = readme
        self._github = github

    @cached_property
    def _around(self) -> "Around":
        from readme_sync.facts.around import Around, Shared  # noqa: PLC0415  as said above

        return Around(self._readme, self.surroundings, Shared(self._github))

    def of(self, claim: Claim) -> Fact:
        """What a claim should say.

        Raises:
            RequestError: what it asks for is not there, or it rests on itself.
        """
        if isinstance(claim.fact, Fact):
            return claim.fact
        from readme_sync.facts.working import fact_of_claim  # noqa: PLC0415  as said above

        return fact_of_claim(claim, self._around)

    def of_expression(self, expression: Expression, section: int = 0, line: int | None = None) -> Fact:
        """What an expression comes to.

        Args:
            expression: what is asked for.
            section: the index of the section in which it is asked; 0 for the whole document.
            line: the line in which it is asked, for errors.

        Raises:
            RequestError: what it asks for is not there.
        """
        from readme_sync.facts.working import fact_of, located  # noqa: PLC0415  as said above

        with located(self._around, line):
            return fact_of(expression, section, self._around)
