"""A bare repository on this machine, and a clone of it as actions/checkout leaves one."""

import os
import subprocess
from pathlib import Path


class Hosted:
    """A bare repository, and a clone of it as actions/checkout leaves one."""

    def __init__(self, folder: Path) -> None:
        self.bare, self.clone, self.other = folder / "bare.git", folder / "clone", folder / "other"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(folder, "init", "-q", "-b", "main", str(self.other))
        git(self.other, "remote", "add", "origin", self.bare.as_uri())
        self.push({"README.md": "one\n", "docs/plan.md": "two\n"})
        git(folder, "clone", "-q", "--depth=1", self.bare.as_uri(), str(self.clone))
        git(self.clone, "checkout", "-q", "--detach")

    def push(self, files: dict[str, str], branch: str = "main") -> str:
        git(self.other, "checkout", "-q", "-B", branch)
        for path, text in files.items():
            (self.other / path).parent.mkdir(exist_ok=True)
            (self.other / path).write_text(text)
        git(self.other, "add", "-A")
        git(self.other, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "a change")
        git(self.other, "push", "-q", "-f", "origin", branch)
        return git(self.other, "rev-parse", "HEAD")

    def push_bytes(self, path: str, data: bytes) -> str:
        """A file with just these bytes, whatever git would make of its line ends."""
        (self.other / "blob").write_bytes(data)
        blob = git(self.other, "hash-object", "-w", "--no-filters", "blob")
        (self.other / "blob").unlink()
        git(self.other, "add", "-A")
        git(self.other, "update-index", "--cacheinfo", f"100644,{blob},{path}")
        git(self.other, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "a change")
        git(self.other, "push", "-q", "-f", "origin", "HEAD:main")
        return git(self.other, "rev-parse", "HEAD")

    def text(self, branch: str, path: str = "README.md") -> str:
        return git(self.bare, "show", f"{branch}:{path}") + "\n"

    def hook(self, where: Path, name: str, text: str) -> None:
        hooks = where / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / name).write_text(f"#!/bin/sh\n{text}\n")
        (hooks / name).chmod(0o755)


def git(folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    run = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return run.stdout.strip()
