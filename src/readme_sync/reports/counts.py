"""The totals of a check of several documents."""

from collections import Counter
from collections.abc import Sequence

from readme_sync.model import FailOn, Level, Result

_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


class Counts:
    """Running totals; one document after the other is added.

    Attributes:
        options: those of the command line that a proposed command must repeat.
        documents: all that were checked.
        items: all in them.
        levels, rules: how many results of each level and of each rule.
        rule_fixes: how many results of each rule can be fixed, safely or not.
        fixes: how many results have a safe fix.
        fixable, unsafely_fixable: by path of a file, how many results have a safe fix, or an unsafe one.
        found: how many documents have results.
        failed: whether a document has a result of a level that fails it.
        worst: the rule of the first of the most severe results, "" without results.
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
        self.fixable: Counter[str] = Counter()
        self.unsafely_fixable: Counter[str] = Counter()
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
        is_fixable: bool = True,
    ) -> None:
        """Add one document; `is_fixable`: whether a command can fix it, as it is a file."""
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
        if is_fixable and safe:
            self.fixable[path] += safe
        if is_fixable and unsafe:
            self.unsafely_fixable[path] += unsafe
