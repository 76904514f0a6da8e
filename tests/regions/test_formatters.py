"""Formatters and `sync` live together: what one has written, the other leaves."""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import readme_sync
from readme_sync.model import FileTree, PathKind

TODAY, LATER = date(2026, 11, 24), date(2027, 1, 1)
# Not "~~x~~": mdformat 1.0 takes one of its escapes away, and GitHub strikes the x.
TITLES = [
    *("Scales", "C++ & C#", "a_b_c", "5 * 3 * 2", "x | y", "<b> and <!-- c -->", "日本語", "Rock 🎸", "#12", "a@b.co"),
    *("1. First", "- dash", "[x] done", "100%", "`code`", "*not* emphasised", "back\\slash", "\"q\" & 'r'"),
    *("(3/7)", "https://a.b/c_d", "&amp; &#64;", "Émile_", "wide " * 12, "![i](u)", "[l](u)", "+ plus", "$x$", "\\|"),
]
KINDS = {
    "summary": ["summary", "summary depth=2 bar=none", 'summary columns="section,done,left"', "summary bar=20"],
    "table": ["table json d.json", "table json d.json columns=T", "table json d.json key=T"],
    "toc": ["toc", "toc depth=2", "toc from=2 depth=3"],
    "chart": ["chart", "chart depth=2 bar=8"],
    "updated": ["updated"],
}
DOCUMENTS = 10


class Files:
    """One data file."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._rows = rows

    is_repository = True

    def kind(self, path: str) -> PathKind:
        raise AssertionError(path)

    def from_top(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes:
        assert path == "d.json"
        return json.dumps(self._rows).encode()

    def count(self, pattern: str) -> int:
        return len(self.glob(pattern))

    def glob(self, pattern: str) -> tuple[str, ...]:
        raise AssertionError(pattern)


def escaped(title: str) -> str:
    """As entities: whatever it is, the heading shows it."""
    return "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in title.strip())


def document(kind: str, number: int) -> tuple[str, FileTree]:
    """A document with a region, and what is around it."""
    chance = random.Random(f"{kind} {number}")  # noqa: S311  no secret
    titles = chance.sample(TITLES, 4)
    opening = KINDS[kind][number % len(KINDS[kind])]
    levels = [2, *(chance.randint(2, 4) for _ in titles[1:])]
    sections = "".join(
        f"\n{'#' * level} {escaped(title)}\n\n* [x] a\n* [{chance.choice(' x')}] b_c\n"
        for level, title in zip(levels, titles, strict=True)
    )
    region = f"<!-- readme-sync: {opening} -->\n<!-- /readme-sync -->\n"
    if number % 5 == 3:
        region = region.replace("<!--", "> <!--")
    if kind == "updated" and number % 2:
        region = f"As of <!-- readme-sync: {opening} --><!-- /readme-sync -->.\n"
    front = "---\ntitle: x\n---\n\n" if number % 3 == 0 else ""
    rows = [{"T": f"{place} {title}", "S": chance.choice(TITLES)} for place, title in enumerate(titles)]
    return f"{front}Guitar *x*\n===\n\n{region}\n1. one\n2. two\n{sections}", Files(rows)


def prettier(text: str) -> str:
    program = os.environ.get("READMESYNC_PRETTIER") or shutil.which("prettier")
    if not program:
        pytest.skip("needs prettier, in PATH or in READMESYNC_PRETTIER")
    ran = subprocess.run([program, "--parser", "markdown"], input=text, capture_output=True, text=True, check=True)
    return ran.stdout


def mdformat(text: str) -> str:
    program = pytest.importorskip("mdformat", reason="needs mdformat")
    pytest.importorskip("mdformat_gfm", reason="needs mdformat-gfm")
    pytest.importorskip("mdformat_frontmatter", reason="needs mdformat-frontmatter")
    done: str = program.text(text, extensions={"gfm", "frontmatter"})
    return done


@pytest.mark.parametrize("number", range(DOCUMENTS))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("formatted", [mdformat, prettier])
def test_what_is_written_stays_right(formatted: Callable[[str], str], kind: str, number: int) -> None:
    text, around = document(kind, number)
    synced = readme_sync.sync(text, surroundings=around, today=TODAY)
    assert not synced.refused
    assert not synced.skipped
    assert synced.source.text != text
    after = formatted(synced.source.text)
    again = readme_sync.sync(after, surroundings=around, today=LATER)
    assert [one.message for one in again.results] == []
    assert again.source.text == after
    found = readme_sync.check(after, ["RS106", "RS107", "RS503"], surroundings=around)
    assert [one.message for one in found] == []


@pytest.mark.parametrize("formatted", [mdformat, prettier])
def test_an_aligned_table_is_written_as_the_formatter_would(formatted: Callable[[str], str], tmp_path: Path) -> None:
    assert tmp_path.is_dir()
    rows = [{"T": "Scales", "S": "done"}, {"T": "日本語", "S": "x | y"}]
    text = "<!-- readme-sync: table json d.json -->\n<!-- /readme-sync -->\n"
    first = formatted(readme_sync.sync(text, surroundings=Files(rows)).source.text)
    rows.append({"T": "One more", "S": "in progress"})
    second = readme_sync.sync(first, surroundings=Files(rows)).source.text
    assert second != first
    assert formatted(second) == second
