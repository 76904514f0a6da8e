"""`sync` on documents whose figures all rest on the same rows, and on documents out of a small grammar."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from chosen_rules import run_only
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import readme_sync
from readme_sync.editing.fixes import fix
from readme_sync.editing.sync import sync
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span

_CONFIGURATION = """\
[[claims]]
find = "{} left to learn"
value = "left of #winter"
"""
_SONGS = """\
# A year of songs

Overall progress: 3/8 (37.5%)

Overall: ▰▰▰▰▱▱▱▱▱▱ 38% (3/8)

<!-- readme-sync: badge of #winter -->![33%](https://geps.dev/progress/33)<!-- /readme-sync -->
<!-- readme-sync: bar of #winter -->`███░░░░░░░`<!-- /readme-sync -->
<!-- readme-sync: percent of #winter -->33%<!-- /readme-sync -->,
or <!-- readme-sync: done/total of #winter -->2 of 6<!-- /readme-sync -->; 16 left to learn,
<!-- readme-sync: count of files "songs/*.md" -->2<!-- /readme-sync --> of them written down.

| Part   | Done   |
| ------ | ------ |
| Winter | 2/6    |
| Summer | 1/2    |
| Total  | 3/8    |

## Winter [2/6]

- 2 songs done

### All of them (2/6)

#### By name — 2/6

**Progress: 2/6**

| Song  | Done   |
| ----- | ------ |
| Alder | 4/4    |
| Birch | 4/4    |
| Cedar | 0/4    |
| Elder | 0/4    |
| Hazel | 0/4    |
| Larch | 0/4    |
| Total | 8/24   |

## Summer — 1/2

- [x] Rose
- [ ] Sage
"""
_FOLLOW = {
    "overall fraction at the top": ("Overall progress: 3/8", "Overall progress: 4/8"),
    "percent beside a fraction": (" (37.5%)", " (50.0%)"),
    "bar and percent before a fraction": ("▰▰▰▰▱▱▱▱▱▱ 38% (3/8)", "▰▰▰▰▰▱▱▱▱▱ 50% (4/8)"),
    "badge with its alternative text": (
        "![33%](https://geps.dev/progress/33)",
        "![50%](https://geps.dev/progress/50)",
    ),
    "bar in a marker": ("███░░░░░░░", "█████░░░░░"),
    "percent in a marker": ("-->33%<!--", "-->50%<!--"),
    "done of total in a marker": ("-->2 of 6<!--", "-->3 of 6<!--"),
    "claim of the configuration": ("16 left to learn", "12 left to learn"),
    "glob of files": ("-->2<!-- /readme-sync --> of them", "-->3<!-- /readme-sync --> of them"),
    "row of a summary": ("| Winter | 2/6    |", "| Winter | 3/6    |"),
    "total of a summary": ("| Total  | 3/8    |", "| Total  | 4/8    |"),
    "cookie in a heading": ("## Winter [2/6]", "## Winter [3/6]"),
    "count with a noun": ("- 2 songs done", "- 3 songs done"),
    "parentheses in a heading": ("(2/6)", "(3/6)"),
    "dash in a heading": ("— 2/6", "— 3/6"),
    "alone under a heading": ("**Progress: 2/6**", "**Progress: 3/6**"),
    "total row": ("| Total | 8/24   |", "| Total | 12/24  |"),
}


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    """The document in a folder with its configuration and its files."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "songs").mkdir()
    for name in ("alder", "birch"):
        (tmp_path / "songs" / f"{name}.md").touch()
    (tmp_path / ".readme-sync.toml").write_text(_CONFIGURATION, "utf-8")
    path = tmp_path / "README.md"
    path.write_text(_SONGS, "utf-8")
    return path


def _sync(path: Path, settings: readme_sync.Settings) -> readme_sync.Outcome:
    around = readme_sync.surroundings_of(path)
    return readme_sync.update_file(path, lambda source: readme_sync.sync(source, settings, surroundings=around))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_edit_of_one_row_brings_all_that_follow_updated(songs: Path, newline: str) -> None:
    songs.write_text(_SONGS, "utf-8", newline=newline)
    settings = readme_sync.settings_for(songs)
    first = _sync(songs, settings)
    assert (first.results, first.skipped) == ((), ()), "all is right before the edit"
    assert len(_FOLLOW) >= 12
    for was, _ in _FOLLOW.values():
        assert _SONGS.count(was) == 1, was

    (songs.parent / "songs" / "cedar.md").touch()
    readme_sync.update_file(
        songs, lambda source: readme_sync.apply(source, readme_sync.SetProgress("Cedar", "4/4"), settings=settings)
    )
    synced = _sync(songs, settings)

    expected = _SONGS.replace("| Cedar | 0/4    |", "| Cedar | 4/4    |")
    for was, now in _FOLLOW.values():
        assert was in expected
        expected = expected.replace(was, now)
    assert songs.read_bytes().decode() == expected.replace("\n", newline)
    assert not synced.skipped
    around = readme_sync.surroundings_of(songs)
    readme = readme_sync.parse(songs.read_bytes(), "README.md", settings)
    assert not [
        one for one in readme_sync.check(readme, surroundings=around) if one.rule in {"RS101", "RS102", "RS105"}
    ]
    again = songs.stat().st_mtime_ns
    assert _sync(songs, settings).results == ()
    assert songs.stat().st_mtime_ns == again


