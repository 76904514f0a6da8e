"""Write docs/internals/evidence.md: what `check` says of real documents, and what people say who have read them.

python scripts/evidence.py ../shared

The judgements stand here, by document and line; a result without one fails the run, so that somebody reads it.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from readme_sync import parse
from readme_sync.errors import InputError
from readme_sync.model.settings import Level, Result
from readme_sync.rules import check, every

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "internals" / "evidence.md"
RULES = ("RS101", "RS105")
_PROPOSAL = re.compile(r": (?:if it is|correct it)")
WRONG = {
    "000": ("found", "RS206 says that a row number is missing, RS301 that a section number is"),
    "011": (
        "binding",
        "the truth is in another file: `<!-- readme-sync: done/total of PROGRESS.md -->`",
    ),
    "023": ("found", "RS101, the total row and its percent"),
    "025": ("found", "RS101, the count of a list"),
    "049": ("found", "RS105: an estimate that has fallen behind, so a note"),
    "058": ("found", "RS105: a noun that any list has, so a note"),
    "079": ("found", "RS101, a badge that the text contradicts"),
    "094": ("binding", "RS302 says it where the files of the repository are at hand; the copy here stands alone"),
    "097": ("binding", "the bar is about another file: `<!-- readme-sync: percent of progress.md -->`"),
    "102": ("found", "RS101, a percent beside its fraction"),
    "108": ("found", "RS105: a percent alone may be an estimate, so a note"),
    "121": ("binding", "it stands in code, as an example does: a marker around it says that it is none"),
    "144": ("found", "RS105: a percent alone may be an estimate, so a note"),
    "156": ("found", "RS105: what it counts are headings, which are no items, so a note"),
    "182": ("found", "RS105: a noun that any list has, over rows whose boxes GitHub drops, so a note"),
}
JUDGED = {
    ("053656fccbb0", 84): "as 097",
    ("047", 11): "the figure is false: 468 rows have numbers",
    ("049", 541): "the estimate has fallen behind: 428 of 428",
    ("058", 3): "the figure is false: 81 boxes",
    ("097", 84): "the figure is false: 5 of 100 in the other file, or 0 of 5 here",
    ("108", 4): "the figure is false: 58/111",
    ("144", 7): "the figure is false by every way of counting: 70 % or 52.6 %",
    ("005", 450): "an estimate of what works; nobody can tell",
    ("120", 1): "the figure counts days, the boxes are tasks: the note is of no use",
    ("144", 519): "an estimate of one day; nobody can tell",
    ("144", 575): "an estimate of one day; nobody can tell",
    ("144", 598): "an estimate of one day; nobody can tell",
    ("144", 643): "an estimate of one day; nobody can tell",
    ("144", 685): "an estimate of one day; nobody can tell",
    ("144", 687): "an estimate of one day; nobody can tell",
    ("144", 697): "an estimate of one day; nobody can tell",
    ("156", 15): "the figure is false: 14 days are marked",
    ("182", 6): "the figure is false: 100 rows",
    ("183", 35): "the figure is false: twelve are listed, and each is a problem",
    ("183", 96): "the figure is false: sixteen are listed; the other headings are right",
    ("023", 24): "the figure is false: the rows come to 82 and 344",
    (
        "025",
        41,
    ): "the figure is false over the list, where one entry stands for two: the fix is unsafe",
    ("026", 155): "the figure is false: 223/346 is 64.5 %",
    ("079", 4): "the figure is false, or the text is: 0 of 200",
    ("102", 42): "the figure is false: 85/90 is 94.4 %",
    ("121", 14): "the figure is false: the five phases come to 1 of 40",
}
READ = {
    "RS101": ("all", 0),
    "RS102": ("all", 0),
    "RS104": ("all", 0),
    "RS105": ("all", 1),
    "RS201": ("all", 0),
    "RS202": ("all", 0),
    "RS203": ("all", 0),
    "RS205": ("all", 0),
    "RS206": ("all", 0),
    "RS301": ("all", 0),
    "RS303": ("100 at random; all against a second reading of GitHub's anchors", 0),
    "RS401": ("all", 0),
    "RS403": ("all", 0),
}
"""By rule, which of its results people have read, and how many of those are false."""
HEAD = """# Evidence

What `readme-sync check` says of the team's corpora, above all about figures that follow from others (RS101, RS105).
This page is made by `python scripts/evidence.py ../shared`; do not edit it. Documents are named by the first characters
of their ids; nothing of their texts stands here but figures.

"""


HISTORIES = """\
## Histories of public documents

