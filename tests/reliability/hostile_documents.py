"""Documents that hurt tools for Markdown, each around numbers that are out of date: there is something to write."""

from collections.abc import Callable, Iterator

STALE = "# Plan (0/2)\n\n- [x] sow\n- [ ] hoe\n\n"
COUNT = "\n\nIn all <!-- readme-sync: done of #plan-02 -->7<!-- /readme-sync --> done.\n"
TABLE = "| Part | Done |\n| --- | --- |\n| one | 1/2 |\n| two | 5/4 |\n"

PIECES: dict[str, str] = {
    "nothing": "",
    "spaces only": "   \n\t\n  \n",
    "no line end": "text",
    "form feed and vertical tab": "a\x0cb\x0bc\n\n\x0c\n",
    "separators that are no line ends": "a\u2028b\u2029c\x85d\n",
    "tabs before everything": "\t# no heading\n\n-\ta\n\n\t-\tb\n",
    "trailing spaces": "a  \nb   \n\nc \n",
    "hard breaks": "a\\\nb\\\n",
    "byte order mark inside": "a\ufeffb\n\n\ufeff# no heading\n",
    "bidi and invisible marks": "\u202ea\u202c \u2066b\u2069 c\u200bd\u200e\n",
    "tags of invisible text": "a" + "".join(chr(0xE0020 + n) for n in range(60)) + "\n",
    "emoji of many parts": "👩‍👩‍👧‍👦 👍🏽 🇨🇭 ✅️ 1️⃣\n",
    "combining marks": "e" + "\u0301" * 80 + "\n",
    "wide characters in a table": "| 名前 | 進捗 |\n| --- | --- |\n| 一 | 50% |\n",
    "right to left": "שלום 5/7 مرحبا 50%\n",
    "control characters": "a\x01\x07\x1b[2J\x7fb\n",
    "escape sequences": "\x1b]8;;http://x\x07link\x1b]8;;\x07 \x1b[31mred\n",
    "workflow commands": "::error file=a::b\n ::set-output name=x::y\n##[add-mask]z\n",
    "YAML front matter in the middle": "---\ntitle: a\n---\n",
    "TOML fence": "+++\na = 1\n+++\n",
    "setext headings": "A (1/2)\n=======\n\nB\n-\n",
    "rule or heading": "a\n---\n\n***\n\n- - -\n",
    "number that is no list": "1986. A great year\n\n2)\n",
    "list that begins at 0": "0. a\n0. b\n7. c\n",
    "list signs mixed": "- a\n* b\n+ c\n1. d\n1) e\n",
    "two lists between which stands a comment": "- a\n\n<!-- -->\n\n- b\n",
    "loose and tight": "- a\n\n- b\n- c\n\n  d\n",
    "code in a list": "- a\n\n      code  \n\n- b\n",
    "code by spaces": "    | a | b |\n    |---|---|\n    | [x] | 5% |\n",
    "fence in a fence": "````md\n```\n# a (0/9)\n```\n````\n",
    "fence that never ends": "```\n# a (0/9)\n- [x] b\n",
    "fence of tildes with an info": "~~~ `x` {.y}\n- [x] a\n~~~\n",
    "code that looks like our marker": "```\n<!-- readme-sync: done -->1<!-- /readme-sync -->\n```\n",
    "marker in a span of code": "`<!-- readme-sync: done -->1<!-- /readme-sync -->`\n",
    "marker in a link": "[<!-- readme-sync: done of #plan-02 -->7<!-- /readme-sync -->](x.md)\n",
    "two markers in a line": "<!-- readme-sync: done of #plan-02 -->7<!-- /readme-sync --> of "
    "<!-- readme-sync: total of #plan-02 -->9<!-- /readme-sync -->\n",
    "marker in a cell": "| a | b |\n|---|---|\n| x | <!-- readme-sync: done of #plan-02 -->7<!-- /readme-sync --> |\n",
    "marker in a quote": "> <!-- readme-sync: done of #plan-02 -->7<!-- /readme-sync -->\n",
    "region": "<!-- readme-sync: toc -->\n\n<!-- /readme-sync -->\n",
    "region in a quote": "> <!-- readme-sync: toc -->\n>\n> <!-- /readme-sync -->\n",
    "region in a list": "- <!-- readme-sync: toc -->\n\n  <!-- /readme-sync -->\n",
    "region that somebody edited": "<!-- readme-sync: toc -->\n\nmine\n\n<!-- /readme-sync: 01234567 -->\n",
    "ignore comments": "<!-- readme-sync: ignore RS101 -->\n\n## B (0/1)\n\n- [x] a\n",
    "regions of other tools": "<!-- START doctoc -->\n- [a](#a)\n<!-- END doctoc -->\n",
    "comment that never ends": "a\n\n<!-- b\n",
    "comment of dashes": "<!----> <!--> <!-- a -- b --> <!--->\n",
    "declaration and CDATA": "<!DOCTYPE html>\n\n<![CDATA[\n# a (0/1)\n]]>\n\n<?php # a ?>\n",
    "block of HTML": "<div>\n# no heading (0/1)\n\n# heading\n</div>\n",
    "table of HTML": "<table><tr><td>a<td>50%</table>\n",
    "details": "<details><summary>3/7</summary>\n\n- [x] a\n\n</details>\n",
    "script": "<script>\nvar a = '- [x] b';\n\nvar c = 1;\n</script>\n",
    "attributes that never end": '<img alt="50%\n\nsrc=x\n',
    "links of many kinds": "[a](<b c> 'd') [e][f] [g] ![h](i) <http://j.k> l@m.no www.p.qr\n\n[f]: /x 'y'\n[g]: <>\n",
    "brackets without end": "[" * 60 + "a" + "](" * 60 + "\n",
    "definition over lines": "[a]:\n/b\n'c\nd'\n\n[a]\n",
    "definition in a quote": "> [q]: /x\n\n[q]\n",
    "footnotes": "a[^1] b[^x]\n\n[^1]: c\n\n    d\n[^x]: e\n",
    "emphasis that never ends": "**a *b _c __d ~~e\n",
    "emphasis inside words": "a_b_c __d__e f*g*h 5*3*2\n",
    "entities": "&amp; &#35; &lt;b&gt; &#x0; &nosuch; &copy\n",
    "escapes of everything": "".join(f"\\{chr(c)}" for c in range(33, 127) if not chr(c).isalnum()) + "\n",
    "backslashes": "\\\\\\\\ \\| \\` a\\\n",
    "spans of code with ticks": "`` ` `` ``` `` ``` `a\nb` ` `\n",
    "math and colons": "$a|b$ $$c$$ :tada: #1 @ada\n",
    "pipes without a table": "a | b\nc | d\n\n| x |\n",
    "table whose cells have pipes": "| a | b |\n|---|---|\n| x \\| y | `p\\|q` 5% |\n",
    "table with two backslashes before a pipe": "| a | b |\n|---|---|\n| x \\\\| y | 5% |\n",
    "ragged table": "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n||\n",
    "table without outer pipes": "a | b\n--|--\n1 | 50%\n",
    "table with other alignments": "| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 30% |\n",
    "table of one column": "|a|\n|-|\n|5%|\n",
    "table without rows": "| a | b |\n|---|---|\n",
    "table behind text": "text\n| a | b |\n|---|---|\n| 1 | 5% |\n",
    "table in a list": "- | a | b |\n  |---|---|\n  | 1 | 5% |\n",
    "table in a quote": "> | a | b |\n> |---|---|\n> | 1 | 5% |\nlazy\n",
    "table with breaks and images": "| a | b |\n|---|---|\n| x<br>y | ![50%](https://geps.dev/progress/40) |\n",
    "table with trailing spaces": "| a | b |  \n|---|---|  \n| 1 | 5% |  \n",
    "badges": "![p](https://img.shields.io/badge/progress-40%25-green) ![](https://geps.dev/progress/140)\n",
    "progress of HTML": '<progress value="3" max="10"></progress> 40%\n',
    "bars": "████░░░░░░ 60%\n\n`[####------] 20%`\n\n■■□□ 1/2\n",
    "tasks of many kinds": "- [X] a\n- [-] b\n- [/] c\n- [] d\n- [ x ] e\n- [x]f\n1. [x] g\n",
    "tasks nested": "- [ ] a\n  - [x] b\n    - [x] c\n      1. [x] d\n",
    "signs": "- ✅ a\n- ❌ b\n- 🚧 c\n- ⬜ d\n",
    "struck and cancelled": "- [ ] ~~a~~\n- [x] b (optional)\n- ~~[ ] c~~\n",
    "numbers of all kinds": "1,234 of 5.678 (21,7 %) 1/2/3 01/02 -5% 1e9 ½ ٣/٥ ３/５\n",
    "long numbers": f"{'9' * 400}/{'9' * 401} {'1' * 5000}%\n",
    "percents over a hundred": "# B 250%\n\n- [x] a\n",
    "dates and versions": "2026-11-30 v1.2.3 10:30 5/7/2026 24/7\n",
    "conflict markers": "<<<<<<< ours\n# a (1/2)\n=======\n# a (2/2)\n>>>>>>> theirs\n",
    "quotes in quotes": "> " * 40 + "a\n",
    "lists in lists": "- " * 40 + "a\n",
    "headings of all levels": "".join(f"{'#' * n} h{n} (1/2)\n\n- [x] a\n\n" for n in range(1, 8)),
    "closed headings": "## a (1/2) ##\n\n- [x] b\n\n## c \\#\n\n#d\n\n#\n",
    "a line of a million": "x" * 100_000 + "\n",
    "words without end": "a " * 20_000 + "\n",
    "template language": "{% raw %}{{ a | b }}{% endraw %} <%= c %> ${d} %s \\1 \\g<0> $&\n",
}


