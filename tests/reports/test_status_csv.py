"""The status for spreadsheets and scripts."""

import csv
import io

from hand_made import build

from readme_sync.reports.status_csv import COLUMNS, status_csv


def test_a_document() -> None:
    readme = build((1, "How I learn", []), (2, "One", [100, 50]), (2, "Two", [None]), (2, "Empty", []))
    assert status_csv(readme, "docs/a.md", header=True) == (
        "path,level,line,anchor,title,total,done,in_progress,unknown,percent\n"
        "docs/a.md,0,1,,,3,1,1,1,50\n"
        "docs/a.md,1,1,how-i-learn,How I learn,3,1,1,1,50\n"
        "docs/a.md,2,2,one,One,2,1,1,0,75\n"
        "docs/a.md,2,5,two,Two,1,0,0,1,\n"
    )


def test_what_is_written_can_be_read() -> None:
    title = 'a, "b"; =1+1 \u202e'
    text = status_csv(build((1, title, [33.333, 0])), "a,b.md", header=True)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["title"] for row in rows] == ["", title]
    assert {row["path"] for row in rows} == {"a,b.md"}
    assert rows[1]["percent"] == "16.67"


def test_the_header_comes_once() -> None:
    assert "path" not in status_csv(build((1, "One", [50])), "a.md", header=False)
