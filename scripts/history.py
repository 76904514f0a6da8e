"""Walk the histories of READMEs: what `check --since` would have named, and what the authors wrote later.

    python scripts/history.py FOLDER [--show] [--json FILE]

FOLDER holds clones, at any depth; nothing is fetched. Each version of each README is compared with the one before it.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from readme_sync.model import Readme
from readme_sync.reader import parse
from readme_sync.sources.expected import said
from readme_sync.sources.history import MOST_VERSIONS, Base, Moved, moved_numbers
from readme_sync.text import Source

NAME = re.compile(r"(?i)(?:(?:docs|\.github|\.planning)/)?(?:readme|roadmap|progress|todo|status)[\w.-]*\.md")
FEWEST = 10
MOST = 400
LARGEST = 300_000
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
    parser.add_argument("--show", action="store_true", help="print each moment")
    parser.add_argument("--json", type=Path, help="write the moments there, one a line")
    given = parser.parse_args(arguments)
    found: list[Moment] = []
    documents = versions = 0
    for git in clones(given.folder):
        for path in filter(
            NAME.fullmatch, git_bytes(git, "ls-tree", "-r", "--name-only", "HEAD").decode().splitlines()
        ):
            commits = commits_of(git, path)
            if len(commits) < FEWEST:
                continue
            documents += 1
            versions += len(commits)
            for moment in moments(git, path, commits):
                found.append(moment)
                if given.show:
                    print(shown(moment), flush=True)
    if given.json:
        given.json.write_text("".join(json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in found))
    print(summary(found, documents, versions))
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
                git.parent.name if git.name in {".git", "repo"} else git.name,
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
    for text in later:
        fits = [
            found
            for found in text.splitlines()
            if found.startswith(before) and found.endswith(after) and len(found) >= len(before) + len(after)
        ]
        if not fits:
            return None
        now = fits[0][len(before) : len(fits[0]) - len(after)]
        if now != stated:
            return now
    return ""


def shown(one: Moment) -> str:
    """Return a moment on two lines."""
    bound = " (a rule names it without history)" if one.is_bound else ""
    later = "gone" if one.later is None else one.later or "never"
    head = f"{one.tier:5} {one.repository} {one.path} {one.commit} line {one.line}{bound}"
    return f"{head}\n      {one.text}\n      says {one.stated}; {one.origin} say {one.ours or '?'}; later: {later}"


def summary(found: Sequence[Moment], documents: int, versions: int) -> str:
    """Return the figures as a table of Markdown."""
    repositories = len({one.repository for one in found})
    lines = [
        f"{documents} documents, {versions} versions; {len(found)} moments in {repositories} repositories.",
        "",
        "| tier | moments | named without history | later changed by the author | of these to our value |",
        "| --- | --: | --: | --: | --: |",
    ]
    for tier in ("error", "note"):
        some = [one for one in found if one.tier == tier]
        changed = [one for one in some if one.later]
        same = sum(_same(one) for one in changed)
        lines.append(f"| {tier} | {len(some)} | {sum(one.is_bound for one in some)} | {len(changed)} | {same} |")
    per = Counter(one.repository for one in found)
    lines += ["", f"Most in one repository: {max(per.values(), default=0)}."]
    return "\n".join(lines)


def _same(one: Moment) -> bool:
    digits: Any = lambda text: "".join(character for character in text if character.isdigit())  # noqa: E731
    return bool(one.ours) and digits(one.later or "") == digits(one.ours)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
