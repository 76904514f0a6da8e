"""One percent: whatever shows what a document comes to shows the same number. docs/percent.md has the policy."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import readme_sync
from readme_sync.action.process import DocumentResult
from readme_sync.action.report import RunResult, outputs
from readme_sync.model import DEFAULT, FailOn, Progress, State, Tally
from readme_sync.model.settings import AS_WRITTEN, round_percent
from readme_sync.reader import parse
from readme_sync.reports.checked import Counts
from readme_sync.reports.job_summary import Summarized, job_summary
from readme_sync.reports.status_csv import status_csv
from readme_sync.reports.status_json import document_status
from readme_sync.reports.status_markdown import status_markdown
from readme_sync.reports.status_text import status_text, total_text
from readme_sync.reports.words import View, number_text, percent_text

SHOWN = """

# What stands there

<!-- readme-sync: percent of #work --><!-- /readme-sync --> of it is done.

<!-- readme-sync: summary of=#work -->
<!-- /readme-sync -->

<!-- readme-sync: chart of=#work -->
<!-- /readme-sync -->
"""
CELLS = [
    "✅",
    "🚧",
    "⬜",
    "❓",
    "Done",
    "In progress",
    "40%",
    "100%",
    "0%",
    "99.6%",
    "0.3%",
    "12/12",
    "16/32",
    "0/66",
    "1/3",
]
UNITS = [cell for cell in CELLS if "/" in cell]


def table(cells: list[str]) -> str:
    rows = "".join(f"| Row {number} | {cell} |\n" for number, cell in enumerate(cells))
    return f"\n| Task | Progress |\n| --- | --- |\n{rows}"


def tasks(boxes: str) -> str:
    return "\n" + "".join(f"- [{box}] task {number}\n" for number, box in enumerate(boxes))


PARTS = st.one_of(
    st.lists(st.sampled_from(CELLS), min_size=2, max_size=5).map(table),
    st.lists(st.sampled_from(UNITS), min_size=2, max_size=5).map(table),
    st.text("x ", min_size=1, max_size=4).map(tasks),
)
DOCUMENTS = st.lists(PARTS, min_size=1, max_size=3).map(
    lambda parts: "# Work\n" + "".join(f"\n## Part {number}\n{part}" for number, part in enumerate(parts))
)


@given(DOCUMENTS, st.none() | st.sampled_from([50.0, 1.0]))
def test_everything_shows_the_same(work: str, in_progress: float | None) -> None:
    settings = DEFAULT._replace(counting=AS_WRITTEN._replace(in_progress=in_progress))
    readme = parse(work + SHOWN, settings=settings)
    tally = readme.tally
    if tally.percent is None:
        return
    whole, exact = f"{round_percent(tally.percent):.0f}%", f"{percent_text(tally.percent)} %"
    items = list(readme.counted)
    lines = status_text(readme, "a.md", View()).splitlines()
    whole_line = next(line for line in reversed(lines) if line.endswith(f"  {tally.done}/{tally.total}"))
    assert whole_line.split("  ")[-2].strip() == exact
    assert f", {exact}\n" in total_text(items, 2, View())
    assert f"**{exact}** (" in status_markdown(readme, "a.md")
    assert f"**{exact}** ·" in job_summary([Summarized("a.md", readme, None, (), "")], "", (), "")
    unchanged = DocumentResult("a.md", readme.source, readme.source, readme, readme, (), (), FailOn.NOTE)
    assert outputs(RunResult((unchanged,), (), "", written=False), Counts())["percent"] == exact.removesuffix(" %")
    assert status_csv(readme, "a.md", header=False).split("\n", 1)[0].endswith(f",{number_text(tally.percent)}")
    assert document_status(readme, "a.md").progress.percent == pytest.approx(tally.percent, abs=1e-4)
    assert readme_sync.edit(work + SHOWN, settings=settings).percent == tally.percent
    done = readme_sync.sync(work + SHOWN, settings)
    assert not done.refused
    synced = done.source.text.split("# What stands there")[1]
    assert re.search(r"-->([0-9]+%)<!--", synced)[1] == whole  # type: ignore[index]  # it stands there
    bars = re.findall(r"[█░]+\s+\**([0-9]+%)", synced.partition("```text")[2])
    assert bars[-1] == whole
    assert re.findall(r"([0-9]+%) +\|", synced.partition("```text")[0])[-1] == whole


PROGRESSES = st.one_of(
    st.sampled_from([Progress.of_state(state) for state in State]),
    st.floats(0, 100).map(Progress.of_percent),
    st.tuples(st.integers(0, 400), st.integers(1, 400)).map(lambda pair: Progress.of_fraction(min(pair), pair[1])),
)


@given(st.lists(PROGRESSES, min_size=1, max_size=400), st.data())
def test_100_and_0_are_said_of_all_and_of_nothing_only(progresses: list[Progress], data: st.DataObject) -> None:
    weights = data.draw(st.none() | st.lists(st.floats(1e-6, 1e6), min_size=len(progresses), max_size=len(progresses)))
    tally = Tally.of(progresses, weights)
    if tally.percent is None:
        assert all(one.state is State.UNKNOWN for one in progresses)
        return
    begun = any(one.percent for one in progresses)
    assert (tally.percent == 100) is all(one.is_done for one in progresses)
    assert (tally.percent == 0) is not begun or not tally.percent
    for unit in (1.0, 0.1):
        assert (round_percent(tally.percent, unit) == 100) is all(one.is_done for one in progresses)
        assert (round_percent(tally.percent, unit) == 0) is (tally.percent == 0)


@pytest.mark.parametrize(
    ("cells", "percent", "mean"),
    [
        (["✅", "🚧", "🚧", "🚧", "🚧", "🚧"], 100 / 6, None),
        (["✅", "✅", "❓"], 200 / 3, None),
        (["12/12", "16/32", "0/66"], 100 * 28 / 110, 50),
        (["12/12", "50%"], 75, None),
        (["100%", "100%"], 100, None),
        (["🚧", "🚧"], 0, None),
    ],
)
def test_worked_examples(cells: list[str], percent: float, mean: float | None) -> None:
    tally = parse(table(cells)).tally
    assert tally.percent == pytest.approx(percent)
    assert tally.mean == (None if mean is None else pytest.approx(mean))


def test_what_says_nothing_has_no_percent() -> None:
    assert Tally.of([Progress(State.UNKNOWN)] * 3).percent is None
    assert Tally.of([]).percent is None
