"""A badge whose value comes from elsewhere when it is shown: a milestone, Crowdin, Weblate, a JSON file.

What it shows is not in the text: its progress is unknown, never 0. Badges that say nothing of progress are passed over;
most dynamic ones show a version or a number of downloads.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.text.regex import regex

_MARKS = ("shields.io/", "crowdin.net/", "/widget", "d322cqt584bo4o.cloudfront.net/")
_CERTAIN = regex(
    r"(?:https?:)?//(?:"
    r"(?:(?:img|raster)\.)?shields\.io/(?:github/milestones/progress(?:-percent)?/[^/?#]+/[^/?#]+/[0-9]+|weblate/progress/)"
    r"|badges\.crowdin\.net/|d322cqt584bo4o\.cloudfront\.net/[^/?#]+/localized\.(?:svg|png)"
    r"|[A-Za-z0-9.-]{0,60}weblate[A-Za-z0-9.-]{0,60}/widgets?/)"
)
_MAYBE = regex(r"(?:https?:)?//(?:(?:img|raster)\.)?shields\.io/(?:badge/)?(?:dynamic/[a-z]+|endpoint)(?:\.svg)?\?")
_SPEAKS = regex(
    r"progress|translat|complet(?:ion|ed)|locali[sz]|crowdin|weblate|adventofcode|%E8%BF%9B%E5%BA%A6|进度",
    re.IGNORECASE,
)


def _read(text: str) -> Iterator[Reading]:
    if _CERTAIN.match(text) or ((found := _MAYBE.match(text)) and _SPEAKS.search(text, found.end())):
        yield Reading(0, len(text), UNKNOWN)


def _write(text: str, progress: Progress) -> list[Replacement]:  # noqa: ARG001  the contract's signature
    if progress == UNKNOWN:
        return []
    raise RequestError("the badge takes its value from elsewhere when it is shown", hint="change it there")


NOTATION = Notation("live-badge", Target.IMAGE, Family.LIVE, _MARKS, _read, _write)