What `check --since` names in the histories of repositories that were not used to choose the rules, how much of it is
true, and whether our value is what the author wrote: [histories](histories.md), made by `scripts/history.py`. The rules
were chosen with 167 other repositories: of 1,063 numbers in 132 documents there that had equalled something and no
longer did, 27 met the conditions of a tier.

"""
FRESH = """## Documents that nobody here had seen

224 Markdown files of 113 public repositories, fetched once in November 2026 and not kept: learning logs, trackers of
problems, roadmaps, states of translations and projects, in ten languages; found by the names of repositories and files
(`PROGRESS.md`, `TRACKER.md`, `…-progress`), of each repository the two or three files with most figures. None is in the
corpora. They were read after each change; the figures are those of the last reading, the first one's in parentheses.

| level | results | judged |
| --- | ---: | --- |
| error | 1 (4) | true; of the first four 3 were false: two goals, a count of something else |
| warning | 181 (233) | 1 in doubt (numbers that may be of exams); 46 that took days for fractions are gone |
| note | 14 (16) | 5 times the figure is false, 6 times nobody can tell, once it counts something else; 2 of pictures |

One derived figure at a time was changed in these documents and in those of the corpus, where it was true, found by
other means than our own forms; what `check` says then of its line:

| changed | found |
| --- | ---: |
| fraction in a heading, what is done | 6 of 6 |
| fraction in a heading, the total | 6 of 6 |
| fraction under a heading, what is done | 14 of 15 |
| fraction under a heading, the total | 9 of 15 |
| overall fraction, what is done | 1 of 1 |
| overall fraction, the total | 0 of 1 |
| percent beside a fraction | 52 of 64 |
| percent beside a fraction, in rows of test results and the like | 0 of 5 |
| bar beside a number | 11 of 12 |
| total row | 7 of 8 |
| badge | 2 of 2 |
| count in a heading | 10 of 16 |
| number in a sentence that happens to be that of the items | 2 of 18 |
| row number | 50 of 50 |

170 of 219; most of what is missed is no progress: accuracy of models, shares of risk, names of lists (`Blind 75`).

Of 55 figures in documents of our own, in the shapes of wrong figures that people have collected, 49 are found (20 a day
before), of 48 in other spellings of them 34. Missed: what only raw HTML or a chart says, counts in
headings under a total in text, a bar of ten cells that is one cell off, a table or list without a word of progress.

"""


KINDS = {
    "a": "states of implementation, roadmaps",
    "b": "learning",
    "c": "translation, decompilation, migration, audits",
    "d": "plans, boards, rare shapes",
    "f": "a first sample of all kinds",
}
MISSED = """Still missed, by kind:

| kind | why |
| --- | --- |
| a table whose delimiter row has more cells than its header (750 cells) | it is no table for GitHub |
| several pictures in one cell, one for each version (81 rows) | which of them is the row's progress nobody says |
| tables that are crossed out, header and all (101 rows) | a row that is struck through is not always done |
| headings with a state over tasks of their own (22) | the tasks are counted, the heading sums them up |
| products side by side, of which one is the document's own (about 20 rows) | read as a comparison |
| columns of which all cells are still empty (4 rows) | nothing says that a sign will stand there |
| one line, one bullet with a state (about 15) | one sign is decoration |
| resolved and unresolved, and their rate | two counts of which neither is the total |

Of the numbers that are false and not named, the shapes stand in
[a decision](decisions/0020-unnamed-numbers.md).

