"""What the Action costs at its start: the environment, then a run of each kind, beside the way of another Action.

    .ci/action costs            prints the tables
    .ci/action costs --write    puts them into docs/action.md

Each figure is the median of three, with empty caches, from whatever index this machine uses. GitHub is a stand-in of
this machine, so its own time to answer is not in them.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from github_server import REPOSITORY, TOKEN, World, served  # noqa: E402  beside the tests

TOOLS = Path(os.environ.get("READMESYNC_TOOLS") or ROOT / ".ci" / "tools")
PAGE = ROOT / "docs" / "action.md"
BEGIN, END = "<!-- costs: made by .ci/action costs --write -->", "<!-- /costs -->"
ROUNDS = 3
WITH_BASE = {"GITHUB_EVENT_PATH": "{temp}/event.json", "READMESYNC_TOKEN": TOKEN}
REPORTED = (
    ("vale-cli/vale-action: an image built in each run", "42 of 54 s", "vale-cli/vale-action#105"),
    ("anmol098/waka-readme-stats: the same, and with a cached image", "16 min, 11 s", "anmol098/waka-readme-stats#393"),
    ("rtCamp/action-slack-notify: an image built in each run", "1 min", "rtCamp/action-slack-notify#27"),
)


def seconds(command: list[str], environment: Mapping[str, str], folder: str) -> float:
    """How long a command takes."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, cwd=folder, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def fresh(path: str) -> dict[str, str]:
    """The environment of a runner that has installed nothing yet."""
    temp = tempfile.mkdtemp()
    caches = {name: str(Path(temp, "cache")) for name in ("PIP_CACHE_DIR", "UV_CACHE_DIR")}
    return {**os.environ, **caches, "PATH": path, "RUNNER_TEMP": temp, "GITHUB_OUTPUT": str(Path(temp, "output"))}


def ours(path: str, world: World) -> tuple[float, float, float, str]:
    """Seconds to make the environment with a PATH, to do that and run, to find it again; and the Python in it."""
    first, whole, again, python = [], [], [], ""
    command = [sys.executable, "-I", str(ROOT / "action" / "bootstrap.py")]
    for _ in range(ROUNDS):
        variables = fresh(path)
        first.append(seconds(command, variables, variables["RUNNER_TEMP"]))
        python = Path(variables["GITHUB_OUTPUT"]).read_text("utf-8").strip().removeprefix("python=")
        whole.append(first[-1] + run_costs(python, world, rounds=1, **WITH_BASE))
        again.append(seconds(command, variables, variables["RUNNER_TEMP"]))
    return median(first), median(whole), median(again), python


def theirs(path: str) -> float:
    """Seconds of the way that psf/black goes: an environment with pip, and what one would install in it."""
    times = []
    for _ in range(ROUNDS):
        variables = fresh(path)
        folder = variables["RUNNER_TEMP"]
        python = str(Path(folder, "env", "bin", "python"))
        made = seconds([sys.executable, "-m", "venv", "env"], variables, folder)
        times.append(made + seconds([python, "-m", "pip", "install", "-q", "black"], variables, folder))
    return median(times)


def run_costs(python: str, world: World, rounds: int = ROUNDS, **more: str) -> float:
    """Seconds of a run on our README."""
    times = []
    for _ in range(rounds):
        text = (ROOT / "README.md").read_text("utf-8")
        base = world.push("main", {"README.md": "# base\n"})
        world.push("main", {"README.md": text})
        temp = tempfile.mkdtemp()
        Path(temp, "README.md").write_text(text, "utf-8")
        Path(temp, "event.json").write_text(json.dumps({"before": base}), "utf-8")
        job = {"GITHUB_WORKSPACE": temp, "RUNNER_TEMP": temp, "GITHUB_REPOSITORY": REPOSITORY}
        job |= {"GITHUB_API_URL": world.url, "GITHUB_REF": "refs/heads/main"}
        told = {name: value.format(temp=temp) for name, value in more.items()}
        times.append(seconds([python, "-I", "-m", "readme_sync.action"], {**os.environ, **job, **told}, temp))
        shutil.rmtree(temp)
    return median(times)


def tables() -> str:
    """The two tables, and what they were measured on."""
    plain = os.pathsep.join(each for each in os.environ["PATH"].split(os.pathsep) if not Path(each, "uv").exists())
    with served(World()) as world:
        with_pip, whole_pip, _, _ = ours(plain, world)
        with_uv, whole_uv, again, python = ours(f"{TOOLS / 'bin'}{os.pathsep}{plain}", world)
        check, moved = run_costs(python, world), run_costs(python, world, **WITH_BASE)
        commit = run_costs(python, world, READMESYNC_TOKEN=TOKEN, INPUT_MODE="commit")
    black = theirs(plain)
    rows = [
        ("the environment, with pip (GitHub's images have no uv)", with_pip),
        ("the environment, with uv on the runner", with_uv),
        ("the same a second time in one job", again),
        ("`check` of a README, with its summary", check),
        ("the same with what moved since the base", moved),
        ("`commit`", commit),
    ]
    peers = [
        ("readme-sync, from nothing to the summary, with pip", f"{whole_pip:.1f} s", "measured here"),
        ("the same with uv", f"{whole_uv:.1f} s", "measured here"),
        ("psf/black: `python -m venv`, then pip installs black", f"{black:.1f} s", "measured here"),
        *REPORTED,
    ]
    day, cores, python = datetime.now(tz=UTC).date(), os.cpu_count(), platform.python_version()
    return "\n".join((
        f"Measured on {day}: {platform.system()}, {cores} cores, Python {python}, medians of {ROUNDS}, no caches; the",
        "packages come from a disk, GitHub is a stand-in on the same machine. Trust the ratios.",
        "",
        "| step | seconds |",
        "| --- | --: |",
        *(f"| {name} | {cost:.1f} |" for name, cost in rows),
        "",
        "| Action | start-up | what it takes |",
        "| --- | --: | --- |",
        *(f"| {name} | {cost} | {source} |" for name, cost, source in peers),
    ))  # fmt: skip


def main() -> None:
    """Prints the tables, or puts them on the page, between its two markers."""
    text = tables()
    print(text)
    if "--write" in sys.argv:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
