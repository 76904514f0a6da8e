"""The pictures of a document in the repository: written before it, since a document must not name what is not there."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from readme_sync.errors import InputError, WriteError
from readme_sync.markdown import parse
from readme_sync.notations.local_picture import NOTATION, chart_at, is_ours, local_picture
from readme_sync.reports.chart_svg import draw_chart
from readme_sync.reports.picture_svg import SIGNATURE, draw_picture
from readme_sync.store.git import files_below
from readme_sync.store.listed_files import REPOSITORY, root_of
from readme_sync.store.read_files import FLAGS, open_document, read_all, read_document
from readme_sync.store.write_files import create, remove
from readme_sync.text import Source
from readme_sync.trackers.images import all_pictures

_MOST_BYTES = 100_000
_CHARTS = ("/chart-", "/history-")
_TEXTS = (".md", ".markdown", ".mdx", ".html", ".htm", ".rst", ".adoc", ".org", ".txt", ".ipynb")


class NewPicture(NamedTuple):
    """A picture that is to be written.

    Attributes:
        address: as the document names it.
        top: the folder of the document's repository.
        path: its file from there, with `/`.
        svg: its text.
    """

    address: str
    top: str
    path: str
    svg: str


def new_pictures(path: str | os.PathLike[str], before: Source, source: Source) -> list[NewPicture]:
    """Return the pictures that a document names and that are not there, or that an older version drew.

    None is outside of the document's repository, or in the place of a file that is not ours.

    Args:
        path: that of the document.
        before: the document as it was: what it names already and cannot be written, RS302 reports.
        source: the document as it will be.

    Raises:
        WriteError: one that the document did not name before cannot be written.
    """
    named = dict(_named(source))
    if not named:
        return []
    folder = os.path.dirname(os.path.realpath(path))
    top = root_of(folder) or folder
    new = []
    for name, text in named.items():
        with _in_document(name, before):
            place = _place(name, folder, top)
            if svg := _drawn(top, place, text):
                new.append(NewPicture(name, top, place, svg))
    return new


def write_pictures(path: str | os.PathLike[str], before: Source, source: Source) -> list[str]:
    """Write the pictures that `new_pictures` returns, and return their paths; nothing is written through a link.

    Raises:
        WriteError: one that the document did not name before cannot be written.
    """
    written = []
    for one in new_pictures(path, before, source):
        place = os.path.join(one.top, one.path)
        with _in_document(one.address, before):
            if os.path.lexists(place):
                remove(place)
            if create(one.top, one.path, one.svg):
                written.append(os.path.relpath(place))
    return written


@contextlib.contextmanager
def _in_document(address: str, before: Source) -> Iterator[None]:
    """Let an error pass only where the document did not name the picture before."""
    try:
        yield
    except WriteError:
        if address not in before.text:
            raise


def _place(name: str, folder: str, top: str) -> str:
    """Return where the picture at an address of a document in a folder is, from the top of the repository.

    Raises:
        WriteError: it is not in the repository.
    """
    place = os.path.normpath(os.path.join(top if name.startswith("/") else folder, name.lstrip("/")))
    inside = os.path.relpath(place, top).replace(os.sep, "/")
    if inside.startswith("../") or REPOSITORY in inside.split("/"):
        raise WriteError("is outside of the repository", path=name, hint="name a folder in it")
    return inside


def _named(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the addresses of local pictures in a document, each with its SVG."""
    if ".svg" in source.text and any(mark in source.text for mark in (*NOTATION.marks, *_CHARTS)):
        for one in all_pictures(parse(source)):
            if picture := local_picture(one.address.text):
                yield one.address.text, draw_picture(picture)
            elif chart := chart_at(one.address.text, one.alt.text):
                yield one.address.text, draw_chart(chart)


def _drawn(top: str, inside: str, text: str) -> str:
    """Return the SVG of a picture, "" where it is there, or a file that is not ours."""
    place = os.path.join(top, inside)
    folder, file = os.path.split(place)
    if os.path.lexists(place):
        present = _content(place)
        return "" if present == text.encode() or not present.startswith(SIGNATURE.encode()) else text
    if os.path.isdir(folder) and (other := _alike(folder, file)):
        raise WriteError(f"differs from {other} by capitals alone, which some computers do not tell apart", path=inside)
    return text


def _alike(folder: str, file: str) -> str | None:
    """Return the name of a file that differs by capitals alone."""
    return next((name for name in os.listdir(folder) if name != file and name.lower() == file.lower()), None)


