"""Moving progress pictures; the addresses come from `tests/cases/migrate.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import readme_sync
from readme_sync.editing.migrate import SOURCES, TARGETS, service_of
from readme_sync.errors import RequestError
from readme_sync.text import Source
from readme_sync.trackers.images import read_address

CASES = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "migrate.toml").read_text("utf-8"))
STATED = {name: case for name, case in CASES.items() if read_address(case["address"])}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_address(case: dict[str, Any]) -> None:
    document = f"a ![0]({case['address']}) b\n"  # with a number of its own, which stays
    for target, after in case.get("moves", {}).items():
        migrated = readme_sync.migrate(document, target)
        assert migrated.source.text == document.replace(case["address"], after)
        assert [one.now for one in migrated.changes] == [after]
        again = readme_sync.migrate(migrated.source, target)
        assert not again.changed
        assert len(again.changes) == 1
        assert not again.skipped
    for target, reason in case.get("stays", {}).items():
        migrated = readme_sync.migrate(document, target)
        assert not migrated.changed
        assert reason in migrated.skipped[0].reason


@pytest.mark.parametrize("case", STATED.values(), ids=STATED)
def test_a_moved_picture_states_the_same(case: dict[str, Any]) -> None:
    before = read_address(case["address"])
    assert before is not None
    for target, address in case.get("moves", {}).items():
        after = read_address(address)
        assert after is not None, target
        stated, moved = before[1].percent, after[1].percent
        # A copy that the text shows may say more than the rounded percent.
        assert stated == moved or (stated and moved and abs(stated - moved) < before[2]), target
        assert service_of(address) == target


def test_only_shown_pictures_move() -> None:
    gone = "http://progressed.io/bar/1"
    document = f"""\
`![]({gone})` <!-- ![]({gone}) --> \\![]({gone})

```
![]({gone})
```

    ![]({gone})

<!-- <img src="{gone}"> -->

<div><!-- <img src="{gone}"> --><script>"<img src='{gone}'>"</script></div>
"""
    moved = readme_sync.migrate(document, "progress-bar.xyz")
    assert (moved.changes, moved.skipped) == ((), ())


def test_every_place_moves_and_nothing_else() -> None:
    document = """\
# Head ![28%](http://progress-bar.dev/28/)

