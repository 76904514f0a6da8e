"""Markers in the text: pairs, claims, regions, and what is wrong with them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readme_sync.model import Bound, Readme
from readme_sync.reader import read
from readme_sync.text import Source

CASES = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "trackers" / "markers.toml").read_text("utf-8"))


def claims_of(readme: Readme) -> list[str]:
    """`value notation written` of each claim by a marker."""
    return [
        f"{claim.value} {claim.figure.notation} {readme.source.slice(claim.figure.span).strip()}".strip()
        + (f" ({claim.doubt})" if claim.doubt else "")
        for claim in readme.claims
        if claim.bound is Bound.MARKER
    ]


def regions_of(readme: Readme) -> list[str]:
    """`kind words options: inside` of each region."""
    shown = []
    for region in readme.regions:
        options = [f"{key}={value}" for key, value in region.options]
        inside = "|".join(readme.source.slice(region.inside).split())
        shown.append(" ".join([region.kind, *region.words, *options, region.checksum]).strip() + f": {inside}")
    return shown


def flaws_of(readme: Readme) -> list[str]:
    """`line:column message` of each flaw."""
    places = [(readme.source.position_of(flaw.span.start), flaw.message) for flaw in readme.flaws]
    return [f"{place.line}:{place.column} {message}" for place, message in places]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, Any], newline: str) -> None:
    assert not set(case) - {"readme", "claims", "regions", "flaws"}
    for start in ("", "\ufeff"):
        readme = read(Source(start + case["readme"].replace("\n", newline)))
        assert claims_of(readme) == case.get("claims", [])
        assert regions_of(readme) == case.get("regions", [])
        assert flaws_of(readme) == case.get("flaws", [])


@pytest.mark.timeout(20)
@pytest.mark.parametrize("start", ["", "> ", "- ", "| a |\n|---|\n", "<div>"])
@pytest.mark.parametrize(
    "scrap",
    [
        *(
            "a <!-- readme-sync: done -->3<!-- /readme-sync --> ",
            "a <!-- readme-sync: done -->",
            "<!-- /readme-sync -->\n",
        ),
        *(
            "> a <!-- readme-sync: done -->3<!-- /readme-sync -->\n",
            "| <!-- readme-sync: bar --><!-- /readme-sync --> |\n",
        ),
        *(
            "<!-- readme-sync: badge -->\n3%\n<!-- /readme-sync -->\n\n",
            "<!-- readme-sync: toc a=1 b ",
            "**<!--readme-sync:",
        ),
    ],
)
def test_hostile(scrap: str, start: str) -> None:
    read(Source(start + scrap * 3_000))
