"""Text of strangers: markers in any order, titles in cells. Promises 7 to 9."""

import ast
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from random import Random

from cmarkgfm import cmark
from promises import Promise

import readme_sync
from readme_sync.markdown.escape import canon, escape_cell
from readme_sync.text import Source

_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")
SOURCE = Path(str(readme_sync.__file__)).parent

MARKERS = (
    "<!-- readme-sync: toc -->",
    "<!-- readme-sync: done of #plan -->",
    "<!-- readme-sync: nonsense -->",
    "<!-- /readme-sync -->",
    "<!-- /readme-sync: 0123abcd -->",
    "<!-- readme-sync: ignore RS101 -->",
    "<!--readme-sync:toc-->",
    "<!-- readme-sync:",
    "-->",
)
AROUND = (
    "\n",
    "\n\n",
    "\n\n## Part\n\n",
    " ",
    "7",
    "text",
    "> ",
    "- ",
    "    ",
    "```\n",
    "`",
    "\n```\n",
    "<div>\n",
    "|",
    "\\",
    "<!--",
)

FRAGMENTS = (
    "|",
    "\\|",
    "\\\\|",
    "\\",
    "`",
    "``",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "<",
    ">",
    "<b>",
    "</td>",
    "<img src=x>",
    "&",
    "&amp;",
    "&#124;",
    "&#64;",
    "[",
    "]",
    "](x)",
    "[a](javascript:x)",
    "![a](b)",
    "[^1]",
    "(",
    ")",
    "!",
    "#",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "1) ",
    "- [x] ",
    "=",
    "---",
    "===",
    ":",
    ":-:",
    "::error::",
    "##[a]",
    "<!--",
    "-->",
    "<!-- readme-sync: toc -->",
    "<!-- /readme-sync -->",
    "http://a.b",
    "https://a.b/c_d_e",
    "www.a.b",
    "a@b.c",
    "mailto:a@b.c",
    "@ada",
    "#12",
    "ftp://a.b",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u2028",
    "\u2029",
    "\x0b",
    "\x0c",
    "\x85",
    "\xa0",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\x1b[31m",
    "\x07",
    "\0",
    "é",
    "e\u0301",
    "漢字",
    "👩‍👩‍👧",
    "✅",
    "½",
    "a",
    "b c",
    " ",
    "  ",
    "1",
    "50%",
    "$x$",
    ":tada:",
    "{% a %}",
    "\\1",
    "\\g<0>",
    "$&",
    "%s",
    "{0}",
    "&lt",
    "&copy",
    "x" * 50,
)


def _refuses_or_is_right(text: str) -> str:
    """Return what is wrong: something was written where it should not be, or the second run writes again."""
    source = Source(text)
    outcome = readme_sync.sync(source)
    if outcome.refused:
        return "" if outcome.source.text == text else "written though refused"
    once = outcome.source.text
    # Outside of the regions that it knows nothing changes, whatever the markers mean.
    readme = readme_sync.parse(source)
    inside = [region.inside for region in readme.regions] + [claim.figure.span for claim in readme.claims]
    position = 0
    for before, after in pairwise(
        [0, *sorted({edge for span in inside for edge in (span.start, span.end)}), len(text)]
    ):
        kept = not any(span.start <= before and after <= span.end for span in inside)
        if kept and after > before:
            found = once.find(text[before:after].split("<!-- /readme-sync", maxsplit=1)[0], position)
            if found < 0:
                return f"{text[before:after]!r} is gone"
            position = found
    if readme_sync.sync(Source(once)).source.text != once:
        return "the second run writes again"
    return ""


def test_a_region_is_the_right_one_or_none(promise: Promise, full: bool) -> None:  # noqa: FBT001  a fixture
    """Promise 7: markers missing, doubled, reversed, nested, in code, in comments."""
    random = Random(7)  # noqa: S311  no secret
    broken: list[str] = []
    count = 50_000 if full else 700
    for _ in range(count):
        parts = [random.choice(MARKERS if random.random() < 0.6 else AROUND) for _ in range(random.randint(1, 7))]
        text = "# Plan\n\n- [x] a\n- [ ] b\n\n" + random.choice(("", "\n")).join(parts) + "\n\n## Part\n"
        if wrong := _refuses_or_is_right(text):
            broken.append(f"{text!r}: {wrong}")
    promise(7, count, broken, floor=700, full_floor=50_000)


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[list[str]] = []
        self.tags: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  as the library calls it
        self.tags.add(tag)
        if tag == "tr":
            self.cells.append([])
        self._inside = tag in {"td", "th"}
        if self._inside:
            self.cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1][-1] += data


def _shown(title: str) -> str:
    """Return what is wrong with the cell that a title is written into."""
    table = f"| a | b |\n| --- | --- |\n| {escape_cell(title)} | z |\n\nend\n"
    page = _Cells()
    page.feed(cmark.markdown_to_html_with_extensions(table, _OPTIONS, _EXTENSIONS))
    wanted = [["a", "b"], [canon(title), "z"]]
    if page.cells != wanted:
        return f"shows {page.cells[1:]}"
    return "" if page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p"} else f"makes {page.tags}"


def titles(count: int) -> list[str]:
    """Return titles of fragments, and of any characters."""
    random = Random(8)  # noqa: S311  no secret
    made = ["".join(random.choices(FRAGMENTS, k=random.randint(1, 8))) for _ in range(count)]
    characters = [*map(chr, range(0xD800)), *map(chr, range(0xE000, 0x11000))]
    return made + ["".join(random.choices(characters, k=6)) for _ in range(count // 4)]


def test_a_title_shows_as_it_is(promise: Promise, full: bool) -> None:  # noqa: FBT001  a fixture
    """Promise 8: whatever it holds, the cell shows `canon(title)`, and the table has its rows and columns."""
    chosen = titles(20_000 if full else 800)
    broken = [f"{title!r} {wrong}" for title in chosen if (wrong := _shown(title))]
    promise(8, len(chosen), broken, floor=1_000, full_floor=25_000)


def test_text_that_is_written_is_no_pattern(promise: Promise) -> None:
    """Promise 9: no `re.sub` with a text in what writes; and what is written is what was given."""
    broken: list[str] = []
    tried = 0
    for folder in ("text", "editing", "regions", "store", "markdown", "notations"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            tried += 1
            for node in ast.walk(ast.parse(path.read_bytes())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in {"sub", "subn"}
                ):
                    is_module = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                    given = node.args[int(is_module)]
                    if not (isinstance(given, ast.Lambda | ast.Name | ast.Attribute | ast.Constant)):
                        broken.append(f"{path.name}:{node.lineno} builds a replacement")
                    template = str(given.value) if isinstance(given, ast.Constant) else ""
                    if "\\" in re.sub(r"\\[12\\]", "", template):
                        broken.append(f"{path.name}:{node.lineno} has a replacement that is a pattern")
    for word in ("\\1", "\\g<0>", "$&", "$1", "%s", "{0}", "\\\\", "\\n", "&", "%(a)s"):
        for text in ("| Row | Done |\n| --- | --- |\n| x | 1/2 |\n", "- [ ] x\n"):
            tried += 1
            done = readme_sync.apply(text, readme_sync.RenameItem("x", f"new {word}"))
            labels = [item.label for item in readme_sync.parse(done.source).items]
            if labels != [f"new {word}"]:
                broken.append(f"{word!r} becomes {labels}")
    promise(9, tried, broken, floor=60, full_floor=60)
