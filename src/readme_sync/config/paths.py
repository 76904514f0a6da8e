"""Where the configuration is, and which documents it names; parses no file."""

import ntpath
import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from readme_sync.errors import ConfigError

OWN = ".readme-sync.toml"
PROJECT = "pyproject.toml"
_REPOSITORY = ".git"
_NAME = b"readme-sync"
_SEARCHED = 16_000_000
"""How many bytes of a pyproject.toml are searched for our name."""


def candidates(folder: str) -> Iterator[str]:
    """Yield the files that may hold the configuration for documents in a folder.

    The nearest comes first; in one folder our own file comes before pyproject.toml.
    """
    for above in _upwards(folder):
        own, project = os.path.join(above, OWN), os.path.join(above, PROJECT)
        if os.path.lexists(own):
            yield own
        if os.path.lexists(project) and _names_us(project):
            yield project


def refuse_foreign(path: str) -> None:
    """Refuse a configuration that was found, but is a link out of its repository; its text is not read.

    Raises:
        ConfigError: it is one.
    """
    if os.path.islink(path):
        root = os.path.realpath(repository_of(os.path.dirname(path)))
        if not _is_within(os.path.realpath(path), root):
            hint = "replace it by a file, or name it with --config"
            raise ConfigError("is a link out of the repository", path=os.path.relpath(path), hint=hint)


def repository_of(folder: str) -> str:
    """Return the top folder of a folder's repository, the folder itself without one."""
    *_, last = _upwards(folder)
    return last if is_repository(last) else folder


def _upwards(folder: str) -> Iterator[str]:
    """Yield the folder and those above it, up to the top of the repository, otherwise of the file system."""
    here = os.path.abspath(folder)
    while True:
        yield here
        above = os.path.dirname(here)
        if above == here or is_repository(here):
            return
        here = above


def is_repository(folder: str) -> bool:
    """Return whether a folder is the top of a repository, or of a worktree."""
    return os.path.lexists(os.path.join(folder, _REPOSITORY))


