"""Claims by form: one module per form, found by itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Readme
from readme_sync.plugins import Plugins
from readme_sync.text.regex import ENABLED

__all__ = ["NEEDS", "Form", "claims_of", "every", "read_claims"]

PLUGINS = Plugins[Form](__name__, "FORM", contract="form")


def _has_items(page: ClaimContext) -> bool:
    return bool(page.inside[0])


def _has_trackers(page: ClaimContext) -> bool:
    return bool(page.readme.trackers)


def _has_tables(page: ClaimContext) -> bool:
    return bool(page.grids)


def _has_rows(page: ClaimContext) -> bool:
    return bool(page.inside[0] or page.grids)


def _has_share(page: ClaimContext) -> bool:
    return page.may_hold_share


def _has_picture(page: ClaimContext) -> bool:
    return page.may_hold_picture


def _holds(*texts: str) -> Callable[[ClaimContext], bool]:
    return lambda page: page.readme.source.holds(*texts)


NEEDS: Mapping[str, Callable[[ClaimContext], bool]] = {
    "adjacent_figures": _has_share,
    "badge_count": _holds("shields.io/badge/"),
    "chart_image": _holds("chart.googleapis.com/chart", "quickchart.io/chart"),
    "equal_total": _has_items,
    "estimate": _has_rows,
    "folder_count": _holds("──"),
    "goal_count": _has_items,
    "heading_progress": _has_items,
    "heading_share": _has_share,
    "labelled_count": _has_rows,
    "lone_fraction": _has_items,
    "matrix_share": _has_trackers,
    "nested_fraction": _has_items,
    "noun_count": _has_rows,
    "noun_elsewhere": _has_tables,
    "noun_share": _has_items,
    "overall_figure": _has_items,
    "placeholder": _has_items,
    "repeated_figure": _has_picture,
    "row_share": _has_tables,
    "row_sum": _has_tables,
    "section_columns": _has_tables,
    "sign_groups": _has_items,
    "status_line": _has_items,
    "summary_row": _has_items,
    "total_row": _has_tables,
    "word_counts": _has_tables,
}
"""By form, what a document must have for it: most documents load only some. A form that is not here is tried always."""


@cache
def every() -> tuple[Form, ...]:
    """All forms, the most trusted first."""
    return tuple(sorted(PLUGINS.load_all(), key=_trust))


def _trust(form: Form) -> tuple[int, str]:
    return form.trust, form.name


def _fitting(page: ClaimContext) -> Sequence[Form]:
    """Return the forms whose needs a document meets, the most trusted first."""
    met = {need: need(page) for need in _needs()}
    return _loaded(tuple(name for name in _names() if name not in NEEDS or met[NEEDS[name]]))


@lru_cache(256)
def _loaded(names: Sequence[str]) -> Sequence[Form]:
    return sorted(map(PLUGINS.load, names), key=_trust)


_names = cache(PLUGINS.names)
_needs = cache(lambda: set(NEEDS.values()))


def claims_of(form: Form, page: ClaimContext) -> Iterator[Claim]:
    """Yield the claims of one form; examples in code are none."""
    return (claim for claim in form.find(page) if form.reads_drawings or not page.code.is_example(claim.figure))


def read_claims(readme: Readme) -> tuple[Claim, ...]:
    """Return the claims of a document that has none yet, in document order: one per figure, none in code."""
    page = ClaimContext(readme)
    for form in _fitting(page) if ENABLED else every():
        for claim in claims_of(form, page):
            page.claimed.setdefault(claim.figure.span, claim)
    return tuple(page.claimed[span] for span in sorted(page.claimed))
