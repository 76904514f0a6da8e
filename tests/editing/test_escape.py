"""What is escaped is shown as itself by GitHub's parser, and nothing is escaped for nothing."""

import html
import re

import pytest
from hostile_titles import DEFINITIONS, titles
from promises import IS_FULL

from readme_sync.editing.verify import render_text
from readme_sync.markdown.escape import canon, escape_cell, escape_line

MANY = 20_000 if IS_FULL else 8_000


def shown(text: str) -> str:
    return html.escape(canon(text), quote=False).replace('"', "&quot;")


def cells(page: str) -> list[str]:
    return [cell.replace("<!-- -->", "") for cell in re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)]


def lines_of_table(source: str) -> list[str]:
    """A table with that text in its first, middle and last cells, in padded and in compact rows."""
    rows = [f"| {source} | {source} | {source} |", f"|{source}|{source}|{source}|", f"| z |   {source}   | {source} "]
    return ["| h | k | l |", "|:--|:-:|--:|", *rows]


def wrong_in_cells(title: str) -> bool:
    """Whether the page differs in first, middle and last cells, alone, in a quote and in a list."""
    lines = lines_of_table(escape_cell(title))
    tables = ["\n".join(before + line for line in lines) for before in ("", "> ", "  ", "  > ")]
    tables[2] = "- x\n\n" + tables[2]
    page = render_text("\n\n".join([*tables, DEFINITIONS]), 0)
    return cells(page) != [*[shown(title)] * 6, "z", *[shown(title)] * 2] * 4


def wrong_at_line_start(title: str) -> bool:
    """Whether the page differs where no pipe stands before the first cell."""
    source = escape_cell(title, first=True)
    lines = ["h | k", "---|---", f"{source} | z", f"{source}|{source}"]
    tables = ["\n".join(before + line for line in lines) for before in ("", "> ", "  ")]
    tables[2] = "1. x\n\n" + tables[2].replace("  ", "   ")
    page = render_text("\n\n".join([*tables, DEFINITIONS]), 0)
    return bool(source) and cells(page) != [shown(title), "z", shown(title), shown(title)] * 3


def wrong_in_markup(title: str) -> bool:
    """Whether the page differs within a link beside loose marks."""
    source = escape_cell(title, alone=False)
    page = render_text(f"| h |\n|---|\n| [{source}](/v) `*_~[ |\n{DEFINITIONS}", 0).replace("<!-- -->", "")
    return bool(source) and f'<td><a href="/v">{shown(title)}</a> ' not in page


def wrong_in_tasks(title: str) -> bool:
    """Whether the page differs in a task, checked or open, with a second line."""
    source = escape_line(title)
    page = render_text(f"- [ ] {source}\n- [x] {source}\n  `*_~[\n{DEFINITIONS}", 0).replace("<!-- -->", "")
    box = 'disabled="" />'
    wanted = f'<li><input type="checkbox" {box} {shown(title)}</li>\n<li><input type="checkbox" checked="" {box} '
    return bool(source) and not page.startswith(f"<ul>\n{wanted}{shown(title)}\n`*_~[</li>\n</ul>")


@pytest.mark.long
@pytest.mark.untraced
@pytest.mark.parametrize("wrong", [wrong_in_cells, wrong_at_line_start, wrong_in_markup, wrong_in_tasks])
def test_hostile_titles(wrong: object) -> None:
    assert callable(wrong)
    assert [title for title in titles(MANY, seed=7) if wrong(title)] == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "C++",
            "a_b",
            "snake_case_name",
            "5 * 3",
            "R&D",
            "AT&T",
            "a < b",
            "<3",
            "C*",
            "~5 km",
            "~/.bashrc",
            "#hashtag",
        ),
        *(
            "100%",
            "1. Two Sum",
            "- x",
            "# x",
            "a] b",
            "user@host",
            "C:\\dir\\x",
            "it's",
            '"quoted"',
            "漢字",
            "👩\u200d💻",
        ),
        *("2 ** 3", "f(x)", "a -> b", "one `tick", "$5", "@user", "10:30", "x = y", "a/b", "!important", "wow!"),
        *("a* b*", "*a *b", "a~ b~", "_a _b"),
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert escape_cell(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\&#124;b"),
        ("end\\", "end&#92;"),
        ("*x*", r"\*x\*"),
        ("a _b_ c", r"a \_b\_ c"),
        ("[x](y)", r"\[x](y)"),
        ("<b>", r"\<b>"),
        ("&amp;", r"\&amp;"),
        ("a@b.co", "a<!-- -->@b.co"),
        ("www.a.b", r"www\.a.b"),
        ("https://a.b", r"https\://a.b"),
        ("`a` b", r"\`a\` b"),
        ("a\n b\t c ", "a b c"),
        ("a\0b", "a\ufffdb"),
        ("a\u202eb\x1b[0m", "ab[0m"),
        ("", ""),
    ],
)
def test_escapes(text: str, cell: str) -> None:
    assert escape_cell(text) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("# x", r"\# x"),
        ("1. x", r"1\. x"),
        ("- x", r"\- x"),
        ("> x", r"\> x"),
        ("~~~a~~", r"\~\~\~a~~"),  # two tildes behind an escaped one would strike out
    ],
)
def test_the_first_cell_of_a_line_begins_no_block(text: str, cell: str) -> None:
    assert escape_cell(text, first=True) == cell


def test_a_box_in_a_task_checks_nothing() -> None:
    assert escape_line("[x] y") == r"\[x\] y"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a `b", r"a \`b"),
        ("x_a b", "x_a b"),
        ("a _b", r"a \_b"),
        ("_a", r"\_a"),
        ("ab(_c_)", r"ab(\_c\_)"),
        ("*a", r"\*a"),
        ("a]", r"a\]"),
        ("\\", "&#92;"),
        ("\\a\\*", r"\a\\\*"),
    ],
)
def test_beside_other_text_more_is_escaped(text: str, line: str) -> None:
    assert escape_line(text) == line


@pytest.mark.untraced
@pytest.mark.parametrize("one", ["[", "*a", "`", "a@", "&", "\\", "www.", "~", "_ "])
def test_long_titles_take_linear_time(one: str) -> None:
    assert len(escape_cell(one * 100_000)) >= 100_000
