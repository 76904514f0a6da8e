"""`Upsert`, and setting many items at once, where they meet something unusual."""

import pytest

from readme_sync import apply
from readme_sync.editing.operations.set import Target, set_all
from readme_sync.editing.operations.upsert import Upsert
from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.reader import read
from readme_sync.text import Source

BOOKS = "| Key | Title | Progress |\n| - | - | - |\n| k1 | Dune | 10% |\n| k2 | Emma | 40% |\n"


def test_a_new_row_by_its_key() -> None:
    done = apply(BOOKS, Upsert("k3", 5, values={"Title": "Walden"}, key="Key"))
    assert done.source.text == f"{BOOKS}| k3 | Walden | 5% |\n"
    again = apply(done.source, Upsert("k3", 5, values={"Title": "Walden"}, key="Key"))
    assert (again.source.text, again.changes[0].did) == (done.source.text, "is unchanged")


def test_a_key_may_be_put_otherwise() -> None:
    with pytest.raises(RequestError, match="there is no column 'Isbn'; there are 'Key', 'Title', 'Progress'"):
        apply(BOOKS, Upsert("k3", key="Isbn"))


@pytest.mark.parametrize("sign", [": ", ". ", ") "])
def test_twice_is_once_where_labels_have_numbers(sign: str) -> None:
    text = f"| A | Progress |\n|-|-|\n| 1{sign}Dune | 10% |\n| 2{sign}Emma | 20% |\n"
    assert apply(text, Upsert("emma", 30)).source.text == text.replace("20%", "30%")
    once = apply(text, Upsert("Walden", 5))
    assert once.source.text == f"{text}| 3{sign}Walden | 5% |\n"
    assert not apply(once.source, Upsert("Walden", 5)).changed
    by_key = apply(text, Upsert("Emma", 30, key="A"))
    assert by_key.source.text == text.replace("20%", "30%")
    assert apply(f"{text}| 3{sign}2{sign}Emma | 1% |\n", Upsert(f"2{sign}Emma", 30)).changes[0].line == 4


def test_several_rows_of_one_label() -> None:
    twice = f"{BOOKS}| k3 | Emma | 50% |\n"
    with pytest.raises(RequestError, match="'emma' may be 2 rows: lines 4, 5; name its section or line"):
        apply(twice, Upsert("emma", 1))
    assert apply(twice, Upsert("emma", 1, line=5)).source.text == twice.replace("50%", "1%")


def test_what_a_row_shows_is_not_written_again() -> None:
    text = "| A | N | Progress |\n|-|-|-|\n| 1. [x](/u) | *y* | 10% |\n| 2. z | y | 20% |\n"
    done = apply(text, Upsert("x", "10%", values={"N": "y", "A": "x", "Progress": "10"}))
    assert (done.changed, done.source.text) == (False, text)


def test_all_that_is_given_is_set_and_said() -> None:
    done = apply(BOOKS, Upsert("Emma", 60.5, values={"Key": "k9", "Title": "Emma W."}))
    assert done.source.text == BOOKS.replace("| k2 | Emma | 40% |", "| k9 | Emma W. | 60.5% |")
    assert done.changes[0].did == "is now 60.5; Key is now k9; Title is now Emma W."


def test_a_value_that_the_notation_rounds_is_no_change() -> None:
    tasks = "- [ ] a\n- [x] b\n"
    done = apply(tasks, Upsert("a", 0))
    assert (done.changed, done.changes[0].did) == (False, "is unchanged")


def test_one_item_twice_is_refused() -> None:
    readme = read(Source(BOOKS))
    item = next(iter(readme.items))
    with pytest.raises(RequestError, match="two items share a figure"):
        set_all(readme, [Target(item, Progress.of_percent(20)), Target(item, Progress.of_percent(30))])


def test_a_state_beside_a_number_follows_it_whichever_is_given_first() -> None:
    text = "| A | Status | Progress |\n|-|-|-|\n| x | ✅ Done | 10/10 |\n| y | 🔄 In progress | 3/10 |\n"
    values = {"Status": "in progress", "Progress": "4/10"}
    done = apply(text, Upsert("x", values=values))
    assert done.source.text == text.replace("✅ Done | 10/10", "🔄 In progress | 4/10")
    assert done.changes[0].did == "Progress is now 4/10"
    assert not apply(done.source, Upsert("x", values=values)).changed
