"""Edits are the only way to a new text, and nothing outside them moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.errors import EditError
from readme_sync.text import Edit, Source, Span, apply

TEXTS = st.text("ab\r\n|é", max_size=30)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and disjoint edits of it."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(Span(a, b), draw(TEXTS)) for a, b in pairs]


@given(edited(), st.randoms())
def test_the_text_outside_edits_is_as_it_was(case: tuple[str, list[Edit]], random: object) -> None:
    text, edits = case
    shuffled = sorted(edits, key=lambda _: random.random())  # type: ignore[attr-defined]
    after = apply(Source(text, "R.md"), shuffled)
    rest = after.text
    position = 0
    for edit in edits:
        outside = text[position : edit.span.start]
        assert rest.startswith(outside + edit.replacement)
        rest = rest[len(outside) + len(edit.replacement) :]
        position = edit.span.end
    assert rest == text[position:]
    assert after.path == "R.md"


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_an_edit_that_changes_nothing_gives_the_very_source(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    source = Source(text)
    assert apply(source, [Edit(Span(start, end), text[start:end])]) is source
    assert apply(source, []) is source


def test_an_edit_asked_for_twice_is_made_once() -> None:
    assert apply(Source("abc"), [Edit(Span(1, 2), "x")] * 2).text == "axc"


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")], "R.md:1: two edits overlap; make them one at a time"),
        ([Edit(Span(2, 2), "x"), Edit(Span(2, 2), "y")], "R.md:2: two edits overlap; make them one at a time"),
        ([Edit(Span(2, 9), "x")], "R.md: an edit of characters 2 to 9 leaves the text"),
        ([Edit(Span(3, 2), "x")], "R.md: an edit of characters 3 to 2 leaves the text"),
        ([Edit(Span(-1, 2), "x")], "R.md: an edit of characters -1 to 2 leaves the text"),
    ],
)
def test_edits_that_collide_are_refused(edits: list[Edit], message: str) -> None:
    with pytest.raises(EditError) as error:
        apply(Source("a\nbc", "R.md"), edits)
    assert str(error.value) == message


def test_an_insertion_beside_an_edit_is_no_overlap() -> None:
    assert apply(Source("abc"), [Edit(Span(1, 1), "x"), Edit(Span(1, 2), "y")]).text == "axyc"
