"""Claims by form: one module per form, found by itself."""

from collections.abc import Iterator
from functools import cache

from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Readme
from readme_sync.plugins import Plugins

__all__ = ["Form", "claims_of", "every", "read_claims"]

PLUGINS = Plugins[Form](__name__, "FORM", contract="form")


@cache
def every() -> tuple[Form, ...]:
    """All forms, the most trusted first."""
    return tuple(sorted(PLUGINS.load_all(), key=lambda form: (form.trust, form.name)))


def claims_of(form: Form, page: ClaimContext) -> Iterator[Claim]:
    """Yield the claims of one form; examples in code are none."""
    return (claim for claim in form.find(page) if form.reads_drawings or not page.code.is_example(claim.figure))


def read_claims(readme: Readme) -> tuple[Claim, ...]:
    """Return the claims of a document that has none yet, in document order: one per figure, none in code."""
    page = ClaimContext(readme)
    for form in every():
        for claim in claims_of(form, page):
            page.claimed.setdefault(claim.figure.span, claim)
    return tuple(page.claimed[span] for span in sorted(page.claimed))
