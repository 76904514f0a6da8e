"""A region as it stands, beside what it should hold."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from readme_sync.model import Region, RegionCheck, RegionState
from readme_sync.regions._normal import Parts, digest, parts_of
from readme_sync.sources.context import DocumentContext
from readme_sync.text import Source


def _all_parts(text: str, _checksum: str) -> Parts:
    return parts_of(text)


class Lines(NamedTuple):
    """What a kind of region writes.

    Attributes:
        lines: without line ends.
        parts: which parts of a region are ours, given what stands in it and the checksum of its end; all by default.
        lost: the keys of rows that would go, with what the author has written beside them.
    """

    lines: Sequence[str]
    parts: Callable[[str, str], Parts] = _all_parts
    lost: tuple[str, ...] = ()


def held(region: Region, around: DocumentContext, written: Lines) -> RegionCheck:
    """How a region stands to the lines that it should hold, which stand on lines of their own."""
    source = around.readme.source
    before = prefix(source, region)
    standing_text = inner_text(source, region)
    wanted_text = "\n".join(written.lines)
    is_empty = not standing_text.strip()
    is_alike = standing_text.strip("\n") == wanted_text or (
        not is_empty and parts_of(standing_text) == parts_of(wanted_text)
    )
    wanted = around.once((written.parts, wanted_text), lambda: digest(written.parts(wanted_text, "")))
    now = wanted if is_alike else digest(written.parts(standing_text, region.checksum))
    standing = _standing(is_alike, region.checksum, now, is_empty=is_empty)
    if is_alike:
        return RegionCheck(standing, source.slice(region.inside), wanted)
    # A blank line at both ends: formatters would put one there, and Markdown begins anew behind it.
    lines = [before + line if line else before.rstrip() for line in ("", *written.lines, "")]
    inside = "".join(source.newline + line for line in (*lines, before))
    if written.lost and standing is RegionState.STALE:
        standing = RegionState.LOSING
    return RegionCheck(standing, inside, wanted, written.lost)


def _standing(is_alike: bool, checksum: str, now: str, *, is_empty: bool) -> RegionState:  # noqa: FBT001  one of three
    if is_alike:
        return RegionState.RIGHT if checksum == now else RegionState.UNSIGNED
    if is_empty:
        return RegionState.EMPTY
    return RegionState.STRANGE if not checksum else RegionState.STALE if checksum == now else RegionState.EDITED


def prefix(source: Source, region: Region) -> str:
    """What stands before the closing marker in its line, and so before each line of the region: the signs of quotes."""
    start = source.line_starts[source.line_of(region.closing.start) - 1]
    return source.text[start : region.closing.start]


def inner_text(source: Source, region: Region) -> str:
    """The lines of a region without the signs of quotes and lists before them, ended by LF."""
    before = prefix(source, region)
    lines = source.slice(region.inside).replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:-1]
    return "\n".join(_without(line, before) for line in lines)


def _without(line: str, before: str) -> str:
    """The line without the prefix, as far as it has it."""
    if line.startswith(before):
        return line[len(before) :]
    end = 0
    while end < min(len(line), len(before)) and line[end] in " \t>" and (line[end] == ">") <= (">" in before[end:]):
        end += 1
    return line[end:]
