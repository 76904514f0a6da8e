"""How long the language server takes to answer, in a document of 5,000 lines, beside a full check of it.

    python benchmarks/server.py

Starts `readme-sync server`, types a character, asks; twenty times. Printed are the medians.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from readme_sync import rules

LINES = 5_000
ROUNDS = 20
URI = "untitled:README.md"


def document() -> str:
    """Return the document: parts with a table of ten rows, eight tasks and prose, 166 of them."""
    lines = ["# Plan", ""]
    part = 0
    while len(lines) < LINES:
        part += 1
        lines += [
            f"## Part {part} (6/10)",
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


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure, and print a table."""
    text = document()
    checks = [timed(lambda: rules.check(text)) for _ in range(5)]
    client = Client()
    opened = {"uri": URI, "languageId": "markdown", "version": 0, "text": text}
    client.send({"method": "textDocument/didOpen", "params": {"textDocument": opened}})
    costs: dict[str, list[float]] = {"open: diagnostics": [timed(lambda: client.published(0))]}
    about = {"textDocument": {"uri": URI}}
    middle = text[: text.index("## Part 80 ")].count("\n")
    heading = {"line": middle, "character": 13}
    marker = {"line": 1, "character": len("<!-- readme-sync: done of #")}
    where = {"range": {"start": heading, "end": heading}, "context": {"diagnostics": []}}

    def measure(name: str, method: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401  any result
        found: list[Any] = []
        costs.setdefault(name, []).append(timed(lambda: found.append(client.request(method, {**about, **parameters}))))
        return found[0]

    for version in range(1, ROUNDS + 1):
        typed = text.replace("\n\n", f"\n<!-- readme-sync: done of #\n\n{'x' * version}\n", 1)
        client.change(typed, version)
        heading["line"] = middle + typed.count("\n") - text.count("\n")
        assert measure("hover, at once", "textDocument/hover", {"position": heading})
        assert measure("complete, at once", "textDocument/completion", {"position": marker})
        assert measure("outline, at once", "textDocument/documentSymbol", {})
        costs.setdefault("type: diagnostics (0.1 s of quiet included)", []).append(
            timed(partial(client.published, version))
        )
        fixes = measure("fixes listed, when checked", "textDocument/codeAction", where)
        if fixes:
            costs.setdefault("one fix made, when checked", []).append(
                timed(partial(client.request, "codeAction/resolve", fixes[0]))
            )
    client.request("shutdown", {})
    client.send({"method": "exit"})
    print(f"| {LINES:,} lines, {len(text):,} characters | median | most |\n| --- | ---: | ---: |")
    print(f"| a full check | {median(checks):.0f} ms | {max(checks):.0f} ms |")
    for name, values in costs.items():
        print(f"| {name} | {median(values):.0f} ms | {max(values):.0f} ms |")


if __name__ == "__main__":
    main()
