"""Pictures in cells: Markdown and HTML, what is read from them, and which characters change."""

import time

import pytest

import readme_sync
from readme_sync.errors import RequestError
from readme_sync.markdown import parse
from readme_sync.model import Item
from readme_sync.text import Source
from readme_sync.trackers.images import all_pictures

SHIELD = "https://img.shields.io/badge"


def _table(cell: str) -> str:
    return f"| Book | Progress |\n| --- | --- |\n| A | {cell} |\n"


def _item(cell: str) -> Item:
    (item,) = readme_sync.parse(_table(cell)).items
    return item


CHANGES = {
    "an image tag": ('<img src="https://geps.dev/progress/10">', '<img src="https://geps.dev/progress/40">'),
    "single quotes, more attributes": (
        "<img width=\"80%\" src='https://geps.dev/progress/10' alt='bar'/>",
        "<img width=\"80%\" src='https://geps.dev/progress/40' alt='bar'/>",
    ),
    "no quotes, capitals": ("<IMG SRC=https://geps.dev/progress/10>", "<IMG SRC=https://geps.dev/progress/40>"),
    "alt text that keeps step": (
        '<img alt="10%" src="https://geps.dev/progress/10">',
        '<img alt="40%" src="https://geps.dev/progress/40">',
    ),
    "entities in the address": (
        '<img src="https://progress-bar.xyz/1/?title=a&amp;scale=10&amp;suffix=/10">',
        '<img src="https://progress-bar.xyz/4/?title=a&amp;scale=10&amp;suffix=/10">',
    ),
    "entities in a Markdown address": (
        "![](https://progress-bar.xyz/1/?title=a&amp;scale=10)",
        "![](https://progress-bar.xyz/4/?title=a&amp;scale=10)",
    ),
    "raw blanks in the address": (
        f'<img src="{SHIELD}/Problems Solved-1 / 10-green">',
        f'<img src="{SHIELD}/Problems Solved-4 / 10-green">',
    ),
    "a linked tag": (
        '<a href="https://geps.dev/progress/10"><img src="https://geps.dev/progress/10"></a>',
        '<a href="https://geps.dev/progress/10"><img src="https://geps.dev/progress/40"></a>',
    ),
    "a linked image": (
        f"[![10%]({SHIELD}/Progress-10%25-green)](https://example.org/10)",
        f"[![40%]({SHIELD}/Progress-40%25-green)](https://example.org/10)",
    ),
    "an escaped pipe in the address": (
        "![](https://geps.dev/progress/10?label=a\\|b)",
        "![](https://geps.dev/progress/40?label=a\\|b)",
    ),
    "escapes in the address": (
        f"![]({SHIELD}/my\\_progress-10%25-green)",
        f"![]({SHIELD}/my\\_progress-40%25-green)",
    ),
    "an address in angle brackets": (
        f"![](<{SHIELD}/Progress-1 / 10-green>)",
        f"![](<{SHIELD}/Progress-4 / 10-green>)",
    ),
    "a title beside the address": (
        '![](https://geps.dev/progress/10 "10%")',
        '![](https://geps.dev/progress/40 "10%")',
    ),
    "alt text in words": ("![ten](https://geps.dev/progress/10)", "![ten](https://geps.dev/progress/40)"),
    "a question mark as alt text": ("![?%](https://geps.dev/progress/10)", "![?%](https://geps.dev/progress/40)"),
    "a query that begins with an ampersand": (
        "![](https://geps.dev/progress/1?&label=1/10&min=0&max=10)",
        "![](https://geps.dev/progress/4?&label=4/10&min=0&max=10)",
    ),
    "a picture in a comment and one in code": (
        "<!-- ![](https://geps.dev/progress/1) --> `![](https://geps.dev/progress/2)` ![](https://geps.dev/progress/10)",
        "<!-- ![](https://geps.dev/progress/1) --> `![](https://geps.dev/progress/2)` ![](https://geps.dev/progress/40)",
    ),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_setting_changes_the_value_alone(before: str, after: str) -> None:
    assert _item(before).progress.percent == 10
    assert readme_sync.apply(_table(before), readme_sync.SetProgress("A", "40")).source.text == _table(after)
    assert not readme_sync.apply(_table(before), readme_sync.SetProgress("A", "10")).changed


@pytest.mark.parametrize("alt", ["0%", "100%"])
def test_alternative_text_that_is_wrong_does_not_count(alt: str) -> None:
    item = _item(f"![{alt}](https://progress-bar.xyz/75)")
    assert item.progress.percent == 75
    assert [figure.progress.percent for figure in item.figures] == [75, float(alt[:-1])]


@pytest.mark.parametrize(
    "cell",
    [
        "<!-- ![](https://geps.dev/progress/10) -->",
        '<!-- <img src="https://geps.dev/progress/10"> -->',
        "<!--![10%](https://geps.dev/progress/10)-->",
        "`![](https://geps.dev/progress/10)`",
        '`<img src="https://geps.dev/progress/10">`',
        "\\![](https&colon;//geps.dev/progress/10)",
        '<source src="https://geps.dev/progress/10">',
        '<img data-src="https://geps.dev/progress/10">',
        f"![]({SHIELD}/coverage-97%25-green)",
        f"![]({SHIELD}/python-3.11-blue)",
        f"![]({SHIELD}/not started-lightgrey)",
        "![](http://progressed.io/bar/6271?scale=6271&suffix=B)",
    ],
)
def test_no_progress_is_shown(cell: str) -> None:
    assert not list(readme_sync.parse(f"| Book | Picture |\n| --- | --- |\n| A | {cell} |\n").items)


@pytest.mark.parametrize(
    "address",
    [
        "https://img.shields.io/github/milestones/progress/octo/cat/1",
        "https://geps.dev/progress/10?max=17",
        f"{SHIELD}/Problems%20Solved-31-blue",
    ],
)
def test_what_cannot_be_known_is_unknown_and_refused(address: str) -> None:
    item = _item(f"![]({address})")
    assert item.progress.percent is None
    with pytest.raises(RequestError):
        readme_sync.apply(_table(f"![]({address})"), readme_sync.SetProgress("A", "40"))


def test_a_value_that_hides_behind_a_reference_is_refused() -> None:
    cell = '<img src="https://geps.dev/progress/&#49;0">'
    assert _item(cell).progress.percent == 10
    with pytest.raises(RequestError, match="not written plainly"):
        readme_sync.apply(_table(cell), readme_sync.SetProgress("A", "40"))


def test_images_in_html_blocks() -> None:
    document = parse(
        Source('<p>\n<img src="a"><!-- <img src="b"> --><img\n alt="x > y" src=c/></p>\n<img alt="no"> <img src=" ">\n')
    )
    assert [picture.address.text for picture in all_pictures(document)] == ["a", "c/"]


def test_an_image_without_an_end_holds_nothing() -> None:
    document = parse(Source('<p><img src="a"> <img alt="b> <img src="c">\n'))
    assert [picture.address.text for picture in all_pictures(document)] == ["a"]


@pytest.mark.parametrize(
    "piece", ['<img "', "<img '\">", "<!--", "<script>", "<img a=\n", "<img " + "a " * 50, '<img src="&amp;']
)
def test_hostile_html_is_read_in_linear_time(piece: str) -> None:
    count = 80_000 // len(piece)
    short, long = _seconds(piece * count), _seconds(piece * (8 * count))
    assert long < 24 * max(short, 0.002)  # eight times the text; quadratic would be 64 times the time


def _seconds(html: str) -> float:
    """The processor's time for a block of HTML, the best of three: other programs run at the same time."""
    source = Source("<p>" + html)
    taken = []
    for _ in range(3):
        start = time.process_time()
        list(all_pictures(parse(source)))
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("piece", ["-", "_", "--", "%25", "%E4", "1/", "1,000", "~1%25", "a "])
def test_hostile_badges_are_read_in_linear_time(piece: str) -> None:
    cell = f"<img src='{SHIELD}/Progress-{piece * (60_000 // len(piece))}-red'>"
    start = time.process_time()
    list(readme_sync.parse(_table(cell)).items)
    assert time.process_time() - start < 3
