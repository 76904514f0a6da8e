"""Write into docs/editing.md how many lines of a diff the edit of one cell takes, ours and by formatters.

python scripts/diff_size.py ../shared [EDITS]

Tables are those of the team's corpora, chosen by a seeded generator. Ours is the edit of the document as it is. For a
formatter, the document is formatted first; then the same edit is made in its text, and it is formatted again. The
formatters are those of benchmarks/peers.py, installed by name into .bench.
"""

import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import NamedTuple

from readme_sync import parse
from readme_sync.editing.operation import with_repad
from readme_sync.editing.operations.put import put_source
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import InputError, ReadmeSyncError
from readme_sync.markdown import Cell, Document, Table
from readme_sync.markdown import document as blocks_of
from readme_sync.markdown.escape import escape_cell
from readme_sync.text.source import Source

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import peers  # noqa: E402  beside it

PAGE = ROOT / "docs" / "editing.md"
BEGIN = "<!-- diff size: made by scripts/diff_size.py; do not edit -->\n"
END = "<!-- /diff size -->\n"
SEED = 5
TOOLS = [name for name in (*peers.PYTHON_PACKAGES, *peers.NODE_PACKAGES) if name.startswith(("mdformat", "prettier"))]
LARGEST = 100_000
LONGER = (" and its exercises", ", second edition", " (in part)", " with all of what is new in it", "!")


class Place(NamedTuple):
    """A cell: the number of its table in the document, of its row, of its column."""

    table: int
    row: int
    column: int


class Edit(NamedTuple):
    """A cell of a document that is to say something else.

    Attributes:
        source: the document.
        was, becomes: what the cell holds, before and after.
        lines: how many lines ours changes, without and with padding the table anew.
    """

    source: Source
    place: Place
    was: str
    becomes: str
    lines: tuple[int, int]

    @property
    def is_longer(self) -> bool:
        """Whether the cell grows."""
        return len(self.becomes) > len(self.was)


def documents(shared: Path) -> list[Path]:
    """All documents, in an order that is always the same and follows nothing."""
    tool = [sys.executable, str(shared / "tools" / "corpus")]
    unpacked = Path(subprocess.run(tool, check=True, capture_output=True, text=True).stdout.strip(), "files")
    found = sorted([*unpacked.glob("*.md"), *(shared / "corpus" / "progress").glob("*.md")], key=lambda path: path.name)
    random.Random(SEED).shuffle(found)  # noqa: S311  no secret
    return found


def edits(paths: Sequence[Path], count: int) -> list[Edit]:
    """One edit in each of `count` documents, every other one longer."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    found: list[Edit] = []
    for path in paths:
        data = path.read_bytes()
        if len(found) < count and len(data) <= LARGEST and b"|" in data:
            found += _edit(data, chance, longer=len(found) % 2 == 0)
    return found


def _edit(data: bytes, chance: random.Random, *, longer: bool) -> Iterator[Edit]:
    """An edit of a cell that holds nothing but text, if there is one."""
    try:
        readme = parse(data)
    except InputError:
        return
    cells = [place for place, cell, row in _cells(readme.document) if _is_text(row, cell)]
    if not cells:
        return
    place = chance.choice(cells)
    found = _tables(readme.document)[place.table]
    row = found.rows[place.row]
    was = _text(row.text, row.written[place.column])
    text = was + chance.choice(LONGER) if longer else was[: chance.randint(1, len(was) - 1)].rstrip()
    if text == was or escape_cell(text) != text:
        return
    lines = []
    for repad in (False, True):
        rows = put_source(with_repad(readme, repad=repad), found, row, place.column, "", text)
        try:
            after = rewrite_rows(readme, rows)
        except ReadmeSyncError:  # refused: such as a footnote beside it
            return
        lines.append(changed_lines(readme.source.text, after.text))
    yield Edit(readme.source, place, was, text, (lines[0], lines[1]))


def _tables(document: Document) -> list[Table]:
    return [block for block in document.walk() if isinstance(block, Table)]


def _cells(document: Document) -> Iterator[tuple[Place, Cell, str]]:
    """The written cells of all data rows, each with the text in which it stands."""
    for number, table in enumerate(_tables(document)):
        if len(table.rows) > 1 and len(table.align) > 1:
            for index, row in enumerate(table.rows):
                for column, cell in enumerate(row.written[: len(table.align)]):
                    yield Place(number, index, column), cell, row.text


def _text(text: str, cell: Cell) -> str:
    return text[cell.span.start : cell.span.end]


def _is_text(row: str, cell: Cell) -> bool:
    """Whether a cell holds plain words, which every formatter leaves as they are."""
    text = _text(row, cell)
    return 3 <= len(text) <= 60 and text.isprintable() and text[0].isalpha() and escape_cell(text) == text


def changed_lines(before: str, after: str) -> int:
    """How many lines a diff shows as changed, one that is replaced once."""
    codes = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    return sum(max(end - start, last - first) for tag, start, end, first, last in codes if tag != "equal")


def by_formatter(peer: peers.Peer, wanted: Sequence[Edit]) -> list[tuple[Edit, int, int]]:
    """For each edit that can be made in the formatted document, how many lines change by the formatter, and by us."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number:04}.md" for number in range(len(wanted))]
        for path, edit in zip(paths, wanted, strict=True):
            path.write_bytes(edit.source.to_bytes())
        _format(peer, paths)
        once = [path.read_bytes() for path in paths]
        _format(peer, paths)
        kept: list[tuple[Path, Edit, str]] = []
        for path, edit, text in zip(paths, wanted, once, strict=True):
            typed = _typed(text.decode(), edit)
            if path.read_bytes() == text and typed is not None:  # else it is not settled, or says it otherwise
                path.write_bytes(typed.encode())
                kept.append((path, edit, text.decode()))
        failed = _format(peer, [path for path, *_ in kept])
        return [
            (edit, changed_lines(text, path.read_bytes().decode()), changed_lines(text, _put(text, edit)))
            for path, edit, text in kept
            if path.name not in failed
        ]


