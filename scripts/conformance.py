"""Write docs/internals/conformance.md: how far our reading and cmark-gfm's agree, by the team's scorer.

    python scripts/conformance.py ../shared

Takes some ten minutes, most of it for the inputs that make careless readers slow.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CATEGORIES = ("headings", "tables", "tasks", "images", "links", "code_blocks", "slices")
HEAD = """# Conformance

GitHub's parser cmark-gfm is the judge. This page is made by `python scripts/conformance.py ../shared`; do not edit it.

A document agrees when headings, tables, tasks, images, links and code are the same, stand on the same lines, and when
every cell, heading and image is exactly the slice of the source that we say it is.
"""
LEFT = """
## What is left, by cause

Found by random documents (`tests/markdown/test_random_documents.py`), in none of the files above:

- **Titles that end in a backslash.** `[a](b "\\")` is a link to cmark-gfm, which takes the quote behind the backslash
  as the end of the title when no other follows. mistune, which reads inline links here, takes it as escaped.
- **Info strings.** cmark-gfm decodes character references before it removes backslashes, we do both in one pass:
  `\\&amp;` behind a fence is `&` there and `&amp;` here.
- **Control characters in a target** without angle brackets: cmark-gfm makes a link, against the specification; for
  mistune, and so for us, it is text.
- **More than 32 links and images inside each other** are text here (a limit on recursion); cmark-gfm has none.
- **Bare addresses** differ in places that the scorer shows but does not count: e-mail addresses without angle brackets
  are no links here, their text is the same.
- **A setext heading below definitions** that share its paragraph: cmark-gfm gives the line of the first definition, we
  give the heading's own.
"""


def score(shared: Path) -> dict[str, Any]:
    """The figures of all suites."""
    tool = [sys.executable, str(shared / "tools" / "conformance.py"), "--adapter", str(ROOT / "tests" / "adapter.py")]
    figures: dict[str, Any] = {"suites": [], "pathological": []}
    for flags in ([], ["--spec", "--hostile"], ["--pathological"]):
        with tempfile.NamedTemporaryFile(suffix=".json") as out:
            subprocess.run([*tool, *flags, "--fail-under", "0", "--json", out.name], check=False)
            part = json.loads(Path(out.name).read_text("utf-8"))
        figures["suites"] += part["suites"]
        figures["pathological"] += part["pathological"]
    return figures


def page(figures: dict[str, Any]) -> str:
    """The page."""
    names = " | ".join(name.replace("_", " ") for name in CATEGORIES)
    lines = [HEAD, f"| suite | documents | agree in everything | {names} |", "|---" * (3 + len(CATEGORIES)) + "|"]
    for suite in figures["suites"]:
        agree = suite["documents"] - suite["differ"]
        counts = " | ".join(f"{suite[c]['items']:,}" for c in CATEGORIES)
        row = f"| {suite['suite']} | {suite['documents']:,} | {agree:,} ({suite['all']:.2f} %) | {counts} |"
        lines.append(row)
    rows = figures["pathological"]
    good = sum(row["verdict"] == "ok" for row in rows)
    seconds, pattern = max((row["whole"], row["pattern"]) for row in rows if isinstance(row["whole"], float))
    lines += [
        "",
        "The columns behind the third count what was compared. Differing documents:",
        "",
        *(_differing(figures) or ["none."]),
        "",
        "## Time on hostile text",
        "",
        f"{good} of {len(rows)} inputs of 0.5 and 1 MB take linear time: twice the size, at most 2.6 times the CPU.",
        f"The slowest is `{pattern}` with {seconds:.1f} s.",
    ]
    return "\n".join(lines) + "\n" + LEFT


def _differing(figures: dict[str, Any]) -> list[str]:
    found = [document for suite in figures["suites"] for document in suite["disagreements"]]
    return [f"- {document['name']}: {', '.join(document['categories'])}" for document in found]


if __name__ == "__main__":
    (ROOT / "docs" / "internals" / "conformance.md").write_text(page(score(Path(sys.argv[1]).resolve())), "utf-8")
