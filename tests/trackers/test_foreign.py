"""Regions of other tools."""

import re
from collections.abc import Iterator

import pytest
from chosen_rules import run_only

from readme_sync import rules
from readme_sync.markdown import parse
from readme_sync.markers.foreign_regions import Foreign
from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.reader import read
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span

FOUND = {
    "<!-- progress:start -->|<!-- progress:end -->": "progress",
    "<!-- PROGRESS_START -->|<!-- progress_end -->": "progress",
    "<!-- PROGRESS_START — do not edit this -->|<!-- PROGRESS_END -->": "progress",
    "<!-- PROGRESS:LEETCODE:START -->|<!-- PROGRESS:LEETCODE:END -->": "progress:leetcode",
    "<!-- START_STATS -->|<!-- END_STATS -->": "stats",
    "<!-- START_SECTION:waka -->|<!-- END_SECTION:waka -->": "section:waka",
    "<!---LeetCode Topics Start-->|<!---LeetCode Topics End-->": "leetcode topics",
    "<!-- BEGIN_TF_DOCS -->|<!-- END_TF_DOCS -->": "tf_docs",
    "<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove -->|<!-- ALL-CONTRIBUTORS-LIST:END -->": "all-contributors-list",
    "<!-- AUTO-GENERATED-CONTENT:START (TOC) -->|<!-- AUTO-GENERATED-CONTENT:END -->": "auto-generated-content",
    "<!-- START doctoc generated TOC -->|<!-- END doctoc generated TOC -->": "doctoc generated toc",
    "<!-- docs toc -->|<!-- /docs -->": "tool 0",
    "<!--[[[cog x() ]]]-->|<!--[[[end]]]-->": "tool 2",
    "<!-- toc -->|<!-- tocstop -->": "tool 3",
    "<?catalog x ?>|<?/catalog?>": "?catalog",
}
NOT_FOUND = [
    "<!-- a:start -->|<!-- b:end -->",
    "<!-- a:end -->|<!-- a:start -->",
    "<!-- a:start -->|`<!-- a:end -->`",
    "<!-- prettier-ignore-start -->|<!-- prettier-ignore-end -->",
    "<!-- readme-sync: toc -->|<!-- /readme-sync -->",
    "<!-- start -->|<!-- end -->",
    "<!-- -->|<!-- -->",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("markers", FOUND)
def test_found(markers: str, newline: str) -> None:
    begin, end = markers.split("|")
    text = f"a\n\n{begin}\n\nb\n\n{end}\n\nc\n".replace("\n", newline)
    foreign = Foreign(parse(Source(text)))
    (region,) = foreign.regions
    assert region.name == FOUND[markers]
    assert text[region.span.start : region.span.end].split(newline * 2) == [begin, "b", end]
    for letter, inside in (("a", False), ("b", True), ("c", False)):
        at = text.index(f"{letter}{newline}", 0 if letter == "a" else 3 + len(begin) if letter == "b" else -4)
        assert foreign.is_foreign(Span(at, at + 1)) == inside
        assert foreign.is_foreign(Span(at, at)) == inside
    assert not foreign.is_foreign(Span(0, region.span.start))
    assert not foreign.is_foreign(Span(region.span.end, len(text)))


@pytest.mark.parametrize("markers", NOT_FOUND)
def test_not_found(markers: str) -> None:
    text = markers.replace("|", "\n\nb\n\n")
    assert Foreign(parse(Source(text))).regions == ()


def test_no_fix_in_a_foreign_region(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
        for found in re.finditer("40%", readme.source.text):
            span = Span(*found.span())
            yield span, "is wrong", Fix("make it right", (Edit(span, "50%"),), applicability=Applicability.SAFE)

    run_only([rule("RS999", "fake", Level.ERROR, find)], monkeypatch)
    text = "40%\n\n<!-- A:START -->\n\n40%\n\n<!-- A:END -->\n"
    assert [result.fix is None for result in rules.check(read(Source(text)))] == [False, True]


@pytest.mark.timeout(20)
def test_hostile() -> None:
    for scrap in ("<!-- a:start -->\n", "<!-- " + "start-" * 50 + " -->\n", "<?a ?>\n\n"):
        Foreign(parse(Source(scrap * 5_000)))