def _as(change: Callable[[str], str]) -> Callable[[str], bytes]:
    return lambda text: change(text).encode()


SHAPES: dict[str, Callable[[str], bytes]] = {
    "LF": _as(lambda text: text),
    "CRLF": _as(lambda text: text.replace("\n", "\r\n")),
    "CR": _as(lambda text: text.replace("\n", "\r")),
    "mixed": _as(lambda text: "".join(a + e for a, e in zip(text.split("\n"), _ends(), strict=False)).rstrip("\0")),
    "BOM": _as(lambda text: "\ufeff" + text),
    "BOM and CRLF": _as(lambda text: "\ufeff" + text.replace("\n", "\r\n")),
    "no last line end": _as(lambda text: text.rstrip("\n")),
    "front matter": _as(lambda text: "---\ntitle: a\ndone: 3/7\n---\n" + text),
}
POISONED: dict[str, bytes] = {
    "Latin-1": STALE.encode() + "caf\xe9\n".encode("latin-1"),
    "UTF-16": ("\ufeff" + STALE).encode("utf-16-le"),
    "UTF-16 without a mark": STALE.encode("utf-16-be"),
    "NUL": STALE.encode() + b"a\0b\n",
    "surrogates": STALE.encode() + b"\xed\xa0\x80\n",
    "overlong": STALE.encode() + b"\xc0\xaf\n",
    "cut character": STALE.encode() + "é".encode()[:1],
    "bytes": bytes(range(256)),
    "UTF-7": b"\xff" + STALE.encode(),
    "picture": b"\x89PNG\r\n\x1a\n" + STALE.encode(),
}


def _ends() -> Iterator[str]:
    while True:
        yield from ("\n", "\r\n", "\n", "\r", "\r\n")


def hostile() -> dict[str, bytes]:
    """Return the documents by name: each piece among what is out of date, the shapes in turn."""
    shapes = list(SHAPES.items())
    found = {}
    for number, (name, piece) in enumerate(PIECES.items()):
        shape, change = shapes[number % len(shapes)]
        found[f"{name}, {shape}"] = change(
            f"{STALE}{piece}\n{TABLE}{COUNT}" if number % 2 else f"{STALE}{TABLE}\n{piece}"
        )
    return found
