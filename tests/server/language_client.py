"""A client of the language server: messages through two pipes, one thread for the server."""

import json
import os
from pathlib import Path
from threading import Thread
from typing import Any, Self

from readme_sync.server.language_server import serve

Json = dict[str, Any]


class Client:
    """Starts a server, and reads what it sends; a request waits for its answer."""

    def __init__(
        self, root: Path, *, encodings: tuple[str, ...] = (), resolves: bool = True, watches: bool = False
    ) -> None:
        incoming, self._out = os.pipe()
        read, outgoing = os.pipe()
        self._in = os.fdopen(read, "rb")
        self._streams = os.fdopen(incoming, "rb"), os.fdopen(outgoing, "wb")
        self._thread = Thread(target=serve, args=self._streams, daemon=True)
        self._thread.start()
        self._id = 0
        self.received: list[Json] = []
        self.root = root
        resolve = {"resolveSupport": {"properties": ["edit"]}} if resolves else {}
        capabilities = {
            "general": {"positionEncodings": list(encodings)} if encodings else {},
            "textDocument": {"codeAction": {"dataSupport": True, **resolve}},
            "workspace": {
                "workspaceEdit": {"documentChanges": resolves, "resourceOperations": ["create"] if resolves else []},
                "didChangeWatchedFiles": {"dynamicRegistration": watches},
            },
        }
        answer = self.request("initialize", processId=None, rootUri=root.as_uri(), capabilities=capabilities)
        self.capabilities = answer["result"]["capabilities"]
        self.notify("initialized")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.request("shutdown")
        self.notify("exit")
        self._thread.join(10)
        assert not self._thread.is_alive()
        for one in (self._in, *self._streams):
            one.close()
        os.close(self._out)

    def send(self, body: bytes) -> None:
        os.write(self._out, b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def notify(self, method: str, **parameters: Any) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": parameters}).encode())

    def request(self, method: str, **parameters: Any) -> Json:
        self._id += 1
        message = {"jsonrpc": "2.0", "id": self._id, "method": method}
        self.send(json.dumps(message | ({"params": parameters} if parameters else {})).encode())
        while (answer := self.receive()).get("id") != self._id or "method" in answer:
            self.received.append(answer)
        return answer

    def receive(self) -> Json:
        length = 0
        while line := self._in.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer: Json = json.loads(self._in.read(length))
        return answer

    def wait_for(self, method: str) -> Json:
        """Return the parameters of the next notification or request of the server, also of one that came before."""
        while True:
            message = self.received.pop(0) if self.received else self.receive()
            if message.get("method") == method:
                parameters: Json = message["params"]
                return parameters

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, text: str, name: str = "README.md", language: str = "markdown", version: int = 1) -> str:
        uri = name if ":" in name else self.uri(name)
        self.notify(
            "textDocument/didOpen", textDocument={"uri": uri, "languageId": language, "version": version, "text": text}
        )
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        self.notify(
            "textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=[{"text": text}]
        )

    def diagnostics(self, version: int | None = 1) -> list[Json]:
        """Return the diagnostics of a version."""
        while (found := self.wait_for("textDocument/publishDiagnostics")).get("version") != version:
            pass
        shown: list[Json] = found["diagnostics"]
        return shown
