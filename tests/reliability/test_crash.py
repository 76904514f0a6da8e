"""Real processes that are killed, real disks that are full, real calls that fail."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from promises import Promise

import readme_sync

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(str(readme_sync.__file__)).parents[1]),
    "PYTHONDONTWRITEBYTECODE": "1",  # or the first failing write would be that of a .pyc file
}
OLD = b"old\n" * 1829
REFUSED = 3

# Starts writers, kills each at a random moment, and prints what it found as JSON. One process for all of them, because
# forking takes 1 ms and starting Python takes 50.
NURSERY = """
import collections, json, os, random, signal, sys, time
from readme_sync.store.write_files import update
from readme_sync.text import Source
path, size, rounds, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
directory = os.path.dirname(path)
delays = random.Random(rounds)
nursery = os.getpid()

def other(source):
    return Source(("b" if source.text[0] == "a" else "a") * size)

def write_on():
    while os.getppid() == nursery:  # nobody writes on when a test is given up
        update(path, other)

def temporary():
    return sum(name.endswith(".tmp") for name in os.listdir(directory))

found = collections.Counter()
for _ in range(rounds):
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        write_on()
    time.sleep(delays.uniform(0, 0.03))
    os.kill(child, number)
    if os.waitpid(child, 0)[1] != number:
        found["died otherwise"] += 1
    with open(path, "rb") as file:
        data = file.read()
    found["damaged"] += data != data[:1] * size or data[:1] not in (b"a", b"b")
    found["left"] += temporary()
    found["most at once"] = max(found["most at once"], temporary())
    found["old text"] += data[:1] == b"a"
update(path, lambda source: source)
found["left at the end"] = len(os.listdir(directory)) - 1
print(json.dumps(found))
"""

COUNTER = """
import sys
from readme_sync.store.write_files import update
from readme_sync.text import Source
for _ in range(int(sys.argv[2])):
    assert update(sys.argv[1], lambda source: Source(str(int(source.text) + 1)))
"""

WRITER = f"""
import os, sys
from readme_sync.errors import WriteError
from readme_sync.store.write_files import update
from readme_sync.text import Source
if "nobody" in sys.argv and os.geteuid() == 0:  # root may do everything, so permissions would not count
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    update(sys.argv[1], lambda source: Source("new" * 100_000))
except WriteError as error:
    print(error)
    sys.exit({REFUSED})
