"""Lists in raw HTML: `<li>✅ parser</li>`, `<li><input type="checkbox" checked> parser</li>`."""

from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown.entities import without_references
from readme_sync.markdown.html import html_tokens
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Item, Shape, Tracker, TrackerKind
from readme_sync.notations import named
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece, part, whole_span
from readme_sync.trackers.html_blocks import HtmlEntry
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import Form, may_say_state, read_line
from readme_sync.trackers.series import Group, StateLine

_FEWEST = 2
_LONGEST = 2_000
_BOX = "html-box"


def read_html_boxes(lists: Sequence[Sequence[HtmlEntry]], section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """Yield a tracker for each list of raw HTML in which at least two entries have a box."""
    for entries in lists:
        items = tuple(item for entry in entries if (item := _box_item(entry)))
        if len(items) >= _FEWEST:
            span = Span(entries[0].span.start, entries[-1].span.end)
            yield Tracker(TrackerKind.LINES, span, section_of(span.start), items, shape=Shape.HTML_LIST)


def _box_item(entry: HtmlEntry) -> Item | None:
    content = entry.content
    if len(content.text) > _LONGEST or "<input" not in content.text.casefold():
        return None
    for start, end, progress, _ in named(_BOX).read(content.text):
        excerpt = part(content, start, end)
        label = one_line(_shown(content).text)
        if label:
            figure = Figure(_BOX, excerpt, whole_span(excerpt), progress)
            return Item(label, progress, (figure,), entry.span, depth=entry.depth, cells=(label,))
    return None


def html_groups(
    lists: Sequence[Sequence[HtmlEntry]], section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> Iterator[Group]:
    """Yield the entries of each list of raw HTML that begin or end with a sign of state."""
    for entries in lists:
        if not any(may_say_state(entry.content.text) for entry in entries):
            continue
        lines = [line for entry in entries if (line := _line(entry, legend()))]
        if lines:
            span = Span(entries[0].span.start, entries[-1].span.end)
            yield Group(tuple(lines), len(entries), section_of(span.start), span, Shape.HTML_LIST)


def _line(entry: HtmlEntry, legend: Legend) -> StateLine | None:
    if len(entry.content.text) > _LONGEST:
        return None
    seen = _stripped(without_references(_shown(entry.content), escapes=False))
    state = read_line(seen, legend) if "\n" not in seen.text else None
    is_signed = state is not None and state.form in (Form.HEAD, Form.TAIL)
    return StateLine(state, entry.span, entry.depth) if state and is_signed else None


def _stripped(seen: Excerpt) -> Excerpt:
    text = seen.text
    start = len(text) - len(text.lstrip())
    return part(seen, start, max(start, len(text.rstrip())))


def _shown(content: Excerpt) -> Excerpt:
    """The text between the tags."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length = behind = 0
    for start, end in [*((token.start, token.end) for token in html_tokens(content.text)), (len(content.text),) * 2]:
        one = part(content, behind, start)
        pieces += [Piece(length + piece.local, piece.source, piece.length) for piece in one.pieces]
        texts.append(one.text)
        length += len(one.text)
        behind = end
    return Excerpt("".join(texts), tuple(pieces))
