"""A bar of ASCII characters: `[####------] 33%`, `[=====>          ] 3/7`, `[***...] 50%`.

Only where a percent or a fraction stands on the same line: else it is a box, a link or a rule. The head of an arrow
(`=====>`) counts as filled.
"""

import re
from collections.abc import Iterator

from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._bars import FEWEST, NUMBER, filled_for, moved, progress_of
from readme_sync.text.regex import regex

_PATTERN = regex(r"(?<![!\]\\\w])\[(?P<cells>(?P<full>#++|=++|\*++)?(?P<head>>?)(?P<empty>\.++|-++| ++)?)\](?![(\[:])")
_EMPTY_FOR = {"#": "-", "=": " ", "*": ".", ">": " "}
_FULL_FOR = {" ": "=", "-": "#", ".": "#"}


def _read(text: str) -> Iterator[Reading]:
    start = 0
    for line in text.split("\n"):
        if "]" in line and NUMBER.search(line):
            for found in _PATTERN.finditer(line):
                width = len(found["cells"])
                if width >= FEWEST:
                    progress = progress_of(_filled(found), width)
                    yield Reading(start + found.start(), start + found.end(), progress, 100 / width)
        start += len(line) + 1


def _filled(found: re.Match[str]) -> int:
    return len(found["full"] or "") + len(found["head"])


def _write(text: str, progress: Progress) -> list[Replacement]:
    found = _PATTERN.fullmatch(text)
    assert found is not None
    cells, head = list(found["cells"]), found["head"]
    old = _filled(found)
    wanted = filled_for(old, len(cells), progress)
    if wanted == old:
        return []
    full = (found["full"] or _FULL_FOR.get(cells[-1], "="))[0]
    empty = (found["empty"] or _EMPTY_FOR[full])[0]
    filled = full * (wanted - len(head)) + head if wanted else ""
    return moved(found.start("cells"), cells, [*filled, *empty * (len(cells) - wanted)])


NOTATION = Notation("ascii-bar", Target.TEXT, Family.BAR, ("[#", "[=", "[*", "[>", "[.", "[-", "[ "), _read, _write)
