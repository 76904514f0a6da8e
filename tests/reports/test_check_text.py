"""Results for people."""

from readme_sync.model import Fix, Level, Result
from readme_sync.reports.check_text import check_text, summary_text
from readme_sync.reports.counts import Counts
from readme_sync.reports.view import View
from readme_sync.text import Edit, Source, Span

SOURCE = Source("# A\n\n# B\n")


def _result(start: int, message: str = "is wrong", *, safe: bool = False) -> Result:
    span = Span(start, start + 1)
    return Result("RS206", Level.WARNING, message, span, Fix("mend", (Edit(span, "x"),), safe))


def test_results_stand_in_document_order() -> None:
    text = check_text(SOURCE, "a.md", [_result(7), _result(2)], View())
    assert text == "a.md:1:3 warning RS206 is wrong\na.md:3:3 warning RS206 is wrong\n"


def test_messages_and_paths_are_harmless() -> None:
    text = check_text(SOURCE, "a\x1b[2J.md", [_result(0, "says '\u202e\x07\n'")], View())
    assert text == "a.md:1:1 warning RS206 says ' '\n"


def test_without_unicode() -> None:
    assert check_text(SOURCE, "é.md", [_result(0, "学")], View(unicode=False)) == "?.md:1:1 warning RS206 ?\n"


def test_colour() -> None:
    assert "\x1b[33mwarning\x1b[0m" in check_text(SOURCE, "a.md", [_result(0)], View(colour=True))


def test_the_command_that_mends_can_be_pasted() -> None:
    counts = Counts()
    for number in range(7):
        counts.add(f"my file {number}.md" if number else "it's.md", 1, [_result(0, safe=True), _result(2)])
    assert summary_text(counts, View()) == (
        "14 warnings in 7 documents\n"
        "7 can be mended: readme-sync check --fix 'it'\"'\"'s.md' 'my file 1.md' 'my file 2.md' 'my file 3.md' "
        "'my file 4.md' ...\n"
    )


def test_nothing_is_promised_where_nothing_can_be_mended() -> None:
    counts = Counts()
    counts.add("a.md", 1, [_result(0)])
    counts.add("b.md", 1, [])
    assert summary_text(counts, View()) == "1 warning in 1 of 2 documents\n"
