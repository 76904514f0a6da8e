"""What a translation should say: the numbers and states of its leading document, never words.

Both are compared by position, and by what no language changes: where links lead, code, the numbers of rows.
"""

import posixpath
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.markdown import (
    Block,
    Code,
    CodeBlock,
    Document,
    Heading,
    HtmlBlock,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
    visible,
    walk_inlines,
)
from readme_sync.markdown.html import html_tags
from readme_sync.model import Certainty, Item, Progress, Readme, State
from readme_sync.notations import Family, family_of, rewrite
from readme_sync.sources.expected import said
from readme_sync.text import Edit, Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import is_within, whole_span
from readme_sync.trackers.images import Picture, html_pictures, pictures

_SIGN = r"[.,'’٬٫\xa0\u202f]"
_DIGITS = (
    rf"\d{{1,3}}(?:{_SIGN}\d{{3}}){{1,12}}+(?!\d)(?:[.,٫]\d++)?+"  # groups of three, a fraction
    r"|\d++(?:\.\d++)+"  # versions, dates, fractions
    r"|\d++[,٫]\d++(?!,\d)"  # fractions; not `2,4,8`
    r"|\d++"
)
_WRITTEN = rf"(?:(?<![A-Za-z\d])|(?<![A-Za-z\d][vV])(?<=[vV]))(?P<number>{_DIGITS})"
_NUMBER = regex(r"<!--(?:[^-]|-(?!->)){0,1000}+-->|%[0-9A-Fa-f]{2}|&#?\w{1,8};|https?://[^\s)>\"'\]]++|" + _WRITTEN)
"""A number as any script writes it; not those of names (`MD5`), comments, `%20`, `&#124;` and of where a link leads."""
_IN_ADDRESS = regex(rf"%[0-9A-Fa-f]{{2}}|{_WRITTEN}")
_RUN = regex(r"\d+")
_GROUP = 3
_NEAR = 1.0
"""Two percents that differ by less may be the same, rounded."""
_ALL = 100.0
_START = "\0"
"""The key of what is in front of the first heading."""
_MOST_MOVED = 20
_FEWEST, _IN_COMMON = 4, 0.7
"""Of paragraphs in unequal number: how many numbers there have to be in both, and what share of all that is."""
_ALONE = 2
_DEEPEST = 50
"""Lists and quotes that are nested deeper are not compared."""
_LONGEST = 40
_CODE, _PARAGRAPH = "code block", "paragraph"
_NOTHING = Excerpt("", ())


class Difference(NamedTuple):
    """Where a document differs from its leading document.

    Attributes:
        span: the place in the document.
        message: what is different; it names a line of the leading document.
        edits: what carries the number or the state over; none where it is not clear what to write.
        shown: what the edits write.
    """

    span: Span
    message: str
    edits: tuple[Edit, ...] = ()
    shown: str = ""


class _Unit(NamedTuple):
    """A section, a block, a row or an entry, which is compared with one of the other document.

    Attributes:
        noun: what it is called in messages.
        kind: what two units have in common that may be the same, as the level of headings.
        span: its place.
        key: what it holds that no language changes.
        texts: its own texts, without images.
        images: badges are compared with badges, where there are equally many.
        inner: what it is made of.
    """

    noun: str
    kind: object
    span: Span
    key: frozenset[str]
    texts: tuple[Excerpt, ...] = ()
    images: tuple[Picture, ...] = ()
    inner: "tuple[_Unit, ...]" = ()


def differences(readme: Readme, leading: Readme, name: str) -> list[Difference]:
    """Return where a document differs from the leading document, which messages call `name`."""
    comparison = _Comparison(readme, leading, name)
    start = Span(0, min(1, len(readme.source.text)))
    return sorted(comparison.of_units(_sections(leading.document), _sections(readme.document), start))


def _sections(document: Document) -> list[_Unit]:
    """Return what is in front of the first heading, and each section without its subsections."""
    start = Span(0, min(1, len(document.source.text)))
    found = [_Unit("section", 0, start, frozenset({_START}))]
    inner: list[_Unit] = []
    for block in (*document.blocks, None):
        if block is None or isinstance(block, Heading):
            key = frozenset(chain.from_iterable(unit.key for unit in inner))
            found[-1] = found[-1]._replace(key=key | found[-1].key, inner=(*found[-1].inner, *inner))
            inner = []
        if isinstance(block, Heading):
            title = _Unit("heading", "text", block.span, frozenset(), *_texts(document, block.content))
            found.append(_Unit("section", block.level, block.span, frozenset(), inner=(title,)))
        elif block is not None:
            inner += _units(document, block)
    return found


