"""RS507 conflict-markers: a merge was not finished.

## What it does

Finds the lines that git writes where two sides of a merge differ: `<<<<<<<`, `=======` and `>>>>>>>`, in this order and
outside of code.

## Why is this bad?

Both sides stand there, so each row counts twice, and what is written from such numbers is wrong. Nothing is written
into a document with such lines: neither by a fix, nor by `sync` or any edit.

## Example

    <<<<<<< HEAD
    - [x] Sow
    =======
    - [ ] Sow
    >>>>>>> other

## Fix safety

There is no fix: which side is right, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.markdown import CodeBlock, Document
from readme_sync.model import Level, Readme
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.text.source import is_within

_LINE = regex(
    r"(?<![^\r\n])(?:(?P<ours><{7}) [^\r\n]*|(?P<middle>={7})(?![^\r\n])|(?P<theirs>>{7})(?: [^\r\n]*)?(?![^\r\n]))"
)


def conflicts(document: Document) -> Iterator[Span]:
    """Yield the first line of each conflict outside of code."""
    text = document.source.text
    if "<<<<<<< " not in text:
        return
    code = [block.span for block in document.walk() if isinstance(block, CodeBlock)]
    begun: Span | None = None
    is_parted = False
    for found in _LINE.finditer(text):
        line = Span(*found.span())
        if is_within(line, code):
            continue
        if found["ours"]:
            begun, is_parted = line, False
        elif found["middle"]:
            is_parted = begun is not None
        elif begun and is_parted:
            yield begun
            begun, is_parted = None, False


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    return (
        (span, "a merge was not finished; choose one side and remove these lines")
        for span in conflicts(readme.document)
    )


RULE = rule("RS507", "conflict-markers", Level.ERROR, _find, Stage.INPUT)
