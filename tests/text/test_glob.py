"""Patterns for paths: what they match is what wcmatch says, and a count is how many that are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from wcmatch import glob as wcmatch

from readme_sync.errors import InputError
from readme_sync.store.listed_files import TrackedFiles, tree_of
from readme_sync.text.glob import glob

FLAGS = wcmatch.GLOBSTAR | wcmatch.CASE | wcmatch.FORCEUNIX
NAMES = st.text("ab.1\té", min_size=1, max_size=4).filter(lambda name: name.strip("."))
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), max_size=12, unique=True)
PARTS = st.one_of(
    st.just("**"),
    NAMES,
    st.lists(st.sampled_from([*"ab.1*?\té", "[ab]", "[0-3]", "[!a]", "[3-0]", "[.]", "["]), min_size=1)
    .map("".join)
    .filter(lambda part: part.strip(".")),
)


@settings(max_examples=30)
@given(st.lists(PARTS, min_size=1, max_size=4).map("/".join), PATHS)
def test_as_wcmatch(pattern: str, paths: list[str]) -> None:
    paths = [path for path in paths if not any(other.startswith(f"{path}/") for other in paths)]
    folders = {path.rsplit("/", depth)[0] for path in paths for depth in range(1, path.count("/") + 1)}
    try:
        wanted = glob(pattern)
    except InputError:
        return
    top = f"{wanted.folder}/" if wanted.folder else ""
    listed = "".join(f"H 100644 {'0' * 40} 0\t{path}\0" for path in sorted(paths)).encode()
    files = TrackedFiles("/", listed, lambda _: None)
    tree = files.own(wanted.folder, lambda _: True)
    found, inside = wanted.matching(tree)
    assert sorted(top + path for path in found) == sorted(
        path for path in paths if path.startswith(top) and wcmatch.globmatch(path, pattern, flags=FLAGS)
    )
    expected = (path for path in folders if path.startswith(top) and wcmatch.globmatch(path, pattern, flags=FLAGS))
    assert sorted(top + path for path in inside) == sorted(expected)
    assert wanted.count(tree) == len(found) + len(inside)
    below = [path.removeprefix(top) for path in sorted(paths) if path.startswith(top)]
    assert wanted.count(tree_of(below)) == len(found) + len(inside)
