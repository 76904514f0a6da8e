"""`history`: a bar for each month in which the progress of the document, or a section, moved; or a chart of these.

What earlier versions said is in git, which `check` does not ask: there, and in a clone that does not have all of them,
a region with the checksum of what stands in it is right where its last month says what the document says now.
"""

import re
from collections.abc import Mapping

from readme_sync.errors import RequestError
from readme_sync.model import Region, RegionCheck, RegionState, Tally
from readme_sync.model.settings import round_percent
from readme_sync.notations.local_picture import Chart, ChartRow
from readme_sync.regions._held import Lines, bar, digest, held, inner_text, parts_of, picture
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.from_items import section_at
from readme_sync.trackers.sections import tallies_by_title

_BAR, _MONTHS = "20", "12"
_DECIMALS = 2
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
        text = inner_text(readme.source, region)
        is_known = digest(parts_of(text)) == region.checksum and re.search(_end(region, now), text)
        standing = RegionState.RIGHT if is_known else RegionState.UNDATED
        return RegionCheck(standing, readme.source.slice(region.inside), region.checksum)
    months: dict[str, Tally] = {}
    last = None
    for day, tally in [*before, (max([today, *(day for day, _ in before[-1:])]), now)]:
        shown = (tally.done, tally.total, tally.percent)
        if shown != last and (months or tally.total):
            months[day.isoformat()[:_MONTH]] = tally
        last = shown
    if not months:
        raise RequestError("no version has items to show", hint="name another section with of=")
    most = int(region.option("months", _MONTHS))
    if region.option("as") == "mermaid":
        return held(region, around, Lines(_mermaid(months, most)))
    rows = list(months.items())[-most:]
    shares = [_share(one) for _, one in rows]
    if region.option("as") == "svg":
        of_months = zip(rows, shares, strict=True)
        chart = Chart(
            "history", tuple(ChartRow(month, share, one.done, one.total) for (month, one), share in of_months)
        )
        return held(region, around, picture(chart, around))
    cells = int(region.option("bar", _BAR))
    lines = [f"{month}  {bar(tally.percent, cells)}  {_numbers(tally)}" for month, tally in rows]
    return held(region, around, Lines(["```text", *lines, "```"]))


def _share(tally: Tally) -> int | None:
    return None if tally.percent is None else int(round_percent(tally.percent))


def _numbers(tally: Tally) -> str:
    share = _share(tally)
    return f"{'?' if share is None else f'{share}%':>4}  {tally.done}/{tally.total}"


def _done(tally: Tally) -> str:
    return f"{round(tally.total * (tally.percent or 0) / 100, _DECIMALS):g}"


def _end(region: Region, now: Tally) -> str:
    """Return an expression for how a region ends whose last month says what the document says now."""
    match region.option("as"):
        case "mermaid":
            return rf"[\[ ]{re.escape(_done(now))}\]\n.*[\[ ]{now.total}\]\n"
        case "svg":
            return rf" {'[?]' if now.percent is None else _share(now)}% \({now.done}/{now.total}\)\]\("
    return rf"{re.escape(_numbers(now))}\n```"


def _mermaid(months: Mapping[str, Tally], most: int) -> list[str]:
    """Return a chart that GitHub draws, with every month: bars for what is done, by percent, a line for all items."""
    names = list(months)
    first, last = (12 * int(name[:4]) + int(name[5:]) - 1 for name in (names[0], names[-1]))
    shown, tally = list[tuple[str, Tally]](), months[names[0]]
    for month in range(first, last + 1):
        name = f"{month // 12:04}-{month % 12 + 1:02}"
        tally = months.get(name, tally)
        shown.append((name, tally))
    totals = [tally.total for _, tally in shown[-most:]]
    done = [_done(tally) for _, tally in shown[-most:]]
    return [
        "```mermaid",
        "xychart-beta",
        "    x-axis [" + ", ".join(f'"{name}"' for name, _ in shown[-most:]) + "]",
        f'    y-axis "done of all items" 0 --> {max(1, *totals)}',
        f"    bar [{', '.join(done)}]",
        f"    line [{', '.join(map(str, totals))}]",
        "```",
    ]
