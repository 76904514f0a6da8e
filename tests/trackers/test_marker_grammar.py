"""50,000 generated documents with markers: the right pairs or a refusal, never a wrong region.

Every marker has a number of its own. The judge is the HTML that cmark-gfm makes: the comments in it, in their order,
are the markers that there are; a pair must be an opening one and an end right behind it.
"""

import random
import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from readme_sync.markdown.comments import instructions
from readme_sync.markers.read_markers import read_markers
from readme_sync.model import Readme
from readme_sync.reader import read
from readme_sync.text import Source

CASES = 50_000
ROUND = 5_000
OPENINGS = [
    *(
        "<!-- readme-sync: done of #n{} -->",
        "<!--README-SYNC:summary of=#n{}-->",
        "<!-- readme-sync: table csv n{} -->",
    ),
    *(
        "<!-- readme-sync: percent of #n{} -->",
        "<!-- readme-sync: dnoe n{} -->",
        "<!-- readme-sync : chart\nof=#n{} -->",
    ),
]
ENDS = [
    "<!-- /readme-sync: {} -->",
    "<!--/readme-sync:{}-->",
    "<!-- /readme-sync: {} -->",
    "<!-- /readme-sync: x{} -->",
]
SCRAPS = [
    *("3", "43%", "a ", " b", "\n", "\n\n", "**", "`", "```\n", "- ", "> ", "    ", "| ", " |\n", "|---|\n", "# "),
    *("<div>\n", "</div>\n", "<!-- ", "-->", "<!--\n", "[", "](u)", "~~~\n", "&lt;", "\\", "---\n", "<pre>\n"),
    *(
        "<!-- readme-sync: ignore RS205 -->",
        "<!-- x -->",
        "1. ",
        "\t",
        "<b>",
        "</b>",
        "![43%](https://geps.dev/progress/43)",
    ),
]
NUMBER = re.compile(r"readme-sync.*?(?:n|x|:[ ]?)(?P<number>[0-9a-f]{8})", re.IGNORECASE | re.DOTALL)


def numbers_in(html: str) -> list[str]:
    """The numbers of the markers in HTML, by the rules of HTML 5."""
    numbers = []
    for comment in re.finditer(r"<!--(?:>|->|(?P<inner>.*?)--!?>)", html, re.DOTALL):
        inner = comment["inner"] or ""
        found = re.match(r"\s*/?" + NUMBER.pattern, inner, re.IGNORECASE | re.DOTALL)
        if found and "<" not in inner:  # else it has no end in its block, and swallows what follows
            numbers.append(found["number"])
    return numbers


def generated(seed: int) -> str:
    """A document of scraps; a third of them hold a whole pair, some have a byte order mark or other line ends."""
    rng = random.Random(seed)  # noqa: S311  a test
    count = 0

    def numbered(pool: list[str]) -> str:
        nonlocal count
        count += 1
        return rng.choice(pool).replace("{}", f"{count:08x}")

    parts = []
    for _ in range(rng.randint(1, 10)):
        kind = rng.random()
        if kind < 0.1:
            parts += [numbered(OPENINGS), rng.choice(["3", "43%", "\n", "\n\n", "\n- 3\n"]), numbered(ENDS)]
        else:
            parts.append(numbered(OPENINGS) if kind < 0.25 else numbered(ENDS) if kind < 0.4 else rng.choice(SCRAPS))
        if rng.random() < 0.3:
            parts.append(rng.choice(["\n", "\n\n"]))
    text = "".join(parts)
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if rng.random() < 0.1 else "") + text


def number_of(text: str) -> str:
    found = NUMBER.search(text)
    assert found, text
    return found["number"]


def judged(readme: Readme) -> tuple[int, bool]:
    """How many pairs there are, all of them right; whether the judge sees all of our markers."""
    text = readme.source.text
    html = cmarkgfm.markdown_to_html_with_extensions(
        text.removeprefix("\ufeff"), Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough"]
    )
    there = numbers_in(html)
    ours = [number_of(comment.text) for comment, told in instructions(readme.document) if "ignore" not in told.words]
    # Where a comment swallows what follows, the judge sees less than we do.
    assert [number for number in ours if number in there] == there, text
    marked = read_markers(readme)
    for span in marked.owned:
        numbers = [match["number"] for match in NUMBER.finditer(text, *span)]
        first, last = numbers[0], numbers[-1]
        if first in there and last in there:
            assert there.index(last) == there.index(first) + 1, text
        assert re.match(r"<!--\s*readme-sync", text[span.start : span.end], re.IGNORECASE)
        assert re.search(r"<!--\s*/readme-sync[^>]*-->\Z", text[span.start : span.end])
    assert bool(marked.flaws) or len(ours) == 2 * len(marked.owned), text
    return len(marked.owned), there == ours


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(first, marks=pytest.mark.long) for first in range(ROUND, CASES, ROUND))]
)
def test_generated(first: int) -> None:
    pairs = alike = 0
    for seed in range(first, first + ROUND):
        readme = read(Source(generated(seed)))
        found, same = judged(readme)
        pairs += found
        alike += same
        for flaw in readme.flaws:
            assert 0 <= flaw.span.start < flaw.span.end <= len(readme.source.text)
    assert pairs > ROUND / 10
    assert alike > ROUND * 0.9
