"""Facts from XML: `tests`, `failures`, `passed` of JUnit, `coverage` of Cobertura, or a path as ElementTree has it.

A path counts the elements that it finds; with `/@name` behind it, it is that attribute, summed up.
"""

import math
from typing import TYPE_CHECKING, cast

from readme_sync.errors import InputError, RequestError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, number, share, summed, text_of
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import MAX_DEPTH, texts_of, too_deep, too_many, written_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_JUNIT = ("tests", "failures", "errors", "skipped")


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what a word or a path says of some files.

    Raises:
        ReadmeSyncError: no file matches the pattern, one is no XML, or has not what is asked for.
    """
    most = around.readme.settings.limits.entries
    amounts = [_amount(source.query, parse(text, path, most), path) for path, text in texts_of(source.pattern, around)]
    return summed(amounts, [1.0] * len(amounts))._replace(origin=f"{source.query} of {written_path(source.pattern)}")


def _amount(query: str, root: "Element", path: str) -> Amount:
    if query == "coverage":
        return _coverage(root, path)
    if query in {"tests", "failures", "passed"}:
        suites = [root] if root.tag == "testsuite" or root.get("tests") else root.findall("testsuite")
        if not suites:
            raise InputError("is no JUnit report", path=path, hint="name an XML file with <testsuite>")
        sums = {name: sum(_attribute(one, name, path, missing=0) for one in suites) for name in _JUNIT}
        failed = sums["failures"] + sums["errors"]
        values = {"tests": sums["tests"], "failures": failed, "passed": sums["tests"] - failed - sums["skipped"]}
        return number(values[query], path)._replace(may_be_percent=False)
    elements, _, name = query.partition("/@")
    try:
        found = [root] if elements in {"", "."} else root.findall(elements)
    except (SyntaxError, KeyError, ValueError, TypeError) as error:
        raise RequestError(f"{query!r} is no path: {error}", hint="write one such as './/class'") from None
    if not name:
        return number(len(found), path)._replace(may_be_percent=False)
    if not found:
        raise InputError(f"has nothing at {elements!r}", path=path, hint="check the path")
    if len(found) == 1 and (text := found[0].get(name)) is not None and not _is_number(text):
        return text_of(text.strip(), f"{path} {query}")
    return number(sum(_attribute(one, name, path) for one in found), path)


def _coverage(root: "Element", path: str) -> Amount:
    """Return the covered lines of all lines, else the rate that is written there."""
    if root.get("lines-valid") and root.get("lines-covered"):
        way = share(_attribute(root, "lines-covered", path), _attribute(root, "lines-valid", path))
        return Amount((way,), way.total or 0.0, path)
    if root.get("line-rate") is None:
        raise InputError("is no Cobertura report", path=path, hint="name an XML file with line-rate")
    return number(100 * _attribute(root, "line-rate", path), path)


def _attribute(element: "Element", name: str, path: str, missing: float | None = None) -> float:
    text = element.get(name)
    if text is None and missing is not None:
        return missing
    if text is None or not _is_number(text):
        what = "no" if text is None else f"{text[:40]!r} as"
        raise InputError(f"<{element.tag}> has {what} {name}", path=path, hint="name an attribute with a number")
    return float(text)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and float(text) >= 0
    except ValueError:
        return False


def parse(text: str, path: str, most: int) -> "Element":
    """Return the root of an XML text.

    Raises:
        InputError: it is not XML, declares types or entities, or holds more than we read.
    """
    from xml.etree.ElementTree import ParseError, XMLPullParser  # noqa: PLC0415  few documents need it

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputError("declares a document type or entities", path=path, hint="write it without <!DOCTYPE>")
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    root: Element | None = None
    depth = elements = 0
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
            for kind, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                root = element if root is None else root
                elements += kind == "start"
                depth += 1 if kind == "start" else -1
                if depth > MAX_DEPTH:
                    raise too_deep(path)
                if elements > most:
                    raise too_many(path, most)
        parser.close()
    except ParseError as error:
        message = f"is no XML: {str(error).partition(':')[0]}"
        raise InputError(message, path=path, line=error.position[0], hint="correct it") from None
    assert root is not None
    return root


_PIECE = 100_000
