"""Walk the histories of READMEs: what `check --since` would have named, and what the authors wrote later.

    python scripts/history.py FOLDER [--only FILE] [--show] [--json FILE]

FOLDER holds clones, at any depth; nothing is fetched. Each version of each Markdown document that tracks progress, and
has changed at least ten times, is compared with the one before it. `--only`: the folders of the clones, one a line.

Authors seldom forget, so the lines that they did bring in line are used, too: each is put back to what it said before,
and `check --since` is asked again. What it would have named, and written, is compared with what the author wrote.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from readme_sync.model import Readme
from readme_sync.reader import parse
from readme_sync.sources.expected import said
from readme_sync.sources.facts import Facts
from readme_sync.sources.history import MOST_VERSIONS, Base, Moved, Tier, edits_of, moved_numbers
from readme_sync.sources.quantities import Kind, Numbers, agrees
from readme_sync.text import Source
from readme_sync.text import apply as apply_edits

FEWEST = 10
FEWEST_ITEMS = 3
MOST = 400
MOST_DOCUMENTS = 6
"""Of one repository, those that have changed most often, so that none outweighs the others."""

LARGEST = 300_000
OFTEN = 30
MOST_WITHHELD = 10
"""So many lines of one document are put back, so that none outweighs the others."""

NUMBER = re.compile(r"[0-9][0-9.,]*")
REPORTED = (Tier.ERROR, Tier.LIKELY, Tier.NOTE)
LATER = 60
"""So many later versions are looked at for what the author wrote."""


PAGE = Path(__file__).resolve().parents[1] / "docs" / "internals" / "histories.md"
HEAD = f"""\
# Histories of public documents

What `check --since` would have named in the histories of public repositories, none of which was used to choose the
rules. This page is made by `python scripts/history.py FOLDER --page`; do not edit it.

Each version of each Markdown document that tracks progress, and has changed ten times or more, is compared with the
one before it; of a repository the {MOST_DOCUMENTS} documents that have changed most often. *True*: a person has read
the line and the change, and the number was made wrong by it. Authors seldom forget, so the lines that they did bring in
line are used, too, at most {MOST_WITHHELD} of a document: each is put back to what it said before, and what would be
named and written is compared with what the author wrote.

Of these repositories 44 had been kept back by an earlier session, 51 were fetched later and walked once. After that
the rules were changed twice (a sentence above counted headings follows more; a count that is surely wrong follows
nothing), and 78 of the 95 were walked again: the same errors, and two notes less. The 24 that came last were walked
once, with these rules. With seven more forms of claims 109 of the 119 were walked again: the same errors and notes, and
one error that was false (one of several lists was taken for what `3 plans` counts), after which that rule was mended;
the figures below are of the walks before. Before, 32 others had been walked to find what was still
wrong: lines with signs that are no list of work, percents that repeat the fraction beside them, cells with units,
ranges of dates. These do not count here; nor does one plan of 400 long versions, whose walk was not finished (it gave
two notes by then, one of them false).

