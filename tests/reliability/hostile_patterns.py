"""Texts that make slow readers of Markdown, of numbers and of markers quadratic; each grows with a number."""

from collections.abc import Callable

Pattern = Callable[[int], str]
TOC = "<!-- readme-sync: toc -->\n\n<!-- /readme-sync -->\n\n"
TASKS = "\n\n- [x] a\n- [ ] b\n"

_REPEATED = {
    "comment openers": "<!--",
    "comments": "x <!-- note --> y\n\n",
    "comments without spaces": "<!---->",
    "declarations": "<!A ",
    "instructions": "<?",
    "CDATA": "<![CDATA[",
    "marker beginnings": "<!-- readme-sync: done --> ",
    "marker ends": "<!-- /readme-sync --> ",
    "markers in a line": "<!-- readme-sync: done -->1<!-- /readme-sync --> ",
    "rows that follow issues": "<!-- readme-sync: follow issues -->\n\n- [ ] #1 a/b#2 <!-- [#3](\n\n",
    "sections that follow issues": "# A\n\n<!-- readme-sync: follow issues -->\n\n- [ ] #1\n\n",
    "what was seen": "<!-- readme-sync: seen done 1-9 -->\n\n",
    "ignore comments": "<!-- readme-sync: ignore RS101 -->\n\na\n\n",
    "regions of others": "<!-- START doctoc -->\n",
    "brackets": "[",
    "brackets and parentheses": "[](",
    "images": "![",
    "links in links": "[a](b",
    "references": "[a][b]",
    "definitions": "[a]: b\n",
    "footnotes": "[^a]",
    "stars": "*a **b ",
    "underscores": "_a __b ",
    "tildes": "~a ~~b ",
    "ticks": "`a``b```",
    "backslashes": "\\",
    "entities": "&a;&#1;&",
    "tags": "<a b='",
    "open tags": "<div>",
    "autolinks": "http://a.b/(c)",
    "addresses": "a@b.c ",
    "www": "www.",
    "quotes": "> ",
    "lists": "- ",
    "numbers with dots": "1. ",
    "nested lists by spaces": "- a\n ",
    "fences": "```\n",
    "headings": "# a (1/2)\n",
    "headings over tasks": "## Part (1/2)\n\n- [x] a\n- [ ] b\n\n",
    "headings of one name": "## a\n",
    "setext": "a\n=\n",
    "tasks": "- [x] a\n",
    "tasks in pairs": "- [x] a\n- [ ] b\n\ntext\n\n",
    "percents": "5% ",
    "fractions": "1/2 ",
    "slashes and digits": "1/",
    "digits and commas": "1,",
    "digits and dots": "1.",
    "announcing words": "following ",
    "counts and nouns": "3 tasks, ",
    "words of states": "done open ",
    "signs": "✅❌🚧",
    "signs before bullets": "- ✅ a\n",
    "bars": "█░",
    "bars of signs": "[###---] ",
    "badges": "![p](https://img.shields.io/badge/a-50%25-green) ",
    "pipes": "|",
    "pipes and dashes": "|-",
    "rows": "| a | 1/2 |\n",
    "tables": "| a | Done |\n|---|---|\n| x | 1/2 |\n| Total | 1/2 |\n\n",
    "delimiter rows": "|-|\n",
    "tables of HTML": "<table><tr><td>✅</td>",
    "Cyrillic": "Привет, мир <!-- а --> ",
    "parentheses": "(1/2)",
    "colons": "a: 1\n",
    "line ends": "\r",
    "tabs": "\t",
    "equal signs": "a = ",
    "emoji": "👩‍👩‍👧 ",
    "dashes": "- - ",
    "template tags": "{% a %}{{ b }}",
}
PATTERNS: dict[str, Pattern] = {name: (lambda n, text=text: text * n) for name, text in _REPEATED.items()}  # type: ignore[misc]
PATTERNS |= {
    "digits in a heading": lambda n: "# A " + "0" * n + TASKS,
    "fractions in a heading": lambda n: "# A " + "1/2 " * n + TASKS,
    "digits in alternative text": lambda n: "![" + "1." * n + "](https://geps.dev/progress/10)\n",
    "one heading over many lists": lambda n: "# Plan (1/2)\n\n" + "- [x] a\n\ntext\n\n" * n,
    "links to one missing heading": lambda n: "[a](#nowhere)\n" * n + "# a\n" * n,
    "wide table of short rows": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b|\n" * n,
    "long table": lambda n: "| a | Done |\n|---|---|\n" + "| x | 1/2 |\n" * n,
    "tables of contents": lambda n: TOC * min(n // 40, 100) + "## H\n\n" * (n // 40),
    "regions over the limit": lambda n: TOC * n,
    "attributes": lambda n: "<img alt='" + "5% " * n + "'>\n",
    "one long line": lambda n: "x" * n,
    "one long cell": lambda n: "|a|\n|-|\n|" + "b " * n + "|\n",
    "comments before a key": lambda n: "---\n" + "#\r\n" * n + "!\n",
    "remarks before a chart": lambda n: "```mermaid\n" + "%%\n\n" * n + "x\n```\n",
    "blanks in a chart": lambda n: "```mermaid\ngantt\na: done" + "\t" * n + "x\n```\n",
    "groups of digits": lambda n: "1" + ",111" * n + "1\n",
    "names of documents": lambda n: "[a](b.md" + ".md" * n + ")\n",
    "blanks in a delimiter row": lambda n: "| a |\n|-" + " " * n + ":\n",
    "dashes in a heading": lambda n: "# A " + "-" * n + " x" + TASKS,
    "long label and number": lambda n: "- [x] " + "a" * n + " 3/" + "7" * n + "\n",
}


def sized(pattern: Pattern, size: int) -> str:
    """Return the text of a pattern with about so many characters."""
    low, high = 1, 2
    while len(pattern(high)) < size and high < size:
        low, high = high, 2 * high
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if len(pattern(middle)) < size else (low, middle)
    return pattern(high)