def test_a_marker_that_names_a_heading_by_its_figure_goes_on_working() -> None:
    text = "<!-- readme-sync: done/total of #plan-13 -->1/3<!-- /readme-sync --> at #plan\n\n## Plan (1/3)\n\n"
    text += "- [x] a\n- [x] b\n- [ ] c\n"
    synced = readme_sync.sync(text)
    assert not synced.refused
    assert synced.source.text == text.replace("1/3", "2/3")
    assert readme_sync.sync(synced.source).source is synced.source


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("done/total", "2/3"),
        ("done", "2"),
        ("total", "3"),
        ("left", "1"),
        ("percent", "67%"),
        ("count", "3"),
        ("bar", "███████░░░"),
        ("badge", "![67%](https://img.shields.io/badge/progress-67%25-blue)"),
    ],
)
def test_markers_with_nothing_between_them_are_filled(value: str, written: str) -> None:
    text = f"Here: <!-- readme-sync: {value} -->{{}}<!-- /readme-sync -->.\n\n- [x] a\n- [x] b\n- [ ] c\n"
    assert readme_sync.sync(text.format("")).source.text == text.format(written)
    assert not readme_sync.sync(text.format(written)).results


def test_a_fraction_goes_on_counting_what_it_counted() -> None:
    rows = "| Song | Done |\n| --- | --- |\n| Alder | 4/4 |\n| Birch | 4/4 |\n| Cedar | 0/4 |\n"
    for was, now in {"1/3": "2/3", "7/12": "8/12", "5/9": "8/12"}.items():
        text = f"<!-- readme-sync: done/total -->{was}<!-- /readme-sync -->\n\n{rows}"
        assert readme_sync.sync(text).source.text == text.replace(was, now)


def test_a_percent_beside_a_claim_follows_it_and_beside_a_mere_statement_does_not() -> None:
    tasks = "- [x] a\n- [x] b\n- [x] c\n- [ ] d\n"
    synced = readme_sync.sync(f"# Log\n\nProgress: 2/4 (50%)\n\n{tasks}")
    assert synced.source.text == f"# Log\n\nProgress: 3/4 (75%)\n\n{tasks}"
    synced = readme_sync.sync("Learnt: 85/90 = 90% complete.\n")
    assert not synced.results
    assert len(synced.skipped) == 1


_HEADINGS = ["## {} ({})", "## {} [{}]", "## {} — {}", "## {}"]
_MARKERS = ["done/total", "done", "total", "left", "percent", "bar", "badge", "count"]


@st.composite
def _document(draw: DrawFn) -> tuple[str, list[str]]:
    """A document of sections with tables and tasks, and claims about them; the labels of its items."""
    labels: list[str] = []
    parts: list[str] = []
    titles = ["Ash", "Bay", "Cob", "Elm"][: draw(st.integers(1, 4))]
    for title in titles:
        items = [f"{title}-{one}" for one in "abcdefg"[: draw(st.integers(2, 6))]]
        labels += items
        stated = f"{draw(st.integers(0, len(items)))}/{len(items)}"
        parts.append(draw(st.sampled_from(_HEADINGS)).format(title, stated))
        if draw(st.booleans()):
            parts.append(f"**Progress: {stated}**")
        parts.append(draw(_items(items, stated)))
        if draw(st.booleans()):
            parts.append(f"Here: <!-- readme-sync: {draw(st.sampled_from(_MARKERS))} --><!-- /readme-sync -->.")
    top = ["# Log"]
    if draw(st.booleans()):
        bar = draw(st.sampled_from(["", "░░░░░░░░░░ ", "██████████ "]))
        top.append(f"Overall progress: {bar}0% (0/{len(labels)})" if bar else f"Overall progress: 0/{len(labels)} (0%)")
    top += [
        f"<!-- readme-sync: {draw(st.sampled_from(_MARKERS))} of #{title.lower()} --><!-- /readme-sync -->"
        for title in draw(st.lists(st.sampled_from(titles), max_size=4))
    ]
    if len(titles) > 1 and draw(st.booleans()):
        rows = "".join(f"| {title} | 0/1 |\n" for title in titles)
        top.append(f"| Part | Done |\n| --- | --- |\n{rows}| Total | 0/{len(titles)} |")
    text = "\n\n".join([*top, *parts]) + draw(st.sampled_from(["\n", ""]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), labels


@st.composite
def _items(draw: DrawFn, labels: list[str], stated: str) -> str:
    """A list of tasks, or a table in one of several notations, perhaps with a total."""
    kind = draw(st.sampled_from(["tasks", "states", "fractions", "percents"]))
    done = [draw(st.booleans()) for _ in labels]
    if kind == "tasks":
        return "".join(f"- [{'x' if one else ' '}] {label}\n" for label, one in zip(labels, done, strict=True)).rstrip()
    words = {"states": ("✅ Done", "⬜ Not started"), "fractions": ("4/4", "1/4"), "percents": ("100%", "25%")}[kind]
    rows = [f"| {label} | {words[not one]} |" for label, one in zip(labels, done, strict=True)]
    if kind == "fractions" and draw(st.booleans()):
        rows.append(f"| Total | {stated} |")
    return "\n".join(["| Tree | Status |", "| --- | --- |", *rows])


_EDITS = st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["done", "open", "add"])), max_size=5)
_STALE = {"RS101", "RS102", "RS501", "RS504"}


