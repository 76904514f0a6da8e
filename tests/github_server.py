"""A small GitHub on this machine: git data, pull requests, issues by REST, `createCommitOnBranch` by GraphQL.

It keeps everything in memory, remembers every request, and can be told to fail. What it is sent is checked against
GitHub's published schemas in `.ci/action`; what it answers has the shapes of GitHub's documentation.
"""

import hashlib
import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

REPOSITORY = "ada/notes"
TOKEN = "ghs_canary_5f0c1d"  # noqa: S105  no secret of anybody's


class Answer(NamedTuple):
    """What the server says."""

    status: int
    body: Any
    headers: Mapping[str, str] = MappingProxyType({})


@dataclass
class Request:
    """What the server was asked."""

    verb: str
    path: str
    query: dict[str, str]
    body: Any
    token: str
    tag: str = ""

    @property
    def address(self) -> str:
        """The path with the query."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


Fault = Callable[[Request], Answer | None]
Exchange = tuple[Request, Answer]


@dataclass
class Made:
    """A commit."""

    files: dict[str, bytes]
    parents: list[str]
    message: str


@dataclass
class World:
    """The one repository, its pull requests, and what went on."""

    refs: dict[str, str] = field(default_factory=dict)
    commits: dict[str, Made] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    one_at_a_time: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)
    """As on GitHub nobody writes between the comparing and the setting of a branch."""
    modes: dict[str, str] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    milestones: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    people: set[str] = field(default_factory=lambda: {"ada", "bob"})
    releases: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    moved: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    default_branch: str = "main"
    url: str = ""

    def push(self, branch: str, files: dict[str, str | bytes], message: str = "a change") -> str:
        """A commit by a person on top of the branch; only the given files are other ones."""
        was = self.refs.get(branch)
        before = self.commits[was].files if was else {}
        data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        self.refs[branch] = self.add({**before, **data}, [was] if was else [], message)
        return self.refs[branch]

    def add(self, files: dict[str, bytes], parents: list[str], message: str) -> str:
        digest = hashlib.sha1(repr((sorted(files.items()), parents, message)).encode(), usedforsecurity=False)
        self.commits[digest.hexdigest()] = Made(files, parents, message)
        return digest.hexdigest()

    def text(self, branch: str, path: str = "README.md") -> str:
        return self.commits[self.refs[branch]].files[path].decode()

    def fail(self, status: int, body: Any, *, times: int = 1, to: str = "", **headers: str) -> None:
        """Answers the next requests whose verb and path hold `to` with a failure."""
        left = [times]

        def fault(request: Request) -> Answer | None:
            if to not in f"{request.verb} {request.path}" or not left[0]:
                return None
            left[0] -= 1
            return Answer(status, body, headers)

        self.faults.append(fault)

    def fail_mutation(self, kind: str, message: str) -> None:
        """GraphQL says no, with status 200 as it does."""
        errors = [{"type": kind, "path": ["createCommitOnBranch"], "message": message}]
        self.fail(200, {"data": {"createCommitOnBranch": None}, "errors": errors}, to="graphql")

    def issue(self, state: str = "open", *labels: str, milestone: int = 0, **more: Any) -> None:
        """An issue, or with `pull_request` a pull request, as `/issues` lists them."""
        raw = {
            "number": len(self.issues) + 1,
            "state": state,
            "body": None,
            "title": "| `x` <!-- /readme-sync --> ::error::@all",
            "labels": [{"name": label} for label in labels],
            "milestone": {"number": milestone} if milestone else None,
            "user": {"login": "Ada"},
            "assignees": [],
            "state_reason": "completed" if state == "closed" else None,
        }
        self.issues.append(raw | more)

    def listed(self) -> list[dict[str, Any]]:
        """All issues, those that are gone too."""
        return self.issues

    def edit(self, number: int, **changes: Any) -> None:
        """Somebody changes an issue."""
        self.numbered(number).update(changes)

    def variables(self) -> dict[str, str]:
        """The environment of a program that asks this GitHub, on nobody's CI."""
        own = {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": self.url}
        return {**own, "GH_TOKEN": "", "GITHUB_ACTIONS": "", "CI": ""}

    def writes(self) -> list[str]:
        return [f"{each.verb} {each.path}" for each in self.requests if each.verb != "GET"]

    # ------------------------------------------------------------------------------------------------- what is asked

    def answer(self, request: Request) -> Answer:
        self.requests.append(request)
        answer = _tagged(request, self._answered(request))
        self.exchanges.append((request, answer))
        return answer

    def _answered(self, request: Request) -> Answer:
        for fault in self.faults:
            if (failed := fault(request)) is not None:
                return failed
        if request.token.partition(" ")[2] not in self.tokens:
            return Answer(401, {"message": "Bad credentials"})
        if request.path == "/graphql":
            return self._graphql(request.body)
        if request.path == f"/repos/{REPOSITORY}":
            return Answer(200, {"full_name": REPOSITORY, "default_branch": self.default_branch})
        if request.path.startswith("/repositories/9/issues/"):
            number = int(request.path.rsplit("/", 1)[1])
            there = f"{self.url}/repos/{self.moved[number]}"
            return Answer(200, {**self.numbered(number), "number": 1, "repository_url": there})
        prefix = f"/repos/{REPOSITORY}/"
        if not request.path.startswith(prefix):
            return Answer(404, {"message": "Not Found"})
        with self.one_at_a_time:
            return self._rest(request, request.path.removeprefix(prefix))

    def _rest(self, request: Request, path: str) -> Answer:  # noqa: C901, PLR0912  a table of routes
        match request.verb, path.split("/"):
            case "GET", ["git", "ref", "heads", *name]:
                return self._ref("/".join(name))
            case "GET", ["git", "commits", sha] if sha in self.commits:
                return Answer(200, self._commit(sha))
            case "GET", ["commits", name]:
                sha = self.refs.get(name, name)
                if sha not in self.commits:
                    return Answer(422, {"message": f"No commit found for SHA: {name}"})
                return Answer(200, {"sha": sha})
            case "POST", ["git", "trees"]:
                return self._new_tree(request.body)
            case "POST", ["git", "commits"]:
                return self._new_commit(request.body)
            case "GET", ["git", "trees", tree]:
                return self._tree(tree)
            case "GET", ["git", "blobs", sha]:
                return self._blob(sha)
            case "GET", ["issues"]:
                return self._paged(self._issues(request.query), request.query)
            case "GET", ["issues", number]:
                return self._issue(int(number))
            case "PATCH", ["issues", number] if int(number) not in self.gone | set(self.moved):
                self.numbered(int(number)).update(_patched(request.body))
                return self._issue(int(number))
            case "POST", ["issues"]:
                self.issue(**{name: request.body[name] for name in ("title", "body")})
                return Answer(201, self.issues[-1])
            case "GET", ["releases", "latest"] if self.releases:
                return Answer(200, {"tag_name": self.releases[-1]})
            case "GET", ["tags"]:
                return self._paged([{"name": name} for name in self.tags], request.query)
            case "GET", ["milestones"]:
                return self._paged(self.milestones, request.query)
            case "GET", ["milestones", number]:
                found = [each for each in self.milestones if str(each["number"]) == number]
                return Answer(200, found[0]) if found else Answer(404, {"message": "Not Found"})
            case "POST", ["git", "refs"]:
                name = request.body["ref"].removeprefix("refs/heads/")
                if name in self.refs:
                    return Answer(422, {"message": "Reference already exists"})
                self.refs[name] = request.body["sha"]
                return Answer(201, self._ref(name).body)
            case "PATCH", ["git", "refs", "heads", *name] if "/".join(name) in self.refs:
                onto = self.commits[request.body["sha"]].parents
                if not request.body["force"] and self.refs["/".join(name)] not in onto:
                    return Answer(422, {"message": "Update is not a fast forward"})
                self.refs["/".join(name)] = request.body["sha"]
                self._close_empty()
                return self._ref("/".join(name))
            case "DELETE", ["git", "refs", "heads", *name]:
                if self.refs.pop("/".join(name), None) is None:
                    return Answer(422, {"message": "Reference does not exist"})
                return Answer(204, None)
            case "GET", ["pulls"]:
                return self._list(request.query)
            case "POST", ["pulls"]:
                return self._open(request.body)
            case "GET", ["pulls", number] if int(number) <= len(self.pulls):
                return Answer(200, self.pulls[int(number) - 1])
            case "POST", ["issues", number, "labels"]:
                self.pulls[int(number) - 1]["labels"] += [{"name": name} for name in request.body["labels"]]
                return Answer(200, self.pulls[int(number) - 1]["labels"])
            case "POST", ["issues", number, "assignees"]:
                known = [{"login": name} for name in request.body["assignees"] if name in self.people]
                self.pulls[int(number) - 1]["assignees"] += known  # others are left out without a word
                return Answer(201, {"number": int(number), "assignees": known})
            case "POST", ["pulls", number, "requested_reviewers"]:
                return self._ask_for_review(self.pulls[int(number) - 1], request.body)
            case "POST", ["issues", number, "comments"]:
                self.comments.append({"id": len(self.comments) + 1, "body": request.body["body"], "by": "us"})
                return Answer(201, {"id": len(self.comments), "body": request.body["body"]})
            case "PATCH", ["issues", "comments", number]:
                self.comments[int(number) - 1]["body"] = request.body["body"]
                return Answer(200, {"id": int(number), "body": request.body["body"]})
            case "PATCH", ["pulls", number]:
                self.pulls[int(number) - 1].update(request.body)
                return Answer(200, self.pulls[int(number) - 1])
        return Answer(404, {"message": "Not Found"})

    def _ask_for_review(self, pull: dict[str, Any], body: dict[str, Any]) -> Answer:
        logins, teams = body.get("reviewers", []), body.get("team_reviewers", [])
        if not set(logins) <= self.people:
            message = "Reviews may only be requested from collaborators."
            return Answer(422, {"message": message, "errors": [message]})
        pull["requested_reviewers"] += [{"login": name} for name in logins]
        pull["requested_teams"] += [{"slug": name} for name in teams]
        return Answer(201, {"number": pull["number"]})

    def _new_tree(self, body: dict[str, Any]) -> Answer:
        """A tree is kept as a commit without a parent, and has its id."""
        kept = [each for each in body["tree"] if "content" in each]
        self.modes |= {each["path"]: each["mode"] for each in kept}
        files = {**self.commits[body["base_tree"]].files, **{each["path"]: each["content"].encode() for each in kept}}
        for gone in (each for each in body["tree"] if each.get("sha", "") is None):
            del files[gone["path"]]
        sha = self.add(files, [], "tree")
        return Answer(201, {"sha": sha, "tree": []})

    def _new_commit(self, body: dict[str, Any]) -> Answer:
        sha = self.add(self.commits[body["tree"]].files, body["parents"], body["message"])
        return Answer(201, self._commit(sha))

    def numbered(self, number: int) -> dict[str, Any]:
        """The issue of that number, as it is kept."""
        return next(each for each in self.issues if each["number"] == number)

    def _issue(self, number: int) -> Answer:
        if number in self.gone:
            return Answer(410, {"message": "This issue was deleted"})
        if number in self.moved:
            place = f"{self.url}/repositories/9/issues/{number}"
            return Answer(301, {"message": "Moved Permanently", "url": place}, {"Location": place})
        if not any(each["number"] == number for each in self.issues):
            return Answer(404, {"message": "Not Found"})
        return Answer(200, {"repository_url": f"{self.url}/repos/{REPOSITORY}", **self.numbered(number)})

    def _issues(self, query: dict[str, str]) -> list[dict[str, Any]]:
        state, labels = query.get("state", "open"), query.get("labels", "").lower().split(",")
        away = self.gone | set(self.moved)
        found = [each for each in self.issues if state in {"all", each["state"]} and each["number"] not in away]
        if query.get("direction", "desc") == "desc":
            found.reverse()
        if labels != [""]:
            found = [each for each in found if set(labels) <= {one["name"].lower() for one in each["labels"]}]
        if number := query.get("milestone"):
            found = [each for each in found if str((each["milestone"] or {}).get("number")) == number]
        if login := query.get("creator"):
            found = [each for each in found if each["user"]["login"].lower() == login.lower()]
        return found

    def _paged(self, found: list[dict[str, Any]], query: dict[str, str]) -> Answer:
        size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
        last = page * size >= len(found)
        # The host and the path are those that a server behind a proxy believes in.
        following = f'<https://inner.example/repositories/7/issues?page={page + 1}&state=open>; rel="next"'
        return Answer(200, found[(page - 1) * size : page * size], {} if last else {"Link": following})

    def _ref(self, name: str) -> Answer:
        if name not in self.refs:
            return Answer(404, {"message": "Not Found"})
        return Answer(200, {"ref": f"refs/heads/{name}", "object": {"type": "commit", "sha": self.refs[name]}})

    def _commit(self, sha: str) -> dict[str, Any]:
        made = self.commits[sha]
        parents = [{"sha": parent} for parent in made.parents]
        return {
            "sha": sha,
            "message": made.message,
            "tree": {"sha": sha},
            "parents": parents,
            "verification": {"verified": True},
        }

    def _tree(self, tree: str) -> Answer:
        sha, folder = tree[:40], bytes.fromhex(tree[40:]).decode()
        if sha not in self.commits:
            return Answer(404, {"message": "Not Found"})
        entries: dict[str, dict[str, str]] = {}
        for path, data in self.commits[sha].files.items():
            if not path.startswith(folder):
                continue
            name, slash, _ = path.removeprefix(folder).partition("/")
            if slash:
                entries[name] = {
                    "path": name,
                    "mode": "040000",
                    "type": "tree",
                    "sha": f"{sha}{f'{folder}{name}/'.encode().hex()}",
                }
            else:
                mode = self.modes.get(path, "100644")
                entries[name] = {"path": name, "mode": mode, "type": "blob", "sha": blob(data)}
        return Answer(200, {"sha": tree, "tree": list(entries.values()), "truncated": False})

    def _blob(self, sha: str) -> Answer:
        for made in self.commits.values():
            for data in made.files.values():
                if blob(data) == sha:
                    return Answer(200, {"sha": sha, "encoding": "base64", "content": b64encode(data).decode()})
        return Answer(404, {"message": "Not Found"})

    def _list(self, query: dict[str, str]) -> Answer:
        head, base = query.get("head", "").partition(":")[2], query.get("base")
        state = query.get("state", "open")
        found = [p for p in self.pulls if state in {"all", p["state"]} and p["base"]["ref"] == base]
        return Answer(200, [each for each in found if each["head"]["ref"] == head])

    def _open(self, body: dict[str, Any]) -> Answer:
        number = len(self.pulls) + 1
        pull = {
            "number": number,
            "state": "open",
            "html_url": f"https://github.example/{REPOSITORY}/pull/{number}",
            "title": body["title"],
            "body": body["body"],
            "head": {"ref": body["head"]},
            "base": {"ref": body["base"]},
            "draft": body.get("draft", False),
            "merged_at": None,
            "labels": [],
            "assignees": [],
            "requested_reviewers": [],
            "requested_teams": [],
        }
        if any(p["state"] == "open" and p["head"] == pull["head"] and p["base"] == pull["base"] for p in self.pulls):
            errors = [{"message": "A pull request already exists for ada:x."}]
            return Answer(422, {"message": "Validation Failed", "errors": errors})
        self.pulls.append(pull)
        return Answer(201, pull)

    def _page_of_comments(self, start: int) -> Answer:
        shown = self.comments[start : start + 100]
        nodes = [{"databaseId": c["id"], "viewerDidAuthor": c["by"] == "us", "body": c["body"]} for c in shown]
        page = {"hasNextPage": start + 100 < len(self.comments), "endCursor": str(start + 100)}
        return Answer(200, {"data": {"repository": {"pullRequest": {"comments": {"nodes": nodes, "pageInfo": page}}}}})

    def _close_empty(self) -> None:
        """As GitHub does: a pull request whose branch is at its base is closed."""
        for pull in self.pulls:
            if self.refs.get(pull["head"]["ref"]) == self.refs.get(pull["base"]["ref"]):
                pull["state"] = "closed"

    def _graphql(self, body: dict[str, Any]) -> Answer:
        if body["query"].startswith("query"):
            return self._page_of_comments(int(body["variables"]["after"] or 0))
        values = body["variables"]["input"]
        name = values["branch"]["branchName"]
        head = self.refs.get(name)
        if head is None:
            return _graphql_error("NOT_FOUND", f"No ref found for refs/heads/{name}")
        if head != values["expectedHeadOid"]:
            said = f'Expected branch to point to "{values["expectedHeadOid"]}" but it did not. Pull and try again.'
            return _graphql_error("STALE_DATA", said)
        added = {each["path"]: b64decode(each["contents"]) for each in values["fileChanges"]["additions"]}
        message = "\n\n".join(filter(None, (values["message"]["headline"], values["message"].get("body"))))
        files = {**self.commits[head].files, **added}
        for gone in values["fileChanges"].get("deletions", ()):
            del files[gone["path"]]  # GitHub refuses a path that is not there
        self.refs[name] = self.add(files, [head], message)
        commit = {"oid": self.refs[name], "signature": {"isValid": True}}
        return Answer(200, {"data": {"createCommitOnBranch": {"commit": commit}}})


def _tagged(request: Request, answer: Answer) -> Answer:
    """As GitHub does: what was read has a tag, and is not sent again to those who name it."""
    if request.verb != "GET" or answer.status != 200 or isinstance(answer.body, bytes):
        return answer
    text = json.dumps([answer.body, dict(answer.headers)])
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()}"'
    is_known = request.tag.removeprefix("W/") == tag
    return (
        Answer(304, None, {"ETag": tag})
        if is_known
        else Answer(200, answer.body, {**answer.headers, "ETag": f"W/{tag}"})
    )


