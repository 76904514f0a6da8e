"""`chart`: a block of code, or a picture, with a bar for each section, or document, that holds items."""

from readme_sync.markdown.escape import canon
from readme_sync.model import Region, RegionCheck
from readme_sync.model.settings import round_percent
from readme_sync.notations.local_picture import Chart, ChartRow
from readme_sync.regions._held import Lines, bar, held, lines_of, percent, picture
from readme_sync.sources.context import DocumentContext
from readme_sync.text.regex import regex
from readme_sync.text.width import cut, padded, width

_BAR = "20"
_WIDEST = 40
_TICKS = regex("`{3,}")


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a chart stands.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    counted = lines_of(region, around)
    cells = int(region.option("bar", _BAR))
    lines = [*counted.lines, *([counted.whole] if len(counted.lines) > 1 else [])]
    titles = [cut(canon(line.title), _WIDEST) for line in lines]
    if region.option("as") == "svg":
        shares = [None if line.percent is None else int(round_percent(line.percent)) for line in lines]
        rows = zip(titles, shares, lines, strict=True)
        shown = tuple(ChartRow(title, share, line.done, line.total) for title, share, line in rows)
        return held(region, around, picture(Chart("chart", shown), around))
    percents = [percent(line) for line in lines]
    widest, longest = max(map(width, titles)), max(map(len, percents))
    bars = [
        f"{padded(title, widest)}  {bar(line.percent, cells)}  {' ' * (longest - len(share))}{share}"
        for title, line, share in zip(titles, lines, percents, strict=True)
    ]
    fence = max([*(found[0] + "`" for row in bars for found in _TICKS.finditer(row)), "```"], key=len)
    return held(region, around, Lines([f"{fence}text", *bars, fence]))
