"""A checkout in a folder, files with results, what is compared with, new pictures, many files, other hosts."""

import json
import re
from pathlib import Path

import pytest
from action_running import FRESH, STALE, TRUE, UNTRUE, Action
from github_server import Request, World
from hosted import Hosted, git

from readme_sync.reports.picture_svg import SIGNATURE
from readme_sync.store import github_branches

TWO = "# Birds (2/3)\n\n- [x] Robin\n- [x] Wren\n- [ ] Kite\n"
GROWN = TWO + "- [ ] Crow\n"


class TestDirectory:
    @pytest.fixture
    def inside(self, action: Action, world: World) -> Action:
        """The checkout is in `notes`, as with `path: notes`."""
        world.push("main", {"README.md": STALE})
        (action.workspace / ".git").rmdir()
        action.write({"notes/.git/HEAD": "ref: refs/heads/main\n", "notes/README.md": STALE})
        return action

    @pytest.mark.parametrize("given", ["notes", "./notes", "notes/"])
    def test_paths_are_those_of_the_checkout(self, inside: Action, world: World, given: str) -> None:
        ran = inside.run(directory=given)
        assert ran.errors[0].startswith("::error file=README.md,line=3")
        assert inside.run(directory=given, mode="commit").code == 0
        assert world.text("main") == FRESH

    def test_without_it_there_is_one_line(self, inside: Action, world: World) -> None:
        ran = inside.run(mode="commit")
        assert (ran.code, world.writes()) == (2, [])
        assert "the checkout is in a folder: set the input directory to notes" in ran.errors[0]
        ran = inside.run(mode="commit", paths="notes/README.md")
        assert (ran.code, world.writes()) == (2, [])
        assert "set the input directory to its path" in ran.errors[0]

    def test_a_folder_of_the_repository_is_no_checkout(self, action: Action, tmp_path: Path) -> None:
        action.push({"README.md": FRESH, "docs/README.md": STALE})
        assert "the input directory is no checkout: 'docs'" in action.run(directory="docs").errors[0]
        assert "names no folder" in action.run(directory="README.md").errors[0]
        (action.workspace / "out").symlink_to(tmp_path)
        assert "leads out of the workspace" in action.run(directory="out").errors[0]


class TestFileOfResults:
    def test_sarif(self, action: Action) -> None:
        action.write({"README.md": STALE})
        ran = action.run(output_format="sarif")
        path = Path(ran.outputs["output-file"])
        assert (ran.code, path.parent, path.name) == (1, action.temp, "readme-sync.sarif")
        (found,) = json.loads(path.read_text())["runs"][0]["results"]
        assert found["ruleId"] == "RS999"
        assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "README.md"
        action.write({"README.md": FRESH})
        assert action.run(output_format="sarif").outputs["output-file"] == str(path)  # a second step writes it again
        assert json.loads(path.read_text())["runs"][0]["results"] == []

    def test_code_quality_in_the_checkout(self, action: Action) -> None:
        action.write({"README.md": STALE})
        assert action.run(output_format="gitlab", output_file="out/quality.json").outputs["output-file"] == (
            "out/quality.json"
        )
        (found,) = json.loads((action.workspace / "out" / "quality.json").read_text())
        assert found["location"] == {"path": "README.md", "lines": {"begin": 3}}

    def test_json_counts_the_items(self, action: Action) -> None:
        action.write({"README.md": TWO})
        action.run(output_format="json", output_file="x.json")
        said = json.loads((action.workspace / "x.json").read_text())
        assert (said["documents"][0]["items"], said["summary"]["items"]) == (3, 3)

    @pytest.mark.parametrize("name", ["../x.json", "/x.json", ".git/x.json", "-x.json", "out/x.json"])
    def test_where_it_cannot_be(self, action: Action, tmp_path: Path, name: str) -> None:
        action.write({"README.md": STALE})
        (action.workspace / "out").symlink_to(tmp_path)
        ran = action.run(output_format="json", output_file=name)
        assert (ran.code, ran.outputs["output-file"]) == (2, "")
        assert not (tmp_path / "x.json").exists()

    def test_a_link_is_replaced_and_not_followed(self, action: Action, tmp_path: Path) -> None:
        action.write({"README.md": STALE})
        (tmp_path / "secret").write_text("mine")
        (action.workspace / "x.json").symlink_to(tmp_path / "secret")
        action.run(output_format="json", output_file="x.json")
        assert (tmp_path / "secret").read_text() == "mine"

    def test_without_a_folder_for_it(self, action: Action) -> None:
        action.write({"README.md": STALE})
        del action.environment["RUNNER_TEMP"]
        said = "there is no folder for the results; name a file in the input output-file"
        assert any(said in line for line in action.run(output_format="json").log.splitlines())