"""


def kills(number: int, rounds: int, tmp_path: Path) -> dict[str, int]:
    document = tmp_path / "README.md"
    document.write_bytes(b"a" * 1_000_000)
    arguments = [str(document), "1000000", str(rounds), str(number)]
    command = [sys.executable, "-c", NURSERY, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30 + rounds / 5, env=ENVIRONMENT)
    found: dict[str, int] = json.loads(done.stdout)
    sys.stdout.write(f"{rounds} {found}\n")  # to be seen with -s
    # The moments were spread over the writing: neither did all writers die before it, nor did all write one text.
    assert 0 < found["old text"] < rounds
    return found


def test_kill(tmp_path: Path, promise: Promise, full: bool) -> None:  # noqa: FBT001  a fixture
    """Promise 10: a writer that is killed leaves the old file or the new one."""
    rounds = 1_000 if full else 40
    found = kills(9, rounds, tmp_path)
    promise(
        10, rounds, ["damaged"] * found["damaged"] + ["left"] * found["left at the end"], floor=40, full_floor=1_000
    )
    assert found.get("died otherwise", 0) == 0
    assert found["left"] > 0  # some were killed while they wrote, so this test tests something
    assert found["most at once"] == 1  # each writer first removes what the one before it left
    assert found["left at the end"] == 0


def test_terminate(tmp_path: Path, promise: Promise, full: bool) -> None:  # noqa: FBT001  a fixture
    """Promise 10: so does one that is asked to end, and it leaves no temporary file."""
    rounds = 1_000 if full else 20
    found = kills(15, rounds, tmp_path)
    promise(10, rounds, ["damaged"] * found["damaged"] + ["left"] * found["left"], floor=20, full_floor=1_000)
    assert found.get("died otherwise", 0) == 0
    assert found["left"] == 0
    assert found["left at the end"] == 0


def test_two_writers_lose_nothing(tmp_path: Path, promise: Promise, full: bool) -> None:  # noqa: FBT001  a fixture
    """Promise 14: each of two processes changes the document again and again; every change is there in the end."""
    each = 500 if full else 50
    document = tmp_path / "README.md"
    document.write_bytes(b"0")
    command = [sys.executable, "-c", COUNTER, str(document), str(each)]
    writers = [subprocess.Popen(command, env=ENVIRONMENT) for _ in range(2)]
    assert [writer.wait(300) for writer in writers] == [0, 0]
    lost = ["lost"] * (2 * each - int(document.read_bytes()))
    promise(14, 2 * each, lost, floor=100, full_floor=1_000)
    assert os.listdir(tmp_path) == ["README.md"]


def write(document: Path, *before: str, limit: int | None = None, user: str = "") -> tuple[int, str]:
    """Exit status and message of a process that writes 300 kB; a failing one leaves all as it was."""
    command = [*before, sys.executable, "-c", WRITER, str(document), user]

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env=ENVIRONMENT, preexec_fn=limited
    )
    assert done.stderr == ""
    assert not [name for name in os.listdir(document.parent) if name != document.name]
    return done.returncode, done.stdout.strip()


def refused(document: Path, *before: str, limit: int | None = None, user: str = "") -> str:
    status, line = write(document, *before, limit=limit, user=user)
    assert status == REFUSED
    assert document.read_bytes() == OLD
    assert "\n" not in line
    assert line.startswith(f"{document}: ")
    return line.removeprefix(f"{document}: ").removeprefix("could not be written and is unchanged: ")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(OLD)
    return path


@pytest.mark.crash
def test_nothing_fails(document: Path) -> None:
    assert write(document) == (0, "")
    assert document.read_bytes() == b"new" * 100_000


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A document on a disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here (needs root)")
    path = disk / "README.md"
    path.write_bytes(OLD)
    yield path
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.crash
def test_full_disk(mounted: Path) -> None:
    assert refused(mounted) == "No space left on device; free some space on the disk"


@pytest.mark.crash
def test_read_only_disk(mounted: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(mounted.parent)], check=True)
    assert refused(mounted).startswith("is read-only; ")


@pytest.mark.crash
def test_file_that_is_a_mount(tmp_path: Path, document: Path) -> None:
    """As Docker mounts single files."""
    directory = tmp_path / "container"
    directory.mkdir()
    inside = directory / "README.md"
    inside.touch()
    command = ["mount", "--bind", str(document), str(inside)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a file cannot be mounted here (needs root)")
    try:
        hint = "it is in use, or mounted by itself (as by Docker); mount its directory instead"
        assert refused(inside) == f"Device or resource busy; {hint}"
    finally:
        subprocess.run(["umount", str(inside)], check=True)


@pytest.mark.crash
def test_file_size_limit(document: Path) -> None:
    assert refused(document, limit=8192) == "File too large; raise the limit on file sizes (ulimit -f)"


@pytest.fixture
def public() -> Iterator[Path]:
    """A document that every user may write, in a directory that everybody may enter (those of pytest are closed)."""
    directory = Path(tempfile.mkdtemp(prefix="readme-sync-test-"))
    path = directory / "README.md"
    path.write_bytes(OLD)
    path.chmod(0o666)
    yield path
    directory.chmod(0o755)
    shutil.rmtree(directory)


@pytest.mark.crash
def test_directory_that_cannot_be_written(public: Path) -> None:
    public.parent.chmod(0o555)
    assert refused(public, user="nobody") == "Permission denied; allow new files in its directory"


@pytest.mark.crash
def test_file_that_cannot_be_written(public: Path) -> None:
    public.chmod(0o444 if os.geteuid() else 0o644)  # root's own, to be read by all
    public.parent.chmod(0o777)
    assert refused(public, user="nobody") == "is read-only; make it writable (chmod u+w)"


@pytest.mark.crash
def test_file_of_another(public: Path) -> None:
    public.parent.chmod(0o777)
    assert write(public, user="nobody") == (0, "")
    assert public.stat().st_mode & 0o777 == 0o666


@pytest.fixture
def strace() -> list[str]:
    command = ["strace", "-f", "-o", "/dev/null", "-e"]
    if not shutil.which("strace"):
        pytest.skip("strace is not installed (apt-get install strace)")
    if subprocess.run([*command, "trace=none", "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")
    return command


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        ("fsync", "EIO:when=1", "Input/output error; check the disk"),
        ("write", "EIO:when=1", "Input/output error; check the disk"),
        ("write", "ENOSPC:when=1", "No space left on device; free some space on the disk"),
        ("fchmod", "EPERM", "Operation not permitted; allow new files in its directory, and the file to be replaced"),
        ("/^rename", "EACCES", "Permission denied; allow new files in its directory"),
        ("/^rename", "EIO", "Input/output error; check the disk"),
        ("/^rename", "EBUSY", "Device or resource busy; it is in use, or mounted by itself (as by Docker);"),
        ("flock", "ENOLCK", "cannot be locked: No locks available; move it to a file system with locks"),
        ("flock", "EINTR:when=1..3", ""),
        ("fchown", "EPERM", ""),
    ],
)
def test_call_fails(document: Path, strace: list[str], call: str, error: str, message: str) -> None:
    before = [*strace, f"inject={call}:error={error}"]
    if message:
        assert refused(document, *before).startswith(message)
    else:
        assert write(document, *before) == (0, "")
        assert document.read_bytes() == b"new" * 100_000


@pytest.mark.crash
def test_directory_that_does_not_reach_the_disk(document: Path, strace: list[str]) -> None:
    status, line = write(document, *strace, "inject=fsync:error=EIO:when=2")
    assert (status, document.read_bytes()) == (REFUSED, b"new" * 100_000)
    message = "is written, but the disk did not confirm it: Input/output error; check the disk"
    assert line == f"{document}: {message}"


@pytest.mark.parametrize("moment", ["openat", "write", "fsync", "fchmod", "/^rename", "flock"])
def test_killed_at_a_call(document: Path, strace: list[str], moment: str) -> None:
    """A writer that is killed as it enters the call: what it leaves is whole, and the next one tidies up."""
    place = ["-P", str(document)] if moment == "openat" else []
    inject = f"inject={moment}:signal=KILL"
    command = [*strace, inject, *place, sys.executable, "-c", WRITER, str(document)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=ENVIRONMENT)
    assert done.returncode == -9
    assert document.read_bytes() in {OLD, b"new" * 100_000}
    assert write(document) == (0, "")
    assert document.read_bytes() == b"new" * 100_000
