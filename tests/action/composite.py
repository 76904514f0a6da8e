"""A small runner of composite actions: just what ours uses of the real one, and an error for all else.

The second opinion that is always at hand; `act` is the other one. Like GitHub's runner it gives every step new files
for outputs and summary, runs bash with `-eo pipefail`, hands inputs over as strings, and skips steps after a failure.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from action_running import read_outputs

_STEP_KEYS = {"id", "name", "if", "shell", "working-directory", "env", "run", "continue-on-error"}
_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(\d+)|(==|!=|&&|\|\||!|\(|\))|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*))")


@dataclass
class CompositeRun:
    """What a run of an action came to."""

    failed: bool = False
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""


def run_composite(
    action: Path, inputs: Mapping[str, str], *, environment: Mapping[str, str], github: Mapping[str, str], temp: Path
) -> CompositeRun:
    """Runs the action in a folder, as a step of a job with that environment would.

    Raises:
        ValueError: the action uses what this runner does not know, or there is no such input.
    """
    manifest = yaml.safe_load((action / "action.yml").read_text("utf-8"))
    if manifest["runs"]["using"] != "composite":
        raise ValueError("no composite action")
    if unknown := set(inputs) - set(manifest["inputs"]):
        raise ValueError(f"unknown inputs {unknown}")
    context: dict[str, Any] = {"github": dict(github), "runner": {"temp": str(temp), "os": "Linux"}, "steps": {}}
    defaults = {name: _filled(str(one.get("default", "")), context) for name, one in manifest["inputs"].items()}
    context["inputs"] = {**defaults, **inputs}
    run = CompositeRun()
    for step in manifest["runs"]["steps"]:
        _run_step(step, context, run, {**environment, "GITHUB_ACTION_PATH": str(action)}, temp)
    run.outputs = {name: _filled(one["value"], context) for name, one in manifest["outputs"].items()}
    return run


def _run_step(
    step: dict[str, Any], context: dict[str, Any], run: CompositeRun, base: dict[str, str], temp: Path
) -> None:
    if unknown := set(step) - _STEP_KEYS:
        raise ValueError(f"unknown keys {unknown}")
    if step.get("shell") != "bash":
        raise ValueError("a step of a composite action names its shell")
    condition = step.get("if", "success()")
    if not _truthy(_value(condition, {**context, "failed": run.failed})) or (
        run.failed and not re.search(r"always\(\)|failure\(\)", condition)
    ):
        return
    number = len(list(temp.glob("step-*")))
    output, summary, script = (temp / f"step-{number}-{name}" for name in ("output", "summary", "script.sh"))
    output.touch()
    summary.touch()
    script.write_text(_filled(step["run"], context))
    own = {name: _filled(str(value), context) for name, value in step.get("env", {}).items()}
    environment = {**base, **own, "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    folder = _filled(step.get("working-directory", environment["GITHUB_WORKSPACE"]), context)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False
    )
    run.log += done.stdout.decode()
    run.summary += summary.read_text("utf-8")
    run.failed = run.failed or (done.returncode != 0 and not step.get("continue-on-error"))
    outcome = "failure" if done.returncode else "success"
    if "id" in step:
        context["steps"][step["id"]] = {"outputs": read_outputs_of(output), "outcome": outcome}


def read_outputs_of(path: Path) -> dict[str, str]:
    """The outputs in a file, in both notations."""
    text = path.read_text("utf-8")
    plain = dict(line.split("=", 1) for line in text.splitlines() if re.match(r"[\w-]+=", line) and "<<" not in text)
    return plain or read_outputs(path)


def _filled(text: str, context: Mapping[str, Any]) -> str:
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: _text(_value(match[1], context)), text)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _truthy(value: object) -> bool:
    return bool(value)


def _value(expression: str, context: Mapping[str, Any]) -> Any:
    """What an expression comes to: literals, names, comparisons, `&&`, `||`, `!`, brackets, three functions."""
    tokens, position = [], 0
    expression = expression.strip()
    while position < len(expression):
        match = _TOKEN.match(expression, position)
        if not match:
            raise ValueError(f"cannot read {expression!r}")
        tokens.append(match)
        position = match.end()
    value, rest = _or(tokens, context)
    if rest:
        raise ValueError(f"cannot read all of {expression!r}")
    return value


_Tokens = list["re.Match[str]"]


def _or(tokens: _Tokens, context: Mapping[str, Any]) -> tuple[Any, _Tokens]:
    left, tokens = _and(tokens, context)
    while tokens and tokens[0][3] == "||":
        right, tokens = _and(tokens[1:], context)
        left = left if _truthy(left) else right
    return left, tokens


def _and(tokens: _Tokens, context: Mapping[str, Any]) -> tuple[Any, _Tokens]:
    left, tokens = _compared(tokens, context)
    while tokens and tokens[0][3] == "&&":
        right, tokens = _compared(tokens[1:], context)
        left = right if _truthy(left) else left
    return left, tokens


def _compared(tokens: _Tokens, context: Mapping[str, Any]) -> tuple[Any, _Tokens]:
    left, tokens = _single(tokens, context)
    while tokens and tokens[0][3] in {"==", "!="}:
        right, rest = _single(tokens[1:], context)
        left = (_text(left).lower() == _text(right).lower()) == (tokens[0][3] == "==")
        tokens = rest
    return left, tokens


def _single(tokens: _Tokens, context: Mapping[str, Any]) -> tuple[Any, _Tokens]:
    token, rest = tokens[0], tokens[1:]
    if token[1] is not None:
        return token[1][1:-1].replace("''", "'"), rest
    if token[2] is not None:
        return int(token[2]), rest
    if token[3] == "!":
        value, rest = _single(rest, context)
        return not _truthy(value), rest
    if token[3] == "(":
        value, rest = _or(rest, context)
        return value, rest[1:]
    name = token[4]
    if rest and rest[0][3] == "(":
        known = {"always": True, "success": not context.get("failed"), "failure": bool(context.get("failed"))}
        return known[name], rest[2:]
    if name in {"true", "false"}:
        return name == "true", rest
    first, *parts = name.split(".")
    if first not in context:
        raise ValueError(f"unknown context {name}")
    value = context[first]
    for part in parts:
        value = value.get(part, "") if isinstance(value, dict) else ""
    return value, rest


def inherited() -> dict[str, str]:
    """What a job has of this machine: a path, and little else."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
