"""What is checked: one README, many real ones, generated rows."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LARGEST = 200_000
_SECTIONS = 100


def one_readme(shared: Path | None) -> Path:
    """The README of the first set."""
    return shared / "corpus" / "seed.md" if shared else ROOT / "samples" / "learning.md"


def many(count: int, folder: Path, corpus: Path | None) -> list[Path]:
    """`count` real documents, chosen by their hashes; those that are too few are copied until they are enough.

    Without a corpus they are the Markdown files of the packages that are installed with this Python and with the peers.
    """
    target = folder / f"documents-{count}"
    if not target.exists():
        found = _documents(corpus or folder)
        target.mkdir(parents=True)
        for number in range(count):
            (target / f"{number:05}.md").write_bytes(found[number % len(found)])
    return sorted(target.iterdir())


def corpus(shared: Path | None) -> Path | None:
    """The folder of the team's Markdown files, unpacked."""
    if shared is None:
        return None
    return Path(subprocess.check_output([shared / "tools" / "corpus"], text=True).strip())


def _documents(folder: Path) -> list[bytes]:
    folders = [folder, Path(sys.prefix)]
    texts = {path.read_bytes() for one in folders for path in one.rglob("*.md") if path.is_file()}
    fit = [text for text in texts if 200 <= len(text) <= _LARGEST and _is_text(text)]
    return sorted(fit, key=lambda text: hashlib.sha256(text).digest())


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def rows(count: int, folder: Path) -> Path:
    """A README of 100 sections with `count` table rows in all, each with a progress image."""
    path = folder / f"rows-{count}.md"
    if not path.exists():
        path.write_text(rows_text(count), "utf-8")
    return path


def rows_text(count: int) -> str:
    """The text of `rows`."""
    parts = []
    for section in range(_SECTIONS):
        parts.append(f"## Section {section}\n\n| Type | Details | Progress |\n| --- | --- | --- |\n")
        for row in range(1, max(1, count // _SECTIONS) + 1):
            image = f"![](https://geps.dev/progress/{row * 7 % 101})"
            parts.append(f"| {row}: Course | What lesson {row} teaches its readers | {image} |\n")
        parts.append("\n")
    return "".join(parts)
