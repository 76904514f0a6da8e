"""Looking at a part of a long document is looking at all of it."""

import random
from pathlib import Path

import pytest

from readme_sync.editing import verify as judge
from readme_sync.editing import verify as module
from readme_sync.editing.verify import changed_part, render_text, verify
from readme_sync.errors import WriteError
from readme_sync.markdown import Document, parse
from readme_sync.text import Edit, Source, Span, apply

LINES = [
    *("# Songs", "## Songs 40%", "###### a ##", "#", "#a", " # a", "Songs", "===", "---", "", "", "", "", " ", "\t"),
    *(
        "| Song | Progress |\n|-|-|",
        "| Scales | 40% |",
        "| Chords |",
        "|-|-|",
        "a | b",
        "|",
        "Scales 40%",
        "**a",
        "b**",
    ),
    *("- Scales", "- [ ] Chords", "  - a", "    b", "\tc", "1. a", "> a", "> - b", ">", "a  ", "a\\", "<b>", "</b>"),
    *(
        "<div>",
        "</div>",
        "<table>",
        "<a",
        "href=b>",
        "[a](b)",
        "![a](b)",
        "[a]",
        "[^a]",
        "`a",
        "b`",
        "~~a",
        "https://a.b",
    ),
]
RARE = [
    "```",
    "~~~",
    "<!--",
    "-->",
    "<?a",
    "<!a",
    "<pre>",
    "</pre>",
    "<script>",
    "[a]: b",
    "[^a]: b",
    "\r",
    "\ufeff",
    "\0",
]
"""What may reach over a heading, or what is no character like others."""


@pytest.fixture(autouse=True)
def _any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SHORT", 0)


def _verdict(document: Document, edit: Edit, after: Source) -> str:
    try:
        verify(document, [edit], after)
    except WriteError as error:
        return str(error)
    return ""


def _whole_verdict(document: Document, edit: Edit, after: Source) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "changed_part", lambda *_: None)
        return _verdict(document, edit, after)


def _check(text: str, edit: Edit) -> tuple[bool, str] | None:
    """Whether the text was cut, and the verdict; None where the edit changes nothing."""
    source = Source(text)
    document, after = parse(source), apply(source, [edit])
    if after is source:
        return None
    verdict = _verdict(document, edit, after)
    assert verdict == _whole_verdict(document, edit, after), (text, edit)
    part = changed_part(document, [edit], after)
    if part:
        start = document.front_matter.end if document.front_matter else 0
        head, tail = text[start : part.start], text[part.start + len(part.old) :]
        around = render_text(head, 0), render_text(tail, 0)
        assert render_text(text, start) == around[0] + render_text(part.old, 0) + around[1], (text, edit)
        assert render_text(after.text, start) == around[0] + render_text(part.new, 0) + around[1], (text, edit)
    return part is not None and len(part.old) < len(text), verdict


def _document(chance: random.Random) -> str:
    lines = chance.choices(LINES, k=chance.randint(2, 14))
    for place in range(len(lines) - 1, 0, -chance.randint(3, 6)):
        lines[place:place] = ["", "# Songs", ""]
    if chance.random() < 0.3:
        lines.insert(chance.randrange(len(lines)), chance.choice(RARE))
    if chance.random() < 0.1:
        lines[0:0] = ["---", "a: b", "---"]
    return "\n".join(lines) + chance.choice(("", "\n", "\n\n"))


def _edit(chance: random.Random, text: str) -> Edit:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((0, 0, 1, 2, 9)))
    new = chance.choice((*"4|#-\n`<[>*", "", "41%", "\n\n", "\n\n# ", *LINES, *RARE, *(f"\n{one}\n" for one in RARE)))
    return Edit(Span(start, end), new)


@pytest.mark.long
@pytest.mark.untraced
def test_on_random_documents() -> None:
    chance = random.Random(20261128)  # noqa: S311  no secret
    cut: dict[bool, int] = {False: 0, True: 0}
    for _ in range(20_000):
        text = _document(chance)
        checked = _check(text, _edit(chance, text))
        if checked and checked[0]:
            cut[not checked[1]] += 1
    assert min(cut.values()) > 1_500, cut


TABLE = "| Song | Progress |\n|-|-|\n| Scales | 40% |\n| Chords | 50% |\n"
DOCUMENT = f"Songs\n\n## One\n\n{TABLE}\n- a\n\n## Two\n\n{TABLE}\n[a] b ``\n\n## Three\n\n{TABLE}\n-->\n"


@pytest.mark.parametrize(
    "new",
    [
        *(
            "4|0",
            "40%\n\n",
            "40%\n```\n",
            "40%\n~~~\n",
            "40% <!--",
            "40% |\n<!-- |",
            "40% |\n\n<pre>\n\n",
            "\n\n## Four",
        ),
        *("40% |\n\n[a]: b\n\n", "[a]", "40% |\n\n[^a]: b\n\n", "40%</table>", "40% |\n===\n", "40% |\n> a", "<b>40%"),
    ],
)
def test_planted_edits(new: str) -> None:
    place = DOCUMENT.index("40%", DOCUMENT.index("## Two"))
    checked = _check(DOCUMENT, Edit(Span(place, place + 3), new))
    assert checked
    assert bool(checked[1]) is (new not in {"[a]", "4|0", "40% <!--"})  # a cell too many is dropped, a row has one line


def test_a_figure_between_two_headings_is_looked_at_alone() -> None:
    place = DOCUMENT.index("40%", DOCUMENT.index("## Two"))
    assert _check(DOCUMENT, Edit(Span(place, place + 2), "41")) == (True, "")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("a\n\n# A\n\nb\n\n## B\n\n40%\n", "## B"),
        ("a\n\n# A\n\nb\n\n#B\n\n40%\n", "# A"),
        ("a\n\n#A\n\nb\n## B\n\n40%\n", "a"),
    ],
)
def test_the_part_begins_with_a_heading_or_the_document(text: str, begins: str) -> None:
    source, place = Source(text), text.index("40%")
    edits = [Edit(Span(place, place + 2), "41")]
    part = changed_part(parse(source), edits, apply(source, edits))
    assert part
    assert part.start == text.index(begins)


@pytest.mark.parametrize("far", ["```\n", "~~~\n", "<!--\n", "<pre>\n", "<SCRIPT>\n", "<?\n", "[a]: b\n", "[^a]: b\n"])
def test_what_reaches_over_headings_is_looked_at_as_a_whole(far: str) -> None:
    text = f"{far}\n{DOCUMENT}"
    place = text.index("40%", text.index("## Two"))
    checked = _check(text, Edit(Span(place, place + 2), "41"))
    assert checked
    assert not checked[0]


def test_a_short_document_is_looked_at_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    source = Source(DOCUMENT)
    edit = Edit(Span(0, 1), "T")
    assert changed_part(parse(source), [edit], apply(source, [edit])) is None


def test_on_the_corpora(corpus_files: list[Path], progress_files: list[Path]) -> None:
    chance = random.Random(20261128)  # noqa: S311  no secret
    cut = refused = 0
    for path in [*corpus_files, *progress_files]:
        text = path.read_bytes().decode("utf-8", "replace")
        if "]:" in text or "```" in text or not text:
            continue
        for _ in range(2):
            checked = _check(text, _edit(chance, text))
            cut += checked is not None and checked[0]
            refused += checked is not None and checked[0] and bool(checked[1])
    assert cut > 200
    assert 20 < refused < cut - 20
