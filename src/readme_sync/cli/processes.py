"""The same work on many inputs by several processes, the results in order.

The processes are killed as soon as no more results are wanted: when all are there, when the reader leaves, at Ctrl-C.
When the first process is killed itself, the others end with their next result.

multiprocessing is imported in the functions that use it: few runs are large enough for a second process.
"""

import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 16
"""So many inputs make one task."""
_KILLED = "a worker process was killed"
_AHEAD = 4
"""No process gets more than so many tasks before the results in front of it: they would only fill the memory."""


class _Worker(NamedTuple):
    """A process that waits for tasks at the other end of a connection."""

    process: "BaseProcess"
    connection: "Connection"


def in_order(make: Callable[[S], Callable[[T], R]], setting: S, inputs: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield what `make(setting)` returns for each input, in order; each of `jobs` processes calls `make` once.

    Raises:
        RuntimeError: a process was killed.
    """
    tasks = [inputs[start : start + _AT_ONCE] for start in range(0, len(inputs), _AT_ONCE)]
    workers: list[_Worker] = []
    try:
        for _ in range(min(jobs, len(tasks))):
            workers.append(_started(make, setting, [worker.connection for worker in workers]))
        for results in _results(workers, tasks):
            yield from results
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


def _results(workers: Sequence[_Worker], tasks: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """Yield the results of the tasks, in order; a process that is done gets the next task."""
    from multiprocessing.connection import Connection, wait

    idle = deque(worker.connection for worker in workers)
    asked: dict[Connection, int] = {}
    known: dict[int, list[Any]] = {}
    following = 0
    for number in range(len(tasks)):
        while number not in known:
            while idle and following < min(len(tasks), number + _AHEAD * len(workers)):
                _send(idle[0], tasks[following])
                asked[idle.popleft()] = following
                following += 1
            for connection in wait(list(asked)):
                assert isinstance(connection, Connection)
                known[asked.pop(connection)] = _received(connection)
                idle.append(connection)
        yield known.pop(number)


def _send(connection: "Connection", task: Sequence[Any]) -> None:
    try:
        connection.send(task)
    except ConnectionError:
        raise RuntimeError(_KILLED) from None


def _received(connection: "Connection") -> list[Any]:
    try:
        results: list[Any] = connection.recv()
    except (EOFError, ConnectionError):
        raise RuntimeError(_KILLED) from None
    return results


def _started(make: Callable[[S], Callable[[T], R]], setting: S, others: Sequence["Connection"]) -> _Worker:
    """Start a process; where it is a copy of this one, it closes the connections to the others."""
    from multiprocessing import Pipe, get_context

    here, there = Pipe()
    if sys.platform == "linux":
        process: BaseProcess = get_context("fork").Process(
            target=_work, args=(make, setting, there, [*others, here]), daemon=True
        )
    else:
        process = get_context("spawn").Process(target=_work, args=(make, setting, there, []), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _work(
    make: Callable[[S], Callable[[T], R]], setting: S, tasks: "Connection", inherited: Sequence["Connection"]
) -> None:
    """Do tasks until no more come. Ctrl-C reaches all processes; the first one answers it, and kills this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # as in `main`
    for connection in inherited:
        connection.close()
    work = make(setting)
    try:
        while True:
            tasks.send([work(one) for one in tasks.recv()])
    except (EOFError, ConnectionError):
        return
