"""`history`: a block of code with a bar for each month in which the progress of the document, or a section, moved.

What earlier versions said is in git, which `check` does not ask: there, and in a clone that does not have all of them,
a region with the checksum of what stands in it is right.
"""

from readme_sync.errors import RequestError
from readme_sync.model import Region, RegionCheck, RegionState, Tally
from readme_sync.model.settings import round_percent
from readme_sync.regions._held import Lines, bar, digest, held, inner_text, parts_of
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.from_items import section_at
from readme_sync.trackers.sections import tallies_by_title

_BAR, _MONTHS = "20", "12"
_MONTH = len("2026-11")


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a history stands.

    Raises:
        ReadmeSyncError: there is no such section, or no version has items in it.
    """
    readme, today, past = around.readme, around.shared.today, around.shared.past
    of = region.option("of")
    section = readme.sections[section_at(readme, of.removeprefix("#")) if of else 0]
    title, now = next((title, tally) for title, (one, tally) in tallies_by_title(readme).items() if one is section)
    before = past(title) if past and today else None
    if before is None or today is None:
        known = digest(parts_of(inner_text(readme.source, region))) == region.checksum
        standing = RegionState.RIGHT if known else RegionState.UNDATED
        return RegionCheck(standing, readme.source.slice(region.inside), region.checksum)
    months: dict[str, Tally] = {}
    last = None
    for day, tally in [*before, (today, now)]:
        shown = (tally.done, tally.total, tally.percent)
        if shown != last and (months or tally.total):
            months[day.isoformat()[:_MONTH]] = tally
        last = shown
    if not months:
        raise RequestError("no version has items to show", hint="name another section with of=")
    rows = list(months.items())[-int(region.option("months", _MONTHS)) :]
    cells = int(region.option("bar", _BAR))
    percents = ["?" if one.percent is None else f"{round_percent(one.percent):.0f}%" for _, one in rows]
    lines = [
        f"{month}  {bar(tally.percent, cells)}  {percent:>4}  {tally.done}/{tally.total}"
        for (month, tally), percent in zip(rows, percents, strict=True)
    ]
    return held(region, around, Lines(["```text", *lines, "```"]))
