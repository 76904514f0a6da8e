"""Claims by form: one module per form, found by itself."""

from functools import cache

from readme_sync.model import Claim, Readme
from readme_sync.reading.claims._page import Page
from readme_sync.reading.claims.form import Form
from readme_sync.registry import module_named, modules_in

__all__ = ["Form", "every", "read_claims"]

_CONTRACT = "form"


@cache
def every() -> tuple[Form, ...]:
    """All forms, the most trusted first."""
    modules = [module_named(f"{__name__}.{name}") for name in modules_in(__path__) if name != _CONTRACT]
    return tuple(sorted((module.FORM for module in modules), key=lambda form: (form.trust, form.name)))


def read_claims(readme: Readme) -> tuple[Claim, ...]:
    """The claims of a document that has none yet, in document order; each figure is claimed once."""
    page = Page(readme)
    for form in every():
        for claim in form.find(page):
            page.claimed.setdefault(claim.figure.span, claim)
    return tuple(page.claimed[span] for span in sorted(page.claimed))
