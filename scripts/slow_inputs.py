"""Tries hostile inputs again, alone, that were too slow while other checks ran beside them.

    python scripts/slow_inputs.py TOOLS FILE

FILE is what `conformance.py --pathological --json FILE` wrote, TOOLS the folder of that tool, whose limits hold here
as well. A reader that is not linear is too slow each time; a busy machine is not. Exit status 1: one still is.
"""

import json
import sys
from pathlib import Path

ADAPTER = Path(__file__).resolve().parents[1] / "tests" / "adapter.py"
TRIES = 2


def main(tools: str, file: str) -> int:
    """The exit status."""
    sys.path.insert(0, tools)
    import pathological  # type: ignore[import-not-found]  # noqa: PLC0415  of the team's tools

    rows = json.loads(Path(file).read_text("utf-8"))["pathological"]
    slow = [row["pattern"] for row in rows if row["verdict"] != "ok"]
    for _ in range(TRIES):
        if slow:
            slow = [row["pattern"] for row in pathological.run(ADAPTER, slow) if row["verdict"] != "ok"]
    return int(bool(slow) or not rows)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
