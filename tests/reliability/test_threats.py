"""The list of threats in SECURITY.md: each has tests, by name."""

import ast
import re
from pathlib import Path

import pytest

from readme_sync.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
STRANGE = (
    *("a\nb.md", "-x.md", "\u202egnp.md", "\udcff.md", "::error::x.md"),
    *("\x1b[31mred.md", "##[error]x.md", "a b.md", "%0A.md"),
)


def _named() -> list[str]:
    return re.findall(r"`(test_\w+)`", PAGE)


def test_every_threat_has_tests_and_every_test_exists() -> None:
    rows = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == 13
    assert all("`test_" in row for row in rows)
    known = {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef)
    }
    assert [name for name in _named() if name not in known] == []
    assert len(_named()) > 40


@pytest.mark.parametrize(
    "verb",
    [
        "check",
        "check --output-format json",
        "check --output-format sarif",
        "check --output-format concise",
        "check --output-format github",
        "check --diff",
        "check --fix",
        "status",
        "status --output-format json",
        "status --output-format markdown",
        "sync --offline",
        "sync --offline --check",
        "sync --offline --diff",
        "format",
        "format --diff",
    ],
)
def test_names_of_files_are_harmless_in_every_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], verb: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    Path(".git").mkdir()
    Path("docs").mkdir()
    text = "# A (0/2) \u202e\x1b[2J\n\n- [x] a\n- [ ] b\n\n| a | Done |\n|--|--|\n| \u2066c ::error:: | 150% |\n"
    if "--diff" in verb:  # which is for patch, byte for byte
        text = re.sub("[\u202e\u2066\x1b]", "", text)
    for name in STRANGE:
        Path("docs", name).write_text(text, encoding="utf-8")
    Path(".readme-sync.toml").write_text('paths = ["docs/*.md"]\n', encoding="utf-8")
    assert main(verb.split()) in {0, 1}
    said = b"".join(capfdbinary.readouterr()).decode()  # valid UTF-8, whatever the names are
    assert "internal error" not in said
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07\x1b]", said)
    own = r"^::(?:error|warning|notice) file=[^:]*::" if "github" in verb else r"(?!)"
    lines = [line for line in said.splitlines() if not re.match(own, line)]
    assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
