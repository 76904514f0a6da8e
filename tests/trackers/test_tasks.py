"""Task lists."""

from readme_sync.reader import read
from readme_sync.text import Source


def shown(text: str) -> list[list[tuple[str, bool, int]]]:
    """By tracker, its items: label, done, depth."""
    return [
        [(item.label, item.progress.is_done, item.depth) for item in one.items] for one in read(Source(text)).trackers
    ]


def test_nested_tasks_have_a_depth() -> None:
    text = "- [x] a *b*\n  - [ ] c\n    1. [X] d\n- [ ] e\n"
    assert shown(text) == [[("a b", True, 0), ("c", False, 1), ("d", True, 2), ("e", False, 0)]]


def test_a_tracker_is_an_outermost_list() -> None:
    text = "- plain\n  - [ ] a\n- plain\n  - [x] b\n\nwords\n\n- [ ] c\n\n> - [ ] d\n"
    assert shown(text) == [[("a", False, 0), ("b", True, 0)], [("c", False, 0)], [("d", False, 0)]]


def test_a_plain_item_between_tasks_adds_no_depth() -> None:
    assert shown("- [ ] a\n  - plain\n    - [ ] b\n") == [[("a", False, 0), ("b", False, 1)]]


def test_what_is_no_task() -> None:
    assert shown("- [/] a\n- [ ]\n- \\[ ] b\n- `[ ] c`\n\n```\n- [ ] d\n```\n\n    - [ ] e\n") == []


def test_pseudo_boxes_count_among_boxes() -> None:
    text = "- [x] a\n- [/] b (going on)\n- [✓] c\n- [-] d\n- [ ] e\n"
    (tracker,) = read(Source(text)).trackers
    assert [(item.label, str(item.progress.state)) for item in tracker.items] == [
        ("a", "done"),
        ("b (going on)", "in-progress"),
        ("c", "done"),
        ("d", "unknown"),
        ("e", "open"),
    ]
    assert text[slice(*tracker.items[1].figures[0].span)] == "[/]"


def test_pseudo_boxes_alone_or_beside_text_are_text() -> None:
    assert shown("- [/] a\n- [✓] b\n") == []
    assert shown("- [x] a\n- [/] b\n- c\n") == [[("a", True, 0)]]
    assert shown("- [x] a\n- [/](b) c\n") == [[("a", True, 0)]]
    assert shown("- [x] a\n- [y] c\n") == [[("a", True, 0)]]


def test_the_box_is_the_figure() -> None:
    source = Source("1. x\n   - [x] a ![](https://geps.dev/progress/40)\n     more\n")
    readme = read(source)
    (item,) = readme.items
    (figure,) = item.figures
    assert (figure.notation, figure.excerpt.text, source.slice(figure.span)) == ("task-box", "x", "[x]")
    assert source.slice(item.span) == "- [x] a ![](https://geps.dev/progress/40)"
    assert item.label == "a more"


def test_lists_nested_very_deeply() -> None:
    text = "".join(f"{'  ' * depth}- [ ] {depth}\n" for depth in range(500))
    (items,) = shown(text)
    assert [depth for _, _, depth in items] == list(range(500))
