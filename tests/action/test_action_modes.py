"""The three modes against GitHub's API."""

import html
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from action_running import FRESH, STALE, TRUE, UNTRUE, Action
from cmarkgfm import cmark
from github_server import Answer, Request, World

from readme_sync.action import branch_modes
from readme_sync.text import Source

EMPTY = {"commit-sha": "", "commit-verified": "", "pull-request-number": "", "pull-request-url": ""}


class TestCheck:
    def test_says_what_it_did(self, action: Action) -> None:
        action.write({"README.md": FRESH})
        assert "\nchecked 1 document, none would be changed\n" in action.run(command="sync").log
        assert "\nchecked 1 document\n" in action.run(command="check").log
        action.write({"README.md": UNTRUE})
        assert "\nchecked 1 document, 1 would be changed\n" in action.run(command="sync").log

    def test_the_sign_says_how_it_ended(self, action: Action, world: World) -> None:
        left = STALE.replace("Autumn (fresh)", "Autumn (hopeless)")
        action.push({"README.md": left})
        ran = action.run(mode="commit")
        assert (ran.code, world.text("main")) == (1, left.replace("(stale)", "(fresh)"))
        assert "\n⚠️ " in ran.summary
        assert "can be fixed" not in ran.log  # it is done
        ran = action.run()
        assert "1 can be fixed: readme-sync check --fix README.md" in ran.log
        assert ran.code == 1
        assert "\n❌ " in ran.summary
        action.write({"README.md": FRESH})
        assert "\n✅ Checked 1 document\n" in action.run().summary

    def test_passes(self, action: Action) -> None:
        action.write({"README.md": FRESH})
        ran = action.run()
        assert (ran.code, ran.errors) == (0, [])
        assert ran.outputs.pop("summary-path").endswith(".md")
        assert ran.outputs == {
            **EMPTY,
            "changed": "false",
            "results": "0",
            "errors": "0",
            "percent": "33.3",
            "done": "1",
            "total": "3",
            "output-file": "",
            "exit-code": "0",
        }
        assert "`█████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░` **33.3 %** · 1 of 3 done" in ran.summary

    def test_fails_and_writes_nothing(self, action: Action, world: World) -> None:
        action.write({"README.md": STALE})
        ran = action.run()
        assert ran.code == 1
        assert ran.errors == [
            "::error file=README.md,line=3,endLine=3,col=12,endColumn=16,title=RS999 staleness::is stale"
        ]
        assert ran.outputs["changed"] == "true"
        assert (ran.outputs["results"], ran.outputs["errors"], ran.outputs["exit-code"]) == ("1", "1", "1")
        assert "```diff\n--- a/README.md" in ran.summary
        assert "+## Spring (fresh)" in ran.summary
        assert (action.workspace / "README.md").read_text() == STALE
        assert not world.requests

    def test_fail_on_never(self, action: Action) -> None:
        action.write({"README.md": UNTRUE})
        assert action.run(fail_on="never", command="sync").code == 0

    def test_sync_fails_where_something_would_change(self, action: Action) -> None:
        action.write({"README.md": UNTRUE, ".readme-sync.toml": 'fail-on = "never"\n'})
        assert action.run(command="check").code == 0
        assert action.run(command="sync").code == 1
        action.write({"README.md": TRUE})
        assert action.run(command="sync").code == 0

    def test_the_configuration_chooses_what_runs_and_what_is_fixed(self, action: Action, world: World) -> None:
        action.push({"README.md": UNTRUE, ".readme-sync.toml": 'select = ["RS501"]\nextend-select = ["RS101"]\n'})
        assert action.run().code == 1
        action.push({".readme-sync.toml": 'select = ["RS501"]\n'})
        assert action.run().code == 0
        action.push({".readme-sync.toml": 'unfixable = ["RS101"]\n'})
        assert action.run(mode="commit").code == 1
        assert world.text("main") == UNTRUE
        action.push({".readme-sync.toml": 'fixable = ["RS101"]\n'})
        assert action.run(mode="commit").code == 0
        assert world.text("main") == TRUE

    def test_a_broken_marker_is_wrong_input(self, action: Action) -> None:
        action.write({"README.md": "# Plan\n\n<!-- readme-sync: done -->1\n"})
        ran = action.run(command="sync")
        assert (ran.code, len(ran.errors), ran.outputs["exit-code"]) == (2, 1, "2")

    def test_without_annotations_and_summary(self, action: Action) -> None:
        action.write({"README.md": STALE})
        ran = action.run(annotations="false", summary="false")
        assert ran.code == 1
        assert "::" not in ran.log
        assert "README.md:3:12" in ran.log
        assert (ran.summary, ran.outputs["summary-path"]) == ("", "")

    def test_one_bad_document_does_not_stop_the_others(self, action: Action) -> None:
        action.write({"README.md": b"\xff\xfe\n", "b.md": STALE})
        ran = action.run(paths="README.md\nb.md")
        assert ran.code == 2
        assert ran.errors[0] == "::error title=readme-sync::README.md: is UTF-16; save it as UTF-8"
        assert "is stale" in ran.errors[1]

    def test_what_moved_since_the_base(self, action: Action, world: World) -> None:
        base = action.push({"README.md": FRESH.replace("- [x] sow", "- [ ] sow")})
        action.push({"README.md": FRESH})
        action.event("push", {"before": base})
        ran = action.run()
        assert "1 of 3 done · +1 done, +33.3 points since the base" in ran.summary
        assert (
            "| &emsp;Spring &#40;fresh&#41; | `██████████░░░░░░░░░░` 50 % | 1/2 | +1 done, +50.0 points |"
            in ran.summary
        )
        world.fail(500, {}, times=99)
        ran = action.run()
        assert ran.code == 0
        assert "the changes since the base are not shown: GitHub answers 500" in ran.log

    def test_what_a_table_sums_up_counts_once_in_the_outputs(self, action: Action) -> None:
        rows = "| part | done |\n| --- | --- |\n| Spring | 1/2 |\n| Autumn | 0/1 |\n"
        action.write({"README.md": FRESH.replace("# Plan\n", f"# Plan\n\n{rows}").replace(" (fresh)", "")})
        ran = action.run()
        assert (ran.outputs["done"], ran.outputs["total"], ran.outputs["percent"]) == ("1", "3", "33.3")


