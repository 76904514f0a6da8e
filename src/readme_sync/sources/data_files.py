"""What a value in a data file comes to: a number, something that is so or not, or entries of which some are done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from readme_sync.errors import InputError, RequestError
from readme_sync.model import FactSource, PathKind
from readme_sync.sources.amount import Amount, count_of, number, percent_of, text_of
from readme_sync.sources.context import DocumentContext

# Data files: each is read and parsed once, and is what it says, or there is one line that says why not.

MAX_DEPTH = 100
"""So deep may lists and tables be nested."""


Parse = Callable[[str, str, int], Any]
"""From a text, its path for errors, and the most values that it may hold, to values."""


def parsed(path: str, kind: str, parse: Parse, around: DocumentContext) -> Any:  # noqa: ANN401  as the parser says
    """Return what is in a data file.

    Args:
        path: as the document has it.
        kind: of the data; one file may be read as two.
        parse: its parser.
        around: the document.

    Raises:
        InputError: it cannot be read, or is not what it says.
    """
    shown = around.moved(path)
    key = (kind, shown)
    known = around.shared.data
    if key not in known:
        try:
            known[key] = parse(
                _text(around.surroundings.read(path), shown), shown, around.readme.settings.limits.entries
            )
        except InputError as error:
            known[key] = error
    if isinstance(known[key], InputError):
        raise known[key].with_traceback(None)
    return known[key]


def refuse_large(value: object, path: str, most: int) -> None:
    """Refuse values that are nested too deeply, or too many.

    Raises:
        InputError: they are.
    """
    level, count = [value], 0
    for _ in range(MAX_DEPTH):
        level = [inner for one in level if isinstance(one, list | dict) for inner in _values(one)]
        count += len(level)
        if count > most:
            raise too_many(path, most)
        if not level:
            return
    raise too_deep(path)


def too_many(path: str, most: int, line: int | None = None) -> InputError:
    """Return the error of a file that holds too many values."""
    hint = "raise limits.entries in the configuration, or split the file"
    return InputError(f"holds more than {most:,} values", path=path, line=line, hint=hint)


def too_deep(path: str, most: int = MAX_DEPTH, line: int | None = None) -> InputError:
    """Return the error of a file that is nested too deeply."""
    return InputError(f"is nested more than {most} levels deep", path=path, line=line, hint="write it flat")


def _values(value: list[Any] | dict[Any, Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8", path=path, line=line, hint="save it as UTF-8") from None


def written_path(path: str) -> str:
    """Return a path as its author wrote it: named facts have theirs from the top of the repository."""
    return path.lstrip("/")


def texts_of(pattern: str, around: DocumentContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file that matches a pattern, in order; folders are passed over.

    Raises:
        ReadmeSyncError: none matches, or one cannot be read.
    """
    surroundings = around.surroundings
    is_empty = True
    for path in surroundings.glob(pattern):
        try:
            data = surroundings.read(path)
        except InputError:
            if surroundings.kind(path) is PathKind.FOLDER:
                continue
            raise
        is_empty = False
        yield written_path(path), _text(data, written_path(path))
    if is_empty:
        raise unmatched(pattern, around)


def unmatched(pattern: str, around: DocumentContext) -> RequestError:
    """Return the error for a pattern that matches nothing."""
    hint = "check the pattern" + "; only what git tracks counts" * around.surroundings.is_repository
    return RequestError(f"no file matches {written_path(pattern)!r}", hint=hint)


# JMESPath, without what can make much of little: a query may come from a stranger.

_NODES = frozenset(
    "field identity index slice index_expression subexpression projection value_projection filter_projection flatten "
    "comparator and_expression or_expression not_expression pipe literal function_expression expref current key".split()
)
_FUNCTIONS = frozenset(
    "abs avg ceil contains ends_with floor keys length map max max_by min min_by not_null reverse sort sort_by "
    "starts_with sum to_number type values".split()
)
_MOST_OF_A_QUERY = 300


def _found(value: object, query: str, path: str) -> object:
    """Return what a JMESPath query finds.

    Raises:
        InputError: it is none, finds nothing, or finds a list or a table.
    """
    import jmespath

    shown = f"{query[:80]!r} of {written_path(path)}"
    if len(query) > _MOST_OF_A_QUERY:
        raise InputError(f"the query is longer than {_MOST_OF_A_QUERY} characters", path=path, hint="shorten it")
    try:
        compiled = jmespath.compile(query)
        _refuse_costly(compiled.parsed, shown)
        found: object = compiled.search(value)
    except (jmespath.exceptions.JMESPathError, RecursionError) as error:
        what = str(error).splitlines()[0][:100]
        raise InputError(f"{shown} is no JMESPath query: {what}", hint="see jmespath.org") from None
    if found is None:
        raise InputError(f"{shown} finds nothing", hint="check the names in it")
    return found


def _refuse_costly(node: Mapping[str, Any], shown: str) -> None:
    todo: list[Mapping[str, Any]] = [node]
    while todo:
        one = todo.pop()
        is_known = one["type"] in _NODES and (one["type"] != "function_expression" or one["value"] in _FUNCTIONS)
        if not is_known:
            what = one["value"] if one["type"] == "function_expression" else one["type"].replace("_", " ")
            hint = f"there are {', '.join(sorted(_FUNCTIONS))}"
            raise InputError(f"{shown} uses {what!r}, which a fact cannot", hint=hint)
        todo += one["children"]


_LARGEST = 1e15
_FRACTION = {"done", "total"}


