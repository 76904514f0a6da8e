"""Prove of each pattern of ours that a search takes time in proportion to the text: linear_patterns.py.

A backtracking engine tries the ways in which a pattern can read a text, from each place on. They are few, and a search
is linear, where the automaton of the pattern has neither of two things (Weber and Seidl, 1991): a state that comes back
to itself in two ways on one word; and two states of which the first comes back to itself, leads to the second, and the
second comes back to itself, on one word. The search is the first state of all: it comes back to itself on any word.

What the proof leaves out only adds ways: a look ahead at more than a character is taken as one more way; one behind is
ignored; a reference back as the group that it refers to; a repetition of more than three is taken as one of any number,
but not as one that may be slow; a group that gives nothing back as one that may, but for single characters. So what is
said to be linear is; the rest may be.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from patterns import constants

COLUMN = r"\s*+(?:section|progress|percent|done|left|total)\s*+"
COLUMNS = repr(rf"{COLUMN}(?:,{COLUMN})*")
EXPLAINED = {
    "markdown.html _TOKEN": "the last alternative finds what does not end, and there its caller stops",
    "markdown.html _COMMENT_OR_TAG": "the last alternative finds what does not end, and there its caller stops",
    r"'<!--(?:-?>|(?:[^-]|-[^-]|--[^>])*+-->)'": "tried at one place; `html_end` tries no kind again that has no end",
    r"'<!\\[CDATA\\[(?:[^\\]]|\\][^\\]]|\\]\\][^>])*+\\]\\]>'": "the same",
    r"'<![A-Z]++[ \\t\\v\\f\\r\\n]++[^>]*+>'": "the same",
    r"'<\\?(?:[^?>]|\\?[^>]|>)*+\\?>'": "the same",
    "trackers.tables _PREFIX": "tried at the beginning of a row only",
    "trackers.tables _ALONE": "tried at the beginning of a row only",
    COLUMNS: "tried on a whole value only",
}
"""Patterns that are not linear in every use, and why ours is."""
UNROLLED = 3
MOST_STEPS = 300_000
SAMPLES = "aZ09_ \n\t\r\f\0é中²٣–\xa0😀ß\u2028|.-"
ANY = -1  # all bits


class Guard(NamedTuple):
    """What may stand before a place and after it, as sets of letters: the bits of a number."""

    before: int = ANY
    after: int = ANY

    def and_(self, other: "Guard") -> "Guard":
        """Return what both allow."""
        return Guard(self.before & other.before, self.after & other.after)


class Part(NamedTuple):
    """What a part of a pattern can begin and end with, and how it can be empty."""

    first: list[tuple[int, Guard]]
    last: list[tuple[int, Guard]]
    empty: list[Guard]


class UnknownError(Exception):
    """The pattern has something that cannot be taken as an automaton, or that is too large."""


# A node of a pattern: ("one", text), ("seq", [...]), ("or", [...]), ("many", node, least, most, kind),
# ("look", node, is_ahead, is_negative), ("place", sign). `kind` is "+" where nothing is given back.
Node = tuple[Any, ...]


class Reader:
    """Reads the source of a pattern into nodes."""

    def __init__(self, source: str, flags: int) -> None:
        self.source, self.flags, self.at = source, flags, 0
        self.groups: list[tuple[str, Node]] = []

    def all(self) -> Node:
        """Return the whole."""
        node = self.choice()
        if self.at < len(self.source):
            raise UnknownError(f"left: {self.source[self.at :][:20]}")
        return node

    def choice(self) -> Node:
        """Return what stands up to a closing parenthesis."""
        ways = [self.sequence()]
        while self.take("|"):
            ways.append(self.sequence())
        return ways[0] if len(ways) == 1 else ("or", ways)

    def take(self, text: str) -> bool:
        """Go over a text if it is next."""
        found = self.source.startswith(text, self.at)
        self.at += len(text) * found
        return found

    def sequence(self) -> Node:
        """Return what stands up to a bar."""
        parts: list[Node] = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            if self.flags & re.VERBOSE and (blank := re.compile(r"\s+|#.*").match(self.source, self.at)):
                self.at = blank.end()
                continue
            node = self.atom()
            while again := re.compile(r"([*+?]|\{(\d*)(,?)(\d*)\})([?+]?)").match(self.source, self.at):
                if again[1] == "{}" or again[1] == "{,}":
                    break
                self.at = again.end()
                low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(again[1], (0, 0))
                if again[1][0] == "{":
                    low = int(again[2] or 0)
                    high = int(again[4]) if again[4] else None if again[3] else low
                node = ("many", node, low, high, again[5])
            parts.append(node)
        return parts[0] if len(parts) == 1 else ("seq", parts)

    def atom(self) -> Node:
        """Return what may be repeated."""
        start = self.at
        if self.take("("):
            return self.group()
        if self.take("["):
            self.take("^")
            self.take("]")
            while not self.take("]"):
                self.at += 2 if self.source[self.at] == "\\" else 1
        elif self.take("\\"):
            sign = self.source[self.at]
            self.at += 1
            if sign in "AZbB":
                return ("place", sign)
            if sign in "123456789":
                return self.groups[int(sign) - 1][1]
            self.at += {"x": 2, "u": 4, "U": 8}.get(sign, 0)
        else:
            self.at += 1
            if self.source[start] in "^$":
                return ("place", self.source[start])
        return ("one", self.source[start : self.at])

    def group(self) -> Node:
        """Return what stands in parentheses."""
        looks = {"?=": (True, False), "?!": (True, True), "?<=": (False, False), "?<!": (False, True)}
        look = next((looks[sign] for sign in ("?<=", "?<!", "?=", "?!") if self.take(sign)), None)
        number, begin = len(self.groups), "" if look else self.begin()
        if begin.startswith("P="):
            return next(node for name, node in self.groups if name == begin[2:-1])
        if begin.endswith(")"):
            return ("seq", [])
        node = self.choice()
        if not self.take(")"):
            raise UnknownError("no )")
        if look:
            return ("look", node, *look)
        if len(self.groups) > number:
            self.groups[number] = (self.groups[number][0], node)
        return ("many", node, 1, 1, "+") if begin == ">" else node

    def begin(self) -> str:
        """Go over the beginning of a group, and return what follows its question mark."""
        if not self.take("?"):
            self.groups.append(("", ("seq", [])))
            return ""
        found = re.compile(r":|P<(\w+)>|P=\w+\)|>|[aims]+[):]").match(self.source, self.at)
        if not found:
            raise UnknownError(f"(?{self.source[self.at :][:5]}")
        self.at = found.end()
        if found[1]:
            self.groups.append((found[1], ("seq", [])))
        elif found[0].endswith(":") and "i" in found[0]:
            self.flags |= re.IGNORECASE  # of the whole, which only adds ways
        return found[0]


def texts(node: Node) -> Iterator[str]:
    """Yield the sources of all single characters and classes."""
    match node:
        case ("one", text):
            yield text
        case ("seq" | "or", parts):
            for part in parts:
                yield from texts(part)
        case ("many" | "look", inner, *_):
            yield from texts(inner)


ESCAPE = re.compile(r"\\(x..|u.{4}|U.{8}|[nrtfv0])|\\([^A-Za-z0-9])|([^\\])")


def samples(source: str) -> set[str]:
    """Return characters of all kinds that a pattern tells apart."""
    chars = set(SAMPLES)
    for found in ESCAPE.finditer(source):
        char = found[2] or found[3]
        if found[1]:
            plain = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
            char = plain.get(found[1]) or chr(int(found[1][1:], 16))
        near = (ord(char) - 1, ord(char), ord(char) + 1)
        chars |= {chr(one) for one in near if 0 <= one <= sys.maxunicode}
    return {one for char in chars for one in (char, char.lower(), char.upper()) if len(one) == 1}


class Automaton:
    """The positions of a pattern and how they follow each other."""

    def __init__(self, source: str, flags: int) -> None:
        reader = Reader(source, flags)
        node = reader.all()
        self.flags = reader.flags & ~re.VERBOSE
        ones = sorted(set(texts(node)))
        compiled = [re.compile(one, self.flags) for one in ones]
        kinds: dict[tuple[bool, ...], str] = {}
        for char in sorted(samples(source)):
            said = (*(bool(one.fullmatch(char)) for one in compiled), bool(re.match(r"\w", char)), char == "\n")
            kinds.setdefault(said, char)
        self.letters = list(kinds.values())
        self.edge = 1 << len(self.letters)  # the beginning or the end of the text
        self.every = self.edge - 1
        self.sets = {one: self._set(said[n] for said in kinds) for n, one in enumerate(ones)}
        self.word, self.line = self._set(said[-2] for said in kinds), self._set(said[-1] for said in kinds)
        self.reads: list[int] = []
        self.follows: list[list[tuple[int, Guard]]] = []
        self.slow: set[int] = set()  # positions that are repeated any number of times
        self.twice: list[tuple[int, int]] = []
        whole = self._part(node, is_slow=False)
        self.first = whole.first
        self.ends = self._ends(whole.last)

    def _set(self, has: Iterable[bool]) -> int:
        return sum(1 << number for number, one in enumerate(has) if one)

    def _part(self, node: Node, *, is_slow: bool) -> Part:
        match node:
            case ("one", text):
                self.reads.append(self.sets[text])
                self.follows.append([])
                here = len(self.reads) - 1
                if is_slow:
                    self.slow.add(here)
                return Part([(here, Guard())], [(here, Guard())], [])
            case ("seq", parts):
                whole = Part([], [], [Guard()])
                for part in parts:
                    whole = self._joined(whole, self._part(part, is_slow=is_slow))
                return whole
            case ("or", parts):
                ways = [self._part(part, is_slow=is_slow) for part in parts]
                return Part(*([one for way in ways for one in way[n]] for n in range(3)))  # type: ignore[arg-type]
            case ("place", sign):
                return Part([], [], self._place(sign))
            case ("look", inner, is_ahead, is_negative):
                guard, exact = self._look(inner, is_ahead=is_ahead, is_negative=is_negative)
                first = self._part(inner, is_slow=is_slow).first if is_ahead and not exact else []
                return Part(first, [], [guard])
            case ("many", inner, least, most, kind):
                return self._many(inner, least, most, kind, is_slow=is_slow)
        raise UnknownError(str(node))

    def _place(self, sign: str) -> list[Guard]:
        edge, inside = self.edge, self.every & ~self.word | self.edge
        line = self.line | edge
        guards = {
            "A": [Guard(edge)],
            "Z": [Guard(ANY, edge)],
            "^": [Guard(line if self.flags & re.MULTILINE else edge)],
            "$": [Guard(ANY, line)],
            "b": [Guard(self.word, inside), Guard(inside, self.word)],
            "B": [Guard(self.word, self.word), Guard(inside, inside)],
        }
        return guards[sign]

    def _look(self, inner: Node, *, is_ahead: bool, is_negative: bool) -> tuple[Guard, bool]:
        """Return what a look around allows, and whether that is all that it does."""
        single = self._single(inner)
        if single is None:
            begins = self._begins(inner) if is_ahead and not is_negative else ANY
            return Guard(ANY, begins), False
        allowed = ~single if is_negative else single
        return (Guard(ANY, allowed) if is_ahead else Guard(allowed)), True

    def _single(self, node: Node) -> int | None:
        """Return the letters of which a node reads one, and nothing else; None where it reads more."""
        match node:
            case ("one", text):
                return self.sets[text]
            case ("place", "A" | "Z"):
                return self.edge
            case ("place", "$") | ("place", "^"):
                return self.line | self.edge if node[1] == "$" or self.flags & re.MULTILINE else self.edge
            case ("or", parts):
                found = [self._single(part) for part in parts]
                return None if None in found else self._union(found)
        return None

    @staticmethod
    def _union(sets: Iterable[int | None]) -> int:
        whole = 0
        for one in sets:
            whole |= one or 0
        return whole

    def _begins(self, node: Node) -> int:
        """Return letters of which one must be next for a node; all where it may be empty."""
        match node:
            case ("one", _) | ("place", "Z" | "$"):
                return self._single(node) or 0
            case ("or", parts):
                return self._union(self._begins(part) for part in parts)
            case ("seq", [("one", text), *_]):
                return self.sets[text]
            case ("seq", [("many", inner, 1, *_), *_]) | ("many", inner, 1, *_):
                return self._begins(inner)
        return ANY

    def _surely(self, node: Node) -> int:
        """Return the letters that a repeated node reads for sure, one at a time."""
        match node:
            case ("one", text):
                return self.sets[text]
            case ("or", parts):
                return self._union(self._surely(part) for part in parts)
        return 0

    def _many(self, inner: Node, least: int, most: int | None, kind: str, *, is_slow: bool) -> Part:
        if most is not None and most <= UNROLLED:
            whole = Part([], [], [Guard()])
            for number in reversed(range(most)):  # each within the one before: aa? a? would read aa in two ways
                whole = self._joined(self._part(inner, is_slow=is_slow), whole)
                if number >= least:
                    given = ~self._surely(inner) if kind == "+" and most == 1 else ANY
                    whole = whole._replace(empty=list(dict.fromkeys([Guard(ANY, given), *whole.empty])))
            return whole
        whole = Part([], [], [Guard()])
        for _ in range(min(least - 1, UNROLLED)):
            whole = self._joined(whole, self._part(inner, is_slow=is_slow))
        one = self._part(inner, is_slow=is_slow or most is None)
        for (p, before), (q, after) in product(one.last, one.first):
            guard = before.and_(after)
            if most is None and any(
                q == other and self._meet(p, q, guard.and_(more)) for other, more in self.follows[p]
            ):
                self.twice.append((p, q))
            self.follows[p].append((q, guard))
        leave = Guard(ANY, ~self._surely(inner)) if kind == "+" and most is None else Guard()
        empty = [leave] if least == 0 else one.empty
        last = [(p, guard.and_(leave)) for p, guard in one.last]
        return self._joined(whole, Part(one.first, last, empty))

    def _ends(self, last: list[tuple[int, Guard]]) -> set[int]:
        """Return the positions after which there is a match, come what may."""
        ends = set(range(len(self.reads)))
        while True:
            sure = dict.fromkeys(ends, 0)
            for p, guard in last:
                if p in ends and not self.reads[p] & ~guard.before:
                    sure[p] |= guard.after
            for p in ends:
                for q, guard in self.follows[p]:
                    if q in ends and not self.reads[p] & ~guard.before:
                        sure[p] |= guard.after & self.reads[q]
            fewer = {p for p in ends if not (self.every | self.edge) & ~sure[p]}
            if fewer == ends:
                return ends
            ends = fewer

    def _meet(self, p: int, q: int, guard: Guard) -> bool:
        return bool(guard.before & self.reads[p]) and bool(guard.after & self.reads[q])

    def _joined(self, one: Part, other: Part) -> Part:
        for (p, before), (q, after) in product(one.last, other.first):
            self.follows[p].append((q, before.and_(after)))
        first = [*one.first, *((q, guard.and_(empty)) for empty in one.empty for q, guard in other.first)]
        last = [*other.last, *((p, guard.and_(empty)) for empty in other.empty for p, guard in one.last)]
        empty = list(dict.fromkeys(a.and_(b) for a in one.empty for b in other.empty))
        return Part(list(dict.fromkeys(first)), list(dict.fromkeys(last)), empty[:8])

    def steps(self, position: int, letter: int) -> Iterator[tuple[int, int]]:
        """Yield what follows a position that has read a letter, and with which letters; -1 is the search."""
        after = self.first if position < 0 else self.follows[position]
        for q, guard in after:
            if guard.before >> letter & 1 and (reads := guard.after & self.reads[q] & self.every):
                yield q, reads
        if position < 0:
            yield -1, self.every

    def groups(self) -> list[set[int]]:
        """Return the positions that lead to each other without a match, of those that are repeated any number of times.

        Where the pattern has matched, come what may, the rest of the text is searched from there on.
        """
        reach = {p: self._reached(p) for p in self.slow - self.ends}
        groups = {frozenset(q for q in reach[p] if p in reach.get(q, ())): None for p in reach if p in reach[p]}
        return [set(group) for group in groups]

    def _reached(self, start: int) -> set[int]:
        seen: set[int] = set()
        todo = [start]
        while todo:
            for q, guard in self.follows[todo.pop()]:
                if q not in seen and q not in self.ends and guard.after & self.reads[q]:
                    seen.add(q)
                    todo.append(q)
        return seen


def walk(
    automaton: Automaton, start: tuple[int, ...], letter: int, allowed: list[set[int] | None]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield all that some positions lead to on one word, each within a set, None for all positions."""
    seen: set[tuple[tuple[int, ...], int]] = set()
    todo = [(start, letter)]
    steps = 0
    while todo:
        places, read = todo.pop()
        ways = [
            [(q, reads) for q, reads in automaton.steps(p, read) if inside is None or q in inside]
            for p, inside in zip(places, allowed, strict=True)
        ]
        for some in product(*ways):
            steps += 1
            if steps > MOST_STEPS:
                raise UnknownError("too large")
            both = automaton.every
            for _, reads in some:
                both &= reads
            places = tuple(q for q, _ in some)
            for number in range(len(automaton.letters)):
                if both >> number & 1 and (places, number) not in seen:
                    seen.add((places, number))
                    yield places, number
                    todo.append((places, number))


