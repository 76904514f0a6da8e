"""The connection to GitHub's API; every failure is one line that says what to do.

The only import of PyGithub: it authenticates, waits for rate limits, and repeats reads, but never a write, which might
then happen twice. The token is never shown.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from readme_sync.errors import RemoteError
from readme_sync.store.branches import DeniedError, MovedError
from readme_sync.store.cache import Cache

if TYPE_CHECKING:
    from github import GithubException

MAX_BYTES = 64_000_000  # a hundred issues with the longest texts take a tenth of that
_SECONDS = 60  # for one answer; the limit of the connection is only for each piece
_PIECE = 1 << 16
_MOST_REDIRECTS = 3
_ACCEPTED, _REDIRECTS = 202, {301, 302, 303, 307, 308}


class OddAnswerError(ValueError):
    """An answer that is not read to its end."""


class TooManyRedirectsError(ValueError):
    """An answer that redirects too often."""


class ResponseGuard:
    """Checks each answer of one connection, as a hook of requests."""

    def __init__(self) -> None:
        """Start without redirects."""
        self._redirects = 0

    def __call__(self, answer: Any, *_: object, **__: object) -> None:
        """Read an answer within the limits.

        Raises:
            OddAnswerError: it is too large, takes too long, or asks to wait.
            TooManyRedirectsError: it redirects too often.
        """
        try:
            # Where requests itself puts it; there is no public way.
            answer._content = self._read(answer)  # noqa: SLF001
        except BaseException:
            answer.close()
            raise

    def _read(self, answer: Any) -> bytes:
        self._redirects = self._redirects + 1 if answer.status_code in _REDIRECTS else 0
        if self._redirects > _MOST_REDIRECTS:
            raise TooManyRedirectsError
        if answer.status_code == _ACCEPTED:  # PyGithub would ask again for ever
            raise OddAnswerError
        end, size, pieces = time.monotonic() + _SECONDS, 0, []
        for piece in answer.iter_content(_PIECE):
            size += len(piece)
            if size > MAX_BYTES or time.monotonic() > end:
                raise OddAnswerError
            pieces.append(piece)
        return b"".join(pieces)


API = "https://api.github.com"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_TIMEOUT = 20  # seconds; GitHub itself gives up after 10
_RETRIES = 3
_CONFIRMATIONS = 2
_LONGEST_WAIT = 60  # seconds for a rate limit
_SECONDARY_WAIT = 30
_SILENT = 50  # `logging.CRITICAL`
_BETWEEN_WRITES = 1.0  # seconds: GitHub's own advice
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _DELETED, _UNPROCESSABLE, _TOO_MANY, _SERVER = 401, 403, 404, 410, 422, 429, 500

_PROTECTED = re.compile(
    r"protected branch|branch protection|BRANCH_PROTECTION|rule violation|REPOSITORY_RULE|through a pull request"
    r"|GH006|GH013",
    re.IGNORECASE,
)
_NO_REQUESTS = re.compile(r"not permitted to create or approve pull requests", re.IGNORECASE)
_LIMITED = re.compile(r"rate limit|RATE_LIMITED|abuse detection", re.IGNORECASE)
_GONE = re.compile(
    r"Reference (?:does not exist|cannot be)|No commit exists|branch .*not (?:found|exist)", re.IGNORECASE
)


_Read = TypeVar("_Read")


class MissingError(RemoteError):
    """GitHub does not have it, or does not show it to this token."""


class ExistsError(RemoteError):
    """It exists already, or GitHub rejects the request (422)."""


class UncertainError(RemoteError):
    """The connection broke: GitHub may have done what was asked, or not."""


class GitHub:
    """The API for one repository, with one token."""

    def __init__(  # noqa: PLR0913  of each connection
        self,
        repository: str,
        token: str,
        api_url: str = API,
        *,
        token_in: str = "",
        longest_wait: int = _LONGEST_WAIT,
        keeps: bool = False,
    ) -> None:
        """Prepare a connection; nothing is sent yet.

        Args:
            repository: `owner/name`.
            token: is sent to `api_url` only.
            api_url: https, or this machine.
            token_in: the variable that holds the token, for messages; "" for the input of the Action.
            longest_wait: how many seconds to wait for a rate limit.
            keeps: whether pages are kept until GitHub says that they have changed.

        Raises:
            RemoteError: one of the first three is not valid.
        """
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
            raise RemoteError(f"{repository!r} is not a repository", hint="it is owner/name")
        if not token:
            raise RemoteError("there is no token", hint="leave the input token at its default, or give one")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise RemoteError("the token contains whitespace or characters that no token has", hint="paste it again")
        parts = urlsplit(api_url)
        loopback = parts.hostname in _LOOPBACK
        if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
            raise RemoteError("the address of the API is not https", hint="the token is not sent there")
        self.repository = repository
        self._token_in, self._longest_wait = token_in, longest_wait
        self._token, self._url, self._loopback = token, api_url.rstrip("/"), loopback
        self._requester: Any = None
        # By a hash of the token: what one may see, another may not.
        self._cache = Cache(f"pages {api_url} {token}") if keeps else None

    @property
    def server(self) -> str:
        """The address of the pages that belong to the API, without a slash at the end; an emulator has GitHub's."""
        if self._loopback:
            return "https://github.com"
        parts = urlsplit(self._url)
        return f"{parts.scheme}://{parts.netloc.removeprefix('api.')}"

    @property
    def pause(self) -> float:
        """Seconds to wait before a retry."""
        return 0.01 if self._loopback else _BETWEEN_WRITES

    def get(self, path: str, needs: str = "contents: read", **parameters: str) -> Any:
        """Return GitHub's answer about `/repos/<repository>/<path>`."""
        return self._ask("GET", path, needs, parameters=parameters or None)

    def page(self, path: str, needs: str, parameters: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
        """Return one page of a list, and the parameters to add for the next, empty after the last page.

        Of the address that GitHub gives for the next page only the position in the list is used, no host and no path.
        A page that is kept is asked for, too, but GitHub only says that it has not changed, and does not count that.
        """
        connection = self._connection()
        url = f"/repos/{self.repository}/{path}"
        key = f"{url} {sorted(parameters.items())}"
        tag, kept = self._kept(key)
        asked = {"If-None-Match": tag} if tag else {}
        with self._translated(needs):
            headers, data = connection.requestJsonAndCheck("GET", url, parameters=dict(parameters), headers=asked)
            now = str(headers.get("etag") or "").removeprefix("W/")
            if data is None and tag and now == tag.removeprefix("W/"):
                return kept
            answer = data, _next(str(headers.get("link") or ""))
        if self._cache and now:
            self._cache.put({key: json.dumps([headers["etag"], *answer])})
        return answer

    def _kept(self, key: str) -> tuple[str, tuple[Any, dict[str, str]]]:
        """Return the tag of a page that is kept, "" where none is, and the page."""
        if self._cache and (text := self._cache.get([key]).get(key)):
            tag, data, place = json.loads(text)
            return str(tag), (data, place)
        return "", (None, {})

    def send(self, verb: str, path: str, needs: str, body: Mapping[str, object] | None = None) -> Any:
        """Send a write, once, whatever happens.

        Raises:
            UncertainError: it may have been done, or not.
        """
        return self._ask(verb, path, needs, input=dict(body) if body is not None else None)

    def mutate(self, name: str, values: Mapping[str, object], answer: str, needs: str) -> dict[str, Any]:
        """Run a GraphQL mutation once, and return the fields in `answer`.

        Raises:
            MovedError: the branch is not at the expected commit.
            UncertainError: it may have been done, or not.
        """
        connection = self._connection()
        with self._translated(needs):
            _, data = connection.graphql_named_mutation(name, dict(values), answer)
        if not isinstance(data, dict):
            raise not_understood()
        return data

    def query(self, text: str, values: Mapping[str, object], needs: str) -> dict[str, Any]:
        """Return what a GraphQL query finds in the repository, of which `text` names the parts; `$owner`, `$name`."""
        owner, _, name = self.repository.partition("/")
        connection = self._connection()
        with self._translated(needs):
            _, answer = connection.graphql_query(text, {"owner": owner, "name": name, **values})
        with understood():
            found: dict[str, Any] = answer["data"]["repository"]
            return dict(found)

    def confirmed(self, read: Callable[[], _Read]) -> _Read:
        """Return what is read after a write, tried again where that fails: what was done must not be called failed."""
        for attempt in range(_CONFIRMATIONS):
            try:
                return read()
            except MovedError:
                raise
            except RemoteError:
                time.sleep(self.pause * (attempt + 1))
        return read()

    def listed(self, path: str, **parameters: str) -> Any:
        """Return GitHub's answer about a path of the API that is not below the repository."""
        connection = self._connection()
        with self._translated("metadata: read"):
            _, data = connection.requestJsonAndCheck("GET", f"/{path}", parameters=parameters)
        return data

    def _ask(self, verb: str, path: str, needs: str, **values: object) -> Any:
        url = f"/repos/{self.repository}/{path}" if path else f"/repos/{self.repository}"
        connection = self._connection()
        with self._translated(needs):
            _, data = connection.requestJsonAndCheck(verb, url, **values)
        return data

    def _connection(self) -> Any:
        if self._requester is None:
            try:
                from github import Auth, set_log_level
                from github import Requester as here  # noqa: N813  a module, in which a class has its name
            except ImportError:
                hint = "install it: pip install PyGithub"
                raise RemoteError("PyGithub is not installed", hint=hint) from None

            set_log_level(_SILENT)  # it writes lines of its own to standard error

            class Connected(here.Requester):
                """Our own Requester, so that what is injected affects no other."""

            kinds = (here.HTTPRequestsConnectionClass, here.HTTPSRequestsConnectionClass)
            Connected.injectConnectionClasses(*map(_guarded, kinds))
            self._requester = Connected(
                auth=Auth.Token(self._token),
                base_url=self._url,
                timeout=_TIMEOUT,
                user_agent="readme-sync",
                per_page=100,
                verify=True,
                pool_size=None,
                lazy=True,
                seconds_between_requests=0,
                seconds_between_writes=0.0 if self._loopback else _BETWEEN_WRITES,
                retry=_patience(self._longest_wait, 0.01 if self._loopback else 0.5),
            )
            Connected.resetConnectionClasses()  # injected connections would be closed after each request
        return self._requester

    @contextmanager
    def _translated(self, needs: str) -> Iterator[None]:
        from github import GithubException
        from requests import RequestException

        try:
            yield
        except GithubException as error:
            raise _refused(error, self.repository, needs, self._token_in) from None
        except RequestException as error:
            hint = "run again later"
            raise UncertainError(f"GitHub cannot be reached ({type(error).__name__})", hint=hint) from None
        except (RuntimeError, TooManyRedirectsError):
            # PyGithub follows no redirect to another host or scheme; the text of its error may hold anything.
            hint = "nothing was sent there; check the address of the API, and the name of the repository"
            raise RemoteError("GitHub redirects to another host", hint=hint) from None
        except (ValueError, AssertionError, TypeError, AttributeError, KeyError):
            # An incomplete answer, a web page instead of JSON, another host.
            raise not_understood() from None


def _guarded(kind: Any) -> Any:
    """Return a factory of connections of this kind that check the answers before they are read."""

    def connection(*place: Any, **values: Any) -> Any:
        made = kind(*place, **values)
        made.session.hooks["response"].append(ResponseGuard())
        return made

    return staticmethod(connection)  # it becomes an attribute of a class, but not a method


def _patience(longest: int, backoff: float) -> Any:
    """Return what to retry, and how long to wait at most; urllib3 alone would wait for as long as a server says."""
    from github import GithubException, GithubRetry, RateLimitExceededException

    class Patience(GithubRetry):
        def increment(self, method: Any = None, url: Any = None, response: Any = None, *rest: Any, **more: Any) -> Any:
            said = response.headers.get("Retry-After") if response is not None else None
            try:
                if said is not None and not (said.isdecimal() and int(said[:9]) <= longest):
                    message = "" if response.status >= _SERVER else "rate limit"
                    raise RateLimitExceededException(response.status, {"message": message}, {})
                return super().increment(method, url, response, *rest, **more)
            except GithubException:
                response.close()  # urllib3 does not
                raise

    return Patience(
        total=_RETRIES,
        backoff_factor=backoff,
        raise_on_status=False,  # after the last try the answer says what is wrong
        secondary_rate_wait=_SECONDARY_WAIT,
        max_rate_limit_wait=longest,
        allowed_methods={"GET", "HEAD"},
    )


def _next(link: str) -> dict[str, str]:
    """Return the parameters of the next page, from the header `Link`."""
    for part in link.split(","):
        address, _, relation = part.partition(">")
        if 'rel="next"' in relation:
            query = parse_qs(urlsplit(address.strip().removeprefix("<")).query)
            return {name: query[name][-1] for name in ("page", "after") if name in query}
    return {}


def not_understood() -> RemoteError:
    """Return the error for an answer that is not as documented."""
    return UncertainError("GitHub's answer is not understood", hint="run again later")


@contextmanager
def understood() -> Iterator[None]:
    """Raise `not_understood` for an answer without the expected parts."""
    try:
        yield
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError):
        raise not_understood() from None


