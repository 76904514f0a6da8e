"""The status as one page: it is well-formed, loads nothing, and shows hostile titles as text."""

from base64 import b64decode
from html.parser import HTMLParser

from readme_sync.reader import parse
from readme_sync.reports.status_html import Totals, false_numbers, html_foot, html_head, status_html

TITLE = '<script>alert(1)</script> & "x" onerror=1'
LOG = f"""\
# Log

## Birds (2/2)

- [x] Robin
- [ ] Kite

## Books `{TITLE}`

- [x] Emma
"""
DOCUMENT, OTHER = parse(LOG), parse("no items\n")
WRONG = false_numbers(DOCUMENT)
CHART = '<svg xmlns="http://www.w3.org/2000/svg"><title>a & "b"</title></svg>'
BODIES = status_html(DOCUMENT, f"docs/{TITLE}.md", WRONG, CHART) + status_html(OTHER, "b.md", [])
PAGE = html_head() + BODIES + html_foot(Totals([*DOCUMENT.counted], 2, len(WRONG)))
VOID = {"meta", "input", "img"}


class _Reader(HTMLParser):
    """Reads the page: its tags must be in pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page() -> None:
    page = _Reader()
    page.feed(PAGE)
    assert page.open == []
    assert [tag for tag, _ in page.seen].count("script") == 1
    assert not {"href", "onerror"} & {name for _, attributes in page.seen for name in attributes}
    (image,) = [attributes for tag, attributes in page.seen if tag == "img"]
    assert image["alt"] == "Progress over time"
    assert b64decode(str(image["src"]).partition("base64,")[2]).decode() == CHART
    assert f"docs/{TITLE}.md" in page.text
    assert "Line 3: says 2/2, 2 tasks below say 1/2" in page.text
    (first, second) = [attributes for tag, attributes in page.seen if tag == "tbody"]
    assert (first["data-done"], first["data-wrong"]) == ("2", "1")
    assert (second["data-percent"], second["data-wrong"]) == ("-1", "0")
    assert all(attributes.get("aria-label") for tag, attributes in page.seen if tag == "progress")
    assert "2 documents" in page.text
    assert [attributes["aria-expanded"] for tag, attributes in page.seen if "aria-expanded" in attributes] == ["true"]
    assert "http:" not in PAGE
    assert "https" not in PAGE