def _units(document: Document, block: Block, depth: int = 0) -> Iterator[_Unit]:
    """Yield a block as a unit, or what it wraps; code says what it says in any language."""
    match block:
        case List() | Quote() if depth > _DEEPEST:
            pass
        case Table(header=header, rows=rows):
            yield _whole("table", header.columns, block.span, [_row(document, one) for one in (header, *rows)])
        case List(children=children):
            yield _whole("list", "list", block.span, [_entry(document, one, depth) for one in children])
        case CodeBlock(content=content):
            yield _Unit(_CODE, "code", block.span, frozenset({_RUN.sub("0", content.text)}), (content,))
        case Quote(children=children):
            for child in children:
                yield from _units(document, child, depth + 1)
        case Paragraph(content=content) | HtmlBlock(content=content):
            is_html = isinstance(block, HtmlBlock)
            key, texts = _key(document, content, is_html=is_html), _texts(document, content, is_html=is_html)
            yield _Unit(_PARAGRAPH, "text", block.span, key, *texts)


def _texts(
    document: Document, *contents: Excerpt, is_html: bool = False
) -> tuple[tuple[Excerpt, ...], tuple[Picture, ...]]:
    """Return some texts without their images, and the images in all of them."""
    source, texts, found = document.source.text, list[Excerpt](), list[Picture]()
    for content in contents:
        images = _images(document, content, is_html=is_html) if "![" in content.text or "<" in content.text else []
        if images:
            ends = [Span(place, place) for place in whole_span(content)]
            gaps = pairwise([ends[0], *(image.span for image in images), ends[1]])
            rest = [Span(one.end, after.start) for one, after in gaps if one.end < after.start]
            found += images
        texts.append(Excerpt.joined(source, rest) if images else content)
    return tuple(texts), tuple(found)


def _images(document: Document, content: Excerpt, *, is_html: bool) -> list[Picture]:
    """Return the images of a text, in order; those whose addresses stand elsewhere without address."""
    if is_html:
        return list(html_pictures(content))
    inlines = document.inlines(content)
    images = (one for one in walk_inlines(inlines) if isinstance(one, Image) and not one.target)
    referenced = [Picture(one.span, _NOTHING, visible(one.children)) for one in images]
    return sorted([*referenced, *pictures(document, inlines)])


def _row(document: Document, row: Row) -> _Unit:
    cells = [cell.content for cell in row.cells]
    return _Unit("row", "row", row.span, _row_key(document, cells), *_texts(document, *cells))


def _entry(document: Document, block: Block, depth: int) -> _Unit:
    children = block.children if isinstance(block, ListItem) else ()
    return _whole(
        "entry", "entry", block.span, [unit for child in children for unit in _units(document, child, depth + 1)]
    )


def _whole(noun: str, kind: object, span: Span, inner: Sequence[_Unit]) -> _Unit:
    """Return a unit that is nothing but others."""
    return _Unit(noun, kind, span, frozenset(chain.from_iterable(one.key for one in inner)), inner=tuple(inner))


def _row_key(document: Document, cells: Sequence[Excerpt]) -> frozenset[str]:
    first = cells[0].text.strip() if cells else ""
    number = {f"#{first}"} if any(map(str.isdigit, first)) and not any(map(str.isalpha, first)) else ()
    return frozenset(number).union(*(_key(document, cell) for cell in cells))


def _key(document: Document, content: Excerpt, *, is_html: bool = False) -> frozenset[str]:
    """Return the code of a text and where its links lead, numbers aside; a badge changes with what it says."""
    found = set()
    for inline in () if is_html else walk_inlines(document.inlines(content)):
        if isinstance(inline, Code):
            found.add(_RUN.sub("0", inline.text))
        elif isinstance(inline, Link | Image):
            found |= _named(inline.destination, is_image=isinstance(inline, Image))
    for tag in html_tags(content.text, "a|img") if "<" in content.text else ():
        place = tag.attributes.get("src" if tag.name == "img" else "href")
        found |= _named(content.text[slice(*place)], is_image=tag.name == "img") if place else set()
    return frozenset(found)


