"""The peers, pinned, and how each is asked to check documents; installed by package name into a folder of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PYTHON_PACKAGES = ("mdformat==1.0.0", "mdformat-gfm==1.0.0", "rumdl==0.3.0", "cmarkgfm==2025.10.22", "mistune==3.4.0")
NODE_PACKAGES = ("prettier@3.10.1", "markdownlint-cli2@0.22.0")


@dataclass(frozen=True)
class Peer:
    """A command that is timed.

    Attributes:
        name: as tables show it.
        command: without the documents.
        is_slow: whether it is left out of the large sets, which it does not end in two minutes.
        stops: whether it stops at the first document that it cannot read.
    """

    name: str
    command: tuple[str, ...]
    is_slow: bool = False
    stops: bool = False


def install(folder: Path) -> None:
    """Installs what is not there yet."""
    stamp = folder / "installed"
    wanted = "\n".join((*PYTHON_PACKAGES, *NODE_PACKAGES))
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    sys.stderr.write("installing the peers ...\n")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [folder / "venv" / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, *PYTHON_PACKAGES], check=True)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *NODE_PACKAGES], cwd=folder, check=True)
    stamp.write_text(wanted, "utf-8")


def floors(folder: Path) -> list[Peer]:
    """What no checker can be faster than: the interpreter, reading the bytes, GitHub's own parser."""
    python = str(folder / "venv" / "bin" / "python")
    read = "import sys\nfor path in sys.argv[1:]: open(path, 'rb').read()"
    render = (
        "import sys\nfrom cmarkgfm.cmark import markdown_to_html_with_extensions as html\n"
        "names = ['table', 'autolink', 'strikethrough', 'tagfilter', 'tasklist']\n"
        "for path in sys.argv[1:]: html(open(path, encoding='utf-8', errors='replace').read(), 0, names)"
    )
    return [
        Peer("python -c pass", (python, "-c", "pass")),
        Peer("reading the bytes", (python, "-c", read)),
        Peer("cmark-gfm's parse", (python, "-c", render)),
    ]


def peers(folder: Path) -> list[Peer]:
    """The other tools."""
    binaries, modules = folder / "venv" / "bin", folder / "node_modules" / ".bin"
    return [
        Peer("rumdl check --no-cache", (str(binaries / "rumdl"), "check", "--no-cache", "--quiet")),
        Peer("mdformat --check", (str(binaries / "mdformat"), "--check")),
        Peer("prettier --check", (str(modules / "prettier"), "--check", "--log-level", "silent"), is_slow=True),
        Peer("markdownlint-cli2", (str(modules / "markdownlint-cli2"),), is_slow=True),
    ]


def formatters(folder: Path) -> list[Peer]:
    """The tools that write documents anew, in place."""
    return [
        Peer("mdformat", (str(folder / "venv" / "bin" / "mdformat"),), stops=True),
        Peer("prettier", (str(folder / "node_modules" / ".bin" / "prettier"), "--write")),
    ]


def fixers(folder: Path) -> list[Peer]:
    """The tools that correct or write documents anew, ours first."""
    modules = folder / "node_modules" / ".bin"
    return [
        ours("check --fix --no-config"),
        ours("check --unsafe-fixes --no-config"),
        ours("format --no-config"),
        *formatters(folder),
        Peer("markdownlint-cli2 --fix", (str(modules / "markdownlint-cli2"), "--fix")),
        Peer("rumdl fmt", (str(folder / "venv" / "bin" / "rumdl"), "fmt", "--no-cache", "--quiet")),
    ]


def ours(command: str, *, processes: int | None = None) -> Peer:
    """Our own command, as it is installed beside the interpreter of this program; the peers are run so, too.

    It uses so many processes; as many as it chooses without.
    """
    jobs = ("--jobs", str(processes)) if processes else ()
    installed = str(Path(sys.executable).with_name("readme-sync"))
    return Peer(f"readme-sync {command}", (installed, *command.split(), *jobs))


def environment() -> dict[str, str]:
    """The same for all: no colours, no configuration of this machine's user."""
    return {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "", "PYTHONHASHSEED": "0"}
