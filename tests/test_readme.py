"""What the README and the page about rows show is what readme-sync prints."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = (README, (ROOT / "docs" / "editing.md").read_text("utf-8"))
CONSOLES = [block for page in PAGES for block in re.findall(r"^```console\n((?:.*\n)*?)```$", page, re.MULTILINE)]
SHOWN = [
    pair for block in CONSOLES for pair in re.findall(r"^\$ readme-sync (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
PYTHON = re.findall(r"^```python\n((?:.*\n)*?)```$", README, re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_shown_output(command: str, output: str) -> None:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-m", "readme_sync", *shlex.split(command)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ran.returncode in {0, 1}
    assert ran.stdout.decode().replace("\r\n", "\n") == output


def test_python_example(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_bytes((ROOT / "samples" / "learning.md").read_bytes())
    monkeypatch.chdir(tmp_path)
    (example,) = PYTHON
    exec(compile(example, "README", "exec"), {})  # noqa: S102  our own text
    out = capsys.readouterr().out
    assert "\n2. Projects (2/6) 66.6666" in out
    assert "\n+8: Book         | Rust for Rustaceans " in out
    after = (tmp_path / "README.md").read_text("utf-8")
    assert "- [x] A toy TCP stack" in after
    assert "https://geps.dev/progress/60" in after