def _named(destination: str, *, is_image: bool) -> set[str]:
    """Return what is the same in all languages of where a link or an image leads; nothing where nothing is."""
    address = destination.partition("#")[0]
    # A file of this repository may be in the folder of a language.
    name = address if "://" in address else posixpath.basename(address.rstrip("/"))
    return {name} if name and not (is_image and any(map(str.isdigit, destination))) else set()


class _Comparison:
    """Two documents that are compared."""

    def __init__(self, readme: Readme, leading: Readme, name: str) -> None:
        self._readme, self._leading, self._name = readme, leading, name
        self._items, self._leading_items = _items(readme), _items(leading)
        figures = [figure.span for item in readme.items for figure in item.figures]
        claims = [one.figure.span for one in readme.claims if one.certainty is not Certainty.UNSURE]
        regions = [region.inside for region in readme.regions]
        self._followed = list(_joined([*figures, *claims, *regions]))
        """What follows something else: items are compared as a whole, the others follow their own document."""

    def of_units(self, leading: Sequence[_Unit], own: Sequence[_Unit], at: Span) -> Iterator[Difference]:
        """Yield the differences between the units of one place; `at` is where it begins."""
        anchors, moved = _anchors(leading, own)
        for i, j in moved:
            yield Difference(own[j].span, f"the {own[j].noun} of {self._place(leading[i])} is in another place here")
        moved_from, moved_to = {i for i, _ in moved}, {j for _, j in moved}
        is_regular = len(leading) == len(own)
        is_shuffled = Counter(one.kind for one in leading) == Counter(one.kind for one in own)
        for (i, j), (next_i, next_j) in pairwise([(-1, -1), *anchors, (len(leading), len(own))]):
            if j >= 0:
                at = own[j].span
                yield from self._of_pair(leading[i], own[j])
            there = [leading[place] for place in range(i + 1, next_i) if place not in moved_from]
            here = [own[place] for place in range(j + 1, next_j) if place not in moved_to]
            if [one.kind for one in there] == [one.kind for one in here]:
                are_same = 2 * len(anchors) >= len(own)
                yield from self._of_alike(list(zip(there, here, strict=True)), is_regular=is_regular, are_same=are_same)
            elif there and here and there[0].noun == _PARAGRAPH:
                yield from self._of_passages(there, here)
            elif not is_shuffled:
                yield from self._of_gap(there, here, at)
            elif here and len(here) >= len(there) and here[0].noun != _CODE:
                yield Difference(here[0].span, f"{self._name} has the {_plural(here[0].noun)} in another order")

    def _of_alike(
        self, pairs: Sequence[tuple[_Unit, _Unit]], *, is_regular: bool, are_same: bool
    ) -> Iterator[Difference]:
        """Yield the differences of units of the same kinds in a row; where others are missing, of those alike only."""
        for one, other in pairs:
            if is_regular or one.key & other.key:
                yield from self._of_neighbours(one, other, are_same=are_same)
        left = [] if is_regular else [(one, other) for one, other in pairs if not one.key & other.key]
        if left and left[0][0].noun == _PARAGRAPH:
            yield from self._of_passages([one for one, _ in left], [other for _, other in left])

    def _of_gap(self, there: Sequence[_Unit], here: Sequence[_Unit], at: Span) -> Iterator[Difference]:
        """Yield what is missing or too much between two units that are the same in both documents."""
        noun = (there or here)[0].noun
        if noun in {_PARAGRAPH, _CODE} or not at.length:
            return  # a translation may need more of them, or fewer
        if not there:
            yield Difference(here[0].span, f"{self._name} has no {noun} like this")
            return
        place = self._place(there[0])
        if len(here) == len(there):
            yield Difference(here[0].span, f"{_plural(noun)} do not match those from {place} on: not compared")
        elif here:
            message = f"has {_counted(len(here), noun)} where {place} has {len(there)}: not compared"
            yield Difference(here[0].span, message)
        elif len(there) == 1:
            yield Difference(at, f"lacks the {noun} of {place}")
        else:
            yield Difference(at, f"lacks {_counted(len(there), noun)}, from {place} on")

    def _of_neighbours(self, leading: _Unit, own: _Unit, *, are_same: bool) -> Iterator[Difference]:
        """Yield the differences of two units in the same position; `are_same`: most others have the same links."""
        is_other = leading.key and own.key and leading.key.isdisjoint(own.key)
        are_numbers = are_same and all(one.startswith("#") for one in leading.key | own.key)
        if not is_other or are_numbers or own.noun not in {"row", "entry"}:
            yield from self._of_pair(leading, own)
        elif are_same:
            message = f"links or code differ from the {own.noun} of {self._place(leading)}: not compared"
            yield Difference(own.span, message)

    def _of_pair(self, leading: _Unit, own: _Unit) -> Iterator[Difference]:
        """Yield the differences of two units that are about the same; code says the same but for its numbers."""
        if own.noun == _CODE and own.key != leading.key:
            return
        yield from self._of_items(_within(self._leading_items, leading), _within(self._items, own))
        if len(leading.texts) == len(own.texts):
            for text, other in zip(leading.texts, own.texts, strict=True):
                yield from self._of_numbers(text, other)
        if len(leading.images) == len(own.images):
            for image, shown in zip(leading.images, own.images, strict=True):
                yield from self._of_numbers(image.alt, shown.alt)
                yield from self._of_numbers(image.address, shown.address, are_addresses=True)
                yield from self._of_numbers(image.title, shown.title)
        for nouns in (("table",), ("list",), ("row", "entry"), ("heading",), (_PARAGRAPH,), (_CODE,)):
            there, here = ([one for one in unit.inner if one.noun in nouns] for unit in (leading, own))
            yield from self.of_units(there, here, own.span)

    def _of_items(self, leading: Sequence[Item], own: Sequence[Item]) -> Iterator[Difference]:
        """Yield the states that differ."""
        if len(leading) != len(own):
            return
        for one, other in zip(leading, own, strict=True):
            if State.UNKNOWN in {one.progress.state, other.progress.state} or _is_same(one.progress, other.progress):
                continue
            line = self._leading.source.line_of(one.span.start)
            message = f"says {_said(other.progress)} where {self._name}:{line} says {_said(one.progress)}"
            yield Difference(other.figures[0].span, message, _state_edits(other, one.progress), _said(one.progress))

    def _of_numbers(self, leading: Excerpt, own: Excerpt, *, are_addresses: bool = False) -> Iterator[Difference]:
        """Yield the numbers that differ between two texts which have equally many."""
        there, here = (_numbers(one, is_address=are_addresses) for one in (leading, own))
        if len(there) != len(here):
            return
        differing = [(one, other) for one, other in zip(there, here, strict=True) if not _are_equal(one, other)]
        left = _without_moved(differing)
        is_clear = len(left) in {1, len(differing)}
        for new, old in left:
            yield from self._of_number(new, old, is_clear=is_clear)

    def _of_number(self, new: "_Number", old: "_Number", *, is_clear: bool) -> Iterator[Difference]:
        """Yield that a number differs, unless it follows something else; `is_clear`: which one it should be."""
        if not is_within(old.span, self._followed):
            line = self._leading.source.line_of(new.span.start)
            message = f"says {old.text} where {self._name}:{line} says {new.text}"
            is_clear = is_clear and old.is_whole and new.scale == old.scale
            text = _written(new.text, old.text) if is_clear else ""
            yield Difference(old.span, message, (Edit(old.span, text),) if text else (), text)

    def _of_passages(self, leading: Sequence[_Unit], own: Sequence[_Unit]) -> Iterator[Difference]:
        """Yield the numbers that differ between paragraphs, of which a translation may have more or fewer.

        Only those that stand alone between numbers which are the same in both, where most are: so none is carried over.
        """
        there, here = (
            [one for unit in units for text in unit.texts for one in _numbers(text)] for units in (leading, own)
        )
        same = _same_numbers(there, here)
        if len(same) < max(_FEWEST, _IN_COMMON * max(len(there), len(here))):
            return
        for (i, j), (next_i, next_j) in pairwise([(-1, -1), *same, (len(there), len(here))]):
            if next_i - i == next_j - j == _ALONE and not _are_equal(there[i + 1], here[j + 1]):
                yield from self._of_number(there[i + 1], here[j + 1], is_clear=False)

    def _place(self, unit: _Unit) -> str:
        return f"{self._name}:{self._leading.source.line_of(unit.span.start)}"


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    last = Span(0, 0)
    for span in sorted(spans):
        if span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            yield last
            last = span
    yield last


