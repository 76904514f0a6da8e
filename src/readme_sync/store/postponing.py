"""Signals wait while a file is written."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


@contextlib.contextmanager
def postponed() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP that come inside take effect at the end, as if they came then.

    So no temporary file is left, and the exit status is that of a program that the signal ended. To postpone is safer
    than to raise an exception from a handler: that one could come between any two instructions, also while another
    failure is being cleaned up. Ignored signals stay ignored. Outside the main thread nothing can be postponed; what a
    signal leaves there, the next run removes.
    """
    arrived: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        arrived.append(number)

    with contextlib.ExitStack() as stack:
        stack.callback(_deliver, arrived)  # pushed first, done last
        for number in _SIGNALS:
            handler = signal.getsignal(number)
            if handler not in {None, signal.SIG_IGN}:  # None: not set by Python, which could not put it back
                stack.callback(_handle, number, handler)
                _handle(number, note)
        yield


def _handle(number: int, handler: Callable[[int, FrameType | None], object] | int | None) -> None:
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(number, handler)


def _deliver(arrived: list[int]) -> None:
    for number in arrived:
        signal.raise_signal(number)
