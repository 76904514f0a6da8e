"""Show that the suite fails when it should: plant one bug after the other in a copy, and run the tests about it.

python scripts/planted_bugs.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "scripts", "docs", "samples", "action", "action.yml", "pyproject.toml", "README.md")


class Bug(NamedTuple):
    """A change of the source that makes it wrong, and the tests that have to notice."""

    name: str
    path: str
    right: str
    wrong: str
    tests: tuple[str, ...]


BUGS = (
    Bug(
        "write in place, without fsync and rename",
        "store/write_files.py",
        "        fill(temporary, data, target, held.status)\n        _refuse_changed(target, held, shown)\n"
        "        os.replace(temporary, target)\n",
        '        _refuse_changed(target, held, shown)\n        with open(target, "wb") as file:\n'
        "            file.write(data)\n",
        ("tests/reliability/test_crash.py", "tests/reliability/test_faults.py"),
    ),
    Bug(
        "escape only pipes",
        "markdown/escape.py",
        "    marks = _marks(text, alone=alone)\n    for position, char in enumerate(text):\n",
        "    marks: dict[int, str] = {}\n    for position, char in enumerate(text):\n",
        ("tests/reliability/test_markers_and_titles.py",),
    ),
    Bug(
        "shift an edit by one",
        "text/source.py",
        "        position = edit.span.end\n    parts.append",
        "        position = edit.span.end + 1\n    parts.append",
        ("tests/reliability/test_documents.py",),
    ),
    Bug(
        "believe a 200",
        "store/github_branches.py",
        '        if self._now(branch) != commit:\n            raise failure or _without_effect(f"move of the branch',
        '        if failure:\n            raise failure or _without_effect(f"move of the branch',
        ("tests/reliability/test_github_answers.py",),
    ),
    Bug(
        "count an ignored file",
        "store/file_tree_on_disk.py",
        "PresentFiles(self._root) if index is None else TrackedFiles(",
        "PresentFiles(self._root) if index is None or index else TrackedFiles(",
        ("tests/cli/test_cli_sources.py::test_what_git_does_not_track_never_counts",),
    ),
)


def _run(folder: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not crash", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", "CI": ""}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, next((line for line in reversed(done.stdout.splitlines()) if line.strip()), "")


def main() -> int:
    """Plant each bug, and return 1 if one is not noticed, or if the tests fail without any."""
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder)
        code, said = _run(folder, tuple(sorted({test for bug in BUGS for test in bug.tests})))
        print(f"{'green' if code == 0 else 'RED'}: without a bug: {said}", flush=True)
        wrong += code != 0
        for bug in BUGS:
            path = folder / "src" / "readme_sync" / bug.path
            text = path.read_text("utf-8")
            if text.count(bug.right) != 1:
                print(f"cannot plant: {bug.name}")
                wrong += 1
                continue
            path.write_text(text.replace(bug.right, bug.wrong), "utf-8")
            code, said = _run(folder, bug.tests)
            path.write_text(text, "utf-8")
            print(f"{'red' if code == 1 else 'NOT NOTICED'}: {bug.name}: {said}", flush=True)
            wrong += code != 1
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
