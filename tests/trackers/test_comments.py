"""Which comments there are, and which of them are for us."""

import time

import pytest

from readme_sync.markdown import parse
from readme_sync.markdown.comments import comments, instructions
from readme_sync.text import Source

FOUND = {
    "a block": "<!-- a -->\n",
    "inline": "x <!-- a --> y\n",
    "a heading": "## x <!-- a -->\n",
    "a setext heading": "x <!-- a -->\n---\n",
    "a cell": "| x | y |\n|-|-|\n| 1 <!-- a --> | 2 |\n",
    "a list": "- x <!-- a -->\n",
    "a quote": "> x\n> <!-- a -->\n",
    "a quote over lines": "> x <!--\n> a\n> -->\n",
    "a footnote": "x[^1]\n\n[^1]: y <!-- a -->\n",
    "emphasis and link": "**x [y <!-- a -->](u)**\n",
    "in the middle of HTML": '<p align="center">\n<!-- a --><b>x</b>\n</p>\n',
    "three dashes": "<!--- a --->\n",
    "over lines": "<!--\na\n-->\n",
}
NOT_FOUND = {
    "a code span": "x `<!-- a -->`\n",
    "a fence": "```\n<!-- a -->\n```\n",
    "a fence in a list": "- x\n  ~~~html\n  <!-- a -->\n  ~~~\n",
    "indented code": "x\n\n    <!-- a -->\n",
    "front matter": "---\nk: <!-- a -->\n---\n",
    "escaped": "x \\<!-- a -->\n",
    "an alternative text": "![<!-- a -->](u)\n",
    "an attribute": '<p title="<!-- a -->">\n',
    "a script": "<script>\n<!-- a -->\n</script>\n",
    "without an end": "x <!-- a\n",
    "a block without an end": "<!-- a\n",
    "three dashes inline": "x <!-- a --->\n",
    "a cell that GitHub drops": "| x |\n|-|\n| 1 | <!-- a --> |\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_found(text: str, newline: str) -> None:
    for start in ("", "\ufeff"):
        source = Source(start + text.replace("\n", newline))
        (comment,) = comments(parse(source))
        assert comment.text == "a"
        assert source.slice(comment.span).startswith("<!--")
        assert source.slice(comment.span).endswith("-->")
        assert source.text[comment.text_at] == "a"


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(text: str) -> None:
    assert list(comments(parse(Source(text)))) == []


def test_order_and_places() -> None:
    text = "# a <!-- 1 -->\n\n| <!-- 2 --> | <!-- 3 --> |\n|-|-|\n\n- <!-- 4 --> x\n\n  y <!-- 5 --> *z <!-- 6 -->*\n"
    found = list(comments(parse(Source(text))))
    assert [one.text for one in found] == ["1", "2", "3", "4", "5", "6"]
    assert [type(one.leaf).__name__ for one in found] == [
        *("Heading", "Table", "Table", "HtmlBlock", "Paragraph", "Paragraph")
    ]
    assert [bool(one.within) for one in found] == [False, False, False, True, True, True]
    assert [Source(text).slice(one.home) for one in found[-2:]] == ["y <!-- 5 --> *z <!-- 6 -->*", "*z <!-- 6 -->*"]


OURS = {
    "readme-sync: done": "done",
    "readme-sync:done": "done",
    "README-SYNC :  done  ": "done",
    "Readme_Sync: ignore RS205": "ignore RS205",
    "/readme-sync": "",
    "/ README-sync": "",
    "readme-sync:": "",
}


@pytest.mark.parametrize("written", OURS)
def test_ours(written: str) -> None:
    ((comment, told),) = instructions(parse(Source(f"x <!-- {written} --> y")))
    assert told.words == OURS[written]
    assert told.closing == written.startswith("/")
    assert comment.text[told.at :] == told.words


@pytest.mark.parametrize("written", ["x readme-sync: done", "readme-syncs: a", "readme-sync-b: a", "toc", "/toc", ""])
def test_not_ours(written: str) -> None:
    assert list(instructions(parse(Source(f"x <!-- {written} --> y")))) == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize("scrap", ["<!--", "<!-- a -->", "<!-", "x <!-- ", "<script ", '<a b="', "<a b='<!--", "-->"])
def test_hostile(scrap: str) -> None:
    for start in ("", "<div>\n", "x "):
        list(comments(parse(Source(start + scrap * 20_000))))


@pytest.mark.parametrize("text", ["<!--", "<!-- заметка --> Привет, мир!\n\n", "<!-- 1 -->. ", "<!-- -- 2 ", "<!-- <"])
def test_time_in_proportion(text: str) -> None:
    def seconds(times: int) -> float:
        source = Source(text * times)
        started = time.process_time()
        list(comments(parse(source)))
        return time.process_time() - started

    assert seconds(16_000) < 10 * seconds(4_000) + 0.5