def _items(readme: Readme) -> list[Item]:
    return sorted(readme.items, key=lambda item: item.span)


def _within(items: Sequence[Item], unit: _Unit) -> Sequence[Item]:
    """Return the items in a unit that are in none of its parts."""
    end = unit.inner[0].span.start if unit.inner else unit.span.end
    first, last = (bisect_left(items, place, key=lambda item: item.span.start) for place in (unit.span.start, end))
    return items[first:last]


def _is_same(one: Progress, other: Progress) -> bool:
    """Return whether two documents say the same of an item, each as it says it."""
    if one.percent is None or other.percent is None:
        return one.state is other.state
    return abs(one.percent - other.percent) < _NEAR


def _said(progress: Progress) -> str:
    return said(progress) if progress.done is not None or progress.percent not in {0, _ALL} else str(progress.state)


def _state_edits(item: Item, progress: Progress) -> tuple[Edit, ...]:
    """Return what makes an item state a progress; nothing where that takes a word, or cannot be written."""
    figures = [figure for figure in item.figures if figure.group == item.figures[0].group]
    try:
        edits = [(figure, edit) for figure in figures for edit in rewrite(figure, progress)]
    except RequestError:
        return ()
    if any(family_of(figure) is Family.STATE and any(map(str.isalpha, edit.replacement)) for figure, edit in edits):
        return ()
    return tuple(sorted({edit for _, edit in edits}))


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else _plural(noun)}"


