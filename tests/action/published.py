"""GitHub's own description of what it takes and answers, as `.ci/action` installs it."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from composite import inherited
from github_front import Noted
from github_server import Exchange

_GRAPHQL = Path(__file__).resolve().parents[2] / ".ci" / "graphql.cjs"
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


class Published:
    """What GitHub publishes of its API."""

    def __init__(self, tools: Path, folder: Path) -> None:
        """Takes the descriptions from the tools; `folder` is for files of a moment."""
        text = (tools / "node_modules/@octokit/openapi/generated/api.github.com.deref.json").read_text("utf-8")
        self._paths = json.loads(text)["paths"]
        self._tools, self._folder = tools, folder

    def compare(self, noted: Sequence[Noted]) -> None:
        """Fails where something that was sent is not what GitHub publishes."""
        for verb, path, body in noted:
            if path != "/graphql":
                self._compare_rest(verb, path, body)
        if queries := [body for _, path, body in noted if path == "/graphql"]:
            self._compare_graphql(queries)

    def compare_answers(self, exchanges: Sequence[Exchange]) -> None:
        """Fails where a stand-in answered with what GitHub would not: another status, another name, another kind."""
        for request, answer in exchanges:
            if request.path == "/graphql":
                continue
            _, operation = self._operation(request.verb, request.path)
            responses = operation["responses"]
            assert str(answer.status) in {*responses, "304", "401", "403", "500"}, (
                request.verb,
                request.path,
                answer.status,
            )
            content = responses.get(str(answer.status), {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            if schema:
                wrong = _misfit(answer.body, schema, f"{request.verb} {request.path}")
                assert wrong is None, wrong

    def _operation(self, verb: str, path: str) -> tuple[str, dict[str, Any]]:
        """What is published of a request: the form of its path, and the rest; the form with fewest holes first."""
        for template in sorted(self._paths, key=lambda one: one.count("{")):
            pattern = re.sub(
                r"\\\{(\w+)\\\}", lambda one: ".+" if one[1] in {"ref", "path"} else "[^/]+", re.escape(template)
            )
            if re.fullmatch(pattern, path) and verb.lower() in self._paths[template]:
                return template, self._paths[template][verb.lower()]
        pytest.fail(f"GitHub has no {verb} {path}")

    def _compare_rest(self, verb: str, address: str, body: Any) -> None:
        path, _, query = address.partition("?")
        _, operation = self._operation(verb, path)
        names = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
        assert {pair.partition("=")[0] for pair in query.split("&") if pair} <= names, (verb, address)
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        assert (schema is None) == (body is None), (verb, path)
        if schema is not None:
            jsonschema.validate(body, schema)
            forms = (schema, *schema.get("oneOf", ()), *schema.get("anyOf", ()))
            assert set(body) <= {name for form in forms for name in _properties(form)}, (verb, path)

    def _compare_graphql(self, queries: Sequence[Any]) -> None:
        (self._folder / "queries.json").write_text(json.dumps(queries))
        environment = {**inherited(), "NODE_PATH": str(self._tools / "node_modules")}
        shutil.copy(_GRAPHQL, self._folder)
        node = str(self._tools / "bin" / "node")
        command = [node, str(self._folder / "graphql.cjs"), str(self._folder / "queries.json")]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert (ran.returncode, ran.stdout) == (0, f"{len(queries)} valid\n"), ran.stderr


def _misfit(value: Any, schema: Mapping[str, Any], place: str) -> str | None:
    """What in an answer is not published; None where all is. What is left out of it is left out on purpose."""
    for word in ("anyOf", "oneOf"):
        if word in schema:
            misfits = [_misfit(value, {**schema, word: [], **one}, place) for one in schema[word]]
            return None if None in misfits or not misfits else misfits[0]
    if value is None:
        return None if schema.get("nullable") else f"{place} is null"
    kind = schema.get("type")
    if kind and (not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return f"{place} is {value!r}, not of type {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is {value!r}, which is none of {schema['enum']}"
    inner: list[tuple[Any, Mapping[str, Any], str]] = []
    if isinstance(value, list):
        inner = [(each, schema.get("items", {}), f"{place}[]") for each in value]
    elif isinstance(value, dict):
        known = _properties(schema)
        if known and (strange := set(value) - set(known)):
            return f"{place} has {strange}"
        inner = [(each, known.get(name, {}), f"{place}.{name}") for name, each in value.items()]
    return next((wrong for each in inner if (wrong := _misfit(*each))), None)


def _properties(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of an object, those of its parts too."""
    return {
        **schema.get("properties", {}),
        **{name: one for part in schema.get("allOf", []) for name, one in _properties(part).items()},
    }
