"""A rule for tests: what stands in a heading as (stale) should be (fresh). A real one with a safe fix, and an error."""

import re
from collections.abc import Iterator

from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Span


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for found in re.finditer(r"\((stale|hopeless)\)", readme.source.text):
        span = Span(found.start(1), found.end(1))
        if found[1] == "stale":
            yield span, "is stale", Fix("freshen", (Edit(span, "fresh"),), applicability=Applicability.SAFE)
        else:
            yield span, "is beyond repair"


RULE = rule("RS999", "staleness", Level.ERROR, _find)
