"""The repository to ask GitHub about, the address and the token: from the environment and from git."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from readme_sync.errors import RemoteError
from readme_sync.store.git_origin import Origin, origin_of
from readme_sync.store.github import API, GitHub

TOKENS = ("GITHUB_TOKEN", "GH_TOKEN")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_PATIENCE = 10  # seconds for a rate limit, since the user waits


def connection_for(folder: str, environment: Mapping[str, str] | None = None) -> GitHub:
    """Return the connection for the documents in a folder; nothing is asked yet.

    `GITHUB_REPOSITORY` names the repository, otherwise the remote `origin` of the folder. The token is not sent to a
    host that only git's configuration names: any but github.com must be in `GITHUB_API_URL`.

    Raises:
        RemoteError: there is no repository or token, or the address is not valid.
    """
    given = os.environ if environment is None else environment
    address = given.get("GITHUB_API_URL", "").strip() or API
    host = _host(address)
    repository = given.get("GITHUB_REPOSITORY", "").strip() or _cloned(folder, host)
    for name in TOKENS:
        if token := given.get(name, "").strip():
            return GitHub(repository, token, address, token_in=name, longest_wait=_PATIENCE)
    hint = f"set {' or '.join(TOKENS)}, or run with --offline"
    raise RemoteError("there is no token to ask GitHub with", hint=hint)


def _host(address: str) -> str:
    """Return the host of the API; `GitHub` checks the rest of the address."""
    hint = "it is such as https://api.github.com"
    try:
        parts = urlsplit(address)
        strange = parts.username is not None or parts.query or parts.fragment or not address.isprintable()
        host = "" if strange or (parts.port or 1) < 1 else parts.hostname
    except ValueError:
        host = ""
    if not host:
        raise RemoteError("GITHUB_API_URL is not the address of an API", hint=hint)
    return host


def _cloned(folder: str, host: str) -> str:
    """Return the repository that the folder was cloned from.

    Raises:
        RemoteError: there is none, or it is not on the host of the API.
    """
    origin = origin_of(folder)
    if origin is None:
        hint = "set GITHUB_REPOSITORY to owner/name, or run with --offline"
        raise RemoteError("git names no repository on GitHub as origin", hint=hint)
    if not _is_served(origin, host):
        hint = "set GITHUB_REPOSITORY to owner/name, and GITHUB_API_URL for your own GitHub server"
        raise RemoteError(f"the remote origin is on {origin.host}, the API on {host}", hint=hint)
    return origin.name


def _is_served(origin: Origin, host: str) -> bool:
    """Return whether an API serves the host of the repository: the host itself, `api.` before it, or this machine."""
    return host in _LOOPBACK or host.removeprefix("api.") == origin.host