# Which units are the same: by what they hold that nothing else holds, in the order that most of them have.

_Pairs = list[tuple[int, int]]


def _anchors(leading: Sequence[_Unit], own: Sequence[_Unit]) -> tuple[_Pairs, _Pairs]:
    """Return the units, by their places, that are surely the same; and those that are, but are in another place."""
    places, ours = (dict(_only_places(units)) for units in (leading, own))
    found: dict[int, Counter[int]] = {}
    for key, j in ours.items():
        if key in places and leading[places[key]].kind == own[j].kind:
            found.setdefault(j, Counter())[places[key]] += 1
    partners = {j: counts.most_common(1)[0][0] for j, counts in found.items()}
    times = Counter(partners.values())
    pairs = sorted((j, i) for j, i in partners.items() if times[i] == 1)
    kept = set(_longest_ascending([i for _, i in pairs]))
    anchors = [(i, j) for j, i in pairs if i in kept]
    return anchors, [(i, j) for j, i in pairs if i not in kept]


def _only_places(units: Sequence[_Unit]) -> Iterator[tuple[str, int]]:
    """Yield what only one of the units holds, with its place."""
    times = Counter(key for unit in units for key in unit.key)
    return ((key, at) for at, unit in enumerate(units) for key in unit.key if times[key] == 1)


