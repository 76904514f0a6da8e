"""`readme-sync check --since REV` and `readme-sync numbers`, in a repository."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from cli_running import Runner

BEFORE = "# Birds (2/3)\n\nWe have 67% complete, since 2021.\n\n- [x] Robin\n- [x] Wren\n- [ ] Kite\n"
AFTER = f"{BEFORE}- [ ] Crow\n"


def _git(*arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a README that was right at its only commit, and is not any more."""
    monkeypatch.chdir(tmp_path)
    _git("init", "-q", ".")
    Path("README.md").write_text(BEFORE, "utf-8")
    _git("add", ".")
    _git("commit", "-qm", "one")
    Path("README.md").write_text(AFTER, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("repository")
class TestSince:
    @pytest.mark.parametrize("more", [(), ("--output-format", "concise")])
    def test_numbers_that_were_right_are_errors(self, run: Runner, more: tuple[str, ...]) -> None:
        code, out, err = run("check", "--since", "HEAD", *more, "README.md")
        assert (code, err) == (1, "")
        assert "README.md:1:10 error RS109 says 2/3, which was right at HEAD; now 4 tasks" in out
        assert "RS109 says 67 %, which was right at HEAD; now 4 tasks in the list in line 5 say 50 %" in out
        assert "RS105" not in out  # one number is named once

    def test_they_are_fixed(self, run: Runner) -> None:
        assert run("check", "--since", "HEAD", "--fix", "README.md").code == 0
        assert Path("README.md").read_text("utf-8") == AFTER.replace("2/3", "2/4").replace("67%", "50%")

    def test_the_diff_shows_it(self, run: Runner) -> None:
        out = run("check", "--since", "HEAD", "--diff", "README.md").out
        assert "+# Birds (2/4)\n" in out
        assert Path("README.md").read_text("utf-8") == AFTER

    def test_what_a_log_says_was_so_on_its_day(self, run: Runner) -> None:
        log = "\n## Log\n\n### 2025-06-21\n\nBegun.\n\n### 2025-06-22\n\n- Completed 2/3 birds, 67% of all\n"
        Path("README.md").write_text(BEFORE + log, "utf-8")
        _git("commit", "-qam", "two")
        Path("README.md").write_text(AFTER + log, "utf-8")
        out = run("check", "--since", "HEAD", "--output-format", "concise", "README.md").out
        assert [line.split()[0] for line in out.splitlines() if " RS1" in line] == ["README.md:1:10", "README.md:3:9"]

    def test_without_it_nothing_is_compared(self, run: Runner) -> None:
        assert "RS109" not in run("check", "README.md").out

    def test_what_went_back_is_named_only_where_it_is_asked_for(self, run: Runner) -> None:
        Path("README.md").write_text(
            BEFORE.replace("Kite", "Owl").replace("2/3", "1/3").replace("[x] Wren", "[ ] Wren"), "utf-8"
        )
        assert "RS6" not in run("check", "--since", "HEAD", "README.md").out
        assert "RS601" not in run("check", "--since", "HEAD", "--ignore", "RS1", "README.md").out
        out = run("check", "--since", "HEAD", "--extend-select", "RS6", "README.md").out
        assert "RS601 'Wren' went down from 100 % at HEAD to 0 %" in out
        assert "RS602 'Kite' in 'Birds' is gone" in out
        assert "RS603" not in out
        assert "RS1" in out  # the usual rules run, too

    def test_a_revision_that_is_missing(self, run: Runner) -> None:
        code, out, err = run("check", "--since", "nowhere", "README.md")
        assert err == "not compared with nowhere: there is no revision 'nowhere' here; fetch it, or name another one\n"
        assert code == 0
        assert out == run("check", "README.md").out  # the rest is done

    def test_one_line_for_many_documents(self, run: Runner) -> None:
        Path("b.md").write_text(BEFORE, "utf-8")
        assert run("check", "--since", "nowhere", "README.md", "b.md").err.count("nowhere") == 2

    @pytest.mark.parametrize("revision", ["--upload-pack=x", "-h", "HEAD; id", "HEAD:README.md", "HEAD^{tree}", ""])
    def test_a_revision_that_is_none(self, run: Runner, revision: str) -> None:
        ran = run("check", f"--since={revision}", "README.md")
        assert ran.code == 0
        assert "RS109" not in ran.out

    def test_a_shallow_clone(self, run: Runner, monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
        _git("commit", "-qam", "two")
        _git("clone", "-q", "--depth", "1", f"file://{repository}", "clone")
        monkeypatch.chdir("clone")
        err = run("check", "--since", "HEAD~1", "README.md").err
        assert err.endswith("there is no revision 'HEAD~1' here; the clone is shallow: fetch more of it\n")

    def test_a_file_that_had_another_name(self, run: Runner) -> None:
        Path("README.md").rename("PLAN.md")
        code, out, err = run("check", "--since", "HEAD", "PLAN.md")
        assert err == "PLAN.md: not compared with HEAD: is not in HEAD, at least not under this name\n"
        assert (code, "RS109" in out) == (0, False)

    def test_a_file_that_was_no_text(self, run: Runner) -> None:
        Path("README.md").write_bytes(b"\xff(2/3)")
        _git("commit", "-qam", "two")
        Path("README.md").write_text(AFTER, "utf-8")
        code, _, err = run("check", "--since", "HEAD", "README.md")
        assert code == 0
        assert err.startswith("README.md: not compared with HEAD: is not UTF-8")

    def test_standard_input(self, run: Runner) -> None:
        ran = run("check", "--since", "HEAD", "-", stdin=AFTER.encode())
        assert ran.err == "<stdin>: not compared with HEAD: it is not a file\n"

    def test_other_line_ends_are_no_change(self, run: Runner) -> None:
        Path("README.md").write_bytes(AFTER.replace("\n", "\r\n").encode())
        assert "README.md:1:10 error RS109" in run("check", "--since", "HEAD", "README.md").out

    def test_what_was_followed_twice_is_an_error(self, run: Runner) -> None:
        """A lone count is a note, and an error where the author has brought it in line twice before."""
        rows = ["- [x] a\n"] * 3
        for _ in range(3):
            Path("README.md").write_text(f"# Log\n\nDone: {len(rows)}\n\n{''.join(rows)}", "utf-8")
            _git("commit", "-qam", "more")
            rows.append("- [x] b\n")
        Path("README.md").write_text(f"# Log\n\nDone: 5\n\n{''.join(rows)}", "utf-8")
        assert "README.md:3:7 error RS109 says 5" in run("check", "--since", "HEAD", "README.md").out


def test_outside_of_a_repository(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(AFTER, "utf-8")
    code, out, err = run("check", "--since", "HEAD", "README.md")
    assert (code, err) == (0, "README.md: not compared with HEAD: is not in a git repository\n")
    assert out == run("check", "README.md").out


@pytest.mark.usefixtures("repository")
class TestNumbers:
    def test_each_is_a_line(self, run: Runner) -> None:
        Path("README.md").write_text(BEFORE, "utf-8")
        out = run("numbers").out.splitlines()
        assert out[0] == "README.md:1:10 2/3  follows 3 tasks below (certain; watched: its place says what it counts)"
        assert out[1].startswith("README.md:3:9 67 % follows 3 tasks below (unsure; not watched: a percent alone")
        assert out[-1].startswith("README.md: 2 derived numbers, 1 watched, 1 not bound")

    def test_as_json_by_its_schema(self, run: Runner) -> None:
        schema = json.loads(run("schema", "numbers").out)
        Path("README.md").write_text(BEFORE, "utf-8")
        data = json.loads(run("numbers", "--output-format", "json").out)
        jsonschema.validate(data, schema)
        first = data["numbers"][0]
        assert (first["text"], first["line"], first["sure"]) == ("2/3", 1, "certain")

    def test_none(self, run: Runner) -> None:
        Path("README.md").write_text("# Nothing\n", "utf-8")
        assert run("numbers").out == "README.md: no derived numbers\n"

    def test_one_is_bound(self, run: Runner) -> None:
        Path("README.md").write_text(BEFORE, "utf-8")
        ran = run("numbers", "--bind", "3")
        assert ran.out == "README.md:3: 67 % is bound by <!-- readme-sync: percent -->\n"
        marked = "<!-- readme-sync: percent -->67%<!-- /readme-sync -->"
        assert Path("README.md").read_text("utf-8") == BEFORE.replace("67%", marked)
        assert "2 watched" in run("numbers").out
        assert run("numbers", "--bind-all").out == "README.md: nothing to bind\n"

    def test_parse_lists_them_too(self, run: Runner) -> None:
        Path("README.md").write_text(BEFORE, "utf-8")
        listed = json.loads(run("numbers", "--output-format", "json").out)["numbers"]
        assert listed
        assert json.loads(run("parse").out)["numbers"] == listed

    def test_a_line_without_one_is_an_error(self, run: Runner) -> None:
        code, _, err = run("numbers", "--bind", "99")
        assert code == 2
        assert "README.md:99: this line holds no number that is derived" in err

    @pytest.mark.parametrize("name", [".readme-sync.toml", "pyproject.toml"])
    def test_the_configuration_binds_where_no_marker_can_stand(self, run: Runner, name: str) -> None:
        text = f"# Birds\n\n67% complete\nthis year{BEFORE[BEFORE.index(chr(10) * 2 + '-') :]}"
        Path("README.md").write_text(text, "utf-8")
        if name == "pyproject.toml":
            Path(name).write_text("[tool.readme-sync]\nignore = []\n", "utf-8")
        said = run("numbers", "--bind", "3", "--dry-run")
        assert not Path(".readme-sync.toml").exists()
        assert 'find = "{} complete"' in said.err
        out = run("numbers", "--bind", "3").out
        assert out == f"README.md:3: 67 % is bound by the configuration: percent\n{name}: 1 claim added\n"
        assert Path("README.md").read_text("utf-8") == text
        assert '{} complete"\nvalue = "percent"\nfile = "README.md"\n' in Path(name).read_text("utf-8")
        assert run("set", "Kite", "done").out.endswith("67 % -> 100 %, as 3 tasks below say\n")

    def test_the_log_shows_what_followed(self, run: Runner) -> None:
        _git("commit", "-qam", "wrong")
        Path("README.md").write_text(AFTER.replace("2/3", "2/4"), "utf-8")
        _git("commit", "-qam", "right again")
        assert "README.md:1:10 2/4 " in run("numbers", "--history").out
        assert "followed 1 times in the log" in run("numbers", "--history").out
