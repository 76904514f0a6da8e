"""Change what edits, escapes and writes, one place at a time, and count the changes that the tests notice.

mutants.py [--most N] [--only TEXT]: at most N mutants of each module, evenly spread; modules whose path holds TEXT.
A mutant that survives is printed with its line.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 120
MODULES = {
    "text/source.py": ("tests/text", "tests/reliability/test_documents.py"),
    "markdown/escape.py": ("tests/editing/test_escape.py", "tests/reliability/test_markers_and_titles.py"),
    "store/write_batch.py": ("tests/store/test_store_many.py",),
    "store/write_files.py": (
        "tests/store/test_store_faults.py",
        "tests/store/test_store_writing.py",
        "tests/store/test_store_locking.py",
        "tests/store/test_creating.py",
        "tests/reliability/test_crash.py",
        "tests/reliability/test_faults.py",
    ),
    "store/read_files.py": ("tests/store/test_store_reading.py", "tests/store/test_store_writing.py"),
    "store/github_branches.py": (
        "tests/store/test_github_branches.py",
        "tests/reliability/test_github_answers.py",
        "tests/action/test_action_trust.py",
    ),
    "action/inputs.py": ("tests/action/test_action_input.py", "tests/action/test_action_trust.py"),
    "action/log.py": ("tests/action/test_action_outputs.py", "tests/action/test_action_trust.py"),
    "action/process.py": ("tests/action/test_action_input.py", "tests/action/test_action_trust.py"),
    "action/branch_modes.py": ("tests/action/test_action_modes.py", "tests/action/test_action_trust.py"),
}
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


def _is_noticed(folder: Path, tests: tuple[str, ...]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not crash and not act"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, *tests], cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> int:
    """Try the mutants, print those that survive, and return 1 if too many do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    killed = tried = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in ("src", "tests", "action", "scripts", "docs", "samples"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "action.yml", "README.md", "SECURITY.md"):
            shutil.copy(ROOT / name, folder)
        for name, tests in MODULES.items():
            if options.only not in name:
                continue
            path = folder / "src" / "readme_sync" / name
            text = path.read_text("utf-8")
            made = list(mutants(text))
            own = 0
            chosen = made[:: -(-len(made) // options.most)]
            for line, said, changed in chosen:
                path.write_text(changed, "utf-8")
                if _is_noticed(folder, tests):
                    own += 1
                else:
                    print(f"{name}:{line}: {said}", flush=True)
            path.write_text(text, "utf-8")
            print(f"{name}: {own} of {len(chosen)} noticed, of {len(made)}", flush=True)
            killed, tried = killed + own, tried + len(chosen)
    print(f"{killed} of {tried} noticed, {100 * killed / max(1, tried):.1f} %")
    return int(killed < 0.95 * tried)


if __name__ == "__main__":
    sys.exit(main())