def _refused(error: "GithubException", repository: str, needs: str, token_in: str) -> RemoteError:  # noqa: C901, PLR0911, RUF100
    kind, message = _said(error.data)
    status = error.status
    told = f"{kind} {message}"
    if kind == "STALE_DATA" or "Expected branch to point to" in message:
        return MovedError("the branch has moved", hint="run again")
    if _PROTECTED.search(told):
        hint = "use mode: pull-request, or let this token bypass the rule"
        return RemoteError(f"the branch is protected ({_short(message)})", hint=hint)
    if _NO_REQUESTS.search(message):
        hint = 'tick "Allow GitHub Actions to create and approve pull requests" under Settings, Actions, General'
        return RemoteError("the workflow may not open pull requests", hint=hint)
    if status == _TOO_MANY or _LIMITED.search(told):
        return RemoteError("GitHub's rate limit is used up", hint="run again in an hour, or run less often")
    if status == _UNAUTHORIZED:
        hint = f"set {token_in} to a valid one" if token_in else "give a valid one, or leave the input at its default"
        return RemoteError("GitHub does not know the token", hint=hint)
    if status == _FORBIDDEN or kind in {"FORBIDDEN", "INSUFFICIENT_SCOPES"}:
        hint = f"give that in {token_in} {needs}" if token_in else f"give the job permissions: {needs}"
        return DeniedError(f"the token may not do this in {repository}", hint=hint)
    is_deleted = status == _DELETED and "deleted" in message  # where issues are disabled it is 410, too
    if status == _NOT_FOUND or is_deleted or kind == "NOT_FOUND" or _GONE.search(message):
        return MissingError(f"{repository} does not have it, or hides it from the token", hint=f"it needs {needs}")
    if status >= _SERVER:
        return UncertainError(f"GitHub answers {status}", hint="run again later")
    if status == _UNPROCESSABLE:
        return ExistsError(f"GitHub refuses: {_short(message)}")
    return RemoteError(f"GitHub refuses ({kind or status}): {_short(message)}", hint="see its message")


def _said(data: object) -> tuple[str, str]:
    """Return the kind of a GraphQL error, "" for REST, and the message."""
    if not isinstance(data, dict):
        return "", ""
    errors = data.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    if isinstance(first, dict) and "message" not in data:
        return str(first.get("type", "")), str(first.get("message", ""))
    detail = str(first.get("message", "")) if isinstance(first, dict) else str(first or "")
    message = str(data.get("message", ""))
    return "", message if detail in message else f"{message} {detail}".strip()


def _short(message: str) -> str:
    """Return the message on one short line."""
    return " ".join(message.split())[:160].rstrip(". ") or "no reason given"
