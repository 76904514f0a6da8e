"""What the author ties to a fact: by markers in the text, by the configuration."""

from bisect import bisect_right
from collections.abc import Iterable

from readme_sync.model import Claim, Readme
from readme_sync.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from readme_sync.reading.markers import Marked


def bind(readme: Readme, marked: "Marked | None") -> Readme:
    """The document with the claims that its author has made, its regions, and what is wrong with either.

    A claim by a marker outranks one by the configuration at the same place, and both outrank what `readme.claims`
    holds already: the claims by form.
    """
    if not marked and not readme.settings.claims:
        return readme
    from readme_sync.reading.configured import read_configured  # noqa: PLC0415  most documents have none

    configured, unbound = read_configured(readme)
    owned = marked.owned if marked else ()
    told = _outside(configured, owned)
    formed = _outside(_outside(readme.claims, owned), [claim.figure.span for claim in told])
    claims = sorted([*(marked.claims if marked else ()), *told, *formed], key=lambda claim: claim.figure.span)
    flaws = sorted([*(marked.flaws if marked else ()), *unbound], key=lambda flaw: flaw.span)
    regions = marked.regions if marked else ()
    return readme._replace(claims=tuple(claims), regions=regions, flaws=tuple(flaws))


def _outside(claims: Iterable[Claim], owned: Iterable[Span]) -> list[Claim]:
    """The claims whose figures touch none of the spans, which are disjoint."""
    spans = sorted(owned)

    def is_free(span: Span) -> bool:
        index = bisect_right(spans, (span.end,))
        return index == 0 or spans[index - 1].end <= span.start

    return [claim for claim in claims if is_free(claim.figure.span)]
