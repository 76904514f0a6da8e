"""What each notation reads and writes, from `tests/cases/notations/*.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readme_sync.editing.set_progress import parse_value
from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Target, every, named, of_target

CASES = Path(__file__).resolve().parents[1] / "cases" / "notations"


def _cases() -> list[tuple[Notation, str, dict[str, Any]]]:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))}
    return [(notation, name, case) for notation in every() for name, case in files.get(notation.name, {}).items()]


def _parameters() -> list[Any]:
    return [pytest.param(notation, case, id=f"{notation.name}: {name}") for notation, name, case in _cases()]


def shown(progress: Progress) -> str:
    """A progress as the case files write it."""
    if progress.total is not None and progress.done is not None:
        return f"{progress.done:g}/{progress.total:g}"
    if progress.done is not None:
        return f"{progress.done:g}"
    if progress.percent is None:
        return str(progress.state)
    return f"{progress.percent:g}%"


def write(notation: Notation, text: str, value: str) -> str:
    """The text after its one reading was set."""
    start, end, *_ = one_reading(notation, text)
    part = text[start:end]
    is_number = notation.family is Family.NUMBER and value.replace(".", "").isdigit()
    progress = Progress.of_number(float(value)) if is_number else parse_value(value)
    for first, last, new in reversed(notation.write(part, progress)):
        part = part[:first] + new + part[last:]
    return text[:start] + part + text[end:]


def one_reading(notation: Notation, text: str) -> tuple[int, int]:
    (reading,) = notation.read(text)
    return reading.start, reading.end


def test_registry_is_complete_and_ordered() -> None:
    names = [notation.name for notation in every()]
    assert names == sorted(names)
    assert {path.stem for path in CASES.glob("*.toml")} == set(names), "one case file for each notation"
    assert [named(name).name for name in names] == names
    assert sum(len(of_target(target)) for target in Target) == len(names)


@pytest.mark.parametrize(("notation", "case"), _parameters())
def test_case(notation: Notation, case: dict[str, Any]) -> None:
    unknown = set(case) - {"text", "reads", "set", "refuses"}
    assert not unknown, f"a case has no {unknown}"
    text = case["text"]
    boxes = {State.DONE: "done", State.OPEN: "open"}
    found = [reading.progress for reading in notation.read(text)]
    is_box = notation.target is Target.BOX
    assert [boxes.get(one.state, str(one.state)) if is_box else shown(one) for one in found] == case["reads"]
    for value, after in case.get("set", {}).items():
        assert write(notation, text, value) == after, value
    for value, reason in case.get("refuses", {}).items():
        with pytest.raises(RequestError, match=reason):
            write(notation, text, value)
