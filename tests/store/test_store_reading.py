"""What is a document, and what is refused."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import readme_sync
from readme_sync.errors import InputError
from readme_sync.store import MAX_BYTES, read_source
from readme_sync.store import read_files as reading
from readme_sync.store.read_files import split_section

READER = """
import os, sys
from readme_sync.errors import InputError
from readme_sync.store import read_source
if os.geteuid() == 0:  # root may read everything
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    read_source(sys.argv[1])
except InputError as error:
    print(error)
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(b"# A\n")
    return path


@pytest.fixture
def public() -> Iterator[Path]:
    """A directory that every user may enter (those of pytest are closed)."""
    path = Path(tempfile.mkdtemp(prefix="readme-sync-test-"))
    path.chmod(0o755)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


def refusal(path: Path | str) -> str:
    """What `read_source` says about the file: one line that begins with its name."""
    with pytest.raises(InputError) as caught:
        read_source(path)
    line = str(caught.value)
    assert line.startswith(str(path) + ":")
    assert "\n" not in line
    assert caught.value.hint
    return line.removeprefix(str(path))


@pytest.mark.parametrize(
    "data",
    [b"", b"a", b"a\r\nb\rc\n", b"\xef\xbb\xbf# A\r\n", "ä € 😀\n".encode(), b"\x01\x1b\x7f", b"x" * 3_000_000],
    ids=["empty", "no-newline", "mixed-ends", "bom", "unicode", "controls", "many-chunks"],
)
def test_bytes_come_back(document: Path, data: bytes) -> None:
    document.write_bytes(data)
    source = read_source(document)
    assert source.to_bytes() == data
    assert source.path == str(document)


def test_a_path_may_be_a_string(document: Path) -> None:
    assert read_source(str(document)).text == "# A\n"


def test_links_are_followed(document: Path) -> None:
    link = document.with_name("link.md")
    link.symlink_to(document)
    assert read_source(link).text == "# A\n"
    assert read_source(link).path == str(link)


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.md") == ": does not exist; check the path"


def test_missing_directory(document: Path) -> None:
    assert refusal(document / "no.md") == ": does not exist; check the path"


def test_link_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to("no.md")
    assert refusal(link) == ": is a link to a missing file; repair the link"


def test_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to("link.md")
    assert "cannot be read: " in refusal(link)


def test_directory(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ": is a directory; name a file in it, such as README.md"


def test_fifo(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert refusal(fifo) == ": is not a regular file; save the document as a file"


def test_device() -> None:
    assert "is not a regular file" in refusal("/dev/zero")


def test_name_that_cannot_be() -> None:
    assert "is not a file name" in refusal("a\0b")


def test_utf16(document: Path) -> None:
    document.write_bytes("# A".encode("utf-16"))
    assert refusal(document) == ": is UTF-16; save it as UTF-8"


def test_not_utf8(document: Path) -> None:
    document.write_bytes(b"a\nb\xff")
    assert refusal(document) == ":2: is not UTF-8 (byte 0xFF); save it as UTF-8"


def test_nul(document: Path) -> None:
    document.write_bytes(b"a\nb\0c")
    assert refusal(document) == ":2: holds NUL bytes; it is not text; save it as UTF-8"


def test_nul_at_the_start(document: Path) -> None:
    document.write_bytes(b"\0")
    assert refusal(document) == ":1: holds NUL bytes; it is not text; save it as UTF-8"


def test_utf16_without_mark_is_found_by_its_nuls(document: Path) -> None:
    document.write_bytes("# A".encode("utf-16-le"))
    assert "NUL" in refusal(document)


def test_too_large_is_refused_unread(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.truncate(document, MAX_BYTES)  # sparse: takes no space

    def no_open(*_: object) -> int:
        raise AssertionError

    monkeypatch.setattr(os, "open", no_open)
    assert refusal(document) == ": is too large (100 MB); split it into files of less than 100 MB"


def test_the_limit_is_exact(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 5)
    assert read_source(document).text == "# A\n"
    document.write_bytes(b"# AB\n")
    assert "is too large" in refusal(document)


def test_grows_while_it_is_read(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 5)
    monkeypatch.setattr(os, "read", lambda _descriptor, count: b"x" * count)
    assert "is too large" in refusal(document)


def test_becomes_a_fifo_before_it_is_opened(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = os.stat(document)
    document.unlink()
    os.mkfifo(document)
    descriptors = set(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(os, "stat", lambda _path: looked_at)
    assert "is not a regular file" in refusal(document)
    assert set(os.listdir("/proc/self/fd")) == descriptors


def test_read_error(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "read", fail)
    assert refusal(document) == ": cannot be read: Input/output error; check the path and the disk"


@pytest.mark.parametrize("closed", ["file", "directory"])
def test_unreadable(public: Path, closed: str) -> None:
    path = public / "README.md"
    path.write_bytes(b"# A\n")
    (path if closed == "file" else public).chmod(0)
    environment = {**os.environ, "PYTHONPATH": str(Path(str(readme_sync.__file__)).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
        env=environment,
    )
    assert done.stdout == f"{path}: cannot be read: Permission denied; allow reading it\n"


def test_no_descriptor_is_left(document: Path) -> None:
    before = os.listdir("/proc/self/fd")
    read_source(document)
    document.write_bytes(b"\xff")
    refusal(document)
    assert os.listdir("/proc/self/fd") == before


def test_reading_changes_nothing(document: Path) -> None:
    before = os.stat(document)
    read_source(document)
    after = os.stat(document)
    assert (after.st_mtime_ns, after.st_ino, stat.S_IMODE(after.st_mode)) == (
        before.st_mtime_ns,
        before.st_ino,
        stat.S_IMODE(before.st_mode),
    )


@pytest.mark.parametrize(("data", "line"), [(b"\0a\n", 1), (b"\n\0", 2), (b"a\nb\n\0", 3)])
def test_the_line_of_a_nul_byte(document: Path, data: bytes, line: int) -> None:
    document.write_bytes(data)
    assert refusal(document) == f":{line}: holds NUL bytes; it is not text; save it as UTF-8"


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a.md#plan", ("a.md", "#plan")),
        ("a.md#", ("a.md", None)),
        ("a.md", ("a.md", None)),
        ("docs#1/a.md", ("docs#1/a.md", None)),
        ("a#*.md", ("a#*.md", None)),
        ("a#b\\c", ("a#b\\c", None)),
    ],
)
def test_the_section_behind_a_path(path: str, parts: tuple[str, str | None]) -> None:
    assert split_section(path) == parts


def test_a_file_whose_name_holds_the_sign_has_no_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a#b").touch()
    assert split_section("a#b") == ("a#b", None)
