"""What regions hold after `sync`, from `tests/cases/regions/*.toml`."""

import tomllib
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import readme_sync
from readme_sync.model import RegionKind, Tally
from readme_sync.reader import read
from readme_sync.store.file_tree_on_disk import Folder
from readme_sync.text import Source

CASES = Path(__file__).resolve().parents[1] / "cases" / "regions"
TODAY = date(2026, 11, 24)
KEYS = {"readme", "replace", "files", "inside", "skipped", "refused", "past"}


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        file = tomllib.loads(path.read_text("utf-8"))
        for name, case in file.items():
            if name != "given":
                found.append(pytest.param(file["given"] | case, id=f"{path.stem}: {name}"))
    return found


def around(folder: Path, files: dict[str, str]) -> Folder:
    (folder / ".git").mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return Folder(folder / "README.md")


def said(source: Source, results: Any) -> list[str]:
    places = [(source.position_of(one.span.start), one) for one in results]
    return [f"{place.line}:{place.column} {one.message}" for place, one in places]


def outside(source: Source) -> str:
    """The text around regions; their ends are theirs."""
    text = source.text
    for region in reversed(read(source).regions):
        text = text[: region.inside.start] + text[region.closing.end :]
    return text


def past(told: dict[str, list[tuple[str, int, int]]], title: str) -> list[tuple[date, Tally]] | None:
    if title not in told:
        return None
    return [
        (date.fromisoformat(day), Tally(total, done, percent=100 * done / total if total else None))
        for day, done, total in told[title]
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any], newline: str, tmp_path: Path) -> None:
    assert not set(case) - KEYS
    text = case["readme"]
    for old, new in case.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    source = Source(text.replace("\n", newline), "README.md")
    folder = around(tmp_path, case.get("files", {}))
    given = partial(readme_sync.sync, surroundings=folder, today=TODAY, past=partial(past, case.get("past", {})))
    synced = given(source)
    after = synced.source
    skipped = [
        f"{one} skipped: {two.reason}".replace(" skipped", "; skipped", 1)
        for one, two in zip(said(after, [one.result for one in synced.skipped]), synced.skipped, strict=True)
    ]
    assert skipped == case.get("skipped", [])
    assert said(source, synced.refused) == case.get("refused", [])
    assert outside(after) == outside(source)
    if "inside" not in case:
        assert after is source
        return
    region = read(after).regions[0]
    inside = after.slice(region.inside)
    if region.inline:
        assert inside == case["inside"]
    else:
        lines = inside.split(newline)
        shown = "\n".join(line for line in lines if line.strip(" >"))
        assert shown + "\n" == case["inside"].lstrip("\n")
        # Formatters would put a blank line at both ends, and leave it.
        if after.text != source.text and "| a" not in inside and not inside.startswith(f"{newline}*"):
            assert not lines[1].strip(" >")
            assert not lines[-2].strip(" >")
    assert given(after).source is after
    assert [
        one for one in readme_sync.check(after, surroundings=folder) if one.rule in {"RS106", "RS107", "RS503"}
    ] == []
    if region.kind is not RegionKind.TABLE:
        assert read(after).tally == read(source).tally


def test_every_kind_has_cases() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(RegionKind)
