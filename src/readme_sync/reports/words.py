"""Numbers and progress as people write them."""

from readme_sync.model import Progress, State, TrackerKind

_STATES = {State.OPEN: "open", State.IN_PROGRESS: "in progress", State.DONE: "done", State.UNKNOWN: "unknown"}


def counted(number: int, noun: str) -> str:
    """`1 warning`, `2 warnings`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def number_text(number: float) -> str:
    """The number with at most two decimals, `3` for 3.0."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def percent_text(percent: float) -> str:
    """The percent with at most one decimal; 100 only where nothing is left, 0 only where nothing is done."""
    if 0 < percent < 100:  # noqa: PLR2004  the two ends of a percentage
        percent = min(max(percent, 0.1), 99.9)
    return f"{percent:.1f}".removesuffix(".0")


def stated(progress: Progress, kind: TrackerKind = TrackerKind.TABLE) -> str:
    """What a progress says: `3/7`, `40 %`, `in progress`; a task is open or done, not 0 % or 100 %."""
    if kind is TrackerKind.TASKS or progress.percent is None:
        return _STATES[progress.state]
    if progress.done is not None and progress.total is not None:
        return f"{number_text(progress.done)}/{number_text(progress.total)}"
    return f"{number_text(progress.percent)} %"
