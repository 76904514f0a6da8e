"""The door of this room."""

from readme_sync.errors import RequestError
from readme_sync.model import NOWHERE, Claim, Expression, Fact, Readme, Surroundings


class Facts:
    """The facts for the claims of one document; what is asked twice is worked out once."""

    def __init__(self, readme: Readme, surroundings: Surroundings = NOWHERE) -> None:
        """Facts for the claims of `readme`, looking at nothing but it and its surroundings."""
        self._readme = readme
        self.surroundings = surroundings

    def of(self, claim: Claim) -> Fact:
        """What a claim should say.

        Raises:
            RequestError: what it asks for is not there.
        """
        return claim.fact if isinstance(claim.fact, Fact) else self._asked(claim, claim.fact)

    def _asked(self, claim: Claim, expression: Expression) -> Fact:
        line = self._readme.source.line_of(claim.figure.span.start)
        raise RequestError(f"{expression.text!r} is not known", path=self._readme.source.path, line=line)
