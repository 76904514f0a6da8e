"""A fraction named after the rows of a table: `Weeks completed: 2/6`, a badge `Days Completed-30/100` over a log.

Its noun is the header of a column without progress, so it counts the rows that are done, whatever the goal is.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import claim_of
from readme_sync.claims._counts import near
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import label_before, label_of_picture, single
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading
from readme_sync.model import Claim, Doubt, Fact, Figure, Progress, Tracker, TrackerKind, tally_of
from readme_sync.text.regex import regex

_NOUN = regex(
    r"(?:total |my )?(?P<noun>[^\W\d_]{3,20})[ ](?:completed|complete|done|finished|solved|read|learned|translated)\b"
    r"|(?:completed|finished|solved)[ ](?P<other>[^\W\d_]{3,20})\Z",
    re.IGNORECASE,
)
_FEWEST = 2
_NEAR = 0.3


def _find(page: ClaimContext) -> Iterator[Claim]:
    trackers = [one for one in page.inside[0] if one.kind is TrackerKind.TABLE and one.label_column is not None]
    if not trackers:
        return
    for figure, section, label in _labelled(page):
        found = _NOUN.match(label)
        noun = (found["noun"] or found["other"]) if found else ""
        those = [one for one in trackers if noun and _has_column(one, noun)]
        items = [item for one in those for item in one.items]
        total, tally = figure.progress.total or 0.0, tally_of(items)
        if len(items) >= _FEWEST and total >= len(items) and near(figure.progress.done or 0.0, tally.done, _NEAR):
            fact = Fact((Progress.of_fraction(tally.done, total),), f"{len(items)} rows")
            doubt = Doubt.NONE if total == len(items) else Doubt.NEAR_COUNT
            yield claim_of(figure, section, fact, doubt)


def _has_column(tracker: Tracker, noun: str) -> bool:
    """Return whether a noun in the plural is the header of a column without progress."""
    names = (text.casefold() for column, text in enumerate(tracker.header) if column not in tracker.progress_columns)
    return single(noun) != noun.casefold() and single(noun) in names


def _labelled(page: ClaimContext) -> Iterator[tuple[Figure, int, str]]:
    """Yield the fractions in text and badges, with their labels."""
    for passage in page.fractional:
        if isinstance(passage.block, Heading):
            continue
        for start, figure in passage.texts:
            if figure.progress.total:
                yield figure, passage.section, label_before(passage.seen.text, start)
        for picture, figures in passage.images:
            if figures[0].progress.total:
                yield figures[0], passage.section, label_of_picture(picture.address.text, picture.alt.text)


FORM = Form("goal-count", 47, _find)
