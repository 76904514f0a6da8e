"""The results of the rules in the JSON of reviewdog (rdjson), with fixes as suggestions; columns count UTF-8 bytes."""

import json
from typing import Any

from readme_sync.model import Level, Result
from readme_sync.reports.check_sarif import rule_page
from readme_sync.reports.checked import Checked, Counts, Kind, Names
from readme_sync.reports.safe import json_visible, printable
from readme_sync.reports.words import View
from readme_sync.text import Source, Span

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.NOTE: "INFO"}


class Report:
    """One JSON document at the end."""

    kind: Kind = "data"

    def __init__(self, _view: View, names: Names) -> None:
        """Link rules by their `names`."""
        self._names = names
        self._found: list[dict[str, Any]] = []

    def add(self, checked: Checked) -> str:
        """Keep the results for `end`."""
        path = printable(checked.place or checked.path)
        self._found += (self._diagnostic(checked.source, result, path) for result in checked.results)
        return ""

    def end(self, _counts: Counts) -> str:
        """Return everything, on one line."""
        source = {"name": "readme-sync", "url": rule_page()}
        return json_visible(json.dumps({"source": source, "diagnostics": self._found}, ensure_ascii=False)) + "\n"

    def _diagnostic(self, source: Source, result: Result, path: str) -> dict[str, Any]:
        fix = result.fix
        edits = [{"range": _range(source, span), "text": new} for span, new in fix.edits] if fix and fix.is_safe else []
        return {
            "message": printable(result.message),
            "location": {"path": path, "range": _range(source, result.span)},
            "severity": _SEVERITIES[result.level],
            "code": {"value": result.rule, "url": rule_page(result.rule, self._names.get(result.rule, ""))},
            **({"suggestions": edits} if edits else {}),
        }


def _range(source: Source, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    start = source.line_start(offset)
    return {"line": source.line_of(offset), "column": len(source.text[start:offset].encode()) + 1}