def _longest_ascending(numbers: Sequence[int]) -> list[int]:
    """Return the longest ascending choice of different numbers, in their order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    chosen: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        chosen.append(last)
        last = before[last]
    return chosen[::-1]


def _same_numbers(leading: "Sequence[_Number]", own: "Sequence[_Number]") -> _Pairs:
    """Return the numbers, by their places, that are the same: those that stand only once, and what is around them."""
    there, here = (["".join(_RUN.findall(one.text)) for one in side] for side in (leading, own))
    once, own_once = (
        {text: at for at, text in enumerate(side) if counts[text] == 1}
        for side in (there, here)
        for counts in [Counter(side)]
    )
    pairs = sorted((j, once[text]) for text, j in own_once.items() if text in once)
    kept = set(_longest_ascending([i for _, i in pairs]))
    ends = [(-1, -1), *((i, j) for j, i in pairs if i in kept), (len(there), len(here))]
    same = set(ends[1:-1])
    for (i, j), (end, own_end) in pairwise(ends):
        first, last = (i + 1, j + 1), (end - 1, own_end - 1)
        while first[0] <= last[0] and first[1] <= last[1] and there[first[0]] == here[first[1]]:
            same.add(first)
            first = (first[0] + 1, first[1] + 1)
        while first[0] <= last[0] and first[1] <= last[1] and there[last[0]] == here[last[1]]:
            same.add(last)
            last = (last[0] - 1, last[1] - 1)
    return sorted(same)


# Numbers: what they say, and how an author writes them.


class _Number(NamedTuple):
    """A number as written.

    Attributes:
        text: its digits and signs.
        span: its place.
        is_whole: whether nothing stands within it in the source.
        scale: by what a word behind it multiplies it: 10,000 of `3 万`.
    """

    text: str
    span: Span
    is_whole: bool
    scale: int


def _numbers(text: Excerpt, *, is_address: bool = False) -> list[_Number]:
    """Return the numbers in a text or an address; none that is longer than people write."""
    found = (_IN_ADDRESS if is_address else _NUMBER).finditer(text.text)
    places = [one.span("number") for one in found if one["number"] and len(one["number"]) <= _LONGEST]
    return [
        _Number(text.text[start:end], text.span(start, end), text.unbroken(start, end), _scale(text.text, end))
        for start, end in places
    ]


def _scale(text: str, end: int) -> int:
    words = _SCALE.match(text, end)
    return 10 ** sum(_ZEROS[word.lower()] for word in _SCALES.findall(words[0])) if words else 1


_ZEROS = {
    **dict.fromkeys(("hundred", "百"), 2),
    **dict.fromkeys(("thousand", "千"), 3),
    **dict.fromkeys(("万", "萬", "만"), 4),
    **dict.fromkeys(("million",), 6),
    **dict.fromkeys(("亿", "億", "억"), 8),
    **dict.fromkeys(("billion",), 9),
    **dict.fromkeys(("trillion", "兆"), 12),
}
_SCALES = regex("|".join(_ZEROS), re.IGNORECASE)
_SCALE = regex(rf"[ \xa0]?(?:{'|'.join(_ZEROS)}){{1,2}}+", re.IGNORECASE)


def _without_moved(differing: list[tuple[_Number, _Number]]) -> list[tuple[_Number, _Number]]:
    """Return pairs of numbers without those that both texts have, in another order, as in dates."""
    if len(differing) > _MOST_MOVED:
        return differing
    here = [own for _, own in differing]
    there = []
    for one, _ in differing:
        same = next((own for own in here if _are_equal(one, own)), None)
        if same is None:
            there.append(one)
        else:
            here.remove(same)
    return list(zip(there, here, strict=True))


def _are_equal(one: _Number, other: _Number) -> bool:
    """Return whether two numbers may be the same; where only one has a word for its scale, that is not known."""
    if one.scale != other.scale and 1 in {one.scale, other.scale}:
        return True
    if one.text == other.text and one.scale == other.scale:
        return True
    return not _scaled(one).isdisjoint(_scaled(other))


def _scaled(number: _Number) -> set[object]:
    meanings = _meanings(number.text)
    if number.scale == 1:
        return set(meanings)
    return {Decimal(one or 0) * number.scale for one in meanings if one.count(".") <= 1}


def _meanings(written: str) -> set[str]:
    """Return what a number may mean: `1,234` is 1234 to some and 1.234 to others."""
    groups = [_in_ascii(group) for group in _RUN.findall(written)]
    groups[0] = groups[0].lstrip("0")
    found = {".".join(groups), ".".join(["".join(groups[:-1]), groups[-1]])} if len(groups) > 1 else {*groups}
    return found | {"".join(groups)} if all(len(group) == _GROUP for group in groups[1:]) else found


def _in_ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)


def _written(new: str, old: str) -> str:
    """Return a number in the digits and with the signs of another, "" where those are not clear."""
    signs, new_signs = _RUN.split(old)[1:-1], _RUN.split(new)[1:-1]
    if new_signs and len(signs) != len(new_signs):
        return ""
    zero = ord(old[0]) - unicodedata.digit(old[0])
    groups = ("".join(chr(zero + unicodedata.digit(digit)) for digit in group) for group in _RUN.findall(new))
    return "".join(chain.from_iterable(zip(groups, [*signs[: len(new_signs)], ""], strict=True)))
