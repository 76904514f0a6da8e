"""A fraction in a sentence, with the noun of what it is of: `As of May, 3 of 15 languages are complete`.

Other numbers may stand beside it. The noun is that of the column that names the rows, or stands in the title of the
section, and a word behind it says that they are done. Its total must be that of the items: then it is likely. A goal
is none: `Goal: 3/9 features complete`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from readme_sync.claims._bind import bound, counts_others
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import is_of_a_part, label_before, says_done, single
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Figure, TrackerKind
from readme_sync.text.regex import regex

_BEHIND = regex(
    r"[*_` \xa0]{1,4}(?:of[ \xa0])?(?:the[ \xa0])?(?P<noun>[^\W\d_]{3,20})[ \xa0*_`]{1,3}"
    r"(?:(?:are|is|were|have|has|been|now|already|fully|so far|all)[ \xa0]){0,4}[*_`]{0,3}(?P<done>[^\W\d_]{2,20})"
)
_WORD = regex(r"[^\W\d_]+")
_FEWEST = 4
"""The total of fewer items agrees by chance."""
_MOST_IN_TITLE = 4
_MOST_NAMED = 8
"""Where more sections have a noun, it is of all of them."""


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.fractional:
        for start, figure in passage.fractions:
            text = passage.seen.text
            found = _BEHIND.match(text, start + len(figure.excerpt.text))
            if found and says_done(found["done"]) and not is_of_a_part(label_before(text, start)):
                yield from _claims(page, figure, passage.section, found["noun"])


def _claims(page: ClaimContext, figure: Figure, section: int, noun: str) -> Iterator[Claim]:
    """Yield the claim of a fraction about the one section whose items have a noun, and are as many as it says."""
    total = figure.progress.total or 0.0
    named = page.once("noun-share", lambda: _sections_by_noun(page))[single(noun)] if total >= _FEWEST else ()
    ways = (page.counts(index, "below") for index in dict.fromkeys((*named, 0) if named else ()))
    found = next((same for way in ways if (same := [one for one in way if one.progress.total == total])), [])
    claim = bound(figure, section, found)
    if claim and not claim.doubt and not counts_others(claim):
        yield claim._replace(doubt=Doubt.NEAR_COUNT)


def _sections_by_noun(page: ClaimContext) -> Mapping[str, Sequence[int]]:
    """Return the sections with items, by the nouns of these in the singular."""
    found: dict[str, list[int]] = defaultdict(list)
    for tracker in page.readme.trackers if page.inside[0] else ():
        title = _WORD.findall(page.sections[tracker.section].title)
        words = title if len(title) <= _MOST_IN_TITLE else []
        if tracker.label_column is not None:
            words = [*words, *_WORD.findall(tracker.header[tracker.label_column])]
        if tracker.kind is TrackerKind.TASKS:
            words = [*words, "tasks"]
        for name in set(map(single, words)):
            if len(found[name]) < _MOST_NAMED:
                found[name].append(tracker.section)
    return found


FORM = Form("noun-share", 164, _find)
