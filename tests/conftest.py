"""What all tests share: the team's corpora, no network, steady hypothesis."""

import gc
import ipaddress
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from emulated_issues import SEED
from hypothesis import settings
from promises import full, promise

__all__ = ["full", "promise"]  # fixtures

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
FULL = bool(os.environ.get("READMESYNC_FULL"))

POSIX = ["action/*", "store/*", "reliability/*"]  # they need links, pipes, fcntl
collect_ignore_glob = POSIX if sys.platform == "win32" else []

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("local", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=10_000)  # pytest --hypothesis-profile=thorough
settings.load_profile("ci" if IN_CI else "local")


WRITING = {"action", "bulk", "cli", "editing", "editor", "sources", "store", "text"}
"""The folders of tests with which the coverage of the packages that edit and write is measured."""


@pytest.hookimpl(tryfirst=True)  # before -m picks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for the corpora `corpus`, what is not about writing `untraced`, the reliability suite `long`."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.corpus)
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if folder == "reliability":
            item.add_marker(pytest.mark.long)
        if folder not in WRITING:
            item.add_marker(pytest.mark.untraced)


gc.set_threshold(500_000)
"""Garbage is looked for seldom: every 700 objects, as Python does, it takes a third of the corpora's time."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the team's corpora; without it the test is skipped, in CI it fails."""
    folder = Path(os.environ.get("READMESYNC_SHARED") or ROOT.parent / "shared").resolve()
    if not folder.is_dir():
        (pytest.fail if IN_CI else pytest.skip)("needs ../shared (the team's corpora)")
    return folder


@pytest.fixture(scope="session")
def corpus_files(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The Markdown files of 74 repositories and of npm packages."""
    import fcntl  # noqa: PLC0415  not on Windows

    with (tmp_path_factory.getbasetemp().parent / "corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several workers one unpacks
        tool = [sys.executable, str(shared / "tools" / "corpus")]
        folder = subprocess.run(tool, check=True, capture_output=True, text=True).stdout.strip()
    return sorted(Path(folder, "files").glob("*.md"))


@pytest.fixture(scope="session")
def progress_files(shared: Path) -> list[Path]:
    """Documents that record progress, or look as if they did."""
    return sorted((shared / "corpus" / "progress").glob("*.md"))


@pytest.fixture(scope="session")
def some_corpus_files(corpus_files: list[Path]) -> list[Path]:
    """A third of the ordinary files, for what would take a minute or more; all with READMESYNC_FULL=1."""
    return corpus_files if FULL else corpus_files[::3]


@pytest.fixture(scope="session")
def some_progress_files(progress_files: list[Path]) -> list[Path]:
    """Half of them, for what takes a second a document; all with READMESYNC_FULL=1."""
    return progress_files if FULL else progress_files[::2]


@pytest.fixture(scope="session")
def fresh_files(shared: Path) -> list[Path]:
    """Documents that record progress, in shapes of all kinds."""
    return sorted((shared / "corpus" / "fresh").glob("*.md"))


@pytest.fixture(scope="session")
def hostile_files(shared: Path) -> list[Path]:
    """Small nasty documents, two of them not UTF-8."""
    return sorted((shared / "corpus" / "hostile").glob("*.md"))


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    """The team's scorer."""
    sys.path.insert(0, str(shared / "tools"))
    import conformance  # type: ignore[import-not-found]  # noqa: PLC0415

    module: ModuleType = conformance
    return module


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of what `.ci/action` installs: act, node, an emulator of GitHub, pre-commit. Without it: skipped."""
    named = os.environ.get("READMESYNC_TOOLS")
    folder = Path(named or ROOT / ".ci" / "tools")
    if not (folder / "wanted").exists():
        (pytest.fail if named else pytest.skip)(f"no {folder}: run .ci/action, which installs them there")
    return folder


@pytest.fixture(scope="session")
def emulator(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an emulator of GitHub that runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seed = tmp_path_factory.mktemp("emulator") / "seed.json"
    seed.write_text(json.dumps(SEED))
    program = [str(tools / "bin" / "node"), str(tools / "node_modules" / "emulate" / "dist" / "index.js")]
    url = f"http://127.0.0.1:{port}"
    options = ["start", "--service", "github", "--port", str(port), "--base-url", url, "--seed", str(seed)]
    with subprocess.Popen([*program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield url
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the emulator does not answer")


@pytest.fixture(scope="session", autouse=True)
def no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Journals of `apply` and caches do not go to the folders of the user who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Nothing is reached but this machine."""

    def guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        def guard(self: socket.socket, address: Any) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
                pytest.fail(f"a test wanted to reach {address[0]}")
            return connect(self, address)

        return guard

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