"""


class Document(NamedTuple):
    """A document of a corpus and what the rules say of it."""

    id: str
    results: Sequence[tuple[int, Result]]


def documents(folder: Path) -> Iterator[Document]:
    """All documents of a folder."""
    for file in sorted(folder.glob("*.md")):
        try:
            readme = parse(file.read_bytes())
        except InputError:
            continue
        found = [(readme.source.line_of(one.span.start), one) for one in check(readme)]
        yield Document(file.stem[:12], found)


def wrong_figures(path: Path, found: Sequence[Document]) -> Iterator[str]:
    """The table of figures that are known to be wrong."""
    yield "## Figures known to be wrong\n\n| document | outcome | how |\n| --- | --- | --- |\n"
    said = {document.id: {one.rule for _, one in document.results} for document in found}
    outcomes: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        name = json.loads(line)["id"]
        outcome, how = WRONG[name]
        if outcome == "found" and how.startswith(RULES) and how[:5] not in said[name]:
            raise SystemExit(f"{name}: {how}, but it says nothing")
        outcomes[outcome] += 1
        yield f"| {name} | {outcome} | {how} |\n"
    yield f"\n{outcomes['found']} of {outcomes.total()} are found, "
    yield f"{outcomes['binding']} need a binding of one line, or their repository.\n\n"


def errors(found: Sequence[Document], name: str) -> Iterator[str]:
    """The errors in a corpus, each with its judgement."""
    count = Counter(one.level for document in found for _, one in document.results)
    yield f"## {name}\n\n{len(found):,} documents: {count[Level.ERROR]} errors, {count[Level.WARNING]} warnings, "
    yield f"{count[Level.NOTE]} notes. All errors, and all that RS101 and RS105 say:\n\n"
    yield "| document | line | level | message | judgement |\n"
    yield "| --- | ---: | --- | --- | --- |\n"
    for document in found:
        for line, one in document.results:
            if one.rule not in RULES and one.level is not Level.ERROR:
                continue
            judged = JUDGED.get((document.id, line))
            if judged is None:
                raise SystemExit(f"{document.id}:{line} {one.message}: read it, and judge")
            message = _PROPOSAL.split(one.message, maxsplit=1)[0].replace("|", "\\|").replace("<", "\\<")
            yield f"| {document.id} | {line} | {one.level} | {one.rule} {message} | {judged} |\n"
    yield "\n"


def strangers(shared: Path) -> Iterator[str]:
    """What is read of strangers' documents with truth, by kind of document and by shape."""
    yield "## Documents of strangers\n\n| kind | documents | items right, mean | all right | false numbers named |\n"
    yield "| --- | ---: | ---: | ---: | ---: |\n"
    shapes: dict[str, Counter[str]] = {}
    for only, name in KINDS.items():
        score = _score(shared, only)
        shares, count = score["shares"], Counter(score["counts"])
        whole = sum(share > _WHOLE for share in shares)
        named = f"{count['false figures named, certain']} of {count['false figures, certain']}"
        yield f"| {name} | {len(shares)} | {100 * sum(shares) / len(shares):.1f} % | {whole} | {named} |\n"
        for shape, counts in score["shapes"].items():
            shapes.setdefault(shape, Counter()).update(counts)
    yield "\n| shape | groups | items | right |\n| --- | ---: | ---: | ---: |\n"
    for shape, one in sorted(shapes.items(), key=lambda pair: -pair[1]["items"]):
        yield f"| {shape} | {one['groups']} | {one['items']:,} | {100 * one['items right'] / one['items']:.1f} % |\n"
    yield f"\n{MISSED}"


def _score(shared: Path, only: str) -> Any:  # noqa: ANN401  any JSON
    """Return what the scorer counts in one set of documents."""
    with NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, str(shared / "tools" / "understanding.py"), "--only", only, "--json", file.name]
        command += ["--show", "0", "--command", f"{sys.executable} -m readme_sync"]
        subprocess.run(command, check=True, capture_output=True)
        return json.loads(Path(file.name).read_text("utf-8"))


_WHOLE = 0.995


def rules(progress: Sequence[Document], others: Sequence[Document]) -> Iterator[str]:
    """The table of all rules: how often each speaks, and how often wrongly."""
    counts = [Counter(one.rule for document in found for _, one in document.results) for found in (progress, others)]
    yield "## All rules\n\n| rule | level | progress | any kind | read by a person | false |\n"
    yield "| --- | --- | ---: | ---: | --- | ---: |\n"
    for rule in every():
        first, second = (count[rule.id] for count in counts)
        if not first + second:
            continue
        if rule.id not in READ:
            raise SystemExit(f"{rule.id} has {first + second} results: read them, and judge")
        read, false = READ[rule.id]
        yield f"| {rule.id} {rule.name} | {rule.level} | {first} | {second} | {read} | {false} |\n"
    silent = [rule.id for rule in every() if not any(count[rule.id] for count in counts)]
    yield f"\n{', '.join(silent)} say nothing of these documents. RS302 needs the files of a repository: over one of "
    yield "259 documents it found 3 broken links, all of them really broken.\n"


def page(shared: Path) -> str:
    """The page."""
    tool = [sys.executable, str(shared / "tools" / "corpus")]
    markdown = Path(subprocess.run(tool, check=True, capture_output=True, text=True).stdout.strip(), "files")
    progress = list(documents(shared / "corpus" / "progress"))
    others = list(documents(markdown))
    parts = [
        HEAD,
        *wrong_figures(shared / "corpus" / "progress" / "wrong.jsonl", progress),
        *errors(progress, "Documents that record progress"),
        *errors(others, "Documents of any kind"),
        *strangers(shared),
        FRESH,
        HISTORIES,
        *rules(progress, others),
    ]
    return "".join(parts).rstrip("\n") + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]).resolve()), "utf-8")
