"""Change what edits, escapes and writes, one place at a time, and count the changes that the tests notice.

mutants.py [--sample N] [--seed N] [--only TEXT] [--reached FILE]: N mutants taken by chance of all, without --sample
every one, in the modules whose path matches TEXT. The tests run once with coverage, to see which of them reach which
line; FILE keeps that for the next run. A mutant is tried with tests that reach its line: with those that reach the
fewest others, then with those that reach most of its module. One that survives is printed.

No text is changed, so wording does not count; comparisons, sums, whole numbers, truth values, calls for their effect
and errors that are raised do. Those that change nothing are named with a reason in equivalent_mutants.toml, and are not
tried; the share is that of all others. A name there that fits no mutant is an error.

Everything is imported once, in a copy of the project. Each mutant has a forked process of its own, in which its
functions are changed in place, and its module on disk, for what is started from there.
"""

import argparse
import ast
import gc
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import CodeType, FrameType, FunctionType

import pytest

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = ROOT / "scripts" / "equivalent_mutants.toml"
TEST_SECONDS, SECONDS = 60, 600
NARROW, BROAD = 30, 60
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
    "--ignore=tests/action/test_action_composite.py",  # it starts processes of its own
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
    """Yield the nodes that run when a function is called; constants, defaults and decorators are choices, not logic."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            yield from (one for statement in node.body for one in ast.walk(statement))
        elif isinstance(node, ast.ClassDef):
            waiting += node.body


def _places(tree: ast.Module) -> list[ast.AST]:
    """Return the nodes that can be changed."""
    return [node for node in _in_functions(tree) if _changed(node) is not None]


def _said(node: ast.AST, lines: Sequence[str]) -> str:
    """Return what the change of a node is, and in which line of a module."""
    other = _changed(node)
    assert other is not None
    said = f"{ast.unparse(node)[:60]} -> {ast.unparse(other)[:60]}"
    return " ".join(f"{said} | {lines[getattr(node, 'lineno', 1) - 1]}".split())


def mutant(text: str, number: int) -> tuple[int, str, str]:
    """Return the line of a change, what it is, and the module with it."""
    tree = ast.parse(text)
    node = _places(tree)[number]
    other = _changed(node)
    assert other is not None

    class Swap(ast.NodeTransformer):
        def visit(self, one: ast.AST) -> ast.AST:
            return ast.copy_location(other, node) if one is node else self.generic_visit(one)

    line = getattr(node, "lineno", 0)
    return line, _said(node, text.split("\n")), ast.unparse(ast.fix_missing_locations(Swap().visit(tree)))


PYTEST = ("-q", "-x", "-p", "no:cacheprovider", "-m", "not crash and not act and not corpus", "--hypothesis-profile=ci")


def reached(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Return the tests that reach each line of each file: those that reach the fewest lines in all come first."""
    packages = [f"--cov=readme_sync.{name}" for name in ("text", "markdown.escape", "store", "action")]
    picked = ["--cov-context=test", "--cov-report=", "--cov-fail-under=0"]
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


def _chosen(tests: dict[str, list[str]], line: int) -> list[str]:
    """Return tests that reach a line; a line within a statement has those of the next to it."""
    lines = [int(one) for one, reaching in tests.items() if reaching]
    reaching = tests[str(min(lines, key=lambda one: abs(one - line)))] if lines else []
    count = Counter(test for some in tests.values() for test in some)
    return [*reaching[:NARROW], *sorted(reaching[NARROW:], key=lambda test: -count[test])[:BROAD]]


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of all functions in a code, in the order of their lines."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _swap(path: Path, text: str) -> None:
    """Change the functions of a module that is imported to those of another text."""
    wanted = defaultdict(list)
    for code in _codes(compile(text, str(path), "exec")):
        wanted[code.co_qualname].append(code)
    present = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(path):
            present[one.__code__.co_qualname].append(one)
    for name, functions in present.items():
        lines = sorted({one.__code__.co_firstlineno for one in functions})  # a property and its setter have one name
        for function in functions:
            function.__code__ = wanted[name][lines.index(function.__code__.co_firstlineno)]


def _stop(_number: int, _frame: FrameType | None) -> None:
    os._exit(1)  # a test that does not end has noticed the mutant


def equivalent() -> set[tuple[str, str]]:
    """Return the modules and changes that no test can tell from the code."""
    named = tomllib.loads(EQUIVALENT.read_text("utf-8"))
    return {(module, said) for module, changes in named.items() for said in changes}