class TestCommit:
    def test_a_stale_document_is_committed_and_the_second_run_changes_nothing(
        self, action: Action, world: World
    ) -> None:
        action.push({"README.md": STALE, "other.md": "x\n"})
        ran = action.run(mode="commit")
        assert (ran.code, ran.errors) == (0, [])
        assert "README.md: updated\n" in ran.log
        assert world.text("main") == FRESH
        assert ran.outputs["commit-sha"] == world.refs["main"]
        assert (ran.outputs["changed"], ran.outputs["commit-verified"]) == ("true", "true")
        message = world.commits[world.refs["main"]].message
        assert re.fullmatch(r"Update progress numbers\n\nMade by readme-sync [\d.]+\.", message)
        again = action.run(mode="commit")
        assert (again.code, again.outputs["changed"], again.outputs["commit-sha"]) == (0, "false", "")
        assert len(world.writes()) == 1

    def test_what_others_did_meanwhile_stays(self, action: Action, world: World) -> None:
        """The planted race: between reading and writing somebody pushes. Both changes are there in the end."""
        action.push({"README.md": STALE})
        left = ["- [x] hoe"]

        def race(request: Request) -> Answer | None:
            if request.path == "/graphql" and left:
                world.push("main", {"README.md": STALE.replace("- [ ] hoe", left.pop())})
            return None

        world.faults.append(race)
        assert action.run(mode="commit").code == 0
        assert world.text("main") == FRESH.replace("- [ ] hoe", "- [x] hoe")
        assert len(world.writes()) == 2

    @pytest.mark.long
    def test_a_branch_that_never_rests(self, action: Action, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        action.push({"README.md": STALE})
        pauses: list[float] = []
        monkeypatch.setattr("readme_sync.action.branch_modes.time.sleep", pauses.append)

        def race(request: Request) -> Answer | None:
            if request.path == "/graphql":
                world.push("main", {"other.md": str(len(world.requests))})
            return None

        world.faults.append(race)
        ran = action.run(mode="commit")
        assert ran.code == 2
        said = "the branch moved 30 times while it was read; run again, and set concurrency in the workflow"
        assert ran.errors == [f"::error title=readme-sync::{said}"]
        assert max(pauses) <= 10
        assert world.text("main") == STALE

    def test_what_is_left_makes_the_run_fail(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE + "\n## Winter (hopeless)\n"})
        ran = action.run(mode="commit")
        assert ran.code == 1
        assert "is beyond repair" in ran.errors[0]
        assert "(stale)" not in world.text("main")

    def test_several_documents_are_one_commit(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE, "docs/a.md": STALE, "docs/b.md": FRESH})
        assert action.run(mode="commit", paths="**/*.md").code == 0
        assert world.text("main", "docs/a.md") == FRESH
        assert len(world.writes()) == 1

    def test_sync_brings_figures_in_line_with_files_too(self, action: Action, world: World) -> None:
        text = (
            UNTRUE + '\nIn all <!-- readme-sync: count of files "chapters/*.md" -->7<!-- /readme-sync --> chapters.\n'
        )
        action.push({"README.md": text, "chapters/a.md": "x", "chapters/b.md": "x"})
        assert action.run(mode="commit", command="sync").code == 0
        assert world.text("main") == text.replace("0/2", "1/2").replace("-->7<", "-->2<")

    def test_what_never_settles_is_left_alone(
        self, action: Action, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def turned(source: Source, *_: object) -> Source:
            return Source(source.text.swapcase(), source.path)

        monkeypatch.setattr("readme_sync.action.process._updated", turned)
        action.push({"README.md": STALE})
        ran = action.run(mode="commit")
        assert (ran.code, world.writes()) == (2, [])
        assert "README.md: would change again in the next run, and was not changed" in ran.errors[0]

    def test_another_branch_and_message(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        world.refs["docs/x"] = world.refs["main"]
        action.run(mode="commit", branch="docs/x", commit_message="docs: figures")
        assert world.text("main") == STALE
        assert world.commits[world.refs["docs/x"]].message.startswith("docs: figures\n\n")

    def test_line_ends_stay(self, action: Action, world: World) -> None:
        action.push({"README.md": "\ufeff" + STALE.replace("\n", "\r\n").rstrip()})
        assert action.run(mode="commit").code == 0
        assert world.text("main") == "\ufeff" + FRESH.replace("\n", "\r\n").rstrip()

    def test_a_pull_request_of_the_repository_itself(self, action: Action, world: World) -> None:
        action.push({"README.md": FRESH})
        world.push("topic", {"README.md": STALE})
        payload: Any = {
            "pull_request": {"head": {"repo": {"full_name": "ada/notes"}}, "base": {"sha": world.refs["main"]}}
        }
        action.event("pull_request", payload, GITHUB_HEAD_REF="topic", GITHUB_REF="refs/pull/1/merge")
        assert action.run(mode="commit").code == 0
        assert world.commits[world.refs["topic"]].message.startswith("Update progress")
        assert (world.text("topic"), world.refs["main"]) == (FRESH, payload["pull_request"]["base"]["sha"])

    def test_what_the_branch_does_not_have_is_said(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.write({"new.md": STALE})
        ran = action.run(mode="commit", paths="README.md\nnew.md")
        assert ran.code == 0
        assert "::warning title=readme-sync::new.md is not on the branch, and was skipped; commit it first" in ran.log
        assert "new.md" not in world.commits[world.refs["main"]].files

    def test_a_pipe_in_the_workspace_is_not_waited_for(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        (action.workspace / "README.md").unlink()
        os.mkfifo(action.workspace / "README.md")
        assert action.run(mode="commit").code == 0
        assert world.text("main") == FRESH

    def test_a_link_in_the_repository_is_not_replaced(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        world.modes["README.md"] = "120000"
        ran = action.run(mode="commit")
        assert (ran.code, world.writes()) == (2, [])
        assert "README.md: is a link in the repository, not a file; name the file itself" in ran.errors[0]

    def test_workflows_are_not_written(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE, ".github/workflows/README.md": STALE})
        ran = action.run(mode="commit", paths="README.md\n.github/workflows/README.md")
        assert (ran.code, world.writes()) == (2, [])
        assert "leave it out of the input paths" in ran.errors[0]


class TestPullRequest:
    def test_opens_one_updates_it_closes_it(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        ran = action.run(mode="pull-request")
        assert (ran.code, len(world.pulls)) == (0, 1)
        pull = world.pulls[0]
        assert (pull["head"]["ref"], pull["base"]["ref"], pull["state"]) == ("readme-sync", "main", "open")
        assert (ran.outputs["pull-request-number"], ran.outputs["pull-request-url"]) == ("1", pull["html_url"])
        assert ran.outputs["commit-sha"] == world.refs["readme-sync"]
        assert (world.text("main"), world.text("readme-sync")) == (STALE, FRESH)

        unchanged = len(world.writes())
        again = action.run(mode="pull-request")
        assert (again.code, again.outputs["pull-request-number"]) == (0, "1")
        assert len(world.writes()) == unchanged
        assert "pull request #1 is up to date" in again.log

        action.push({"README.md": STALE + "- [ ] rest (stale)\n"})
        updated = action.run(mode="pull-request")
        assert updated.outputs["pull-request-number"] == "1"
        assert (len(world.pulls), world.pulls[0]["state"]) == (1, "open")
        assert world.text("readme-sync") == FRESH + "- [ ] rest (fresh)\n"
        assert world.commits[world.refs["readme-sync"]].parents == [world.refs["main"]]

        action.push({"README.md": FRESH})
        closed = action.run(mode="pull-request")
        assert (closed.code, closed.outputs["pull-request-number"]) == (0, "")
        assert world.pulls[0]["state"] == "closed"
        assert sorted(world.refs) == ["main"]
        assert "pull request #1 is no longer needed and closed" in closed.log

    def test_of_several_documents_those_that_change_are_named(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE, "b.md": FRESH})
        assert action.run(mode="pull-request", paths="*.md").code == 0
        assert "- `README.md`: 1 line; 1 of 3 done\n" in world.pulls[0]["body"]
        assert "b.md" not in world.pulls[0]["body"]

    def test_of_many_documents_some_are_named(
        self, action: Action, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(branch_modes, "_MOST_ROWS", 2)
        action.push({f"{name}.md": STALE for name in "abcd"})
        assert action.run(mode="pull-request", paths="*.md").code == 0
        rows = [line for line in world.pulls[0]["body"].splitlines() if line.startswith("- ")]
        assert rows == ["- `a.md`: 1 line; 1 of 3 done", "- `b.md`: 1 line; 1 of 3 done", "- … and 2 more"]

    def test_a_branch_of_ours_that_was_merged_into_is_made_anew(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.run(mode="pull-request")
        ours = world.commits[world.refs["readme-sync"]]
        ours.parents.append(world.refs["main"])
        action.run(mode="pull-request")
        assert world.commits[world.refs["readme-sync"]].parents == [world.refs["main"]]

    def test_other_changes_of_the_base_do_not_move_the_branch(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.run(mode="pull-request")
        was = world.refs["readme-sync"]
        action.push({"other.md": "x\n"})
        action.run(mode="pull-request")
        assert world.refs["readme-sync"] == was

    def test_nothing_to_do(self, action: Action, world: World) -> None:
        action.push({"README.md": FRESH})
        assert action.run(mode="pull-request").code == 0
        assert world.writes() == []

    def test_commits_of_others_are_not_overwritten(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.run(mode="pull-request")
        somebodys = world.push("readme-sync", {"README.md": "better\n"})
        for text in (STALE, FRESH, STALE + "\nmore\n"):
            action.push({"README.md": text})
            ran = action.run(mode="pull-request")
            assert ran.code == 2
            assert (
                "holds commits that readme-sync did not make; delete it, or choose another pull-request-branch"
                in (ran.errors[0])
            )
        assert world.refs["readme-sync"] == somebodys

    def test_race_on_the_base(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        left = [1]

        def race(request: Request) -> Answer | None:
            if request.verb == "POST" and request.path.endswith("git/refs") and left:
                left.pop()
                world.push("main", {"README.md": STALE.replace("- [ ] hoe", "- [x] hoe")})
            return None

        world.faults.append(race)
        assert action.run(mode="pull-request").code == 0
        assert action.run(mode="pull-request").code == 0
        assert world.text("readme-sync") == FRESH.replace("- [ ] hoe", "- [x] hoe")
        assert len(world.pulls) == 1

    def test_what_somebody_pushes_while_it_is_closed_stays(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.run(mode="pull-request")
        action.push({"README.md": FRESH})

        def race(request: Request) -> Answer | None:
            if request.verb == "PATCH" and "/pulls/" in request.path:
                world.push("readme-sync", {"README.md": "better\n"})
            return None

        world.faults.append(race)
        assert "holds commits that readme-sync did not make" in action.run(mode="pull-request").errors[0]
        assert world.text("readme-sync") == "better\n"

    def test_a_refusal_leaves_no_branch_that_stands_in_the_way(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        world.fail_mutation("FORBIDDEN", "Resource not accessible by integration")
        assert action.run(mode="pull-request").code == 2
        assert sorted(world.refs) == ["main"]
        assert action.run(mode="pull-request").code == 0

    def test_may_not_open_pull_requests(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        said = "GitHub Actions is not permitted to create or approve pull requests."
        world.fail(403, {"message": said}, to="POST /repos/ada/notes/pulls")
        ran = action.run(mode="pull-request")
        assert ran.code == 2
        (line,) = ran.errors
        assert 'tick "Allow GitHub Actions to create and approve pull requests"' in line
        assert "https://github.example/ada/notes/compare/main...readme-sync?expand=1" in line

    def test_titles_of_documents_are_not_in_it(self, action: Action, world: World) -> None:
        action.push({"@team.md": "# @everybody #1 Fixes #2 (stale)\n\n- [ ] [skip ci] @you\n"})
        assert action.run(mode="pull-request", paths="@team.md").code == 0
        pull, message = world.pulls[0], world.commits[world.refs["readme-sync"]].message
        assert pull["body"].splitlines()[2] == "- `@team.md`: 1 line; 0 of 1 done"  # in code nobody is called
        for text in (pull["title"], pull["body"].replace("`@team.md`", ""), message):
            assert not re.search(r"@\w|#\d|skip ci|everybody", text)

    def test_from_a_branch_to_itself(self, action: Action) -> None:
        action.push({"README.md": STALE})
        assert "cannot go from main to itself" in action.run(mode="pull-request", pull_request_branch="main").errors[0]


class TestWhoMayNotWrite:
    @pytest.mark.parametrize("mode", ["commit", "pull-request"])
    def test_a_fork_is_only_checked(self, action: Action, world: World, mode: str) -> None:
        action.push({"README.md": STALE})
        payload = {"pull_request": {"head": {"repo": {"full_name": "eve/notes"}}, "base": {"sha": world.refs["main"]}}}
        action.event("pull_request", payload, GITHUB_HEAD_REF="main", GITHUB_REF="refs/pull/1/merge")
        ran = action.run(mode=mode)
        assert (ran.code, world.writes()) == (1, [])
        assert "::notice title=readme-sync::a pull request from a fork is only checked" in ran.log
        assert "git apply" in ran.summary
        assert "-## Spring (stale)\n+## Spring (fresh)\n" in ran.summary

    def test_the_patch_in_the_summary_is_what_would_be_committed(self, action: Action, tmp_path: Path) -> None:
        action.write({"README.md": STALE, "docs/é b.md": STALE + "```\n```` `\n" + STALE.rstrip()})
        summary = action.run(paths="**/*.md").summary
        page = cmark.markdown_to_html_with_extensions(summary, cmark.Options.CMARK_OPT_UNSAFE, ("table",))
        (patch,) = re.findall(r'<pre><code class="language-diff">(.*?)</code></pre>', page, re.DOTALL)
        (tmp_path / "fix.patch").write_text(html.unescape(patch))
        subprocess.run(["git", "apply", str(tmp_path / "fix.patch")], cwd=action.workspace, check=True, timeout=60)
        for path in ("README.md", "docs/é b.md"):
            text = (action.workspace / path).read_text()
            assert ("(stale)" in text, "(fresh)" in text) == (False, True)

    def test_a_fork_that_is_gone(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.event("pull_request", {"pull_request": {"head": {"repo": None}}}, GITHUB_HEAD_REF="main")
        assert (action.run(mode="commit").code, world.writes()) == (1, [])

    def test_what_another_workflow_did_for_a_fork(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        for owner, code, writes in (("eve", 1, 0), ("ada", 0, 1)):
            action.event("workflow_run", {"workflow_run": {"head_repository": {"full_name": f"{owner}/notes"}}})
            assert (action.run(mode="commit").code, len(world.writes())) == (code, writes)

    @pytest.mark.parametrize("mode", ["commit", "pull-request"])
    def test_pull_request_target_refuses(self, action: Action, world: World, mode: str) -> None:
        action.push({"README.md": STALE})
        action.event("pull_request_target", {"pull_request": {"head": {"repo": {"full_name": "ada/notes"}}}})
        ran = action.run(mode=mode)
        assert (ran.code, world.requests) == (2, [])
        assert f"mode: {mode} does not write on pull_request_target; use pull_request for mode: check" in ran.errors[0]

    def test_a_merge_queue_is_only_checked(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.event("merge_group", {}, GITHUB_REF="refs/heads/gh-readonly-queue/main/pr-1-abc")
        assert (action.run(mode="commit").code, world.writes()) == (1, [])
