"""What claims should say: from the items of this document, from other files, from GitHub."""

from readme_sync.facts.facts import Facts
from readme_sync.facts.filling import fill, is_empty
from readme_sync.facts.network import needs_github
from readme_sync.facts.rounding import rounded, rounding_of
from readme_sync.facts.wanted import is_right, says, wanted
from readme_sync.facts.wording import said, truth

__all__ = [
    "Facts",
    "fill",
    "is_empty",
    "is_right",
    "needs_github",
    "rounded",
    "rounding_of",
    "said",
    "says",
    "truth",
    "wanted",
]
