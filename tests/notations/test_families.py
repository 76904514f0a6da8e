"""Families of notations: what asks for bars or boxes asks for the family, so a new one is one file."""

import re
from pathlib import Path

import pytest

import readme_sync
from readme_sync import notations
from readme_sync.model import UNKNOWN, Figure
from readme_sync.notations import Family, Notation, Target, every, family_of, is_bar, of_family
from readme_sync.text import Excerpt, Span

SOURCES = Path(readme_sync.__file__).parent
NAMES = "|".join(notation.name for family in (Family.BAR, Family.BOX) for notation in of_family(family))
COMPARED = re.compile(rf"notation (?:==|!=|in|not in) [\[({{]*[\"'](?:{NAMES})[\"']")


@pytest.mark.parametrize("notation", every(), ids=lambda notation: notation.name)
def test_the_family_goes_with_the_target(notation: Notation) -> None:
    families = {
        Target.IMAGE: {Family.PICTURE, Family.BADGE, Family.LIVE},
        Target.HTML: {Family.PICTURE},
        Target.TEXT: {Family.BAR, Family.PERCENT, Family.FRACTION},
        Target.NUMBER: {Family.NUMBER},
        Target.CELL: {Family.STATE},
        Target.BOX: {Family.BOX},
        Target.PLACE: {Family.BADGE, Family.BOX, Family.STATE, Family.NUMBER},
    }
    assert notation.family in families[notation.target]


def test_no_name_of_a_bar_or_box_is_compared() -> None:
    assert COMPARED.search('if figure.notation in ("task-box", "pseudo-box"):')
    found = [str(path) for path in SOURCES.rglob("*.py") if COMPARED.search(path.read_text("utf-8"))]
    assert not found


def test_a_new_bar_is_known_by_its_family(monkeypatch: pytest.MonkeyPatch) -> None:
    bar = of_family(Family.BAR)[0]._replace(name="new-bar")
    figure = Figure("new-bar", Excerpt("", ()), Span(0, 0), UNKNOWN)
    assert family_of(figure) is None
    monkeypatch.setattr(notations, "_by_name", lambda: {"new-bar": bar})
    assert is_bar(figure)
