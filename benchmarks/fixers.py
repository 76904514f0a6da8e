"""Compares what tools that rewrite documents do to them, side by side in one run, and writes docs/internals/fixers.md.

    python benchmarks/fixers.py [--shared ../shared] [--many 300] [--write]

Installs the peers by name into .bench. Full disks are tried on a small file system of its own, which needs root.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import peers
import sets
from cmarkgfm import cmark
from peers import Peer

FOLDER = sets.ROOT / ".bench"
PAGE = sets.ROOT / "docs" / "internals" / "fixers.md"
_EXTENSIONS = ("table", "autolink", "strikethrough", "tagfilter", "tasklist")
_COLUMNS = ("meaning changed", "of these digits only", "line ends changed", "not idempotent", "not UTF-8, yet written")
_SECONDS = 600


def main() -> int:
    """Print the tables; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder with the team's corpora")
    parser.add_argument("--many", type=int, default=300, help="how many ordinary documents (default 300)")
    parser.add_argument("--write", action="store_true", help="write docs/internals/fixers.md")
    chosen = parser.parse_args()
    peers.install(FOLDER)
    groups = {f"{chosen.many} ordinary documents": sets.many(chosen.many, FOLDER, sets.corpus(chosen.shared))}
    if chosen.shared:
        for name in ("fresh", "hostile"):
            documents = sorted((chosen.shared / "corpus" / name).glob("*.md"))
            groups[f"{len(documents)} {'documents with progress' if name == 'fresh' else 'hostile documents'}"] = (
                documents
            )
    tools = peers.fixers(FOLDER)
    parts = [_table(title, documents, tools) for title, documents in groups.items()]
    parts.append(_full_disks(tools))
    text = "\n\n".join(parts)
    sys.stdout.write(text + "\n")
    if chosen.write:
        day = datetime.now(tz=UTC).date()
        PAGE.write_text(f"{_INTRODUCTION}\nMeasured on {day}.\n\n{text}\n", "utf-8")
    return 0


_INTRODUCTION = """\
# What rewriting costs: readme-sync beside its peers

Made by `python benchmarks/fixers.py --shared ../shared --write`. Each tool rewrites a copy of
the same documents, twice.

- *Meaning changed*: the page of cmark-gfm differs, white space outside of `<pre>` aside.
- *Digits only*: the page is the same once its digits are left out; a wrong number is what `check --fix` corrects.
- *Line ends changed*: a document with CRLF, CR or mixed line ends has others.
- *Not idempotent*: the second run changes the document again.
- *Not UTF-8, yet written*: bytes that are no text were rewritten.
- *Destroyed*: on a disk without room the document holds neither its old bytes nor what the tool writes elsewhere.
"""


def _table(title: str, documents: Sequence[Path], tools: Sequence[Peer]) -> str:
    lines = [f"### {title}", "", f"| command | {' | '.join(_COLUMNS)} |", f"| --- |{' --: |' * len(_COLUMNS)}"]
    for tool in tools:
        with tempfile.TemporaryDirectory() as folder:
            copies = [Path(folder, path.name) for path in documents]
            for path, copy in zip(documents, copies, strict=True):
                copy.write_bytes(path.read_bytes())  # the corpora are read-only
            before = [path.read_bytes() for path in documents]
            _run(tool, copies)
            once = [copy.read_bytes() for copy in copies]
            _run(tool, copies)
            twice = [copy.read_bytes() for copy in copies]
        counts = [sum(column) for column in zip(*map(_faults, before, once, twice), strict=True)]
        lines.append(f"| {tool.name} | {' | '.join(map(str, counts))} |")
    return "\n".join(lines)


def _faults(before: bytes, once: bytes, twice: bytes) -> tuple[bool, ...]:
    """Say for each column whether this document counts in it."""
    try:
        page, after = _page(before.decode()), _page(once.decode())
    except UnicodeDecodeError:
        return (False, False, False, once != twice, once != before)
    changed = page != after
    digits_only = changed and re.sub(r"\d", "", page) == re.sub(r"\d", "", after)
    return (changed, digits_only, _ends(before) != _ends(once) and b"\r" in before, once != twice, False)


def _ends(data: bytes) -> set[bytes]:
    return set(re.findall(rb"\r\n|\r|\n", data))


def _page(text: str) -> str:
    """Return what GitHub shows, white space outside of `<pre>` as one blank."""
    html = cmark.markdown_to_html_with_extensions(text, cmark.Options.CMARK_OPT_UNSAFE, _EXTENSIONS)
    parts = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    parts[::2] = [re.sub(r"\s+", " ", part) for part in parts[::2]]
    return "".join(parts)


def _run(tool: Peer, documents: Sequence[Path]) -> None:
    """Run a tool in the folder of the documents, as some read only what is below the one they run in."""
    names = [path.name for path in documents]
    for some in [[name] for name in names] if tool.stops else [names]:
        command = [*tool.command, *some]
        where, environment = documents[0].parent, peers.environment()
        subprocess.run(command, env=environment, cwd=where, capture_output=True, check=False, timeout=_SECONDS)


def _full_disks(tools: Sequence[Peer]) -> str:
    """Return a table of what is left of a document when the disk is full."""
    lines = [
        "### A disk without room",
        "",
        "| command | left of the document | files left behind |",
        "| --- | --- | --: |",
    ]
    rows = f"| {'long ' * 12} | b | c |\n" + "".join(f"| a {n} | b\\_{n} |  [ ] c |\n" for n in range(300))
    headings = "".join(f"### h {n}\ntext {n}\n" for n in range(300))
    text = (
        "# Plan (1/2)\n\n- [x] sow\n- [x] reap\n\n77% translated (301/346 files)\n\n| a | b | c |\n|-|-|-|\n"
        + rows
        + "\n"
        + headings
    )
    for tool in tools:
        with _small_disk() as folder:
            if folder is None:
                return "\n".join([*lines, "| all | not tried: a small file system needs root | |"])
            elsewhere = Path(folder.parent, "elsewhere.md")
            elsewhere.write_text(text, "utf-8")
            _run(tool, [elsewhere])
            document = folder / "README.md"
            document.write_text(text, "utf-8")
            free = os.statvfs(folder)
            (folder / "filler").write_bytes(b"x" * (free.f_bavail * free.f_frsize))
            _run(tool, [document])
            left = document.read_bytes() if document.exists() else b""
            beside = len(list(folder.iterdir())) - 2
            said = "as it was" if left == text.encode() else "as written" if left == elsewhere.read_bytes() else ""
            said = said or f"**destroyed** ({len(left):,} of {len(text):,} bytes)"
            if elsewhere.read_text("utf-8") == text:
                said += ", but the tool had nothing to write"
            lines.append(f"| {tool.name} | {said} | {beside} |")
    return "\n".join(lines)


@contextmanager
def _small_disk() -> Iterator[Path | None]:
    """Yield the folder of a file system of 64 KiB; None where it cannot be made."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above, "disk")
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            yield None
            return
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)


if __name__ == "__main__":
    sys.exit(main())
