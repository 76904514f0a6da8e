"""What each form claims, from `tests/cases/claims/*.toml`, and what every form must have."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from readme_sync import claims
from readme_sync.claims._page import ClaimContext
from readme_sync.model import Claim, Fact, Readme
from readme_sync.reader import read
from readme_sync.sources.expected import is_right, said, wanted
from readme_sync.text import Source

CASES = Path(__file__).resolve().parents[1] / "cases" / "claims"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))}


def document_of(file: dict[str, Any], case: dict[str, Any]) -> str:
    text: str = case.get("readme") or file["given"]["readme"]
    for old, new in case.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    return text


def shown_claim(readme: Readme, claim: Claim) -> str:
    """A claim as the case files write it."""
    assert isinstance(claim.fact, Fact)
    place = readme.source.position_of(claim.figure.excerpt.pieces[0].source)
    verb = "is" if is_right(claim, claim.fact) else "is not"
    truth = said(wanted(claim.value, claim.fact.progresses[0]))
    doubt = " in doubt" if claim.doubt else ""
    return f"{place.line}:{place.column} {claim.figure.excerpt.text} {verb} {truth}{doubt}"


def _found(form: str, text: str) -> list[str]:
    """What a form claims where those that are more trusted have claimed before it."""
    readme = read(Source(text))
    page = ClaimContext(readme)
    for one in claims.every():
        found = []
        for claim in claims.claims_of(one, page):
            page.claimed.setdefault(claim.figure.span, claim)
            found.append(shown_claim(readme, claim))
        if one.name == form:
            return found
    raise AssertionError(form)


def _cases() -> list[Any]:
    return [
        pytest.param(form, document_of(file, case), case, id=f"{form}: {name}")
        for form, file in FILES.items()
        for name, case in file.items()
        if name != "given"
    ]


@pytest.mark.parametrize(("form", "text", "case"), _cases())
def test_case(form: str, text: str, case: dict[str, Any]) -> None:
    """The form claims what the case says, with any line ends, and no number is claimed twice."""
    assert not set(case) - {"readme", "replace", "claims"}
    assert _found(form, text) == _found(form, text.replace("\n", "\r\n")) == case["claims"]
    spans = [claim.figure.span for claim in read(Source(text)).claims]
    assert spans == sorted(set(spans))


@pytest.mark.parametrize("form", [form.name for form in claims.every()])
def test_form_is_complete(form: str) -> None:
    for word in ("finds", "leaves", "hostile"):
        assert any(name.startswith(word) for name in FILES[form]), f"a case whose name begins with {word!r}"


def test_registry_is_complete() -> None:
    forms = claims.every()
    assert {form.name for form in forms} == set(FILES), "one case file for each form"
    assert len({form.trust for form in forms}) == len(forms)
    assert claims.NEEDS.keys() < {form.name.replace("-", "_") for form in forms}


@pytest.mark.parametrize(
    "seed", ["1/2 ", "40% ", "# 1/2\n", "- [x] 3 a\n", "following 3 as\n\n- a\n", "3 Tasks, ", "████░░ 40% (", "1 = "]
)
@pytest.mark.long
def test_time_in_proportion(seed: str) -> None:
    def seconds(times: int) -> float:
        source = Source("# a\n- [x] a\n\n" + seed * times)
        started = time.process_time()
        read(source)
        return time.process_time() - started

    assert seconds(4_000) < 10 * seconds(1_000) + 0.5


@pytest.mark.long
def test_a_word_that_announces_a_list_may_stand_everywhere() -> None:
    source = Source("following " * 20_000)
    started = time.process_time()
    read(source)
    assert time.process_time() - started < 5


def test_a_wide_table_of_short_rows_is_read_once() -> None:
    source = Source("|a" * 8_000 + "|\n" + "|-" * 8_000 + "|\n" + "|b|\n" * 8_000)
    started = time.process_time()
    read(source)
    assert time.process_time() - started < 5