def reason(source: str, flags: int, *, is_searched: bool = True) -> str:
    """Return why a pattern may not be linear, "" where it is.

    Raises:
        UnknownError: that cannot be said.
    """
    automaton = Automaton(source, flags)
    groups = automaton.groups()
    if any(q not in automaton.ends for _, q in automaton.twice):
        return "a repetition in a repetition"
    for group in groups:
        for q, letter in _states(automaton, group):
            if _comes_back_twice(automaton, q, letter, group):
                return f"one repetition reads a word in two ways: {automaton.letters[letter]!r}"
            if is_searched and _leads(automaton, (-1, q), letter, (q, q), [None, group]):
                return f"each place of a search reads far: {automaton.letters[letter]!r}"
    for group, other in product(groups, groups):
        for (p, letter), (q, same) in product(_states(automaton, group), _states(automaton, other)):
            inside = [group, None, other]
            if group is not other and letter == same and _leads(automaton, (p, p, q), letter, (p, q, q), inside):
                return f"two repetitions read the same: {automaton.letters[letter]!r}"
    return ""


def _states(automaton: Automaton, group: set[int]) -> list[tuple[int, int]]:
    """Return the positions of a group after which a match may still fail, with each letter that they read."""
    letters = range(len(automaton.letters))
    positions = group & automaton.slow
    return [(q, letter) for q in positions for letter in letters if automaton.reads[q] >> letter & 1]


