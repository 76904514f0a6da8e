"""`check --jobs`: several processes say what one says, and end with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_running import LOG, Runner, environment

from readme_sync.cli import file_checker as judging

_LISTENING = "signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background jobs ignore Ctrl-C
_RUN = "runpy.run_module('readme_sync', run_name='__main__', alter_sys=True)"
COMMAND = [sys.executable, "-c", f"import runpy, signal; {_LISTENING}; {_RUN}", "check", "--jobs", "2"]
FORMATS = ("text", "concise", "github", "json", "sarif")
needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes as Linux shows them")


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forty documents, some of them wrong, one of them no text, one not there, one with a broken configuration."""
    for number in range(40):
        folder = tmp_path / f"{number % 3}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:02}.md").write_text(LOG.replace("7:", "7:" if number % 4 else "6:"), encoding="utf-8")
    (tmp_path / "0" / "06.md").write_bytes(b"# a\n\xff\n")
    (tmp_path / "2" / ".readme-sync.toml").write_text("frobnicate = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return [*(str(path.relative_to(tmp_path)) for path in sorted(tmp_path.rglob("*.md"))), "missing.md"]


@pytest.mark.parametrize("name", FORMATS)
def test_says_the_same(run: Runner, many: list[str], name: str) -> None:
    one = run("check", "--jobs", "1", "--output-format", name, *many)
    assert one.code == 2
    assert one.err.count("frobnicate") == 1
    assert run("check", "--jobs", "3", "--output-format", name, *many) == one


def test_says_the_same_of_what_fails(run: Runner, many: list[str]) -> None:
    fine = [path for path in many if path[0] == "1"]
    for options in ([], ["--fail-on", "never"], ["--select", "RS2"], ["--no-config", "--statistics"]):
        one = run("check", "--jobs", "1", *options, *fine)
        assert run("check", "--jobs", "2", *options, *fine) == one
    wrong = run("check", "--jobs", "2", "--select", "RS9", *fine)
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert run("check", "--jobs", "0", *fine).code == 2


def test_more_only_where_they_pay(many: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(4), raising=False)
    assert judging.processes_for(many) == 1
    monkeypatch.setattr(judging, "_FEWEST", 10)
    assert judging.processes_for(many) == 1
    monkeypatch.setattr(judging, "_WORTH", 3_000)
    assert judging.processes_for(many) == 4
    assert judging.processes_for([*many, "-"]) == 1
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(1), raising=False)
    assert judging.processes_for(many) == 1


def test_standard_input_is_read_by_this_process(run: Runner) -> None:
    assert run("check", "--jobs", "2", "-", stdin=LOG.encode()) == run("check", "-", stdin=LOG.encode())


@pytest.fixture
def long(tmp_path: Path) -> list[str]:
    """Documents that take half a minute."""
    rows = "".join(f"| {number}: a | ![](https://geps.dev/progress/{number % 101}) |\n" for number in range(4_000))
    (tmp_path / "a.md").write_text(f"| Song | Progress |\n| - | - |\n| 9: b | 140% |\n{rows}", encoding="utf-8")
    copies = [tmp_path / f"{number}.md" for number in range(400)]
    for copy in copies:
        copy.hardlink_to(tmp_path / "a.md")
    return [str(copy) for copy in copies]


@needs_proc
@pytest.mark.parametrize("signalled", ["one", "all", "killed"])
def test_all_end_at_once(long: list[str], signalled: str) -> None:
    process = subprocess.Popen([*COMMAND, *long], env=environment(), stdout=subprocess.DEVNULL, start_new_session=True)
    children = _children(process.pid)
    begun = time.monotonic()
    if signalled == "all":  # as a terminal does
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT if signalled == "one" else signal.SIGKILL)
    assert process.wait(timeout=20) == (-signal.SIGKILL if signalled == "killed" else 130)
    if signalled != "killed":
        assert time.monotonic() - begun < 5
    _wait_for_the_end(children)


@pytest.mark.long
@needs_proc
@pytest.mark.long
def test_all_end_when_the_reader_leaves(long: list[str]) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *long], env=environment(), stdout=pipe, stderr=pipe) as process:
        children = _children(process.pid)
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait(timeout=60) == 141
        assert process.stderr.read() == b""
    _wait_for_the_end(children)


@needs_proc
def test_a_killed_process_is_said(long: list[str]) -> None:
    with subprocess.Popen([*COMMAND, *long], env=environment(), stdout=-3, stderr=-1, text=True) as process:
        children = _children(process.pid)
        os.kill(children[0], signal.SIGKILL)
        assert process.stderr
        said = process.stderr.read()
    assert process.returncode == 3, said
    assert said.count("\n") == 1
    assert "a worker process was killed" in said
    _wait_for_the_end(children)


def test_on_the_corpora(run: Runner, shared: Path, progress_files: list[Path], hostile_files: list[Path]) -> None:
    assert shared.is_dir()
    paths = [str(path) for path in [*progress_files, *hostile_files]]
    for name in FORMATS if os.environ.get("READMESYNC_FULL") else ("text", "json", "sarif"):
        one = run("check", "--jobs", "1", "--output-format", name, *paths)
        assert len(one.out) > 5_000
        assert run("check", "--jobs", "2", "--output-format", name, *paths) == one


def _children(parent: int) -> list[int]:
    """The two processes that a process has started, as soon as they are there."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found = [int(one) for one in listed.read_text("ascii").split()]
        if len(found) == 2:
            return found
        time.sleep(0.01)
    pytest.fail("there are no two processes")


def _wait_for_the_end(processes: list[int]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and any(Path(f"/proc/{one}").exists() for one in processes):
        time.sleep(0.05)
    assert not any(Path(f"/proc/{one}").exists() for one in processes)
