"""The same work on many things by several processes, the answers in order.

The processes are killed as soon as nobody wants more answers: when all are there, when the reader leaves, at Ctrl-C.
When the first process is killed itself, the others end with their next answer.
"""

import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 16
"""So many things make one task."""
_KILLED = "a process that was at work was killed"
_AHEAD = 4
"""No process gets more than so many tasks before the answers in front of it: they would only fill the memory."""


class _Worker(NamedTuple):
    """A process that waits for tasks at the other end of a connection."""

    process: BaseProcess
    connection: Connection


def in_order(make: Callable[[S], Callable[[T], R]], said: S, things: Sequence[T], jobs: int) -> Iterator[R]:
    """What `make(said)` makes of each thing, in order, by `jobs` processes; each of them calls `make` for itself.

    Raises:
        RuntimeError: a process was killed.
    """
    tasks = [things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE)]
    workers: list[_Worker] = []
    try:
        for _ in range(min(jobs, len(tasks))):
            workers.append(_started(make, said, [worker.connection for worker in workers]))
        for answers in _answers(workers, tasks):
            yield from answers
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


def _answers(workers: Sequence[_Worker], tasks: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """The answers to the tasks, in order. Whoever has answered gets the next task."""
    idle = deque(worker.connection for worker in workers)
    asked: dict[Connection, int] = {}
    known: dict[int, list[Any]] = {}
    following = 0
    for wanted in range(len(tasks)):
        while wanted not in known:
            while idle and following < min(len(tasks), wanted + _AHEAD * len(workers)):
                _send(idle[0], tasks[following])
                asked[idle.popleft()] = following
                following += 1
            for connection in wait(list(asked)):
                assert isinstance(connection, Connection)
                known[asked.pop(connection)] = _received(connection)
                idle.append(connection)
        yield known.pop(wanted)


def _send(connection: Connection, task: Sequence[Any]) -> None:
    try:
        connection.send(task)
    except ConnectionError:
        raise RuntimeError(_KILLED) from None


def _received(connection: Connection) -> list[Any]:
    try:
        answers: list[Any] = connection.recv()
    except (EOFError, ConnectionError):
        raise RuntimeError(_KILLED) from None
    return answers


def _started(make: Callable[[S], Callable[[T], R]], said: S, others: Sequence[Connection]) -> _Worker:
    """A new process; where it is a copy of this one, it lets go of the connections to the others."""
    here, there = Pipe()
    if sys.platform == "linux":
        process: BaseProcess = get_context("fork").Process(
            target=_work, args=(make, said, there, [*others, here]), daemon=True
        )
    else:
        process = get_context("spawn").Process(target=_work, args=(make, said, there, []), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _work(make: Callable[[S], Callable[[T], R]], said: S, tasks: Connection, inherited: Sequence[Connection]) -> None:
    """Does tasks until nobody gives more. Ctrl-C goes to all; the first process answers it, and kills this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # as in `main`
    for connection in inherited:
        connection.close()
    work = make(said)
    try:
        while True:
            tasks.send([work(one) for one in tasks.recv()])
    except (EOFError, ConnectionError):
        return
