"""What `sync` and `push` ask GitHub about issues, and what the stand-in answers, is what GitHub publishes."""

import re
from pathlib import Path

import pytest
from github_server import REPOSITORY, World, served
from published import Published

from readme_sync.cli import main

pytestmark = pytest.mark.act

TEXT = """\
# Plan

Version <!-- readme-sync: release latest -->v0<!-- /readme-sync -->, tag
<!-- readme-sync: tag latest -->v0<!-- /readme-sync -->.

<!-- readme-sync: table issues "label:bug" -->

<!-- /readme-sync -->

## Road

| Task | Issue | Status |
| --- | --- | --- |
| Sow | #1 | Planned |
| Hoe | #2 | Done |
| Gone | #3 | Planned |
| Moved | #4 | Planned |
| Reap |  | Planned |
"""


def test_issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: Published) -> None:
    world = World()
    for state in ("open", "closed", "open", "open"):
        world.issue(state, "bug")
    world.gone, world.moved = {3}, {4: "ada/else"}
    world.releases, world.tags = ["v1.0.0"], ["v1.0.0"]
    monkeypatch.chdir(tmp_path)
    readme = tmp_path / "README.md"
    (tmp_path / ".readme-sync.toml").write_text(
        '[[issues]]\nsection = "#road"\ncolumn = "Issue"\npush = true\nnew = true\n'
    )
    with served(world):
        for name, value in world.variables().items():
            monkeypatch.setenv(name, value)
        readme.write_text(TEXT)
        assert main(["sync"]) == 1
        readme.write_text(readme.read_text().replace("#1 | Planned", "#1 | Done").replace("#2 | Done", "#2 | Planned"))
        assert main(["push"]) == 1, "two rows name what is not there"
    asked = {
        (each.verb, re.sub(r"\b\d+\b", "N", each.path.removeprefix(f"/repos/{REPOSITORY}/"))) for each in world.requests
    }
    wanted = {("PATCH", "issues/N"), ("POST", "issues"), ("GET", "issues"), ("GET", "issues/N"), ("GET", "tags")}
    assert {*wanted, ("GET", "releases/latest")} <= asked
    ours = [(each, answer) for each, answer in world.exchanges if not each.path.startswith("/repositories/")]
    published.compare([(each.verb, each.address, each.body) for each, _ in ours])
    published.compare_answers(ours)
