"""`readme-sync export`."""

import json
from pathlib import Path

import pytest
from cli_running import LOG, Runner

CSV = """\
section,row,value,values.Kind
#reading,Dune,100,Novel
#reading,Emma,40,Novel
#reading,Ulysses,10,Novel
#reading,Walden,100,Essay
#reading,Beloved,0,Novel
#reading,Dubliners,50,Stories
#building,Shed,100,
#building,Boat,0,
"""


@pytest.mark.usefixtures("folder")
def test_csv(run: Runner) -> None:
    assert run("export") == (0, CSV, "")


@pytest.mark.usefixtures("folder")
def test_a_section(run: Runner) -> None:
    ran = run("export", "README.md", "--section", "Building", "--output-format", "json")
    assert json.loads(ran.out) == [
        {"section": "#building", "row": "Shed", "value": "100"},
        {"section": "#building", "row": "Boat", "value": "0"},
    ]
    assert run("export", "--section", "Nowhere").code == 2


def test_several_progress_columns_and_fractions(run: Runner) -> None:
    document = "| Task | Theory progress | Practice progress |\n| - | - | - |\n| a | 30% | 50% |\n| b | 5% | 0% |\n"
    ran = run("export", "-", stdin=document.encode())
    assert ran.out == "row,values.Theory progress,values.Practice progress\na,30,50\nb,5,0\n"


def test_nothing_to_export(run: Runner) -> None:
    ran = run("export", "-", stdin=b"words\n")
    assert ran == (2, "", "readme-sync: <stdin>: holds no progress that can be read\n")


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "yaml"])
def test_round_trip(run: Runner, folder: Path, form: str) -> None:
    data = folder / f"data.{form}"
    data.write_bytes(run("export", "--output-format", form).out.encode())
    ran = run("import", str(data))
    assert ran.code == 0, ran.err
    assert ran.out.endswith("8 operations, 8 without a change: 0 documents changed, 1 document already right\n")
    assert (folder / "README.md").read_text("utf-8") == LOG
