"""The results of the rules as a code quality report of GitLab."""

import json
from collections import Counter
from typing import Any

from readme_sync.model import Level
from readme_sync.reports.check_sarif import fingerprint
from readme_sync.reports.checked import Checked, Counts, Kind, Names
from readme_sync.reports.safe import json_visible, printable
from readme_sync.reports.words import View

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


class Report:
    """A list of issues at the end; their fingerprints stay while the rule and the words of the line do."""

    kind: Kind = "data"

    def __init__(self, _view: View, _names: Names) -> None:
        """Start a list."""
        self._issues: list[dict[str, Any]] = []

    def add(self, checked: Checked) -> str:
        """Keep the results for `end`."""
        path = printable(checked.place or checked.path)
        seen: Counter[str] = Counter()
        for result in checked.results:
            line = checked.source.line_of(result.span.start)
            self._issues.append(
                {
                    "description": printable(result.message),
                    "check_name": result.rule,
                    "fingerprint": f"{path}:{fingerprint(checked.source, result, seen)}",
                    "severity": _SEVERITIES[result.level],
                    "location": {"path": path, "lines": {"begin": line}},
                }
            )
        return ""

    def end(self, _counts: Counts) -> str:
        """Return the list, on one line."""
        return json_visible(json.dumps(self._issues, ensure_ascii=False)) + "\n"
