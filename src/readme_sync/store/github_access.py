"""The repository to ask GitHub about, the address and the token: from the environment and from git."""

import os
import re
import stat
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from readme_sync.errors import RemoteError
from readme_sync.store.github import API, GitHub
from readme_sync.store.listed_files import REPOSITORY, root_of
from readme_sync.store.read_files import FLAGS, read_all

# Git's configuration is read as a text; git is not run.

_MOST_OF_GIT = 1_000_000  # bytes of a configuration of git
_SECTION = re.compile(r'\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]')
_SCP = re.compile(r"(?:[^@:/\s]+@)?(\[?[\w.-]+\]?):(?!//)(.+)", re.DOTALL)
_SAME = {"ssh.github.com": "github.com", "www.github.com": "github.com"}


class Origin(NamedTuple):
    """A repository on a host.

    Attributes:
        host: in lower case, without the port.
        name: `owner/name`.
    """

    host: str
    name: str


def origin_of(folder: str) -> Origin | None:
    """Return where the remote `origin` of a folder's repository is, None if unknown."""
    top = root_of(os.path.realpath(folder))
    directory = _git_directory(os.path.join(top, REPOSITORY)) if top else None
    text = _git_text(os.path.join(directory, "config")) if directory else None
    address = _origin_in(text) if text else None
    return origin_at(address) if address else None


def _git_directory(place: str) -> str | None:
    """Return the folder of the repository's configuration; `place` may be a file that names it, as in a worktree."""
    if os.path.isdir(place):
        return place
    said = _git_text(place)
    if said is None or not said.startswith("gitdir:"):
        return None
    own = os.path.join(os.path.dirname(place), said.removeprefix("gitdir:").strip())
    common = _git_text(os.path.join(own, "commondir"))
    return os.path.join(own, common.strip()) if common else own


def _git_text(place: str) -> str | None:
    """Return the text of a regular file, None where there is none, or it is not one of git."""
    try:
        descriptor = os.open(place, os.O_RDONLY | FLAGS)
    except (OSError, ValueError):
        return None
    try:
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        data = read_all(descriptor, _MOST_OF_GIT + 1) if regular else b""
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return data.decode("utf-8", "replace") if regular and len(data) <= _MOST_OF_GIT else None


def origin_at(address: str) -> Origin | None:
    """Return the repository at an address that `git clone` accepts, None for a path or another text."""
    if "://" in address:
        try:
            parts = urlsplit(address)
            host, path = parts.hostname, parts.path
        except ValueError:
            return None
        if parts.scheme not in {"https", "http", "ssh", "git", "git+ssh", "ssh+git"}:
            return None
    else:
        match = _SCP.fullmatch(address)
        if match is None:
            return None
        host, path = match[1], match[2]
    names = path.strip("/").removesuffix(".git")
    if not host or not re.fullmatch(r"[\w-][\w.-]*/[\w.-]+", names, re.ASCII) or names.endswith(("/.", "/..")):
        return None
    host = host.lower()
    return Origin(_SAME.get(host, host), names)


def _origin_in(text: str) -> str | None:
    """Return the first `url` under `[remote "origin"]`."""
    inside = False
    for line in re.sub(r"\\\r?\n", "", text).split("\n"):
        rest = line.strip()
        if rest.startswith("["):
            section = _SECTION.match(rest)
            inside = section is not None and section[1].lower() == "remote" and section[2] == "origin"
            rest = rest[section.end() :].strip() if section else ""
        name, is_one, value = rest.partition("=")
        if inside and is_one and name.strip().lower() == "url":
            return _value(value)
    return None


def _value(written: str) -> str:
    """Return a value without its comment and quotation marks."""
    out, quoted, characters = [], False, iter(written.strip())
    for character in characters:
        if character == "\\":
            out.append(next(characters, ""))
        elif character == '"':
            quoted = not quoted
        elif character in "#;" and not quoted:
            break
        else:
            out.append(character)
    return "".join(out).strip()


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
    keeps = given.get("GITHUB_ACTIONS") != "true"  # there each run has another token, and would find nothing
    for name in TOKENS:
        if token := given.get(name, "").strip():
            return GitHub(repository, token, address, token_in=name, longest_wait=_PATIENCE, keeps=keeps)
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
