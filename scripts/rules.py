"""Write docs/rules.md: what each rule finds, from the docstrings in `readme_sync.rules`.

python scripts/rules.py
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from readme_sync import rules
from readme_sync.rules import Rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
FAMILIES = {
    "RS1": "Numbers",
    "RS2": "Tables and lists",
    "RS3": "Sections and links",
    "RS4": "Images",
    "RS5": "Regions",
    "RS6": "Against an earlier version",
}
HEAD = """# Rules

What `readme-sync check` finds. This page is made by `python scripts/rules.py`; do not edit it. `readme-sync rule ID`
prints what it says of one rule.

Errors and warnings give exit code 1, notes do not. A safe fix is made by `--fix`; an unsafe one changes the page, or
what is meant, and waits for you. `--select` and `--ignore` take ids, names and families: `RS206`, `row-numbers`, `RS2`.
"""


def page() -> str:
    """The page: a table of the rules for each family, then the text of each rule."""
    return "\n".join([HEAD, *_tables(), *(line for rule in rules.every() for line in _text(rule))])


def _tables() -> Iterator[str]:
    for family, title in FAMILIES.items():
        members = [rule for rule in rules.every() if rule.id.startswith(family)]
        if members:
            yield f"## {family}: {title.lower()}\n"
            yield "| rule | finds | level | fix |\n| --- | --- | --- | --- |"
            yield from map(_row, members)
            yield ""


def _row(rule: Rule) -> str:
    summary = _parts(rule)[0].partition(": ")[2].rstrip(".")
    anchor = f"{rule.id}-{rule.name}".lower()
    return f"| [{rule.id} {rule.name}](#{anchor}) | {summary} | {rule.level} | {_fix(rule)} |"


def _fix(rule: Rule) -> str:
    """Whether there is a fix, by what its documentation says."""
    text = _parts(rule)[-1]
    if "There is no fix" in text:
        return "none"
    is_safe = text.lstrip("\n").partition("\n\n")[2].startswith("Safe")
    return ("safe, at times unsafe" if is_safe else "unsafe") if "is unsafe" in text else "safe"


def _text(rule: Rule) -> Iterator[str]:
    """The documentation of a rule, its headings below that of the rule."""
    summary, *parts = _parts(rule)
    yield f"## {rule.id} {rule.name}\n"
    yield f"{summary.partition(': ')[2]}\n"
    for part in parts:
        yield f"#{part.strip()}\n"


def _parts(rule: Rule) -> list[str]:
    """The summary, then each part of the documentation with its heading."""
    module = next(one for one in sys.modules.values() if getattr(one, "RULE", None) is rule)
    return re.split(r"\n+(?=## )", (module.__doc__ or "").strip())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
