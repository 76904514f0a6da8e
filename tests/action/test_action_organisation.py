"""Many repositories: the plan, a shard, the report, each step as its job runs it."""

import io
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from action_running import FRESH, STALE, TRUE, UNTRUE, Ran, read_outputs
from github_server import TOKEN, Answer, Request, World
from hosted import git

from readme_sync.action import main
from readme_sync.action import organisation as organisations
from readme_sync.action.log import write_outputs


class Organisation:
    """Bare repositories below a folder, and the steps."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, world: World) -> None:
        self.folder, self.temp, self.world, self._patch = folder, folder / "temp", world, patch
        self.temp.mkdir()
        patch.setenv("HOME", str(folder))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.chdir(folder)

    def repository(self, name: str, files: dict[str, str]) -> None:
        bare, work = self.folder / f"{name}.git", self.folder / "work"
        git(self.folder, "init", "-q", "--bare", "-b", "trunk", str(bare))
        if files:
            git(self.folder, "clone", "-q", str(bare), str(work))
            for path, text in files.items():
                (work / path).write_text(text)
            git(work, "add", "-A")
            git(work, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "first")
            git(work, "push", "-q", "origin", "HEAD:trunk")
            work.rename(self.folder / f"work-{name.replace('/', '-')}")

    def text(self, name: str) -> str:
        return git(self.folder / f"{name}.git", "show", "trunk:README.md") + "\n"

    def step(self, step: str, **inputs: str) -> Ran:
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        self._patch.setattr("sys.stdout", out)
        for name in ("output", "summary"):
            (self.temp / name).unlink(missing_ok=True)
        environment = {
            "PATH": "/usr/bin:/bin",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_REPOSITORY": "acme/tools",
            "GITHUB_REPOSITORY_OWNER": "acme",
            "GITHUB_EVENT_NAME": "workflow_dispatch",
            "GITHUB_SERVER_URL": self.folder.as_uri(),
            "GITHUB_API_URL": self.world.url,
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "READMESYNC_TOKEN": TOKEN,
            "INPUT_STEP": step,
            **{f"INPUT_{name.upper()}": value for name, value in inputs.items()},
        }
        code = main(environment)
        buffer = out.buffer
        assert isinstance(buffer, io.BytesIO)
        summary = self.temp / "summary"
        text = summary.read_text() if summary.exists() else ""
        return Ran(code, buffer.getvalue().decode(), read_outputs(self.temp / "output"), text)


@pytest.fixture
def organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> Organisation:
    return Organisation(tmp_path, monkeypatch, world)


def listed(world: World, names: list[str], **more: Any) -> None:
    """GitHub lists repositories of an organisation, a hundred a page."""

    def answer(request: Request) -> Answer | None:
        if not request.path.endswith("/repos"):
            return None
        if not request.path.startswith("/orgs/acme"):
            return Answer(404, {"message": "Not Found"})
        size, page = int(request.query["per_page"]), int(request.query["page"])
        fields = {"archived": False, "disabled": False, "fork": False}
        shown = names[(page - 1) * size : page * size]
        return Answer(200, [{"full_name": f"acme/{name}", **fields, **more.get(name, {})} for name in shown])

    world.faults.append(answer)


class TestPlan:
    def test_all_of_the_owner_but(self, organisation: Organisation, world: World) -> None:
        names = [f"r{number:03}" for number in range(203)] + ["old", "copy", "off"]
        more = {"old": {"archived": True}, "copy": {"fork": True}, "off": {"disabled": True}}
        listed(world, names, **more)
        ran = organisation.step("plan", repositories="!acme/r00?", shards="3")
        shards = json.loads(ran.outputs["shards"])
        assert (ran.code, ran.outputs["count"]) == (0, "193")
        assert [one["name"] for one in shards] == ["1-of-3", "2-of-3", "3-of-3"]
        assert sorted(name for one in shards for name in one["repositories"].split()) == sorted(
            f"acme/r{number:03}" for number in range(10, 203)
        )
        assert {len(one["repositories"].split()) for one in shards} == {64, 65}

    def test_those_of_a_person(self, organisation: Organisation, world: World) -> None:
        def answer(request: Request) -> Answer | None:
            fields = {"archived": False, "disabled": False, "fork": False}
            body = [{"full_name": "ada/notes", **fields}, {"full_name": "ada/no name", **fields}]
            return Answer(200, body) if request.path == "/users/ada/repos" else None

        world.faults.append(answer)
        ran = organisation.step("plan", repositories="ada/*")
        assert [one["repositories"] for one in json.loads(ran.outputs["shards"])] == ["ada/notes"]

    def test_more_than_there_may_be(
        self, organisation: Organisation, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(organisations, "_MOST", 100)
        listed(world, [f"r{number}" for number in range(500)])
        assert "more than 100 repositories; name fewer" in organisation.step("plan").errors[0]
        assert len(world.requests) == 2
        monkeypatch.setattr(organisations, "_MOST", 2)
        assert organisation.step("plan", repositories="acme/a acme/b").outputs["count"] == "2"
        assert organisation.step("plan", repositories="acme/a acme/b acme/c").code == 2

    def test_a_person_whose_list_ends_with_an_error(self, organisation: Organisation, world: World) -> None:
        def answer(request: Request) -> Answer | None:
            fields = {"archived": False, "disabled": False, "fork": False}
            body = [{"full_name": f"ada/{number}", **fields} for number in range(100)]
            first = request.path == "/users/ada/repos" and request.query["page"] == "1"
            return Answer(200, body) if first else Answer(404, {"message": "Not Found"})

        world.faults.append(answer)
        ran = organisation.step("plan", repositories="ada/*")
        assert (ran.code, ran.outputs.get("shards")) == (2, None)

    def test_named_ones_ask_nothing(self, organisation: Organisation, world: World) -> None:
        ran = organisation.step("plan", repositories="acme/b acme/a\nacme/b", shards="8")
        assert [one["repositories"] for one in json.loads(ran.outputs["shards"])] == ["acme/a", "acme/b"]
        assert world.requests == []
        assert "2 repositories in 2 shards" in ran.log

    @pytest.mark.parametrize(
        ("inputs", "said"),
        [
            ({"repositories": "acme"}, "'acme' is no repository"),
            ({"repositories": "acme/a;id"}, "'acme/a;id' is no repository"),
            ({"repositories": "*/a"}, "'*/a' is no repository"),
            ({"repositories": "acme/a !acme/a"}, "there are no repositories to look at"),
            ({"repositories": "eve/*"}, "hides it from the token"),
            ({"shards": "0"}, "the input shards cannot be '0'"),
            ({"shards": "257"}, "the input shards cannot be '257'"),
        ],
    )
    def test_what_cannot_be(self, organisation: Organisation, world: World, inputs: dict[str, str], said: str) -> None:
        listed(world, ["a"])
        ran = organisation.step("plan", **{"repositories": "acme/a", **inputs})
        assert (ran.code, ran.outputs.get("shards")) == (2, None)
        assert said in ran.errors[0]

    def test_as_many_shards_as_there_may_be(self, organisation: Organisation) -> None:
        assert organisation.step("plan", repositories="acme/a", shards="256").code == 0

    def test_no_such_step(self, organisation: Organisation) -> None:
        assert "it is plan or run or report" in organisation.step("all").errors[0]


class TestShardsAndReport:
    def test_five_repositories(self, organisation: Organisation) -> None:
        documents = {"stale": {"README.md": UNTRUE}, "true": {"README.md": TRUE}, "empty": {}, "bare": {"x.py": "x"}}
        for name, files in documents.items():
            organisation.repository(f"acme/{name}", files)
        names = [f"acme/{name}" for name in (*documents, "gone")]
        shards = json.dumps(
            [{"name": "1", "repositories": " ".join(names)}, {"name": "2", "repositories": "acme/lost"}]
        )
        ran = organisation.step(
            "run", repositories=" ".join(names), mode="commit", command="sync", commit_with="git", shards=""
        )
        assert (ran.code, organisation.text("acme/stale"), organisation.text("acme/true")) == (0, TRUE, TRUE)
        assert ran.outputs["exit-code"] == "0"
        assert "::group::acme/stale\n" in ran.log
        assert "\nacme/stale: changed\n" in ran.log
        assert "\nacme/empty: skipped, it is empty\n" in ran.log
        assert not (organisation.temp / "readme-sync-repository").exists()
        ran = organisation.step("report", folder=ran.outputs["report"], shards=shards)
        assert (ran.code, ran.outputs["repositories"], ran.outputs["failed"], ran.outputs["changed"]) == (
            2,
            "6",
            "2",
            "1",
        )
        assert "6 repositories: 2 failed, 1 changed, 2 skipped, 1 clean" in ran.log
        assert "acme/lost: there is no report on it: its job did not come to its end" in ran.log
        assert "acme/gone: " in ran.errors[0]
        assert f"| [acme&#47;stale]({organisation.folder.as_uri()}" in ran.summary or "acme&#47;stale" in ran.summary
        assert TOKEN not in ran.log + ran.summary

    def test_runs_that_fail(self, organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
        organisation.repository("acme/a", {"README.md": UNTRUE, ".readme-sync.toml": "nonsense = 1\n"})
        folder = Path(organisation.step("run", repositories="acme/a").outputs["report"])
        (row,) = [json.loads(path.read_text())[0] for path in folder.glob("*.json")]
        assert (row["outcome"], "nonsense" in row["message"]) == ("failed", True)

        def hang(*_: object, **__: object) -> None:
            raise subprocess.TimeoutExpired("python", 1)

        monkeypatch.setattr(organisations, "_row", hang)
        organisation.step("run", repositories="acme/a")
        (row,) = [json.loads(path.read_text())[0] for path in folder.glob("*.json")]
        assert (row["outcome"], row["message"]) == ("failed", "cannot be looked at (TimeoutExpired)")

    def test_where_a_row_leads(self, organisation: Organisation) -> None:
        organisation.repository("acme/a", {"README.md": UNTRUE})
        run = {"repositories": "acme/a", "mode": "commit", "command": "sync", "commit_with": "git"}
        found = []
        for more in ({}, {}, {"paths": "a::b.md"}):
            folder = Path(organisation.step("run", **run, **more).outputs["report"])
            found += [json.loads(path.read_text())[0] for path in folder.glob("*.json")]
        address = f"{organisation.folder.as_uri()}/acme/a/commit/"
        assert [one["address"].rpartition("/")[0] + "/" for one in found[:1]] == [address]
        assert [one["address"] for one in found[1:]] == ["", ""]
        assert "a::b.md" in found[2]["message"]

    @pytest.mark.parametrize(
        ("code", "outputs", "row"),
        [
            (
                0,
                {"changed": True, "commit-sha": "abc", "done": 2, "total": 3},
                ("changed", "", "/commit/abc", True, 0, 2, 3),
            ),
            (0, {"changed": False, "commit-sha": ""}, ("clean", "", "", False, 0, 0, 0)),
            (
                1,
                {"changed": True, "pull-request-url": "/pull/3", "results": 4},
                ("results", "", "/pull/3", True, 4, 0, 0),
            ),
            (2, {"changed": False}, ("failed", "what is wrong", "", False, 0, 0, 0)),
            (0, {}, ("failed", "what is wrong", "", False, 0, 0, 0)),
        ],
    )
    def test_a_row_says_what_the_run_said(
        self,
        organisation: Organisation,
        monkeypatch: pytest.MonkeyPatch,
        code: int,
        outputs: dict[str, str | int | bool],
        row: tuple[object, ...],
    ) -> None:
        organisation.repository("acme/a", {"README.md": UNTRUE})
        left = organisation.temp / "readme-sync-repository" / "clone"  # by a job that was stopped
        left.mkdir(parents=True)

        def run(command: list[str], *, env: dict[str, str], **_: object) -> subprocess.CompletedProcess[bytes]:
            write_outputs(env["GITHUB_OUTPUT"], outputs)
            return subprocess.CompletedProcess(command, code, b"::error title=x::what is wrong\n")

        monkeypatch.setattr(
            organisations, "subprocess", SimpleNamespace(run=run, SubprocessError=subprocess.SubprocessError)
        )
        folder = Path(organisation.step("run", repositories="acme/a").outputs["report"])
        (said,) = [json.loads(path.read_text())[0] for path in folder.glob("*.json")]
        said["address"] = said["address"].removeprefix(f"{organisation.folder.as_uri()}/acme/a")
        assert tuple(said.values()) == ("acme/a", *row)
        assert not left.parent.exists()

    def test_checked_only(self, organisation: Organisation) -> None:
        organisation.repository("acme/a", {"README.md": STALE.replace("(stale)", "(0/2)")})
        organisation.repository("acme/b", {"README.md": FRESH.replace(" (fresh)", "")})
        names = "acme/a acme/b"
        folder = organisation.step("run", repositories=names, command="sync").outputs["report"]
        plan = json.dumps([{"name": "1", "repositories": names}])
        ran = organisation.step("report", folder=folder, shards=plan)
        assert (ran.code, ran.outputs["changed"], ran.outputs["results"]) == (1, "1", "1")
        assert (ran.outputs["done"], ran.outputs["total"]) == ("2", "6")
        assert organisation.step("report", folder=folder, shards=plan, fail_on="never").code == 0

    @pytest.mark.parametrize(
        "text", ["", "{", "[1]", '[{"repository": "acme/a"}]', '[{"repository": "acme/a", "outcome": "x"}]']
    )
    def test_a_report_that_is_none(self, organisation: Organisation, text: str) -> None:
        (organisation.temp / "x.json").write_text(text)
        (organisation.temp / "x.txt").write_text('[{"repository": "acme/a", "outcome": "clean"}]')
        plan = '[{"name": "1", "repositories": "acme/a"}]'
        ran = organisation.step("report", folder=str(organisation.temp), shards=plan)
        assert (ran.code, ran.outputs["failed"]) == (2, "1")

    @pytest.mark.parametrize("plan", ["", "[1]", "{}x", '[{"name": 1}]'])
    def test_a_plan_that_is_none(self, organisation: Organisation, plan: str) -> None:
        assert organisation.step("report", folder=str(organisation.temp), shards=plan).code == 2

    def test_no_folder_for_them(self, organisation: Organisation) -> None:
        organisation.temp = organisation.folder / "nowhere"
        assert "RUNNER_TEMP is not a folder" in organisation.step("run", repositories="acme/a").errors[0]

    def test_a_name_from_elsewhere(self, organisation: Organisation) -> None:
        assert "is no repository" in organisation.step("run", repositories="../../etc").errors[0]
