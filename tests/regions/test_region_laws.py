"""What holds for regions whatever stands in the data: GitHub's parser shows exactly that; nothing else moves."""

import html
import json
import random
import re
from datetime import date

import pytest

import readme_sync
from readme_sync import rules
from readme_sync.editing.verify import render_text
from readme_sync.markdown.escape import canon
from readme_sync.model import NO_FILES, Applicability, Fix, Level, PathKind, Result
from readme_sync.reader import read
from readme_sync.text import Edit, Source, Span

MANY = 1_500
ROUND = 250
PARTS = (
    *("*", "**", "_", "~~", "`", "``", "|", "\\", "\\|", "[", "]", "](", "(/u)", "![", "<", "<b>", "</td>", "<!--"),
    *("-->", "<!-- /readme-sync -->", "<!-- readme-sync: toc -->", "&", "&amp;", "&#64;", "@", "a@b.co", "www.a.bc"),
    *("https://a.b", " ", "\n", "\r\n", "a", "b1", "5 * 3", "a_b", "# ", "> ", "- ", "1. ", "[x] ", "[^1]", "[r]"),
    *("---", "```", "~~~", "\0", "\u202e", "\u2028", "\xa0", "漢", "🚀", "$", ":smile:", "@user", "#12", "'", '"', ","),
    *("{0}", "\\1", "\\g<0>", "$&", "%s", "100%", "3/7", "✅", "<script>", "<a@b.c>"),
)
TAIL = "\n\n[r]: /u\n\n[^1]: note\n"
FORMS = (
    "# T\n\n<!-- readme-sync: table json d.json -->\n<!-- /readme-sync -->\n\nafter\n",
    "- a\n\n  <!-- readme-sync: table json d.json -->\n  <!-- /readme-sync -->\n\n- b\n",
    "> <!-- readme-sync: table json d.json -->\n>\n> <!-- /readme-sync -->\n\nafter\n",
    "text\n\n> 1. x\n>\n>    <!-- readme-sync: table json d.json -->\n>    <!-- /readme-sync -->\n>\n> after\n",
)


class Files:
    """One data file."""

    def __init__(self, text: str) -> None:
        self._text = text

    is_repository = True

    def kind(self, path: str) -> PathKind:
        return NO_FILES.kind(path)

    def from_top(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes:
        assert path == "d.json"
        return self._text.encode("utf-8", "replace")

    def count(self, pattern: str) -> int:
        return len(self.glob(pattern))

    def glob(self, pattern: str) -> tuple[str, ...]:
        return NO_FILES.glob(pattern)


def texts(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choice(PARTS) for _ in range(chance.randint(0, 6))) for _ in range(count)]


def sheet(chance: random.Random) -> list[list[str]]:
    columns = chance.randint(1, 4)
    header = [f"{number}{text}" for number, text in enumerate(texts(chance, columns))]
    return [header, *(texts(chance, columns) for _ in range(chance.randint(1, 5)))]


def written(rows: list[list[str]]) -> str:
    return json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]])


def cells(page: str) -> list[str]:
    found = re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", page, re.DOTALL)
    return [cell.replace("<!-- -->", "") for cell in found]


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(ROUND, MANY, ROUND))]
)
def test_any_data_is_shown_exactly(seed: int) -> None:
    for number in range(seed, seed + ROUND):
        chance = random.Random(number)  # noqa: S311  no secret
        rows = sheet(chance)
        newline = chance.choice(["\n", "\r\n"])
        before = Source((FORMS[number % len(FORMS)] + TAIL).replace("\n", newline))
        synced = readme_sync.sync(before, surroundings=Files(written(rows)))
        assert not synced.refused, (number, rows)
        assert not synced.skipped, (number, rows)
        after = synced.source
        assert cells(render_text(after.text, 0)) == [
            html.escape(canon(text), quote=False).replace('"', "&quot;") for row in rows for text in row
        ], (number, rows)
        region = read(after).regions[0]
        old = read(before).regions[0]
        assert after.text[: region.inside.start] == before.text[: old.inside.start]
        assert after.text[region.closing.end :] == before.text[old.closing.end :]
        assert ("\r" in after.text) == (newline == "\r\n")
        assert readme_sync.sync(after, surroundings=Files(written(rows))).source is after


