"""The contract of a form: one way in which a figure shows, by where it stands, from what it is derived.

A form is a module of this package that defines `FORM`; the registry finds it by itself. Modules whose name begins with
an underscore hold what several forms share. Its cases stand in `tests/cases/claims/<name>.toml`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readme_sync.claims._page import ClaimContext
from readme_sync.model import Claim


class Form(NamedTuple):
    """One form.

    Attributes:
        name: unique; the case file is `tests/cases/claims/<name>.toml`.
        trust: where two forms claim one figure, the one with the lower number has it.
        find: the claims of this form in a document. Never raises.
        reads_drawings: whether it claims bars in fences; else what stands in code is no claim of it.
    """

    name: str
    trust: int
    find: Callable[[ClaimContext], Iterator[Claim]]
    reads_drawings: bool = False
