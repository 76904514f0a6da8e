"""A document in which a merge was not finished is never written."""

from collections.abc import Callable

import pytest

import readme_sync
from readme_sync.errors import WriteError
from readme_sync.model import Outcome

SIDES = "<<<<<<< HEAD\n- [x] sow\n=======\n- [ ] sow\n>>>>>>> other\n"
TEXT = f"# Plan\n\n{SIDES}- [ ] hoe\n\n# Reading (0/2)\n\n| Row | Progress |\n|-|-|\n| a | 10% |\n| b | 100% |\n"
WRITES: list[Callable[[str], Outcome]] = [
    lambda text: readme_sync.apply(text, readme_sync.SetProgress("a", 20)),
    lambda text: readme_sync.apply(text, readme_sync.AddItem("c", 20, after="a")),
    lambda text: readme_sync.apply(text, readme_sync.RemoveItem("hoe")),
    lambda text: readme_sync.apply(text, readme_sync.SortItems(reverse=True, section="Reading")),
    readme_sync.format_tables,
]


@pytest.mark.parametrize("write", WRITES)
def test_no_edit_is_written(write: Callable[[str], Outcome]) -> None:
    with pytest.raises(WriteError, match="a merge was not finished; choose one side and remove the markers"):
        write(TEXT)
    assert write(TEXT.replace(SIDES, "- [x] sow\n")).changed


def test_neither_sync_nor_a_fix_writes() -> None:
    refused = readme_sync.sync(TEXT)
    assert not refused.changed
    assert [one.rule for one in refused.refused] == ["RS507"]
    fixed = readme_sync.fix(TEXT, unsafe=True)
    assert not fixed.changed
    assert not any(one.fix for one in readme_sync.check(TEXT))
    assert any(one.fix for one in readme_sync.check(TEXT.replace(SIDES, "")))
