"""The results of the rules, as SARIF 2.1.0: for code scanning and for editors.

Lines and columns are 1-based, columns count Unicode code points (`columnKind`), ends are exclusive. Paths are relative
to the top of the repository, `%SRCROOT%`; files outside have an absolute `file:` address.
"""

import json
import os
from collections import Counter
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from readme_sync.model import Fix, Result
from readme_sync.reports.checked import Checked, Counts, Kind, Names
from readme_sync.reports.safe import json_visible, printable
from readme_sync.reports.words import View
from readme_sync.rules import documentation, every
from readme_sync.text import Source, Span
from readme_sync.version import HOME, __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_STDIN = "stdin"

Json = dict[str, Any]


class Report:
    """One SARIF log with one run at the end."""

    kind: Kind = "data"

    def __init__(self, _view: View, _names: Names) -> None:
        """Start a log; it describes the rules, too."""
        self._results: list[Json] = []
        self._artifacts: list[Json] = []
        self._indexes = {rule.id: index for index, rule in enumerate(every())}

    def add(self, checked: Checked) -> str:
        """Keep the results for `end`."""
        index = len(self._artifacts)
        location = {**_location(checked.place), "index": index}
        self._artifacts.append({"location": location, "sourceLanguage": "markdown", "encoding": "UTF-8"})
        seen: Counter[str] = Counter()
        self._results += (self._result(checked.source, result, location, seen) for result in checked.results)
        return ""

    def end(self, _counts: Counts) -> str:
        """Return the log, on one line."""
        run = {
            "tool": {"driver": _driver()},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
            "artifacts": self._artifacts,
            "results": self._results,
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return json_visible(json.dumps(log, ensure_ascii=False)) + "\n"

    def _result(self, source: Source, result: Result, location: Json, seen: Counter[str]) -> Json:
        index = {"ruleIndex": self._indexes[result.rule]} if result.rule in self._indexes else {}
        fixes = {"fixes": [_fix(source, result.fix, location)]} if result.fix and result.fix.edits else {}
        place = {"artifactLocation": location, "region": _region(source, result.span)}
        return {
            "ruleId": result.rule,
            **index,
            "level": result.level.value,
            "message": {"text": printable(result.message)},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"ruleAndLine/v1": fingerprint(source, result, seen)},
            **fixes,
        }


def rule_page(rule: str = "", name: str = "") -> str:
    """Return the address of the documentation of a rule, or of all of them."""
    anchor = f"#{rule.lower()}-{name}" if name else ""
    return f"{HOME}/blob/main/docs/rules.md{anchor}"


def _driver() -> Json:
    return {
        "name": "readme-sync",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": [_rule(rule.id, rule.name, rule.level.value, documentation(rule)) for rule in every()],
    }


def _rule(rule: str, name: str, level: str, docstring: str) -> Json:
    """Return a rule with its documentation, which is the docstring of its module, in Markdown."""
    first, _, rest = docstring.strip().partition("\n")
    what = first.partition(": ")[2].rstrip(".")
    help_text = rest.strip()
    return {
        "id": rule,
        "name": name,
        "shortDescription": {"text": f"{what[:1].upper()}{what[1:]}."},
        "fullDescription": {"text": _part(help_text, "What it does") or f"{what}."},
        "help": {"text": help_text, "markdown": help_text},
        "helpUri": rule_page(rule, name),
        "defaultConfiguration": {"level": level},
    }


def _part(text: str, heading: str) -> str:
    """Return the text under a heading, on one line."""
    body = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return " ".join(body.split())


def _region(source: Source, span: Span) -> Json:
    line, column = source.position_of(span.start)
    end_line, end_column = source.position_of(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(source: Source, fix: Fix, location: Json) -> Json:
    replacements = [
        {"deletedRegion": _region(source, span), "insertedContent": {"text": new}} for span, new in sorted(fix.edits)
    ]
    message = printable(fix.message) if fix.is_safe else f"{printable(fix.message)} (unsafe: review the change)"
    changes = [{"artifactLocation": location, "replacements": replacements}]
    return {"description": {"text": message}, "artifactChanges": changes}


def fingerprint(source: Source, result: Result, seen: Counter[str]) -> str:
    """Return the same as long as the rule and the words of the line stay; equal lines are numbered."""
    line = " ".join(_line(source, result.span.start).split())
    text = f"{result.rule}\0{line}"
    seen[text] += 1
    return f"{sha256(text.encode()).hexdigest()[:16]}:{seen[text]}"


def _line(source: Source, offset: int) -> str:
    """Return the words of a line, of a very long one those around the offset."""
    starts, line = source.line_starts, source.line_of(offset)
    end = starts[line] if line < len(starts) else len(source.text)
    return source.text[max(starts[line - 1], offset - 500) : min(end, offset + 500)]


def _location(place: str) -> Json:
    """Return the address of a document, percent-encoded; names that are not text are encoded byte by byte."""
    uri = quote(os.fsencode(place or _STDIN))
    if place.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}
