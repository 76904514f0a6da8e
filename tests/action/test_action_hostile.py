"""A workspace by somebody who means harm: what stands in it reaches neither the runner, the page, nor other files."""

import re
from pathlib import Path

import pytest
from action_running import Action
from cmarkgfm import cmark
from github_server import TOKEN, World

from readme_sync.reports import job_summary

NASTY = """\
# ::add-mask::x ##[error]boo `|` <img src=x> (stale)

## ::set-output name=changed::true (hopeless) <!-- --> @octocat #1 https://evil.example mail@evil.example

- [ ] ::error file=x::y
- [x] ##[add-matcher]/tmp/x

## \u202eevil\u202c ```` | </details> <script>alert(1)</script> (hopeless)

 ::stop-commands::abc (stale)
\u00a0::group::x (stale)

- [ ] [x](javascript:alert(1))
"""
_OURS = re.compile(r"::(?:error|warning|notice)(?: [a-zA-Z]+=[^,:]*(?:,[a-zA-Z]+=[^,:]*)*)?::[^\r\n]*")


def runner_commands(log: str) -> list[str]:
    """What the runner of GitHub takes for a command: `::` behind white space at a line's start, `##[` anywhere."""
    lines = re.split(r"\r\n|\r|\n", log)
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


@pytest.fixture
def nasty(action: Action) -> Action:
    action.push({"README.md": NASTY, "##[error]x.md": NASTY, "%0A::error::x.md": NASTY})
    return action


@pytest.mark.parametrize("mode", ["check", "commit", "pull-request"])
@pytest.mark.parametrize("annotations", ["true", "false"])
def test_the_runner_takes_no_command_from_it(nasty: Action, mode: str, annotations: str) -> None:
    ran = nasty.run(mode=mode, annotations=annotations, paths="*.md")
    assert ran.code == 1
    commands = runner_commands(ran.log)
    assert all(_OURS.fullmatch(line) for line in commands), commands
    assert bool(commands) == (annotations == "true")
    assert {len(re.findall(r"::(?:error|warning)", line)) for line in commands} <= {1}


def test_the_page_shows_it_and_does_nothing(nasty: Action) -> None:
    ran = nasty.run(paths="*.md")
    options = cmark.Options.CMARK_OPT_UNSAFE
    page = cmark.markdown_to_html_with_extensions(ran.summary, options, ("table", "autolink", "strikethrough"))
    assert "<img" not in page
    assert "<script" not in page
    assert "<a " not in page
    assert page.count("<details") == page.count("</details>") == 2
    outside = re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert "\u202e" not in outside
    assert {row.count("<td") for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)} <= {0, 3, 4}
    table = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)
    assert any("::add-mask::x ##[error]boo" in cell for cell in table)


def test_outputs_hold_only_what_we_say(nasty: Action) -> None:
    outputs = nasty.run(mode="commit").outputs
    assert outputs.pop("summary-path").startswith(str(nasty.temp))
    for name, value in outputs.items():
        assert re.fullmatch(r"true|false|[0-9a-f.]*", value), name


@pytest.mark.parametrize("mode", ["check", "commit", "pull-request"])
def test_the_token_is_shown_nowhere(nasty: Action, world: World, mode: str, tmp_path: Path) -> None:
    for status in (200, 401, 403, 500):
        if status != 200:
            world.fail(status, {"message": f"bad {TOKEN[::-1]}"}, times=9)
        ran = nasty.run(mode=mode)
        assert "canary" not in ran.log
    for path in (each for each in tmp_path.rglob("*") if each.is_file()):
        assert b"canary" not in path.read_bytes()
    assert all(TOKEN in request.token for request in world.requests)


def test_what_github_says_is_one_harmless_line(nasty: Action, world: World) -> None:
    world.fail_mutation("UNPROCESSABLE", "no\n::add-mask::x\r##[error]y\x1b[2J")
    ran = nasty.run(mode="commit")
    assert ran.code == 2
    assert runner_commands(ran.log) == ran.errors
    assert "\x1b" not in ran.log


def test_annotations_are_as_many_as_github_shows(action: Action) -> None:
    action.write({"README.md": "# x\n" + "\n(hopeless)\n" * 40})
    ran = action.run()
    assert len(ran.errors) == 10
    assert "30 more errors without an annotation: GitHub shows 10 of each level" in ran.log
    assert "40 errors" in ran.summary


def test_documents_that_cannot_be_read_count_too(action: Action) -> None:
    action.write({"README.md": "# x\n" + "\n(hopeless)\n" * 40} | {f"d{number}.md": b"\xff" for number in range(20)})
    ran = action.run(paths="*.md")
    assert (ran.code, len(ran.errors)) == (2, 10)
    assert sum("is not UTF-8" in line for line in ran.errors) == 5
    assert sum("is not UTF-8" in line for line in ran.log.splitlines()) == 20
    assert "35 more errors without an annotation" in ran.log


def test_a_summary_of_any_length_is_cut(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    assert job_summary.LIMIT < 2**20  # beyond that GitHub shows nothing
    monkeypatch.setattr(job_summary, "LIMIT", 50_000)
    monkeypatch.setattr(job_summary, "_PATCH", 20_000)
    action.write({"README.md": "".join(f"## s{n} (stale) {'x' * 300}\n\n- [ ] a (hopeless)\n\n" for n in range(100))})
    ran = action.run()
    assert ran.code == 1
    assert len(ran.summary.encode()) < 50_000
    assert "the patch is too long to be shown here" in ran.summary
    assert "… and 100 more" in ran.summary


def test_many_documents_are_cut_too(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_summary, "LIMIT", 100_000)
    body = "".join(f"## {'<' * 200} {n}\n\n- [ ] a\n\n" for n in range(55))
    action.write({f"d{number}.md": body for number in range(3)})
    ran = action.run(paths="*.md")
    assert ran.code == 0
    assert 50_000 < len(ran.summary.encode()) < 100_000
    assert ran.summary.endswith("the rest is too long for a summary.\n")


def test_documents_that_are_too_large(action: Action) -> None:
    action.write({"README.md": "x" * 10_000_001})
    assert "is larger than 10 MB; split it" in action.run().errors[0]
