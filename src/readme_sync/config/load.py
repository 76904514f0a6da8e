"""From a file to `Settings`; every error is one line that names file and key."""

import os
import posixpath
import stat
import tomllib
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from readme_sync.config.paths import (
    PROJECT,
    document_path,
    excluded,
    is_absolute,
    is_in_git_folder,
    line_of,
    repository_of,
)
from readme_sync.errors import ConfigError
from readme_sync.markers.expressions import nearest, parse_expression
from readme_sync.model import (
    ClaimSetting,
    Conflicts,
    Counting,
    Expression,
    FactSource,
    FailOn,
    IssueSetting,
    Limits,
    Nested,
    NotPlanned,
    Parents,
    Rounding,
    Settings,
    SiblingSetting,
    SourceKind,
    TableForm,
    TrackerSetting,
    Treat,
    Value,
)
from readme_sync.sources.from_toml import loads_toml
from readme_sync.text.glob import is_pattern
from readme_sync.text.regex import regex

if TYPE_CHECKING:
    from readme_sync.config.keys import Configuration, FactTable
    from readme_sync.config.keys import Counting as CountingKeys

MAX_BYTES = 256_000
_PLACE = regex(r"(?<!\s)\s*+\(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def load(path: str) -> Settings | None:
    """Return the settings in a file, None for a pyproject.toml without our table.

    Raises:
        ConfigError: it cannot be read, or something in it is wrong.
    """
    shown = os.path.relpath(path) if os.path.isabs(path) else path
    text = _text(path, shown)
    table = _table(_parsed(text, shown), shown, is_project=os.path.basename(path) == PROJECT)
    if table is None:
        return None
    # Imported by name, and only here, since it loads pydantic: many a pyproject.toml only mentions readme-sync.
    configuration: Configuration = import_module("readme_sync.config.keys").validated(table, text, shown)
    folder = os.path.dirname(os.path.abspath(path))
    paths = tuple(document_path(each, folder, shown) for each in configuration.paths)
    trackers = tuple(
        TrackerSetting(one.section, one.kind == "progress", one.header, one.column, one.label)
        for one in configuration.trackers
    )
    facts = _facts(configuration, folder, shown, text)
    return Settings(
        words=configuration.words.pairs(),
        trackers=trackers,
        paths=paths,
        select=tuple(configuration.select),
        ignore=tuple(configuration.ignore),
        extend_select=tuple(configuration.extend_select),
        fixable=tuple(configuration.fixable),
        unfixable=tuple(configuration.unfixable),
        exclude=tuple(excluded(each, folder) for each in configuration.exclude),
        claims=_claims(configuration, facts, folder, shown),
        facts=facts,
        file_ignores=tuple(
            (os.path.join(folder, pattern), tuple(words)) for pattern, words in configuration.per_file_ignores.items()
        ),
        fail_on=FailOn(configuration.fail_on),
        origin=shown,
        tables=TableForm(configuration.tables.style),
        repad=configuration.tables.repad,
        limits=Limits(configuration.limits.regions, configuration.limits.entries),
        counting=_counting(configuration.counting),
        pictures=configuration.pictures,
        issues=_issues(configuration, folder, shown),
        siblings=tuple(_siblings(one.files, folder, shown) for one in configuration.siblings),
    )


def _counting(keys: "CountingKeys") -> Counting:
    """Return the configured counting."""
    return Counting(
        Treat(keys.cancelled),
        Treat(keys.struck),
        Treat(keys.optional),
        keys.in_progress,
        Nested(keys.nested),
        keys.weight or "",
        Rounding(keys.rounding),
        Parents(keys.parents),
    )


def _facts(configuration: "Configuration", folder: str, shown: str, text: str) -> tuple[FactSource, ...]:
    """Return the named facts; their files are seen from the top of the repository.

    Raises:
        ConfigError: one leaves the repository, combines what is not there, or itself.
    """
    known: dict[str, FactSource] = {}
    for name, table in configuration.facts.items():
        if table.combine is None:
            line = line_of(text, ("facts", name))
            known[name] = FactSource(SourceKind.FACT, at=name, parts=(_source(name, table, folder, shown, line),))
    left = {name: table.combine for name, table in configuration.facts.items() if table.combine}
    while left:
        ready = [name for name, combined in left.items() if not left.keys() & set(_names(combined))]
        if not ready:
            names = " → ".join([*list(left)[:4], next(iter(left))])
            line, hint = line_of(text, ("facts", next(iter(left)))), "let one count something else"
            raise ConfigError(f"facts rest on themselves: {names}", path=shown, line=line, hint=hint)
        for name in ready:
            combined = left.pop(name)
            missing = next((one for one in _names(combined) if one not in known), None)
            if missing:
                line, hint = line_of(text, ("facts", name)), nearest(missing, configuration.facts)
                raise ConfigError(f"facts.{name}: there is no fact {missing!r}", path=shown, line=line, hint=hint)
            sign = "/" if "/" in combined else "+"
            known[name] = FactSource(
                SourceKind.FACT, at=name, parts=tuple(known[one] for one in _names(combined)), sign=sign
            )
    return tuple(known[name] for name in configuration.facts)


def _names(combined: str) -> list[str]:
    return [one.strip() for one in combined.replace("/", "+").split("+")]


def _source(name: str, table: "FactTable", folder: str, shown: str, line: int | None) -> FactSource:
    """Return the one source of a fact.

    Raises:
        ConfigError: it leaves the repository.
    """
    kind = SourceKind(table.source)
    written = table.given[table.source]
    where, query = table.where or "", table.query or table.matching or ""
    match kind:
        case SourceKind.NUMBER:
            return FactSource(kind, number=written)
        case SourceKind.TEXT | SourceKind.MILESTONE | SourceKind.ISSUES | SourceKind.RELEASE | SourceKind.TAG:
            return FactSource(kind, at=written)
        case SourceKind.ISSUE:
            return FactSource(kind, at=str(written))
        case SourceKind.COMMAND:
            return FactSource(kind, path=folder, command=tuple(written))
    path = _from_top(written, folder)
    if is_absolute(written) or path.startswith("/../") or is_in_git_folder(path) or not written.isprintable():
        hint = "name files in the repository"
        raise ConfigError(f"facts.{name}: {written!r} leaves the repository", path=shown, line=line, hint=hint)
    if kind in {SourceKind.JSON, SourceKind.YAML, SourceKind.TOML, SourceKind.CSV}:
        return FactSource(kind, path, table.column or "", where=where, query=query)
    return FactSource(kind, pattern=path, query=query, number=table.level or 0)


def _from_top(written: str, folder: str) -> str:
    """Return a path as seen from the top of the repository; it is written as seen from a folder."""
    inside = os.path.relpath(folder, repository_of(folder))
    only_folders = "/" if written.endswith("/") else ""
    return "/" + os.path.normpath(os.path.join(inside, written)).replace(os.sep, "/") + only_folders


def _claims(
    configuration: "Configuration", facts: Sequence[FactSource], folder: str, shown: str
) -> tuple[ClaimSetting, ...]:
    """Return the claims, each with the paths of its documents.

    Raises:
        ConfigError: a path leaves the repository, or cannot be that of a document.
    """
    if not configuration.claims:
        return ()
    usual = _usual(configuration)
    found = []
    for one in configuration.claims:
        fact = parse_expression(one.value, facts)
        color = _color(one.colors, fact) if one.colors else None
        finds = (one.find,) if isinstance(one.find, str) else tuple(one.find)
        if one.files:
            for pattern in one.files:
                document_path(pattern, folder, shown, "claims.files")
            files = tuple(os.path.join(folder, pattern) for pattern in one.files)
            patterns = tuple(_from_top(pattern, folder) for pattern in one.files)
            found.append(ClaimSetting(finds, fact, one.section or "", one.all, "", files, patterns, color))
        else:
            file = document_path(one.file or usual, folder, shown, "claims.file" if one.file else "paths")
            found.append(ClaimSetting(finds, fact, one.section or "", one.all, file, color=color))
    return tuple(found)


def _usual(configuration: "Configuration") -> str:
    """Return the document that is meant where none is named."""
    return next((path for path in configuration.paths if not is_pattern(path)), "README.md")


def _issues(configuration: "Configuration", folder: str, shown: str) -> tuple[IssueSetting, ...]:
    """Return the rows that follow issues, each with the path of its document.

    Raises:
        ConfigError: a path leaves the repository.
    """
    return tuple(
        IssueSetting(
            one.section,
            one.column or "",
            NotPlanned(one.not_planned),
            Conflicts(one.conflicts),
            one.push,
            one.new,
            document_path(one.file or _usual(configuration), folder, shown, "issues.file" if one.file else "paths"),
        )
        for one in configuration.issues
    )


def _color(colors: Mapping[str, str], fact: Expression) -> Expression:
    """Return what the color of a badge should be that states a named fact."""
    steps = tuple(sorted((float(start), color) for start, color in colors.items()))
    return Expression(Value.FACT, (FactSource(SourceKind.COLOR, parts=fact.sources, colors=steps),), text="colors")


def _siblings(files: Sequence[str], folder: str, shown: str) -> SiblingSetting:
    """Return documents that say the same.

    Raises:
        ConfigError: one leaves the repository, or the first is a pattern.
    """
    if is_pattern(files[0]):
        hint = "name the document first that the others follow"
        raise ConfigError(f"siblings.files: {files[0]!r} is a pattern", path=shown, hint=hint)
    for file in files:
        document_path(file, folder, shown, "siblings.files")
    return SiblingSetting(os.path.realpath(folder), tuple(map(posixpath.normpath, files)))


def _text(path: str, shown: str) -> str:
    """Return the text of a file.

    Raises:
        ConfigError: it cannot be read, is too large, or not UTF-8.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ConfigError("is not a regular file", path=shown, hint="remove it, or use --no-config")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a file name"
        hint = "check the path, or use --no-config"
        raise ConfigError(f"the configuration cannot be read: {reason}", path=shown, hint=hint) from None
    if len(data) > MAX_BYTES:
        hint = "write it into a .readme-sync.toml" if os.path.basename(path) == PROJECT else "shorten it"
        raise ConfigError(f"is larger than {MAX_BYTES // 1000} KB", path=shown, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("is not UTF-8", path=shown, line=line, hint="save it as UTF-8") from None


def _parsed(text: str, shown: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        ConfigError: it is not valid.
    """
    try:
        return loads_toml(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
        message = _PLACE.sub("", str(error))
        raise ConfigError(
            f"is not valid TOML: {message[:1].lower()}{message[1:]}", path=shown, line=line, hint="correct it"
        ) from None
    except ValueError:
        hint = "shorten it"
        raise ConfigError("holds a number with too many digits", path=shown, hint=hint) from None
    except RecursionError:
        raise ConfigError("is nested too deeply", path=shown, hint="use fewer levels") from None


def _table(document: dict[str, Any], shown: str, *, is_project: bool) -> dict[str, Any] | None:
    """Return our table in a document, None where a pyproject.toml has none."""
    if not is_project:
        return document
    tools = document.get("tool")
    if not isinstance(tools, dict) or "readme-sync" not in tools:
        return None
    table = tools["readme-sync"]
    if not isinstance(table, dict):
        raise ConfigError("tool.readme-sync should be a table", path=shown, hint="write [tool.readme-sync]")
    return table
