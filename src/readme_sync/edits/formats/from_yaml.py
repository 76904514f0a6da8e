"""YAML: a list of mappings; plain values only, neither aliases nor tags. Needs PyYAML."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from readme_sync.edits.formats import Entry
from readme_sync.errors import InputError
from readme_sync.text.regex import regex

if TYPE_CHECKING:
    import yaml

_Node = Any
"""A node of PyYAML, whose types say less than its documentation."""

MAX_CHARACTERS = 5_000_000
"""YAML is slow to read: a file has at most so many characters."""

_MAX_DEPTH = 20
_NULL = regex(r"~|null|Null|NULL|")
_TRUTH = regex(r"true|True|TRUE|false|False|FALSE")
_WHOLE = regex(r"0|-?[1-9][0-9]{0,17}")
_SIMPLE = "write plain values"


def read(text: str, path: str) -> Iterator[Entry | InputError]:
    """The mappings of the list, each with the line in which it begins.

    Raises:
        InputError: PyYAML is missing; it is no YAML, or no list.
    """
    node = _node(text, path)
    if node is None:
        return
    if node.id != "sequence":
        raise InputError("holds no list", path=path, line=_line(node), hint="write a list: - op: set")
    for one in node.value:
        try:
            yield Entry(_line(one), _value(one, path))
        except InputError as error:
            yield error


def write(rows: list[dict[str, object]]) -> str:
    """One key a line; every text in quotation marks, as in JSON, which is YAML."""
    return "".join("".join(_written(row)) for row in rows) or "[]\n"


def _written(row: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for key, value in row.items():
        lead = "  " if lines else "- "
        if isinstance(value, dict):
            lines.append(f"{lead}{key}:\n")
            lines += [f"    {_quoted(name)}: {_quoted(text)}\n" for name, text in value.items()]
        else:
            lines.append(f"{lead}{key}: {_quoted(value)}\n")
    return lines


def _quoted(value: object) -> str:
    # JSON's \ud83d\ude00 is not YAML's; DEL and its like must not stand there as they are
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _node(text: str, path: str) -> _Node:
    try:
        import yaml  # noqa: PLC0415  optional
    except ImportError:
        hint = "run `pip install readme-sync[yaml]`, or write it as JSON or CSV"
        raise InputError("cannot be read: YAML needs the package PyYAML", path=path, hint=hint) from None
    if len(text) > MAX_CHARACTERS:
        hint = f"YAML of at most {MAX_CHARACTERS // 1_000_000} MB is read; use JSON Lines"
        raise InputError("is too large", path=path, hint=hint)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, loader):
            depth = _seen(event, depth, path)
        node: _Node = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        message = f"is no YAML: {error.problem or error.context}"
        raise InputError(message, path=path, line=line, hint="correct it") from None
    except yaml.YAMLError as error:
        raise InputError(f"is no YAML: {str(error).splitlines()[0]}", path=path, hint="correct it") from None
    return node


def _seen(event: "yaml.Event", depth: int, path: str) -> int:
    """How deep the next event stands.

    Raises:
        InputError: the event is no plain data.
    """
    kind = event.__class__.__name__
    line = event.start_mark.line + 1 if event.start_mark else None
    if kind == "AliasEvent":
        raise InputError("uses an alias (*)", path=path, line=line, hint=_SIMPLE)
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise InputError(f"uses the tag {tag!r}", path=path, line=line, hint=_SIMPLE)
    depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
    if depth > _MAX_DEPTH:
        raise InputError("is nested too deeply", path=path, line=line, hint="write it flat")
    return depth


def _value(node: _Node, path: str) -> object:
    """The value of a node; recursion is as deep as `_MAX_DEPTH`."""
    if node.id == "sequence":
        return [_value(one, path) for one in node.value]
    if node.id == "scalar":
        return node.value if node.style else _scalar(node.value)
    table: dict[str, object] = {}
    for key, value in node.value:
        message = ""
        if key.id != "scalar":
            message = "has a list or a table as a key"
        elif key.value == "<<" and not key.style:
            message = "uses a merge key (<<)"
        elif key.value in table:
            message = f"has the key {key.value!r} twice"
        if message:
            raise InputError(message, path=path, line=_line(key), hint=_SIMPLE)
        table[key.value] = _value(value, path)
    return table


def _line(node: _Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(text: str) -> object:
    """What a scalar without quotation marks is; a number as it is written, so that chapter 1.10 stays that."""
    if _NULL.fullmatch(text):
        return None
    if _TRUTH.fullmatch(text):
        return text.lower() == "true"
    return int(text) if _WHOLE.fullmatch(text) else text
