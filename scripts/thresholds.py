"""Change each threshold by a quarter, down and up: some test must fail, or nothing shows where the threshold lies.

`thresholds.py [--sample N] [WORD...]` tries the numeric constants of the packages that read documents and judge them;
with words, only those of modules whose path has one of them in it; with --sample, N changes, always the same. For each
change, the case files of which something else is read are looked for, and their tests are run. Prints at once what no
test noticed, and exits with 1 if there is anything.
"""

import argparse
import ast
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from importlib import import_module
from inspect import signature
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
sys.path.insert(0, str(ROOT / "tests"))

from case_texts import case_texts  # noqa: E402  a module of the tests
from digests import described  # noqa: E402

PACKAGES = ("claims", "notations", "rules", "trackers")
NO_THRESHOLDS = {"ALL", "HUNDRED", "NOISE", "EXACT", "REMEMBERED"}  # 100 %, noise of floats, sizes of caches
PROCESSES = 2

Check = Callable[[], object]


class Threshold(NamedTuple):
    """A constant of a module, and whether it is only used inside functions, so that a later change has an effect."""

    module: str
    name: str
    value: float
    is_late: bool


class Collected:
    """A plugin of pytest that keeps the tests that need nothing but their parameters."""

    def __init__(self) -> None:
        self.checks: list[tuple[str, Check]] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep the tests, each with its name."""
        for item in session.items:
            if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
                parameters = dict(item.callspec.params)
                if set(signature(item.obj).parameters) == set(parameters):
                    self.checks.append((item.nodeid, _check(item.obj, parameters)))


def _check(test: Callable[..., object], parameters: dict[str, object]) -> Check:
    return lambda: test(**parameters)


COLLECTED = Collected()
CASES: list[tuple[str, str, list[str]]] = []
"""Each text of the case files: the file's name, the text, and what is read of it."""


def thresholds(words: list[str]) -> Iterator[Threshold]:
    """Yield the numeric constants of the modules whose path has one of the words in it."""
    for package in PACKAGES:
        for path in sorted((SOURCE / "readme_sync" / package).glob("*.py")):
            if not words or any(word in str(path.relative_to(SOURCE)) for word in words):
                module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
                yield from _constants(module, ast.parse(path.read_text("utf-8")))


def _constants(module: str, tree: ast.Module) -> Iterator[Threshold]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    late = {id(node) for function in functions for part in function.body for node in ast.walk(part)}
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() | float() as value)) if (
                not isinstance(value, bool) and name.strip("_") not in NO_THRESHOLDS
            ):
                yield Threshold(module, name, value, all(id(use) in late for use in uses if use.id == name))


def changed(value: float) -> list[float]:
    """Return the value a quarter lower and a quarter higher, whole numbers by at least one."""
    if isinstance(value, int):
        step = max(1, round(value / 4))
        return [value - step, value + step]
    return [value * 0.75, value * 1.25]


def is_noticed(threshold: Threshold, value: float) -> bool:
    """Return whether a test fails where the threshold has this value; for a process that ends afterwards."""
    _set(threshold, value)
    own = _spelled(threshold.module.rpartition(".")[2].strip("_"))
    tried: set[str] = set()
    for name, text, read in sorted(CASES, key=lambda one: own not in _spelled(one[0])):
        if name not in tried and _read(text) != read:
            tried.add(name)
            if any(_fails(check) for test, check in COLLECTED.checks if _spelled(name) in _spelled(test)):
                return True
    return False


def _read(text: str) -> list[str]:
    try:
        return list(described(text))
    except Exception as error:  # noqa: BLE001  a change may break anything
        return [repr(error)]


def _spelled(name: str) -> str:
    return name.removesuffix(".toml").replace("_", "-")


def _fails(check: Check) -> bool:
    try:
        check()
    except BaseException:  # noqa: BLE001  any failure is what is looked for
        return True
    return False


def _set(threshold: Threshold, value: float) -> None:
    """Set the constant in its module and where it was imported from there."""
    setattr(import_module(threshold.module), threshold.name, value)
    for module in [one for name, one in sys.modules.items() if name.startswith("readme_sync.") and one.__file__]:
        imports_it = f"from {threshold.module} import" in Path(str(module.__file__)).read_text("utf-8")
        if imports_it and hasattr(module, threshold.name):
            setattr(module, threshold.name, value)


def _tried(change: tuple[Threshold, float]) -> tuple[Threshold, float, bool]:
    return *change, is_noticed(*change)


def main() -> int:
    """Try every threshold; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("words", nargs="*", metavar="WORD")
    options = parser.parse_args()
    os.chdir(ROOT)
    CASES.extend((name, text, _read(text)) for name, text in dict.fromkeys(case_texts()))
    with redirect_stdout(io.StringIO()) as said:
        failed = pytest.main(["--collect-only", "-q", "-m", "not corpus and not long", "tests"], plugins=[COLLECTED])
    if failed:
        sys.stderr.write(said.getvalue())
        return 2
    tried = list(thresholds(options.words))
    todo = [(one, value) for one in tried if one.is_late for value in changed(one.value)]
    if options.sample:
        todo = Random(1).sample(todo, min(options.sample, len(todo)))  # noqa: S311  no secret
    unnoticed = 0
    with get_context("fork").Pool(PROCESSES, maxtasksperchild=1) as pool:
        for one, value, is_seen in pool.imap_unordered(_tried, todo):
            if not is_seen:
                unnoticed += 1
                sys.stdout.write(f"{one.module} {one.name}: {one.value:g} -> {value:g}: no test failed\n")
                sys.stdout.flush()
    fixed = sum(not one.is_late for one in tried)
    sys.stdout.write(
        f"{len(tried)} thresholds, {fixed} of them used while their module is loaded and not tried; "
        f"{len(todo)} changes, {unnoticed} unnoticed by {len(COLLECTED.checks)} tests\n"
    )
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
