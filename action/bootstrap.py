"""Makes the Action's own environment: exactly the packages of requirements.txt, and this checkout's readme-sync.

Standard library only, as it runs before anything is there, and in any Python, to say which one is needed. It runs as
`python -I`, in the runner's folder. Nothing is built and nothing is run while installing: wheels only, each with a
known hash, so it does not matter from which index they come.
"""

import hashlib
import os
import shutil
import subprocess
import sys

LEAST = (3, 11)
KNOWN = ("3.14", "3.13", "3.12", "3.11")
HERE = os.path.dirname(os.path.abspath(__file__))
REQUIREMENTS = os.path.join(HERE, "requirements.txt")
LOCKED = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", REQUIREMENTS]
SOURCE = os.path.join(os.path.dirname(HERE), "src")
NEEDED = "cmarkgfm, mistune, pydantic, yaml, github.Requester, readme_sync.action.workflow_run"
SECONDS = 600
# What may say where packages come from; all else that could change what pip and uv do stays behind.
KEPT = set(
    "PIP_CACHE_DIR PIP_CERT PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_INDEX_URL PIP_NO_INDEX PIP_TIMEOUT PIP_TRUSTED_HOST"
    " UV_CACHE_DIR UV_DEFAULT_INDEX UV_INDEX_URL UV_NATIVE_TLS UV_SYSTEM_CERTS".split()
)
WHEELS = "it has wheels for Linux (x64, arm64), macOS (arm64) and Windows (x64), Python 3.11 to 3.14"


class Stop(Exception):
    """Something for the user to mend, in one line."""


def main() -> int:
    try:
        python = find_python()
        ready = install(python)
    except Stop as error:
        print("::error title=readme-sync::" + " ".join(str(error).split()).replace("%", "%25").replace("##[", "## ["))
        return 2
    output = os.environ.get("GITHUB_OUTPUT")
    if output:
        with open(output, "a", encoding="utf-8") as file:
            file.write("python=" + ready + "\n")
    return 0


def find_python() -> str:
    """A Python that is new enough: this one, else one of the path, else one of the runner's cache of tools."""
    if sys.version_info >= LEAST:
        return sys.executable
    folder = os.path.join(os.environ.get("RUNNER_TOOL_CACHE", ""), "Python")
    cached = sorted(os.listdir(folder), reverse=True) if os.path.isdir(folder) else []
    for version in KNOWN:
        found = shutil.which("python" + version)
        if found:
            return found
        for name in cached:
            if name.startswith(version + "."):
                for inside in ("x64/bin/python3", "arm64/bin/python3", "x64/python.exe", "arm64/python.exe"):
                    path = os.path.join(folder, name, *inside.split("/"))
                    if os.path.exists(path):
                        return path
    raise Stop("readme-sync needs Python 3.11 or newer; put actions/setup-python before it")


def install(python: str) -> str:
    """The Python of the environment, which is made where it is not there."""
    temp = os.environ.get("RUNNER_TEMP")
    if not temp or not os.path.isdir(temp):
        raise Stop("RUNNER_TEMP is no folder; run readme-sync in a workflow")
    with open(REQUIREMENTS, "rb") as file:
        wanted = hashlib.sha256(file.read() + SOURCE.encode() + python.encode()).hexdigest()
    folder = os.path.join(temp, "readme-sync-" + wanted[:16])
    ready = os.path.join(folder, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
    if os.path.exists(os.path.join(folder, "ready")):
        return ready
    shutil.rmtree(folder, ignore_errors=True)  # half of one
    uv = shutil.which("uv")
    make(uv, python, folder, ready)
    site = run("find the environment", [ready, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    with open(os.path.join(site.strip(), "readme-sync.pth"), "w", encoding="utf-8") as file:
        file.write(SOURCE + "\n")
    run("use the environment", [ready, "-I", "-c", "import " + NEEDED])
    with open(os.path.join(folder, "ready"), "w", encoding="utf-8"):
        return ready


def make(uv: "str | None", python: str, folder: str, ready: str) -> None:
    if uv:
        run("make an environment", [uv, "venv", "--quiet", "--no-config", "--no-project", "--python", python, folder])
        options = ["--quiet", "--no-config", "--compile-bytecode", *LOCKED]
        run("install", [uv, "pip", "install", *options, "--python", ready])
        return
    run("make an environment", [python, "-I", "-m", "venv", "--without-pip", folder])
    # To compile all modules, one after the other, takes longer than to compile those that a run imports.
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-compile", *LOCKED]
    run("install", [python, "-I", "-m", "pip", "--python", ready, "install", *options])


def run(what: str, command: "list[str]") -> str:
    """What the command prints.

    Raises:
        Stop: it failed; with the line that says most.
    """
    environment = {}
    for name, value in os.environ.items():
        # XDG_CONFIG_HOME and XDG_CONFIG_DIRS would lead to another pip.conf.
        of_tools = name.startswith(("PIP_", "UV_", "PYTHON", "VIRTUAL_ENV", "CONDA", "XDG_"))
        if not of_tools or name in KEPT:
            environment[name] = value
    try:
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Stop("cannot " + what + " (" + type(error).__name__ + "); see the runner's Python") from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    said = done.stderr.decode("utf-8", "replace")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.lower().startswith(("error", "because", "cause"))]
    reason = (telling or lines or ["no reason given"])[0][:160]
    no_pip = "No module named pip" in said or "No module named venv" in said
    raise Stop("cannot " + what + " (" + reason + "); " + ("put actions/setup-python before it" if no_pip else WHEELS))


if __name__ == "__main__":
    sys.exit(main())