def _leads(
    automaton: Automaton, start: tuple[int, ...], letter: int, end: tuple[int, ...], inside: list[set[int] | None]
) -> bool:
    """Return whether some positions lead to others on one word that ends with a letter."""
    return any((places, read) == (end, letter) for places, read in walk(automaton, start, letter, inside))


def _comes_back_twice(automaton: Automaton, q: int, letter: int, group: set[int]) -> bool:
    """Return whether a position comes back to itself in two ways on one word."""
    return any(
        places[0] != places[1]
        and any((end, last) == ((q, q), letter) for end, last in walk(automaton, places, read, [group, group]))
        for places, read in walk(automaton, (q, q), letter, [group, group])
    )


def _meant(module: ModuleType, node: ast.AST) -> object:
    """Return what a name, or a name of a module, stands for."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(base := _meant(module, node.value), ModuleType):
        return vars(base).get(node.attr)
    return None


def uses() -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Yield each pattern of ours with its name, and the methods that are called of it, "" where it is handed on."""
    known: dict[int, tuple[str, re.Pattern[str], set[str]]] = {}
    patterns = {id(one): one for one in constants()}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("readme_sync."):
            nodes = list(ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))))
            inner = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
            for node in nodes:
                called = node.value if isinstance(node, ast.Attribute) else node
                for base, method in ((called, getattr(node, "attr", "")), (node, "")):
                    one = _meant(module, base)
                    if id(one) in patterns and (method or id(node) not in inner):
                        where = f"{name.removeprefix('readme_sync.')} {ast.unparse(base)}"
                        known.setdefault(id(one), (where, patterns[id(one)], set()))[2].add(method)
    for number, one in patterns.items():
        yield known.get(number, (f"{one.pattern!r}", one, {""}))


