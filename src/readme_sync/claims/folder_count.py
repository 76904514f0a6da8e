"""The count behind a folder in a drawing of folders: `├── routes/ (7 files)`, over what stands in it.

Counted is what stands right in it, or all files. A folder that is drawn in part has no such claim: `...` stands in it,
or more than one entry less than its count.
"""

from collections.abc import Iterator, Sequence

from readme_sync.claims._counts import nearest_first, number_at
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.markdown import CodeBlock
from readme_sync.model import Bound, Claim, Doubt, Fact, Progress, Value
from readme_sync.text.regex import regex

_NAME = regex(r"[\s│├└─|`+-]*")
_COUNT = regex(r"/[ \xa0]*[(（](?P<value>[0-9]{1,4})[ \xa0][^\W\d_]{2,20}[)）][^\w]{0,4}\Z")
_TEXTS = frozenset({"", "text", "txt"})
"""Info strings of fences that hold drawings."""
_FEWEST = 2
_LONGEST = 20_000


def _find(page: ClaimContext) -> Iterator[Claim]:
    for block in page.document.every(CodeBlock):
        is_text = block.fenced and block.info.strip() in _TEXTS
        if is_text and "──" in block.content.text and len(block.content.text) <= _LONGEST:
            yield from _claims(page, block)


def _claims(page: ClaimContext, block: CodeBlock) -> Iterator[Claim]:
    lines = block.content.text.split("\n")
    depths = [_depth(line) for line in lines]
    start = 0
    for index, line in enumerate(lines):
        found = _COUNT.search(line.rstrip()) if "──" in line else None
        inside = _inside(lines, depths, index) if found else []
        first = min((depth for depth, _ in inside), default=0)
        held = [text for depth, text in inside if depth == first]
        files = sum(not text.rstrip().endswith("/") for _, text in inside)
        goes_on = any(text.rstrip().endswith(("...", "…")) for _, text in inside)
        figure = number_at(block.content, (start + found.start("value"), start + found.end("value"))) if found else None
        start += len(line) + 1
        stated = (figure.progress.done or 0.0) if figure else 0.0
        sizes = nearest_first((len(held), files), stated)
        if figure is None or len(held) < _FEWEST or abs(stated - sizes[0]) > 1 or goes_on:
            continue
        fact = Fact(tuple(map(Progress.of_number, sizes)), f"the {sizes[0]} entries in it")
        doubt = Doubt.MORE_THAN_LISTED if stated > sizes[0] else Doubt.NEAR_COUNT
        yield Claim(figure, Value.COUNT, fact, Bound.FORM, page.section_of(block.span.start), doubt)


def _depth(line: str) -> int:
    """Return where the name in a line begins, -1 in an empty one."""
    found = _NAME.match(line)
    return found.end() if found and line.strip() else -1


def _inside(lines: Sequence[str], depths: Sequence[int], index: int) -> list[tuple[int, str]]:
    """Return the lines that stand in a folder, each behind where its name begins."""
    found = []
    for line, depth in zip(lines[index + 1 :], depths[index + 1 :], strict=True):
        if 0 <= depth <= depths[index]:
            break
        if depth > 0 and _NAME.fullmatch(line) is None:
            found.append((depth, line))
    return found


FORM = Form("folder-count", 158, _find, reads_drawings=True)
