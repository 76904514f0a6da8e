"""Series of lines that say states: what proves that a list of signs is progress, and no praise or decoration.

One sign is decoration; signs alike need a heading that speaks of states, or signs of what is not done next to them.
What is decided must not depend on one item, or setting that item would make the others unreadable.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from readme_sync.model import (
    Item,
    Progress,
    Reason,
    Section,
    Shape,
    State,
    Tracker,
    TrackerKind,
    TrackerSetting,
    Verdict,
)
from readme_sync.notations import is_bar, status
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import stated
from readme_sync.trackers.header_words import (
    is_about_work,
    is_left,
    is_no_progress,
    is_total,
    names_code,
    names_step,
    speaks_of_features,
    speaks_of_other,
    speaks_of_state,
    state_of_heading,
)
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import COLOURS, RESULTS, Form, LineState

_OF_STATES = (Form.HEAD, Form.TAIL, Form.WORD, Form.NOTE)
_FEWEST = 3
_FEWEST_PROOFS = 2
_SHARE = 0.5
_MOST = 0.8
_NEAR = 2
_FAR = 4
"""How many headings above lines are asked; the far ones say only of lists that it is work, and of crosses never."""
_CONTRAST = COLOURS | frozenset("✅☑✔✓🗹❌✖✗✘⚠⛔🚫🔍🔁♻⭕") | {":white_check_mark:", ":heavy_check_mark:", ":x:"}
"""Signs that are also used for yes and no, right and wrong, do and do not."""
_FIELDS = frozenset(
    "status state estado statut état stand 状态 狀態 状態 ステータス 상태 durum статус progress priority".split()
)
"""Names of what is said of one thing; no things."""
_PERCENT = "percent"
_WORDS = regex(r"\w+")
_FRACTION = regex(r"(?<![0-9/])[0-9]{1,4} ?/ ?(?P<total>[0-9]{1,4})(?![0-9/])")
_SHARE_DONE = regex(r"[0-9] ?[%％] ?(?P<word>[^\W\d_]+)")
_SUMMARY = regex(r": ?[0-9][0-9,./]{0,9}(?: [^\W\d_]+){0,2}(?: \([^()]*\)?)?\Z")
"""A count of things: `Translated: 301 files`."""
_LONG = 4
"""A label of so many words names one thing, whatever words are in it."""
_ALL = 100.0
_FEWEST_AMOUNTS = 2
_FEWEST_ENDED = 5
_MOST_EXPLAINED = 6
"""A longer list in which each entry begins with another word of state is no legend."""


class Evidence(Enum):
    """What headings say of the lines below them."""

    PROGRESS = "progress"
    OTHER = "other"
    NOTHING = "nothing"


class StateLine(NamedTuple):
    """A line that could say a state, and its place.

    `is_link`: what it names is a link. `is_field`: a colon stands between its name and its sign: `Parser: ✅`.
    """

    state: LineState
    span: Span
    depth: int = 0
    is_link: bool = False
    is_field: bool = False


class Group(NamedTuple):
    """Lines that stand together: the items of one list, the lines of one paragraph.

    Attributes:
        lines: those that could say a state.
        size: how many lines there are in all.
        section: index of the section.
        before: what is written right before them: `Done:`, the item in which a list stands.
        span: the tracker's span: of the outermost list.
        is_nested: whether it is a list in a list.
        is_tree: whether it is a drawing of folders and files.
        form: where most of its lines say their state.
        bare: entries without a sign in a list of ticks: open where the list is progress.
    """

    lines: tuple[StateLine, ...]
    size: int
    section: int
    span: Span
    shape: Shape
    before: str = ""
    is_nested: bool = False
    is_tree: bool = False
    form: Form = Form.HEAD
    bare: tuple[StateLine, ...] = ()


def read_series(
    groups: Iterable[Group],
    sections: Sequence[Section],
    legend: Callable[[], Legend],
    wish_of: Callable[[int], TrackerSetting | None],
) -> tuple[list[Tracker], list[Verdict]]:
    """Return a tracker for the groups that stand in one list or paragraph and are progress, and why others are none.

    Args:
        groups: the groups.
        sections: those of the document.
        legend: what it says its signs mean.
        wish_of: by section, what the author says of the lists in it; that overrules every guess.
    """
    found = [group for one in groups if (group := _with_bare(_of_one_form(one), sections)).lines]
    if not found:
        return [], []
    accepted = _accepted(found, sections, legend())
    found = _settled(found)
    by_span: dict[Span, list[Group]] = {}
    left: dict[Span, Group] = {}
    for group, is_accepted in zip(found, accepted, strict=True):
        wish = wish_of(group.section)
        if wish.is_tracker if wish else is_accepted:
            by_span.setdefault(group.span, []).append(group)
        elif wish is None and len(group.lines) >= _FEWEST and group.form in (Form.HEAD, Form.TAIL):
            left[group.span] = group
    unread = [_verdict(group, sections) for span, group in left.items() if span not in by_span]
    return list(_trackers(by_span)), unread


def _verdict(group: Group, sections: Sequence[Section]) -> Verdict:
    """Return why a group is no progress."""
    is_other = _said(group, sections, _reach(group)) is Evidence.OTHER
    is_other = is_other or speaks_of_features(sections[group.section].title)
    says = (
        "by the heading above it speaks of something else" if is_other else "nothing says that its signs mean progress"
    )
    code = Reason.OTHER_HEADER if is_other else Reason.UNSURE
    return Verdict(group.span, group.section, (), is_tracker=False, reason=says, code=code)


def _trackers(by_span: Mapping[Span, Sequence[Group]]) -> Iterator[Tracker]:
    for span, those in by_span.items():
        lines = sorted((line for group in those for line in group.lines), key=lambda line: line.span)
        items = tuple(
            Item(
                one.state.label,
                one.state.progress,
                one.state.figures,
                one.span,
                depth=one.depth,
                cells=(one.state.label,),
            )
            for one in lines
        )
        if items:
            yield Tracker(TrackerKind.LINES, span, those[0].section, items, shape=those[0].shape)


def _settled(groups: Sequence[Group]) -> list[Group]:
    """Return the groups with one of two figures where a sign contradicts the number next to it.

    A tick beside 19/22 says "closed", the number how much of it was done. Where most signs of what is done or open
    stand beside such numbers of one total, these are marks: 65/100.
    """
    both = [
        (sign, number)
        for group in groups
        for line in group.lines
        if (sign := _sign_of(line)) and (number := _number_of(line))
    ]
    begun = [sign for sign, number in both if number.state is State.IN_PROGRESS]
    apart = sum(1 for sign in begun if sign is not State.IN_PROGRESS)
    totals = {number.total for _, number in both}
    are_marks = 2 * apart > len(begun) and apart >= _FEWEST and len(totals) == 1 and None not in totals
    return [
        group._replace(lines=tuple(_agreeing(line, are_marks=are_marks) for line in group.lines)) for group in groups
    ]


def without_contradiction(state: LineState) -> LineState:
    """Return what a line says, by its number alone where its sign contradicts that."""
    return _agreeing(StateLine(state, Span(0, 0)), are_marks=False).state


def _agreeing(line: StateLine, *, are_marks: bool) -> StateLine:
    sign, number = _sign_of(line), _number_of(line)
    if sign is None or number is None or (number.state is sign and not are_marks):
        return line
    figures = [one for one in line.state.figures if (one.notation == status.NOTATION.name) is are_marks]
    return line._replace(state=line.state._replace(progress=stated(figures), figures=tuple(figures)))


def _sign_of(line: StateLine) -> State | None:
    found = (one.progress.state for one in line.state.figures if one.notation == status.NOTATION.name)
    return next(found, None)


def _number_of(line: StateLine) -> Progress | None:
    found = (one.progress for one in line.state.figures if one.notation != status.NOTATION.name)
    return next((one for one in found if one.state is not State.UNKNOWN), None)


def _of_one_form(group: Group) -> Group:
    """Return the group with the lines of its most frequent form; none where they are few, sum up, or explain signs."""
    forms = Counter(line.state.form for line in group.lines)
    if not forms:
        return group
    form = max(forms, key=lambda one: (forms[one], one))
    group = group._replace(form=form)
    if form is Form.NUMBER and forms[Form.HEAD] + forms[Form.TAIL]:
        return _only(group, (Form.HEAD, Form.TAIL, Form.NUMBER))
    alike = _OF_STATES if form in _OF_STATES else (form,)
    lines = [line for line in group.lines if line.state.form in alike]
    if form is not Form.NUMBER and len(lines) + len(group.bare) < _SHARE * group.size:
        return group._replace(lines=())
    if not group.is_nested and _is_legend(lines):
        return group._replace(lines=())
    return _only(group, alike)


def _only(group: Group, forms: Sequence[Form]) -> Group:
    lines = tuple(line for line in group.lines if line.state.form in forms and not _sums_up(line))
    return group._replace(lines=lines if len(lines) + len(group.bare) >= _SHARE * group.size else ())


def _with_bare(group: Group, sections: Sequence[Section]) -> Group:
    """Return the group with its entries without a sign as open ones where the headings near it speak of states."""
    if not group.bare:
        return group
    title = group.before or sections[group.section].title
    if state_of_heading(title) is None and _said(group, sections, _NEAR) is Evidence.PROGRESS:
        return group._replace(lines=group.lines + group.bare)
    return group if len(group.lines) >= _SHARE * group.size else group._replace(lines=())


def _sums_up(line: StateLine) -> bool:
    """Return whether a line counts others: `Total: 5/9`, `Completed: 4 (40%)`."""
    label = line.state.label
    if (summary := _SUMMARY.search(label)) and status.fold(label[: summary.start()]) in status.words():
        return True
    if is_total(label) or status.fold(label) in _FIELDS or (line.state.form is Form.NUMBER and "→" in label):
        return True
    percents = {one.progress.percent for one in line.state.figures if one.notation == _PERCENT}
    if line.state.form is Form.NUMBER and len(percents) > 1:
        return True  # `40% → 80%`: what has changed
    is_short = len(_WORDS.findall(label)) < _LONG
    return line.state.form is Form.NUMBER and (
        is_left(label) or (is_short and is_no_progress(label)) or status.words().get(status.fold(label)) is not None
    )


def _is_legend(lines: Sequence[StateLine]) -> bool:
    """Return whether each line has a sign of its own, and most say in a word of state what it means."""
    signs = [line.state.sign for line in lines]
    if len(signs) < _FEWEST or len(set(signs)) < len(signs) or any(map(_number_of, lines)):
        return False
    if all(line.state.form is Form.HEAD_WORD for line in lines):
        return len(signs) <= _MOST_EXPLAINED
    return 2 * sum(1 for line in lines if _begins_with_state(line.state.label)) >= len(lines)


def _begins_with_state(label: str) -> bool:
    words = status.fold(label.partition("(")[0].partition("（")[0].strip(" :：-–—=")).split(" ")
    known = status.words()
    return any(" ".join(words[:length]) in known for length in (1, 2, 3))


def _accepted(groups: Sequence[Group], sections: Sequence[Section], legend: Legend) -> list[bool]:
    """Return by group, whether it is progress."""
    said = [_said(group, sections, _reach(group)) for group in groups]
    kinds = [_kind(group) for group in groups]
    proofs: Counter[str] = Counter()
    total: Counter[str] = Counter()
    strong: Counter[str] = Counter()
    for group, kind in zip(groups, kinds, strict=True):
        total[kind] += len(group.lines)
        strong[kind] += sum(1 for line in group.lines if not _is_coloured(line))
        if group.shape is not Shape.LINES:
            proofs[kind] += sum(1 for line in group.lines if _is_proof(line))
    found = []
    for group, kind, word in zip(groups, kinds, said, strict=True):
        if word is not Evidence.OTHER and total[kind] >= _FEWEST and _is_explained(group, legend):
            found.append(True)
            continue
        states = {line.state.progress.state for line in group.lines}
        is_priority = all(map(_is_coloured, group.lines)) and (
            strong[kind] < _FEWEST or len(group.lines) > len(states) == 1
        )
        found.append(total[kind] >= _FEWEST and not is_priority and _is_progress(group, sections, word))
    by_itself: Counter[str] = Counter()
    for group, kind, is_progress in zip(groups, kinds, found, strict=True):
        by_itself[kind] += len(group.lines) * is_progress
    for index, (group, kind, word) in enumerate(zip(groups, kinds, said, strict=True)):
        is_habit = total[kind] >= _FEWEST and (proofs[kind] >= _FEWEST_PROOFS or 2 * by_itself[kind] > total[kind])
        found[index] = found[index] or (is_habit and word is not Evidence.OTHER and _may_follow(group, sections))
    return found


def _is_explained(group: Group, legend: Legend) -> bool:
    """Return whether the legend of the document says what most signs of a group mean."""
    if not legend or any(line.is_field for line in group.lines):
        return False
    return 2 * sum(line.state.sign in legend for line in group.lines) > len(group.lines)


def _kind(group: Group) -> str:
    """Return the kind of a group; the groups of one kind are judged together."""
    in_code = "fence " if group.shape is Shape.FENCE else ""
    return in_code + (group.form if group.form is not Form.TAIL else Form.HEAD)


def _is_coloured(line: StateLine) -> bool:
    """Return whether a line has nothing but a coloured sign, which may be a priority, too."""
    return line.state.sign in COLOURS and len(line.state.figures) == 1 and not _words_of(line)


def _words_of(line: StateLine) -> bool:
    """Return whether a line has a word of state with its sign."""
    return any(status.parts(one.excerpt.text)[1] for one in line.state.figures)


def _is_proof(line: StateLine) -> bool:
    """Return whether a line has a sign that is only used for work."""
    return bool(line.state.sign) and line.state.sign not in _CONTRAST and line.state.form in (Form.HEAD, Form.TAIL)


def _is_progress(group: Group, sections: Sequence[Section], word: Evidence) -> bool:
    """Return whether a group says by itself, or by the headings above it, that it is progress."""
    form = group.form
    if word is Evidence.OTHER:
        return False
    if form is Form.NUMBER:
        return _are_amounts(group, word)
    if 2 * sum(line.state.label.endswith(("?", "？")) for line in group.lines) > len(group.lines):
        return False  # questions of a form
    links = sum(line.is_link for line in group.lines)
    are_steps = len(group.lines) >= _FEWEST and 2 * sum(map(_names_step, group.lines)) > len(group.lines)
    is_index = len(group.lines) >= _FEWEST and _MOST * len(group.lines) <= links  # of what is solved
    if group.shape is Shape.FENCE:  # the output of a program has signs, too
        is_tree = group.is_tree and word is Evidence.PROGRESS
        are_numbered = are_steps and not any(names_code(line.state.label) for line in group.lines)
        boxes = sum(line.state.sign.startswith("[") for line in group.lines)
        is_told = speaks_of_state(sections[group.section].title)
        return _has_words(group) or is_tree or are_numbered or is_told or boxes >= max(_FEWEST, _MOST * group.size)
    if form in (Form.WORD, Form.HEAD_WORD, Form.NOTE):
        are_many = len(group.lines) >= _FEWEST and _MOST * group.size <= len(group.lines)
        are_notes = all(line.state.form is Form.NOTE for line in group.lines)
        differ = len({line.state.progress.state for line in group.lines}) > 1
        if any(line.state.sign in RESULTS for line in group.lines):
            return word is Evidence.PROGRESS
        return word is Evidence.PROGRESS or (are_many and (are_notes or differ or is_index or are_steps))
    if fields := sum(line.is_field for line in group.lines):
        are_all = fields == group.size >= _FEWEST
        return are_all and (word is Evidence.PROGRESS or 2 * sum(map(_words_of, group.lines)) > fields)
    if word is Evidence.PROGRESS or are_steps or is_index:
        return True
    if group.shape is Shape.LINES and group.size == 1 and not group.lines[0].state.sign.startswith("["):
        return False  # a sentence of its own
    title = sections[group.section].title
    needed = 1 if is_about_work(title) or _counts(title, group.size) else _FEWEST_PROOFS
    return sum(_is_proof(line) or _words_of(line) for line in group.lines) >= needed


def _names_step(line: StateLine) -> bool:
    return names_step(line.state.label)


def _counts(title: str, size: int) -> bool:
    """Return whether a heading says how many of the entries are done: `Trees (2/3)` over three."""
    found = _FRACTION.search(title)
    return found is not None and int(found["total"]) == size


def _may_follow(group: Group, sections: Sequence[Section]) -> bool:
    """Return whether a list is progress where others of its form are: no praise, no list of what goes wrong."""
    is_signed = group.form in (Form.HEAD, Form.TAIL)
    is_open = len(group.lines) > 1 and _is_all_open(group)
    is_bare = all(map(_is_coloured, group.lines))
    is_summary = all(_SUMMARY.search(line.state.label) for line in group.lines)  # `✅ Translated: 301 files`
    is_list = group.shape is Shape.BULLETS and is_signed and not is_summary
    return is_list and not is_open and not is_bare and not speaks_of_features(sections[group.section].title)


def _is_all_open(group: Group) -> bool:
    return all(line.state.progress.state is State.OPEN for line in group.lines)


def _has_words(group: Group) -> bool:
    """Return whether a line has a word of state behind its sign."""
    return any(map(_words_of, group.lines))


def _are_amounts(group: Group, word: Evidence) -> bool:
    """Return whether numbers behind names are how much of each is done."""
    known = [line for line in group.lines if line.state.progress.percent is not None]
    if len(known) < len(group.lines) or len(known) < _FEWEST_AMOUNTS:
        return False
    if any(is_bar(figure) for line in known for figure in line.state.figures):
        return True
    if word is Evidence.PROGRESS:
        return True
    if len(known) >= _FEWEST_ENDED and _are_ended(known):
        return True
    twice = [line for line in known if len(line.state.figures) > 1 and line.state.progress.total]
    totals = {line.state.progress.total for line in twice}
    return len(twice) == len(known) >= _FEWEST and len(totals) > 1


def _are_ended(lines: Sequence[StateLine]) -> bool:
    """Return whether most of some counts, of totals of their own, are all or none: `Trees: 17/17`; marks are not."""
    counts = [line.state.progress for line in lines if line.state.progress.total]
    ended = sum(count.percent in (0.0, _ALL) for count in counts)
    are_whole = len(counts) == len(lines) and any(count.percent == _ALL for count in counts)
    return are_whole and len({count.total for count in counts}) >= _FEWEST and ended >= _MOST * len(counts)


def _reach(group: Group) -> int:
    """Return how many headings above a group are asked."""
    return _FAR if group.shape is Shape.BULLETS and not _is_all_open(group) else _NEAR


def _said(group: Group, sections: Sequence[Section], reach: int) -> Evidence:
    """Return what the text before a group says, else the nearest heading that says something."""
    titles = [group.before] if group.before else []
    index: int | None = group.section
    while index is not None and sections[index].level and len(titles) < reach + bool(group.before):
        titles.append(sections[index].title)
        index = sections[index].parent
    found = map(_says, titles)
    return next((evidence for evidence in found if evidence is not Evidence.NOTHING), Evidence.NOTHING)


def _says(title: str) -> Evidence:
    if speaks_of_other(title):
        return Evidence.OTHER
    is_told = speaks_of_state(title) or _has_state(title) or _says_share(title)
    return Evidence.PROGRESS if is_told else Evidence.NOTHING


def _says_share(title: str) -> bool:
    """Return whether a heading says how much is done: `Parser (40% complete)`."""
    return any(status.is_of_work(found["word"]) for found in _SHARE_DONE.finditer(title))


def _has_state(title: str) -> bool:
    """Return whether a heading has a sign of state, and not only one of right and wrong at its head."""
    return any(sign in title[1:] for sign in "✅☑✔❌") or any(sign in title for sign in "🚧⏳🔄⬜🔜")