@pytest.mark.parametrize("kind", ["toc", "summary", "chart"])
def test_any_title_is_shown_exactly(kind: str) -> None:
    for number in range(150):
        chance = random.Random(number)  # noqa: S311  no secret
        titles = [f"{place} {canon(text)}".strip() for place, text in enumerate(texts(chance, 3))]
        sections = "".join(f"\n## {_escaped(title)}\n\n- [x] a\n" for title in titles)
        before = f"# Top\n\n<!-- readme-sync: {kind} depth=2 -->\n<!-- /readme-sync -->\n{sections}"
        synced = readme_sync.sync(before)
        assert not synced.refused, before
        assert not synced.skipped, before
        readme = read(synced.source)
        page = render_text(synced.source.text, 0).split("<!-- /readme-sync")[0].replace("<!-- -->", "")
        if kind == "chart":
            assert page.count("█") == 20 * (len(titles) + 1), before
        else:
            shown = re.findall(r'<a href="#[^"]*">(.*?)</a>', page, re.DOTALL)
            wanted = [html.escape(section.title, quote=False).replace('"', "&quot;") for section in readme.sections[2:]]
            assert shown == wanted, before
        assert readme.tally.total == len(titles)
        assert readme_sync.sync(synced.source).source is synced.source


def _escaped(title: str) -> str:
    """As entities: whatever it is, the heading shows it."""
    return "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in title)


def test_many_regions_of_all_kinds_come_to_rest_together() -> None:
    regions = "".join(
        f"<!-- readme-sync: {kind} -->\n<!-- /readme-sync -->\n\n"
        for kind in ("summary", "toc", "chart", "table json d.json", "updated", "summary depth=1")
    )
    first = "# A (1/4)\n\nOn <!-- readme-sync: updated --><!-- /readme-sync -->.[^1]\n\n"
    text = f"{first}{regions}## B (0/2)\n\n- [x] b\n- [x] c\n{TAIL}"
    files = Files('[{"Task": "x", "Status": "done"}, {"Task": "y", "Status": "open"}]')
    synced = readme_sync.sync(text, surroundings=files, today=date(2026, 11, 24))
    assert (synced.refused, synced.skipped) == ((), ())
    assert "# A (3/4)\n" in synced.source.text
    assert "- [B (2/2)](#b-22)\n" in synced.source.text
    assert synced.source.text.count("2026-11-24") == 2
    again = readme_sync.sync(synced.source, surroundings=files, today=date(2027, 1, 1))
    assert again.source is synced.source
    assert (again.right, again.results) == (len(synced.results), ())
    changed = readme_sync.sync(synced.source.text + "More.\n", surroundings=files, today=date(2027, 1, 1))
    assert changed.source.text.count("2027-01-01") == 2
    assert len(changed.results) == 2


def test_results_have_the_places_of_the_document_before() -> None:
    toc, day = (f"<!-- readme-sync: {kind} -->\n<!-- /readme-sync -->\n\n" for kind in ("toc", "updated"))
    before = Source(f"# A\n\n{toc}## B\n\n{day}")
    synced = readme_sync.sync(before, today=date(2026, 11, 24))
    assert [before.position_of(one.span.start).line for one in synced.results] == [3, 8]


def test_a_date_without_a_day_is_skipped() -> None:
    synced = readme_sync.sync("<!-- readme-sync: updated -->2020-01-01<!-- /readme-sync: 00000000 -->\n")
    assert [one.reason for one in synced.skipped] == ["nobody said what day it is"]


def test_a_region_inside_that_of_another_tool_is_left_alone() -> None:
    synced = readme_sync.sync(
        "<!-- X:START -->\n\n<!-- readme-sync: toc -->\n<!-- /readme-sync -->\n\n<!-- X:END -->\n\n# A\n"
    )
    reason = "it stands in a region of another tool, which would write over it"
    assert [one.reason for one in synced.skipped] == [reason]


def test_unsafe_fixes_write_over_what_was_written_by_hand() -> None:
    text = "<!-- readme-sync: toc -->\n\nmine\n\n<!-- /readme-sync -->\n\n# A\n"
    assert readme_sync.fix(text).source.text == text
    fixed = readme_sync.fix(text, unsafe=True).source.text
    assert "mine" not in fixed
    assert "- [A](#a)" in fixed


def test_no_other_fix_touches_a_region() -> None:
    readme = read(Source("<!-- readme-sync: table json d.json -->\n\n| a |\n|---|\n\n<!-- /readme-sync -->\n\n| a |\n"))
    inside = readme.regions[0].inside
    fixes = [
        Fix("x", (Edit(Span(place, place), "y"),), applicability=Applicability.SAFE)
        for place in (inside.start, len(readme.source.text))
    ]
    results = [Result("RS206", Level.ERROR, "x", inside, fix) for fix in fixes]
    assert [one.fix for one in rules.without_fixes_in_regions(readme, results)] == [None, fixes[1]]


def test_a_date_inside_a_link_and_out_of_it_is_refused() -> None:
    results = readme_sync.sync("[a <!-- readme-sync: updated -->](u)2020-01-01<!-- /readme-sync -->\n").refused
    assert [one.rule for one in results] == ["RS501"]
