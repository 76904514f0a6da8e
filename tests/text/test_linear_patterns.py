"""What proves that patterns are linear says so of those that are, and of no other; and ours are."""

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "linear_patterns.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.mark.parametrize(
    "source",
    [
        r"(?<![0-9])[0-9]+x",
        r"a+",
        r"\A\s*+x\s*+\Z",
        r"\Aa*b*c",
        r"\A(?:a|b)*c",
        r"[ab]{0,40}x",
        r"\A(?:[^-]|-(?!->))*+-->",
        r"\A([\"'])[^\"']*\1",
        r"\A(?P<sign>[-+])x(?P=sign)",
        r"(?:%[0-9A-F]{2})+",
        r"(?m)^[ ]*#",
        r"[^\n]++\n?|\n",
        r"\b(?>a|b)c",
        r"(?i:a)\Z",
    ],
)
def test_linear(script: dict[str, Any], source: str) -> None:
    assert script["reason"](source, re.compile(source).flags) == ""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (r"[0-9]+x", "each place of a search reads far: '0'"),
        (r"<!--(?:[^-]|-(?!->))*+-->", "each place of a search reads far"),
        (r"x(?=[^a]*a)", "each place of a search reads far"),
        (r"\Aa*a*b", "two repetitions read the same: 'a'"),
        (r"\A[ ]*(?:a?[ ]*)b", "two repetitions read the same: ' '"),
        (r"\A(?:a+)+b", "a repetition in a repetition"),
        (r"\A(?:a|a)*b", "one repetition reads a word in two ways: 'a'"),
        (r"\A(?:#[^\n]*\r?\n)*x", "one repetition reads a word in two ways"),
    ],
)
def test_not_linear(script: dict[str, Any], source: str, reason: str) -> None:
    assert script["reason"](source, re.compile(source).flags).startswith(reason)


def test_what_is_not_understood_is_not_linear(script: dict[str, Any]) -> None:
    with pytest.raises(script["UnknownError"]):
        script["reason"]("(?(1)a|b)", 0)


@pytest.mark.long
def test_ours_are_linear() -> None:
    """In a process of its own: others may have compiled patterns of their own, which it would find."""
    run = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
