"""Bytes come back exactly, places are counted as people and SARIF count them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.errors import InputError
from readme_sync.text import Position, Source, Span
from readme_sync.text.source import is_within

TEXTS = st.lists(st.sampled_from(["\n", "\r\n", "\r", "\ufeff", "a", "é", "🎉", "\t", " ", "\u2028", "\x0b"])).map(
    "".join
)


@given(st.one_of(TEXTS.map(str.encode), st.text().map(lambda t: t.encode("utf-8", "ignore"))))
def test_bytes_come_back(data: bytes) -> None:
    assert Source.from_bytes(data).to_bytes() == data


@given(TEXTS)
def test_every_line_starts_where_a_line_end_ended(text: str) -> None:
    source = Source(text)
    assert source.line_starts == [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]
    lines = [source.line_text(n + 1) for n in range(len(source.line_starts))]
    assert lines == re.split(r"\r\n|\r|\n", text)


@given(TEXTS, st.integers(0, 30))
def test_a_position_leads_back_to_its_offset(text: str, offset: int) -> None:
    source = Source(text)
    offset = min(offset, len(text))
    line, column = source.position_of(offset)
    start = source.line_starts[line - 1]
    assert start <= offset
    assert column == offset - start + 1 - (text.startswith("\ufeff") and line == 1 and offset > 0)


def test_a_byte_order_mark_takes_no_column() -> None:
    source = Source("\ufeff# a\n")
    assert source.position_of(1) == Position(1, 1)
    assert source.position_of(3) == Position(1, 3)


@pytest.mark.parametrize(
    ("text", "newline"),
    [("", "\n"), ("a", "\n"), ("a\nb\n", "\n"), ("a\r\nb\r\n", "\r\n"), ("a\rb", "\r"), ("a\r\nb\r\nc\n", "\r\n")],
)
def test_new_lines_end_as_most_lines_do(text: str, newline: str) -> None:
    assert Source(text).newline == newline


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\nb\xff\n", "R.md:2: is not UTF-8 (byte 0xFF); save it as UTF-8"),
        ("\ufeffa".encode("utf-16-le"), "R.md: is UTF-16; save it as UTF-8"),
        ("\ufeffa".encode("utf-16-be"), "R.md: is UTF-16; save it as UTF-8"),
    ],
)
def test_what_is_not_utf8_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        Source.from_bytes(data, "R.md")
    assert str(error.value) == message


def test_a_slice_is_what_its_span_covers() -> None:
    assert Source("abcd").slice(Span(1, 3)) == "bc"
    assert Span(1, 3).length == 2
    assert Span(1, 3).contains(Span(2, 3))
    assert not Span(1, 3).contains(Span(0, 3))


def test_sources_are_equal_by_text_and_path() -> None:
    assert Source("a", "x.md") == Source("a", "x.md")
    assert len({Source("a", "x.md"), Source("a", "x.md"), Source("a"), Source("b", "x.md")}) == 3
    assert Source("a") != "a"
    assert repr(Source("a\n", "x.md")) == "<Source x.md, 2 characters: 'a\\n'>"
    assert repr(Source("a" * 40)) == f"<Source of a text, 40 characters: '{'a' * 40}'>"
    assert repr(Source("a" * 41)) == f"<Source of a text, 41 characters: '{'a' * 40}'...>"


def test_a_span_in_the_first_of_some_spans_is_within() -> None:
    spans = [Span(0, 3), Span(5, 8)]
    assert is_within(Span(0, 3), spans)
    assert is_within(Span(6, 7), spans)
    assert not is_within(Span(3, 4), spans)
    assert not is_within(Span(0, 1), [])


@given(TEXTS)
def test_every_character_is_in_its_line(text: str) -> None:
    source = Source(text)
    for offset in range(len(text)):
        assert source.line_start(offset) == source.line_starts[source.line_of(offset) - 1] <= offset
        assert "\n" not in text[source.line_start(offset) : offset]
        assert source.line_of(offset) == len(re.findall(r"\r\n|\r|\n", text[:offset])) + (
            1 if text[offset - 1 : offset + 1] != "\r\n" else 0
        )


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert not Span(2, 4).overlaps(Span(0, 2))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(0, 2).contains(Span(0, 2))
    assert not Span(0, 2).contains(Span(1, 3))
