"""Regions in thousands of real documents: nothing outside them moves, and twice is once."""

import os
from datetime import date
from pathlib import Path

import pytest

import readme_sync
from readme_sync.errors import InputError
from readme_sync.markers.foreign_regions import Foreign
from readme_sync.reader import read
from readme_sync.text import Source

KINDS = ("toc", "summary", "chart", "updated")
STEP = 1 if os.environ.get("READMESYNC_EVERY") else 12
"""All documents take the better part of an hour; by default one of a dozen is judged."""
FEWEST = 3_000 // STEP
TODAY = date(2026, 11, 24)


def with_regions(source: Source) -> Source:
    """The document with a region of each kind behind its first heading that stands by itself, else at its end."""
    newline = source.newline
    regions = "".join(f"{newline}<!-- readme-sync: {kind} -->{newline}<!-- /readme-sync -->{newline}" for kind in KINDS)
    document = read(source).document
    starts = [block.span.end for block in document.blocks if type(block).__name__ == "Heading"]
    place = starts[0] if starts else len(source.text)
    text = source.text
    return Source(f"{text[:place]}{newline}{regions}{newline}{text[place:].lstrip(newline)}", "README.md")


def outside(source: Source) -> str:
    text = source.text
    for region in reversed(read(source).regions):
        text = text[: region.inside.start] + text[region.closing.end :]
    return text


def judged(data: bytes) -> str:
    """What is wrong; "" where nothing is, "-" where the document has no place for regions."""
    try:
        before = with_regions(Source.from_bytes(data))
    except InputError:
        return "-"
    readme = read(before)
    foreign = Foreign(readme.document)
    if len(readme.regions) != len(KINDS) or any(foreign.is_foreign(region.inside) for region in readme.regions):
        return "-"
    facts_missing = {one.span for one in readme_sync.check(readme, ["RS504"])}
    text = before.text
    for region in reversed(readme.regions):
        if region.opening in facts_missing:  # no items, no headings
            text = text[: region.opening.start] + text[region.closing.end :]
    before = Source(text, "README.md")
    if any(one.rule != "RS106" for one in readme_sync.check(before, ["RS501", "RS504"])):
        return "-"
    after = readme_sync.sync(before, today=TODAY)
    regions = read(after.source).regions
    if [one for one in after.skipped if one.result and one.result.span in {region.opening for region in regions}]:
        return f"skipped: {after.skipped[0].reason}"
    claims = [one for one in after.results if one.rule == "RS101"]
    if not claims and outside(after.source) != outside(before):
        return "moved"
    again = readme_sync.sync(after.source, today=date(2027, 1, 1))
    return "" if again.source is after.source else "not at rest"


@pytest.mark.parametrize("part", range(4))
def test_real_documents(part: int, corpus_files: list[Path], progress_files: list[Path]) -> None:
    files = [*corpus_files, *progress_files]
    said = {path.name: judged(path.read_bytes()) for path in files[part :: 4 * STEP]}
    assert {name: why for name, why in said.items() if why not in {"", "-"}} == {}
    assert sum(why == "" for why in said.values()) >= FEWEST / 4


def test_hostile_documents(hostile_files: list[Path]) -> None:
    said = {path.name: judged(path.read_bytes()) for path in hostile_files}
    assert {name: why for name, why in said.items() if why not in {"", "-"}} == {}
