"""A bar of geps.dev, or of the cloud function that is its older name: `https://geps.dev/progress/40`.

With `min` and `max` in the query the picture shows the value itself: `.../progress/10?min=0&max=17&label=10/17`.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._addresses import Value, parameters
from readme_sync.notations._bars import brought_along, follow
from readme_sync.notations._numbers import close, decimals, like, percent_for, step, whole
from readme_sync.text.regex import regex

_HOSTS = ("geps.dev/progress/", "us-central1-progress-markdown.cloudfunctions.net/progress/")
_ADDRESS = regex(
    rf"(?:https?:)?//(?:{'|'.join(map(re.escape, _HOSTS))})(?P<value>-?[0-9]{{1,15}}(?:\.[0-9]{{1,15}})?)/?"
    r"(?:\?(?P<query>[^\s#]*))?(?:#\S*)?"
)
_FLOAT = regex(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_LONGEST_LABEL = 64


def _read(text: str) -> Iterator[Reading]:
    found = _ADDRESS.fullmatch(text)
    if found:
        query = parameters(found)
        unit = 0.0 if "max" in query else step(found["value"])
        yield Reading(0, len(text), _progress(float(found["value"]), query), unit)


def _progress(value: float, query: dict[str, Value]) -> Progress:
    """Return what the picture shows; it never leaves 0 to 100 %."""
    if "min" not in query and "max" not in query:
        return Progress.of_percent(_clamped(value))
    bounds = _bounds(query)
    if bounds is None:
        return UNKNOWN
    least, most = bounds
    shown = Progress.of_percent(_clamped(100 * (value - least) / (most - least)))
    return Progress(shown.state, shown.percent, value, most) if least == 0 else shown


def _bounds(query: dict[str, Value]) -> tuple[float, float] | None:
    """(min, max); None where geps.dev draws nothing because one is missing or wrong."""
    texts = [query[name].text for name in ("min", "max") if name in query]
    if len(texts) != 2 or not all(_FLOAT.fullmatch(text) for text in texts):  # noqa: PLR2004  both
        return None
    least, most = float(texts[0]), float(texts[1])
    return (least, most) if least < most else None


def _clamped(percent: float) -> float:
    return min(max(percent, 0.0), 100.0)


def _defect(text: str) -> str:
    """Return what geps.dev does not draw as it is written."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return ""
    query = parameters(found)
    value = float(found["value"])
    least, most = 0.0, 100.0
    if "min" in query or "max" in query:
        bounds = _bounds(query)
        if bounds is None:
            return "geps.dev draws nothing: it takes min and max together, min below max"
        least, most = bounds
    if least <= value <= most:
        return ""
    return f"geps.dev draws {most if value > most else least:g} for {found['value']}: it takes {least:g} to {most:g}"


def _write(text: str, progress: Progress) -> list[Replacement]:
    found = _ADDRESS.fullmatch(text)
    assert found is not None
    query = parameters(found)
    old = _progress(float(found["value"]), query)
    if progress in (old, Progress.of_percent(old.percent or 0) if old.percent is not None else UNKNOWN):
        return []
    if old.percent is None:
        raise RequestError("geps.dev takes min and max together, min below max", hint="correct the address by hand")
    picture = list(_values(found, query, progress))
    if "label" not in query:
        return sorted(picture)
    new = progress if progress.total is not None or old.total is None else _in_units_of(old, progress)
    unit = 0.0 if "max" in query else step(found["value"])
    replacements = brought_along(picture, lambda: follow(query["label"], old, new, unit))
    _check_label(text, query["label"], replacements)
    return replacements


def _values(found: re.Match[str], query: dict[str, Value], progress: Progress) -> Iterator[Replacement]:
    """Yield the number in the path, and `max` where the progress comes with another total."""
    written = found["value"]
    bounds = _bounds(query)
    if bounds is None:
        value = percent_for(written, progress)
    else:
        least, most = bounds
        value = _between(written, query, progress)
        if least == 0 and progress.total is not None and progress.total != most:
            yield Replacement(query["max"].start, query["max"].end, like(query["max"].text, progress.total))
    if not close(value, float(written)):
        yield Replacement(*found.span("value"), like(written, value))


def _between(written: str, query: dict[str, Value], progress: Progress) -> float:
    """Return the value between `min` and `max` that states `progress`."""
    least, most = float(query["min"].text), float(query["max"].text)
    if least == 0 and progress.done is not None:
        return progress.done
    if progress.percent is None:
        raise RequestError(f"geps.dev takes a number, not {progress.state}", hint=f"write it as n/{most:g}")
    value = least + progress.percent * (most - least) / 100
    places = max(decimals(number) for number in (written, query["min"].text, query["max"].text))
    if not close(round(value, places), value):
        part = f"{progress.percent:g} % of {least:g} to {most:g} is {value:g}"
        raise RequestError(f"geps.dev shows a count here and {part}", hint=f"write it as n/{most:g}")
    return round(value, places)


def _in_units_of(old: Progress, progress: Progress) -> Progress:
    """`progress` as a count of the old total."""
    assert old.total is not None
    assert progress.percent is not None
    done = progress.percent * old.total / 100
    return Progress.of_fraction(whole(done) or done, old.total)


def _check_label(text: str, label: Value, replacements: list[Replacement]) -> None:
    """geps.dev takes no more than 64 characters of a label."""
    from urllib.parse import unquote_plus  # noqa: PLC0415  only who writes a label pays for it

    longer = sum(len(new) - (end - start) for start, end, new in replacements if label.start <= start < label.end)
    if longer > 0 and len(unquote_plus(text[label.start : label.end])) + longer > _LONGEST_LABEL:
        raise RequestError(f"geps.dev takes at most {_LONGEST_LABEL} characters in a label", hint="shorten the label")


NOTATION = Notation("geps", Target.IMAGE, Family.PICTURE, _HOSTS, _read, _write, defect=_defect)
