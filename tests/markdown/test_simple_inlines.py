"""Simple texts are read the short way exactly as mistune reads them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readme_sync.errors import InputError
from readme_sync.markdown import Document, Heading, Inline, Paragraph, Table, Text, parse
from readme_sync.markdown.fast_inlines import NotSimpleError, SimpleInlines, is_plain
from readme_sync.markdown.inline_nodes import Nest
from readme_sync.markdown.inlines import parse_any_inlines, parse_inlines
from readme_sync.text import Excerpt, Source, Span

SIMPLE = [
    "[a](b)",
    "**[a](b.md)** and *c d*",
    "![90%](https://geps.dev/progress/90)",
    "[![x](y)](z) `code` snake_case!",
    "a\nb",
    "[](b)",
    "**Total:** 3",
    "` a ` and `  `",
    "**Week:** 1\n*Level*: easy (*so far*)",
    "_a_ and __b c__, (_d_)!",
    r"C\# and \[x\] and \d",
    "[`a` and *b*\nc](d)",
    '[a](b "c d") ![e](f "g")',
]
NOT_SIMPLE = [
    "[a][b]",
    "see https://a.b",
    "a *b",
    "a**b**",
    "<b>",
    "&amp;",
    r"a\:b",
    "a\\\nb",
    "[^1](a)",
    "[a](b 'c')",
    "``a``",
    "`a",
    "a  \nb",
    "_a",
    "a_b_",
    "_a_b",
    "*a*b",
    "*a.*,",
    "(*.a*)",
    "[a `b](c)`",
    r"*a\* b",
    "**a `b** c`",
    "[a [b](c)](d)",
    "![a](b)]",
    "~~a~~",
]
SCRAPS = st.lists(
    st.sampled_from(
        [
            *SIMPLE,
            *NOT_SIMPLE,
            *'[]()!`*_ \n<&~a1é：."',
            "**",
            "__",
            "_a",
            "a_",
            "a*",
            "*a",
            ' "',
            "](",
            "![",
            "://",
            "www.",
            "\\",
            " *",
            "* ",
            "\xa0",
            "\0",
        ]
    ),
    max_size=9,
).map("".join)


def _short(content: Excerpt) -> tuple[Inline, ...] | None:
    def texts(start: int, end: int) -> list[Inline]:
        return [Text(content.span(start, end), content.text[start:end])] if end > start else []

    try:
        return tuple(SimpleInlines(content, texts).read(0, len(content.text)))
    except NotSimpleError:
        return None


def _shape(inlines: Sequence[Inline]) -> list[str]:
    """The nodes; neighbouring texts, which mistune's way may cut at an underscore, are one."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Text) and isinstance(last, Text) and last.span.end == inline.span.start:
            merged[-1] = Text(Span(last.span.start, inline.span.end), last.text + inline.text)
        else:
            merged.append(inline)
    return [
        f"{inline._replace(children=())} {_shape(inline.children)}" if isinstance(inline, Nest) else repr(inline)
        for inline in merged
    ]


def _excerpt(text: str) -> Excerpt:
    return Excerpt.whole(text, Span(0, len(text)))


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_texts_are_read_the_short_way(text: str) -> None:
    short = _short(_excerpt(text))
    assert short is not None
    assert _shape(short) == _shape(parse_any_inlines(_excerpt(text), {}, ()))


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_other_texts_are_not(text: str) -> None:
    assert _short(_excerpt(text)) is None
    assert _shape(parse_inlines(_excerpt(text), {}, ())) == _shape(parse_any_inlines(_excerpt(text), {}, ()))


@given(SCRAPS)
@settings(max_examples=2_000)
def test_both_ways_agree_on_scraps(text: str) -> None:
    short = _short(_excerpt(text))
    if short is not None:
        assert _shape(short) == _shape(parse_any_inlines(_excerpt(text), {}, ()))


def test_both_ways_agree_on_the_corpora(shared: Path, corpus_files: list[Path]) -> None:
    seen = simple = 0
    for path in [*corpus_files, *(shared / "corpus" / "progress").glob("*.md")]:
        try:
            document = parse(Source.from_bytes(path.read_bytes()))
        except InputError:
            continue
        for content in _contents(document):
            seen += 1
            short = _short(content)
            if short is not None:
                simple += 1
                whole = parse_any_inlines(content, document.definitions, document.footnotes)
                assert _shape(short) == _shape(whole), f"{path.name}: {content.text!r}"
    assert seen > 100_000
    assert simple > seen / 2, "the short way is hardly taken"


def _contents(document: Document) -> Iterator[Excerpt]:
    """All texts that hold markup."""
    for block in document.walk():
        contents: list[Excerpt] = []
        if isinstance(block, Heading | Paragraph):
            contents = [block.content]
        elif isinstance(block, Table):
            contents = [cell.content for row in (block.header, *block.rows) for cell in row.cells]
        yield from (content for content in contents if not is_plain(content.text) and len(content.pieces) == 1)
