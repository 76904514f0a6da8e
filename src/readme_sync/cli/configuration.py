"""Which configuration holds for which document."""

import os

from readme_sync.errors import ConfigError
from readme_sync.model import DEFAULT, Settings

_STDIN = ("", "-")


class Configured:
    """The settings of one run: those of one file, those of the file nearest to each document, or none."""

    def __init__(self, path: str | None = None, *, off: bool = False) -> None:
        """The configuration in the file at `path`; by default the nearest to each document; none where it is `off`."""
        self.path = path
        self.off = off
        self._known: dict[str, Settings | ConfigError] = {}

    @property
    def options(self) -> tuple[str, ...]:
        """What to write on a command line for the same configuration."""
        return ("--config", self.path) if self.path else ("--no-config",) if self.off else ()

    def of(self, document: str) -> Settings:
        """The settings for the document at a path; for standard input those of the current folder.

        Raises:
            ConfigError: something in the configuration is wrong.
        """
        if self.off:
            return DEFAULT
        place = self.path or os.path.dirname(document)  # noqa: PTH120  pathlib would be loaded for nothing else
        if place not in self._known:
            self._known[place] = self._read(place)
        known = self._known[place]
        if isinstance(known, ConfigError):
            raise known
        return known if not known.claims else _about(known, document)

    def _read(self, place: str) -> Settings | ConfigError:
        from readme_sync.config import settings_at, settings_for  # noqa: PLC0415  not for --help

        try:
            return settings_at(place) if self.path else settings_for(place)
        except ConfigError as error:
            return error


def _about(settings: Settings, document: str) -> Settings:
    """The settings with the claims about one document; standard input is every document."""
    place = os.path.realpath(document)
    meant = (one for one in settings.claims if document in _STDIN or os.path.realpath(one.file) == place)
    return settings._replace(claims=tuple(meant))
