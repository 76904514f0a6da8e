"""Results for people."""

from typing import Any

import pytest

from readme_sync.model import Applicability, Fix, Level, Result
from readme_sync.reports import check_concise, check_text
from readme_sync.reports.checked import Checked, Counts, summary
from readme_sync.reports.words import View
from readme_sync.text import Edit, Source, Span
from readme_sync.text.width import width

SOURCE = Source("# A\n\n# B\n")


def _result(start: int, message: str = "is wrong", *, safe: bool = False, end: int | None = None) -> Result:
    span = Span(start, start + 1 if end is None else end)
    return Result("RS206", Level.WARNING, message, span, Fix("mend", (Edit(span, "x"),), Applicability.of(safe=safe)))


def _concise(source: Source, path: str, results: list[Result], view: View) -> str:
    return check_concise.Report(view, {}).add(Checked(source, path, path, 0, results))


def _snippet(text: str, start: int, end: int, **view: Any) -> list[str]:
    """The lines below the first, for the characters `[start, end)`."""
    result = Result("RS206", Level.WARNING, "is wrong", Span(start, end))
    report = check_text.Report(View(**view), {})
    return report.add(Checked(Source(text), "a.md", "a.md", 0, [result])).splitlines()[1:-1]


class TestLines:
    def test_stand_in_order(self) -> None:
        text = _concise(SOURCE, "a.md", [_result(2), _result(7)], View())
        assert text == "a.md:1:3 warning RS206 is wrong\na.md:3:3 warning RS206 is wrong\n"

    def test_messages_and_paths_are_harmless(self) -> None:
        text = _concise(SOURCE, "a\x1b[2J.md", [_result(0, "says '\u202e\x07\n'")], View())
        assert text == "a.md:1:1 warning RS206 says ' '\n"

    def test_without_unicode(self) -> None:
        assert _concise(SOURCE, "é.md", [_result(0, "学")], View(unicode=False)) == "?.md:1:1 warning RS206 ?\n"

    def test_colour(self) -> None:
        assert "\x1b[33mwarning\x1b[0m" in _concise(SOURCE, "a.md", [_result(0)], View(colour=True))


