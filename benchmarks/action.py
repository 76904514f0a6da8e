"""What the Action costs at its start, as docs/action.md shows it: the environment, then a run of each kind.

    python benchmarks/action.py

Installs from whatever index this machine uses; each figure is the median of three.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(os.environ.get("READMESYNC_TOOLS") or ROOT / ".ci" / "tools")
ROUNDS = 3


def seconds(command: list[str], environment: Mapping[str, str], folder: str) -> float:
    """How long a command takes."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, cwd=folder, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def environment_costs(path: str) -> tuple[float, str]:
    """Median seconds to make the environment with a PATH, and the Python in it."""
    times, python = [], ""
    for _ in range(ROUNDS):
        temp = tempfile.mkdtemp()
        output = Path(temp, "output")
        variables = {**os.environ, "PATH": path, "RUNNER_TEMP": temp, "GITHUB_OUTPUT": str(output)}
        times.append(seconds([sys.executable, "-I", str(ROOT / "action" / "bootstrap.py")], variables, temp))
        python = output.read_text("utf-8").strip().removeprefix("python=")
    return median(times), python


def run_costs(python: str, **more: str) -> float:
    """Median seconds of a run on our README."""
    temp = tempfile.mkdtemp()
    shutil.copy(ROOT / "README.md", temp)
    variables = {**os.environ, "GITHUB_WORKSPACE": temp, "RUNNER_TEMP": temp, **more}
    return median(seconds([python, "-I", "-m", "readme_sync.action"], variables, temp) for _ in range(ROUNDS))


def main() -> None:
    """Prints the rows of the table."""
    plain = os.pathsep.join(each for each in os.environ["PATH"].split(os.pathsep) if not Path(each, "uv").exists())
    with_uv, python = environment_costs(f"{TOOLS / 'bin'}{os.pathsep}{plain}")
    with_pip, _ = environment_costs(plain)
    print(f"| the environment, with uv on the runner | {with_uv:.1f} |")
    print(f"| the environment, with pip (GitHub's images have no uv) | {with_pip:.1f} |")
    print(f"| the same a second time in one job | {again(python):.1f} |")
    print(f"| `check` of a README, its summary included | {run_costs(python):.1f} |")
    writes = {"INPUT_MODE": "commit", "READMESYNC_TOKEN": "x", "GITHUB_REPOSITORY": "a/b", "GITHUB_REF": "refs/heads/x"}
    unreachable = {"GITHUB_API_URL": "http://127.0.0.1:1"}
    print(
        f"| `commit`, without the time that GitHub takes to answer | {run_costs(python, **writes, **unreachable):.1f} |"
    )


def again(python: str) -> float:
    """Seconds of the first step where the environment is there."""
    temp = str(Path(python).parents[2])
    variables = {**os.environ, "PATH": f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": temp}
    return seconds([sys.executable, "-I", str(ROOT / "action" / "bootstrap.py")], variables, temp)


if __name__ == "__main__":
    main()
