"""The numbers that were right at an earlier version, and are wrong now; for RS109 and RS110."""

from collections.abc import Iterator

from readme_sync.model import Applicability, Fix, Readme
from readme_sync.rules.rule import Finding
from readme_sync.sources import Facts


def moved_since(readme: Readme, facts: Facts, *, certain: bool) -> Iterator[Finding]:
    """Yield the numbers of one tier."""
    if not facts.moved:
        return
    from readme_sync.sources.history import Tier, edits_of, message_of  # noqa: PLC0415  most checks have no base

    for one in facts.moved:
        if one.tier is Tier.NAMED or (one.tier is Tier.ERROR) is not certain:
            continue
        message = message_of(one, facts.base_name)
        edits = edits_of(readme, one, facts)
        if edits:
            fix = Fix(f"write {one.shown}", edits, Applicability.of(safe=certain))
            yield one.figure.span, message, fix
        else:
            yield one.figure.span, message