No error was false. Such moments are rare, and many of them are in one repository: of 22 that are all true, the true
share may be as low as 85 % (Wilson, 95 %), so that 97 % is met by what was seen, and not shown.
"""
JUDGED: dict[tuple[str, int], bool] = {
    ("b788bab887", 39): True,
    ("805fe63402", 3): True,
    ("fd2dfb6849", 85): False,
    ("8bf0a03fa4", 88): True,
    ("8be5befc6b", 64): True,
    ("f474d64aef", 127): True,
    ("dfb35676d2", 818): False,
    ("9a8a1a250c", 49): True,
    ("86f536270f", 71): True,
    ("56d9e05f86", 93): True,
    ("b8d4b12ace", 93): True,
    ("968adaf27d", 93): True,
    ("273829be18", 91): True,
    ("4e11cff191", 223): True,
    ("ca7d895f86", 217): True,
    ("f69f1e6ae8", 172): True,
    ("caeb13b615", 173): True,
    ("e214bec958", 175): True,
    ("9bc2a40c95", 178): True,
    ("d6701c37bd", 180): True,
    ("ce3364f15a", 180): True,
    ("6ee612062f", 181): True,
    ("cb08ae2a81", 183): True,
    ("8ef69ffe74", 184): True,
    ("d790a8c4f1", 205): True,
    ("394069307d", 211): True,
    ("394069307d", 212): True,
}
"""By commit and line, whether a number was made wrong there."""


class Withheld(NamedTuple):
    """A line that its author brought in line with its items, put back to what it said before.

    Attributes:
        level: "error" or "note", as `check --since` names it; "" where it does not.
        is_share: whether it is a fraction or a percent; else it is a count.
        is_same: whether our values are what the author wrote; None where we give none.
    """

    repository: str
    path: str
    commit: str
    text: str
    is_share: bool
    level: str
    is_same: bool | None


class Moment(NamedTuple):
    """A number that was right at a version and is wrong at the next.

    Attributes:
        later: what the author wrote there later; "" where the number was never touched again, None where it went away.
    """

    repository: str
    path: str
    commit: str
    tier: str
    line: int
    text: str
    stated: str
    ours: str
    origin: str
    later: str | None
    is_bound: bool


class Walked(NamedTuple):
    """A document whose history was walked."""

    repository: str
    path: str
    versions: int


Found = Walked | Moment | Withheld
KINDS: dict[str, type[Found]] = {"walked": Walked, "moment": Moment, "withheld": Withheld}


def main(arguments: Sequence[str]) -> int:
    """Print what was found in the clones of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--only", type=Path, help="a file with the folders of the clones that are meant, one a line")
    parser.add_argument("--show", action="store_true", help="print each moment")
    parser.add_argument("--json", type=Path, help="write what was found there, one a line")
    parser.add_argument("--read", type=Path, nargs="+", help="files that --json has written, in place of a folder")
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.name}; each report must have been judged")
    given = parser.parse_args(arguments)
    only = set(given.only.read_text().split()) if given.only else None
    found = [one for file in given.read or () for one in read_found(file)]
    if given.folder:
        for one in walk(given.folder, only):
            found.append(one)
            if given.show and not isinstance(one, Walked):
                print(shown(one), flush=True)
    if given.json:
        every = ({"kind": type(one).__name__.lower(), **one._asdict()} for one in found)
        given.json.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in every))
    if not given.page:
        print("\n".join(figures(found)))
        return 0
    left = [one for one in found if isinstance(one, Moment) and level_of(one) and key_of(one) not in JUDGED]
    for one in left:
        print(f"not judged:\n{shown(one)}", file=sys.stderr)
    PAGE.write_text("\n".join([HEAD, *figures(found)]) + "\n", "utf-8")
    return 1 if left else 0


def walk(folder: Path, only: set[str] | None) -> Iterator[Found]:
    """Yield the documents of the clones in a folder, and what happened in them."""
    for git in clones(folder):
        if only is None or only & set(git.parts):
            for path, commits in documents(git):
                yield Walked(name_of(git), path, len(commits))
                yield from moments(git, path, commits)


def read_found(file: Path) -> Iterator[Found]:
    """Yield what an earlier run has written."""
    for line in file.read_text("utf-8").splitlines():
        one = json.loads(line)
        yield KINDS[one.pop("kind")](**one)


def clones(folder: Path) -> Iterator[Path]:
    """Yield the git directories in a folder, bare or not."""
    for here, folders, files in os.walk(folder, followlinks=True):
        if "HEAD" in files and "objects" in folders:
            folders.clear()
            yield Path(here)
        else:
            folders.sort()


def git_bytes(git: Path, *arguments: str) -> bytes:
    """Return what git prints; nothing where it fails."""
    run = subprocess.run(["git", f"--git-dir={git}", *arguments], capture_output=True, check=False)
    return run.stdout if run.returncode == 0 else b""


def name_of(git: Path) -> str:
    """Return the name of a clone's folder."""
    return next(part for part in reversed(git.parts) if part not in {".git", "repo"})


