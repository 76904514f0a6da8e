"""Nothing is written that would change more than it should."""

import pytest

from readme_sync.editing.verify import render_text, verify
from readme_sync.errors import WriteError
from readme_sync.markdown import parse
from readme_sync.text import Edit, Source, Span, apply

TABLE = "| a | b |\n|---|---|\n| x | ![](https://geps.dev/progress/10) |\n| y | ![](https://geps.dev/progress/10) |\n"


def _edit(text: str, old: str, new: str) -> Edit:
    start = text.index(old)
    return Edit(Span(start, start + len(old)), new)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (TABLE, "10", "40"),
        (TABLE.replace("\n", "\r\n"), "10", "100"),
        ("\ufeff---\na: 10\n---\n# b 10%\n", "10%", "20%"),
        ("- [ ] a\n", "[ ]", "[x]"),
        ("![][p] and ![][p]\n\n[p]: https://geps.dev/progress/10\n", "10", "40"),
    ],
)
def test_a_figure_may_change(text: str, old: str, new: str) -> None:
    source = Source(text)
    edits = [_edit(text, old, new)]
    verify(parse(source), edits, apply(source, edits))


@pytest.mark.parametrize("new", ["4|0", "40)\n\n", "40 \n|"])
def test_the_page_must_keep_its_structure(new: str) -> None:
    source = Source(TABLE, "R.md")
    edits = [_edit(TABLE, "10", new)]
    with pytest.raises(WriteError, match=r"^R\.md: the change would (alter the page's structure|show in other places)"):
        verify(parse(source), edits, apply(source, edits))


def test_one_edit_must_not_show_twice() -> None:
    text = "[a]\n\n[A]\n\n[b]: /u\n"
    source = Source(text)
    edits = [_edit(text, "[b]: /u", "[a]: /u")]
    with pytest.raises(WriteError):
        verify(parse(source), edits, apply(source, edits))


@pytest.mark.parametrize(
    "after",
    [
        TABLE.replace("10", "40"),  # both
        TABLE.replace("10", "40", 1) + "\n",
        "\n" + TABLE.replace("10", "40", 1),
        TABLE.replace("10", "41", 1),
        TABLE.replace("10", "40", 1).replace("| x", "|  x"),
    ],
)
def test_no_other_text_may_move(after: str) -> None:
    with pytest.raises(WriteError, match="would move other text"):
        verify(parse(Source(TABLE)), [_edit(TABLE, "10", "40")], Source(after))


def test_the_page_is_that_of_github() -> None:
    assert "<table>" in render_text(TABLE, 0)
    assert render_text("\ufeff# a\n", 0) == "<h1>a</h1>\n"
