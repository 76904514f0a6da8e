"""The GitHub Action: inputs from the environment, documents from the workspace or the branch, commits through the API.

`action.yml` at the repository's top starts it as `python -I -m readme_sync.action`. Nothing of the user's workspace is
imported or obeyed, but the configuration, whose paths cannot leave the repository.
"""

import os
import sys
from collections.abc import Mapping


def main(environment: Mapping[str, str] | None = None) -> int:
    """Runs the action with the environment (that of the process by default); the exit code.

    0: clean. 1: results, or something would change. 2: wrong input, or GitHub refused. 3: a defect in readme-sync.
    """
    import logging  # noqa: PLC0415

    from readme_sync.action.log import Log  # noqa: PLC0415

    logging.disable()  # libraries must not write into the log behind our back, least of all requests
    log = Log(sys.stdout)
    try:
        from readme_sync.action.workflow_run import run  # noqa: PLC0415

        return run(os.environ if environment is None else environment, log)
    except Exception as error:  # noqa: BLE001  the one place where all errors end
        return log.failure(error)
