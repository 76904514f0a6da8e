"""Measure what counting tracked files and comparing translations cost: the figures of docs/internals/performance.md.

python benchmarks/tracked_files.py [--files 20000] [--runs 5]

Six markers count by patterns over a repository. Their cost is the CPU time of `check` less that of the same document
whose markers are plain numbers, in ratio to `git ls-files | wc -l`, and that of listing and counting in a process which
has the modules already. Then one `check` of 13 READMEs in several languages with 30 claims of the configuration.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from readme_sync.store.file_tree_on_disk import Folder

_PATTERNS = ("src/**/*.py", "src/**/*.md", "src/p1*/**", "src/*/m7/*.py", "**/f1?.py", "src/**/m1[0-3]/*")
_LANGUAGES = "ar bn de es fr hi it ja ko pt ru zh-CN".split()
_CHECK = (sys.executable, "-m", "readme_sync", "check", "--output-format", "concise")


def _seconds(command: Sequence[str] | str, folder: Path, runs: int) -> float:
    """Return the least CPU time of some runs, with that of the processes that they start."""
    least = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, shell=isinstance(command, str), capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def _repository(folder: Path, files: int) -> None:
    for number in range(files):
        place = folder / "src" / f"p{number % 40}" / f"m{number % 20}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"f{number}.{'py' if number % 3 else 'md'}").touch()
    subprocess.run(("git", "init", "-q"), cwd=folder, check=True)
    subprocess.run(("git", "add", "-A"), cwd=folder, check=True)


def _measure_files(folder: Path, files: int, runs: int) -> None:
    _repository(folder, files)
    marker = "<!-- readme-sync: {} -->1<!-- /readme-sync -->\n\n"
    (folder / "COUNTS.md").write_text("".join(marker.format(f'files "{one}"') for one in _PATTERNS), "utf-8")
    (folder / "NUMBERS.md").write_text("".join(marker.format(one) for one in range(len(_PATTERNS))), "utf-8")
    git = _seconds("git ls-files | wc -l", folder, runs)
    counted = _seconds((*_CHECK, "COUNTS.md"), folder, runs)
    plain = _seconds((*_CHECK, "NUMBERS.md"), folder, runs)
    cost = counted - plain
    print(f"{files:>7,} files: git ls-files | wc -l {1000 * git:.1f} ms; six counts {1000 * cost:.1f} ms", end="")
    print(f" = {cost / git:.1f} x; the whole check {1000 * counted:.0f} ms", end="")
    again = min(_counting(folder) for _ in range(runs + 1))
    print(f"; in a process that runs already {1000 * again:.1f} ms = {again / git:.1f} x")


def _counting(folder: Path) -> float:
    """Return the CPU time of listing a repository and counting by six patterns, with that of git."""
    before = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    tree = Folder(folder / "COUNTS.md")
    assert all(tree.count(pattern) for pattern in _PATTERNS)
    after = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))


def _measure_lines(folder: Path, runs: int) -> None:
    """Count lines in the files of `_measure_files`, which must be read for it; `cat` reads as many."""
    for path in (folder / "src").rglob("f*"):
        path.write_text("use x;\npub mod a;\n\nfn b() {}\n" * 10, "utf-8")
    facts = "".join(f'f{at} = {{ lines = "{one}", matching = "^pub mod" }}\n' for at, one in enumerate(_PATTERNS))
    (folder / ".readme-sync.toml").write_text(f"[facts]\n{facts}", "utf-8")
    marker = "<!-- readme-sync: f{} -->1<!-- /readme-sync -->\n\n"
    (folder / "COUNTS.md").write_text("".join(marker.format(one) for one in range(len(_PATTERNS))), "utf-8")
    read = _seconds("git ls-files -z src | xargs -0 cat | wc -l", folder, runs)
    git = _seconds("git ls-files | wc -l", folder, runs)
    counted, plain = (_seconds((*_CHECK, name), folder, runs) for name in ("COUNTS.md", "NUMBERS.md"))
    print(f"the same as lines: listing and reading {1000 * (git + read):.0f} ms; six counts", end="")
    print(f" {1000 * (counted - plain):.0f} ms = {(counted - plain) / (git + read):.1f} x")


def _measure_siblings(folder: Path, runs: int) -> None:
    rows = "".join(f"| [Book {number}](b{number}.md) | {number} | {number % 10}0% |\n" for number in range(20))
    table = f"\n## Read\n\n| Title | Pages | Progress |\n| --- | --- | --- |\n{rows}"
    text = "# Kit\n" + "".join(f"\n{one} things of kind k{one:02}.\n" for one in range(30)) + table
    claims = "".join(f'[[claims]]\nfind = "{{}} things of kind k{one:02}"\nvalue = "{one}"\n' for one in range(30))
    (folder / ".readme-sync.toml").write_text(f'{claims}[[siblings]]\nfiles = ["README.md", "README.*.md"]\n', "utf-8")
    for name in ("README.md", *(f"README.{language}.md" for language in _LANGUAGES)):
        (folder / name).write_text(text, "utf-8")
    cpu = _seconds(_CHECK, folder, runs)
    print(f"13 READMEs, 30 claims: one check takes {cpu:.2f} s of CPU")


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description="Measure what counting files and comparing translations cost.")
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    top = Path(tempfile.mkdtemp(prefix="readme-sync-"))
    try:
        for name, files in (("half", options.files // 2), ("whole", options.files)):
            (top / name).mkdir()
            _measure_files(top / name, files, options.runs)
        _measure_lines(top / name, options.runs)
        (top / "siblings").mkdir()
        _measure_siblings(top / "siblings", options.runs)
    finally:
        shutil.rmtree(top)


if __name__ == "__main__":
    main()
