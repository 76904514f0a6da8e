"""Comments about issues: `<!-- readme-sync: follow issues -->`, and what readme-sync keeps of them.

`seen done 3-9,12 open 10,11` holds what rows and issues last agreed on, by the numbers of the issues: the base from
which it shows on which side something changed. readme-sync writes it, at the end of the document.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from readme_sync.markdown import Document
from readme_sync.markdown.comments import OPENING, Comment, Directive, instructions
from readme_sync.markers.expressions import ISSUE_NUMBER, ExpressionError
from readme_sync.markers.tags import Option, option, place_in, refuse_options, words_and_options
from readme_sync.model import Conflicts, Flaw, FlawKind, IssueSetting, NotPlanned
from readme_sync.text import Span
from readme_sync.text.regex import regex

FOLLOW_OPTIONS: tuple[Option, ...] = (
    option("column", r".+", "`Issue`", "the column that names the issue; by default any text of the row"),
    option("not-planned", "|".join(NotPlanned), "`leave`, `done`, `open`", "what a row says where it is not planned"),
    option("conflicts", "|".join(Conflicts), "`report`, `github`, `readme`", "what follows where both have changed"),
)
_VALUE = regex(r"done|open|begun|[0-9]{1,6}/[1-9][0-9]{0,5}")
_MOST = 200_000
_WIDE = 100


class IssueComments(NamedTuple):
    """What the comments about issues say.

    Attributes:
        follows: where rows follow issues, and how.
        seen: by number what a row and its issue agreed on: `done`, `open`, `begun`, `3/5`.
        seen_at: where that stands, None where it does not.
        flaws: what is wrong with them.
    """

    follows: tuple[tuple[Span, IssueSetting], ...]
    seen: Mapping[int, str]
    seen_at: Span | None
    flaws: tuple[Flaw, ...]


def read_issue_comments(document: Document) -> IssueComments:
    """Return what the comments about issues say. Never fails."""
    text = document.source.text
    follows: list[tuple[Span, IssueSetting]] = []
    flaws: list[Flaw] = []
    seen: dict[int, str] = {}
    seen_at: Span | None = None
    if OPENING not in text or ("follow" not in text and "seen" not in text):
        return IssueComments((), seen, None, ())
    for comment, told in instructions(document):
        first = told.words.split(maxsplit=1)[0] if told.words and told.colon and not told.closing else ""
        try:
            if first == "follow":
                follows.append((comment.span, _follow(told.words)))
            elif first == "seen" and seen_at is None:
                seen_at, seen = comment.span, _seen(told.words)
            elif first == "seen":
                message = "what was seen stands here twice; remove one of the two comments"
                flaws.append(Flaw(FlawKind.BROKEN, comment.span, message))
        except ExpressionError as error:
            flaws.append(Flaw(FlawKind.BROKEN, _place(comment, told, error), str(error)))
    return IssueComments(tuple(follows), seen, seen_at, tuple(flaws))


def _place(comment: Comment, told: Directive, error: ExpressionError) -> Span:
    return place_in(comment, told, error.at) if error.at else comment.span


def _follow(text: str) -> IssueSetting:
    """Return how rows follow issues.

    Raises:
        ExpressionError: the marker does not say it.
    """
    words, given = words_and_options(text)
    if [word for word, _ in words] != ["issues"]:
        at = next((place for word, place in words if word != "issues"), 0)
        raise ExpressionError("it does not say what is followed", at, "write follow issues")
    refuse_options("follow issues", FOLLOW_OPTIONS, given)
    said = {name: value for name, value, _ in given}
    return IssueSetting(
        column=said.get("column", ""),
        not_planned=NotPlanned(said.get("not-planned", NotPlanned.LEAVE)),
        conflicts=Conflicts(said.get("conflicts", Conflicts.REPORT)),
    )


def _seen(text: str) -> dict[int, str]:
    """Return what was seen, by number.

    Raises:
        ExpressionError: it is not written as `seen_text` writes it.
    """
    hint = "remove the comment; sync writes a new one"
    found: dict[int, str] = {}
    value = ""
    for word in text.split()[1:]:
        if _VALUE.fullmatch(word):
            value = word
            continue
        for part in word.rstrip(",").split(","):
            first, _, last = part.partition("-")
            numbers = (first, last or first)
            if not value or not all(map(ISSUE_NUMBER.fullmatch, numbers)) or int(first) > int(numbers[1]):
                raise ExpressionError(f"{part[:40]!r} is no number of an issue", 0, hint)
            if len(found) + int(numbers[1]) - int(first) >= _MOST:
                raise ExpressionError(f"it holds more than {_MOST:,} issues", 0, hint)
            for number in range(int(first), int(numbers[1]) + 1):
                if found.setdefault(number, value) != value:
                    raise ExpressionError(f"issue {number} stands here twice", 0, hint)
    return found


def seen_text(seen: Mapping[int, str], newline: str) -> str:
    """Return the comment that says what was seen; `_seen` reads it.

    A long one has a line for each hundred of numbers, so that few lines change, and two branches seldom the same.
    """
    groups = [(value, sorted(number for number in seen if seen[number] == value)) for value in sorted({*seen.values()})]
    words = list(chain.from_iterable((value, *_listed(numbers)) for value, numbers in groups))
    whole = f"<!-- readme-sync: {' '.join(['seen', *words])} -->"
    if len(whole) <= _WIDE:
        return whole
    lines = ["<!-- readme-sync: seen"]
    for value, numbers in groups:
        lines += [f"{value} {part}" for part in _listed(numbers)]
    return newline.join([*lines, "-->"])


def _listed(numbers: list[int]) -> Iterator[str]:
    """Yield the numbers of each hundred: `3-9,12`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1 and number % 100:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    hundreds: dict[int, list[str]] = {}
    for first, last in runs:
        hundreds.setdefault(first // 100, []).append(str(first) if first == last else f"{first}-{last}")
    yield from (",".join(parts) for parts in hundreds.values())
