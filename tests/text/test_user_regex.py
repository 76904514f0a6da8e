"""Regular expressions that anybody may have written: they take linear time, or are refused."""

import sys
import time

import pytest

from readme_sync.errors import RequestError
from readme_sync.text.regex import user_regex


@pytest.mark.parametrize(
    ("source", "line", "count"),
    [
        (r"^pub mod \w+;", "pub mod lexer;", 1),
        (r"^pub mod", "// pub mod lexer;", 0),
        (r"(?i)^- \[x\]", "- [X] sow", 1),
        ("é+$", "allée", 0),
        ("ée$", "allée", 1),
    ],
)
def test_what_is_found(source: str, line: str, count: int) -> None:
    assert (user_regex(source)(line) is not None) == count


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("(", "'(' is not a regular expression: missing ): (; see the syntax of RE2"),
        (r"(a)\1", "invalid escape sequence"),
        ("(?=a)b", "invalid perl operator"),
        ("x" * 2_000, "is too large to search for; shorten it, and repeat less"),
        ("[^x]{900}y", "is too large to search for"),
        ("((a{100}){100}){100}", "is not a regular expression: "),
    ],
)
def test_what_is_refused(source: str, said: str) -> None:
    with pytest.raises(RequestError) as caught:
        user_regex(source)
    assert said in str(caught.value)


@pytest.mark.parametrize("source", ["(a+)+$", "(a|a)*b", "(a*)*(a*)*(a*)*b", "(.*)(.*)(.*)(.*)=$", "(?:a?){30}a{30}"])
def test_a_hostile_expression_does_not_hang(source: str) -> None:
    search = user_regex(source)
    begun = time.process_time()
    search("a" * 100_000 + "!")
    assert time.process_time() - begun < 2


def test_without_re2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(RequestError, match="'x' needs RE2, which is not installed; run `pip install google-re2`"):
        user_regex("x")
