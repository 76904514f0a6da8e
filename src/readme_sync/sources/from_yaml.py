"""Facts from YAML: `yaml data.yml#/a/b`, where `/a/b` is a pointer as into JSON. Needs PyYAML, an optional package.

Plain data only: no tags, no key twice, and anchors only as far as they do not blow the file up. Words are words: `no`
and `on` are texts, `true` and `false` are not, as YAML 1.2 has it.
"""

from typing import TYPE_CHECKING, NamedTuple

from readme_sync.errors import InputError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import MAX_DEPTH, count_in_file, too_deep
from readme_sync.text.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml


# YAML without its traps. The only import of PyYAML.


class Limits(NamedTuple):
    """What is read of a YAML text.

    Attributes:
        characters: YAML is slow to read: a text has at most so many.
        nodes: so many values may it hold, each alias counted as all that it stands for.
        depth: so deep may lists and tables be nested.
        aliases: whether `*name` may stand for a value.
        instead: the formats to use for what is larger, or where PyYAML is missing.
    """

    characters: int = 1_000_000
    nodes: int = 500_000
    depth: int = MAX_DEPTH
    aliases: bool = True
    instead: str = "JSON"


_NULL = regex(r"~|null|Null|NULL|")
_TRUTH = regex(r"true|True|TRUE|false|False|FALSE")
_WHOLE = regex(r"[-+]?[0-9]{1,18}")
_WHOLE_AS_WRITTEN = regex(r"0|-?[1-9][0-9]{0,17}")
_BROKEN = regex(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?")
_SIMPLE = "write plain values"


def parse(text: str, path: str, most: int) -> object:
    """Return the values in a YAML text.

    Raises:
        InputError: PyYAML is missing, or the text is no plain YAML.
    """
    node = compose(text, path, Limits(nodes=most))
    return None if node is None else Values(path).of(node)


def compose(text: str, path: str, limits: Limits) -> "yaml.Node | None":
    """Return the node that a YAML text makes, None where it is empty; `Values` has the values of it and of its parts.

    Raises:
        InputError: PyYAML is missing, or the text is no plain YAML within the limits.
    """
    try:
        import yaml
    except ImportError:
        hint = f"run `pip install PyYAML`, or write it as {limits.instead}"
        raise InputError("cannot be read: YAML needs the package PyYAML", path=path, hint=hint) from None

    if len(text) > limits.characters:
        hint = f"YAML of at most {limits.characters // 1_000_000} MB is read; use {limits.instead}"
        raise InputError("is too large", path=path, hint=hint)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    watch = _Watch(path, limits)
    try:
        for event in yaml.parse(text, loader):
            watch.see(event)
        node: yaml.Node | None = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        if "nesting depth" in str(error.problem):  # libyaml gives up before the watch has seen an event
            raise too_deep(path, limits.depth, line) from None
        message = f"is no YAML: {error.problem or error.context}"
        raise InputError(message, path=path, line=line, hint="correct it") from None
    except yaml.YAMLError as error:
        raise InputError(f"is no YAML: {str(error).splitlines()[0]}", path=path, hint="correct it") from None
    return node


def entries_of(node: "yaml.Node") -> "Sequence[yaml.Node] | None":
    """Return the nodes in a list, None where the node is no list."""
    return node.value if node.__class__.__name__ == "SequenceNode" else None


def line_of(node: "yaml.Node") -> int:
    """Return the 1-based line in which a node begins."""
    return int(node.start_mark.line) + 1


class _Watch:
    """Goes along with the events, and stops where they are no plain data of a bearable size."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._sizes: dict[str, int] = {}
        self._open: list[tuple[str | None, int]] = []
        self._nodes = 0

    def see(self, event: "yaml.Event") -> None:
        """Notes an event.

        Raises:
            InputError: it goes too far.
        """
        line = event.start_mark.line + 1 if event.start_mark else 0
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if tag is not None:
            raise InputError(f"uses the tag {tag!r}", path=self._path, line=line, hint=_SIMPLE)
        match event.__class__.__name__:
            case "AliasEvent":
                self._alias(anchor, line)
            case "ScalarEvent":
                self._nodes += 1
                self._sizes[anchor or ""] = 1
            case "SequenceStartEvent" | "MappingStartEvent":
                self._begin(anchor, line)
            case "SequenceEndEvent" | "MappingEndEvent":
                name, before = self._open.pop()
                self._sizes[name or ""] = self._nodes - before
            case _:
                pass
        if self._nodes > self._limits.nodes:
            hint = "write it without so many aliases"
            raise InputError(f"holds more than {self._limits.nodes:,} values", path=self._path, line=line, hint=hint)

    def _alias(self, anchor: str | None, line: int) -> None:
        if not self._limits.aliases:
            raise InputError("uses an alias (*)", path=self._path, line=line, hint=_SIMPLE)
        if anchor not in self._sizes:
            message = f"*{anchor} stands for nothing, or for what it stands in"
            raise InputError(message, path=self._path, line=line, hint=_SIMPLE)
        self._nodes += self._sizes[anchor or ""]

    def _begin(self, anchor: str | None, line: int) -> None:
        self._sizes.pop(anchor or "", None)  # while it is open it stands for nothing
        self._open.append((anchor, self._nodes))
        self._nodes += 1
        if len(self._open) > self._limits.depth:
            raise too_deep(self._path, self._limits.depth, line)


class Values:
    """From nodes to values, without any of PyYAML's own constructors; an alias is the very value it stands for."""

    def __init__(self, path: str, *, as_written: bool = False) -> None:
        """For the nodes of the file at `path`, which errors name.

        With `as_written` a number that would be written otherwise (`1.10`, `007`) is a text.
        """
        self._path = path
        self._as_written = as_written
        self._known: dict[int, object] = {}

    def of(self, node: "yaml.Node") -> object:
        """Return the value of a node; recursion is as deep as the limit allows.

        Raises:
            InputError: a table has a key twice, or one that is no text.
        """
        if id(node) not in self._known:
            if isinstance(node.value, list):
                is_table = isinstance(next(iter(node.value), None), tuple)
                self._known[id(node)] = self._table(node) if is_table else [self.of(one) for one in node.value]
            else:
                self._known[id(node)] = self._scalar(node.value) if not getattr(node, "style", None) else node.value
        return self._known[id(node)]

    def _table(self, node: "yaml.Node") -> dict[str, object]:
        table: dict[str, object] = {}
        for key, value in node.value:
            name = key.value
            message = ""
            if not isinstance(name, str):
                message = "has a list or a table as a key"
            elif name == "<<" and not key.style:
                message = "uses a merge key (<<)"
            elif name in table:
                message = f"has the key {name!r} twice"
            if message:
                raise InputError(message, path=self._path, line=line_of(key), hint=_SIMPLE)
            table[name] = self.of(value)
        return table

    def _scalar(self, text: str) -> object:
        """Return what a scalar without quotation marks is."""
        if _NULL.fullmatch(text):
            return None
        if _TRUTH.fullmatch(text):
            return text.lower() == "true"
        if (_WHOLE_AS_WRITTEN if self._as_written else _WHOLE).fullmatch(text):
            return int(text)
        return float(text) if not self._as_written and _BROKEN.fullmatch(text) else text


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the value at the pointer comes to.

    Raises:
        ReadmeSyncError: PyYAML is missing, the file is no plain YAML, or the value cannot be counted.
    """
    return count_in_file(source, "yaml", parse, around)
