"""Everything is read the same with and without the shortcuts in reading (READMESYNC_SLOW=1 turns them off)."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from case_texts import case_texts

ROOT = Path(__file__).parents[1]
FEWEST = {"corpus": 1_300, "progress": 120, "fresh": 100, "hostile": 40}  # an empty run must not pass

LINES = [
    *("word", "two words  ", "**bold** x", "_a_ b", "`c` d", "12 apples", "1) a", "[a](b)", "[a]: /b", "[ ] c", "é"),
    *("- a", "- **b**", "* a", "* b", "+ [a](b)", "- [x] d", "- - -", "  - a", "    code", "\ttab", "> q", "1. a"),
    *("# a", "## a ##", "#a", "===", "---", "```", "~~~", "``` text", "<div>", "</div>", "<b>", "<!-- a", "-->"),
    *("<pre>", "|a|b|", "|-|-|", "| 1 | 2 |", "a | b", "|", "| ", "\\|", " ", "\f", "[^a]: b", ":-", "=", "_ _ _"),
    *("<!-- readme-sync: total(done) -->", "<!-- /readme-sync -->", "> <!--", "> readme-sync: ignore -->"),
    *("the following 3 songs:", "3 of 4 songs", "Total: 7/9", "# 1.2. a", "- [ ] a 3/4", "- ✅ a", "[x] a", "", "", ""),
]
SCRAPS = [
    *("[a](b)", "**[a](b.md)** and *c d*", "![90%](https://geps.dev/progress/90)", "[![x](y)](z) `code` snake_case!"),
    *("[](b)", "**Total:** 3", "` a ` and `  `", "_a_ and __b c__, (_d_)!", r"C\# and \[x\] and \d", "*a.*,", "(*.a*)"),
    *('[a](b "c d") ![e](f "g")', "[a][b]", "see https://a.b", "a *b", "a**b**", "<b>", "&amp;", r"a\:b", "[^1](a)"),
    *("[a](b 'c')", "``a``", "`a", "_a", "a_b_", "*a*b", "[a `b](c)`", r"*a\* b", "**a `b** c`", "[a [b](c)](d)"),
    *("![a](b)]", "~~a~~", "[", "]", "(", ")", "!", "`", "*", "_", " ", "<", "&", "~", "1", "é", "：", ".", '"', "**"),
    *("__", "_a", "a_", "a*", "*a", ' "', "](", "![", "://", "www.", "\\", " *", "* ", "\xa0", "\0", "\x1f", "\x7f"),
    *(
        "40%",
        "3/10",
        "![](https://geps.dev/progress/40)",
        "![1%](https://progress-bar.xyz/1/?scale=8)",
        "&percnt;",
        ">",
    ),
    *("www.a.b", "https://a.b/1/2", "✅", "Done", "⬜️ Not started", "[x]", ":x:", "Status", "🎯 ", "Estado", "\\[ ]"),
    *("&#9989;", "☐", "  ", "\t", "Total", "1: ", "<!--", "-->", "\\|", "x@y.z", '<a href="', "<img src='", '">', "'>"),
    *("<!-- a -->", "<!--*a-b-->", "`a\nb`", "<!-- readme-sync: 3 -->2<!-- /readme-sync -->"),
    *("[a](", "![](", "![ ](", "a.md", "docs", "#song", "#songs", "#gone", "other.md#song", "other.md#songs", "&#32;"),
    *(
        "//c",
        "?d",
        "mailto:e@f",
        '<a\u2028HREF = "',
        "<img src=a.png>",
        "</a>",
        'title="<',
        "=",
        "](a\x1fb)",
        "](a\x7f)",
    ),
]


def _differing(texts: Sequence[str], folder: Path) -> list[int]:
    """Return the indexes of the texts that are read differently with and without shortcuts."""
    file = folder / "texts.json"
    file.write_text(json.dumps(texts), "ascii")

    def digests(switch: str) -> list[str]:
        command = [sys.executable, str(ROOT / "tests" / "digests.py")]
        environment = {**os.environ, "READMESYNC_SLOW": switch}
        with file.open("rb") as stdin:
            run = subprocess.run(command, stdin=stdin, capture_output=True, check=True, env=environment, timeout=1_500)
        found: list[str] = json.loads(run.stdout)
        assert len(found) == len(texts)
        return found

    with ThreadPoolExecutor(2) as pool:
        fast, slow = pool.map(digests, ("0", "1"))
    return [index for index, (one, other) in enumerate(zip(fast, slow, strict=True)) if one != other]


def _lines(chance: random.Random) -> str:
    return "\n".join(chance.choices(LINES, k=chance.randint(1, 9))) + chance.choice(("", "\n", "\n\n"))


def _pieces(chance: random.Random) -> str:
    return "".join(chance.choices([*LINES, "\n", "\n", "\n\n", " ", "a"], k=chance.randint(1, 20)))


def _inlines(chance: random.Random) -> str:
    return "".join(chance.choices([*SCRAPS, "\n"], k=chance.randint(1, 9)))


def _tables(chance: random.Random) -> str:
    """Return a heading, a table whose rows repeat themselves, a task and a list, all of them made of scraps."""
    heading, label, figure, other = ("".join(chance.choices(SCRAPS, k=chance.randint(0, 4))) for _ in range(4))
    rows = f"|{label}|{other}|{figure}|\n|a|b|40%|\n|{label}|{other}|{figure}|\n| **{other}** | | |\n|Total|c|60%|\n"
    table = f"| Song | {heading} | Progress |\n|-|-|-|\n{rows}"
    text = f"{label} {figure} ({heading})\n\nthe following 3 songs:\n\n- {label}\n- a\n"
    return f"# {heading}\n\n{table}\n- [x] {label}\n\n{text}"


@pytest.mark.long
@pytest.mark.parametrize(("make", "number"), [(_lines, 3_000), (_pieces, 3_000), (_inlines, 3_000), (_tables, 500)])
def test_random_documents(make: Callable[[random.Random], str], number: int, tmp_path: Path) -> None:
    chance = random.Random(20261124)  # noqa: S311  no secret
    texts = [make(chance) for _ in range(number)]
    assert [texts[index] for index in _differing(texts, tmp_path)] == []


def test_a_few_random_documents(tmp_path: Path) -> None:
    chance = random.Random(20261130)  # noqa: S311  no secret
    texts = [make(chance) for make in (_lines, _pieces, _inlines, _tables) for _ in range(50)]
    assert [texts[index] for index in _differing(texts, tmp_path)] == []


def test_case_files(tmp_path: Path) -> None:
    texts = case_texts()
    assert [texts[index] for index in _differing([text for _, text in texts], tmp_path)] == []


@pytest.mark.long
def test_long_tables(tmp_path: Path) -> None:
    texts = []
    for rows in (999, 1_000, 1_001):
        table = "| a |\n|---|\n" + "| ![](https://geps.dev/progress/40) |\n" * rows
        texts += [table, f"{table}> c\n", f"{table}c\n"]
    assert _differing(texts, tmp_path) == []


@pytest.mark.long
def test_long_documents(tmp_path: Path) -> None:
    lines = ["a", "- a", "- a\n", "<div>", "```", "[a", "<!--", "", "1: a | 40% | c", "- [ ] a", "# 1.2. a"]
    texts = [f"{line}\n" * 301 + end for line in lines for end in ("", "- b\n", "b\n", "> c\n")]
    assert _differing(texts, tmp_path) == []


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("corpus", FEWEST)
def test_corpus_files(corpus: str, shared: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    assert shared.is_dir()
    files: list[Path] = request.getfixturevalue("some_corpus_files" if corpus == "corpus" else f"{corpus}_files")
    texts = [path.read_bytes().decode("utf-8", "replace") for path in files]
    assert len(texts) >= FEWEST[corpus]
    assert [files[index].name for index in _differing(texts, tmp_path)] == []
