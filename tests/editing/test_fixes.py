"""Many fixes at once: none that is refused keeps others from being made."""

from collections.abc import Iterator

import pytest

from readme_sync import rules
from readme_sync.editing.fixes import fix
from readme_sync.model import Applicability, Fix, Level, Readme, Result
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span

TABLE = "# T\n\n| a | b |\n|---|---|\n| x | 10 |\n| y | 20 |\nswallowed\n\nend\n"


class _Wishes:
    """A rule that wants texts replaced: (old, new, safe, restructures)."""

    def __init__(self, *wishes: tuple[str, str, bool, bool]) -> None:
        self.wishes = wishes
        self.asked = 0

    def __call__(self, readme: Readme, _select: object = None, _facts: Facts | None = None) -> list[Result]:
        self.asked += 1
        return sorted(self._results(readme.source.text), key=lambda result: result.span)

    def _results(self, text: str) -> Iterator[Result]:
        for old, new, safe, restructures in self.wishes:
            start = text.find(old)
            if start >= 0:
                span = Span(start, start + len(old))
                made = Fix("mend", (Edit(span, new),), Applicability.of(safe=safe), restructures)
                yield Result("RS999", Level.WARNING, old, span, made)


@pytest.fixture
def wish(monkeypatch: pytest.MonkeyPatch) -> "_Wisher":
    return _Wisher(monkeypatch)


class _Wisher:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, *wishes: tuple[str, str, bool, bool]) -> _Wishes:
        wanted = _Wishes(*wishes)
        self._patch.setattr(rules, "check", wanted)
        return wanted


def test_safe_ones_only(wish: _Wisher) -> None:
    wish(("10", "11", True, False), ("20", "21", False, False))
    assert fix(TABLE).source.text == TABLE.replace("10", "11")
    assert fix(TABLE, unsafe=True).source.text == TABLE.replace("10", "11").replace("20", "21")


def test_a_refused_one_is_left_out(wish: _Wisher) -> None:
    wish(("10", "<b>1", True, False), ("20", "21", True, False), ("end", "END", True, False))
    fixed = fix(TABLE)
    assert fixed.source.text == TABLE.replace("20", "21").replace("end", "END")
    assert [result.message for result in fixed.results] == ["20", "end"]
    (skipped,) = fixed.skipped
    result = skipped.result
    assert result is not None
    assert (result.message, skipped.reason) == ("10", "the change would alter the page's structure")
    assert fixed.source.text[slice(*result.span)] == "10"


def test_one_that_waits_for_a_refused_one_is_made(wish: _Wisher) -> None:
    wish(("x | 10", "x | <b>1", True, False), ("10 |\n", "15 |\n", True, False))
    fixed = fix(TABLE)
    assert fixed.source.text == TABLE.replace("10", "15")
    assert fixed.skipped == ()  # 10 stands there no longer


def test_one_makes_room_for_another(wish: _Wisher) -> None:
    wish(("10", "11", True, False), ("11", "12", True, False))
    assert fix(TABLE).source.text == TABLE.replace("10", "12")


def test_two_that_undo_each_other_come_to_an_end(wish: _Wisher) -> None:
    wishes = wish(("10", "11", True, False), ("11", "10", True, False))
    fix(TABLE)
    assert wishes.asked <= 12


def test_nothing_to_do_is_the_same_source(wish: _Wisher) -> None:
    source = Source(TABLE)
    wish(("10", "10", True, False))
    assert fix(source).source is source
    wish(("10", "<b>1", True, False))
    assert fix(source).source is source
    assert len(fix(source).changes) == 0


@pytest.mark.long
@pytest.mark.untraced
def test_very_many_refused_ones_take_an_end(wish: _Wisher) -> None:
    rows = "".join(f"| r{number} | {number} |\n" for number in range(1000))
    text = f"| a | b |\n|---|---|\n{rows}\nend\n"
    wish(*((f"r{number} |", "<b> |", True, False) for number in range(1000)), ("end", "END", True, False))
    fixed = fix(text)
    assert len(fixed.skipped) >= 999
    assert {one.reason for one in fixed.skipped} == {
        "the change would alter the page's structure",
        "too many other fixes were looked at before it; run it again",
    }


class TestRestructuring:
    @pytest.mark.untraced
    @pytest.mark.parametrize("number", [199, 200, 201, 450])
    def test_so_many_may_be_wanted(self, wish: _Wisher, number: int) -> None:
        text = "".join(f"p{index}.\n\n" for index in range(number))
        wish(*((f"p{index}.", f"# P{index}", True, True) for index in range(number)))
        fixed = fix(text)
        assert fixed.source.text == text.replace("p", "# P").replace(".", "")
        assert (len(fixed.changes), fixed.skipped) == (number, ())

    def test_a_line_may_leave_a_table(self, wish: _Wisher) -> None:
        wish(("|\nswallowed", "|\n\nswallowed", False, True))
        assert fix(TABLE, unsafe=True).source.text == TABLE.replace("|\nswallowed", "|\n\nswallowed")
        assert len(fix(TABLE).changes) == 0

    def test_without_leave_it_may_not(self, wish: _Wisher) -> None:
        wish(("|\nswallowed", "|\n\nswallowed", False, False))
        fixed = fix(TABLE, unsafe=True)
        assert (len(fixed.changes), len(fixed.skipped)) == (0, 1)

    def test_goes_after_the_others(self, wish: _Wisher) -> None:
        wish(("|\nswallowed", "|\n\nswallowed", False, True), ("20 |", "21 |", False, False))
        fixed = fix(TABLE, unsafe=True)
        assert [result.message for result in fixed.results] == ["20 |", "|\nswallowed"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("\nswallowed\n", "\n\n```\nswallowed\n"),  # all that follows becomes code
            ("| a | b |", "<!-- | a | b |"),
            ("\nswallowed\n", "\n\n[end]: /u\n"),
        ],
    )
    def test_nothing_around_may_change(self, wish: _Wisher, old: str, new: str) -> None:
        text = TABLE.replace("\nend\n", "\nmiddle\n\nthe [end]\n")
        wish((old, new, False, True))
        fixed = fix(text, unsafe=True)
        assert fixed.source.text == text
        assert [one.reason for one in fixed.skipped] == ["the change would show in other places too"]

    @pytest.mark.parametrize(
        ("before", "behind"),
        [
            ("", ""),
            ("# [a]\n\n", "\n\n[a]: /u\n"),
            ("[a]: /u\n\n[a]\n\n", "\n[a] b\n\n- [a]\n"),
            ("---\nk: v\n---\n\nx\n\n", "\n- a\n\n- b\n\n<div>\n\nx\n</div>\n"),
            ("\ufeffx\n", "\n    code\n\n    more\n"),
            ("> q\n", "\n> r\n"),
        ],
    )
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_whatever_is_around(self, wish: _Wisher, before: str, behind: str, newline: str) -> None:
        text = f"{before}\n{TABLE}{behind}".replace("\n", newline)
        wish((f"|{newline}swallowed", f"|{newline}{newline}swallowed", False, True))
        assert len(fix(text, unsafe=True).changes) == 1

    def test_one_that_is_refused_keeps_no_other_back(self, wish: _Wisher) -> None:
        text = f"{TABLE}\nx\n\ny\n\n{TABLE.replace('swallowed', 'eaten')}\nz\n\n[end]\n"
        wish(("\nswallowed\n", "\n\n<!--\n", False, True), ("|\neaten", "|\n\neaten", False, True))
        fixed = fix(text, unsafe=True)
        assert fixed.source.text == text.replace("\neaten", "\n\neaten")
        assert len(fixed.skipped) == 1
