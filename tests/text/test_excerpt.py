"""An excerpt knows where each of its characters stands."""

from hypothesis import given
from hypothesis import strategies as st

from readme_sync.text import Excerpt, Span

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