def _edited(source: Source, label: str, what: str) -> Source:
    """A document after one edit; the very same where a row of that name was added before."""
    try:
        if what == "add":
            return readme_sync.apply(source, readme_sync.AddItem(f"{label}-new", "0", after=label)).source
        return readme_sync.apply(source, readme_sync.SetProgress(label, {"done": "100%", "open": "0%"}[what])).source
    except ReadmeSyncError:
        return source


@given(_document(), _EDITS)
@pytest.mark.long
def test_after_any_edits_each_with_sync_no_figure_is_stale(
    document: tuple[str, list[str]], edits: list[tuple[int, str]]
) -> None:
    """As on every push: of several edits at once it may be in doubt what a figure was about.

    Nor is a row added where there are less than four: the total of so few is near any other (decision 8).
    """
    text, labels = document
    sizes = Counter(label.partition("-")[0] for label in labels)
    source = readme_sync.sync(text).source
    for number, what in edits:
        label = labels[number % len(labels)]
        if what == "add" and sizes[label.partition("-")[0]] < 4:
            continue
        edited = _edited(source, label, what)
        synced = readme_sync.sync(edited)
        source = synced.source
        assert not synced.refused
        assert not synced.skipped
        assert not [one.message for one in readme_sync.check(source) if one.rule in _STALE]
        assert readme_sync.sync(source).source is source, "twice is once"
        assert _unfigured(source.text) == _unfigured(edited.text), "only figures changed"


@given(_document(), _EDITS)
@pytest.mark.long
def test_after_any_edits_at_once_sync_names_what_is_stale(
    document: tuple[str, list[str]], edits: list[tuple[int, str]]
) -> None:
    text, labels = document
    edited = readme_sync.sync(text).source
    for number, what in edits:
        edited = _edited(edited, labels[number % len(labels)], what)
    synced = readme_sync.sync(edited)
    assert not synced.refused
    stale = [one.span for one in readme_sync.check(synced.source) if one.rule in _STALE]
    assert stale == sorted(one.result.span for one in synced.skipped if one.result)
    assert readme_sync.sync(synced.source).source is synced.source, "twice is once"
    assert _unfigured(synced.source.text) == _unfigured(edited.text), "only figures changed"


def _unfigured(text: str) -> str:
    """A text without the characters that figures are made of."""
    return re.sub(r"[0-9/%.█░ ]+", "", text)


@pytest.mark.parametrize(
    ("alt", "synced"), [("3 of 5 complete", "2 of 5 complete"), ("books", "books"), ("4 of 5 read", "4 of 5 read")]
)
def test_the_alternative_text_of_a_badge_follows_where_it_says_the_same(alt: str, synced: str) -> None:
    """`4 of 5` was something else before, too: RS102 names it, and who is right is the author's to say."""
    badge = "![{}](https://img.shields.io/badge/books-{}%2F5%20complete-blue)"
    books = "- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n- [ ] e\n"
    done = readme_sync.sync(f"# Books\n\n{badge.format(alt, 3)}\n\n{books}")
    assert done.source.text == f"# Books\n\n{badge.format(synced, 2)}\n\n{books}"


def test_what_does_not_settle_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix that is wrong again as soon as it is made would be written ten times."""

    def find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
        end = len(readme.source.text) - 1
        yield Span(0, end), "lacks an x", Fix("write x", (Edit(Span(end, end), "x"),), Applicability.SAFE)

    run_only([rule("RS998", "endless", Level.ERROR, find, Stage.SYNC)], monkeypatch)
    outcome = sync("abc\n")
    assert (outcome.source.text, outcome.changes) == ("abc\n", ())
    assert [one.message for one in outcome.refused] == ["lacks an x, and does so again when it is written"]
    fixed = fix("abc\n", ["RS998"])
    assert (fixed.source.text, fixed.changes) == ("abc\n", ())
    assert [(one.line, one.reason) for one in fixed.skipped] == [(1, "it would be wrong again")]
