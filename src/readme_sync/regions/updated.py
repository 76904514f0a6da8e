"""`updated`: the day on which the document last changed.

The checksum is that of the document's words outside such regions, so that the date moves only when they do; what
formatters change is left out. A date that the author writes is kept.
"""

from readme_sync.model import Readme, Region, RegionCheck, RegionKind, RegionState
from readme_sync.regions._held import digest as digest_of
from readme_sync.regions._held import inner_text, parts_of, prefix
from readme_sync.sources.context import DocumentContext
from readme_sync.text.regex import regex

_DATE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = regex(r"[^\W_]+|[^\x00-\x7f\s]")


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a date stands."""
    source = around.readme.source
    standing = (source.slice(region.inside) if region.inline else inner_text(source, region)).strip()
    inside, checksum = source.slice(region.inside), around.once(digest, lambda: digest(around.readme))
    if _DATE.fullmatch(standing) and region.checksum == checksum:
        return RegionCheck(RegionState.RIGHT, inside, checksum)
    today = around.shared.today
    if today is None:  # nor is a checksum made, while others may still change the document
        return RegionCheck(RegionState.UNDATED, inside, checksum)
    if _DATE.fullmatch(standing) and not region.checksum:
        return RegionCheck(RegionState.UNSIGNED, inside, checksum)
    if standing and not _DATE.fullmatch(standing):
        stand = RegionState.EDITED if region.checksum else RegionState.STRANGE
    else:
        stand = RegionState.STALE if standing else RegionState.EMPTY
    return RegionCheck(stand, _inside(region, around.readme, today.isoformat()), checksum)


def _inside(region: Region, readme: Readme, day: str) -> str:
    if region.inline:
        return day
    before = prefix(readme.source, region)
    lines = (before.rstrip(), before + day, before.rstrip(), before)
    end = readme.source.newline_at(region.opening.end)
    return "".join(end + line for line in lines)


def digest(readme: Readme) -> str:
    """Return the checksum of the words and symbols of a document outside its dates: 8 hexadecimal digits."""
    text = readme.source.text
    parts, position = [], 0
    for region in readme.regions:
        if region.kind is RegionKind.UPDATED:
            parts.append(text[position : region.inside.start])
            position = region.closing.end
    parts.append(text[position:])
    front = readme.document.front_matter
    said = [readme.source.slice(front) if front else "", *parts_of("".join(parts))]
    return digest_of([" ".join(_WORDS.findall(" ".join(said).casefold()))])