def _names_us(path: str) -> bool:
    """Return whether a file may contain our name; an unreadable file may."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return True
        with open(path, "rb") as file:
            return _NAME in file.read(_SEARCHED)
    except (OSError, ValueError):
        return True


# A configuration may come with anybody's pull request: none of its paths leaves the repository.

_HINT = "name a document in the repository"


def document_path(written: str, folder: str, shown: str, key: str = "paths") -> str:
    """Return the path of a document, as seen from the current folder.

    Args:
        written: the path in the configuration, relative to its folder.
        folder: the folder of the configuration.
        shown: the name of the configuration, for errors.
        key: the key of the path, for errors.

    Raises:
        ConfigError: the path leaves the repository, or cannot be that of a document.
    """
    reason = _refusal(written, folder)
    if reason:
        raise ConfigError(f"{key}: {written!r} {reason}", path=shown, hint=_HINT)
    return os.path.relpath(os.path.join(folder, written))


def is_absolute(path: str) -> bool:
    """Return whether a path starts at a root or a drive, on Windows or elsewhere."""
    return path.startswith(("/", "\\")) or bool(ntpath.splitdrive(path)[0])


def path_parts(path: str) -> list[str]:
    """Return the names in a path, cut at both kinds of slashes."""
    return path.replace("\\", "/").split("/")


def is_in_git_folder(path: str) -> bool:
    """Return whether a path leads into `.git`, in any capitals."""
    return ".git" in (part.lower() for part in path_parts(path))


def _refusal(written: str, folder: str) -> str:
    """Return why a path is refused, "" where it is fine."""
    if not written.isprintable():
        return "is not a file name"
    if written.startswith("-"):
        return "looks like an option"
    return "is absolute" if is_absolute(written) else _departure(written, folder)


def _departure(written: str, folder: str) -> str:
    """Return how a relative path leaves the documents of a repository, "" where it does not."""
    root = os.path.realpath(repository_of(folder))
    inside = os.path.normpath(os.path.join(os.path.realpath(folder), written))
    if not _is_within(inside, root):
        return "leaves the repository"
    if is_in_git_folder(written):
        return "belongs to git"
    if not _is_within(os.path.realpath(inside), root):
        return "is a link out of the repository"
    return ""


def _is_within(path: str, root: str) -> bool:
    try:
        return os.path.commonpath((path, root)) == root
    except ValueError:  # two drives
        return False


_WILD = "*?["
_ANY = "**"


def is_pattern(path: str) -> bool:
    """Return whether a path has wild cards."""
    return any(character in path for character in _WILD)


def excluded(pattern: str, folder: str = os.curdir) -> str:
    """Return a pattern of files to leave out: a name as it is, one with a slash as a whole path."""
    pattern = pattern.rstrip("/")
    return os.path.abspath(os.path.join(folder, pattern)).replace(os.sep, "/") if "/" in pattern else pattern


def matches(path: str, pattern: str) -> bool:
    """Return whether a path matches a pattern; both absolute, or both relative to one folder."""
    return _match(_names(path), _names(pattern))


def expanded(path: str, origin: str) -> list[str]:
    """Return the files that match a path of a configuration, sorted; the path itself where it is not a pattern.

    Names that begin with a dot match only a pattern with such a dot.

    Raises:
        ConfigError: a pattern matches nothing, or a file outside the repository.
    """
    if not is_pattern(path) or os.path.lexists(path):
        return [path]
    names = _names(path)
    fixed = next(index for index, name in enumerate(names) if is_pattern(name))
    folder = "/".join(names[:fixed]) or ("/" if path.startswith("/") else os.curdir)
    found = [os.path.join(folder, *inside) for inside in _files(folder, names[fixed:])]
    if not found:
        shown = path.replace(os.sep, "/")
        raise ConfigError(f"paths: {shown!r} matches no file", path=origin or None, hint="correct the pattern")
    home = os.path.dirname(os.path.abspath(origin))
    return sorted(_found_path(os.path.relpath(file, home), home, origin) for file in found)


def _found_path(inside: str, folder: str, shown: str) -> str:
    """Return the path of a document that a pattern found; its name may be strange, as it is only a name.

    Raises:
        ConfigError: the path leaves the repository.
    """
    reason = _departure(inside, folder)
    if reason:
        raise ConfigError(f"paths: {inside!r} {reason}", path=shown, hint=_HINT)
    return os.path.relpath(os.path.join(folder, inside))


def _files(folder: str, pattern: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the files below a folder that match, as names from there; links to folders are not followed."""
    todo: list[tuple[str, ...]] = [()]
    while todo:
        above = todo.pop()
        try:
            with os.scandir(os.path.join(folder, *above)) as entries:
                inside = list(entries)
        except OSError:
            continue
        for entry in inside:
            names = (*above, entry.name)
            if entry.name.startswith(".") and not any(name.startswith(".") for name in pattern):
                continue
            if entry.is_dir(follow_symlinks=False):
                if _ANY in pattern or len(names) < len(pattern):
                    todo.append(names)
            elif _match(names, pattern) and entry.is_file():
                yield names


def _match(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Return whether names match the parts of a pattern, one to one except for `**`."""
    # reached[i]: the names so far match the first i parts.
    reached = [True] + [False] * len(pattern)
    _pass_any(reached, pattern)
    for name in names:
        step = [False] * len(reached)
        for index, part in enumerate(pattern):
            if part == _ANY:
                step[index] = step[index] or reached[index]
            elif reached[index] and fnmatchcase(name, part):
                step[index + 1] = True
        reached = step
        _pass_any(reached, pattern)
    return reached[-1]


def _pass_any(reached: list[bool], pattern: Sequence[str]) -> None:
    """Let `**` match no folder, too."""
    for index, part in enumerate(pattern):
        if part == _ANY and reached[index]:
            reached[index + 1] = True


def _names(path: str) -> list[str]:
    return [name for name in path.replace(os.sep, "/").split("/") if name not in {"", os.curdir}]
