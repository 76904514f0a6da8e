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
from readme_sync.model import ClaimSetting, Expression, FactSource, Settings, SourceKind, Value
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
    ["7", "1,234", "1.234", "1 234", "12.5", "2.4k", "1300+", "~1300", "006", "0+", "9.9.9", "40%", "3/10", ""]
)
PLACES = st.tuples(
    st.sampled_from("abst"),
    WRITTEN,
    st.sampled_from(
        [
            "{} rules",
            "<!-- readme-sync: {name} -->{}<!-- /readme-sync -->",
            "<!-- readme-sync: {name} -->![{}](https://img.shields.io/badge/kit-{}-blue)<!-- /readme-sync -->",
            "![{}](https://img.shields.io/badge/{name}-{}-blue)",
            '<img src="https://img.shields.io/badge/{name}-{}-red" alt="{name} is {}">',
            "other {} words",
        ]
    ),
)
DOCUMENTS = st.lists(st.lists(PLACES, max_size=4), min_size=1, max_size=2)


@settings(max_examples=30)
@given(
    st.tuples(VALUES, VALUES),
    st.tuples(st.integers(0, 99), st.integers(0, 99)),
    DOCUMENTS,
    st.sampled_from([(), ((0.0, "red"), (50.0, "orange"), (90.0, "blue"))]),
)
def test_sync_makes_all_right_and_only_the_numbers_change(
    values: tuple[float | str, float | str],
    share: tuple[int, int],
    documents: list[list[tuple[str, str, str]]],
    colors: tuple[tuple[float, str], ...],
) -> None:
    """After `sync` nothing is stale, twice is once, and what is no part of a value stays, in each document."""
    numbers = [_fact(name, value) for name, value in zip("abcd", (*values, *share), strict=True)]
    combined = (("s", "/"), ("t", "+"))
    facts = (
        *numbers[:2],
        *(FactSource(SourceKind.FACT, at=name, parts=tuple(numbers[2:]), sign=sign) for name, sign in combined),
    )
    claims = tuple(
        ClaimSetting(
            (f"{fact.at}: {{}} rules", f"badge/{fact.at}-{{}}-"),
            parse_expression(fact.at, facts),
            files=("*",),
            color=_color(fact, colors) if colors else None,
        )
        for fact in facts
    )
    chosen = Settings(facts=facts, claims=claims)
    for places in documents:
        text = "\n\n".join(f"{name}: " + form.replace("{name}", name).replace("{}", one) for name, one, form in places)
        outcome = sync(text, chosen)
        if outcome.refused:
            assert outcome.source.text == text
            continue
        assert rules.check(parse(outcome.source, settings=chosen), ["RS101", "RS501", "RS504"]) == []
        assert sync(outcome.source, chosen).source == outcome.source
        assert _frame(outcome.source.text) == _frame(text)


def _color(fact: FactSource, colors: tuple[tuple[float, str], ...]) -> Expression:
    return Expression(Value.FACT, (FactSource(SourceKind.COLOR, parts=(fact,), colors=colors),))


def _frame(text: str) -> str:
    """Return a text without what numbers and versions are made of."""
    text = text.replace("%25", "").replace("%2F", "").replace("%2C", "")
    for color in ("red", "orange", "blue"):
        text = text.replace(f"-{color}", "")
    return "".join(character for character in text if not character.isdigit() and character not in ",.% k+~/")
