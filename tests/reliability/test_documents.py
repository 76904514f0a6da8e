"""What is written into documents: promises 1 to 6, 13, and 9 of what is written."""

import itertools
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cmarkgfm import cmark
from hostile_documents import POISONED, SHAPES, STALE, TABLE, hostile
from promises import Promise

import readme_sync
from readme_sync.cli import main
from readme_sync.errors import ReadmeSyncError
from readme_sync.text import Source

_REGION = re.compile(
    r"(<!-- readme-sync: (?:toc|table|summary|chart|updated)\b[^>]*-->).*?<!-- /readme-sync[^>]*-->", re.S
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BAR = re.compile(r"[█▓▒░■□▰▱⬛⬜🟩🟥#=>.-]{4,}")
_COLOUR = re.compile(r"(?<=%25-)[a-z]+|(?<=color=)\w+")
_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")


def _fix(source: Source) -> Source:
    return readme_sync.fix(source).source


def _sync(source: Source) -> Source:
    return readme_sync.sync(source).source


def _format(source: Source) -> Source:
    return readme_sync.format_tables(source).source


def _set(source: Source) -> Source:
    readme = readme_sync.parse(source)
    item = next(iter(readme.items))
    value = "100%" if item.progress.percent != 100 else "0%"
    return readme_sync.apply(readme, readme_sync.SetProgress(item.label, value), sync=False).source


COMMANDS: dict[str, Callable[[Source], Source]] = {"check --fix": _fix, "sync": _sync, "format": _format, "set": _set}


def after(change: Callable[[Source], Source], source: Source) -> Source:
    """Return the document after a command; as it was where the command refuses."""
    try:
        return change(source)
    except (ReadmeSyncError, StopIteration):
        return source


def masked(text: str, *, tables: bool = True) -> str:
    """Return the text without what may change: insides of regions, numbers, bars, the widths of tables, or tables."""
    text = _COLOUR.sub("c", _REGION.sub(r"\1", text))
    text = "".join(_without_widths(line) for line in re.split(r"([\r\n]+)", text) if tables or "|" not in line)
    return re.sub(r"\[[xX ]\]", "[]", _NUMBER.sub("0", _BAR.sub("=", text)))


def _without_widths(line: str) -> str:
    """Return a row of a table without the padding of its cells."""
    return re.sub(r":?-+:?", "-", "|".join(cell.strip(" \t") for cell in line.split("|"))) if "|" in line else line


def page(text: str) -> str:
    """Return the page as GitHub's parser makes it, of the masked text."""
    return str(cmark.markdown_to_html_with_extensions(text.replace("\0", "?"), _OPTIONS, _EXTENSIONS))


def _is_one_row(source: Source, done: Source) -> bool:
    """Return whether only the first item's own lines differ, and the page has as many lines as before."""
    item = next(iter(readme_sync.parse(source).items))
    start, end = item.span.start, len(source.text) - item.span.end
    kept = done.text.startswith(source.text[:start]) and done.text.endswith(source.text[len(source.text) - end :])
    return kept and done.text.count("\n") == source.text.count("\n")


def differences(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the promise that each command breaks on a document, and how."""
    for name, change in COMMANDS.items():
        done = after(change, source)
        if done.text == source.text:
            continue
        if name == "set":
            if not _is_one_row(source, done):
                yield "bytes", name
            continue
        if masked(done.text, tables=name != "format") != masked(source.text, tables=name != "format"):
            yield "bytes", name
        if name == "format":
            if re.sub(r"\s+", " ", page(done.text)) != re.sub(r"\s+", " ", page(source.text)):
                yield "page", name
        elif page(masked(done.text)) != page(masked(source.text)):
            yield "page", name
        if after(change, done).text != done.text:
            yield "again", name


@pytest.fixture
def documents(full: bool, request: pytest.FixtureRequest) -> list[tuple[str, Source]]:  # noqa: FBT001  a fixture
    """Ours, each in every shape where it is about the great numbers, and then those of the corpora."""
    found = hostile()
    if full:
        for name, data in hostile().items():
            text = data.decode().replace("\r\n", "\n").replace("\r", "\n")
            found |= {f"{name} as {shape}": change(text) for shape, change in SHAPES.items()}
        found |= {path.name: path.read_bytes() for path in request.getfixturevalue("corpus_files")}
    sources = []
    for name, data in found.items():
        try:
            sources.append((name, Source.from_bytes(data, name)))
        except ReadmeSyncError:
            continue
    return sources


def test_nothing_else_changes_and_twice_is_once(promise: Promise, documents: list[tuple[str, Source]]) -> None:
    """Promises 1 to 4, in one pass over the documents."""
    broken: dict[str, list[str]] = {"bytes": [], "page": [], "again": []}
    for name, source in documents:
        for what, command in differences(source):
            broken[what].append(f"{name} ({command})")
    failed = []
    for number, what in ((1, "bytes"), (2, "page"), (3, "again")):
        try:
            promise(number, len(documents), broken[what], floor=90, full_floor=3_000)
        except AssertionError as error:  # the others are noted, too
            failed.append(f"{number}: {error}")
    assert not failed
    promise(4, len(hostile()), [], floor=80, full_floor=80)


def test_something_is_written_in_almost_all() -> None:
    """Or else the test above would pass with commands that do nothing."""
    sources = [Source.from_bytes(data, name) for name, data in hostile().items()]
    written = {name: sum(after(change, one).text != one.text for one in sources) for name, change in COMMANDS.items()}
    assert min(written.values()) > 60, written


def test_line_ends_stay(promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Promise 5: the line end of every line that was there, the byte order mark, the last line end."""
    monkeypatch.chdir(tmp_path)
    body = f"{STALE}{TABLE}\n<!-- readme-sync: toc -->\n\n<!-- /readme-sync -->\n\n## Part\n\ntext\n"
    kinds = {"LF": "\n", "CRLF": "\r\n", "CR": "\r", "mixed": ""}
    broken: list[str] = []
    tried = 0
    for (kind, end), mark, last, front in itertools.product(
        kinds.items(), ("", "\ufeff"), (True, False), ("", "---\na: 1\n---\n")
    ):
        text = SHAPES["mixed"](front + body).decode() if kind == "mixed" else (front + body).replace("\n", end)
        data = (mark + (text if last else text.rstrip("\r\n"))).encode()
        for verb in (["sync", "--offline"], ["check", "--fix"], ["format"]):
            tried += 1
            path = tmp_path / "README.md"
            path.write_bytes(data)
            main([*verb, "README.md"])
            got = path.read_bytes().decode()
            was = data.decode()
            ends = {one: re.findall(r"\r\n|\r|\n", _REGION.sub(r"\1", one)) for one in (got, was)}
            region = re.search(r"toc -->(.*?)<!-- /", got, re.S)
            assert region
            marker = re.search(r"toc -->(\r\n|\r|\n)", was)
            assert marker
            inside = (
                set(re.findall(r"\r\n|\r|\n", region[1])) if verb[0] != "format" and len(region[1]) > 4 else {marker[1]}
            )
            if ends[got] != ends[was] or (got[:1] == "\ufeff") != bool(mark) or inside != {marker[1]}:
                broken.append(f"{kind} {bool(mark)} {last} {bool(front)} {verb[0]}")
    promise(5, tried, broken, floor=96, full_floor=96)


def test_what_is_not_text_stays_and_is_named(
    promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Promise 6: all other documents of the batch are done."""
    monkeypatch.chdir(tmp_path)
    good = [f"good{number}.md" for number in range(len(POISONED) + 1)]
    bad = {f"bad{number}.md": data for number, data in enumerate(POISONED.values())}
    names = list(itertools.chain.from_iterable(itertools.zip_longest(good, bad)))[:-1]
    broken: list[str] = []
    for verb in (["check", "--fix"], ["sync", "--offline"], ["format"]):
        for name in good:
            Path(name).write_text(f"# Plan (0/2)\n\n- [x] sow\n- [ ] hoe\n\n{TABLE}", encoding="utf-8")
        for name, data in bad.items():
            Path(name).write_bytes(data)
        code = main([*verb, *names])
        said = "".join(capfd.readouterr())
        broken += [f"{verb[0]} {name} changed" for name, data in bad.items() if Path(name).read_bytes() != data]
        broken += [f"{verb[0]} {name} is not named" for name in bad if name not in said]
        done = "| one  | 1/2  |" if verb[0] == "format" else "# Plan (1/2)"
        broken += [f"{verb[0]} {name} not done" for name in good if done not in Path(name).read_text("utf-8")]
        broken += [f"{verb[0]} exit {code}"] if code != 2 else []
    promise(6, 3 * len(names), broken, floor=63, full_floor=63)


def test_modes_and_links_stay(promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Promise 13: the mode, and what kind of file it is; a file of several names is refused."""
    monkeypatch.chdir(tmp_path)
    broken: list[str] = []
    tried = 0
    for mode, kind in itertools.product(
        (0o600, 0o640, 0o644, 0o664, 0o666, 0o755), ("file", "link", "link to a link", "hard link")
    ):
        tried += 1
        for name in ("real.md", "README.md", "middle.md"):
            Path(name).unlink(missing_ok=True)
        real = Path("README.md" if kind == "file" else "real.md")
        real.write_text(STALE, encoding="utf-8")
        real.chmod(mode)
        if kind == "link":
            Path("README.md").symlink_to("real.md")
        elif kind == "link to a link":
            Path("middle.md").symlink_to("real.md")
            Path("README.md").symlink_to("middle.md")
        elif kind == "hard link":
            Path("README.md").hardlink_to("real.md")
        code = main(["sync", "--offline", "README.md"])
        written = "(1/2)" in real.read_text("utf-8")
        kept = stat.S_IMODE(real.stat().st_mode) == mode and os.path.islink("README.md") == kind.startswith("link")
        if not kept or (written, code) != ((False, 2) if kind == "hard link" else (True, 0)):
            broken.append(f"{mode:o} {kind}")
    promise(13, tried, broken, floor=24, full_floor=24)
