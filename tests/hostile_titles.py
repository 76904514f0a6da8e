"""Titles that would be something else in Markdown."""

import random
from collections.abc import Iterator

_FRAGMENTS = (
    *("*", "**", "_", "__", "~", "~~", "`", "``", "|", "\\", "\\\\", "\\|", "[", "]", "](", "(/u)", "![", "<", "<b>"),
    *(
        "</td>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&#64;",
        "&copy;",
        "@",
        "a@b.co",
        "x.y@z.de",
        "www.",
        "www.a.bc",
        "http://",
    ),
    *("https://a.b", "ftp://x.yz", "mailto:a@b.c", "xmpp:a@b.c/x", " ", "  ", "\t", "\n", "\r\n", "a", "b1", "C++"),
    *("5 * 3", "a_b", "#", "# ", "##", "> ", "- ", "+ ", "* ", "1.", "1. ", "1) ", "[ ] ", "[x] ", "[^1]", "[^1]: "),
    *("[r]", "[r]: /u", "    ", ":", ":-", "---", "===", "***", "```", "~~~", "\0", "\x07", "\u202e", "\u2028"),
    *(
        "\ufeff",
        "\xa0",
        "é",
        "漢",
        "🚀",
        "👩\u200d💻",
        "$",
        "$$",
        ":smile:",
        "@user",
        "#12",
        "'",
        '"',
        "{",
        "}",
        "(",
        ")",
    ),
    *("!", "?", ".", ",", ";", "%", "^", "=", "/", "<script>", "<title>", "<a@b.c>", "<http://x.y>", "_a_", "*a*"),
    *("\ud800", "\u200b", "\x85", "ß", "\u0301", "\u2066", "\u200f", "שלום", "🇪🇺", "e\u0301", "\u0e01\u0e33"),
    *("&commat;", "&#x40;", "&vert;", "&#124;", "&NewLine;", "&lt;b&gt;", "&#0;", "\r", "\n\n", "\\\n", "`|`", "|-|-|"),
)
DEFINITIONS = "\n\n[r]: /u\n\n[^1]: note\n"
"""What references in titles would refer to."""


def titles(count: int, seed: int) -> Iterator[str]:
    """Titles, half of fragments of Markdown, half of any characters."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for number in range(count):
        if number % 2:
            yield "".join(chance.choice(_FRAGMENTS) for _ in range(chance.randint(1, 9)))
        else:
            tops = (0x7F, 0x2FF, 0x10FFFF)
            yield "".join(chr(chance.randint(0, chance.choice(tops))) for _ in range(chance.randint(1, 12)))
