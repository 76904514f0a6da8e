"""Which texts are simple enough to be read without mistune; that the result is the same, `test_shortcuts.py` tests."""

import pytest

from readme_sync.markdown.inlines import fast_inlines, lone_image
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import ENABLED

pytestmark = pytest.mark.skipif(not ENABLED, reason="READMESYNC_SLOW is set")

SIMPLE = [
    *("[a](b)", "**[a](b.md)** and *c d*", "![90%](https://geps.dev/progress/90)", "a\nb", "[](b)", "**Total:** 3"),
    *("[![x](y)](z) `code` snake_case!", "` a ` and `  `", "**Week:** 1\n*Level*: easy (*so far*)", "a & b", "a > b"),
    *(
        "_a_ and __b c__, (_d_)!",
        r"C\# and \[x\] and \d",
        "[`a` and *b*\nc](d)",
        '[a](b "c d") ![e](f "g")',
        "[a](b&c)",
    ),
    *("`a\nb` c", "a <!-- b --> c", "**<!-- a-b -->3<!-- /a -->**", "<!-- *a* `b -->`c`"),
]
NOT_SIMPLE = [
    *("[a][b]", "see https://a.b", "a *b", "a**b**", "<b>", "&amp;", r"a\:b c`", "a\\\nb", "[^1](a)", "[a](b 'c')"),
    *("``a``", "`a", "a  \nb", "_a", "a_b_", "_a_b", "*a*b", "*a.*,", "(*.a*)", "[a `b](c)`", r"*a\* b", "**a `b** c`"),
    *("[a [b](c)](d)", "![a](b)]", "~~a~~", "a\0", "www.a.b"),
    *(
        "<!-->",
        "<!--->",
        "<!-- a -- b -->",
        "<!-- a --->",
        "<!-- a",
        "<!-- a\nb -->",
        "[a <!-- b -->](c)",
        "*a <!-- b*-->",
    ),
]
TARGETS = ["a b", "a(b)", "a[b", "a<b>", "<a>", "a\\b", "a`b", "a\x1fb", "a\x7fb", "a\nb", "a\tb", ""]
"""Not simple as the target of a link, of an image, or of both: all have the same definition."""


def _content(text: str) -> Excerpt:
    return Excerpt.whole(text, Span(0, len(text)))


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_texts(text: str) -> None:
    assert fast_inlines(_content(text)) is not None


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_other_texts(text: str) -> None:
    assert fast_inlines(_content(text)) is None


@pytest.mark.parametrize("target", TARGETS)
def test_targets(target: str) -> None:
    for text in (f"[x]({target})", f"![x]({target})", f"[![x](y)]({target})", f"[![x]({target})](y)"):
        assert fast_inlines(_content(text)) is None
    assert lone_image(f"![x]({target})") is None
    assert lone_image("![x](y)")