def count_in_file(source: FactSource, kind: str, parse: Parse, around: DocumentContext) -> Amount:
    """Return the amount at the pointer of a source, in a data file of a kind.

    Raises:
        ReadmeSyncError: the file is not of that kind, or the value cannot be counted.
    """
    value = parsed(source.path, kind, parse, around)
    if source.query:
        return _amount_found(_found(value, source.query, source.path), source)
    origin = written_path(source.path) + (f"#{source.at}" if source.at else "")
    return amount_of(at_pointer(value, source.at, source.path), source.where, origin)


def _amount_found(value: object, source: FactSource) -> Amount:
    """Return what a query found: a number, a text, a `done` and `total`, or a list of which `where` chooses.

    Raises:
        InputError: it is a list or a table, and nothing is chosen.
    """
    origin = f"{source.query} of {written_path(source.path)}"
    if isinstance(value, str) and not source.where:
        return percent_of(value.strip(), origin) or text_of(value.strip(), origin)
    if (
        isinstance(value, list | dict)
        and not source.where
        and not (isinstance(value, dict) and set(value) == _FRACTION)
    ):
        what = f"a list of {len(value)}" if isinstance(value, list) else "a table"
        raise InputError(f"{origin} is {what}, no number", hint=f"write length({source.query}), or point at one value")
    if isinstance(value, bool):
        raise InputError(f"{origin} is {str(value).lower()}, no number", hint="point at a number or a text")
    return amount_of(value, source.where, origin)


def amount_of(value: object, where: str, origin: str) -> Amount:
    """Return what a value comes to; `where`: which entries are done, `field=value`, `field` or the value itself.

    Raises:
        RequestError: it is nothing that can be counted.
    """
    if isinstance(value, list | dict):
        entries = list(value.values()) if isinstance(value, dict) else value
        if where:
            return _matching(entries, where, origin)
        if isinstance(value, dict) and set(value) == _FRACTION:
            return count_of(_number(value["done"], origin), _number(value["total"], origin), origin)
        if entries and all(isinstance(entry, bool) for entry in entries):
            return count_of(sum(entries), len(entries), origin)
        return number(len(entries), f"{len(entries)} entries of {origin}")._replace(may_be_percent=False)
    if where:
        raise RequestError(f"{origin} is no list, so nothing in it can be chosen", hint="leave 'where' out")
    if isinstance(value, bool):
        return count_of(int(value), 1, origin)
    return number(_number(value, origin), origin)


def at_pointer(value: object, pointer: str, origin: str) -> object:
    """Return what stands at a JSON pointer (RFC 6901); "" is the whole.

    Raises:
        RequestError: nothing does.
    """
    if pointer and not pointer.startswith("/"):
        raise RequestError(f"{pointer!r} is no pointer", hint=f"write {'/' + pointer!r}")
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        found = _inside(value, key)
        if found is _NOTHING:
            raise RequestError(f"{origin}: there is no {key!r}", hint=_hint(value, key))
        value = found
    return value


_NOTHING = object()


def _inside(value: object, key: str) -> object:
    if isinstance(value, dict):
        return value.get(key, _NOTHING)
    is_index = key.isascii() and key.isdigit() and str(int(key[:10])) == key
    return value[int(key)] if is_index and isinstance(value, list) and int(key) < len(value) else _NOTHING


def _hint(value: object, key: str) -> str:
    """Return what is there instead."""
    if isinstance(value, list):
        return f"the list has {len(value)} entries, the first is 0"
    if not isinstance(value, dict):
        return "check the pointer"
    return _nearest(key, [one for one in value if isinstance(one, str)])


def _nearest(key: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key[:200], names[:1_000], 1, 0.5)
    shown = ", ".join(repr(name[:40]) for name in names[:5])
    return f"did you mean {near[0]!r}?" if near else f"there are {shown}" if names else "it is empty"


def _matching(entries: Sequence[Any], where: str, origin: str) -> Amount:
    """Return the entries that are as `where` says, of all of them.

    Raises:
        RequestError: no entry has such a field.
    """
    field, has_value, wanted = (part.strip() for part in where.partition("="))
    tables = [entry for entry in entries if isinstance(entry, Mapping)]
    if tables and not any(field in entry for entry in tables):
        names = [name for name in tables[0] if isinstance(name, str)]
        raise RequestError(f"{origin}: no entry has a field {field!r}", hint=_nearest(field, names))
    done = 0
    for entry in entries:
        if not isinstance(entry, Mapping):
            done += _says(entry, where)
        elif has_value:
            done += field in entry and _says(entry[field], wanted)
        else:
            done += is_so(entry.get(field))
    return count_of(done, len(entries), f"{origin} where {where}")


def _says(value: object, wanted: str) -> bool:
    """Return whether a value is written so: `true`, `null`, `3`, `3.0`, `done`."""
    if isinstance(value, bool):
        return wanted == str(value).lower()
    if value is None:
        return wanted == "null"
    if isinstance(value, int | float):
        try:
            return float(wanted) == value
        except (ValueError, OverflowError):
            return False
    return isinstance(value, str) and value.strip() == wanted


def is_so(value: object) -> bool:
    """Return whether a field is there and says neither no nor nothing."""
    return (
        bool(value.strip()) and value.strip().lower() not in {"false", "no", "0"}
        if isinstance(value, str)
        else bool(value)
    )


def _number(value: object, origin: str) -> float:
    """Return a number as it can be counted.

    Raises:
        RequestError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        names = {str: "a text", bool: "true or false", type(None): "null"}
        what = names.get(type(value), "a list or a table" if isinstance(value, list | dict) else "no number")
        raise RequestError(f"{origin} is {what}, no number", hint="point at a number, a list or a table")
    if not 0 <= value <= _LARGEST:  # an integer may be too large for a float
        what = "negative" if value < 0 else "too large" if value > _LARGEST else "NaN, no number"
        raise RequestError(f"{origin} is {what}", hint="point at a count")
    return value
