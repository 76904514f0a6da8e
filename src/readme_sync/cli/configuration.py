"""Which configuration holds for which document."""

import os

from readme_sync.config import settings_at, settings_for
from readme_sync.errors import ConfigError
from readme_sync.model import DEFAULT, Settings

_STDIN = ("", "-")


class Configured:
    """The configuration of one run: one file, the file nearest to each document, or none."""

    def __init__(self, path: str | None = None, *, off: bool = False) -> None:
        """Choose the file at `path`; by default the nearest to each document; none where it is `off`."""
        self.path = path
        self.off = off
        self._known: dict[str, Settings | ConfigError] = {}

    @property
    def options(self) -> tuple[str, ...]:
        """The options that choose the same configuration on a command line."""
        return ("--config", self.path) if self.path else ("--no-config",) if self.off else ()

    def of(self, document: str) -> Settings:
        """Return the settings for the document at a path; for standard input those of the current folder.

        Raises:
            ConfigError: something in the configuration is wrong.
        """
        if self.off:
            return DEFAULT
        place = self.path or os.path.dirname(document)
        if place not in self._known:
            self._known[place] = self._read(place)
        known = self._known[place]
        if isinstance(known, ConfigError):
            raise known
        return known if not known.claims else _with_claims_of(document, known)

    def _read(self, place: str) -> Settings | ConfigError:
        try:
            return settings_at(place) if self.path else settings_for(place)
        except ConfigError as error:
            return error


def _with_claims_of(document: str, settings: Settings) -> Settings:
    """Return the settings with the claims about one document only; standard input may be any document."""
    place = os.path.realpath(document)
    claims = (one for one in settings.claims if document in _STDIN or os.path.realpath(one.file) == place)
    return settings._replace(claims=tuple(claims))
