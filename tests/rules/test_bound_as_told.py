"""What RS105 tells people to write is accepted, and ends the doubt."""

import re

import pytest

import readme_sync
from readme_sync.model import Readme, Result

_TASKS = "- [x] Scales\n- [ ] Chords\n- [ ] Rhythm\n- [ ] Ears\n"
_ROWS = "| Song | Status |\n| --- | --- |\n" + "".join(
    f"| S{i} | {'✅ Done' if i < 4 else '⬜'} |\n" for i in range(12)
)
_BADGE = "![Progress](https://geps.dev/progress/70)"

_DOCUMENTS = {
    "a percent at the top": f"# Log\n\nOverall progress: 12%\n\n{_TASKS}",
    "no heading": f"Overall progress: 12%\n\n{_TASKS}",
    "two titles": f"# Log\n\nOverall progress: 12%\n\n# A\n\n{_TASKS}\n# B\n\n{_TASKS}",
    "a badge": f"# Log\n\n{_BADGE}\n\n## A\n\n{_TASKS}",
    "a linked badge": f"# Log\n\n[{_BADGE}](a.md)\n\n## A\n\n{_TASKS}",
    "an alternative text that says it too": f"# Log\n\n![70%](https://geps.dev/progress/70)\n\n{_TASKS}",
    "a picture in HTML": f'# Log\n\n<p>\n<img src="https://geps.dev/progress/70" alt="Progress">\n</p>\n\n{_TASKS}',
    "a heading": f"# Log\n\n## A (80%)\n\n{_TASKS}",
    "a cookie": f"# Log\n\n## A [80%]\n\n{_TASKS}",
    "an underlined heading": f"# Log\n\nA (80%)\n-------\n\n{_TASKS}",
    "a badge in a heading": f"# Log\n\n## A ![80%](https://geps.dev/progress/80)\n\n{_TASKS}",
    "a bar in code and a percent": f"# Log\n\n## A\n\n`████████░░` 80%\n\n{_TASKS}",
    "a bar alone": f"# Log\n\n## A\n\n████████░░\n\n{_TASKS}",
    "an ASCII bar": f"# Log\n\n## A\n\nProgress: [########--] 80%\n\n{_TASKS}",
    "a bar and a percent in bold": f"# Log\n\n## A\n\nProgress: [########--] **80%**\n\n{_TASKS}",
    "code in the label": f"# Log\n\nOverall `progress`: 12%\n\n{_TASKS}",
    "bold": f"# Log\n\n## A\n\n**Progress: 80%**\n\n{_TASKS}",
    "a table of keys and values": f"# Log\n\n| A | B |\n| --- | --- |\n| Total progress | 80% |\n\n## A\n\n{_TASKS}",
    "a quote": f"> # Log\n>\n> Overall progress: 12%\n\n{_TASKS}",
    "a list": f"# Log\n\n- Overall progress: 12%\n- Started: May\n\n## A\n\n{_TASKS}",
    "a summary": f"| Part | Progress |\n| --- | --- |\n| A | 80% |\n| B | 25% |\n\n## A\n\n{_TASKS}\n## B\n\n{_ROWS}",
    "a count of nearly all": f"# Log\n\nThese are 13 problems.\n\n## A\n\n{_ROWS}",
    "headings alike": f"# Log\n\n## Week (2/4)\n\n{_TASKS}\n## Week (3/4)\n\n{_TASKS}",
    "in progress": f"# Log\n\n## A (5/12)\n\n{_ROWS.replace('⬜', '🔄 In progress')}",
    "a mean": "# Log\n\n| Part | Progress |\n| --- | --- |\n| A | 100% |\n| B | 40% |\n| Average | 60% |\n",
    "Chinese": f"# 学习\n\n总进度：80%\n\n{_TASKS}",
    "CRLF": f"# Log\n\nOverall progress: 12%\n\n{_TASKS}".replace("\n", "\r\n"),
    "a mark in front": f"\ufeffOverall progress: 12%\n\n{_TASKS}",
}
_HOPELESS = {
    "a number in an address": f"![S](https://img.shields.io/badge/Problems%20Solved-11-blue)\n\n## A\n\n{_ROWS}",
    "headings that are marked as done": "# Log\n\nDays done: 8/84\n\n"
    + "".join(f"### Day {i} ✅\n\n- [x] a\n\n" for i in range(1, 8)),
}


def _read(text: str) -> Readme:
    return readme_sync.parse(text, "docs/My log.md")


def _notes(readme: Readme) -> list[Result]:
    return [one for one in readme_sync.check(readme, ["RS105"]) if one.rule == "RS105"]


@pytest.mark.parametrize("text", _DOCUMENTS.values(), ids=_DOCUMENTS)
def test_the_proposed_marker_ends_the_doubt(text: str) -> None:
    notes = _notes(_read(text))
    assert notes
    for note in notes:
        told = re.search(r"put (<!--.*?-->) before it, (<!--.*?-->) behind it", note.message)
        assert told, note.message
        start, end = note.span
        marked = _read(text[:start] + told[1] + text[start:end] + told[2] + text[end:])
        synced = readme_sync.sync(marked.source)
        assert not synced.refused
        assert not synced.skipped
        after = readme_sync.parse(synced.source)
        assert len(_notes(after)) < len(notes)
        assert readme_sync.sync(after.source).source is after.source
        assert not [one for one in readme_sync.check(after) if one.rule in {"RS101", "RS102", "RS501", "RS504"}]


@pytest.mark.parametrize("text", _HOPELESS.values(), ids=_HOPELESS)
def test_where_no_marker_helps_none_is_proposed(text: str) -> None:
    notes = _notes(_read(text))
    assert notes
    assert all("put " not in note.message and "ignore RS105" in note.message for note in notes)
