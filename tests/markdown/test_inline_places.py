"""Texts and code are in as few pieces as the source allows, whichever way they are read."""

import pytest

from readme_sync.markdown import CodeBlock, Paragraph, parse, visible
from readme_sync.text import Source


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a_b_c", ["a_b_c"]),
        ("~a_b &amp; c_d", ["~a_b ", " c_d"]),
        ("<b>a_b</b>c", ["a_b", "c"]),
        ("*a_b* _c", ["a_b", " _c"]),
        ("a*b", ["a*b"]),
        ("a\\_b", ["a", "_b"]),
        ("\\[a\\]", ["[a", "]"]),
    ],
)
def test_pieces_of_visible_text(text: str, pieces: list[str]) -> None:
    document = parse(Source(text))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    seen = visible(document.inlines(paragraph.content))
    assert [seen.text[local : local + length] for local, _, length in seen.pieces] == pieces
    assert all(text.startswith(piece, source) for (_, source, _), piece in zip(seen.pieces, pieces, strict=True))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("```\na\n\nb\n```\n", ["a\n\nb"]),
        ("a\n```\na\nb\n```\n", ["a\nb"]),
        ("> ```\n> a\n> b\n> ```\n", ["a", "b"]),
        ("    a\n    b\n", ["a", "b"]),
        ("```\r\na\r\nb\r\n```\r\n", ["a", "b"]),
        ("- ```\n  a\n\n  b\n  ```\n", ["a\n", "b"]),
    ],
)
def test_pieces_of_code(text: str, pieces: list[str]) -> None:
    document = parse(Source(text))
    (code,) = document.every(CodeBlock)
    content = code.content
    assert [content.text[local : local + length] for local, _, length in content.pieces] == pieces
    assert all(text.startswith(piece, source) for (_, source, _), piece in zip(content.pieces, pieces, strict=True))
