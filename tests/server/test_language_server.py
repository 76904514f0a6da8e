"""The language server through its protocol: what editors see."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from language_client import Client, Json

from readme_sync import rules
from readme_sync.cli import main
from readme_sync.errors import InputError
from readme_sync.server import analysis
from readme_sync.server.language_server import serve

PLAN = """\
# Plan (2/3)

Done 😀: 1/3, in all 3 things.

- [x] a
- [x] b
- [ ] c

## More (1/2)

| Chapter | Status |
| - | - |
| One | ✅ |
| Two | 🚧 |
"""
OPTIONS = {"tabSize": 4, "insertSpaces": True}
SUMS = "# Sum\n\nWe have 3 tasks.\n\n- [x] a\n- [ ] b\n- [ ] c\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client(tmp_path) as one:
        yield one


def _place(text: str, word: str) -> Json:
    """Return the position of a word, in UTF-16."""
    before = text[: text.index(word)]
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2].encode("utf-16-le")) // 2}


def _hover(client: Client, uri: str, place: Json) -> Any:
    answer = client.request("textDocument/hover", textDocument={"uri": uri}, position=place)["result"]
    return answer and answer["contents"]["value"]


def _actions(client: Client, uri: str, line: int, only: list[str] | None = None) -> list[Json]:
    where = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 99}}
    context: Json = {"diagnostics": []} | ({"only": only} if only else {})
    found: list[Json] = client.request(
        "textDocument/codeAction", textDocument={"uri": uri}, range=where, context=context
    )["result"]
    return found


def _after(client: Client, text: str, action: Json) -> str:
    """Return the text after an action that is resolved now."""
    answer = client.request("codeAction/resolve", **action)["result"]["edit"]["documentChanges"][-1]
    return _edited(text, answer["edits"])


def _edited(text: str, edits: list[Json], codec: str = "utf-16-le", width: int = 2) -> str:
    lines = text.splitlines(keepends=True)
    for edit in reversed(edits):
        start, end = edit["range"]["start"], edit["range"]["end"]
        whole = "".join(lines)
        places = [
            sum(map(len, lines[: one["line"]]))
            + len(lines[one["line"]].encode(codec)[: one["character"] * width].decode(codec))
            for one in (start, end)
        ]
        lines = (whole[: places[0]] + edit["newText"] + whole[places[1] :]).splitlines(keepends=True)
    return "".join(lines)


def test_diagnostics_follow_what_is_typed(client: Client) -> None:
    uri = client.open(PLAN)
    (wrong,) = (one for one in client.diagnostics() if one["severity"] == 1)
    assert wrong["code"] == "RS101"
    assert wrong["range"]["start"] == _place(PLAN, "1/3, in")
    for version in range(2, 7):  # typed at once: the last version is checked
        client.change(uri, PLAN.replace("1/3", "2/3")[: len(PLAN) - 7 + version], version)
    published = client.wait_for("textDocument/publishDiagnostics")
    assert published["version"] == 6
    assert [one for one in published["diagnostics"] if one["severity"] == 1] == []
    client.notify("textDocument/didClose", textDocument={"uri": uri})
    assert client.diagnostics(None) == []


def test_fixes_and_what_is_unsafe(client: Client) -> None:
    text = f"{PLAN}and text that GitHub takes for a row\n"
    uri = client.open(text)
    found = client.diagnostics()
    (safe,) = _actions(client, uri, 2, ["quickfix"])
    assert safe["isPreferred"]
    assert safe["diagnostics"][0] in found
    assert _after(client, text, safe) == text.replace("😀: 1/3", "😀: 2/3")
    unsafe = [one for line in range(17) for one in _actions(client, uri, line) if "unsafe" in one["title"]]
    assert all(not one["isPreferred"] for one in unsafe)
    assert unsafe
    (everything,) = _actions(client, uri, 0, ["source.fixAll"])
    assert everything["kind"] == "source.fixAll.readme-sync"
    assert _after(client, text, everything) == text.replace("😀: 1/3", "😀: 2/3")
    client.change(uri, text + "x", 2)
    answer = client.request("codeAction/resolve", **safe)
    assert answer["error"]["code"] == -32801  # content modified


def test_actions_are_listed_while_a_version_is_checked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    uri = client.open(PLAN)
    _actions(client, uri, 0)  # when all is known
    checking = Event()

    def slow(snapshot: analysis.Snapshot) -> analysis.Analysis:
        checking.wait(20)
        return analysis.analyse(snapshot)

    monkeypatch.setattr("readme_sync.server.language_server.analyse", slow)
    moved = f"Words.\n\n{PLAN}"
    client.change(uri, moved, 2)
    (fix,) = _actions(client, uri, 4, ["quickfix"])  # of the text before, where it stands now
    assert fix["diagnostics"][0]["range"]["start"] == _place(moved, "1/3, in")
    client.change(uri, moved.replace("1/3", "0/3"), 3)
    assert _actions(client, uri, 4, ["quickfix"]) == []  # what was changed is not known yet
    client.change(uri, PLAN.replace("[ ] c", "[x] c"), 4)
    (stale,) = _actions(client, uri, 2, ["quickfix"])
    assert "2/3" in stale["title"]
    checking.set()
    refused = client.request("codeAction/resolve", **stale)["error"]  # it would write what is false by now
    assert refused["message"] == "what is to be fixed has changed meanwhile; ask for the actions again"
    client.change(uri, moved, 5)
    client.diagnostics(5)
    (fix,) = _actions(client, uri, 4, ["quickfix"])
    assert _after(client, moved, fix) == moved.replace("😀: 1/3", "😀: 2/3")


def test_an_answer_that_waits_does_not_wait_for_quiet(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readme_sync.server.language_server.QUIET", 60.0)
    uri = client.open(PLAN)
    client.request("textDocument/formatting", textDocument={"uri": uri}, options=OPTIONS)
    start = time.monotonic()
    client.change(uri, PLAN + "\n", 2)
    client.diagnostics(2)  # a check that takes little is soon made
    client.change(uri, PLAN, 3)
    client.request("textDocument/formatting", textDocument={"uri": uri}, options=OPTIONS)
    assert time.monotonic() - start < 30


def test_edits_come_at_once_where_the_client_cannot_resolve(tmp_path: Path) -> None:
    with Client(tmp_path, resolves=False) as client:
        uri = client.open(PLAN)
        (fix,) = _actions(client, uri, 2, ["quickfix"])
        assert _edited(PLAN, fix["edit"]["changes"][uri]) == PLAN.replace("😀: 1/3", "😀: 2/3")


def test_a_fix_draws_the_picture_that_it_names(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    text = PLAN + "\nAll: <!-- readme-sync: bar of #plan-23 -->![0%](progress/bar-0-percent.svg)<!-- /readme-sync -->\n"
    uri = client.open(text, "README.md")
    action, *_ = _actions(client, uri, 15, ["quickfix"])
    made, drawn, changed = client.request("codeAction/resolve", **action)["result"]["edit"]["documentChanges"]
    assert "progress/bar-60-percent.svg" in _edited(text, changed["edits"])
    picture = (tmp_path / "progress" / "bar-60-percent.svg").as_uri()
    assert (made["kind"], made["uri"], drawn["textDocument"]["uri"]) == ("create", picture, picture)
    assert drawn["edits"][0]["newText"].startswith("<svg")


def test_bind_writes_a_marker(client: Client) -> None:
    uri = client.open(SUMS)
    assert client.diagnostics() == []
    (bind,) = _actions(client, uri, 2, ["refactor"])
    after = _after(client, SUMS, bind)
    assert "<!-- readme-sync: " in after.split("\n")[2]
    client.change(uri, after.replace("-->3<!--", "-->4<!--"), 2)
    assert [one["code"] for one in client.diagnostics(2)] == ["RS101"]


def test_hover_says_what_a_number_follows(client: Client) -> None:
    uri = client.open(PLAN)
    told = _hover(client, uri, _place(PLAN, "1/3, in"))
    assert "1/3 follows 3 tasks below, which should say 2/3 (certain; watched" in told
    assert "RS101 stale-claim" in told
    assert _hover(client, uri, _place(PLAN, "✅")) == "One: 100 %\n\nMore (1/2): 50 %, 1 of 2 done"
    assert _hover(client, uri, _place(PLAN, "lan (")) == "Plan (2/3): 60 %, 3 of 5 done"
    assert _hover(client, uri, {"line": 1, "character": 0}) is None
    now = "Something new\n\n" + PLAN
    client.change(uri, now, 2)  # answered before it is checked
    assert _hover(client, uri, _place(now, "✅")).startswith("One: 100 %")
    assert _hover(client, uri, {"line": 0, "character": 3}) is None


def test_outline_has_the_percents(client: Client) -> None:
    uri = client.open(PLAN)
    (plan,) = client.request("textDocument/documentSymbol", textDocument={"uri": uri})["result"]
    assert (plan["name"], plan["detail"]) == ("Plan (2/3)", "60 %, 3 of 5 done")
    assert [(one["name"], one["detail"]) for one in plan["children"]] == [("More (1/2)", "50 %, 1 of 2 done")]


@pytest.mark.parametrize(
    ("line", "offered", "refused"),
    [
        ("<!-- ", {"readme-sync:", "/readme-sync -->"}, {"done"}),
        ("x <!-- readme-sync: ", {"done/total", "count", "files", "toc", "ignore", "#plan", "#more"}, {"of"}),
        ("<!-- readme-sync: done of #m", {"#more"}, {"#plan", "files"}),
        ("<!-- readme-sync: done of #more,", {"#plan", "json"}, {"done"}),
        ("<!-- readme-sync: percent by ", {"items", "mean", "units"}, {"of"}),
        ("<!-- readme-sync: done ", {"of", "out of", "by"}, {"done"}),
        ("<!-- readme-sync: toc d", {"depth="}, {"from="}),
        ("<!-- readme-sync: summary of=#p", {"of=#plan"}, {"of=#more"}),
        ("<!-- readme-sync: table c", {"csv"}, {"json"}),
        ("<!-- readme-sync: ignore RS10", {"RS101", "RS105"}, {"RS206"}),
        ("<!-- other: ", set(), {"done"}),
        ("<!-- readme-sync: done --> ", set(), {"of"}),
        ("plain text ", set(), {"done"}),
    ],
)
def test_completion_in_markers(client: Client, line: str, offered: set[str], refused: set[str]) -> None:
    text = f"{PLAN}\n😀 {line}"
    uri = client.open(text)
    client.diagnostics()
    place = {"line": text.count("\n"), "character": len(line) + 3}
    found = client.request("textDocument/completion", textDocument={"uri": uri}, position=place)["result"]
    labels = {one["label"] for one in found}
    assert offered <= labels
    assert not refused & labels
    for one in found:
        assert one["textEdit"]["range"]["end"] == place


def test_formatting_is_that_of_format(client: Client) -> None:
    uri = client.open(PLAN)
    edits = client.request("textDocument/formatting", textDocument={"uri": uri}, options=OPTIONS)["result"]
    assert "| Chapter | Status |\n| ------- | ------ |\n| One     | ✅     |\n" in _edited(PLAN, edits)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 11), ("utf-16", 9), ("utf-32", 8)])
def test_positions_are_counted_as_negotiated(tmp_path: Path, encoding: str, column: int) -> None:
    text = PLAN.replace("\n", "\r\n").replace("in all", "in\u2028all\x0c")
    with Client(tmp_path, encodings=(encoding,)) as client:
        assert client.capabilities["positionEncoding"] == encoding
        uri = client.open(text)
        (wrong,) = (one for one in client.diagnostics() if one["severity"] == 1)
        assert wrong["range"]["start"] == {"line": 2, "character": column}
        assert _hover(client, uri, {"line": 2, "character": column}).startswith("1/3 follows 3 tasks")
        assert _hover(client, uri, {"line": 12, "character": 2}).startswith("One: 100 %")


def test_configuration_counts_as_it_is_now(tmp_path: Path) -> None:
    with Client(tmp_path, watches=True) as client:
        (watch,) = client.wait_for("client/registerCapability")["registrations"]
        assert watch["method"] == "workspace/didChangeWatchedFiles"
        client.open(PLAN)
        assert "RS101" in {one["code"] for one in client.diagnostics()}
        configuration = tmp_path / ".readme-sync.toml"
        configuration.write_text('ignore = ["RS1"]\n')
        changes = [{"uri": configuration.as_uri(), "type": 1}]
        client.notify("workspace/didChangeWatchedFiles", changes=changes)
        assert client.diagnostics() == []
        client.open(PLAN, "untitled:Untitled-1")  # the folder of the workspace holds for it
        assert client.diagnostics() == []
        configuration.write_text('[facts]\nstrings = { files = "*.toml" }\n')
        uri = client.open("<!-- readme-sync: st", "docs.md", version=7)
        place = {"line": 0, "character": 20}
        found = client.request("textDocument/completion", textDocument={"uri": uri}, position=place)["result"]
        assert [one["label"] for one in found] == ["strings"]
        client.notify("textDocument/didClose", textDocument={"uri": uri})
        client.diagnostics(None)
        configuration.write_text("ignore = 5\n")
        client.notify("workspace/didChangeWatchedFiles", changes=changes)
        (wrong,) = client.diagnostics()
        assert ".readme-sync.toml" in wrong["message"]
        assert "\n" not in wrong["message"]


def test_configuration_chooses_what_runs_and_what_is_fixed(client: Client, tmp_path: Path) -> None:
    configuration = tmp_path / ".readme-sync.toml"
    configuration.write_text('select = ["RS2"]\n', "utf-8")
    uri = client.open(PLAN)
    assert client.diagnostics() == []
    configuration.write_text('select = ["RS2"]\nextend-select = ["RS101"]\n', "utf-8")
    client.change(uri, PLAN + "\n", 2)
    assert {one["code"] for one in client.diagnostics(2)} == {"RS101"}
    assert len(_actions(client, uri, 2, ["quickfix", "source.fixAll"])) == 2
    configuration.write_text('unfixable = ["RS1"]\n', "utf-8")
    client.change(uri, PLAN, 3)
    assert "RS101" in {one["code"] for one in client.diagnostics(3)}
    assert _actions(client, uri, 2, ["quickfix", "source.fixAll"]) == []


def test_unsaved_text_counts(client: Client, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(PLAN)
    uri = client.open(SUMS)
    assert client.diagnostics() == []
    assert _hover(client, uri, {"line": 4, "character": 3}).startswith("a: done")


@pytest.mark.parametrize(
    ("text", "said"),
    [("a\0b", "NUL"), ("\ud800", "is not UTF-8"), ("x" * 40, "too many to be checked")],
)
def test_what_cannot_be_read_is_one_diagnostic(
    client: Client, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.setattr(analysis, "MAX_CHARACTERS", 30)
    uri = client.open(text)
    (one,) = client.diagnostics()
    assert said in one["message"]
    assert _actions(client, uri, 0) == []
    assert _hover(client, uri, {"line": 0, "character": 0}) is None


def test_nonsense_is_answered_in_one_line(client: Client) -> None:
    for body in (b"{nonsense", b"[1]", b'{"jsonrpc":"2.0","method":"textDocument/didOpen","params":3}'):
        client.send(body)
        shown = client.wait_for("window/showMessage")["message"]
        assert shown.startswith("readme-sync: a message of the editor is not understood")
    client.open("int main;", "a.c", "c")
    assert "not Markdown" in client.wait_for("window/showMessage")["message"]
    assert client.request("textDocument/hover", textDocument=5)["error"]["code"] == -32602
    assert client.request("no/such", thing=1)["error"]["code"] == -32601
    assert client.request("codeAction/resolve", title="x", data={"uri": 1})["error"]["code"] == -32801
    uri = client.open(PLAN)
    assert _hover(client, client.uri("closed.md"), {"line": 0, "character": 0}) is None
    assert _hover(client, uri, {"line": 9_999, "character": 9_999}) is None
    assert "Traceback" not in json.dumps(client.received)


def test_an_internal_error_is_one_line(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a\nb")

    uri = client.open(PLAN)
    client.diagnostics()
    monkeypatch.setattr("readme_sync.server.language_server.hover", broken)
    error = client.request("textDocument/hover", textDocument={"uri": uri}, position={"line": 0, "character": 0})[
        "error"
    ]
    assert error == {"code": -32603, "message": "ZeroDivisionError: a b"}
    monkeypatch.setattr("readme_sync.server.language_server.analyse", broken)
    client.change(uri, PLAN, 2)
    assert "internal error (ZeroDivisionError: a b)" in client.wait_for("window/showMessage")["message"]


def test_half_typed_text_is_what_check_says(client: Client) -> None:
    uri = client.open("")
    text = f"{PLAN}\n<!-- readme-sync: done/total of #plan -->1/3<!-- /readme-sync -->\n"
    for version, end in enumerate(range(len(text) - 70, len(text), 7), 2):
        client.change(uri, text[:end], version)
        expected = [one.rule for one in rules.check(text[:end])]
        assert [one["code"] for one in client.diagnostics(version)] == expected


def test_the_command_speaks_on_standard_streams(tmp_path: Path) -> None:
    def framed(**message: object) -> bytes:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)

    start = framed(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
    end = framed(id=2, method="shutdown") + framed(method="exit")
    command = [sys.executable, "-m", "readme_sync", "server", "--stdio"]
    run = subprocess.run(command, input=start + end, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b'"name": "readme-sync"' in run.stdout


def test_an_endless_message_is_one_line() -> None:
    with pytest.raises(InputError, match="announced a message that cannot be read"):
        serve(io.BytesIO(b"Content-Length: 99999999999999999999\r\n\r\n"), io.BytesIO())


def test_the_library_is_an_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in [name for name in sys.modules if name.startswith("readme_sync.server.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert main(["server"]) == 2
    assert "install it: pip install pygls" in capsys.readouterr().err
