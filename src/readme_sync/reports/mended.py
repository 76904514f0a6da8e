"""What was mended and what was not, for people."""

from collections import Counter
from collections.abc import Sequence

from readme_sync.model import Result
from readme_sync.reports.words import counted, listed
from readme_sync.text import Source


def changed_text(path: str, results: Sequence[Result]) -> str:
    """What was done in one document: `README.md: 3 results mended (2 RS206, 1 RS301)`."""
    if not results:
        return f"{path}: nothing to mend"
    rules = Counter(result.rule for result in results)
    parts = [f"{number} {rule}" for rule, number in sorted(rules.items())]
    return f"{path}: {counted(len(results), 'result')} mended ({', '.join(parts)})"


def skipped_text(source: Source, path: str, result: Result, reason: str) -> str:
    """Why a result was not mended."""
    line, column = source.position_of(result.span.start)
    return f"{path}:{line}:{column} {result.rule} was not mended: {reason}"


def sum_text(verb: str, mended: int, changed: int, documents: int, skipped: int) -> str:
    """What several documents come to; `verb` is "mended" or "would be mended"."""
    parts = []
    if mended:
        parts.append(f"{counted(mended, 'result')} in {counted(changed, 'document')} {verb}")
    if skipped:
        parts.append(f"{counted(skipped, 'result')} skipped")
    if mended and documents > changed:
        parts.append(f"nothing to mend in {counted(documents - changed, 'document')}")
    return listed(parts) or "nothing to mend"
