"""The command line: one module per command in `commands`, imported when it is called."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

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
    from readme_sync.cli.output import OPTIONS, ReaderLeftError, report  # noqa: PLC0415  while no cycles are looked for

    OPTIONS.reset()
    try:
        return _run(list(map(_as_path, arguments)))
    except ReaderLeftError:
        # Python must not try to flush once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the one place where all errors end
        return report(error)


def _as_path(argument: str) -> str:
    """Return an argument; a document whose name begins with a dash, as pre-commit passes it, cannot be an option."""
    is_document = argument.startswith("-") and argument.endswith((".md", ".markdown")) and "=" not in argument
    return f"./{argument}" if is_document and os.path.isfile(argument) else argument


def _run(arguments: Sequence[str]) -> int:
    """Run a command; a `check` that changes nothing needs no click.

    Imported by name, here and not at the top, so that even an import that fails ends in one line.
    """
    code: int | None = None
    if arguments[:1] == ["check"]:
        code = import_module("readme_sync.cli.check_run").run(arguments)
    if code is None:
        code = import_module("readme_sync.cli.group").run(arguments)
    return code