class TestSince:
    @pytest.mark.parametrize("command", ["check", "sync"])
    def test_what_was_right_before_the_push_is_written(self, action: Action, world: World, command: str) -> None:
        base = action.push({"README.md": TWO})
        action.push({"README.md": GROWN})
        action.event("push", {"before": base})
        action.use_all_rules()
        assert action.run(mode="commit", command=command).code == 0
        assert world.text("main") == GROWN.replace("2/3", "2/4")

    def test_nothing_is_written_where_a_marker_is_broken(self, action: Action, world: World) -> None:
        action.use_all_rules()
        base = action.push({"README.md": TWO})
        text = GROWN + "\nDone: <!-- readme-sync: done -->1\n"
        action.push({"README.md": text})
        action.event("push", {"before": base})
        ran = action.run(mode="commit", command="sync")
        assert (ran.code > 0, world.text("main")) == (True, text)

    def test_another_revision_and_none(self, action: Action, world: World) -> None:
        action.use_all_rules()
        old = action.push({"README.md": TWO})
        world.refs["v1"] = old
        base = action.push({"README.md": GROWN})
        action.push({"README.md": GROWN + "\nmore\n"})
        action.event("push", {"before": base})
        for since in ("v1", old):
            assert any("RS109" in line for line in action.run(since=since).errors)
        ran = action.run(since="none")
        assert not any("RS109" in line for line in ran.errors)
        ran = action.run(since="v9")
        assert "::warning title=readme-sync::the changes since the base are not shown: there is no 'v9'" in ran.log

    def test_what_cannot_be_asked(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        action.use_all_rules()
        action.push({"README.md": GROWN})
        action.event("push", {"before": "1" * 40})
        token = action.environment.pop("READMESYNC_TOKEN")
        assert "the changes since" not in action.run().log  # nobody is asked without a token
        assert action.world.requests == []
        action.environment["READMESYNC_TOKEN"] = token
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": GROWN})
        _check_out(hosted)
        said = action.run(commit_with="git").log
        assert (
            "the changes since the base are not shown: the clone does not have 111111111111; fetch more of it" in said
        )

    def test_by_git(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        action.use_all_rules()
        base = hosted.push({"README.md": TWO})
        hosted.push({"README.md": GROWN})
        _check_out(hosted)
        action.event("push", {"before": base})
        assert action.run(mode="commit", commit_with="git", commit_sign_off="true").code == 0
        assert hosted.text("main") == GROWN.replace("2/3", "2/4")
        message = git(hosted.bare, "log", "-1", "--format=%B", "main")
        assert message.endswith(
            "Signed-off-by: github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"
        )
        assert world.requests == []


def _clone(action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosted:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    hosted = Hosted(tmp_path)
    action.workspace = hosted.clone
    action.environment["GITHUB_WORKSPACE"] = str(hosted.clone)
    return hosted


def _check_out(hosted: Hosted) -> None:
    git(hosted.clone, "fetch", "-q", "--depth=1", "origin", "main")
    git(hosted.clone, "checkout", "-q", "--detach", "FETCH_HEAD")


BAR = "All: <!-- readme-sync: bar -->![0%](docs/progress/bar-0-percent.svg)<!-- /readme-sync -->"
NAMED = f"# Plan\n\n{BAR}\n\n- [x] sow\n- [ ] hoe\n"
PATH = "docs/progress/bar-50-percent.svg"


class TestPictures:
    @pytest.mark.parametrize("mode", ["commit", "pull-request"])
    def test_a_new_one_is_in_the_same_commit(self, action: Action, world: World, mode: str) -> None:
        action.push({"README.md": NAMED})
        action.use_all_rules()
        ran = action.run(mode=mode, command="sync")
        assert (ran.code, ran.errors) == (0, [])
        files = world.commits[world.refs["main" if mode == "commit" else "readme-sync"]].files
        assert files[PATH].startswith(b"<svg")
        assert f"![50%]({PATH})" in files["README.md"].decode()
        action.push({PATH: files[PATH], "README.md": files["README.md"]})
        again = action.run(mode=mode, command="sync")
        assert (again.code, again.outputs["changed"]) == (0, "false")

    def test_one_that_the_branch_has_is_not_written_again(self, action: Action, world: World) -> None:
        action.push({"README.md": NAMED})
        action.run(mode="commit", command="sync")
        writes = len(world.writes())
        ran = action.run(mode="commit", command="sync")  # the workspace has it not yet
        assert (ran.code, ran.outputs["changed"], len(world.writes())) == (0, "false", writes)

    def test_an_older_one_of_ours_is_replaced(self, action: Action, world: World) -> None:
        action.push({"README.md": NAMED})
        world.push("main", {PATH: SIGNATURE + "<!-- older --></svg>"})
        assert action.run(mode="commit", command="sync").code == 0
        assert "older" not in world.text("main", PATH)
        assert world.text("main", PATH).startswith(SIGNATURE)

    def test_one_in_another_repository_is_not_written(self, action: Action, world: World, tmp_path: Path) -> None:
        """The workspace lies in a repository, and is none itself."""
        (action.workspace / ".git").rmdir()
        (tmp_path / ".git").mkdir()
        action.push({"README.md": NAMED.replace("docs/progress", "../progress")})
        ran = action.run(mode="commit", command="sync", paths="README.md")
        assert (ran.code, world.writes()) == (2, [])
        assert "names the picture ../progress/bar-50-percent.svg, which is in another repository" in ran.errors[0]

    def test_a_file_of_others_in_its_place_stays(self, action: Action, world: World) -> None:
        action.push({"README.md": NAMED})
        world.push("main", {PATH: "theirs"})
        ran = action.run(mode="commit", command="sync")
        assert (ran.code, world.text("main", PATH), world.writes()) == (2, "theirs", [])
        assert "where another file is" in ran.errors[0]
        world.push("main", {"docs/progress": "a link"})
        del world.commits[world.refs["main"]].files[PATH]
        assert "which is no folder in the repository" in action.run(mode="commit", command="sync").errors[0]

    def test_a_check_names_it(self, action: Action) -> None:
        action.push({"README.md": NAMED})
        ran = action.run(command="sync")
        assert (ran.code, ran.outputs["changed"]) == (1, "true")
        assert f"{PATH}: would be updated" in ran.log
        assert not (action.workspace / PATH).exists()

    def test_by_git(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": NAMED})
        _check_out(hosted)
        assert action.run(mode="commit", commit_with="git", command="sync").code == 0
        assert hosted.text("main", PATH).startswith("<svg")


CHART = "# Plan\n\n<!-- readme-sync: chart as=svg -->\n<!-- /readme-sync -->\n\n## Garden\n\n- [x] sow\n- [ ] hoe\n"


class TestCharts:
    """A chart has a new name with each number: the old picture goes with the commit that replaces it."""

    @pytest.fixture
    def drawn(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosted:
        """A repository with a chart, in which one more box was ticked; `kept` is its picture."""
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": CHART})
        _check_out(hosted)
        assert action.run(mode="commit", commit_with="git", command="sync").code == 0
        git(hosted.other, "pull", "-q", "origin", "main")
        hosted.push({"README.md": hosted.text("main").replace("[ ] hoe", "[x] hoe")})
        _check_out(hosted)
        return hosted

    @staticmethod
    def pictures(hosted: Hosted) -> list[str]:
        return git(hosted.bare, "ls-tree", "--name-only", "main", "docs/progress/").split()

    def test_by_git(self, action: Action, drawn: Hosted) -> None:
        (old,) = self.pictures(drawn)
        ran = action.run(mode="commit", commit_with="git", command="sync")
        assert (ran.code, ran.errors) == (0, [])
        (new,) = self.pictures(drawn)
        assert new != old
        assert new in drawn.text("main")
        assert f"{old}: removed; no document names it" in ran.log

    @pytest.mark.parametrize("many", [False, True])
    def test_through_the_api(
        self, action: Action, world: World, drawn: Hosted, monkeypatch: pytest.MonkeyPatch, *, many: bool
    ) -> None:
        if many:
            monkeypatch.setattr(github_branches, "_MOST_ADDITIONS", 2)  # as trees
        (old,) = self.pictures(drawn)
        world.push("main", {"README.md": drawn.text("main").rstrip("\n") + "\n", old: drawn.text("main", old)})
        assert action.run(mode="commit", command="sync").code == 0
        files = world.commits[world.refs["main"]].files
        (new,) = (path for path in files if path.endswith(".svg"))
        assert new != old
        assert action.run(mode="commit", command="sync").outputs["changed"] == "false"

    def test_one_that_another_document_names_stays(self, action: Action, drawn: Hosted) -> None:
        (old,) = self.pictures(drawn)
        drawn.push({"docs/news.md": f"![as it was]({old.removeprefix('docs/')})\n"})
        _check_out(drawn)
        assert action.run(mode="commit", commit_with="git", command="sync").code == 0
        assert old in self.pictures(drawn)
        assert len(self.pictures(drawn)) == 2

    def test_one_that_two_documents_replace_at_once_goes(self, action: Action, drawn: Hosted) -> None:
        (old,) = self.pictures(drawn)
        drawn.push({"PLAN.md": drawn.text("main")})
        _check_out(drawn)
        ran = action.run(mode="commit", commit_with="git", command="sync", paths="README.md\nPLAN.md")
        assert ran.code == 0
        assert old not in self.pictures(drawn)
        assert ran.log.count(f"{old}: removed") == 1

    def test_one_that_people_changed_stays(self, action: Action, drawn: Hosted) -> None:
        (old,) = self.pictures(drawn)
        drawn.push({old: "<svg>ours now</svg>\n"})
        _check_out(drawn)
        assert action.run(mode="commit", commit_with="git", command="sync").code == 0
        assert old in self.pictures(drawn)

    def test_one_that_is_another_on_the_branch_stays(self, action: Action, world: World, drawn: Hosted) -> None:
        (old,) = self.pictures(drawn)
        world.push("main", {"README.md": drawn.text("main").rstrip("\n") + "\n", old: "somebody's"})
        assert action.run(mode="commit", command="sync").code == 0
        assert world.text("main", old) == "somebody's"


MONTHS = "# Plan\n\n<!-- readme-sync: history as=svg -->\n<!-- /readme-sync -->\n\n- [ ] sow\n- [ ] hoe\n"


class TestHistory:
    def test_is_written_and_drawn_where_the_clone_has_all_versions(
        self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        for text in (MONTHS, MONTHS.replace("[ ] s", "[x] s")):
            hosted.push({"README.md": text})
        _check_out(hosted)
        shallow = action.run(mode="commit", commit_with="git", command="sync")
        assert (shallow.code, shallow.outputs["changed"]) == (1, "false")
        (line,) = (line for line in shallow.log.splitlines() if "fetch-depth: 0" in line)
        assert line.startswith(
            "::warning title=readme-sync::README.md: regions of history stay as they are: the clone is shallow"
        )
        git(hosted.clone, "fetch", "-q", "--unshallow", "origin", "main")
        ran = action.run(mode="commit", commit_with="git", command="sync")
        assert ran.code == 0
        text = hosted.text("main", "README.md")
        assert re.search(r"!\[20[0-9]{2}-[0-9]{2}: 50% \(1/2\)\]\(docs/progress/history-", text)
        path = text.partition("](")[2].partition(")")[0]
        assert hosted.text("main", path).startswith("<svg")
        assert f"{path}: updated" in ran.log
        git(hosted.clone, "fetch", "-q", "origin", "main")
        git(hosted.clone, "checkout", "-q", "--detach", "FETCH_HEAD")
        assert action.run(mode="commit", commit_with="git", command="sync").outputs["changed"] == "false"


class TestManyFiles:
    def test_more_than_a_mutation_takes_are_one_commit(self, action: Action, world: World) -> None:
        """Somebody pushes meanwhile, so the branch does not move forward at first."""
        action.push({f"docs/{number}.md": STALE for number in range(101)})
        world.modes["docs/7.md"] = "100755"
        left = [1]

        def race(request: Request) -> None:
            if request.verb == "PATCH" and left:
                left.pop()
                world.push("main", {"other.md": "x"})

        world.faults.append(race)
        ran = action.run(mode="commit", paths="docs/*.md", summary="false")
        assert (ran.code, ran.errors) == (0, [])
        made = world.commits[world.refs["main"]]
        assert {text for path, text in made.files.items() if path.startswith("docs/")} == {FRESH.encode()}
        assert "other.md" in made.files
        assert world.modes["docs/7.md"] == "100755"
        assert not any("graphql" in line for line in world.writes())


class TestOtherHosts:
    def _gitlab(self, action: Action, hosted: Hosted, **more: str) -> None:
        kept = {name: value for name, value in action.environment.items() if not name.startswith(("GITHUB_", "READ"))}
        project = hosted.bare.parent / "ada"
        if not project.exists():
            project.mkdir()
            (project / "notes.git").symlink_to(hosted.bare)
        action.environment = {
            **kept,
            "GITLAB_CI": "true",
            "CI_PROJECT_DIR": str(hosted.clone),
            "CI_PROJECT_PATH": "ada/notes",
            "CI_SERVER_URL": hosted.bare.parent.as_uri(),
            "CI_PIPELINE_SOURCE": "push",
            "CI_COMMIT_BRANCH": "main",
            "CI_JOB_TOKEN": "job",
            **more,
        }

    def test_gitlab_commits_by_git(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": STALE})
        _check_out(hosted)
        self._gitlab(action, hosted)
        ran = action.run(mode="commit", commit_with="git", output_format="gitlab", output_file="q.json")
        assert (ran.code, hosted.text("main")) == (0, FRESH)
        assert "::" not in ran.log
        assert (hosted.clone / "q.json").read_text() == "[]\n"

    def test_gitlab_compares_by_git(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        action.use_all_rules()
        base = hosted.push({"README.md": TWO})
        hosted.push({"README.md": GROWN})
        _check_out(hosted)
        self._gitlab(
            action,
            hosted,
            CI_PIPELINE_SOURCE="merge_request_event",
            CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
            CI_MERGE_REQUEST_SOURCE_PROJECT_PATH="ada/notes",
        )
        ran = action.run()
        assert ran.code == 1
        assert "RS109" in ran.log

    def test_a_fork_on_gitlab_is_only_checked(
        self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": STALE})
        _check_out(hosted)
        self._gitlab(
            action,
            hosted,
            CI_PIPELINE_SOURCE="merge_request_event",
            CI_MERGE_REQUEST_SOURCE_PROJECT_PATH="eve/notes",
            CI_MERGE_REQUEST_SOURCE_BRANCH_NAME="main",
        )
        ran = action.run(mode="commit", commit_with="git")
        assert (ran.code, hosted.text("main")) == (1, STALE)
        assert "notice: a merge request from a fork is only checked" in ran.log

    @pytest.mark.parametrize(
        ("inputs", "said"),
        [
            ({"mode": "commit"}, "commit-with: api needs GitHub's API, not GitLab's; use commit-with: git"),
            ({"mode": "pull-request"}, "mode: pull-request needs GitHub's API, not GitLab's; use mode: commit"),
        ],
    )
    def test_what_only_github_can_do(
        self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: dict[str, str], said: str
    ) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": STALE})
        _check_out(hosted)
        self._gitlab(action, hosted)
        ran = action.run(**inputs)
        assert (ran.code, f"error: {said}\n" in ran.log) == (2, True), ran.log

    def test_gitea(self, action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
        hosted = _clone(action, tmp_path, monkeypatch)
        hosted.push({"README.md": UNTRUE})
        _check_out(hosted)
        action.environment["GITEA_ACTIONS"] = "true"
        assert "commit-with: api needs GitHub's API, not Gitea's" in action.run(mode="commit").errors[0]
        assert action.run(mode="commit", commit_with="git", command="sync").code == 0
        assert (hosted.text("main"), world.requests) == (TRUE, [])

    def test_no_clone_on_gitlab(self, action: Action) -> None:
        action.environment = {"GITLAB_CI": "true"}
        assert "CI_PROJECT_DIR is not a folder; run it in a job that clones the project" in action.run().log
