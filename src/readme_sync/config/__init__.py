"""The configuration: `.readme-sync.toml`, or `[tool.readme-sync]` in `pyproject.toml`.

It goes in here and comes out as `Settings`, plain values. To find that there is none costs a few looks at the file
system; `config.load`, which takes tomllib and pydantic, is imported only when there is a file to read.
"""

import os
import posixpath
from collections.abc import Iterable, Sequence
from importlib import import_module

from readme_sync import rules
from readme_sync.config.paths import candidates, refuse_foreign
from readme_sync.errors import ConfigError
from readme_sync.model import DEFAULT, Result, Settings
from readme_sync.text.glob import matches

__all__ = ["fixable_rules", "of_document", "rules_for", "settings_at", "settings_for", "with_allowed_fixes"]


def settings_for(folder: str) -> Settings:
    """Return the settings for the documents in a folder: those of the nearest configuration, otherwise the default.

    Raises:
        ConfigError: there is one, and something in it is wrong.
    """
    for path in candidates(folder):
        refuse_foreign(path)
        settings = _load(path)
        if settings is not None:
            return settings
    return DEFAULT


def settings_at(path: str) -> Settings:
    """Return the settings in a file.

    Raises:
        ConfigError: it cannot be read, holds no configuration, or something in it is wrong.
    """
    settings = _load(path)
    if settings is None:
        raise ConfigError("has no [tool.readme-sync]", path=path, hint="add one, or name another file")
    return settings


def _load(path: str) -> Settings | None:
    settings: Settings | None = import_module(f"{__name__}.load").load(path)
    return settings


def of_document(document: str, settings: Settings) -> Settings:
    """Return the settings for the document at a path: with the claims and issues of it only, and its leading document.

    Raises:
        InputError: comparing it with a pattern would take too long.
    """
    return _with_claims(document, _with_leader(document, settings))


def _with_claims(document: str, settings: Settings) -> Settings:
    if not settings.claims and not settings.issues:
        return settings
    place, path = os.path.realpath(document), os.path.abspath(document).replace(os.sep, "/")
    claims = (
        one
        for one in settings.claims
        if (any(matches(path, pattern) for pattern in one.files) if one.files else os.path.realpath(one.file) == place)
    )
    issues = (one for one in settings.issues if os.path.realpath(one.file) == place)
    return settings._replace(claims=tuple(claims), issues=tuple(issues))


def _with_leader(document: str, settings: Settings) -> Settings:
    for folder, (leader, *patterns) in settings.siblings:
        inside = os.path.relpath(os.path.realpath(document), folder).replace(os.sep, "/")
        if inside != leader and any(matches(inside, pattern) for pattern in patterns):
            return settings._replace(leader=posixpath.relpath(leader, posixpath.dirname(inside) or "."))
    return settings


def rules_for(document: str, settings: Settings) -> list[str] | None:
    """Return the ids of the rules that run on the document at a path, None for the usual ones.

    Raises:
        InputError: comparing the path with a pattern would take too long.
    """
    ignore = [*settings.ignore, *_ignored_for(document, settings)]
    if not (settings.select or settings.extend_select or ignore):
        return None
    return sorted({*(_ids(settings.select) or rules.usual()), *_ids(settings.extend_select)} - _ids(ignore))


def fixable_rules(document: str, settings: Settings) -> list[str] | None:
    """Return the ids of those rules that run on a document whose results may be fixed, None for the usual ones."""
    run, fixable = rules_for(document, settings), _fixable(settings)
    return run if fixable is None else [one for one in (rules.usual() if run is None else run) if one in fixable]


def with_allowed_fixes(results: Sequence[Result], settings: Settings) -> list[Result]:
    """Return results without the fixes that the settings forbid."""
    fixable = _fixable(settings)
    return [one if fixable is None or one.rule in fixable else one._replace(fix=None) for one in results]


def _fixable(settings: Settings) -> set[str] | None:
    """Return the ids of the rules whose results may be fixed, None for all."""
    if not (settings.fixable or settings.unfixable):
        return None
    return (_ids(settings.fixable) or {one.id for one in rules.every()}) - _ids(settings.unfixable)


def _ids(words: Iterable[str]) -> set[str]:
    return {one for word in words for one in rules.matching(word)}


def _ignored_for(document: str, settings: Settings) -> tuple[str, ...]:
    if not settings.file_ignores:
        return ()
    path = os.path.abspath(document).replace(os.sep, "/")
    return tuple(word for pattern, words in settings.file_ignores if matches(path, pattern) for word in words)
