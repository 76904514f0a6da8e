"""Which rows of a document follow which issue: where the author says so, and a row names one."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readme_sync.markdown import Row
from readme_sync.markdown.plain_text import one_line
from readme_sync.markers.issue_comments import IssueComments, read_issue_comments
from readme_sync.model import HostedRepository, IssueSetting, Item, Readme, Tracker, TrackerKind
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.text.source import is_within
from readme_sync.trackers.sections import section_named


class IssueRow(NamedTuple):
    """A row that follows an issue.

    Attributes:
        number: of the issue; 0 where the row names none.
        column: the place of the column that names the issue, None where no column does.
    """

    item: Item
    number: int
    setting: IssueSetting
    tracker: Tracker
    column: int | None = None


class IssueRows(NamedTuple):
    """The rows of a document that follow issues.

    Attributes:
        rows: those that name one issue, which no other row names, in document order.
        nameless: those that name none.
        wrong: what is wrong with others, and with where rows are said to be, with the places.
        named: all issues that are named, also by rows with which something is wrong.
        comments: what the comments about issues say.
        at: where it is said first that rows follow issues; None where nobody says it.
    """

    rows: tuple[IssueRow, ...]
    nameless: tuple[IssueRow, ...]
    wrong: tuple[tuple[Span, str], ...]
    named: frozenset[int]
    comments: IssueComments
    at: Span | None


class _Scope(NamedTuple):
    """Where rows follow issues; `at` is where the author says so."""

    span: Span
    setting: IssueSetting
    at: Span


class _Named(NamedTuple):
    """An issue as a row names it; `place`: "" for the document's own repository, `owner/name`, or that with a host."""

    place: str
    number: int

    @property
    def shown(self) -> str:
        return f"{self.place.partition('/')[2] if self.place.count('/') > 1 else self.place}#{self.number}"


_PAGE = r"https?://(?P<host>[\w.:-]{1,100})/(?P<page>[\w.-]{1,100}/[\w.-]{1,100})/(?:issues|pull)/(?P<issue>[1-9][0-9]{0,8})(?![\w])"
_ADDRESS = regex(_PAGE)
_LINK = regex(r"\[(?P<text>[^\[\]]{0,500})\]\(\s{0,9}<?(?P<to>[^\s()<>]{1,500})[^()]{0,200}\)")
_SHORT = regex(r"(?<![\w&/#.-])(?P<place>[\w.-]{1,100}/[\w.-]{1,100})?#(?P<number>[1-9][0-9]{0,8})(?![\w-])")
_CODE_OR_COMMENT = regex(r"<!--[^>]{0,300}-->|(?<!`)(`+)(?!`)[^`]{1,500}\1(?!`)")
_BARE = regex(r"\s*[1-9][0-9]{0,8}\s*\Z")


def where_rows_follow(readme: Readme) -> Span | None:
    """Return where it is said first that rows follow issues, None where nobody says it."""
    scopes, wrong = _scopes(readme, read_issue_comments(readme.document))
    return min([*(scope.at for scope in scopes), *(span for span, _ in wrong)], default=None)


def issue_rows(readme: Readme, repository: HostedRepository | None = None) -> IssueRows:
    """Return the rows that follow issues; without a repository any that is named may be the document's own."""
    comments = read_issue_comments(readme.document)
    scopes, wrong = _scopes(readme, comments)
    if not scopes and not wrong:
        return IssueRows((), (), (), frozenset(), comments, None)
    ours = [region.inside for region in readme.regions]
    taken: set[Span] = set()
    single: list[tuple[str, IssueRow]] = []
    nameless: list[IssueRow] = []
    named: set[int] = set()
    has_keys = any(scope.setting.column for scope in scopes)
    lines = {row.span: row for table in readme.document.tables for row in table.rows} if has_keys else {}
    for scope in sorted(scopes, key=lambda one: one.span.length):
        count = 0
        for row, found in _rows(readme, scope, lines):
            if row.item.span in taken or is_within(row.item.span, ours):
                continue
            taken.add(row.item.span)
            count += bool(found)
            foreign = [one for one in found if not _is_own(one, repository)]
            numbers = sorted({one.number for one in found if one not in foreign})
            named |= set(numbers)
            if foreign:
                wrong.append((row.item.span, f"names {foreign[0].shown}, which is in another repository"))
            elif len(numbers) > 1:
                hint = "name one, or the column that does with column"
                wrong.append((row.item.span, f"names {len(numbers)} issues, #{numbers[0]} and #{numbers[1]}; {hint}"))
            elif numbers:
                # Without a repository nobody knows whether `#3` and `ada/notes#3` are one.
                place = found[0].shown.partition("#")[0] if repository is None else ""
                single.append((place, row._replace(number=numbers[0])))
            else:
                nameless.append(row)
        if not count:
            wrong.append((scope.at, "no row with a progress names an issue here"))
    rows = _without_twins(readme, single, wrong)
    at = min((scope.at for scope in scopes), default=Span(0, 0))
    return IssueRows(tuple(rows), tuple(nameless), tuple(sorted(wrong)), frozenset(named), comments, at)


