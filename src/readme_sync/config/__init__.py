"""The configuration: `.readme-sync.toml`, or `[tool.readme-sync]` in `pyproject.toml`.

It goes in here and comes out as `Settings`, plain values. What is found where no file is there costs a few looks at
the file system; tomllib and pydantic are loaded when there is something to read.
"""

from readme_sync.config.files import candidates
from readme_sync.model import DEFAULT, Settings

__all__ = ["documents", "ignored_for", "rules_for", "settings_at", "settings_for"]


def settings_for(folder: str) -> Settings:
    """The settings for the documents in a folder: those of the nearest configuration, else the default.

    Raises:
        ConfigError: there is one, and something in it is wrong.
    """
    for path in candidates(folder):
        from readme_sync.config.load import load  # noqa: PLC0415  tomllib and pydantic take longer than all the rest

        settings = load(path)
        if settings is not None:
            return settings
    return DEFAULT


def settings_at(path: str) -> Settings:
    """The settings in a file.

    Raises:
        ConfigError: it cannot be read, holds no configuration, or something in it is wrong.
    """
    from readme_sync.config.load import load  # noqa: PLC0415  as above
    from readme_sync.errors import ConfigError  # noqa: PLC0415

    settings = load(path)
    if settings is None:
        raise ConfigError("has no [tool.readme-sync]", path=path, hint="add one, or name another file")
    return settings


def documents(settings: Settings) -> list[str]:
    """The documents that the settings name, patterns replaced by what they match.

    Raises:
        ConfigError: a pattern matches nothing, or something out of the repository.
    """
    if not settings.paths:
        return []
    from readme_sync.config.patterns import expanded  # noqa: PLC0415  not where nothing is configured

    return [path for written in settings.paths for path in expanded(written, settings.origin)]


def ignored_for(document: str, settings: Settings) -> tuple[str, ...]:
    """The rules that the settings leave out for the document at a path alone."""
    import os  # noqa: PLC0415  rarely configured

    from readme_sync.config.patterns import matches  # noqa: PLC0415  likewise

    path = os.path.abspath(document)
    return tuple(word for pattern, words in settings.file_ignores if matches(path, pattern) for word in words)


def rules_for(document: str, settings: Settings) -> list[str] | None:
    """The ids of the rules that run on the document at a path; None for all."""
    ignore = [*settings.ignore, *ignored_for(document, settings)]
    if not settings.select and not ignore:
        return None
    from readme_sync.rules import every, matching  # noqa: PLC0415  rarely configured

    wanted = [one for word in settings.select for one in matching(word)] or [rule.id for rule in every()]
    return sorted(set(wanted) - {one for word in ignore for one in matching(word)})
