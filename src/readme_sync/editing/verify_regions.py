"""The last look before regions are written: around them, the page must be the same to the last character.

For the look their markers are replaced by comments that stand nowhere else, which the page shows as they are.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from readme_sync.editing.verify import render_text, same_outside
from readme_sync.errors import WriteError
from readme_sync.model import Readme, Region
from readme_sync.text import Edit, Source, apply


def are_in_regions(readme: Readme, edits: Sequence[Edit]) -> bool:
    """Return whether all edits lie between markers on lines of their own, or change the end of such a region."""
    found = [_region_of(readme, edit) for edit in edits]
    return all(region is not None and not region.inline for region in found)


def verify_regions(readme: Readme, edits: Sequence[Edit], after: Source) -> None:
    """Make sure that nothing but the inside of regions changes, neither in the text nor on the page.

    Raises:
        WriteError: something else would change.
    """
    source = readme.source
    if not same_outside(source.text, edits, after.text):
        raise WriteError("the change would move other text", path=source.path, hint="nothing was written")
    touched = {region.opening.start for edit in edits if (region := _region_of(readme, edit))}
    changed = [region for region in readme.regions if region.opening.start in touched]
    word = "readme-sync-region"
    while word in source.text or word in after.text:
        word += "-"
    marks: list[Edit] = []
    for index, region in enumerate(changed):
        marks.append(Edit(region.opening, f"<!-- {word} {index} begins -->"))
        marks.append(Edit(region.closing, f"<!-- {word} {index} ends -->"))
    closings = {region.closing for region in changed}
    inside = [edit for edit in edits if edit.span not in closings]
    old, new = (_outside(readme, [*marks, *some], word, len(changed)) for some in ([], inside))
    if old is None or old != new:
        raise WriteError("the change would show in other places too", path=source.path, hint="nothing was written")


def _region_of(readme: Readme, edit: Edit) -> Region | None:
    """Return the region whose inside or end an edit changes."""
    index = bisect_right(readme.regions, edit.span.start, key=_start) - 1
    region = readme.regions[index] if index >= 0 else None
    return region if region and (region.inside.contains(edit.span) or edit.span == region.closing) else None


def _start(region: Region) -> int:
    return region.opening.start


def _outside(readme: Readme, edits: Sequence[Edit], word: str, count: int) -> str | None:
    """Return the page without the regions; None where it does not show them one by one."""
    front = readme.document.front_matter
    page = render_text(apply(readme.source, edits).text, front.end if front else 0)
    parts = re.split(rf"<!-- {word} ([0-9]+ (?:begins|ends)) -->", page)
    wanted = [f"{index} {what}" for index in range(count) for what in ("begins", "ends")]
    return "\0".join(parts[0::4]) if parts[1::2] == wanted else None
