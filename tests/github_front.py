"""Stands before an emulator of GitHub that knows REST only, and adds the one mutation that we need.

Every request is noted, for the comparison with GitHub's schemas. `createCommitOnBranch` is carried out with the
emulator's own git data. It can plant a race, and refuse as a protected branch does.
"""

import json
import threading
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Noted = tuple[str, str, Any]


class Front:
    """The server, and what it noted."""

    def __init__(self, emulator: str, token: str) -> None:
        self.emulator, self.token = emulator, token
        self.url = ""
        self.noted: list[Noted] = []
        self.before_commit: list[Callable[[], object]] = []
        self.refusal: tuple[str, str] | None = None

    def ask(self, verb: str, path: str, body: Any = None) -> Any:
        """Asks the emulator itself; what it answers.

        Raises:
            HTTPError: it refuses.
        """
        return self._forward(verb, path, None if body is None else json.dumps(body).encode())[1]

    def text(self, repository: str, path: str, branch: str = "main") -> str:
        """A file as a branch has it."""
        answer = self.ask("GET", f"/repos/{repository}/contents/{path}?ref={branch}")
        return b64decode(answer["content"]).decode()

    def head(self, repository: str, branch: str = "main") -> str:
        return str(self.ask("GET", f"/repos/{repository}/git/ref/heads/{branch}")["object"]["sha"])

    def put(self, repository: str, files: dict[str, str], branch: str = "main") -> str:
        """Commits files on top of a branch, as somebody; the commit."""
        head = self.head(repository, branch)
        made = self._made(repository, head, {path: text.encode() for path, text in files.items()}, "somebody's change")
        self.ask("PATCH", f"/repos/{repository}/git/refs/heads/{branch}", {"sha": made})
        return made

    def _made(self, repository: str, onto: str, files: dict[str, bytes], message: str) -> str:
        tree = self.ask("GET", f"/repos/{repository}/git/commits/{onto}")["tree"]["sha"]
        entries = [
            {"path": path, "mode": "100644", "type": "blob", "content": data.decode()} for path, data in files.items()
        ]
        made = self.ask("POST", f"/repos/{repository}/git/trees", {"base_tree": tree, "tree": entries})["sha"]
        body = {"message": message, "tree": made, "parents": [onto]}
        return str(self.ask("POST", f"/repos/{repository}/git/commits", body)["sha"])

    def graphql(self, body: dict[str, Any]) -> dict[str, Any]:
        """What GitHub would answer to the mutation."""
        values = body["variables"]["input"]
        repository, branch = values["branch"]["repositoryNameWithOwner"], values["branch"]["branchName"]
        if self.before_commit:
            self.before_commit.pop()()
        if self.refusal:
            return _errors(*self.refusal)
        if self.head(repository, branch) != values["expectedHeadOid"]:
            return _errors("STALE_DATA", "Expected branch to point to it but it did not. Pull and try again.")
        files = {each["path"]: b64decode(each["contents"]) for each in values["fileChanges"]["additions"]}
        message = f"{values['message']['headline']}\n\n{values['message']['body']}"
        made = self._made(repository, values["expectedHeadOid"], files, message)
        self.ask("PATCH", f"/repos/{repository}/git/refs/heads/{branch}", {"sha": made})
        return {"data": {"createCommitOnBranch": {"commit": {"oid": made, "signature": {"isValid": True}}}}}

    def _forward(self, verb: str, path: str, data: bytes | None) -> tuple[int, Any]:
        request = urllib.request.Request(f"{self.emulator}{path}", data, method=verb)  # noqa: S310  this machine
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  this machine
            text = answer.read()
            return answer.status, json.loads(text) if text else None

    def answer(self, verb: str, path: str, data: bytes, token: str) -> tuple[int, Any]:
        """What is answered to the action."""
        body: Any = json.loads(data) if data else None
        self.noted.append((verb, path, body))
        if self.token not in token:
            return 401, {"message": "Bad credentials"}
        if path == "/graphql":
            return 200, self.graphql(body)
        try:
            return self._forward(verb, path, data or None)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or b"{}")


def _errors(kind: str, message: str) -> dict[str, Any]:
    errors = [{"type": kind, "path": ["createCommitOnBranch"], "message": message}]
    return {"data": {"createCommitOnBranch": None}, "errors": errors}


@contextmanager
def fronted(front: Front) -> Iterator[Front]:
    """The front on a free port, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for 40 ms

        def _serve(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body = front.answer(self.command, self.path, data, self.headers.get("Authorization", ""))
            out = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(out)))
            self.end_headers()
            self.wfile.write(out)

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _serve  # noqa: N815  the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    front.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield front
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
