"""What an installation costs: sizes, dependencies and seconds, beside mdformat and rumdl.

    python benchmarks/install.py

Builds the wheel and the sdist, and installs each tool into an environment of its own, with nothing in pip's cache. The
table goes to docs/internals/performance.md. Needs a package index.
"""

import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "internals" / "performance.md"
_BEGIN, _END = "<!-- installed -->", "<!-- /installed -->"
_PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input")


class Installed(NamedTuple):
    """What an installation costs; sizes in bytes."""

    wheel: int
    packages: int
    size: int
    seconds: float


def install(requirement: str, folder: Path) -> Installed:
    """Install a requirement into a new environment."""
    wheels = folder / "wheels"
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(wheels), requirement)
    (wheel,) = wheels.glob("*.whl")
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = str(environment / "bin" / "python")
    before = size(environment)
    begun = time.perf_counter()
    pip(python, "install", "--no-cache-dir", "--no-compile", str(wheel))
    seconds = time.perf_counter() - begun
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format", "json"], check=True, capture_output=True, text=True
    )
    others = {"pip", "setuptools", "wheel"}
    packages = [one for one in json.loads(listed.stdout) if one["name"] not in others]
    return Installed(wheel.stat().st_size, len(packages) - 1, size(environment) - before, seconds)


def pip(python: str, *words: str) -> None:
    """Run pip."""
    subprocess.run([python, *_PIP, *words], check=True, stderr=subprocess.DEVNULL)


def size(folder: Path) -> int:
    """Return the size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def sdist(folder: Path) -> int:
    """Return the size of our sdist."""
    pip(sys.executable, "install", "build")
    build = [sys.executable, "-m", "build", "--sdist", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tar.gz")
    return archive.stat().st_size


def main() -> None:
    """Measure all, and write the table."""
    rows = []
    for requirement in (str(ROOT), "mdformat", "mdformat-gfm", "rumdl"):
        name = "readme-sync" if requirement == str(ROOT) else requirement
        with tempfile.TemporaryDirectory() as folder:
            one = install(requirement, Path(folder))
        megabytes = f"{one.wheel / 1e6:.2f} | {one.packages} | {one.size / 1e6:.1f}"
        rows.append(f"| {name} | {megabytes} | {one.seconds:.1f} |")
        print(rows[-1])
    with tempfile.TemporaryDirectory() as folder:
        archive = sdist(Path(folder))
    day = datetime.now(tz=UTC).date()
    lines = [
        f"Measured on {day}, Python {sys.version.split()[0]}, by `benchmarks/install.py`: pip without a cache.",
        f"The sdist has {archive / 1e6:.2f} MB.",
        "",
        "| tool | wheel, MB | packages it needs | installed, MB | seconds |",
        "| --- | --: | --: | --: | --: |",
        *rows,
    ]
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(_BEGIN)
    PAGE.write_text(f"{before}{_BEGIN}\n\n{chr(10).join(lines)}\n\n{_END}{rest.partition(_END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