def _patched(body: dict[str, Any]) -> dict[str, Any]:
    """As GitHub does: an issue that is opened again was reopened."""
    reopened = {"state_reason": "reopened"} if body.get("state") == "open" else {}
    return {**body, **reopened}


def blob(data: bytes) -> str:
    """The id that git gives a content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _graphql_error(kind: str, message: str) -> Answer:
    errors = [{"type": kind, "path": ["createCommitOnBranch"], "message": message}]
    return Answer(200, {"data": {"createCommitOnBranch": None}, "errors": errors})


@contextmanager
def served(world: World) -> Iterator[World]:
    """The world on a free port of this machine, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for 40 ms

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            token = self.headers.get("Authorization", "")
            request = Request(self.command, unquote(parts.path), query, json.loads(data) if data else None, token)
            request.tag = self.headers.get("If-None-Match", "")
            answer = world.answer(request)
            if answer.status == 0:  # the connection breaks
                self.close_connection = True
                return
            out = b"" if answer.body is None else answer.body if isinstance(answer.body, bytes) else None
            out = json.dumps(answer.body).encode() if out is None else out
            own = {"Content_Type": "application/json", "Content_Length": str(len(out))}
            self.close_connection |= "Content_Length" in answer.headers  # more is announced than comes
            with suppress(ConnectionError):  # nobody waits for it any more
                self.send_response(answer.status)
                for name, value in {**own, **answer.headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(out)

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _serve  # noqa: N815  the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    world.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
