"""Searches for issues: the filters of GitHub's search that one issue alone decides.

The issues are listed and filtered, not searched for: GitHub's search lags behind by minutes, may leave issues out,
takes 30 requests a minute at most, and with `repo:` or `OR` would count issues of other repositories.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from readme_sync.errors import RequestError

KNOWN = "label, milestone, author, assignee, type, reason, is, state and no"
_OF_ISSUES = {"label", "milestone", "author", "assignee", "type", "reason"}
_MISSING = {"label", "milestone", "assignee", "type"}


class Issue(NamedTuple):
    """What of an issue can be searched for, in lower case; its title and text are not kept.

    Attributes:
        milestone: its number, 0 without one.
        words: by the name of a filter, the words that match.
    """

    number: int
    is_closed: bool
    milestone: int
    words: Mapping[str, frozenset[str]]


class Filter(NamedTuple):
    """`label:bug`, or `-label:bug` where it is negated; an issue has any of the words, in any capitals.

    Without a word, an issue has none.
    """

    name: str
    words: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Search:
    """A search.

    Attributes:
        filters: all of them must hold; without those about milestones.
        milestones: filters about milestones, by number or title as they are written.
        state: `open`, `closed`, or `all`.
    """

    filters: tuple[Filter, ...]
    milestones: tuple[Filter, ...]
    state: str

    def parameters(self) -> dict[str, str]:
        """Return the parameters by which GitHub itself can filter, so that fewer pages are needed."""
        single = {one.name: one.words[0] for one in self.filters if len(one.words) == 1 and not one.negated}
        chosen = {"state": self.state}
        labels = {
            one.words[0] for one in self.filters if one.name == "label" and len(one.words) == 1 and not one.negated
        }
        if labels := {word for word in labels if "," not in word}:
            chosen["labels"] = ",".join(sorted(labels))
        for name, parameter in (("author", "creator"), ("assignee", "assignee")):
            if (word := single.get(name)) and word.replace("-", "").isalnum():
                chosen[parameter] = word
        return chosen

    def finds(self, issue: Issue, number_of: Callable[[str], int]) -> bool:
        """Return whether it finds an issue; `number_of` gives the number of a milestone."""
        if self.state != "all" and issue.is_closed != (self.state == "closed"):
            return False
        for name, words, negated in self.filters:
            own = issue.words[name]
            if (any(word.lower() in own for word in words) if words else not own) == negated:
                return False
        for _, words, negated in self.milestones:
            numbers = {number_of(word) for word in words} or {0}
            if (issue.milestone in numbers) == negated:
                return False
        return True


def read_search(text: str) -> Search:
    """Parse a search.

    Raises:
        RequestError: it contains an unknown filter.
    """
    filters: list[Filter] = []
    state = "all"
    for term in _parted(text, " \t\r\n\f\v"):
        negated, bare = term.startswith("-"), term.removeprefix("-")
        name, is_one, rest = bare.partition(":")
        name = name.lower()
        words = tuple(_word(part) for part in _parted(rest, ","))
        if not is_one or not words or not all(words):
            raise _unknown(term)
        low = tuple(word.lower() for word in words)
        if name in {"is", "state"} or (name == "type" and low[0] in {"issue", "pr", "pull-request"}):
            state = _state(term, low, state, negated=negated)
        elif name == "no" and len(low) == 1 and low[0] in _MISSING:
            filters.append(Filter(low[0], (), negated))
        elif name in _OF_ISSUES:
            filters.append(Filter(name, tuple(_as_kept(name, word) for word in words), negated))
        else:
            raise _unknown(term)
    own = tuple(one for one in filters if one.name != "milestone")
    return Search(own, tuple(one for one in filters if one.name == "milestone"), state)


def _state(term: str, words: tuple[str, ...], before: str, *, negated: bool) -> str:
    """Return the state after a term."""
    if words == ("issue",) and not negated:
        return before
    if words in {("pr",), ("pull-request",)}:
        raise RequestError(f"{term!r}: pull requests are not counted", hint="leave it out")
    if words not in {("open",), ("closed",)}:
        raise _unknown(term)
    wanted = {"open": "closed", "closed": "open"}[words[0]] if negated else words[0]
    if before not in {"all", wanted}:
        raise RequestError(f"{term!r}: no issue is open and closed", hint="leave one of them out")
    return wanted


def _as_kept(name: str, word: str) -> str:
    """Return a word as it is in `Issue.words`."""
    if name == "reason":
        return word.replace("-", " ").replace("_", " ")
    if name in {"author", "assignee"}:
        if word.startswith("@"):
            raise RequestError(f"{word!r} depends on who asks", hint="write the name of the account")
        return f"{word[4:]}[bot]" if word.lower().startswith("app/") else word
    return word


def _word(part: str) -> str:
    return part.replace('"', "").strip()


def _parted(text: str, at: str) -> Iterator[str]:
    """Yield the parts of a text between some characters, which do not count in quotation marks.

    Raises:
        RequestError: the marks are not in pairs.
    """
    part, quoted = "", False
    for character in text:
        quoted ^= character == '"'
        if character in at and not quoted:
            if part:
                yield part
            part = ""
        else:
            part += character
    if quoted:
        raise RequestError(f"the search {text!r} lacks a quotation mark", hint="close it")
    if part:
        yield part


def _unknown(term: str) -> RequestError:
    hint = f'the filters are {KNOWN}, such as label:bug or label:"good first issue"'
    return RequestError(f"issues cannot be searched for {term[:80]!r}", hint=hint)
