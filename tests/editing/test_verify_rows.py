"""The last look before rows are written refuses whatever else would change; the changes here are wrong on purpose."""

import pytest

from readme_sync.editing.row_edits import RowEdits, Shape, Shown, lines_of
from readme_sync.editing.verify import verify_rows
from readme_sync.errors import WriteError
from readme_sync.markdown import Document, List, Table, parse
from readme_sync.text import Edit, Source, Span, apply

TABLE = "| a | b |\n| - | - |\n| x | 1 |\n| y | 2 |\n"
LIST = "- [ ] p\n- [ ] q\n  - r\n"


def first(document: Document, kind: type[Table] | type[List]) -> Table | List:
    return next(block for block in document.walk() if isinstance(block, kind))


def edit(source: Source, old: str, new: str) -> Edit:
    start = source.text.index(old)
    return Edit(Span(start, start + len(old)), new)


def verify(  # noqa: PLR0913, PLR0917  what is done, and what is said of it
    text: str, old: str, new: str, row: int, line: tuple[str, ...] | None, shown: tuple[Shown, ...] = ()
) -> None:
    """Looks at a change of `old` to `new` that is to make `line` of a row of the first table; None takes it away."""
    source = Source(text, "R.md")
    document = parse(source)
    block = first(document, Table)
    lines = list(lines_of(block))
    lines[row : row + 1] = [] if line is None else [line]
    edits = [edit(source, old, new)]
    verify_rows(document, RowEdits(edits, (Shape(block, tuple(lines), shown),)), apply(source, edits))


def test_what_is_meant_is_let_through() -> None:
    verify(TABLE, "x", "z", 0, ("z", "1"), (Shown(0, 0, "z"),))
    verify(TABLE, "| x | 1 |\n", "", 0, None)


def test_a_text_that_is_not_made_by_the_edits() -> None:
    source = Source(TABLE, "R.md")
    edits = [edit(source, "x", "z")]
    with pytest.raises(WriteError, match=r"^R\.md: the change would move other text; nothing was written"):
        verify_rows(parse(source), RowEdits(edits), Source(TABLE.replace("x", "z") + "\n"))


@pytest.mark.parametrize(
    ("old", "new", "row", "line"),
    [
        ("x", "z", 0, ("x", "1")),  # another text than is said
        ("x", "z", 1, ("z", "2")),  # another row
        ("x", "x|", 0, ("x", "1")),  # the cells behind it move
        ("| x | 1 |\n", "", 1, None),  # another row goes
        ("| y | 2 |\n", "\n| y | 2 |\n", 0, ("x", "1")),  # the table is cut
        ("a", "z", 0, ("x", "1")),  # the header
        ("- | -", ": | -", 0, ("x", "1")),  # no table any more
    ],
)
def test_other_rows(old: str, new: str, row: int, line: tuple[str, ...] | None) -> None:
    with pytest.raises(WriteError, match="the change would alter other rows"):
        verify(TABLE, old, new, row, line)


@pytest.mark.parametrize(
    ("text", "new", "shown"),
    [
        (TABLE, "*z*", "*z*"),  # emphasis
        (TABLE, "a@b.co", "a@b.co"),  # a link that GitHub makes by itself
        (TABLE, "<b>", "<b>"),
        (TABLE, "z", "other"),
        (f"{TABLE}\nb[^1]\n\n[^1]: n\n", "[^1]", ""),  # the references on the page are others
        (TABLE, '</table><table data-sourcepos="1:1-1:1">', ""),  # raw HTML that looks like a table
        (TABLE, '<ul data-sourcepos="1:1-1:1"></ul>', ""),
        (TABLE, "z</td><td>", ""),  # a third cell on the page
        (TABLE, "z</td></tr><tr><td>1</td><td>", ""),  # a third row
        (f"{TABLE}\n<table data-sourcepos='1'>\n\n</table>\n".replace("'", '"'), "z", ""),  # it is there already
    ],
)
def test_other_places_of_the_page(text: str, new: str, shown: str) -> None:
    with pytest.raises(WriteError, match="the change would show in other places too"):
        verify(text, "x", new, 0, (new, "1"), (Shown(0, 0, shown),) if shown else ())


def test_a_row_that_stays_but_looks_different() -> None:
    text = "| a | b |\n| - | - |\n| x | 1 |\n| [y] | 2 |\n\n[y]: /u\n"
    source = Source(text, "R.md")
    document = parse(source)
    block = first(document, Table)
    edits = [edit(source, "x", "z"), edit(source, "[y]: /u\n", "")]
    shape = Shape(block, (("z", "1"), ("[y]", "2")))
    with pytest.raises(WriteError, match="the change would show in other places too"):
        verify_rows(document, RowEdits(edits, (shape,)), apply(source, edits))


def test_a_task_that_shows_another_text() -> None:
    source = Source(LIST, "R.md")
    document = parse(source)
    block = first(document, List)
    edits = [edit(source, "q", "*q*")]
    lines = (lines_of(block)[0], ("0", " ", "*q*"), ("1", "", "r"))
    verify_rows(document, RowEdits(edits, (Shape(block, lines),)), apply(source, edits))
    for shown in ("*q*", "p*q*"):
        change = RowEdits(edits, (Shape(block, lines, (Shown(1, None, shown),)),))
        with pytest.raises(WriteError, match="the change would show in other places too"):
            verify_rows(document, change, apply(source, edits))


def test_html_that_closes_a_list_which_nobody_opened() -> None:
    verify(f"{TABLE}\n</ul>\n", "x", "z", 0, ("z", "1"))


def test_a_table_and_the_list_around_it_may_change_at_once() -> None:
    source = Source("- [ ] p\n\n  " + TABLE.replace("\n|", "\n  |"), "R.md")
    document = parse(source)
    table, outer = first(document, Table), first(document, List)
    edits = [edit(source, "p", "q"), edit(source, "x", "z")]
    shapes = (Shape(table, (("z", "1"), ("y", "2"))), Shape(outer, (("0", " ", "q"),), (Shown(0, None, "q"),)))
    verify_rows(document, RowEdits(edits, shapes), apply(source, edits))
