"""One figure stated twice, far apart: a badge `Solved-1/200` at the top, `Solved: 0 / 200` in the text.

The label (`Progress` is `Current progress`) and the total must be the same, and neither may stand anywhere else. The
picture follows the text, which is what people keep; which of the two is right nobody has counted.
"""

from collections import defaultdict
from collections.abc import Iterator

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import label_before, label_of_picture
from readme_sync.claims.form import Form
from readme_sync.model import UNKNOWN, Claim, Doubt, Figure
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree
from readme_sync.trackers.summaries import bare

_NOW = regex(r"\A(?:my |the )?(?:current|overall|total)[ ]?")

_Key = tuple[str, float | None]


def _find(page: ClaimContext) -> Iterator[Claim]:
    pictures = _pictures(page) if page.may_hold_picture else {}
    if not pictures:
        return
    texts: dict[_Key, list[Figure]] = defaultdict(list)
    for passage in page.passages:
        before: Figure | None = None
        for start, figure in passage.texts:
            name = _name(label_before(passage.seen.text, start))
            is_known = (name, figure.progress.total) in pictures and figure.progress != UNKNOWN
            if is_known and not page.code.is_example(figure):
                same = texts[name, figure.progress.total]
                if same and same[-1] is before and agree(before, figure):
                    same.pop()  # a bar and the number behind it say one thing
                same.append(figure)
                before = figure
    for key, copies in pictures.items():
        if len(copies) == len(texts[key]) == 1:
            (figure, section), (other,) = copies[0], texts[key]
            origin = f"{other.excerpt.text!r} in line {page.line_of(other.span.start)}"
            doubt = Doubt.NONE if key[1] else Doubt.PERCENT_OF_OTHER
            yield beside_claim(figure, section, other.progress, origin, doubt)


def _pictures(page: ClaimContext) -> dict[_Key, list[tuple[Figure, int]]]:
    """By label and total, the figures that pictures show, each with its section."""
    found: dict[_Key, list[tuple[Figure, int]]] = defaultdict(list)
    for passage in page.passages:
        for picture, figures in passage.images:
            name = _name(label_of_picture(picture.address.text, picture.alt.text))
            if name and figures[0].progress != UNKNOWN:
                found[name, figures[0].progress.total].append((figures[0], passage.section))
    return found


def _name(label: str) -> str:
    """Return what a figure is called, without the words that only say that it is the one of now, or of all."""
    name = bare(label)
    return _NOW.sub("", name) or name


FORM = Form("repeated-figure", 80, _find)