def _content(place: str) -> bytes:
    """Return the bytes of a small file, b"" where it is something else."""
    with contextlib.suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY | FLAGS | getattr(os, "O_NOFOLLOW", 0))
        try:
            return read_all(descriptor, _MOST_BYTES)
        finally:
            os.close(descriptor)
    return b""


def folder_from(path: str, folder: str) -> str:
    """Return how the document at a path names a folder that is given from the top of the repository."""
    home = os.path.dirname(os.path.realpath(path))
    return os.path.relpath(os.path.join(root_of(home) or home, folder), home).replace(os.sep, "/")


def remove_unused(paths: Iterable[str]) -> None:
    """Remove pictures.

    Raises:
        WriteError: one cannot be removed.
    """
    for path in paths:
        try:
            os.unlink(path)
        except OSError as error:
            raise WriteError(f"cannot be removed: {error.strerror}", path=path) from None


def remove_replaced(path: str | os.PathLike[str], before: Source, source: Source) -> list[str]:
    """Remove the pictures that `replaced_pictures` returns for a document that was written; return their paths."""
    unused = replaced_pictures([(path, before, source)])
    with contextlib.suppress(WriteError):
        remove_unused(unused)
        return unused
    return []


def replaced_pictures(documents: Iterable[tuple[str | os.PathLike[str], Source, Source]]) -> list[str]:
    """Return the pictures of charts that documents named before, and no text of their repository names now.

    Others stay, as many documents may show the same bar. Where that cannot be found out, none is returned.

    Args:
        documents: of each the path, what it was, and what it is or will be.

    Returns:
        their paths, relative to the current folder.
    """
    changed = {os.path.realpath(path): (before, source) for path, before, source in documents}
    after = {path: source.to_bytes() for path, (_, source) in changed.items()}
    unused: dict[str, None] = {}
    for path, (before, source) in changed.items():
        if before.text == source.text or not any(mark in before.text for mark in _CHARTS):
            continue
        folder = os.path.dirname(path)
        left = [name for name in dict(_named(before)) if not local_picture(name) and name not in source.text]
        with contextlib.suppress(InputError, WriteError):
            if left and (top := root_of(folder)):
                places = [os.path.join(top, _place(name, folder, top)) for name in left]
                unused |= dict.fromkeys(map(os.path.relpath, _unnamed(top, places, after)))
    return list(unused)


def unused_pictures(folder: str) -> list[str]:
    """Return the paths of our pictures in a folder that no text of the repository names, sorted.

    What git does not track yet counts, too: a new document may name them.

    Raises:
        InputError: the folder cannot be listed, or is in no repository.
    """
    places = [os.path.join(folder, name) for name in _names(folder)]
    top = root_of(os.path.realpath(folder))
    if top is None and any(map(_is_drawn, places)):
        raise InputError("is not in a git repository, so what names its pictures is not known", path=folder)
    return _unnamed(top, places) if top else []


def _unnamed(top: str, places: Iterable[str], changed: Mapping[str, bytes] | None = None) -> list[str]:
    """Return the files that are ours, and that no text of a repository names.

    Args:
        top: the folder of the repository.
        places: the files.
        changed: texts that will be others than those that are there.

    Raises:
        InputError: a text cannot be read.
    """
    unused = {place: os.path.basename(place).encode() for place in places if _is_drawn(place)}
    for text in _texts(top, changed or {}) if unused else ():
        for place in [place for place, name in unused.items() if name in text]:
            del unused[place]
    return list(unused)


def _is_drawn(place: str) -> bool:
    return _content(place).startswith(SIGNATURE.encode())


def _texts(top: str, changed: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the bytes of all texts below a folder that may name pictures, of some as they will be.

    Raises:
        InputError: one cannot be read.
    """
    names = files_below(top)
    if names is None:
        raise InputError("git cannot list the files of the repository, so what names a picture is not known", path=top)
    for name in names:
        place = os.path.join(top, name)
        if name.lower().endswith(_TEXTS) and os.path.isfile(place):
            yield _whole(place) if (text := changed.get(place)) is None else text


def _whole(place: str) -> bytes:
    descriptor = open_document(place, place)
    try:
        return read_document(descriptor, place)
    finally:
        os.close(descriptor)


def _names(folder: str) -> list[str]:
    """Return the names in a folder that are those of pictures."""
    try:
        return sorted(name for name in os.listdir(folder) if is_ours(f"./{name}"))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(f"cannot be listed: {error.strerror}", path=folder) from None
