"""Sections: titles, levels, spans, parents."""

from readme_sync.reader import read
from readme_sync.text import Source

TEXT = """\
before

# A
a

### A.1
| Course | Progress |
| --- | --- |
| x | 1% |

## A.2
- [x] y

B
=
- [ ] z
"""


def test_sections_nest() -> None:
    readme = read(Source(TEXT))
    shown = [(section.title, section.level, section.parent) for section in readme.sections]
    assert shown == [("", 0, None), ("A", 1, 0), ("A.1", 3, 1), ("A.2", 2, 1), ("B", 1, 0)]
    texts = [readme.source.slice(section.span) for section in readme.sections]
    assert texts[0] == TEXT
    assert texts[1] == TEXT[TEXT.index("# A") : TEXT.index("B\n=")]
    assert texts[2] == TEXT[TEXT.index("### A.1") : TEXT.index("## A.2")]
    assert texts[4] == TEXT[TEXT.index("B\n=") :]
    assert [readme.source.slice(section.heading) for section in readme.sections if section.heading][-1] == "B\n="


def test_trackers_stand_in_their_sections() -> None:
    readme = read(Source(TEXT))
    assert [readme.sections[tracker.section].title for tracker in readme.trackers] == ["A.1", "A.2", "B"]
    assert [tally.total for tally in readme.tallies()] == [3, 2, 1, 1, 1]


def test_a_tracker_before_all_headings_stands_in_the_document() -> None:
    readme = read(Source("- [x] a\n\n# A\n"))
    assert [tracker.section for tracker in readme.trackers] == [0]


def test_a_document_without_anything() -> None:
    readme = read(Source(""))
    assert (len(readme.sections), readme.trackers, readme.tally.total) == (1, (), 0)
