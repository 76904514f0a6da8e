"""Where named facts are stated, from `tests/cases/fact-places.toml`, and what holds for all of them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fact_cases import configuration, to_toml

from readme_sync import rules
from readme_sync.config import settings_at
from readme_sync.editing.sync import sync
from readme_sync.markers.expressions import parse_expression
from readme_sync.model import ClaimSetting, FactSource, Settings, SourceKind
from readme_sync.reader import parse

FILE = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "fact-places.toml").read_text("utf-8"))
CASES = [pytest.param(case, id=name) for name, case in FILE.items() if name != "given"]
KEYS = {"claims", "readme", "synced", "results"}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_case(case: dict[str, Any], newline: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not set(case) - KEYS
    monkeypatch.chdir(tmp_path)
    claims = "".join(
        "[[claims]]\n" + "".join(f"{key} = {to_toml(one)}\n" for key, one in claim.items())
        for claim in case.get("claims", ())
    )
    (tmp_path / "c.toml").write_text(configuration(FILE["given"]["facts"]) + claims, "utf-8")
    chosen = settings_at("c.toml")
    stale = rules.check(parse(case["readme"], settings=chosen), ["RS101"])
    assert len({one.span for one in stale}) == len(stale)
    text = case["readme"].replace("\n", newline)
    after = sync(text, chosen)
    lines = dict(enumerate(text.split(newline), 1))
    wanted = lines | {int(number): line for number, line in case.get("synced", {}).items()}
    assert dict(enumerate(after.source.text.split(newline), 1)) == wanted
    assert sync(after.source, chosen).source == after.source
    left = parse(after.source, settings=chosen)
    found = [(left.source.position_of(one.span.start), one.message) for one in rules.check(left) if one.rule < "RS9"]
    assert [f"{place.line}:{place.column} {message}" for place, message in found] == case.get("results", [])


def _fact(name: str, value: float | str) -> FactSource:
    is_text = isinstance(value, str)
    part = FactSource(SourceKind.TEXT, at=str(value)) if is_text else FactSource(SourceKind.NUMBER, number=float(value))
    return FactSource(SourceKind.FACT, at=name, parts=(part,))


VALUES = (
    st.integers(0, 10_000_000)
    | st.decimals(0, 1000, places=2).map(float)
    | st.from_regex(r"[0-9]\.[0-9]{1,2}\.[0-9]", fullmatch=True)
)
WRITTEN = st.sampled_from(
    ["7", "1,234", "1.234", "1 234", "12.5", "2.4k", "1300+", "~1300", "006", "0+", "9.9.9", "40%", ""]
)
PLACES = st.tuples(
    st.sampled_from("ab"),
    WRITTEN,
    st.sampled_from(
        [
            "{} rules",
            "<!-- readme-sync: {name} -->{}<!-- /readme-sync -->",
            "![{}](https://img.shields.io/badge/{name}-{}-blue)",
            "other {} words",
        ]
    ),
)


@settings(max_examples=30)
@given(st.tuples(VALUES, VALUES), st.lists(PLACES, max_size=6))
def test_sync_makes_all_right_and_only_the_numbers_change(
    values: tuple[float | str, float | str], places: list[tuple[str, str, str]]
) -> None:
    """After `sync` nothing is stale, twice is once, and what is no part of a value stays."""
    facts = tuple(_fact(name, value) for name, value in zip("ab", values, strict=True))
    claims = tuple(
        ClaimSetting(
            (f"{fact.at}: {{}} rules", f"badge/{fact.at}-{{}}-"), parse_expression(fact.at, facts), files=("*",)
        )
        for fact in facts
    )
    chosen = Settings(facts=facts, claims=claims)
    text = "\n\n".join(f"{name}: " + form.replace("{name}", name).replace("{}", one) for name, one, form in places)
    outcome = sync(text, chosen)
    if outcome.refused:
        assert outcome.source.text == text
        return
    readme = parse(outcome.source, settings=chosen)
    assert [one for one in rules.check(readme, ["RS101", "RS504"]) if one.fix] == []
    assert sync(outcome.source, chosen).source == outcome.source
    assert _frame(outcome.source.text) == _frame(text)


def _frame(text: str) -> str:
    """Return a text without what numbers and versions are made of."""
    return "".join(character for character in text if not character.isdigit() and character not in ",.% k+~")
