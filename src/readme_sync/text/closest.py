"""Which of many names is most like a word."""

from collections.abc import Iterable, Iterator


class Names:
    """Names among which one is looked for again and again."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_length: dict[int, dict[frozenset[str], list[str]]] = {}
        for name in names:
            self._by_length.setdefault(len(name), {}).setdefault(frozenset(name), []).append(name)

    def nearest(self, word: str, cutoff: float) -> str:
        """The name that is most like a word, as `difflib.get_close_matches` says; "" where none is so by `cutoff`."""
        near = sorted(self._near(word, cutoff), reverse=True)
        if not near:
            return ""
        from difflib import SequenceMatcher

        best = (cutoff, "")
        matcher = SequenceMatcher(b=word)
        for bound, name in near:
            if bound < best[0]:
                break
            matcher.set_seq1(name)
            best = max(best, (matcher.ratio(), name))
        return best[1]

    def _near(self, word: str, cutoff: float) -> Iterator[tuple[float, str]]:
        """The names that may be alike enough, each behind how alike it is at most: by the characters that both have.

        Most are told apart by their lengths, or by which characters they have at all.
        """
        counts = {char: word.count(char) for char in word}
        wanted = frozenset(counts)
        for length, alike in self._by_length.items():
            both = len(word) + length
            least = _least(cutoff, both)
            if least > min(len(word), length):
                continue
            for characters, names in alike.items():
                shared = 0
                for char in wanted & characters:
                    shared += counts[char]
                if shared < least:
                    continue
                for name in names:
                    common = sum([min(counts[char], name.count(char)) for char in wanted & characters])
                    if common >= least:
                        yield _ratio(common, both), name


def _least(cutoff: float, both: int) -> int:
    """How many characters two texts of `both` characters must have in common to be alike by `cutoff`."""
    common = int(cutoff * both / 2)
    while _ratio(common, both) < cutoff:
        common += 1
    return common


def _ratio(common: int, both: int) -> float:
    """How alike two texts are at most, of `both` characters together, which have so many in common in any order."""
    return 2.0 * common / both if both else 1.0
