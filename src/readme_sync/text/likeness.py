"""Which of many names is most like a word."""

from collections.abc import Iterable


class Names:
    """Names among which one is looked for again and again."""

    def __init__(self, names: Iterable[str]) -> None:
        self._alike: dict[tuple[int, frozenset[str]], list[str]] = {}
        for name in names:
            self._alike.setdefault((len(name), frozenset(name)), []).append(name)

    def nearest(self, word: str, cutoff: float) -> str:
        """The name that is most like a word, as `difflib.get_close_matches` says; "" where none is so by `cutoff`."""
        size, letters = len(word), frozenset(word)
        near = [
            name
            for (length, those), names in self._alike.items()
            if _most_alike(size, length, len(letters), len(those), len(letters & those)) >= cutoff
            for name in names
        ]
        if not near:
            return ""
        from difflib import get_close_matches  # noqa: PLC0415  rarely needed

        return next(iter(get_close_matches(word, near, 1, cutoff)), "")


def _most_alike(size: int, length: int, letters: int, those: int, common: int) -> float:
    """How alike two texts may be at most, by their lengths, by how many different characters each has, and both.

    A character that stands in one of the two alone matches nothing.
    """
    return 2.0 * min(size - letters + common, length - those + common) / max(size + length, 1)
