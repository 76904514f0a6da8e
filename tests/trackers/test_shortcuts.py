"""The shortcuts past the inline parser are sound: with and without them everything is read the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.claims import announced_list as listed
from readme_sync.claims import heading_count as counted
from readme_sync.claims import total_row
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.markdown import nodes as columns
from readme_sync.markdown import plain_text as cells
from readme_sync.model import Readme
from readme_sync.reader import read
from readme_sync.text import Source
from readme_sync.trackers import figures, tables, tasks
from readme_sync.trackers import rows as row_figures
from readme_sync.trackers import rows as row_items


def _read_the_long_way(source: Source) -> Readme:
    never = re.compile(r"(?!)")
    always = re.compile(r"")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "_LONE_IMAGE", never)
        patch.setattr(cells, "_MARKUP", always)
        patch.setattr(tables, "all_plain", lambda _: False)
        patch.setattr(figures, "_any_mark", lambda: lambda _: True)
        patch.setattr(columns, "_rooms", lambda *_: None)
        patch.setattr(row_figures, "simple_figures", lambda *_: None)
        patch.setattr(row_items, "_are_filled", lambda _: False)
        patch.setattr(tables, "_may_hold", lambda *_: True)
        patch.setattr(tasks, "_SHOWN_BOX", always)
        patch.setattr(ClaimContext, "may_hold_picture", True)
        patch.setattr(ClaimContext, "may_hold_share", True)
        patch.setattr(TextBlock, "may_hold_share", True)
        patch.setattr(counted, "_may_count", lambda _: True)
        patch.setattr(listed, "_speaks", lambda _: True)
        patch.setattr(total_row, "_may_hold_total", lambda _: True)
        return read(source)


def _same(source: Source) -> bool:
    short, long = read(source), _read_the_long_way(source)
    return (short.sections, short.trackers, short.claims) == (long.sections, long.trackers, long.claims)


SCRAPS = st.lists(
    st.sampled_from(
        [
            *(
                "40%",
                "3/10",
                "![](https://geps.dev/progress/40)",
                "![1%](https://progress-bar.xyz/1/?scale=8)",
                " ",
                "|",
            ),
            *(
                "![",
                "](",
                ")",
                "[",
                "]",
                "*",
                "`",
                "&amp;",
                "&percnt;",
                "\\",
                "<b>",
                "www.a.b",
                "https://a.b/1/2",
                "~",
                "_",
            ),
            *("✅", "Done", "⬜️ Not started", "[x]", ":x:", "Status", "🎯 ", "Estado", "\\[ ]", "&#9989;", "☐"),
            *("  ", "\xa0", "\t", "Total", "1: ", "é", "!", "(", "<!--", "-->", "\\|", "[a]: b", "x@y.z"),
        ]
    ),
    max_size=14,
).map("".join)


@given(SCRAPS, SCRAPS, SCRAPS)
def test_on_random_cells(heading: str, label: str, figure: str) -> None:
    table = f"| Song | {heading} | Progress |\n|-|-|-|\n|{label}|{label}|{figure}|\n|a|b|40%|\n|Total|c|60%|\n"
    text = f"{label} {figure} ({heading})\n\nthe following 3 songs:\n\n- {label}\n- a\n"
    assert _same(Source(f"# {heading}\n\n{table}\n- [x] {label}\n\n{text}"))


@given(SCRAPS, SCRAPS, SCRAPS)
def test_on_random_rows_that_repeat_themselves(label: str, figure: str, other: str) -> None:
    rows = "".join(f"| {text} | {figure} | {other} | a |\n| **{text}** |  |  |  |\n" for text in ("b", label, "b"))
    assert _same(Source(f"# Songs\n\n| Song | Status | Progress | {label} |\n|-|-|-|-|\n{rows}{rows}"))


def test_on_the_corpora(shared: Path, progress_files: list[Path], hostile_files: list[Path]) -> None:
    assert shared.is_dir()
    read_well = 0
    for path in [*progress_files, *hostile_files]:
        try:
            source = Source(path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            continue
        assert _same(source), path.name
        read_well += 1
    assert read_well >= 120


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "row",
    [
        "| x | ![](https://geps.dev/progress/40) |\n",
        "| **x** | 3/10 |\n",
        "1: a | 40% | c\n",
        "- [ ] a\n",
        "# 1.2. a\n",
    ],
)
def test_long_documents(row: str) -> None:
    readme = read(Source("| Song | Progress |\n| - | - |\n" + row * 5_000))
    assert len(list(readme.items)) + len(readme.sections) >= 5_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("end", ["|", ""])
def test_wide_tables(end: str) -> None:
    width = 6_000
    row = f"{'| 40% ' * width}{end}\n"
    readme = read(Source(f"{'| Progress ' * width}|\n{'|-' * width}|\n{row * 20}"))
    assert len(list(readme.items)) == 20
