"""Which of many names is most like a word."""

from collections.abc import Iterable

_Counted = frozenset[tuple[str, int]]


class Names:
    """Names among which one is looked for again and again."""

    def __init__(self, names: Iterable[str]) -> None:
        self._alike: dict[_Counted, list[str]] = {}
        for name in names:
            self._alike.setdefault(_counted(name), []).append(name)

    def nearest(self, word: str, cutoff: float) -> str:
        """The name that is most like a word, as `difflib.get_close_matches` says; "" where none is so by `cutoff`."""
        size, characters = len(word), _counted(word)
        bounds = ((_ratio(len(characters & those), size + len(those)), those) for those in self._alike)
        near = sorted([one for one in bounds if one[0] >= cutoff], key=_bound, reverse=True)
        if not near:
            return ""
        from difflib import SequenceMatcher  # noqa: PLC0415  rarely needed

        best = (cutoff, "")
        matcher = SequenceMatcher(b=word)
        for bound, those in near:
            if bound < best[0]:
                break
            for name in self._alike[those]:
                matcher.set_seq1(name)
                best = max(best, (matcher.ratio(), name))
        return best[1]


def _counted(text: str) -> _Counted:
    """A text's characters, those that are there more than once numbered: what two texts share is what two sets do."""
    seen: dict[str, int] = {}
    for char in text:
        seen[char] = seen.get(char, 0) + 1
    return frozenset((char, number) for char, count in seen.items() for number in range(count))


def _bound(one: tuple[float, _Counted]) -> float:
    return one[0]


def _ratio(common: int, both: int) -> float:
    """How alike two texts are at most, of `both` characters together, which have so many in common in any order."""
    return 2.0 * common / both if both else 1.0
