"""An overall fraction over headings that are marked as done: `Days done: 15/84` above `### Day 1 ✅`, `### Day 2 ✅`.

Headings are no items, so all of this is in doubt: it is said only where the count is nearly that of the headings.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from readme_sync.claims._bind import claim_of
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.claims.overall_figure import statements
from readme_sync.model import Claim, Doubt, Fact, Progress
from readme_sync.text.regex import any_of, regex

_HEADING = regex(r"\W{0,4}(?P<word>[^\W\d_]{2,12})[ \xa0]?0{0,3}(?P<number>[0-9]{1,4})\b")
_DONE = regex(r"✅|☑|✔|🟢|已完成|완료|完了|\b(?:done|completed)\b", re.IGNORECASE)
_holds_mark = any_of("✅ ☑ ✔ 🟢 已完成 완료 完了 done completed".split())
_FEWEST = 5
_NEAR = 0.1


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not _holds_mark("\n".join([section.title for section in page.sections]).casefold()):
        return
    marked: dict[str, set[str]] = defaultdict(set)
    for section in page.sections:
        found = _HEADING.match(section.title)
        if found and _DONE.search(section.title):
            marked[found["word"].casefold()].add(found["number"])
    sizes = {len(numbers): word for word, numbers in marked.items() if len(numbers) >= _FEWEST}
    if len(sizes) != 1:
        return
    ((size, word),) = sizes.items()
    for figure, section_index, *_ in statements(page):
        done, total = figure.progress.done, figure.progress.total
        if done is not None and total is not None and total > size and abs(done - size) <= max(1, _NEAR * size):
            fact = Fact((Progress.of_fraction(size, total),), f"{size} headings {word!r} that are marked as done")
            yield claim_of(figure, section_index, fact, Doubt.HEADINGS)


FORM = Form("marked-headings", 100, _find)
