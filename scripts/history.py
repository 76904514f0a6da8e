"""Walk the histories of READMEs: what `check --since` would have named, and what the authors wrote later.

    python scripts/history.py FOLDER [--only FILE] [--show] [--json FILE]

FOLDER holds clones, at any depth; nothing is fetched. Each version of each Markdown document that tracks progress, and
has changed at least ten times, is compared with the one before it. `--only`: the folders of the clones, one a line.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from readme_sync.model import Readme
from readme_sync.reader import parse
from readme_sync.sources.expected import said
from readme_sync.sources.history import MOST_VERSIONS, Base, Moved, moved_numbers
from readme_sync.text import Source

FEWEST = 10
FEWEST_ITEMS = 3
MOST = 400
MOST_DOCUMENTS = 6
"""Of one repository, those that have changed most often, so that none outweighs the others."""

LARGEST = 300_000
OFTEN = 30
LATER = 60
"""So many later versions are looked at for what the author wrote."""


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


def main(arguments: Sequence[str]) -> int:
    """Print what was found in the clones of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", type=Path, help="a file with the folders of the clones that are meant, one a line")
    parser.add_argument("--show", action="store_true", help="print each moment")
    parser.add_argument("--json", type=Path, help="write the moments there, one a line")
    given = parser.parse_args(arguments)
    only = set(given.only.read_text().split()) if given.only else None
    found: list[Moment] = []
    sizes: Counter[str] = Counter()
    for git in clones(given.folder):
        if only is not None and not only & set(git.parts):
            continue
        for path, commits in documents(git):
            sizes[name_of(git)] = max(sizes[name_of(git)], len(commits))
            sizes["documents"] += 1
            sizes["versions"] += len(commits)
            for moment in moments(git, path, commits):
                found.append(moment)
                if given.show:
                    print(shown(moment), flush=True)
    if given.json:
        given.json.write_text("".join(json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in found))
    print(summary(found, sizes))
    return 0


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


def moments(git: Path, path: str, commits: Sequence[str]) -> Iterator[Moment]:
    """Yield the moments in which a number of a document went wrong."""
    texts = [text_of(git, path, commit) for commit in commits]
    readmes: list[Readme | None] = [None] * len(texts)

    def read(index: int) -> Readme | None:
        text = texts[index]
        if text is not None and readmes[index] is None:
            readmes[index] = parse(text)
        return readmes[index]

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
        readmes[max(0, index - 2 - MOST_VERSIONS)] = None


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


def shown(one: Moment) -> str:
    """Return a moment on two lines."""
    bound = " (a rule names it without history)" if one.is_bound else ""
    later = "gone" if one.later is None else one.later or "never"
    head = f"{one.tier:5} {one.repository} {one.path} {one.commit} line {one.line}{bound}"
    return f"{head}\n      {one.text}\n      says {one.stated}; {one.origin} say {one.ours or '?'}; later: {later}"


def summary(found: Sequence[Moment], sizes: Counter[str]) -> str:
    """Return the figures as a table of Markdown."""
    documents, versions = sizes.pop("documents", 0), sizes.pop("versions", 0)
    often = sum(size >= OFTEN for size in sizes.values())
    wrong = len({one.repository for one in found})
    lines = [
        f"{len(sizes)} repositories, {often} with a document of {OFTEN} versions or more; {documents} documents.",
        f"{versions} versions; a number went wrong in {wrong} repositories.",
        "",
        "| reported as | moments | repositories | later changed by the author | of these to our value |",
        "| --- | --: | --: | --: | --: |",
    ]
    for level, is_meant in LEVELS.items():
        some = [one for one in found if is_meant(one)]
        changed = [one for one in some if one.later]
        places = len({one.repository for one in some})
        lines.append(f"| {level} | {len(some)} | {places} | {len(changed)} | {sum(map(_same, changed))} |")
    return "\n".join(lines)


LEVELS: dict[str, Callable[[Moment], bool]] = {
    "error, also without history (RS101)": lambda one: one.is_bound,
    "error, by history alone (RS109)": lambda one: one.tier == "error" and not one.is_bound,
    "note (RS110)": lambda one: one.tier in {"likely", "note"} and not one.is_bound,
}


def _same(one: Moment) -> bool:
    digits: Any = lambda text: "".join(character for character in text if character.isdigit())  # noqa: E731
    return bool(one.ours) and digits(one.later or "") == digits(one.ours)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