def documents(git: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the documents of a repository that track progress and have changed often, with their commits."""
    listed = git_bytes(
        git, "log", "--first-parent", "--max-count=3000", "--name-only", "--format=", "HEAD", "--", "*.md"
    )
    changes = Counter(
        line for line in listed.decode(errors="replace").splitlines() if line and not line.startswith('"')
    )
    there = set(git_bytes(git, "ls-tree", "-r", "--name-only", "HEAD").decode(errors="replace").splitlines())
    often = [path for path, times in changes.most_common() if times >= FEWEST and path in there]
    for path in often[:MOST_DOCUMENTS]:
        commits = commits_of(git, path)
        texts = (text_of(git, path, commits[at]) for at in (-1, len(commits) // 2)) if commits else ()
        if any(_tracks(text) for text in texts if text):
            yield path, commits


def _tracks(text: str) -> bool:
    return sum(len(one.items) for one in parse(text).trackers if not one.is_summary) >= FEWEST_ITEMS


def commits_of(git: Path, path: str) -> list[str]:
    """Return the commits that changed a file, the oldest first."""
    listed = git_bytes(git, "log", "--first-parent", f"--max-count={MOST}", "--format=%H", "HEAD", "--", path)
    return listed.decode().split()[::-1]


def moments(git: Path, path: str, commits: Sequence[str]) -> Iterator[Moment | Withheld]:
    """Yield the moments in which a number of a document went wrong, and those in which its author kept it right."""
    texts = [text_of(git, path, commit) for commit in commits]
    readmes: list[Readme | None] = [None] * len(texts)

    def read(index: int) -> Readme | None:
        text = texts[index]
        if text is not None and readmes[index] is None:
            readmes[index] = parse(text)
        return readmes[index]

    left = MOST_WITHHELD
    for index in range(1, len(texts)):
        before, now = read(index - 1), read(index)
        if before is None or now is None or not any(map(str.isdigit, before.source.text)):
            continue
        older = [one for one in map(read, range(index - 2, max(-1, index - 2 - MOST_VERSIONS), -1)) if one]
        for one in moved_numbers(Base(before, older=lambda: older), now):  # noqa: B023  used at once
            later = later_text(one, now.source, [text for text in texts[index + 1 : index + 1 + LATER] if text])
            yield Moment(
                name_of(git),
                path,
                commits[index][:10],
                str(one.tier),
                one.line,
                now.source.line_text(one.line).strip()[:160],
                said(one.figure.progress),
                one.shown,
                one.origin,
                later,
                one.is_bound,
            )
        if left > 0:
            for kept in withheld_lines(before, now, Base(before, older=lambda: older)):  # noqa: B023  used at once
                left -= 1
                yield Withheld(name_of(git), path, commits[index][:10], *kept)
        readmes[max(0, index - 2 - MOST_VERSIONS)] = None


def withheld_lines(before: Readme, now: Readme, base: Base) -> Iterator[tuple[str, bool, str, bool | None]]:
    """Yield the lines whose numbers were right in both versions and differ: their text, how they are named, by what.

    A number must follow the same quantity in both; then it is no chance that it is right again.
    """
    for line, there, is_share in kept_right(before, now):
        old, new = before.source.line_text(line), now.source.line_text(there)
        start = now.source.line_starts[there - 1]
        text = now.source.text[:start] + old + now.source.text[start + len(new) :]
        stale = parse(text)
        moved = [one for one in moved_numbers(base, stale) if one.line == there]
        levels = {"error" if one.tier is Tier.ERROR else "note" for one in moved if one.tier in REPORTED}
        level = min(levels, default="")
        edits = [edit for one in moved if one.tier in REPORTED for edit in edits_of(stale, one, Facts(stale))]
        mended = apply_edits(stale.source, sorted(edits)).line_text(there) if edits else None
        yield old.strip()[:160], is_share, level, None if mended is None else _are_those_of(old, mended, new)


def _are_those_of(old: str, mended: str, new: str) -> bool:
    """Return whether each number that we would write is the author's; others of the line may follow something else."""
    was, ours, theirs = map(NUMBER.findall, (old, mended, new))
    return all(mine == his for before, mine, his in zip(was, ours, theirs, strict=True) if mine != before)


def kept_right(before: Readme, now: Readme) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines, of both versions, that differ in a number that follows the same quantity in both.

    Whether it is a fraction or percent comes with them: counts are equal to something by chance, too.
    """
    old, new = Numbers(before), Numbers(now)
    lines = {shape: found for shape, found in _shapes(now).items() if len(found) == 1}
    mine = _shapes(before)
    seen = set()
    for one in old.written:
        shape = _bare(before.source.line_text(one.line))
        if one.line in seen or one.in_code or shape not in lines or len(mine[shape]) != 1:
            continue
        there = lines[shape][0]
        others = [other for other in new.written if other.line == there and other.kind is one.kind]
        same = [quantity for quantity in old.equal_to(one)[1] if (then := new.same(quantity)) and then != quantity]
        if any(
            other.figure.progress != one.figure.progress and agrees(other, then)
            for other in others
            for quantity in same
            if (then := new.same(quantity))
        ):
            seen.add(one.line)
            yield one.line, there, one.kind is not Kind.COUNT


def _bare(text: str) -> str:
    return NUMBER.sub("0", "".join(text.split()))


def _shapes(readme: Readme) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, text in enumerate(readme.source.text.splitlines(), 1):
        found.setdefault(_bare(text), []).append(number)
    return found


def text_of(git: Path, path: str, commit: str) -> str | None:
    """Return a version of a document; None where it is missing, too large or no text."""
    data = git_bytes(git, "cat-file", "blob", f"{commit}:{path}")
    try:
        return data.decode("utf-8-sig") if 0 < len(data) < LARGEST else None
    except UnicodeDecodeError:
        return None


def later_text(one: Moved, source: Source, later: Sequence[str]) -> str | None:
    """Return the first other text that stands later where the number stood, between what stands around it."""
    start = source.line_starts[one.line - 1]
    line = source.line_text(one.line)
    span = one.figure.span
    before, after = line[: span.start - start], line[span.end - start :]
    if span.end - start > len(line):
        return None
    stated = source.slice(span)
    mine = _fitting(source.text, before, after)
    number = [at for at, _ in mine].index(one.line - 1)
    for text in later:
        fits = _fitting(text, before, after)
        if len(fits) != len(mine):  # several lines may be alike but for the number
            return None
        found = fits[number][1]
        now = found[len(before) : len(found) - len(after)]
        if now != stated:
            return now
    return ""


def _fitting(text: str, before: str, after: str) -> list[tuple[int, str]]:
    """Return the lines that begin and end with two texts, with their places."""
    least = len(before) + len(after)
    return [
        (at, line)
        for at, line in enumerate(text.splitlines())
        if line.startswith(before) and line.endswith(after) and len(line) >= least
    ]


def shown(one: Moment | Withheld) -> str:
    """Return a moment on two lines."""
    if isinstance(one, Withheld):
        value = {True: "as the author", False: "another value", None: "no value"}[one.is_same]
        named = f"{one.level}, {value}" if one.level else "not named"
        return f"kept  {one.repository} {one.path} {one.commit}: {named}\n      {one.text}"
    bound = " (a rule names it without history)" if one.is_bound else ""
    later = "gone" if one.later is None else one.later or "never"
    head = f"{one.tier:5} {one.repository} {one.path} {one.commit} line {one.line}{bound}"
    return f"{head}\n      {one.text}\n      says {one.stated}; {one.origin} say {one.ours or '?'}; later: {later}"


def figures(found: Sequence[Found]) -> Iterator[str]:
    """Yield the figures as lines of Markdown."""
    walked = [one for one in found if isinstance(one, Walked)]
    moments_found = [one for one in found if isinstance(one, Moment)]
    withheld = [one for one in found if isinstance(one, Withheld)]
    often = {one.repository for one in walked if one.versions >= OFTEN}
    places = len({one.repository for one in walked})
    yield f"{places} repositories, {len(often)} of them with a document of {OFTEN} versions or more;"
    yield f"{len(walked)} documents, {sum(one.versions for one in walked):,} versions."
    yield from ("", "| reported as | moments | repositories | true | later changed by the author | to our value |")
    yield "| --- | --: | --: | --: | --: | --: |"
    for level in LEVELS:
        some = [one for one in moments_found if level_of(one) == level]
        changed = [one for one in some if one.later]
        true = sum(JUDGED.get(key_of(one), False) for one in some)
        same = sum(map(_same, changed))
        places = len({one.repository for one in some})
        yield f"| {level} | {len(some)} | {places} | {true} | {len(changed)} | {same} |"
    places = len({one.repository for one in withheld})
    yield from ("", f"{len(withheld)} lines in {places} repositories that their authors kept right, put back:", "")
    yield "| what | reported as | lines | with a value | that of the author |"
    yield "| --- | --- | --: | --: | --: |"
    for is_share, level in product((True, False), ("error", "note", "")):
        lines = [one for one in withheld if one.level == level and one.is_share is is_share]
        valued = [one.is_same for one in lines if one.is_same is not None]
        what = "fraction or percent" if is_share else "count"
        yield f"| {what} | {level or 'nothing'} | {len(lines)} | {len(valued)} | {sum(valued)} |"


def level_of(one: Moment) -> str:
    """Return how `check --since` reports a moment; "" where it does not."""
    if one.is_bound:
        return LEVELS[0]
    return {"error": LEVELS[1], "likely": LEVELS[2], "note": LEVELS[2]}.get(one.tier, "")


def key_of(one: Moment) -> tuple[str, int]:
    """Return by what a moment is judged."""
    return one.commit, one.line


LEVELS = ("error, also without history (RS101)", "error, by history alone (RS109)", "note (RS110)")


def _same(one: Moment) -> bool:
    later = (one.later or "").replace("%2F", "/").replace("%2f", "/")
    ours = re.escape(one.ours.removesuffix(" %"))
    return bool(ours) and re.search(rf"(?<![0-9.]){ours}(?![0-9])", later) is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
