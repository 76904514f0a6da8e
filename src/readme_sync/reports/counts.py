"""What a check of several documents comes to."""

from collections import Counter
from collections.abc import Sequence

from readme_sync.model import FailOn, Level, Result

_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


class Counts:
    """Running totals; one document after the other is added.

    Attributes:
        options: those of the command line that a command which mends must repeat.
        documents: all that were checked.
        items: all in them.
        levels, rules: how many results of each level and of each rule.
        rule_fixes: how many results of each rule can be mended, safely or not.
        fixes: how many results have a safe fix.
        mendable, unsafely_mendable: the paths of files with such results, or with unsafe fixes, and how many those are.
        found: the documents with results.
        failed: whether a document has a result of a level that fails it.
        worst: the rule of the first of the worst results, "" where there is none.
        last: the path of the last document.
    """

    def __init__(self, options: tuple[str, ...] = ()) -> None:
        self.options = options
        self.documents = 0
        self.items = 0
        self.levels: Counter[Level] = Counter()
        self.rules: Counter[str] = Counter()
        self.rule_fixes: Counter[str] = Counter()
        self.fixes = 0
        self.mendable: Counter[str] = Counter()
        self.unsafely_mendable: Counter[str] = Counter()
        self.found = 0
        self.failed = False
        self.worst = ""
        self.last = ""
        self._worst_rank = len(_RANKS)

    def add(
        self,
        path: str,
        items: int,
        results: Sequence[Result],
        *,
        fail_on: FailOn = FailOn.WARNING,
        is_file: bool = True,
    ) -> None:
        """Adds one document; what is no file cannot be mended."""
        self.documents += 1
        self.last = path
        self.items += items
        self.found += bool(results)
        self.failed = self.failed or any(fail_on.fails(result.level) for result in results)
        for result in results:
            self.levels[result.level] += 1
            self.rules[result.rule] += 1
            self.rule_fixes[result.rule] += result.fix is not None
            if _RANKS[result.level] < self._worst_rank:
                self._worst_rank, self.worst = _RANKS[result.level], result.rule
        safe = sum(result.fix is not None and result.fix.is_safe for result in results)
        unsafe = sum(result.fix is not None and not result.fix.is_safe for result in results)
        self.fixes += safe
        if is_file and safe:
            self.mendable[path] += safe
        if is_file and unsafe:
            self.unsafely_mendable[path] += unsafe
