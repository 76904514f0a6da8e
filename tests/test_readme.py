"""What the README shows is what readme-sync prints."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"^```console\n\$ readme-sync (.*)\n((?:.*\n)*?)```$", README, re.MULTILINE)
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
    assert out.splitlines()[1:3] == ["The Rust Programming Language 100.0", "Rustlings 100.0"]
    assert "RS206" in out
