"""Find the name in a set that is most similar to a word."""

from collections.abc import Iterable, Iterator


class Names:
    """Names that are searched again and again."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_length: dict[int, dict[frozenset[str], list[str]]] = {}
        for name in names:
            self._by_length.setdefault(len(name), {}).setdefault(frozenset(name), []).append(name)

    def nearest(self, word: str, cutoff: float) -> str:
        """Return the name most similar to a word, as `difflib.get_close_matches` does; "" if none reaches `cutoff`."""
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
        """Yield the names that may be similar enough, each after an upper bound from the characters in common.

        Most are excluded by their lengths, or by the set of characters that they have.
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
    """Return how many characters two texts of `both` characters must have in common to be as similar as `cutoff`."""
    common = int(cutoff * both / 2)
    while _ratio(common, both) < cutoff:
        common += 1
    return common


def _ratio(common: int, both: int) -> float:
    """Return an upper bound for the similarity of two texts of `both` characters that have `common` in common."""
    return 2.0 * common / both if both else 1.0
