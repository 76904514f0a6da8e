"""Claims by form: one module per form, found by itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Readme, Shape
from readme_sync.plugins import Plugins
from readme_sync.text.regex import ENABLED

__all__ = ["NEEDS", "Form", "claims_of", "every", "read_claims"]

PLUGINS = Plugins[Form](__name__, "FORM", contract="form")
Need = Callable[[ClaimContext], bool]


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


def _has_fraction(page: ClaimContext) -> bool:
    return bool(page.fractional)


def _has_summary(page: ClaimContext) -> bool:
    return any(tracker.is_summary for tracker in page.readme.trackers)


def _has_matrix(page: ClaimContext) -> bool:
    return any(tracker.shape is Shape.MATRIX for tracker in page.readme.trackers)


def _has_odd_rows(page: ClaimContext) -> bool:
    """Return whether a table has rows that are no items; in a matrix they are not told apart."""
    whole = ((grid.tracker, len(grid.block.rows)) for grid in page.grids)
    return any(one is None or one.shape is Shape.MATRIX or len(one.items) < rows for one, rows in whole)


def _holds(*texts: str) -> Need:
    return lambda page: page.readme.source.holds(*texts)


def _both(one: Need, other: Need) -> Need:
    return lambda page: one(page) and other(page)


NEEDS: Mapping[str, Need] = {
    "adjacent_figures": _has_share,
    "announced_list": _holds("following", "以下"),
    "badge_count": _holds("shields.io/badge/"),
    "chart_image": _holds("chart.googleapis.com/chart", "quickchart.io/chart"),
    "column_count": _both(_has_matrix, _has_fraction),
    "distribution": _has_share,
    "done_list": _has_fraction,
    "entry_count": _has_fraction,
    "equal_total": _has_items,
    "estimate": _has_rows,
    "folder_count": _holds("──"),
    "goal_count": _both(_has_items, _has_fraction),
    "heading_progress": _has_items,
    "heading_share": _has_share,
    "labelled_count": _has_rows,
    "lone_fraction": _has_items,
    "matrix_share": _has_matrix,
    "named_heading": _has_tables,
    "nested_fraction": _has_items,
    "noun_count": _has_rows,
    "noun_elsewhere": _has_tables,
    "overall_figure": _has_items,
    "placeholder": _has_items,
    "repeated_figure": _has_picture,
    "row_share": _both(_has_tables, _holds("%")),
    "row_sum": _has_tables,
    "section_columns": _has_tables,
    "series_length": _has_rows,
    "sign_groups": _both(_has_items, _has_fraction),
    "status_line": _has_items,
    "subtotal_row": _has_tables,
    "summary_row": _has_summary,
    "table_total": _has_tables,
    "total_row": _has_odd_rows,
    "unit_sum": _both(_has_items, _has_fraction),
    "word_counts": _has_rows,
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
