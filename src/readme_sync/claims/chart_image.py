"""A percent, a bar or a badge beside the picture of a chart that says how much is done, and says something else.

Charts that say so in their address: `chart.googleapis.com/…chd=t:5,5,90&chl=Done|Doing|To do`, the share of what is
done, and `quickchart.io/…type:'progressBar'…data:[50]`. Nothing is written into them, and either may be out of date, so
it is in doubt.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import counts_what_is_done, decoded, speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.claims.overall_figure import statements
from readme_sync.model import Claim, Doubt, Progress
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree

_HOSTS = ("chart.googleapis.com/chart", "quickchart.io/chart")
_VALUES = regex(r"[?&]chd=t:(?P<values>[0-9.]{1,9}(?:,[0-9.]{1,9}){1,9})(?:&|\Z)")
_LABELS = regex(r"[?&]chl=(?P<labels>[^&]{1,200})")
_BETWEEN = regex(r"[|,]")
_BAR = regex(r"type:\s?['\"]progressBar['\"].{0,200}?\bdata:\s?\[\s?(?P<value>[0-9]{1,3}(?:\.[0-9]+)?)\s?\]", re.DOTALL)


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not any(host in page.readme.source.text for host in _HOSTS):
        return
    charts = [
        (share, page.line_of(picture.span.start))
        for passage in page.passages
        for picture in passage.pictures
        if (share := _share(picture.address.text)) is not None
    ]
    if len(charts) != 1:
        return
    share, line = charts[0]
    for figure, section, label, _ in statements(page):
        is_named = speaks_of_all(label) or not any(map(str.isalpha, label))
        if figure.progress.total is None and is_named and not agree(figure, figure._replace(progress=share)):
            yield beside_claim(figure, section, share, f"the chart in line {line}", Doubt.CHART)


def _share(address: str) -> Progress | None:
    """How much is done, by the address of a chart; None where it is none, or of something else."""
    text = decoded(address)
    if found := _BAR.search(text):
        return Progress.of_percent(float(found["value"]))
    values, labels = _VALUES.search(text), _LABELS.search(text)
    if not values or not labels or not counts_what_is_done(_BETWEEN.split(labels["labels"])[0]):
        return None
    numbers = [float(value) for value in values["values"].split(",") if value.count(".") <= 1 and value != "."]
    return Progress.of_percent(100 * numbers[0] / sum(numbers)) if numbers and sum(numbers) else None


FORM = Form("chart-image", 220, _find)
