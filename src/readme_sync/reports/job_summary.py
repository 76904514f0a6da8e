"""The summary of a workflow run: the overall bar, what moved, the results, the patch. At most 900 KB."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readme_sync.model import Level, Readme, Result, Tally, tally_of
from readme_sync.reports.outline import outline
from readme_sync.reports.safe import coded, escaped, fenced, linked
from readme_sync.reports.words import View, bar, counted, listed, percent_text
from readme_sync.trackers.sections import steady_anchor

LIMIT = 900_000
"""Bytes; GitHub shows nothing of a summary beyond 1 MiB."""

COMMENT_LIMIT = 40_000
"""Characters of a comment, above which the patch is left out; GitHub takes 65,536."""
_LONGEST_COMMENT = 60_000

_RESULTS = 100
_SECTIONS = 60
_PATCH = 400_000
_BAR = 20
_LEAST_MOVE = 0.05  # points; less is shown as 0.0
_INDENT = "&emsp;"
_PLAIN = View()
_Name = tuple[str, ...]
_SIGNS = {Level.ERROR: "❌", Level.WARNING: "⚠️", Level.NOTE: "💡"}


@dataclass(frozen=True, slots=True)
class Summarized:
    """One document.

    Attributes:
        path: as the repository has it.
        readme: as it is now.
        base: as it was before the pull request or the push, None if unknown.
        results: the results of the rules.
        patch: what changes in it, as `git apply` takes it; "" where nothing does.
    """

    path: str
    readme: Readme
    base: Readme | None
    results: Sequence[Result]
    patch: str


def job_summary(documents: Sequence[Summarized], headline: str, failures: Sequence[str], patch_title: str) -> str:
    """Return the summary in Markdown.

    Args:
        documents: those that could be read.
        headline: what the run did, in a sentence of Markdown.
        failures: why others could not be processed, one line each.
        patch_title: says whether the patch was applied.
    """
    parts = [f"### readme-sync\n\n{_overall(documents)}{headline}\n\n"]
    parts += [f"> [!CAUTION]\n> {escaped(line)}\n\n" for line in failures[:10]]
    parts += [_sections(one, alone=len(documents) == 1) for one in documents]
    parts.append(_results(documents))
    parts.append(_patch("".join(one.patch for one in documents), patch_title))
    return _capped(parts)


def comment_text(documents: Sequence[Summarized], headline: str, failures: int, patch_title: str, page: str) -> str:
    """Return the comment on a pull request: numbers, paths and the patch in code, no words of the documents elsewhere.

    Args:
        documents: those that could be read.
        headline: what the run did, in a sentence without words of a document.
        failures: how many documents could not be processed.
        patch_title: says whether the patch was applied.
        page: the address of the run, "" if unknown.
    """
    rows = [f"- {coded(one.path)}: {_found(one)}\n" for one in documents if one.results or one.patch][:_RESULTS]
    refused = f"{counted(failures, 'document')} could not be processed.\n\n" if failures else ""
    more = f"\n{linked('All about it', page)}\n" if page else ""
    parts = [f"### readme-sync\n\n{_overall(documents)}{headline}\n\n", refused, *rows, "\n", more]
    size = sum(len(part) for part in parts)
    patch = "".join(one.patch for one in documents)
    shown = "" if size + len(patch) > COMMENT_LIMIT else _patch(patch, patch_title)
    return "".join([*parts[:-1], shown, more])[:_LONGEST_COMMENT]


def _found(one: Summarized) -> str:
    """Return what was found in a document, in numbers and rules."""
    rules = Counter(result.rule for result in one.results)
    parts = [f"{counted(number, 'result')} of {rule}" for rule, number in sorted(rules.items())]
    return listed([*(["numbers out of date"] if one.patch else []), *parts])


def _overall(documents: Sequence[Summarized]) -> str:
    tally = tally_of(item for one in documents for item in one.readme.counted)
    if not tally.total:
        return ""
    olds = [one.base for one in documents]
    before = tally_of(item for old in olds if old for item in old.counted) if all(olds) else None
    return f"`{bar(tally.percent, 2 * _BAR, _PLAIN)}` **{_percent(tally)}** · {tally.done} of {tally.total} done" + (
        f" · {moved} since the base\n\n" if (moved := _moved(before, tally)) else "\n\n"
    )


def _sections(one: Summarized, *, alone: bool) -> str:
    """Return the sections of a document as a table; a long one is cut to those that moved."""
    lines = list(_section_lines(one))
    if not lines:
        return ""
    shown = [line for line, _ in lines]
    if len(lines) > _SECTIONS:
        shown = [line for line, has_moved in lines if has_moved][:_SECTIONS]
        shown.append(f"| … {len(lines) - len(shown)} more sections | | |\n")
    title = "" if alone else f"**{escaped(one.path)}**\n\n"
    moved, rule = (" moved |", " :-- |") if any(has_moved for _, has_moved in lines) else ("", "")
    return f"{title}| section | progress | done |{moved}\n| :-- | :-- | --: |{rule}\n{''.join(shown)}\n"


def _section_lines(one: Summarized) -> Iterator[tuple[str, bool]]:
    """Yield a row for each section, and whether it moved since the base."""
    before = dict(_tallies(one.base)) if one.base else {}
    names = _names(one.readme)
    for row in outline(one.readme):
        name = _INDENT * row.depth + (escaped(row.title) or "(before the first heading)")
        if row.tally is None:
            yield f"| {name} | | |\n", False
            continue
        old = before.get(names[row.section])
        moved = "" if not one.base else _moved(old, row.tally) if old else "new"
        tally = row.tally
        figures = f"`{bar(tally.percent, _BAR, _PLAIN)}` {_percent(tally)} | {tally.done}/{tally.total} |"
        yield f"| {name} | {figures}{f' {moved} |' if moved else ''}\n", bool(moved)


def _tallies(readme: Readme) -> Iterator[tuple[_Name, Tally]]:
    """Yield the totals of the sections with items, by their names."""
    names = _names(readme)
    yield from ((names[row.section], row.tally) for row in outline(readme) if row.tally and not row.section)
    yield from ((names[index], tally) for index, tally in enumerate(readme.tallies()) if index and tally.total)


def _names(readme: Readme) -> list[_Name]:
    """Return a name for each section that no number in its heading changes: its place among the others."""
    names: list[_Name] = []
    seen: Counter[tuple[_Name, str]] = Counter()
    for section in readme.sections:
        outer = () if section.parent is None else names[section.parent]
        anchor = steady_anchor(section)
        seen[outer, anchor] += 1
        names.append((*outer, f"{anchor} {seen[outer, anchor]}"))
    return names


def _moved(before: Tally | None, now: Tally) -> str:
    """Return what moved between the two: `+2 done, +4.5 points`."""
    if before is None or before == now:
        return ""
    parts = [f"{now.done - before.done:+} done"] if now.done != before.done else []
    parts += [f"{now.total - before.total:+} in all"] if now.total != before.total else []
    if before.percent is not None and now.percent is not None and abs(now.percent - before.percent) >= _LEAST_MOVE:
        parts.append(f"{now.percent - before.percent:+.1f} points")
    return ", ".join(parts)


def _results(documents: Sequence[Summarized]) -> str:
    every = [(one, result) for one in documents for result in one.results]
    if not every:
        return ""
    numbers = {level: sum(result.level is level for _, result in every) for level in Level}
    title = listed([counted(number, level.value) for level, number in numbers.items() if number])
    every.sort(key=lambda pair: list(Level).index(pair[1].level))
    rows = [_result(one, result) for one, result in every[:_RESULTS]]
    more = f"| | … and {len(every) - _RESULTS} more | |\n" if len(every) > _RESULTS else ""
    head = "| where | what | rule |\n| :-- | :-- | :-- |\n"
    return f"<details open><summary>{title}</summary>\n\n{head}{''.join(rows)}{more}\n</details>\n\n"


def _result(one: Summarized, result: Result) -> str:
    line = one.readme.source.line_of(result.span.start)
    where = f"{escaped(one.path)}:{line}"
    return f"| {where} | {_SIGNS[result.level]} {escaped(result.message)} | {result.rule} |\n"


def _patch(patch: str, title: str) -> str:
    if not patch:
        return ""
    if len(patch.encode()) > _PATCH:
        return f"{escaped(title)}: the patch is too long to be shown here.\n"
    return f"<details><summary>{escaped(title)}</summary>\n\n{fenced(patch, 'diff')}\n</details>\n"


def _capped(parts: Sequence[str]) -> str:
    """Return the parts that fit, and say if some do not."""
    taken, size = [], 0
    for part in parts:
        length = len(part.encode("utf-8", "replace"))
        if size + length > LIMIT - 100:
            taken.append("\n… the rest is too long for a summary.\n")
            break
        taken.append(part)
        size += length
    return "".join(taken)


def _percent(tally: Tally) -> str:
    return "?" if tally.percent is None else f"{percent_text(tally.percent)} %"