def _format(peer: peers.Peer, paths: Sequence[Path]) -> str:
    """Formats the documents in place; what is said of those that it cannot format."""
    said = []
    for start in range(0, len(paths), 50):
        some = [path.name for path in paths[start : start + 50]]
        ran = subprocess.run(
            [*peer.command, *some],
            cwd=paths[0].parent,
            env=peers.environment(),
            capture_output=True,
            check=False,
            text=True,
        )
        said.append(ran.stderr)
    return "".join(said)


def _put(text: str, edit: Edit) -> str:
    """A document with the cell edited by us."""
    readme = parse(text)
    found = _tables(readme.document)[edit.place.table]
    change = put_source(readme, found, found.rows[edit.place.row], edit.place.column, "", edit.becomes)
    return rewrite_rows(readme, change).text


def _typed(text: str, edit: Edit) -> str | None:
    """The formatted document with the cell as somebody types it over; None where it is not there as it was."""
    tables = _tables(blocks_of(Source(text)))
    number, index, column = edit.place
    if number >= len(tables) or index >= len(tables[number].rows):
        return None
    row = tables[number].rows[index]
    if column >= len(row.written) or _text(row.text, row.written[column]) != edit.was:
        return None
    start, end = row.written[column].span
    return text[:start] + edit.becomes + text[end:]


def row_of(name: str, lines: Sequence[tuple[Edit, int]]) -> str:
    """A line of the page's table."""
    longer = [count for edit, count in lines if edit.is_longer]
    shorter = [count for edit, count in lines if not edit.is_longer]
    both = [*longer, *shorter]
    wider = [f"{sum(count > 1 for count in counts)} of {len(counts)}" for counts in (longer, shorter)]
    return f"| {name} | {len(both)} | {median(both):g} | {max(both)} | {' | '.join(wider)} |"


def table(shared: Path, count: int) -> Iterator[str]:
    """The lines of the page's table."""
    peers.install(ROOT / ".bench")
    wanted = edits(documents(shared), count)
    yield measured_on()
    yield ""
    yield "| tool | edits | median | most | longer texts: more than a line | shorter texts: more than a line |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    yield row_of("readme-sync", [(edit, edit.lines[0]) for edit in wanted])
    yield row_of("readme-sync, `--repad`", [(edit, edit.lines[1]) for edit in wanted])
    for peer in peers.formatters(ROOT / ".bench"):
        counted = by_formatter(peer, wanted)
        yield row_of(peer.name.split()[0], [(edit, theirs) for edit, theirs, _ in counted])
        yield row_of(f"readme-sync, in what {peer.name.split()[0]} wrote", [(edit, ours) for edit, _, ours in counted])


def measured_on() -> str:
    """When, where and with what it is measured."""
    day, python = datetime.now(UTC).date(), platform.python_version()
    tools = ", ".join(name.replace("==", " ").replace("@", " ") for name in TOOLS)
    return f"Measured on {day}: {sys.platform}, Python {python}, {tools}."


def page(text: str, lines: Sequence[str]) -> str:
    """The page with its table made anew."""
    before, rest = text.split(BEGIN)
    return "\n".join([before + BEGIN, *lines, "", END + rest.split(END)[1]])


if __name__ == "__main__":
    measured = list(table(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if sys.argv[2:] else 500))
    PAGE.write_text(page(PAGE.read_text("utf-8"), measured), "utf-8")
