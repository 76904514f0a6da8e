"""Documents made at random of Markdown's own pieces: our reading against cmark-gfm's."""

import random
from pathlib import Path
from types import ModuleType

FRAGMENTS = [
    *["\n"] * 4, "\n\n", " ", "  ", "    ", "\t", "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "# ", "## ", "---", "===",
    "***", "```", "~~~", "`", "``", "*", "**", "_", "__", "~", "~~", "[", "]", "(", ")", "![", "](u)", "](<u v> 't')",
    "[a]", "[a]: /u\n", "[a]:", "|", "|a|b|", "\n|-|-|\n", "|--|:-:|", "a", "b", "word", "é", "<", "<a>", "<div>",
    "</div>", "<!--", "-->", "<b c='d'>", "http://a.b/c", "<http://x.y>", "&amp;", "&", "&#64;", "\\", "\\|", "\\*",
    "- [ ] ", "- [x] ", "[ ] ", "!", "\r\n", "\r", "。", "“", "<?", "?>", "]]>", "<![CDATA[", "<pre>", "</pre>",
    "www.a.b", "a@b.c", ":", '"t"', "<script>", "10. ", "99999999999. ",
]  # fmt: skip
DOCUMENTS = 10_000
MOST_DIFFERING = 2  # the causes stand in docs/internals/conformance.md


def test_random_documents_agree(scorer: ModuleType) -> None:
    adapter = scorer.read_adapter(Path(__file__).parents[1] / "adapter.py")
    chance = random.Random(20261124)  # noqa: S311  no secret
    differing = []
    for number in range(DOCUMENTS):
        longest = 12 if number % 4 else 40
        text = "".join(chance.choices(FRAGMENTS, k=chance.randint(1, longest)))
        result = scorer.compare(str(number), text.encode(), adapter)
        if not result.good:
            differing.append(f"{text!r}\n{result.error or result.diff}")
    assert len(differing) <= MOST_DIFFERING, "\n".join(differing)
