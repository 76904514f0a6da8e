"""How long the language server takes to answer, in a document of 5,000 lines, beside a full check of it.

    python benchmarks/server.py

Starts `readme-sync server`, types a character, asks; forty times. Printed are the medians.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any, ParamSpec, TypeVar

from readme_sync import rules

LINES = 5_000
ROUNDS = 40
URI = "untitled:README.md"
P = ParamSpec("P")
R = TypeVar("R")


def document() -> str:
    """Return the document: parts with a table of ten rows, eight tasks and prose, 166 of them."""
    lines = ["# Plan", ""]
    part = 0
    while len(lines) < LINES:
        part += 1
        lines += [
            f"## Part {part} (9/18)",
            "",
            f"What part {part} is about, in *words* and [links](https://e.org).",
            "",
        ]
        lines += ["| # | Chapter | Pages | Status |", "| - | --- | --- | --- |"]
        lines += [f"| {row} | Chapter {part}.{row} 😀 | 9/{9 + row // 7} | {'✅🚧'[row > 6]} |" for row in range(1, 11)]
        lines += ["", "Tasks:", "", *(f"- [{'x '[task % 2]}] do {part}.{task}" for task in range(8)), ""]
        lines += [
            "Some prose that says nothing of numbers, but goes on for a line.",
            "More, with `code` and **bold**.",
            "",
        ]
    return "\n".join(lines[:LINES]) + "\n"


class Client:
    """A client that waits for each answer."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "readme_sync", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._id = 0
        resolve = {"codeAction": {"resolveSupport": {"properties": ["edit"]}, "dataSupport": True}}
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {"textDocument": resolve}})

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Return the next message."""
        assert self._server.stdout
        length = 0
        while line := self._server.stdout.readline().strip():
            length = int(line.split(b":")[1]) if line.startswith(b"Content-Length") else length
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message

    def request(self, method: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401  any result
        """Return the answer to a request."""
        self._id += 1
        self.send({"id": self._id, "method": method, "params": parameters})
        while (answer := self.receive()).get("id") != self._id:
            pass
        return answer["result"]

    def published(self, version: int) -> None:
        """Wait for the diagnostics of a version."""
        while self.receive().get("params", {}).get("version") != version:
            pass

    def change(self, text: str, version: int) -> None:
        """Send a new version."""
        document = {"uri": URI, "version": version}
        self.send(
            {
                "method": "textDocument/didChange",
                "params": {"textDocument": document, "contentChanges": [{"text": text}]},
            }
        )


def timed(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> tuple[float, R]:
    """Return the milliseconds that something takes, and its result."""
    start = time.perf_counter()
    result = work(*args, **kwargs)
    return (time.perf_counter() - start) * 1000, result


def measured(client: Client, text: str) -> dict[str, list[float]]:
    """Return the milliseconds of each kind of answer."""
    costs: dict[str, list[float]] = {}

    def keep(name: str, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        cost, result = timed(work, *args, **kwargs)
        costs.setdefault(name, []).append(cost)
        return result

    def ask(method: str, **parameters: Any) -> Any:  # noqa: ANN401  any result
        return client.request(method, {"textDocument": {"uri": URI}, **parameters})

    opened = {"uri": URI, "languageId": "markdown", "version": 0, "text": text}
    client.send({"method": "textDocument/didOpen", "params": {"textDocument": opened}})
    keep("open: diagnostics", client.published, 0)
    ask("textDocument/documentSymbol")  # when all is known
    for version in range(1, ROUNDS + 1):
        typed = text.replace(
            "\n\n", f"\n<!-- readme-sync: done of # -->3<!-- /readme-sync -->\n\n{'x' * version}\n\n", 1
        )
        place = {"line": typed[: typed.index("## Part 80 ")].count("\n"), "character": 13}
        client.change(typed, version)
        assert keep("hover, at once", ask, "textDocument/hover", position=place)
        assert keep("complete, at once", ask, "textDocument/completion", position={"line": 1, "character": 27})
        assert keep("outline, at once", ask, "textDocument/documentSymbol")
        where, context = {"start": place, "end": place}, {"diagnostics": []}
        fixes = keep("list fixes, at once", ask, "textDocument/codeAction", range=where, context=context)
        if version % 2:
            keep("diagnostics (quiet included)", client.published, version)
            keep("list fixes, when checked", ask, "textDocument/codeAction", range=where, context=context)
            keep("make one fix, when checked", client.request, "codeAction/resolve", fixes[0])
        else:
            keep("make one fix, at once (waits for the check)", client.request, "codeAction/resolve", fixes[0])
            ask("textDocument/documentSymbol")  # when all is known
    return costs


def main() -> None:
    """Measure, and print a table."""
    text = document()
    checks = [timed(rules.check, text)[0] for _ in range(5)]
    client = Client()
    costs = {"a full check": checks, **measured(client, text)}
    client.request("shutdown", {})
    client.send({"method": "exit"})
    print(f"| {LINES:,} lines, {len(text):,} characters | median | most |\n| --- | ---: | ---: |")
    for name, values in costs.items():
        print(f"| {name} | {median(values):.0f} ms | {max(values):.0f} ms |")


if __name__ == "__main__":
    main()