> - [x] task <img src='http://progress-bar.dev/1/' alt="1%">
>   and [![](<http://progress-bar.dev/2/>)](http://progress-bar.dev/2/) ![r][ref]

| a | b |
| - | - |
| ![](http://progress-bar.dev/3/?title=a&amp;scale=10) | <img src=http://progress-bar.dev/4> |

<p>
<img height=1 SRC = "
http://progress-bar.dev/5/ "/><img src="http://progress-bar.dev/6/?title=a&amp;scale=10">
</p>

[ref]: http://progress-bar.dev/7/
"""
    migrated = readme_sync.migrate(document.replace("\n", "\r\n"), "progress-bar.xyz")
    expected = document.replace("progress-bar.dev", "progress-bar.xyz").replace(
        ")](http://progress-bar.xyz/2/)", ")](http://progress-bar.dev/2/)"
    )
    assert migrated.source.text == expected.replace("\n", "\r\n")
    assert [one.line for one in migrated.changes] == [1, 3, 4, 8, 8, 11, 12, 15]


def test_an_address_that_is_not_written_plainly_stays() -> None:
    document = "![](&#104;ttp://progressed.io/bar/1) ![](http://progressed&#46;io/bar/1)\n"
    moved = readme_sync.migrate(document, "geps")
    assert ["plainly" in one.reason for one in moved.skipped] == [True]
    assert [one.now for one in moved.changes] == ["https://geps.dev/progress/1"]


def test_sources_are_chosen() -> None:
    document = "![](https://progress-bar.dev/1/) ![](http://progressed.io/bar/1)\n"
    migrated = readme_sync.migrate(document, "progress-bar.xyz", sources=["progressed.io"])
    assert migrated.source.text == "![](https://progress-bar.dev/1/) ![](http://progress-bar.xyz/1/)\n"


def test_badges_of_something_else_are_not_mentioned() -> None:
    document = "![](https://badgen.net/badge/coverage/97%25/green) ![](https://img.shields.io/badge/License-MIT-red)\n"
    for target in TARGETS:
        moved = readme_sync.migrate(document, target)
        assert (moved.changes, moved.skipped) == ((), ())


def test_a_document_without_pictures_is_given_back() -> None:
    source = Source("nothing\n")
    assert readme_sync.migrate(source, "geps").source is source


@pytest.mark.parametrize(("target", "sources"), [("nowhere", []), ("geps", ["nowhere"]), ("badgen", [])])
def test_unknown_services(target: str, sources: list[str]) -> None:
    with pytest.raises(RequestError, match="there is no service"):
        readme_sync.migrate("", target, sources=sources)


def test_every_target_is_a_source() -> None:
    assert set(TARGETS) - {"text"} <= set(SOURCES)


def test_file(tmp_path: Path) -> None:
    def migrated(source: Source) -> readme_sync.Outcome:
        return readme_sync.migrate(source, "progress-bar.xyz")

    path = tmp_path / "README.md"
    path.write_bytes(b"\xef\xbb\xbf![](https://progress-bar.dev/1/)")
    assert readme_sync.update_file(path, migrated).changed
    assert path.read_bytes() == b"\xef\xbb\xbf![](https://progress-bar.xyz/1/)"
    before = path.stat().st_mtime_ns
    assert not readme_sync.update_file(path, migrated).changed
    assert path.stat().st_mtime_ns == before


def test_corpora_move_and_stay_moved(progress_files: list[Path]) -> None:
    for path in progress_files:
        source = Source.from_bytes(path.read_bytes())
        if not any(f"{host}." in source.text for host in ("shields", "badgen", "progress-bar", "geps", "progressed")):
            continue
        for target in TARGETS:
            migrated = readme_sync.migrate(source, target)
            assert not readme_sync.migrate(migrated.source, target).changed, path
            assert migrated.changed == any(one.changed for one in migrated.changes)


def test_the_alternative_text_of_a_local_picture_says_its_value() -> None:
    bar = "https://progress-bar.xyz/4/?title=Read"
    local = "docs/progress/bar-4-percent-title=Read.svg"
    before = f'![]({bar}) ![my bar]({bar}) ![5]({bar}) <img src="{bar}"> <img alt=\'\' src="{bar}">\n'
    after = readme_sync.migrate(before, "svg").source.text
    assert after == (
        f'![Read: 4%]({local}) ![my bar: 4%]({local}) ![5]({local}) <img alt="Read: 4%" src="{local}"> '
        f"<img alt='Read: 4%' src=\"{local}\">\n"
    )


def test_bars_of_characters() -> None:
    before = """\
| Title | Progress |
| --- | --- |
| Emma | ![40%](https://geps.dev/progress/40) |
| Dune | [![x](docs/progress/bar-10-of-17-title=Read.svg)](https://example.org) ![logo](logo.svg) |
| Odd | <img src="https://progress-bar.xyz/5/?title=a*b*"> |

![](https://img.shields.io/badge/Progress-3%2F7-green) and ![logo](logo.svg)
"""
    outcome = readme_sync.migrate(before, "text")
    after = before.replace("![40%](https://geps.dev/progress/40)", "████░░░░░░ 40%")
    after = after.replace("![x](docs/progress/bar-10-of-17-title=Read.svg)", "Read ██████░░░░ 10/17")
    after = after.replace("![](https://img.shields.io/badge/Progress-3%2F7-green)", "Progress: 3/7")
    assert outcome.source.text == after
    assert [one.reason for one in outcome.skipped] == ["its title would be Markdown"]
    assert readme_sync.apply(after, readme_sync.SetProgress("Emma", 60)).source.text == after.replace(
        "████░░░░░░ 40", "██████░░░░ 60"
    )


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://progress-bar.xyz/5/?scale=0", "its value 5 is not within 0 and 0"),
        ("https://progress-bar.xyz/5/?scale=10", "what its number means would be lost"),
        ("https://progress-bar.xyz/120/", "its value 120 is not within 0 and 100"),
        ("https://progress-bar.xyz/40/?theme=dark", "theme would be lost"),
        ("https://geps.dev/progress/40?min=0", "geps.dev draws nothing without both min and max"),
        ("https://geps.dev/progress/40?min=1&max=50", "its min and max make no count of it"),
        ("https://geps.dev/progress/-5", "its value -5 is not within 0 and 100"),
        ("https://geps.dev/progress/40?theme=dark", "theme would be lost"),
        ("https://img.shields.io/badge/Progress-40%25-green?style=for-the-badge", "its style would be lost"),
        ("https://img.shields.io/badge/Progress-40%25-green?logo=github", "logo would be lost"),
    ],
)
def test_what_a_local_picture_cannot_show_stays(address: str, reason: str) -> None:
    text = (
        f"| Book | Read |\n| --- | --- |\n| Dune | ![40%]({address}) |\n| Emma | ![1%](https://geps.dev/progress/1) |\n"
    )
    outcome = readme_sync.migrate(text, "svg")
    assert f"]({address})" in outcome.source.text
    assert reason in " ".join(one.reason for one in outcome.skipped)
