"""The counting policy: docs/counting.md, put to the test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.model import AS_WRITTEN, Counting, Fact, Nested, Readme, Settings, Tally, TrackerKind, Treat
from readme_sync.reader import read
from readme_sync.text import Source

TASKS = """\
- [x] a
- [ ] ~~b~~
- [ ] ~~c~~ (moved)
- [ ] ~~d~~ but not this
- [ ] e (optional)
- [ ] *Optional:* f
- [ ] make the field optional
- [-] g
"""
TABLE = """\
| Task | Status | Weight |
| --- | --- | --- |
| a | Done | 60% |
| ~~b~~ | Not started | 20% |
| ~~[c](c.md)~~ | Not started | |
| d ~~d~~ | In progress | 10 |
| e | Cancelled | 0 |
| f | ❌ Not needed | 5 |
| g | Optional | x |
| h | Completed | |
"""
NESTED = """\
- [x] a
  - [x] b
    - [x] c
    - [ ] d
  - [x] e
- [ ] f
"""


def counted(text: str, **policy: object) -> Readme:
    return read(Source(text), Settings(counting=AS_WRITTEN._replace(**policy)))  # type: ignore[arg-type]  # keys of it


def done_of(readme: Readme) -> str:
    return f"{readme.tally.done}/{readme.tally.total}"


def left_out(readme: Readme) -> str:
    return " ".join(item.label for item in readme.items if not item.weight)


def test_without_a_choice_every_item_counts_as_what_it_says() -> None:
    for text in (TASKS, TABLE, NESTED):
        readme = read(Source(text))
        assert all(item.weight == 1 and item.counted is None for item in readme.items)
    assert done_of(read(Source(TASKS))) == "1/8"
    assert done_of(read(Source(TABLE))) == "2/8"
    assert done_of(read(Source(NESTED))) == "4/6"


@pytest.mark.parametrize(
    ("text", "policy", "skipped", "of_skip", "of_done"),
    [
        (TASKS, "cancelled", "g", "1/7", "2/8"),
        (TASKS, "struck", "b c (moved)", "1/6", "3/8"),
        (TASKS, "optional", "e (optional) Optional: f", "1/6", "3/8"),
        (TABLE, "cancelled", "e f", "2/6", "4/8"),
        (TABLE, "struck", "b c", "2/6", "4/8"),
        (TABLE, "optional", "g", "2/7", "3/8"),
    ],
)
def test_each_kind(text: str, policy: str, skipped: str, of_skip: str, of_done: str) -> None:
    readme = counted(text, **{policy: Treat.SKIP})
    assert (left_out(readme), done_of(readme)) == (skipped, of_skip)
    assert done_of(counted(text, **{policy: Treat.DONE})) == of_done


def test_of_two_reasons_the_first_that_is_chosen_counts() -> None:
    text = "- [ ] ~~a~~ (optional)\n"
    assert done_of(counted(text, struck=Treat.SKIP, optional=Treat.DONE)) == "0/0"
    assert done_of(counted(text, optional=Treat.DONE)) == "1/1"


@pytest.mark.parametrize(
    ("label", "struck"),
    [("~a~", True), ("~~a ~~", False), ("~~ a~~", False), ("~~~a~~~", False), ("~~a", False), ("~~a~~ b", False)],
)
def test_what_is_struck(label: str, struck: bool) -> None:  # noqa: FBT001  a column of the table
    assert bool(left_out(counted(f"- [ ] {label}\n", struck=Treat.SKIP))) is struck


def test_a_struck_remark_strikes_no_row() -> None:
    text = "| Task | Status | Note |\n| --- | --- | --- |\n| Scales | Done | ~~soon~~ |\n"
    assert not left_out(counted(text, struck=Treat.SKIP))


def test_items_in_progress() -> None:
    text = "| Task | Status |\n| --- | --- |\n| a | Done |\n| b | In progress |\n| c | 🚧 40% |\n| d | Not started |\n"
    assert read(Source(text)).tally.percent == pytest.approx((100 + 0 + 40 + 0) / 4)
    tally = counted(text, in_progress=50.0).tally
    assert tally.percent == pytest.approx((100 + 50 + 40 + 0) / 4)
    assert (tally.done, tally.total, tally.in_progress) == (1, 4, 2)


@pytest.mark.parametrize(
    ("nested", "wanted", "labels"),
    [(Nested.ALL, "4/6", "a b c d e f"), (Nested.LEAVES, "2/4", "c d e f"), (Nested.OUTER, "1/2", "a f")],
)
def test_tasks_in_tasks(nested: Nested, wanted: str, labels: str) -> None:
    readme = counted(NESTED, nested=nested)
    assert done_of(readme) == wanted
    assert " ".join(item.label for item in readme.items if item.weight) == labels


def test_weights() -> None:
    readme = counted(TABLE, weight="weight")
    assert [item.weight for item in readme.items] == [60, 20, 1, 10, 0, 5, 1, 1]
    assert readme.tally.percent == pytest.approx(100 * 61 / (60 + 20 + 1 + 10 + 0 + 5 + 1 + 1))
    assert done_of(readme) == "2/7"
    assert all(item.weight == 1 for item in counted(TABLE, weight="Points").items)


def test_totals_legends_and_code_are_no_items() -> None:
    text = (
        "Legend: ✅ done, 🚧 in progress, ⬜ not started\n\n```\n- [x] code\n```\n\n"
        "| Task | Status |\n| --- | --- |\n| a | ✅ |\n| b | ⬜ |\n| Total | 1/2 |\n"
    )
    assert done_of(read(Source(text))) == "1/2"


def test_the_sections_and_trackers_count_alike() -> None:
    readme = counted(f"# A\n\n{TASKS}\n# B\n\n{NESTED}", struck=Treat.SKIP, nested=Nested.LEAVES)
    assert [(tally.done, tally.total) for tally in readme.tallies()] == [(3, 10), (1, 6), (2, 4)]
    assert [(tracker.tally.done, tracker.tally.total) for tracker in readme.trackers] == [(1, 6), (2, 4)]


POLICIES = st.builds(
    Counting,
    st.sampled_from(Treat),
    st.sampled_from(Treat),
    st.sampled_from(Treat),
    st.none() | st.floats(0, 100),
    st.sampled_from(Nested),
    st.sampled_from(["", "Weight"]),
)


@given(POLICIES, st.sampled_from([TASKS, TABLE, NESTED]))
def test_a_policy_changes_no_item_but_how_it_counts(policy: Counting, text: str) -> None:
    plain, counting = read(Source(text)), read(Source(text), Settings(counting=policy))
    items = [item._replace(counted=None, weight=1.0) for item in counting.items]
    assert items == list(plain.items)
    tally = counting.tally
    assert tally.total == sum(bool(item.weight) for item in counting.items)
    assert 0 <= tally.done <= tally.total
    assert tally.percent is None or -1e-9 <= tally.percent <= 100 + 1e-9
    assert {tracker.kind for tracker in counting.trackers} <= set(TrackerKind)


def test_weights_of_one_are_no_weights() -> None:
    progresses = [item.progress for item in read(Source(TABLE)).items]
    assert Tally.of(progresses, [1.0] * len(progresses)) == Tally.of(progresses)


def test_claims_by_form_follow_the_policy() -> None:
    text = "# Phase (1/2)\n\n- [x] a\n- [ ] b\n- [ ] ~~c~~\n"
    assert not [claim for claim in read(Source(text)).claims if not claim.doubt]
    (claim,) = counted(text, struck=Treat.SKIP).claims
    assert isinstance(claim.fact, Fact)
    assert next((one.done, one.total) for one in claim.fact.progresses) == (1, 2)
