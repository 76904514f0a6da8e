"""`action.yml` itself, run step by step by the small runner, with a uv that brings the packages of the tests."""

import sys
import sysconfig
from pathlib import Path

from composite import CompositeRun, inherited, run_composite
from github_server import REPOSITORY, TOKEN, World

# Stands in for uv: makes an environment in which the packages of the tests are, and notes how it was called.
UV = """\
#!{python}
import json, os, pathlib, subprocess, sys
with open({notes!r}, "a") as notes:
    notes.write(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]) + "\\n")
if sys.argv[1] == "venv":
    subprocess.run([{python!r}, "-I", "-m", "venv", "--without-pip", sys.argv[-1]], check=True)
    (site,) = pathlib.Path(sys.argv[-1]).glob("lib/python*/site-packages")
    (site / "tests.pth").write_text({packages!r})
"""


class Composite:
    """A checkout of the action with one more rule, and a workspace."""

    def __init__(self, folder: Path, checkout: Path, world: World) -> None:
        self.workspace, self.temp, self.bin = folder / "workspace", folder / "temp", folder / "bin"
        self.checkout, self.world, self.notes, self.canary = checkout, world, folder / "notes", folder / "canary"
        for each in (self.workspace, self.workspace / ".git", self.temp, self.bin):
            each.mkdir()
        values = {"python": sys.executable, "notes": str(self.notes), "packages": sysconfig.get_path("purelib")}
        (self.bin / "uv").write_text(UV.format(**values))
        (self.bin / "uv").chmod(0o755)
        self.more: dict[str, str] = {}

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            (self.workspace / path).parent.mkdir(parents=True, exist_ok=True)
            (self.workspace / path).write_text(text)

    def run(self, **inputs: str) -> CompositeRun:
        inherits = inherited()
        environment = {
            **inherits,
            "PATH": f"{self.bin}:{Path(sys.executable).parent}:{inherits['PATH']}",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_API_URL": self.world.url,
            "RUNNER_TEMP": str(self.temp),
            **self.more,
        }
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        return run_composite(self.checkout, named, environment=environment, github={"token": TOKEN}, temp=self.temp)
