"""The site: every page of docs/ is in its navigation, once; links out of docs/ work there, too."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    assert sorted(re.findall(r"(?<=[ /])[\w./-]+\.md", navigation)) == PAGES


def test_no_link_leaves_the_pages() -> None:
    for page in PAGES:
        text = (ROOT / "docs" / page).read_text("utf-8")
        for target in re.findall(r"\]\((\.\.?/[^)#\s]*)", text):
            assert (ROOT / "docs" / page).parent.joinpath(target).resolve().is_relative_to(ROOT / "docs"), (
                page,
                target,
            )
