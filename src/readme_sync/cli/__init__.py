"""The command line: one module per command in `commands`, imported when it is called."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from readme_sync.cli.output import ReaderLeftError, report

_BEHIND_SINCE = 3
_READER_LEFT = 141  # as a shell reports a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `readme-sync` with the arguments (by default those of the process) and return the exit code.

    0: clean. 1: results, or something would change. 2: wrong usage or input. 3: internal error.
    """
    was_collecting = gc.isenabled()
    gc.disable()  # documents have no reference cycles; collecting takes a tenth of a check, or a quarter of many
    try:
        return _guarded(sys.argv[1:] if arguments is None else arguments)
    finally:
        if was_collecting:
            gc.enable()
        if arguments is None and hasattr(gc, "freeze"):  # PyPy has none
            gc.freeze()  # the process ends; a last collection takes a tenth of a check


def _guarded(arguments: Sequence[str]) -> int:
    """Run a command; every error ends in one line and an exit code."""
    try:
        return _command_line(list(arguments))(arguments)
    except ReaderLeftError:
        # Python must not try to flush once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the one place where all errors end
        return report(error)


def _command_line(arguments: Sequence[str]) -> Callable[[Sequence[str]], int]:
    """Import what runs these arguments: a `check` without options needs no click, which takes as long as the check.

    Imported by name, here and not at the top, so that even an import that fails ends in one line.
    """
    run: Callable[[Sequence[str]], int] = import_module(
        "readme_sync.cli.plain_check" if _is_plain_check(arguments) else "readme_sync.cli.group"
    ).run
    return run


def _is_plain_check(arguments: Sequence[str]) -> bool:
    """Return whether the arguments are `check [--since REV] PATH...`; click expands wild cards, on Windows."""
    behind = _BEHIND_SINCE if arguments[1:2] == ["--since"] and len(arguments) >= _BEHIND_SINCE else 1
    rest = arguments[behind:]
    return arguments[:1] == ["check"] and not any(one[:1] == "-" or set(one) & set("*?[") for one in rest)
