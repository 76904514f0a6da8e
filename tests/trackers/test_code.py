"""What stands in code is no claim; the documents come from `tests/cases/trackers/code.toml`."""

import time
import tomllib
from pathlib import Path

import pytest
from test_claims import FILES, document_of, shown_claim

from readme_sync.model import Claim
from readme_sync.notations import Family, is_bar, of_family
from readme_sync.reader import read
from readme_sync.text import Edit, Source, Span, apply

CASES = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "trackers" / "code.toml").read_text("utf-8"))
DOCUMENTS = {
    f"{form}: {name}": document_of(file, case)
    for form, file in FILES.items()
    for name, case in file.items()
    if name != "given" and case["claims"]
}


def _claims(text: str) -> list[str]:
    readme = read(Source(text))
    return [shown_claim(readme, claim) for claim in readme.claims]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, object], newline: str) -> None:
    assert _claims(str(case["readme"]).replace("\n", newline)) == case["claims"]


@pytest.mark.parametrize(("before", "after"), [("`x ", "`"), ("``", " x``"), ("<code>x ", " x</code>")])
@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_no_form_claims_a_figure_that_is_put_in_code(text: str, before: str, after: str) -> None:
    source = Source(text)
    for claim in read(source).claims:
        start, end = claim.figure.span
        if _is_in_prose(text, claim):
            coded = apply(source, [Edit(Span(start, start), before), Edit(Span(end, end), after)])
            places = range(start, end + len(before) + len(after))
            assert not [one for one in read(coded).claims if one.figure.span.start in places]


def _is_in_prose(text: str, claim: Claim) -> bool:
    """Return whether a figure is shown as it is written, and no part of an address."""
    start, end = claim.figure.span
    return text[start:end] == claim.figure.excerpt.text and not {"/", "-", "["} & set(text[start - 1 : start])


def _is_drawn(source: Source, claim: Claim) -> bool:
    """Return whether a figure is a bar, or stands in the line of one, or of a folder in a drawing of folders."""
    line = source.line_text(source.line_of(claim.figure.span.start))
    return (
        "──" in line or is_bar(claim.figure) or any(mark in line for bar in of_family(Family.BAR) for mark in bar.marks)
    )


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_no_form_claims_anything_in_a_code_block_but_drawings(text: str) -> None:
    lines = text.rstrip().split("\n")
    for mark in ("```", "~~~", "```text", "```md"):
        for fenced in ([mark, *lines, mark[:3]], [f"> {line}" for line in [mark, *lines, mark[:3]]]):
            source = Source("\n".join(fenced))
            found = read(source).claims
            assert not [one for one in found if mark == "```md" or not _is_drawn(source, one)]
    assert not _claims("\n".join(["", *(f"    {line}" for line in lines)]))
    assert not _claims("\n".join(["- item", "", *(f"      {line}" for line in lines)]))


@pytest.mark.parametrize(
    "seed", ["`1/2 = 40%` ", "<code>1/2 = 40% ", "| `1/2` ", "`1/2 = 40%`\n\n", "    1/2 = 40%\n\na\n\n"]
)
def test_time_in_proportion(seed: str) -> None:
    def seconds(times: int) -> float:
        begin, row = ("# a\n- [x] a\n\n", "") if seed[0] != "|" else ("", "|-" * times + "\n")
        source = Source(begin + seed * times + "\n" + row)
        started = time.process_time()
        read(source)
        return time.process_time() - started

    assert seconds(4_000) < 10 * seconds(1_000) + 0.5
