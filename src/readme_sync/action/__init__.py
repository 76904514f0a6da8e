"""The GitHub Action: inputs from the environment, documents from the workspace or the branch, commits through the API.

`action.yml` at the top of the repository starts it as `python -I -m readme_sync.action`. Nothing in the user's
workspace is imported or executed; no path in its configuration leaves the repository.
"""

import logging
import os
import sys
from collections.abc import Mapping
from importlib import import_module

from readme_sync.action.log import Log


def main(environment: Mapping[str, str] | None = None) -> int:
    """Run the action with the environment (by default that of the process) and return the exit code.

    0: clean. 1: results, or something would change. 2: wrong input, or GitHub refused. 3: internal error.
    """
    logging.disable()  # libraries must not write into the log on their own, least of all requests
    log = Log(sys.stdout)
    given = os.environ if environment is None else environment
    try:
        # Imported by name, here and not at the top, so that even an import that fails ends in one line.
        run = import_module(f"readme_sync.action.{'organisation' if 'INPUT_STEP' in given else 'workflow_run'}").run
        code: int = run(given, log)
    except Exception as error:  # noqa: BLE001  the one place where all errors end
        return log.ended(error, given)
    return code
