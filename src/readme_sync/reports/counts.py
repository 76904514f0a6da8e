"""What a check of several documents comes to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from readme_sync.model import Level, Result


@dataclass(slots=True)
class Counts:
    """Running totals; one document after the other is added.

    Attributes:
        documents: all that were checked.
        items: all in them.
        levels: how many results of each level.
        mendable: the paths of documents with a result that has a safe fix.
        fixes: how many such results there are.
        found: the documents with results.
    """

    documents: int = 0
    items: int = 0
    levels: Counter[Level] = field(default_factory=Counter)
    mendable: list[str] = field(default_factory=list)
    fixes: int = 0
    found: int = 0

    def add(self, path: str, items: int, results: Sequence[Result]) -> None:
        """Adds one document."""
        self.documents += 1
        self.items += items
        self.found += bool(results)
        self.levels.update(result.level for result in results)
        fixes = sum(has_safe_fix(result) for result in results)
        self.fixes += fixes
        if fixes:
            self.mendable.append(path)

    @property
    def failed(self) -> bool:
        """Whether there are errors or warnings; notes fail nothing."""
        return bool(self.levels[Level.ERROR] or self.levels[Level.WARNING])


def has_safe_fix(result: Result) -> bool:
    """Whether the result can be mended without asking."""
    return result.fix is not None and result.fix.safe
