"""Write docs/notations.md: what is read, from the registry and the case files; and how often it is found.

python scripts/notations.py             the registry's part; the figures stay
python scripts/notations.py ../shared   both
"""

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from readme_sync import parse
from readme_sync.errors import InputError
from readme_sync.notations import Notation, every

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "notations.md"
CASES = ROOT / "tests" / "cases" / "notations"
FIGURES = """
## How often they are found

Read by eye on 24 November 2026, among the 4,181 documents of any kind: all 36 tables and fenced charts that are taken
for trackers, and 66 task lists drawn at random. All 102 are what they are taken for; 6 of the task lists are checklists
of issue and pull request templates.
"""
HEAD = """# Notations

How a progress may be written. This page is made by `python scripts/notations.py ../shared`; do not edit it. Each
notation is one file in `src/readme_sync/notations`, which says more, and one file of cases in `tests/cases/notations`.

| notation | stands in | reads | for example | which says | is set to | refuses |
| --- | --- | --- | --- | --- | --- | --- |
"""


def registry() -> str:
    """The part of the page that the registry makes."""
    return HEAD + "".join(f"| {' | '.join(_row(notation))} |\n" for notation in every())


def _about(notation: Notation) -> str:
    """The first paragraph of the module that defines a notation; its functions may be shared with others."""
    module = next(one for one in sys.modules.values() if getattr(one, "NOTATION", None) is notation)
    return (module.__doc__ or "").split("\n\n")[0].strip()


def _row(notation: Notation) -> Iterator[str]:
    cases: list[dict[str, Any]] = list(tomllib.loads((CASES / f"{notation.name}.toml").read_text("utf-8")).values())
    example = next(case for case in cases if case["reads"])
    yield f"`{notation.name}`"
    yield str(notation.target)
    yield _cell(_about(notation))
    yield _code(example["text"])
    yield _cell(", ".join(example["reads"]))
    yield "<br>".join(f"{_cell(value)}: {_code(text)}" for value, text in list(example.get("set", {}).items())[:1])
    refusals = {reason: (case["text"], value) for case in cases for value, reason in case.get("refuses", {}).items()}
    said = [f"{_cell(value)} in {_code(text)}: {_cell(reason)}" for reason, (text, value) in refusals.items()]
    yield "<br>".join(said[:4])


def _code(text: str) -> str:
    """A text as code in a cell; a blank shows only in brackets."""
    return _cell(f"`{text}`" if text.strip() else f"`[{text}]`")


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split()) if text.strip("` ") else text


def figures(shared: Path) -> str:
    """The part of the page with what is found in the corpora."""
    tool = [sys.executable, str(shared / "tools" / "corpus")]
    markdown = Path(subprocess.run(tool, check=True, capture_output=True, text=True).stdout.strip(), "files")
    columns = [_count(sorted(folder.glob("*.md"))) for folder in (shared / "corpus" / "progress", markdown)]
    rows = list(dict.fromkeys(key for column in columns for key in sorted(column)))
    lines = ["| what | documents that record progress | any documents |", "| --- | ---: | ---: |"]
    lines += [f"| {key[1]} | {' | '.join(f'{column[key]:,}' for column in columns)} |" for key in sorted(rows)]
    return FIGURES + "\nIn the team's two corpora:\n\n" + "\n".join(lines) + "\n"


def _count(files: Iterable[Path]) -> Counter[tuple[int, str]]:
    """Documents, trackers by kind, items, and figures by notation; the number is for the order."""
    found: Counter[tuple[int, str]] = Counter()
    for file in files:
        try:
            readme = parse(file.read_bytes())
        except InputError:
            continue
        found[0, "documents"] += 1
        found[1, "documents with a tracker"] += bool(readme.trackers)
        found[2, "tables"] += len(readme.verdicts)
        for tracker in readme.trackers:
            found[3, f"trackers: {tracker.kind}"] += 1
            found[4, f"items: {tracker.kind}"] += len(tracker.items)
            found.update((5, f"figures: `{figure.notation}`") for item in tracker.items for figure in item.figures)
    return found


def page(text: str, shared: Path | None) -> str:
    """The page; its figures stay where there are no corpora."""
    old = FIGURES + text.split(FIGURES)[1] if FIGURES in text else ""
    return registry() + (figures(shared) if shared else old)


if __name__ == "__main__":
    old_text = PAGE.read_text("utf-8") if PAGE.exists() else ""
    PAGE.write_text(page(old_text, Path(sys.argv[1]).resolve() if sys.argv[1:] else None), "utf-8")