class Trial:
    """A plugin of pytest that runs tests again and again, each time with another mutant."""

    def __init__(self, folder: Path, tests: dict[str, dict[str, list[str]]], chosen: list[tuple[Path, int]]) -> None:
        self._folder, self._tests, self._chosen = folder, tests, chosen
        self.killed: Counter[str] = Counter()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants instead of running all tests."""
        items = {item.nodeid: item for item in session.items}
        for number, (path, place) in enumerate(self._chosen):
            name, text = str(path.relative_to(self._folder)), path.read_text("utf-8")
            line, said, changed = mutant(text, place)
            found = [items[test] for test in _chosen(self._tests.get(name, {}), line) if test in items]
            if name not in self.killed and self._is_noticed(session, found[:5], path, text, -1):
                sys.exit(f"the tests of {name} fail without a mutant")
            is_noticed = self._is_noticed(session, found, path, changed, number)
            path.write_text(text, "utf-8")
            self.killed[name] += is_noticed
            if not is_noticed:
                print(f"{name}:{line}: {said} ({len(found)} tests)", flush=True)
        return True

    def _is_noticed(self, session: pytest.Session, items: list[pytest.Item], path: Path, text: str, time_: int) -> bool:
        """Return whether a test fails, in a process of its own."""
        child = os.fork()
        if not child:
            try:
                self._run(session, items, path, text, time_)
            finally:
                os._exit(1)  # whatever a mutant raises, nothing else runs here: the folder is the parent's to remove
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status != 0
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True

    @staticmethod
    def _run(session: pytest.Session, items: list[pytest.Item], path: Path, text: str, time_: int) -> None:
        """Run tests with a module changed, and end the process."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        path.write_text(text, "utf-8")
        os.utime(path, (time_ + 2, time_ + 2))  # by which Python knows what it compiled
        _swap(path, text)
        signal.signal(signal.SIGALRM, _stop)
        for item in items:
            signal.alarm(TEST_SECONDS)
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed:
                break
        os._exit(session.testsfailed)


def main() -> int:
    """Try the mutants, print those that survive, and return 1 if too many do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--reached", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, listed.split("\0")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        if options.reached and options.reached.exists():
            tests = json.loads(options.reached.read_text("utf-8"))
        else:
            tests = reached(folder)
            if options.reached:
                options.reached.write_text(json.dumps(tests), "utf-8")
        package = folder / "src" / "readme_sync"
        paths = sorted(
            path for pattern in MODULES for path in package.glob(pattern) if re.search(options.only, str(path))
        )
        named, made = equivalent(), []
        unused = {pair for pair in named if re.search(options.only, pair[0])}
        for path in paths:
            text = path.read_text("utf-8")
            for number, node in enumerate(_places(ast.parse(text))):
                pair = str(path.relative_to(package)), _said(node, text.split("\n"))
                if pair in named:
                    unused.discard(pair)
                else:
                    made.append((path, number))
        if unused:
            sys.exit("\n".join(f"no such change: {name}: {said}" for name, said in sorted(unused)))
        chosen = Random(options.seed).sample(made, min(options.sample or len(made), len(made)))  # noqa: S311  no secret
        os.environ["PYTHONPATH"] = str(folder / "src")
        sys.path.insert(0, str(folder / "src"))
        os.chdir(folder)
        trial = Trial(folder, tests, chosen)
        pytest.main([*PYTEST, "-s", *TESTS], plugins=[trial])
    killed, tried = trial.killed, Counter(str(path.relative_to(folder)) for path, *_ in chosen)
    for name, count in sorted(tried.items()):
        print(f"{name}: {killed[name]} of {count} noticed")
    if figures := os.environ.get("READMESYNC_FIGURES"):
        said = {"number": 19, "test": "python scripts/mutants.py --sample 150", "on": f"{datetime.now(UTC):%Y-%m-%d}"}
        counts = {"tried": len(chosen), "broken": len(chosen) - killed.total(), "floor": 150, "in CI": 0}
        with Path(figures).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**said, **counts}) + "\n")
    share = 100 * killed.total() / max(1, tried.total())
    print(f"{killed.total()} of {tried.total()} noticed, {share:.1f} %; of {len(made)}, seed {options.seed}")
    print(f"not tried, as they change nothing that a test can see: {len(named)}")
    return int(share < 95)


if __name__ == "__main__":
    sys.exit(main())
