"""Which facts only GitHub knows."""

from typing import TYPE_CHECKING

from readme_sync.errors import RequestError
from readme_sync.model import Claim, Expression, GitHub, SourceKind

if TYPE_CHECKING:
    from readme_sync.sources.context import DocumentContext

_ONLINE = (SourceKind.MILESTONE, SourceKind.ISSUES)


def needs_github(wanted: Claim | Expression) -> bool:
    """Whether a claim or an expression asks for something that only GitHub knows."""
    expression = wanted if isinstance(wanted, Expression) else wanted.fact
    if not isinstance(expression, Expression):
        return False
    return any(source.kind in _ONLINE for source in (*expression.sources, *expression.out_of))


def github_of(around: "DocumentContext", what: str) -> GitHub:
    """The connection.

    Raises:
        RequestError: there is none.
    """
    if around.shared.github is None:
        raise RequestError(f"{what} can only be counted on GitHub", hint="run `readme-sync sync` without --offline")
    return around.shared.github
