"""Compiled patterns, kept from one run to the next as Python keeps bytecode: compiling took a fifth of a check.

They lie in `__pycache__` beside this module, or where `sys.pycache_prefix` says, and PYTHONDONTWRITEBYTECODE keeps them
from being written. What is kept is what `re` passes to its engine, and of one build of Python. Where nothing is kept,
or nothing can be, patterns are compiled as ever. Why: docs/decisions/0010-kept-patterns.md.
"""

import marshal
import os
import re
import sys
from functools import cache

from readme_sync.registry import module_named

_Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the engine is given besides the source: the flags, the code, the number of groups, their names, both ways."""
_WORD = 4
"""The bytes of a word of code."""
_MOST = 1_000
"""There are some hundred patterns; more have piled up while somebody changed them."""
_new: dict[tuple[str, int], _Parts] = {}

try:
    _compiler, _parser, _engine = map(module_named, ("re._compiler", "re._parser", "_sre"))
    _build = (sys.version, _engine.MAGIC)
    _is_known = _engine.CODESIZE == _WORD
except (ImportError, AttributeError):  # another Python than those that we know
    _is_known = False


def compiled(source: str, flags: int) -> re.Pattern[str]:
    """As `re.compile`, from what was kept if it was.

    Raises:
        re.error: it is no pattern.
    """
    if not _is_known:
        return re.compile(source, flags)
    key = (source, int(flags))
    parts = kept().get(key) or _new.get(key)
    if parts is None:
        parts = _new[key] = _parts(*key)
    all_flags, code, *groups = parts
    words = memoryview(code).cast("I").tolist()
    try:
        pattern: re.Pattern[str] = _engine.compile(source, all_flags, words, *groups)
    except RuntimeError:  # what was kept is damaged, as the engine sees
        return re.compile(source, flags)
    return pattern


def keep() -> None:
    """Writes what was compiled in this run for the next one."""
    place = _place()
    if not _new or not place or sys.dont_write_bytecode:
        return
    old = kept() if len(kept()) + len(_new) <= _MOST else {}
    written = f"{place}.{os.getpid()}"
    try:
        descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with open(descriptor, "wb") as file:  # noqa: PTH123  pathlib would be loaded for it alone
            file.write(marshal.dumps((_build, {**old, **_new})))
            file.flush()
            os.fsync(descriptor)
        os.replace(written, place)  # noqa: PTH105  likewise
    except OSError:  # Python says nothing either where it cannot keep bytecode
        from contextlib import suppress  # noqa: PLC0415  rarely needed

        with suppress(OSError):
            os.unlink(written)  # noqa: PTH108  as above
        return
    kept.cache_clear()
    _new.clear()


def _parts(source: str, flags: int) -> _Parts:
    """What `re` makes of a pattern for its engine."""
    from array import array  # noqa: PLC0415  not where all is kept

    tree = _parser.parse(source, flags)
    names: dict[str, int] = tree.state.groupdict
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = array("I", _compiler._code(tree, flags)).tobytes()  # noqa: SLF001  there is no other way to it
    return flags | tree.state.flags, code, tree.state.groups - 1, dict(names), tuple(by_number)


@cache
def kept() -> dict[tuple[str, int], _Parts]:
    """What earlier runs have kept; nothing where another Python did."""
    try:
        with open(_place(), "rb") as file:  # noqa: PTH123  as above
            build, patterns = marshal.loads(file.read())  # noqa: S302  as trustworthy as the bytecode beside it
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return patterns if build == _build else {}


def _place() -> str:
    """The file for what is kept, "" where Python keeps no bytecode."""
    bytecode = __spec__.cached
    return os.path.splitext(bytecode)[0] + ".patterns" if bytecode else ""  # noqa: PTH122  as above
