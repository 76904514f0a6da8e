"""The last look before regions are written: what would show around them is refused."""

import pytest

from readme_sync.editing.verify import verify_regions
from readme_sync.errors import WriteError
from readme_sync.model import Readme
from readme_sync.reader import read
from readme_sync.text import Edit, Source, Span, apply

TEXT = "# A\n\n<!-- readme-sync: toc -->\n- [B](#b)\n<!-- /readme-sync -->\n\n# B\n\nend\n"


def change(text: str, inside: str) -> tuple[Readme, list[Edit]]:
    """The document, and the edit that puts something else into its region."""
    readme = read(Source(text, "R.md"))
    (region,) = readme.regions
    assert not region.inline
    return readme, [Edit(region.inside, inside)]


def test_another_inside_is_let_through() -> None:
    readme, edits = change(TEXT, "\n- [A](#a)\n- [B](#b)\n")
    verify_regions(readme, edits, apply(readme.source, edits))


def test_a_text_that_speaks_of_our_marks() -> None:
    readme, edits = change(TEXT.replace("end", "<!-- readme-sync-region 0 begins -->"), "\n- x\n")
    verify_regions(readme, edits, apply(readme.source, edits))


@pytest.mark.parametrize("inside", ["\n```\ncode\n", "\n<pre>\n", "\n- x", "\n[B]: /u\n"])
def test_what_would_show_around_it(inside: str) -> None:
    text = TEXT.replace("end", "[B] end")
    readme, edits = change(text, inside)
    with pytest.raises(WriteError, match=r"^R\.md: the change would show in other places too; nothing was written"):
        verify_regions(readme, edits, apply(readme.source, edits))


def test_a_text_that_is_not_made_by_the_edits() -> None:
    readme, edits = change(TEXT, "\n- x\n")
    after = apply(readme.source, [*edits, Edit(Span(0, 1), "=")])
    with pytest.raises(WriteError, match="the change would move other text"):
        verify_regions(readme, edits, after)