def _scopes(readme: Readme, comments: IssueComments) -> tuple[list[_Scope], list[tuple[Span, str]]]:
    """Return where rows follow issues, and what is wrong with the places that are named."""
    scopes: dict[Span, _Scope] = {}
    wrong: list[tuple[Span, str]] = []

    def add(index: int, setting: IssueSetting, at: Span) -> None:
        span = readme.sections[index].span
        if span in scopes:
            wrong.append((at, "the rows of this section follow issues already; remove one of the two"))
        scopes.setdefault(span, _Scope(span, setting, at))

    for at, setting in comments.follows:
        add(readme.section_at(at.start), setting, at)
    for setting in readme.settings.issues:
        index = section_named(readme.sections, setting.section) if setting.section else 0
        start = Span(0, min(1, len(readme.source.text)))
        if index is None:
            wrong.append((start, f"issues: there is no section {setting.section!r}"))
        else:
            add(index, setting, readme.sections[index].heading or start)
    return list(scopes.values()), wrong


def _rows(readme: Readme, scope: _Scope, lines: Mapping[Span, Row]) -> Iterator[tuple[IssueRow, list[_Named]]]:
    """Yield the rows in a scope, each with the issues that it names."""
    first = bisect_left(readme.trackers, scope.span.start, key=_start)
    last = bisect_left(readme.trackers, scope.span.end, key=_start)
    wanted = one_line(scope.setting.column).casefold()
    for tracker in readme.trackers[first:last]:
        if tracker.is_summary or not scope.span.contains(tracker.span):
            continue
        headers = [one_line(header).casefold() for header in tracker.header]
        column = headers.index(wanted) if wanted in headers else None
        if wanted and tracker.kind is TrackerKind.TABLE and column is None:
            continue
        for item in tracker.rows:
            row = IssueRow(item, 0, scope.setting, tracker, column)
            text = readme.source.slice(item.span)
            if column is not None:
                line = lines.get(item.span)
                text = line.texts[column] if line else ""
            yield row, _named(text, is_key=column is not None)


def _start(tracker: Tracker) -> int:
    return tracker.span.start


def _named(text: str, *, is_key: bool) -> list[_Named]:
    """Return the issues that a text names: `#12`, `owner/name#12`, an address; in a key column a mere number, too."""
    text = _CODE_OR_COMMENT.sub(" ", text)
    if is_key and _BARE.match(text):
        return [_Named("", int(text))]
    # The text of a link to an issue says again what the address says; another link may stand around `#12`.
    text = _LINK.sub(lambda link: f" {link['to'] if _ADDRESS.match(link['to']) else link['text']} ", text)
    found = [_Named(f"{one['host']}/{one['page']}".lower(), int(one["issue"])) for one in _ADDRESS.finditer(text)]
    rest = _ADDRESS.sub(" ", text)
    found += [_Named((one["place"] or "").lower(), int(one["number"])) for one in _SHORT.finditer(rest)]
    return list(dict.fromkeys(found))


def _is_own(one: _Named, repository: HostedRepository | None) -> bool:
    if not one.place or repository is None:
        return True
    names = {repository.name.lower(), repository.former.lower()}
    server = repository.address.removesuffix(f"/{repository.name}").partition("://")[2].lower()
    return one.place in names | {f"{server}/{name}" for name in names}


def _without_twins(
    readme: Readme, rows: Sequence[tuple[str, IssueRow]], wrong: list[tuple[Span, str]]
) -> list[IssueRow]:
    """Return the rows whose issue no other row names, and say what is wrong with the others."""
    groups: dict[tuple[str, int], list[IssueRow]] = {}
    for place, row in sorted(rows, key=lambda one: one[1].item.span):
        groups.setdefault((place, row.number), []).append(row)
    for (_, number), group in groups.items():
        lines = [readme.source.line_of(row.item.span.start) for row in group]
        for index, row in enumerate(group if len(group) > 1 else ()):
            other = lines[1] if index == 0 else lines[0]
            wrong.append((row.item.span, f"names #{number}, as does line {other}; only one row can follow it"))
    return sorted((group[0] for group in groups.values() if len(group) == 1), key=lambda row: row.item.span)
