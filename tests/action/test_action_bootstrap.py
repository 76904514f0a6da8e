"""The environment of the Action: which Python, which packages, and one line where there are none."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from composite import inherited

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "action" / "requirements.txt").read_text("utf-8")


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The program as a module, on a runner without anything."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "action" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("RUNNER_TEMP", str(tmp_path))
    monkeypatch.delenv("RUNNER_TOOL_CACHE", raising=False)
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    return module


def program(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}")
    path.chmod(0o755)
    return path


def test_the_lock_names_all_that_is_needed_and_no_index() -> None:
    lock = (ROOT / "action" / "requirements.txt").read_text("utf-8")
    assert "://" not in lock
    assert not [line for line in lock.splitlines() if line.lstrip().startswith("--") and "--hash=sha256:" not in line]
    locked = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    wanted = (ROOT / "action" / "requirements.in").read_text("utf-8").splitlines()
    names = {line.partition(">")[0].lower() for line in wanted if line and not line.startswith("#")}
    assert names <= locked
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert all(f'"{line}"' in project for line in wanted if line and not line.startswith("#"))


def test_bootstrap_is_understood_by_old_pythons() -> None:
    """It is the one to say that a Python is too old, so it must not fail before that."""
    import ast  # noqa: PLC0415

    ast.parse((ROOT / "action" / "bootstrap.py").read_text("utf-8"), feature_version=(3, 7))


def test_bootstrap_outside_of_a_workflow(tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(ROOT / "action" / "bootstrap.py")]
    ran = subprocess.run(command, env={}, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert ran.stdout == "::error title=readme-sync::RUNNER_TEMP is no folder; run readme-sync in a workflow\n"


class TestPython:
    def test_this_one(self, bootstrap: ModuleType) -> None:
        assert bootstrap.find_python() == sys.executable

    def test_an_old_one_takes_the_newest_of_the_path(
        self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 8, 18))
        found = [program(tmp_path / f"python3.{minor}") for minor in (8, 11, 13)]
        monkeypatch.setenv("PATH", str(tmp_path))
        assert bootstrap.find_python() == str(found[-1])

    @pytest.mark.parametrize("inside", ["x64/bin/python3", "arm64/bin/python3", "x64/python.exe"])
    def test_an_old_one_takes_one_of_the_tools(
        self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inside: str
    ) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 10, 1))
        found = [program(tmp_path / "Python" / version / inside) for version in ("3.10.4", "3.12.3")]
        (tmp_path / "Python" / "3.14.0").mkdir()  # half of one
        monkeypatch.setenv("RUNNER_TOOL_CACHE", str(tmp_path))
        assert bootstrap.find_python() == str(found[-1])

    def test_only_old_ones(
        self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 10, 14))
        assert bootstrap.main() == 2
        said = "readme-sync needs Python 3.11 or newer; put actions/setup-python before it"
        assert capsys.readouterr().out == f"::error title=readme-sync::{said}\n"


class TestFailures:
    @pytest.mark.parametrize(
        ("said", "line"),
        [
            (
                "x\nERROR: No matching distribution found for x",
                "ERROR: No matching distribution found for x); it has wh",
            ),
            (
                "/usr/bin/python3: No module named pip",
                "/usr/bin/python3: No module named pip); put actions/setup-pytho",
            ),
            ("", "no reason given); it has wheels for Linux (x64, arm64)"),
        ],
    )
    def test_what_an_installer_says(self, bootstrap: ModuleType, tmp_path: Path, said: str, line: str) -> None:
        tool = program(tmp_path / "tool", f"printf '%b' '{said}' >&2; exit 1")
        with pytest.raises(bootstrap.Stop) as caught:
            bootstrap.run("install", [str(tool)])
        assert str(caught.value).startswith(f"cannot install ({line}")

    @pytest.mark.parametrize("has_uv", [True, False])
    def test_what_others_set_reaches_no_installer(
        self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, has_uv: bool
    ) -> None:
        """Only where packages come from may be said; their hashes say what they are."""
        words = "PIP_TARGET PIP_CONFIG_FILE PIP_NO_BINARY UV_CONFIG_FILE UV_PYTHON PYTHONPATH PYTHONHOME VIRTUAL_ENV"
        words += " XDG_CONFIG_HOME XDG_CONFIG_DIRS"
        for name in (*words.split(), "CONDA_PREFIX", "PIP_INDEX_URL", "UV_DEFAULT_INDEX"):
            monkeypatch.setenv(name, "theirs")
        notes = tmp_path / "notes"
        tool = str(program(tmp_path / "tool", f'echo "$@" >>{notes}; /usr/bin/env >>{notes}'))
        bootstrap.make(tool if has_uv else None, tool, "folder", "ready")
        said = notes.read_text()
        assert {line.partition("=")[0] for line in said.splitlines() if line.endswith("=theirs")} == {
            "PIP_INDEX_URL",
            "UV_DEFAULT_INDEX",
        }
        assert "--require-hashes --no-deps --only-binary :all: --requirement" in said
        assert said.count("--no-config" if has_uv else "-I -m") == 2

    def test_a_pip_conf_by_xdg_redirects_nothing(
        self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """pip itself says what it would obey; without `bootstrap.run` it is the index of the pull request."""
        (tmp_path / "pip").mkdir()
        (tmp_path / "pip" / "pip.conf").write_text("[global]\nindex-url = http://127.0.0.1:1/theirs\n")
        for name in ("XDG_CONFIG_HOME", "XDG_CONFIG_DIRS"):
            monkeypatch.setenv(name, str(tmp_path))
        monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip" / "pip.conf"))
        said = bootstrap.run("ask pip", [sys.executable, "-I", "-m", "pip", "config", "debug"])
        assert "pip.conf" in said
        assert "theirs" not in said
        assert str(tmp_path) not in said

    def test_a_program_that_is_none(self, bootstrap: ModuleType, tmp_path: Path) -> None:
        with pytest.raises(bootstrap.Stop, match=r"cannot install \(FileNotFoundError\); see the runner's Python"):
            bootstrap.run("install", [str(tmp_path / "none")])

    def test_an_environment_that_cannot_be_used_is_not_ready(
        self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def make(_uv: object, _python: str, folder: str, ready: str) -> None:
            said = "ModuleNotFoundError: No module named 'mistune'"
            program(Path(ready), f'case "$3" in *sysconfig*) echo "{folder}";; *) echo "{said}" >&2; exit 1;; esac')

        monkeypatch.setattr(bootstrap, "make", make)
        for _ in range(2):
            with pytest.raises(bootstrap.Stop, match=r"cannot use the environment .ModuleNotFoundError"):
                bootstrap.install(sys.executable)

    def test_half_an_environment_is_made_anew(self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        def make(_uv: object, _python: str, folder: str, ready: str) -> None:
            assert not os.path.exists(folder)
            program(Path(ready), f"echo '{folder}'")

        monkeypatch.setattr(bootstrap, "make", make)
        ready = Path(bootstrap.install(sys.executable))
        (ready.parent / "more").touch()
        assert bootstrap.install(sys.executable) == str(ready)
        assert (ready.parent / "more").exists()
        (ready.parents[1] / "ready").unlink()
        bootstrap.install(sys.executable)
        assert not (ready.parent / "more").exists()
        assert (ready.parents[1] / "readme-sync.pth").read_text() == f"{ROOT / 'src'}\n"


@pytest.mark.act
@pytest.mark.timeout(300)
@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_the_locked_packages_can_be_had_and_are_enough(tools: Path, tmp_path: Path, installer: str) -> None:
    """The real thing, in a folder with a blank: every hash is one that an index has."""
    temp, output = tmp_path / "run ner", tmp_path / "output"
    temp.mkdir()
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    path = f"{tools / 'bin'}:/usr/bin:/bin" if installer == "uv" else "/usr/bin:/bin"
    environment = {**inherited(), **kept, "PATH": path, "RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(output)}
    command = [sys.executable, "-I", str(ROOT / "action" / "bootstrap.py")]
    ran = subprocess.run(command, env=environment, cwd=temp, capture_output=True, text=True, check=False, timeout=280)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    python = output.read_text().strip().removeprefix("python=")
    asked = (
        "import importlib.metadata as m, readme_sync, github, cmarkgfm, mistune, pydantic, wcwidth, yaml\n"
        "print(readme_sync.__file__)\n"
        "print(*sorted(f'{d.name.lower()}=={d.version}' for d in m.distributions()), sep='\\n')\n"
    )
    said = subprocess.run([python, "-I", "-c", asked], capture_output=True, text=True, check=True, timeout=60).stdout
    where, *installed = said.splitlines()
    assert where == str(ROOT / "src" / "readme_sync" / "__init__.py")
    locked = [line.split()[0] for line in LOCK.splitlines() if "==" in line]
    assert sorted(name.replace("_", "-") for name in installed) == sorted(locked)
