"""Documents from a grammar of fragments of Markdown: what is written keeps the page of cmark-gfm, and takes no time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from promises import IS_FULL
from test_documents import differences
from test_markers_and_titles import FRAGMENTS

from readme_sync.errors import ReadmeSyncError
from readme_sync.text import Source

INLINE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), min_size=1, max_size=5).map("".join)
LINE = INLINE.map(lambda text: " ".join(text.split()))
NUMBER = st.sampled_from(("1/2", "(0/2)", "50%", "150 %", "2 of 3", "███░░ 60%", "3 tasks", "1,5", "")) | st.integers(
    0, 400
).map(str)
SIGN = st.sampled_from(("- [x] ", "- [ ] ", "- ", "* ✅ ", "1. [x] ", "+ [-] ", "  - [ ] ", "> - [x] "))


def _rows(cells: list[list[str]]) -> str:
    header = "| Part | Done |\n| --- | :-- |\n"
    return header + "".join(f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |\n" for row in cells)


BLOCK = st.one_of(
    st.builds(lambda level, text, number: f"{'#' * level} {text} {number}\n", st.integers(1, 4), LINE, NUMBER),
    st.lists(st.tuples(SIGN, LINE, NUMBER), min_size=1, max_size=5).map(
        lambda rows: "".join(f"{a}{b} {c}\n" for a, b, c in rows)
    ),
    st.lists(st.tuples(LINE, NUMBER).map(list), min_size=1, max_size=4).map(_rows),
    st.builds(lambda text, number: f"{text} {number}\n", INLINE, NUMBER),
    st.sampled_from(
        (
            "<!-- readme-sync: toc -->\n\n<!-- /readme-sync -->\n",
            "<!-- readme-sync: summary -->\n\n<!-- /readme-sync -->\n",
            "Done: <!-- readme-sync: done -->9<!-- /readme-sync -->\n",
            "```\n- [x] a 1/2\n```\n",
            "<div>\n- [x] a\n</div>\n",
            "![a](https://geps.dev/progress/30)\n",
            "a\n===\n",
            "[a]: b\n",
        )
    ),
)
DOCUMENT = st.tuples(
    st.lists(BLOCK, min_size=1, max_size=8), st.sampled_from(("\n", "\n\n")), st.sampled_from(("\n", "\r\n", "\r"))
).map(lambda parts: parts[1].join(parts[0]).replace("\r", "").replace("\n", parts[2]))


@pytest.mark.timeout(7200)
@settings(
    max_examples=10_000 if IS_FULL else 20,
    derandomize=not IS_FULL,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(DOCUMENT)
def test_what_is_written_keeps_the_page(text: str) -> None:
    try:
        source = Source.from_bytes(text.encode("utf-8", "replace"), "x.md")
    except ReadmeSyncError:
        return
    started = time.process_time()
    found = list(differences(source))
    assert not found
    assert time.process_time() - started < 5
