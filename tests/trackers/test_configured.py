"""Claims of the configuration."""

import pytest

from readme_sync.markers.expressions import parse_expression
from readme_sync.model import DEFAULT, Bound, ClaimSetting, Readme, Settings
from readme_sync.reader import read
from readme_sync.text import Source

TEXT = """\
# Course

**12** of the
lessons complete, 43% done, progress: 3/7.

## Plan

| a | b |
|---|---|
| 5 lessons | 3 of 9 |

- 5 lessons, `7 files`

```
9 lessons
```

## Later (2/9)

<p>All 8 chapters</p> <!-- 4 lessons -->
"""


def read_with(*claims: ClaimSetting, text: str = TEXT) -> Readme:
    return read(Source(text), Settings(claims=claims))


def setting(find: str, value: str = "done", section: str = "", *, all: bool = False) -> ClaimSetting:  # noqa: A002
    return ClaimSetting((find,), parse_expression(value), section, all)


FOUND = {
    "{} of the lessons": ("done", "12"),
    "{} done": ("percent", "43%"),
    "{}% done": ("percent", "43%"),
    "progress: {}.": ("done/total", "3/7"),
    "{} files": ("count", "7"),
    "Later ({})": ("done/total", "2/9"),
    "All {} chapters": ("total", "8"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("find", FOUND)
def test_found(find: str, newline: str) -> None:
    value, figure = FOUND[find]
    for start in ("", "\ufeff"):
        readme = read_with(setting(find, value), text=start + TEXT.replace("\n", newline))
        (claim,) = readme.claims
        assert not readme.flaws
        assert claim.bound is Bound.CONFIGURATION
        assert claim.value == value
        assert readme.source.slice(claim.figure.span) == figure


def test_section_and_all() -> None:
    readme = read_with(setting("{} lessons", all=True), setting("({})", "done/total", "#later-29"))
    assert [readme.source.position_of(claim.figure.span.start).line for claim in readme.claims] == [10, 12, 18]
    assert [readme.sections[claim.section].title for claim in readme.claims] == ["Plan", "Plan", "Later (2/9)"]
    assert not readme.flaws
    readme = read_with(setting("({})", "done/total", "later (2/9)"))
    assert len(readme.claims) == 1


UNBOUND = {
    ("{} lessons", "done", ""): "12:3 claims: '{} lessons' stands here again, first in line 10; "
    "add section, or all = true",
    ("{} courses", "done", ""): "1:1 claims: the text '{} courses' with a number was not found",
    ("all {} chapters", "done", ""): "1:1 claims: the text 'all {} chapters' with a number was not found",
    ("{} chapters", "done", "#plan"): "1:1 claims: the text '{} chapters' with a number was not found in '#plan'",
    ("{} chapters", "done", "#plans"): "1:1 claims: there is no section '#plans'",
    ("{} done", "done", ""): "4:19 claims: '{} done': nothing there states how many are done",
    ("{} files", "percent", "Plan"): "12:15 claims: '{} files': nothing there states a percent",
    ("{} files", "left", "Plan"): "",
}


@pytest.mark.parametrize(("claim", "message"), UNBOUND.items())
def test_unbound(claim: tuple[str, str, str], message: str) -> None:
    readme = read_with(setting(*claim))
    shown = [
        f"{readme.source.position_of(f.span.start).line}:{_column(readme, f.span.start)} {f.message}"
        for f in readme.flaws
    ]
    assert shown == [message] * bool(message)
    assert bool(readme.claims) != bool(message)


def _column(readme: Readme, offset: int) -> int:
    return readme.source.position_of(offset).column


def test_a_marker_outranks_the_configuration() -> None:
    text = "<!-- readme-sync: left -->3<!-- /readme-sync --> lessons, 4 chapters\n"
    readme = read_with(setting("{} lessons"), setting("{} chapters"), text=text)
    assert [(claim.bound, claim.value) for claim in readme.claims] == [
        (Bound.MARKER, "left"),
        (Bound.CONFIGURATION, "done"),
    ]


def test_nothing_configured() -> None:
    assert read(Source(TEXT), DEFAULT).claims == ()
    assert read_with(setting("{} lessons"), text="").flaws[0].span == (0, 0)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("scrap", ["1 lessons ", "1 ", " ", "1\n", "lessons ", "| 1 ", "**1** "])
def test_hostile(scrap: str) -> None:
    read_with(setting("a b {} lessons  of"), setting("{} lessons", all=True), text=scrap * 20_000)