class TestSnippets:
    def test_mark_the_very_characters(self) -> None:
        assert _snippet("a\nsome text\n", 7, 11) == ["  2 │ some text", "    │      ^^^^"]

    def test_in_ascii(self) -> None:
        assert _snippet("é 学b\n", 3, 4, unicode=False) == ["  1 | ? ?b", "    |    ^"]

    @pytest.mark.parametrize(
        ("text", "marked", "line", "mark"),
        [
            ("学习 40%", "40%", "学习 40%", "     ^^^"),
            ("a 学习 b", "学习", "a 学习 b", "  ^^^^"),
            ("👩\u200d💻 x", "x", "👩\u200d💻 x", "   ^"),
            ("e\u0301 x", "x", "e\u0301 x", "  ^"),
            ("a\tb\tc", "c", "a   b   c", "        ^"),
            ("\t\tx", "\tx", "        x", "    ^^^^^"),
            ("a \u202eb\x1b[2J", "b", "a \\u202eb\\x1b[2J", "        ^"),
            ("a \u202eb", "\u202e", "a \\u202eb", "  ^^^^^^"),
            ("a\x00 b", "b", "a\\x00 b", "      ^"),
            ("\ufeffa b", "b", "a b", "  ^"),
            ("a b\r\nc", "b", "a b", "  ^"),
            ("a  ", "a", "a", "^"),
        ],
    )
    def test_count_columns_as_terminals_do(self, text: str, marked: str, line: str, mark: str) -> None:
        start = text.rindex(marked)
        assert _snippet(text, start, start + len(marked)) == [f"  1 │ {line}", f"    │ {mark}"]

    def test_of_several_lines_show_the_first(self) -> None:
        assert _snippet("one\ntwo\nthree\n", 4, 13) == ["  2 │ two", "    │ ^^^ to line 3"]
        assert _snippet("one\ntwo\n", 0, 4) == ["  1 │ one", "    │ ^^^"]

    def test_of_nothing_point_at_the_place(self) -> None:
        assert _snippet("ab\n", 1, 1) == ["  1 │ ab", "    │  ^"]
        assert _snippet("ab\n", 2, 2) == ["  1 │ ab", "    │   ^"]
        assert _snippet("ab\n", 3, 3) == ["  2 │", "    │ ^"]
        assert _snippet("", 0, 0) == ["  1 │", "    │ ^"]

    @pytest.mark.parametrize("columns", [20, 30, 40, 80, 200])
    @pytest.mark.parametrize("filler", ["x", "学", "👩\u200d💻", "a b ", "\t", "\u202e"])
    @pytest.mark.parametrize(("left", "right"), [(0, 300), (3, 300), (300, 300), (300, 0), (300, 3)])
    @pytest.mark.parametrize("marked", ["40%", "4" * 400])
    def test_keep_within_the_terminal(self, columns: int, filler: str, left: int, right: int, marked: str) -> None:
        text = f"{filler * left}{marked}{filler * right}\n"
        start = len(filler) * left
        line, mark = _snippet(text, start, start + len(marked), columns=columns)
        assert width(line) < columns
        assert width(mark) < columns
        shown = marked if len(marked) == 3 else "444"
        before = line[: line.index(shown)]
        assert width(before) == mark.index("^"), (line, mark)
        assert ("…" in line) == (width(text.replace("\t", "    ")) > columns)

    def test_show_the_start_of_the_line_if_they_can(self) -> None:
        line, _ = _snippet(f"{'a' * 30} 40% {'b' * 100}\n", 31, 34, columns=50)
        assert line == f"  1 │ {'a' * 30} 40% bbbbbbb…"

    def test_colour(self) -> None:
        first, second = _snippet("ab\n", 1, 2, colour=True)
        assert first == "\x1b[2m  1 │\x1b[0m a\x1b[1mb\x1b[0m"
        assert second == "\x1b[2m    │\x1b[0m  \x1b[33m^\x1b[0m"

    def test_fixes_are_named(self) -> None:
        report = check_text.Report(View(), {})
        text = report.add(Checked(SOURCE, "a.md", "a.md", 0, [_result(0, safe=True), _result(7)]))
        assert "\n    = fix: mend\n\n" in text
        assert text.endswith("\n    = fix (unsafe): mend\n\n")

    @pytest.mark.timeout(20)
    def test_are_linear(self) -> None:
        text = "x\t学" * 400_000
        report = check_text.Report(View(), {})
        report.add(Checked(Source(text), "a.md", "a.md", 0, [_result(at) for at in range(0, 1_000_000, 2_000)]))


class TestSummary:
    def test_the_command_that_mends_can_be_pasted(self) -> None:
        counts = Counts()
        for number in range(7):
            counts.add(f"my file {number}.md" if number else "it's.md", 1, [_result(0, safe=True)])
        assert summary(counts, View()) == (
            "7 warnings in 7 documents\n"
            "7 can be fixed: readme-sync check --fix 'it'\"'\"'s.md' 'my file 1.md' 'my file 2.md' 'my file 3.md' "
            "'my file 4.md' ...\n"
        )

    def test_unsafe_fixes_have_a_command_of_their_own(self) -> None:
        counts = Counts()
        counts.add("a.md", 1, [_result(0)])
        counts.add("b.md", 1, [])
        assert summary(counts, View()) == (
            "1 warning in 1 of 2 documents\n"
            "1 has an unsafe fix (review the changes): readme-sync check --unsafe-fixes a.md\n"
        )

    def test_where_nothing_can_be_mended_the_worst_rule_is_named(self) -> None:
        counts = Counts()
        counts.add("a.md", 1, [Result("RS1", Level.NOTE, "m", Span(0, 1)), Result("RS2", Level.ERROR, "m", Span(0, 1))])
        assert summary(counts, View()).endswith("\nto read more: readme-sync rule RS2\n")

    def test_notes_alone_need_nothing(self) -> None:
        counts = Counts()
        counts.add("a.md", 1, [Result("RS1", Level.NOTE, "m", Span(0, 1))])
        assert summary(counts, View()) == "1 note in 1 document\n"
