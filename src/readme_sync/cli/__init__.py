"""The command line: one module per command in `commands`, found when it is called."""

import os
import sys
from collections.abc import Sequence

_READER_LEFT = 141  # as a shell sees a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `readme-sync` with the arguments (those of the process by default); the exit code.

    0: clean. 1: results, or something would change. 2: wrong usage or input. 3: a defect in readme-sync.
    """
    # Imported here, so that even a failing import ends in one line.
    from readme_sync.cli.failing import report  # noqa: PLC0415
    from readme_sync.cli.output import ReaderLeftError  # noqa: PLC0415

    try:
        from readme_sync.cli.group import cli  # noqa: PLC0415

        code: int | None = cli.main(arguments, prog_name="readme-sync", standalone_mode=False)
    except ReaderLeftError:
        # Python must not try once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the one place where all errors end
        return report(error)
    return code or 0