IN_ONE_PLACE, WHOLE = frozenset(("match",)), frozenset(("fullmatch",))
NOT_CALLS = frozenset(("pattern", "flags", "groups", "groupindex"))


def not_linear() -> tuple[int, dict[str, str]]:
    """Return how many patterns there are, and why some may not be linear in a use that the code makes of them."""
    found, count = {}, 0
    for where, pattern, methods in uses():
        count += 1
        called = methods - NOT_CALLS
        reasons = []
        if called & WHOLE:
            source = re.sub(r"\A\(\?[ims]+\)", "", pattern.pattern)  # their flags are in `flags`, too
            reasons.append(_said(rf"(?:{source})\Z", pattern.flags, is_searched=False))
        if called - WHOLE:
            reasons.append(_said(pattern.pattern, pattern.flags, is_searched=bool(called - WHOLE - IN_ONE_PLACE)))
        if any(reasons):
            found[where] = "; ".join(filter(None, reasons))
    return count, found


def _said(source: str, flags: int, *, is_searched: bool) -> str:
    try:
        return reason(source, flags, is_searched=is_searched)
    except UnknownError as error:
        return f"not known: {error}"


def main() -> int:
    """Print the patterns that may not be linear, and return 1 if there are any that are not explained."""
    count, found = not_linear()
    for where, why in found.items():
        if where not in EXPLAINED:
            sys.stdout.write(f"{where}: {why}\n")
    for where in EXPLAINED.keys() - found.keys():
        sys.stdout.write(f"{where} is explained, and linear or gone\n")
    sys.stdout.write(f"{count} patterns, {count - len(found)} proven to be linear, {len(found)} not in every use\n")
    return int(EXPLAINED.keys() != found.keys())


if __name__ == "__main__":
    sys.exit(main())
