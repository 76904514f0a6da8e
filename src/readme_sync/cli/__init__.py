"""The command line: one module per command in `commands`, found when it is called."""

import gc
import os
import sys
from collections.abc import Sequence

_READER_LEFT = 141  # as a shell sees a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `readme-sync` with the arguments (those of the process by default); the exit code.

    0: clean. 1: results, or something would change. 2: wrong usage or input. 3: a defect in readme-sync.
    """
    was_collecting = gc.isenabled()
    gc.disable()  # documents have no reference cycles; looking for them takes a tenth of a check, or a quarter of many
    try:
        return _guarded(arguments)
    finally:
        if was_collecting:
            gc.enable()
        if arguments is None and hasattr(gc, "freeze"):  # PyPy has none
            gc.freeze()  # the process ends; looking for cycles in all that it has takes a tenth of a check


def _guarded(arguments: Sequence[str] | None) -> int:
    """Runs a command; whatever goes wrong ends in one line and an exit code."""
    # Imported here, so that even a failing import ends in one line.
    from readme_sync.cli.output import ReaderLeftError  # noqa: PLC0415

    try:
        return _run(arguments)
    except ReaderLeftError:
        # Python must not try once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the one place where all errors end
        from readme_sync.cli.failures import report  # noqa: PLC0415  as above

        return report(error)


def _run(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    from readme_sync.cli.plain import is_plain_check, plain_check  # noqa: PLC0415  as above

    if is_plain_check(given):
        return plain_check(given[1:])
    from readme_sync.cli.group import run  # noqa: PLC0415  click takes as long to load as a README to check

    return run(arguments)
