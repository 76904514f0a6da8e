"""RS302 missing-file: a link or an image leads to a file that is not there.

## What it does

Looks for the file or folder of each relative link and image, in Markdown and HTML, and says what comes nearest: the
same name with other capitals, with an ending, or spelled a little differently, but with no other number. `/a.md` is
looked for at the top of the repository. Addresses in the web, and paths that leave the repository (`../../issues`), are
left alone. So is a document in no repository: its files may be elsewhere. A progress picture of `migrate --to svg`,
of a `chart` or of a `history` is drawn by `readme-sync sync`.

## Why is this bad?

Who follows the link finds nothing; an image is shown broken. Mostly a file was renamed. A name with other capitals
works on some computers and not on GitHub.

## Example

    [the solution](solutions/two_sum.py)

Only `solutions/two-sum.py` is there.

## Fix safety

There is no fix: whether the file or the link is wrong, only the author knows.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache

from readme_sync.errors import ReadmeSyncError
from readme_sync.markdown.links import destinations
from readme_sync.model import FileTree, Level, PathKind, Readme
from readme_sync.notations.local_picture import is_ours
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.closest import Names
from readme_sync.text.glob import escaped
from readme_sync.text.regex import ENABLED, regex

_ELSEWHERE = r"(?:[A-Za-z][A-Za-z0-9+.-]*+:|//|[?#])"
"""How a destination begins that is no path."""
_IN_TEXT = regex(rf"\]\([\s>]*+<?+\s*+(?!{_ELSEWHERE}|\))")
_ATTRIBUTE = r"(?:[hH][rR][eE][fF]|[sS][rR][cC])[\s>]*+=[\s>]*+[\"']?+[\s>]*+"
_IN_HTML = regex(
    rf"<(?:[aA]|[iI][mM][gG])(?=[\s/])(?:[^<]*?{_ATTRIBUTE}(?!{_ELSEWHERE})|[^<]*=[\s>]*+(?:\"[^\"<]*+|'[^'<]*+)(?=<))"
)
"""Both find what may be a path, a `<` within an attribute included; markers of a quote may stand between."""
_NO_PATH = regex(r"(?:[a-z][a-z0-9+.-]*:|//|[?#]).*|[^/]*@.*|.*[{}$<>|*\0\r\n].*|", re.DOTALL | re.IGNORECASE)
_LONGEST = 1_000
_MOST_SEARCHES = 50
_MOST_NAMES = 2_000
_FOLDERS = 64
"""Of so many folders the names are kept."""
_ALIKE = 0.75
_ENDINGS = (".md", ".html", ".py", ".ipynb")


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    suspects = sorted(_suspects(readme.source.text))
    may_find = not ENABLED or suspects or readme.document.definitions
    if not may_find or not facts.surroundings.is_repository:
        return
    files = _Files(facts.surroundings)
    for destination in destinations(readme.document, suspects):
        path = _path(destination.text)
        if path and files.kind(path) is PathKind.MISSING:
            near, is_same_name = files.nearest(path)
            if is_ours(destination.text):
                yield destination.span, f"the picture {path} is not there; readme-sync sync draws it"
                continue
            hint = f"; {near} is, and GitHub tells capitals apart" if is_same_name else f"; the nearest is {near}"
            what = "image" if destination.is_image else "link"
            yield destination.span, f"the {what} leads to {path}, which is not there{hint if near else ''}"


def _suspects(text: str) -> Iterator[int]:
    """Where something stands that looks like a link to a path."""
    yield from (found.start() for found in _IN_TEXT.finditer(text))
    if "<" in text:
        yield from (found.start() for found in _IN_HTML.finditer(text))


def _path(destination: str) -> str:
    """The path of a relative link, "" where it has none."""
    if _NO_PATH.fullmatch(destination):
        return ""
    path = destination.partition("#")[0].partition("?")[0].strip()
    if "%" in path:
        from urllib.parse import unquote  # noqa: PLC0415  rarely needed

        path = unquote(path)
    is_odd = len(path) > _LONGEST or "\0" in path or "\ufffd" in path
    return "" if is_odd else path.rstrip("/")


class _Listing:
    """The names in a folder.

    Attributes:
        same: by name without capitals, the first that is so.
        alike: the name that is most like another, "" where none is; worked out once.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)
        self._by_number: dict[str, list[str]] = {}
        for name in names:
            self._by_number.setdefault(_number(name), []).append(name)
        self.same = {name.casefold(): name for name in reversed(names)}
        self.alike = cache(self._alike)
        self._numbered = cache(lambda number: Names(self._by_number.get(number, ())))

    @cached_property
    def _all(self) -> Names:
        return Names(self._names)

    def _alike(self, name: str) -> str:
        for ending in _ENDINGS:
            if f"{name}{ending}" in self._names:
                return f"{name}{ending}"
        number = _number(name)
        if not number:
            return self._all.nearest(name, _ALIKE)
        return Names(self._numbered(one).nearest(name, _ALIKE) for one in ("", number)).nearest(name, _ALIKE)


def _number(name: str) -> str:
    """All digits of a name: who misspells it gets the letters wrong. `image-2.png` is not nearly `image-3.png`."""
    return "".join(filter(str.isdigit, name))


class _Files:
    """What lies around the document; each path is looked at once."""

    def __init__(self, surroundings: FileTree) -> None:
        self._surroundings = surroundings
        self._kinds: dict[str, PathKind] = {}
        self._listings: dict[str, _Listing] = {}
        self._searches = 0

    def kind(self, path: str) -> PathKind:
        """What stands at a path."""
        if path not in self._kinds:
            self._kinds[path] = self._surroundings.kind(path)
        return self._kinds[path]

    def nearest(self, path: str) -> tuple[str, bool]:
        """The path that is most likely meant, and whether only capitals differ; "" where there is none."""
        self._searches += 1
        if self._searches > _MOST_SEARCHES:
            return "", False
        reached = ""
        *folders, last = path.split("/")
        for folder in folders:
            step = self._same(reached, folder)
            if step is None:
                return "", False
            reached = f"{reached}{step}/"
        same = self._same(reached, last)
        if same is not None:
            return reached + same, True
        alike = self._listed(reached).alike(last)
        return (reached + alike if alike else ""), False

    def _same(self, folder: str, name: str) -> str | None:
        """The name in a folder, capitals aside."""
        if self.kind(folder + name or "/") is not PathKind.MISSING:
            return name
        return self._listed(folder).same.get(name.casefold())

    def _listed(self, folder: str) -> _Listing:
        """The names in a folder; none of a very large one."""
        if folder not in self._listings:
            try:
                found = self._surroundings.glob(escaped(folder) + "*")
            except ReadmeSyncError:
                found = ()  # the files are unknown: no hint
            self._listings[folder] = _listing(found if len(found) <= _MOST_NAMES else ())
        return self._listings[folder]


@lru_cache(_FOLDERS)
def _listing(paths: tuple[str, ...]) -> _Listing:
    """The names at the ends of some paths; documents in one folder ask for the same."""
    return _Listing([path.rstrip("/").rpartition("/")[2] for path in paths])


RULE = rule("RS302", "missing-file", Level.WARNING, _find)
