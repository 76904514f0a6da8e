"""Patterns that are compiled when they are used."""

import re

import pytest
from patterns import constants

from readme_sync.text.regex import regex


def test_all_patterns_of_the_modules_compile() -> None:
    found = constants()
    assert len(found) > 200
    assert all(one.groups >= 0 for one in found)  # what is no pattern raises here


def test_is_the_compiled_pattern_from_the_first_use_on() -> None:
    pattern = regex("a(?P<b>b)", re.IGNORECASE)
    compiled = re.compile("a(?P<b>b)", re.IGNORECASE)
    assert pattern.pattern == compiled.pattern
    for name in ("findall", "finditer", "fullmatch", "match", "search", "split"):
        found, wanted = getattr(pattern, name)("abAB"), getattr(compiled, name)("abAB")
        assert str(found) == str(wanted) or [*map(str, found)] == [*map(str, wanted)]
    assert pattern.sub("x", "abAB") == "xx"
    assert pattern.groupindex == {"b": 1}
    assert pattern.flags == compiled.flags


def test_is_not_compiled_before() -> None:
    broken = regex("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("")
