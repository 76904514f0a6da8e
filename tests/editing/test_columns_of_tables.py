"""Columns of tables: in every place, in tables without pipes at their ends, and what is refused."""

import pytest

import readme_sync
from readme_sync.errors import RequestError

TABLE = "| Book | Read |\n| --- | --- |\n| Dune | x |\n| Emma |  |\n"
BARE = "Book | Read\n--- | ---\nDune | ✅\nEmma | ❌\n"


def column(text: str, *arguments: str, **places: object) -> str:
    operation = readme_sync.EditColumn(*arguments, **places)  # type: ignore[arg-type]
    return readme_sync.apply(readme_sync.parse(text), operation).source.text


@pytest.mark.parametrize(
    ("arguments", "places", "header"),
    [
        (("add", "Year"), {}, "| Book | Read | Year |"),
        (("add", "Year"), {"first": True}, "| Year | Book | Read |"),
        (("add", "Year"), {"before": "Read"}, "| Book | Year | Read |"),
        (("add", "Year"), {"after": "Book"}, "| Book | Year | Read |"),
        (("rename", "Book", "Title"), {}, "| Title | Read |"),
        (("rename", "Book", "Book"), {}, "| Book | Read |"),
        (("move", "Read"), {"first": True}, "| Read | Book |"),
        (("move", "Read"), {"last": True}, "| Book | Read |"),
        (("move", "Book"), {"after": "Read"}, "| Read | Book |"),
    ],
)
def test_in_every_place(arguments: tuple[str, ...], places: dict[str, object], header: str) -> None:
    assert column(TABLE, *arguments, **places).splitlines()[0] == header


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "| a | Done |\n|---|---|\n| xxx | ✅ |\n| yyyyyy | ❌ |\n",
            "| a | Done | Notes |\n|---|---|---|\n| xxx | ✅ |  |\n| yyyyyy | ❌ |  |\n",
        ),
        (
            "|a|Done|\n|-|-|\n|xxx|✅|\n|yyyyyy|❌|\n",
            "|a|Done|Notes|\n|-|-|-|\n|xxx|✅| |\n|yyyyyy|❌| |\n",
        ),
        (
            "| a    | Done |\n|------|------|\n| xxxx | ✅   |\n",
            "| a    | Done | Notes |\n|------|------|-------|\n| xxxx | ✅   |       |\n",
        ),
        ("a | Done\n--|--\nx | ✅\nyy | ❌\n", "a | Done | Notes\n--|--|--\nx | ✅ |\nyy | ❌ |\n"),
    ],
)
def test_a_new_one_has_the_form_of_that_beside_it(before: str, after: str) -> None:
    assert column(before, "add", "Notes") == after


@pytest.mark.parametrize(
    ("arguments", "places", "header"),
    [
        (("add", "Year"), {}, ["Book", "Read", "Year"]),
        (("add", "Year"), {"first": True}, ["Year", "Book", "Read"]),
        (("move", "Read"), {"first": True}, ["Read", "Book"]),
        (("rename", "Book", "Title"), {}, ["Title", "Read"]),
    ],
)
def test_without_pipes_at_the_ends(arguments: tuple[str, ...], places: dict[str, object], header: list[str]) -> None:
    first = column(BARE, *arguments, **places).splitlines()[0]
    assert [cell.strip() for cell in first.strip("|").split("|")] == header


def test_the_last_of_three_is_removed() -> None:
    text = "| Book | Read | Year |\n| --- | --- | --- |\n| Dune | x | 1965 |\n"
    assert column(text, "remove", "Year") == "| Book | Read |\n| --- | --- |\n| Dune | x |\n"
    assert column(text, "remove", "Book") == "| Read | Year |\n| --- | --- |\n| x | 1965 |\n"


@pytest.mark.parametrize(
    ("text", "arguments", "places", "line"),
    [
        (TABLE, ("paint", "Book"), {}, "there is no action 'paint'"),
        ("- [x] a\n", ("add", "Year"), {}, "only tables have columns"),
        (TABLE, ("add", " "), {}, "a column needs a header"),
        (TABLE, ("add", "READ"), {}, "there is a column 'READ' already"),
        (TABLE, ("rename", "Book"), {}, "say the new header behind the old one"),
        (TABLE, ("move", "Book"), {}, "say where to: before, after, first or last"),
        (TABLE, ("move", "Book"), {"after": "Book"}, "a column cannot stand beside itself"),
        (TABLE, ("remove", "Year"), {}, "Year"),
        (
            "| Book | Read |\n| --- | --- |\n| Dune | x |\n| Emma |\n",
            ("move", "Read"),
            {"first": True},
            "has fewer cells than the header",
        ),
    ],
)
def test_refusals(text: str, arguments: tuple[str, ...], places: dict[str, object], line: str) -> None:
    with pytest.raises(RequestError, match=line):
        column(text, *arguments, **places)
