"""Compares two revisions of readme-sync, side by side in one run.

    python benchmarks/revisions.py main~10 [main] [--shared ../shared] [--rounds 5]

Each revision is checked out into a folder of its own; the packages are those of this Python.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import page
import peers
import sets
import timing

FOLDER = sets.ROOT / ".bench"
_SECONDS = 300.0


def main() -> int:
    """Prints the tables; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="a revision that git knows")
    parser.add_argument("new", nargs="?", default="HEAD", help="another one (default HEAD)")
    parser.add_argument("--shared", type=Path, help="the folder with the team's corpora")
    parser.add_argument("--rounds", type=int, default=5, help="counted runs of each (default 5)")
    chosen = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    corpus = sets.corpus(chosen.shared)
    readme = sets.one_readme(chosen.shared)
    work = {
        "one README": [readme],
        "1,000 READMEs": sets.many(1_000, FOLDER, corpus),
        "10,000 rows": [sets.rows(10_000, FOLDER)],
    }
    with tempfile.TemporaryDirectory() as folder:
        commands = {name: _command(name, Path(folder)) for name in (chosen.old, chosen.new)}
        for title, documents in work.items():
            print(_table(title, commands, documents, chosen.rounds), end="\n\n")
    return 0


def _command(revision: str, folder: Path) -> tuple[str, ...]:
    """The command that checks with a revision."""
    place = folder / revision.replace("/", "-")
    place.mkdir()
    archive = subprocess.run(["git", "archive", revision, "src"], cwd=sets.ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", place], input=archive.stdout, check=True)
    subprocess.run([sys.executable, "-m", "compileall", "-q", place], check=True)
    code = f"import sys; sys.path.insert(0, {str(place / 'src')!r}); from readme_sync.cli import main; sys.exit(main())"
    return (sys.executable, "-c", code, "check")


def _table(title: str, commands: dict[str, tuple[str, ...]], documents: Sequence[Path], rounds: int) -> str:
    paths = [str(path) for path in documents]
    runs = {name: [*command, *paths] for name, command in commands.items()}
    costs = timing.side_by_side(runs, peers.environment(), rounds=rounds, seconds=_SECONDS)
    return page.table(title, costs, next(iter(commands)))


if __name__ == "__main__":
    sys.exit(main())
