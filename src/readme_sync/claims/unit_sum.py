"""A count with the unit of the fractions in a list: `Completed: 20 sessions` over `Phase 1 (13/13 sessions)` and more.

One list has three such fractions or more. The count is that of what is done, of what is left or of all, by its label; a
label that says nothing of the kind leaves it in doubt which.
"""

from collections.abc import Iterator

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import nearest_first, number_at
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import Counted, counted_by, label_before, single
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock
from readme_sync.model import Claim, Doubt, Progress
from readme_sync.text.regex import any_of, regex

_UNIT = regex(r"[ \xa0](?P<noun>[^\W\d_]{3,20})")
_MAY = regex(r"[0-9][*_ ]{0,3}(?:/|／|of|von|de|из)[*_ ]{0,3}[0-9]{1,6}[*_`\xa0 ]{1,4}[^\W\d_]")
_COUNT = regex(r"(?<![\w.,/:~+#$-])(?<!of )(?P<value>[0-9]{1,5})[ \xa0](?P<noun>[^\W\d_]{3,20})")
_OTHER = frozenset("done complete completed finished solved left open total days hours minutes points".split())
_FEWEST = 3
_LEAST = 5.0
_NEAR = 0.02


def _find(page: ClaimContext) -> Iterator[Claim]:
    summed = _sums(page) if page.inside[0] else {}
    if not summed:
        return
    holds_noun = any_of([*summed])
    for passage in page.passages:
        if passage.is_listed or isinstance(passage.block, HtmlBlock) or not holds_noun(passage.raw.casefold()):
            continue
        text = passage.seen.text
        for found in _COUNT.finditer(text):
            whole = summed.get(single(found["noun"]))
            figure = number_at(passage.seen, found.span("value")) if whole else None
            counted = counted_by(label_before(text, found.start()))
            is_labelled = text[: found.start()].rstrip(" *_\xa0").endswith((":", "："))
            if figure and whole and (counted or not is_labelled):
                stated = figure.progress.done or 0.0
                truth = nearest_first(_truths(whole, counted), stated)[0]
                if truth >= _LEAST and abs(stated - truth) <= max(1.0, _NEAR * truth):
                    doubt = Doubt.NEAR_COUNT if counted else Doubt.OTHER_THING
                    yield count_claim(
                        figure, passage.section, [truth], f"the {found['noun']} in a list summed up", doubt
                    )


def _truths(whole: Progress, counted: Counted | None) -> list[float]:
    """Return what a number with a label may count."""
    done, total = whole.done or 0.0, whole.total or 0.0
    if counted is Counted.DONE:
        return [done]
    return [total - done] if counted in {Counted.LEFT, Counted.OPEN} else [total] if counted else [total, done]


def _sums(page: ClaimContext) -> dict[str, Progress]:
    """Return, by unit in the singular, what the fractions of the one list that has it sum up to."""
    found: dict[str, dict[int, list[Progress]]] = {}
    listed = [one for one in page.fractional if one.is_listed and _MAY.search(one.raw)]
    for passage in listed if len(listed) >= _FEWEST else ():
        if len(passage.fractions) == 1:
            start, figure = passage.fractions[0]
            unit = _UNIT.match(passage.seen.text, start + len(figure.excerpt.text))
            if unit and unit["noun"].casefold() not in _OTHER:
                lists = found.setdefault(single(unit["noun"]), {})
                lists.setdefault(passage.section, []).append(figure.progress)
    sums: dict[str, Progress] = {}
    for noun, lists in found.items():
        progresses, *others = lists.values()
        if not others and len(progresses) >= _FEWEST:
            done, total = (sum(getattr(one, name) or 0.0 for one in progresses) for name in ("done", "total"))
            sums[noun] = Progress.of_fraction(done, total)
    return sums


FORM = Form("unit-sum", 145, _find)
