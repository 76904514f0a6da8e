"""An excerpt knows where each of its characters stands."""

from hypothesis import given
from hypothesis import strategies as st

from readme_sync.text import Excerpt, Span
from readme_sync.text.source import Piece, cut, part, whole_span

TEXT = "0123456789"


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    """Disjoint spans of TEXT that are not empty."""
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2)))
    return [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@given(spans())
def test_every_character_leads_to_itself(given_spans: list[Span]) -> None:
    excerpt = Excerpt.joined(TEXT, given_spans)
    for local, char in enumerate(excerpt.text):
        assert TEXT[excerpt.place(local)] == char
        assert excerpt.span(local, local + 1) == Span(excerpt.place(local), excerpt.place(local) + 1)


@given(spans(), st.data())
def test_unbroken_means_that_the_source_holds_the_same(given_spans: list[Span], data: st.DataObject) -> None:
    excerpt = Excerpt.joined(TEXT, given_spans)
    start = data.draw(st.integers(0, len(excerpt.text)))
    end = data.draw(st.integers(start, len(excerpt.text)))
    if excerpt.unbroken(start, end):
        place = excerpt.span(start, end)
        assert TEXT[place.start : place.end] == excerpt.text[start:end]
    elif end > start:
        place = excerpt.span(start, end)
        assert place.length > end - start or TEXT[place.start : place.end] == excerpt.text[start:end]


def test_a_whole_excerpt_is_one_piece() -> None:
    excerpt = Excerpt.whole(TEXT, Span(2, 5))
    assert excerpt.text == "234"
    assert excerpt.span(0, 3) == Span(2, 5)
    assert excerpt.span(3, 3) == Span(5, 5)


@given(spans(), st.data(), st.integers(0, 9))
def test_a_part_is_what_it_says_where_it_says(given_spans: list[Span], data: st.DataObject, by: int) -> None:
    excerpt = Excerpt.joined(TEXT, given_spans)
    start = data.draw(st.integers(0, len(excerpt.text)))
    end = data.draw(st.integers(start, len(excerpt.text)))
    found, source = part(excerpt, start, end).moved(by), "x" * by + TEXT
    assert found.text == excerpt.text[start:end]
    assert "".join(source[one.source : one.source + one.length] for one in found.pieces) == found.text
    assert [one.local for one in found.pieces] == [
        sum(p.length for p in found.pieces[:n]) for n in range(len(found.pieces))
    ]
    assert all(one.length for one in found.pieces)


DECODED = Excerpt("ab&cd", (Piece(0, 0, 2), Piece(3, 7, 2)))
"""Of `ab&amp;cd`: the sign in the middle has no place in the source."""


def test_a_cut_begins_and_ends_in_the_source() -> None:
    assert cut(DECODED, 1, 4) == Excerpt("b&c", (Piece(0, 1, 1), Piece(2, 7, 1)))
    assert cut(DECODED, 0, 2) == Excerpt("ab", (Piece(0, 0, 2),))
    assert cut(DECODED, 3, 5) == Excerpt("cd", (Piece(0, 7, 2),))
    assert cut(DECODED, 1, 3) is None
    assert cut(DECODED, 2, 4) is None
    assert cut(Excerpt("&", ()), 0, 1) is None


def test_what_comes_first_may_not_be_in_the_source() -> None:
    excerpt = Excerpt("&cd", (Piece(1, 5, 2),))
    assert excerpt.span(1, 3) == Span(5, 7)
    assert excerpt.place(2) == 6
    assert not excerpt.unbroken(0, 2)
    assert excerpt.unbroken(1, 3)


def test_a_part_may_hold_what_is_not_in_the_source() -> None:
    assert part(DECODED, 1, 3) == Excerpt("b&", (Piece(0, 1, 1),))
    assert part(DECODED, 2, 4) == Excerpt("&c", (Piece(1, 7, 1),))
    assert part(DECODED, 2, 3) == Excerpt("&", ())
    assert part(Excerpt.whole(TEXT, Span(2, 6)), 1, 3) == Excerpt("34", (Piece(0, 3, 2),))
    assert part(Excerpt.whole(TEXT, Span(2, 6)), 1, 1) == Excerpt("", ())
    assert whole_span(DECODED) == Span(0, 9)
    assert DECODED.moved(2).pieces == (Piece(0, 2, 2), Piece(3, 9, 2))
