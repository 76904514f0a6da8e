"""`counting.parents = "follow"`: the box of a task follows the boxes of its parts."""

import pytest

import readme_sync
from readme_sync.model import AS_WRITTEN, DEFAULT, Parents

FOLLOW = DEFAULT._replace(counting=AS_WRITTEN._replace(parents=Parents.FOLLOW))
TEXT = """\
- [ ] Plan (0/2)
  - [x] a
    - [x] deep
  - [ ] b
- [x] Ship
  - [ ] pack
- [ ] alone
- [ ] Which one?
  - [x] red
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- [ ] P\n  - [x] a\n  - [x] b\n", "- [x] P\n  - [x] a\n  - [x] b\n"),
        ("- [X] P\n  - [x] a\n  - [ ] b\n", "- [ ] P\n  - [x] a\n  - [ ] b\n"),
        ("- [ ] P\n  - [ ] Q\n    - [x] a\n", "- [x] P\n  - [x] Q\n    - [x] a\n"),
        (
            "- [ ] P\n  - [x] a\n  - [ ] b (optional)\n  - [ ] ~~c~~\n",
            "- [x] P\n  - [x] a\n  - [ ] b (optional)\n  - [ ] ~~c~~\n",
        ),
        ("- [ ] Which one?\n  - [x] red\n", "- [ ] Which one?\n  - [x] red\n"),
        ("- [ ] P\n  - [ ] a (optional)\n", "- [ ] P\n  - [ ] a (optional)\n"),
        ("- [ ] P\n\ntext\n\n- [x] a\n", "- [ ] P\n\ntext\n\n- [x] a\n"),
    ],
)
def test_sync_and_a_fix_bring_them_up_to_date(text: str, wanted: str) -> None:
    for changed in (readme_sync.sync(text, FOLLOW), readme_sync.fix(text, ["RS104"], FOLLOW)):
        assert changed.source.text == wanted
    assert readme_sync.sync(text).source.text == text
    assert not readme_sync.sync(wanted, FOLLOW).changed


def test_an_edit_takes_the_parents_along() -> None:
    done = readme_sync.apply(TEXT, readme_sync.SetProgress("b", "done"), settings=FOLLOW)
    assert "- [x] Plan" in done.source.text
    assert "- [ ] Which one?" in done.source.text
    alone = readme_sync.apply(TEXT, readme_sync.SetProgress("b", "done"), settings=FOLLOW, sync=False)
    assert "- [ ] Plan" in alone.source.text


def test_hostile_depth_is_linear() -> None:
    text = "".join(f"{'  ' * depth}- [ ] t{depth}\n" for depth in range(60)) + f"{'  ' * 60}- [x] end\n"
    assert "[ ]" not in readme_sync.sync(text, FOLLOW).source.text
