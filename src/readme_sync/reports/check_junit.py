"""The results of the rules as JUnit XML: a suite for each document, a failed case for each result."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from readme_sync.model import Result
from readme_sync.reports.checked import Checked, Counts, Kind, Names
from readme_sync.reports.safe import printable
from readme_sync.reports.words import View
from readme_sync.text.regex import regex

_NOT_XML = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Report:
    """One XML document at the end; a document without results is a case that passes."""

    kind: Kind = "data"

    def __init__(self, _view: View, names: Names) -> None:
        """Write the `names` of rules with the results."""
        self._names = names
        self._suites: list[str] = []
        self._tests = 0
        self._failures = 0

    def add(self, checked: Checked) -> str:
        """Keep the results for `end`."""
        path, failures = _attribute(checked.path), len(checked.results)
        tests = failures or 1
        cases = "".join(self._cases(checked)) or f'    <testcase name="readme-sync" classname={path}/>\n'
        counts = f'tests="{tests}" failures="{failures}" errors="0"'
        self._suites.append(f"  <testsuite name={path} {counts}>\n{cases}  </testsuite>\n")
        self._tests += tests
        self._failures += failures
        return ""

    def end(self, _counts: Counts) -> str:
        """Return the XML."""
        counts = f'tests="{self._tests}" failures="{self._failures}" errors="0"'
        suites = f'<testsuites name="readme-sync" {counts}>\n{"".join(self._suites)}</testsuites>\n'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{suites}'

    def _cases(self, checked: Checked) -> Iterator[str]:
        for result in checked.results:
            yield self._case(checked, result)

    def _case(self, checked: Checked, result: Result) -> str:
        line, column = checked.source.position_of(result.span.start)
        name = _attribute(f"{result.rule} {self._names.get(result.rule, '')}".strip())
        place = f'classname={_attribute(checked.path)} line="{line}" column="{column}"'
        text = escape(_plain(f"{checked.path}:{line}:{column} {result.message}"))
        failure = f'<failure type="{result.level}" message={_attribute(result.message)}>{text}</failure>'
        return f"    <testcase name={name} {place}>\n      {failure}\n    </testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(_plain(text))


def _plain(text: str) -> str:
    """Return a text in characters that XML may hold."""
    return _NOT_XML.sub("?", printable(text))
