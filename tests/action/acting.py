"""Runs workflows with act, on this machine, beside an emulator of GitHub and a bare repository."""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from composite import inherited
from github_front import Front

from readme_sync.version import ACTION_REF

REPOSITORY = "admin/notes"
TOKEN = "test_token_admin"  # noqa: S105  the emulator's own


class Acted(NamedTuple):
    """What a run of a workflow came to."""

    failed: bool
    commands: list[tuple[str, str]]
    outputs: dict[str, str]
    summary: str
    log: str


class Host:
    """A clone with a workflow, the bare repository that it is of, and the emulator behind its front."""

    def __init__(self, folder: Path, checkout: Path, tools: Path, front: Front) -> None:
        self.folder, self.checkout, self.tools, self.front = folder, checkout, tools, front
        self.bare, self.clone, self.home = folder / "bare.git", folder / "clone", folder / "home"
        self.home.mkdir()
        self.programs = folder / "bin"
        self._file, self._others = folder / "file", dict[str, Path]()
        self._organisation = checkout / ".github" / "workflows" / "organisation.yml"
        self.git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        self.git(folder, "init", "-q", "-b", "main", str(self.clone))
        self.git(self.clone, "remote", "add", "origin", self.bare.as_uri())

    def git(self, folder: Path, *arguments: str, stdin: IO[str] | None = None) -> str:
        who = {
            f"GIT_{role}_{what}": "ada@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        environment = {**inherited(), "HOME": str(self.home), **who}
        command = ["git", *arguments]
        ran = subprocess.run(
            command, cwd=folder, env=environment, stdin=stdin, capture_output=True, text=True, check=True, timeout=60
        )
        return ran.stdout.strip()

    def push(self, text: str, workflow: str) -> None:
        """The text of README.md, in the clone, the bare repository and the emulator."""
        path = self.clone / ".github" / "workflows" / "readme.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(workflow)
        (self.clone / "README.md").write_text(text)
        self.git(self.clone, "add", "-A")
        self.git(self.clone, "commit", "-qm", "a change", "--allow-empty")
        self.git(self.clone, "push", "-qfu", "origin", "HEAD:main")
        self.front.put(REPOSITORY, {"README.md": text})

    def repository(self, name: str, text: str) -> None:
        """Another bare repository on the same host, with a README."""
        bare = self.folder / f"{name}.git"
        self.git(self.folder, "init", "-q", "--bare", "-b", "main", str(bare))
        self._file.write_text(text)
        blob = self.git(bare, "hash-object", "-w", "--no-filters", str(self._file))
        self._file.write_text(f"100644 blob {blob}\tREADME.md\n")
        with self._file.open() as listed:
            tree = self.git(bare, "mktree", stdin=listed)
        commit = self.git(bare, "commit-tree", tree, "-m", "first")
        self.git(bare, "update-ref", "refs/heads/main", commit)

    def stand_in(self, name: str, folder: str, command: str, **inputs: str) -> None:
        """An Action of others, which runs a command with inputs in variables instead."""
        place = self.folder / "others" / name
        (place / folder).mkdir(parents=True)
        step = {
            "run": command,
            "shell": "bash",
            "env": {key: f"${{{{ inputs.{one} }}}}" for key, one in inputs.items()},
        }
        manifest = {
            "name": name,
            "inputs": {one: {"description": one} for one in inputs.values()},
            "runs": {"using": "composite", "steps": [step]},
        }
        (place / folder / "action.yml").write_text(json.dumps(manifest))
        self._others[name] = place

    def act(self, event: str = "push", payload: dict[str, Any] | None = None, **more: str) -> Acted:
        (self.folder / "event.json").write_text(json.dumps(payload or {}))
        settings = {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": self.front.url, "GITHUB_REF": "refs/heads/main"}
        places = {f"readme-sync/readme-sync@{ACTION_REF}": self.checkout}
        for name, place in self._others.items():
            for ref in _refs(name, (self.clone / ".github" / "workflows" / "readme.yml", self._organisation)):
                places[f"{name}@{ref}"] = place
        server = f"{more['GITHUB_SERVER_URL']}/" if "GITHUB_SERVER_URL" in more else ""
        named = [word for name, place in places.items() for word in ("--local-repository", f"{server}{name}={place}")]
        options = [*named, *self._options({**settings, **more})]
        return act(self.tools, self.clone, self.home, event, *options, programs=self.programs)

    def _options(self, settings: Mapping[str, str]) -> list[str]:
        given = [word for name, value in settings.items() for word in ("--env", f"{name}={value}")]
        tokens = [word for name in ("GITHUB_TOKEN", "READMES_TOKEN") for word in ("-s", f"{name}={TOKEN}")]
        return ["-e", str(self.folder / "event.json"), *tokens, *given]


def _refs(name: str, workflows: Iterable[Path]) -> set[str]:
    """The versions of an Action that workflows name."""
    texts = (path.read_text("utf-8") for path in workflows)
    return {ref for text in texts for ref in re.findall(rf"uses: {name}(?:/[\w-]+)?@(\S+)", text)}


def act(tools: Path, clone: Path, home: Path, event: str, *options: str, programs: Path | None = None) -> Acted:
    """Runs the workflows of a clone for an event, as a person with this home would; steps run on this machine.

    Programs in the folder `programs` come before those of the machine.
    """
    command = [str(tools / "bin" / "act"), event, "-P", "ubuntu-latest=-self-hosted", "--action-offline-mode", "--json"]
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    path = f"{programs or ''}:{tools / 'bin'}:{os.environ['PATH']}"  # uv is there: seconds instead of many
    cache = {"UV_CACHE_DIR": str(tools / "uv-cache")}
    environment = {**inherited(), **kept, **cache, "HOME": str(home), "PATH": path}
    ran = subprocess.run(
        [*command, *options], cwd=clone, env=environment, capture_output=True, text=True, check=False, timeout=240
    )
    return _acted(ran)


def _acted(ran: "subprocess.CompletedProcess[str]") -> Acted:
    commands, outputs, summary = [], {}, ""
    for line in ran.stdout.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        command = said.get("command", "")
        if command in {"error", "warning", "notice"}:
            commands.append((command, str(said.get("arg", said.get("msg", "")))))
        elif command == "set-output":
            outputs[said["name"]] = said["arg"]
        elif command == "summary":
            summary = str(said.get("content", said.get("arg", said.get("msg", ""))))
    return Acted(ran.returncode != 0, commands, outputs, summary, ran.stdout + ran.stderr)
