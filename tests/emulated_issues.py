"""A small GitHub whose issues are kept by the emulator that npm brings; what that lacks is the stand-in's."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

from github_server import REPOSITORY, TOKEN, Answer, Request, World

SEED = {
    "tokens": {
        TOKEN: {"login": "ada", "scopes": ["repo", "user"]},
        "test_token_admin": {"login": "admin", "scopes": ["repo", "user"]},
    },
    "github": {"users": [{"login": "ada"}, {"login": "admin"}]},
}
"""With what the emulator begins."""


class EmulatedWorld(World):
    """Deleting and moving issues, and faults, are the stand-in's: the emulator has none of them."""

    def __init__(self, emulator: str) -> None:
        """Begin with an empty repository."""
        super().__init__()
        self.emulator = emulator
        self.ask("DELETE", f"/repos/{REPOSITORY}")
        assert self.ask("POST", "/user/repos", {"name": "notes", "auto_init": True}).status == 201

    def ask(self, verb: str, path: str, body: Any = None) -> Answer:
        """What the emulator answers."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.emulator}{path}", data, method=verb)  # noqa: S310  this machine
        request.add_header("Authorization", f"Bearer {TOKEN}")
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  this machine
                text, link = answer.read(), answer.headers.get("Link")
                return Answer(answer.status, json.loads(text) if text else None, {"Link": link} if link else {})
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, json.loads(error.read() or b"{}"))

    def issue(self, state: str = "open", *labels: str, milestone: int = 0, **more: Any) -> None:
        assert not milestone
        made = self.ask("POST", f"/repos/{REPOSITORY}/issues", {**more, "labels": labels})
        if state == "closed":
            self.edit(made.body["number"], state=state, state_reason="completed")

    def listed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while len(found) % 100 == 0:
            query = f"state=all&sort=created&direction=asc&per_page=100&page={len(found) // 100 + 1}"
            page = self.ask("GET", f"/repos/{REPOSITORY}/issues?{query}").body
            if not page:
                break
            found += page
        return found

    def numbered(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"/repos/{REPOSITORY}/issues/{number}").body
        return found

    def edit(self, number: int, **changes: Any) -> None:
        if "labels" in changes:
            changes["labels"] = [label["name"] for label in changes["labels"]]
        assert self.ask("PATCH", f"/repos/{REPOSITORY}/issues/{number}", changes).status == 200

    def _rest(self, request: Request, path: str) -> Answer:
        if not path.startswith("issues"):
            return super()._rest(request, path)
        away = self.gone | set(self.moved)
        if path.partition("/")[2] in map(str, away):
            return super()._rest(request, path)
        answer = self.ask(request.verb, f"{request.path}?{urlencode(request.query)}", request.body)
        if isinstance(answer.body, list):
            return answer._replace(body=[one for one in answer.body if one["number"] not in away])
        return answer
