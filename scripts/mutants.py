"""Change what edits, escapes and writes, one place at a time, and count the changes that the tests notice.

mutants.py [--sample N] [--seed N] [--only TEXT] [--reached FILE]: N mutants taken by chance of all, without --sample
every one, in the modules whose path holds TEXT. The tests run once with coverage, to see which of them reach which
line; FILE keeps that for the next run. A mutant is tried with the tests that reach its line, first those that reach the
fewest others; one that survives is printed.
"""

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from random import Random

import cmarkgfm  # noqa: F401  before a process is forked, as the next ones
import github  # noqa: F401
import hypothesis  # noqa: F401
import mistune  # noqa: F401
import pydantic  # noqa: F401
import pytest

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 300
MOST_TESTS = 60
MODULES = ("text/source.py", "markdown/escape.py", "store/*.py", "action/*.py")
TESTS = (
    "tests/text",
    "tests/store",
    "tests/action",
    "tests/editing/test_escape.py",
    "tests/editing/test_merge.py",
    *(f"tests/cli/test_cli_{name}.py" for name in ("facts", "bad_facts", "history", "push", "since", "sync_issues")),
    "tests/reliability/test_documents.py",
    "tests/reliability/test_markers_and_titles.py",
    "tests/reliability/test_faults.py",
    "tests/reliability/test_github_answers.py",
)
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def _changed(node: ast.AST) -> ast.AST | None:
    """Return another node, None where there is nothing to change."""
    if isinstance(node, ast.Compare):
        return ast.Compare(node.left, [COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        return ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + 1)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ast.Pass()
    if isinstance(node, ast.Raise):
        return ast.Pass()
    return None


def _in_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes that run when something is called; constants and decorators are choices, not logic."""
    waiting = [top for top in tree.body if isinstance(top, ast.FunctionDef | ast.ClassDef)]
    while waiting:
        node = waiting.pop()
        yield node
        decorators = getattr(node, "decorator_list", [])
        waiting += [child for child in ast.iter_child_nodes(node) if child not in decorators]


def mutants(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each change, what it is, and the module with it."""
    count = sum(_changed(node) is not None for node in _in_functions(ast.parse(text)))
    for number in range(count):
        tree = ast.parse(text)
        places = [node for node in _in_functions(tree) if _changed(node) is not None]
        node = places[number]
        other = _changed(node)
        assert other is not None

        class Swap(ast.NodeTransformer):
            def visit(self, one: ast.AST, node: ast.AST = node, other: ast.AST = other) -> ast.AST:
                return ast.copy_location(other, node) if one is node else self.generic_visit(one)

        said = f"{ast.unparse(node)[:60]} -> {ast.unparse(other)[:60]}"
        line = getattr(node, "lineno", 0)
        yield line, " ".join(said.split()), ast.unparse(ast.fix_missing_locations(Swap().visit(tree)))


PYTEST = ("-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=ci")


def reached(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Return the tests that reach each line of each file: those that reach the fewest lines in all come first."""
    packages = [f"--cov=readme_sync.{name}" for name in ("text", "markdown.escape", "store", "action")]
    picked = ["-m", "not crash and not act and not corpus", "--cov-context=test", "--cov-report=", "--cov-fail-under=0"]
    python, environment = (sys.executable, "-m"), {**os.environ, "PYTHONPATH": str(folder / "src")}
    subprocess.run([*python, "pytest", *PYTEST, *picked, *packages, *TESTS], cwd=folder, env=environment, check=True)
    written = ("coverage", "json", "--show-contexts", "--fail-under=0", "-o", "reached.json")
    subprocess.run([*python, *written], cwd=folder, check=True)
    files = json.loads((folder / "reached.json").read_text("utf-8"))["files"]
    found = {
        path: {
            line: sorted({test.rpartition("|")[0] for test in tests} - {""}) for line, tests in one["contexts"].items()
        }
        for path, one in files.items()
    }
    count = Counter(test for lines in found.values() for tests in lines.values() for test in tests)
    return {
        path: {line: sorted(tests, key=lambda test: (count[test], test)) for line, tests in lines.items()}
        for path, lines in found.items()
    }


def nearest(tests: dict[str, list[str]], line: int) -> list[str]:
    """Return the tests that reach a line; a line within a statement, or of a signature, has those of the next to it."""
    lines = [int(one) for one, reaching in tests.items() if reaching]
    return tests[str(min(lines, key=lambda one: abs(one - line)))] if lines else []


def _tested(folder: Path, tests: list[str]) -> None:
    """Run tests, in a process of its own; its exit code is that of pytest."""
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder / "src")
    sys.path.insert(0, str(folder / "src"))
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  as a stream
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
    sys.exit(int(pytest.main([*PYTEST, *tests])))


def _is_noticed(folder: Path, tests: list[str]) -> bool:
    """Return whether some tests notice a mutant; a process that is forked has what they import already."""
    # What stands in brackets can hold anything; where pytest might read it otherwise, all parameters are taken.
    plain = re.compile(r"[\w./:\[\]+=,-]+", re.ASCII)
    names = dict.fromkeys(test if plain.fullmatch(test) else test.partition("[")[0] for test in tests)
    process = get_context("fork").Process(target=_tested, args=(folder, list(names)[:MOST_TESTS]))
    process.start()
    process.join(SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
    if process.exitcode == pytest.ExitCode.NO_TESTS_COLLECTED:
        sys.exit(f"there are no such tests: {tests[:MOST_TESTS]}")
    return bool(process.exitcode)


def _written(path: Path, text: str, time: int) -> None:
    """Write a module with a time of its own, by which Python knows what it compiled."""
    path.write_text(text, "utf-8")
    os.utime(path, (time, time))


def main() -> int:
    """Try the mutants, print those that survive, and return 1 if too many do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--reached", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in ("src", "tests", "action", "scripts", "docs", "samples"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "action.yml", "README.md", "SECURITY.md"):
            shutil.copy(ROOT / name, folder)
        if options.reached and options.reached.exists():
            tests = json.loads(options.reached.read_text("utf-8"))
        else:
            tests = reached(folder)
            if options.reached:
                options.reached.write_text(json.dumps(tests), "utf-8")
        package = folder / "src" / "readme_sync"
        paths = sorted(path for pattern in MODULES for path in package.glob(pattern) if options.only in str(path))
        made = [(path, *mutant) for path in paths for mutant in mutants(path.read_text("utf-8"))]
        chosen = Random(options.seed).sample(made, min(options.sample or len(made), len(made)))  # noqa: S311  no secret
        killed: Counter[str] = Counter()
        for number, (path, line, said, changed) in enumerate(chosen):
            name, text = str(path.relative_to(folder)), path.read_text("utf-8")
            reaching = nearest(tests.get(name, {}), line)
            _written(path, changed, 2 * number)
            is_noticed = bool(reaching) and _is_noticed(folder, reaching)
            _written(path, text, 2 * number + 1)
            killed[name] += is_noticed
            if not is_noticed:
                print(f"{name}:{line}: {said}", flush=True)
    tried = Counter(str(path.relative_to(folder)) for path, *_ in chosen)
    for name, count in sorted(tried.items()):
        print(f"{name}: {killed[name]} of {count} noticed")
    if figures := os.environ.get("READMESYNC_FIGURES"):
        counts = {"tried": len(chosen), "broken": len(chosen) - killed.total(), "floor": 150, "in CI": 0}
        with Path(figures).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"number": 19, "test": "python scripts/mutants.py --sample 150", **counts}) + "\n")
    share = 100 * killed.total() / max(1, tried.total())
    print(f"{killed.total()} of {tried.total()} noticed, {share:.1f} %; of {len(made)}, seed {options.seed}")
    return int(share < 95)


if __name__ == "__main__":
    sys.exit(main())
