"""`action.yml` itself, run step by step in processes of its own, also in a workspace of somebody who means harm."""

import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from action_running import FRESH, STALE
from composed import Composite
from github_server import World
from hosted import Hosted, git

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs without an ending are not started there")

HOSTILE = {
    name: f"open({{canary!r}}, 'w').write({name!r})\n"
    for name in (
        *("click.py", "mistune.py", "sitecustomize.py", "usercustomize.py", "github.py", "json.py", "logging.py"),
        *("readme_sync/__init__.py", "readme_sync/action/__main__.py", "action/bootstrap.py", "venv.py", "hashlib.py"),
    )
}


def test_check_passes_and_fails(composite: Composite) -> None:
    composite.write({"README.md": FRESH})
    ran = composite.run()
    assert not ran.failed, ran.log
    assert (ran.outputs["changed"], ran.outputs["exit-code"]) == ("false", "0")
    composite.write({"README.md": STALE})
    ran = composite.run()
    assert ran.failed
    assert (ran.outputs["changed"], ran.outputs["exit-code"]) == ("true", "1")
    assert "::error file=README.md,line=3" in ran.log
    assert "### readme-sync" in ran.summary
    assert Path(ran.outputs["summary-path"]).read_text() == ran.summary
    assert sum(json.loads(line)[0][0] == "venv" for line in composite.notes.read_text().splitlines()) == 1


def test_commit_then_nothing(composite: Composite, world: World) -> None:
    composite.write({"README.md": STALE})
    world.push("main", {"README.md": STALE})
    ran = composite.run(mode="commit")
    assert not ran.failed, ran.log
    assert world.text("main") == FRESH
    assert ran.outputs["commit-sha"] == world.refs["main"]
    again = composite.run(mode="commit", commit_message="x")
    assert (again.failed, again.outputs["changed"], again.outputs["commit-sha"]) == (False, "false", "")


def test_pull_request(composite: Composite, world: World) -> None:
    composite.write({"README.md": STALE})
    world.push("main", {"README.md": STALE})
    ran = composite.run(mode="pull-request", pull_request_title="Figures")
    assert not ran.failed, ran.log
    assert (ran.outputs["pull-request-number"], world.pulls[0]["title"]) == ("1", "Figures")


@pytest.mark.parametrize("value", ['"; touch {canary}; "', "$(touch {canary})", "`touch {canary}`", "x\ny"])
@pytest.mark.parametrize("name", ["mode", "paths", "commit_message", "branch", "fail_on"])
def test_inputs_are_no_scripts(composite: Composite, name: str, value: str) -> None:
    composite.write({"README.md": FRESH})
    composite.run(**{name: value.format(canary=composite.canary)})
    assert not composite.canary.exists()


@pytest.mark.parametrize("mode", ["check", "commit", "pull-request"])
def test_a_hostile_workspace_is_neither_imported_nor_obeyed(composite: Composite, world: World, mode: str) -> None:
    world.push("main", {"README.md": FRESH})
    composite.write({"README.md": FRESH})
    quiet = composite.run(mode=mode)
    shutil.rmtree(composite.temp)
    composite.temp.mkdir()
    composite.write({name: text.format(canary=str(composite.canary)) for name, text in HOSTILE.items()})
    index, touch = "http://127.0.0.1:1/evil", f"touch {composite.canary}"
    composite.write({
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/config": f"[core]\n\tfsmonitor = {touch}\n\tsshCommand = {touch}\n\thooksPath = {composite.workspace}\n",
        ".git/objects/x": "",
        ".git/refs/x": "",
        ".readme-sync.toml": "",
        "pip.conf": f"[global]\nindex-url = {index}\n",
        "uv.toml": f'[pip]\nindex-url = "{index}"\n',
        "pyproject.toml": f'[tool.uv.pip]\nindex-url = "{index}"\n',
        "python3": f"#!/bin/sh\ntouch {composite.canary}\n",
    })  # fmt: skip
    here = str(composite.workspace)
    composite.more = {
        "PYTHONPATH": here,
        "PYTHONSTARTUP": f"{here}/click.py",
        "PYTHONHOME": "",
        "PIP_CONFIG_FILE": f"{here}/pip.conf",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "UV_CONFIG_FILE": f"{here}/uv.toml",
        "UV_PYTHON": f"{here}/python3",
        "VIRTUAL_ENV": here,
        "XDG_CONFIG_HOME": here,
        "XDG_CONFIG_DIRS": here,
    }
    ran = composite.run(mode=mode)
    assert not composite.canary.exists(), composite.canary.read_text()
    for each in (quiet, ran):
        each.outputs.pop("summary-path")
    assert ran == quiet
    for arguments, folder, environment in map(json.loads, composite.notes.read_text().splitlines()):
        assert "--no-config" in arguments
        assert folder == str(composite.temp)
        assert not any(name.startswith(("UV_", "PIP_", "PYTHON", "VIRTUAL", "XDG_")) for name in environment)
        assert arguments[0] == "venv" or {"--require-hashes", "--no-deps", "--only-binary"} <= set(arguments)


def test_a_hostile_clone_starts_no_program_with_git(composite: Composite, tmp_path: Path) -> None:
    """`commit-with: git` where a clone names programs of its own, and a pull request brings some."""
    hosted = Hosted(tmp_path)
    brought = {name: text.format(canary=str(composite.canary)) for name, text in HOSTILE.items() if "/" not in name}
    hosted.push({"README.md": STALE, **brought, "git": f"#!/bin/sh\ntouch {composite.canary}\n"})
    shutil.rmtree(composite.workspace)
    git(tmp_path, "clone", "-q", hosted.bare.as_uri(), str(composite.workspace))
    for name in ("core.fsmonitor", "core.pager", "core.editor", "core.askPass", "alias.push", "alias.commit"):
        git(composite.workspace, "config", name, f"!touch {composite.canary}; true")
    ran = composite.run(mode="commit", commit_with="git")
    assert not ran.failed, ran.log
    assert hosted.text("main") == FRESH
    assert not composite.canary.exists()


def test_without_the_packages_it_is_one_line(composite: Composite) -> None:
    composite.write({"README.md": FRESH})
    (composite.bin / "uv").write_text("#!/bin/sh\necho 'error: no ::add-mask::x ##[error]y 100%' >&2\nexit 2\n")
    ran = composite.run()
    assert ran.failed
    first, *rest = ran.log.splitlines()
    expected = "::error title=readme-sync::cannot make an environment (error: no ::add-mask::x ## [error]y 100%25); "
    assert first.startswith(expected)
    assert rest == []
    assert (ran.outputs["exit-code"], ran.outputs["changed"]) == ("2", "false")


def test_without_python_it_is_one_line(composite: Composite) -> None:
    for name in ("bash", "touch"):
        (composite.bin / name).symlink_to(f"/bin/{name}")
    composite.more = {"PATH": str(composite.bin)}
    ran = composite.run()
    said = "::error title=readme-sync::there is no Python; put actions/setup-python before it\n"
    assert (ran.failed, ran.log, ran.outputs["exit-code"]) == (True, said, "2")


def test_the_action_uses_nothing_of_others_and_splices_no_input_into_a_script() -> None:
    manifest = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    for step in manifest["runs"]["steps"]:
        assert "uses" not in step
        assert "${{" not in step["run"]
    passed = {value for step in manifest["runs"]["steps"] for value in step.get("env", {}).values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in manifest["inputs"]} <= passed
    assert all(name == name.lower() and "_" not in name for name in (*manifest["inputs"], *manifest["outputs"]))
