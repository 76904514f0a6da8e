"""The protocol: open documents, one check at a time in a thread, answers that are about the text as it is now.

A change is checked when nothing was typed for a moment, or an answer waits for it; an older version is not answered
for. What only reads (hovers, completions, the outline, the list of actions) is answered at once, from the last version
whose numbers are known; what writes waits for the newest.
"""

import asyncio
import gc
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import wraps
from typing import Any, BinaryIO, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import (
    FeatureRequestError,
    JsonRpcContentModified,
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.uris import to_fs_path

from readme_sync.errors import InputError, ReadmeSyncError
from readme_sync.server.actions import KINDS, actions, edit_of, formatted
from readme_sync.server.analysis import Analysis, Snapshot, analyse
from readme_sync.server.answers import SOURCE, View, diagnostics, hover, symbols
from readme_sync.server.positions import Positions, Shift
from readme_sync.server.proposals import TRIGGERS, completions
from readme_sync.text import Source
from readme_sync.version import __version__

QUIET = 0.1
"""Seconds without a change after which a document is checked; fewer where a check takes less."""
_INVALID = "readme-sync/invalidParameters"
_REQUEST_FAILED = -32803
_CONFIGURATIONS = ("**/.readme-sync.toml", "**/pyproject.toml")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")

P = ParamSpec("P")
Q = TypeVar("Q")
R = TypeVar("R")


class Document:
    """An open document.

    Attributes:
        snapshot: its text as it is now.
        analysis: what the last version that was checked says; None before the first check.
        known: the same of the last version whose numbers were worked out, too.
        check: the newest check, which is due, runs or is done.
        count: the newest work on numbers, which begins when a check is done.
        asked: is done when an answer waits for the check.
        cost: how many seconds the last check took.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.analysis: Analysis | None = None
        self.known: Analysis | None = None
        self.check: asyncio.Task[None] | None = None
        self.count: asyncio.Task[None] | None = None
        self.asked = asyncio.get_running_loop().create_future()
        self.cost = 0.0


class Protocol(LanguageServerProtocol):
    """The protocol of pygls; a request whose parameters are wrong is answered, too."""

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401  any message
        """Return the message in some JSON; a request that is not understood as one that fails.

        Raises:
            JsonRpcException: a notification or an answer is not understood.
        """
        try:
            return super().structure_message(data)
        except JsonRpcException:
            if "id" not in data or "method" not in data:
                raise
            return super().structure_message({"jsonrpc": "2.0", "id": data["id"], "method": _INVALID, "params": {}})


class Server(LanguageServer):
    """The server, and the documents that are open in its client."""

    def __init__(self) -> None:
        # The whole text with each change: pygls cuts lines at characters at which the protocol does not.
        kind = types.TextDocumentSyncKind.Full
        super().__init__(SOURCE, __version__, text_document_sync_kind=kind, protocol_cls=Protocol)
        self.documents: dict[str, Document] = {}
        self._worker = ThreadPoolExecutor(1, "check")

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401  a type that pygls does not export
        """Send what went wrong as one line; a request is answered with its error."""
        if source is JsonRpcException:
            self.show(f"a message of the editor is not understood ({error})")
        elif source is not FeatureRequestError:
            self.show(f"internal error ({type(error).__name__}: {error})")

    def show(self, message: str) -> None:
        """Show a message to the user, on one line."""
        text = " ".join(f"readme-sync: {message}".split())
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text[:500]))

    def positions(self, source: Source) -> Positions:
        """Return the positions of a text, as was negotiated."""
        return Positions(source, self.server_capabilities.position_encoding)

    async def work(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the result of a job that takes time, worked out in the thread of checks."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, lambda: job(*args, **kwargs))

    def schedule(self, document: Document, snapshot: Snapshot) -> None:
        """Check a version of a document when nothing was typed for a moment, unless there is a newer one by then."""
        document.snapshot = snapshot
        loop = asyncio.get_running_loop()
        document.asked = loop.create_future()
        document.check = loop.create_task(self._check(document, snapshot, document.asked))

    async def _check(self, document: Document, snapshot: Snapshot, asked: asyncio.Future[None]) -> None:
        await asyncio.wait([asked], timeout=min(document.cost, QUIET))
        try:
            analysis, document.cost = await self.work(_analysis_if_current, document, snapshot)
            if analysis is None:
                return
            if document.snapshot is snapshot and self.documents.get(snapshot.uri) is document:
                self._publish(analysis)
        except Exception as error:  # noqa: BLE001  an internal error must not end the server
            self.show(f"{snapshot.name}: internal error ({type(error).__name__}: {error})")
        else:
            document.analysis = analysis
            document.count = asyncio.get_running_loop().create_task(self._count(document, analysis))

    async def _count(self, document: Document, analysis: Analysis) -> None:
        """Work out the numbers of a version, for which its results are not to wait."""
        try:
            await self.work(getattr, analysis, "numbers")
        except Exception as error:  # noqa: BLE001  an internal error must not end the server
            self.show(f"{analysis.snapshot.name}: internal error ({type(error).__name__}: {error})")
        else:
            document.known = analysis

    def _publish(self, analysis: Analysis) -> None:
        snapshot = analysis.snapshot
        found = diagnostics(analysis, self.positions(analysis.source))
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(snapshot.uri, found, version=snapshot.version)
        )

    async def checked(self, uri: str) -> Analysis | None:
        """Return what the newest version of a document says, None where it is not open or cannot be read.

        Raises:
            JsonRpcContentModified: it was changed meanwhile.
        """
        document = self.documents.get(uri)
        if document is None or document.check is None:
            return None
        snapshot = document.snapshot
        if not document.asked.done():
            document.asked.set_result(None)
        await asyncio.wait([document.check])
        if document.snapshot is not snapshot:
            raise JsonRpcContentModified
        analysis = document.analysis
        return analysis if analysis and analysis.readme and analysis.snapshot is snapshot else None

    async def opened(self, uri: str) -> Document | None:
        """Return a document some version of which is known, None where it is not open; a check that runs may go on."""
        document = self.documents.get(uri)
        if document and document.check and (document.known is None or document.check.done()):
            await asyncio.wait([document.check])
            if document.count:
                await asyncio.wait([document.count])
        return document

    async def latest(self, uri: str) -> View | None:
        """Return what the last version whose numbers are known says, and where that stands in the text as it is now."""
        document = await self.opened(uri)
        if document is None:
            return None
        analysis, now = document.known, document.snapshot
        if analysis is None or analysis.readme is None:
            return None
        source = analysis.source if now.text == analysis.source.text else Source(now.text)
        return View(analysis, Shift(analysis.source.text, now.text), self.positions(source), now.version)

    def close(self) -> None:
        """End the thread of checks; one that runs is not waited for."""
        self._worker.shutdown(wait=False, cancel_futures=True)


def _analysis_if_current(document: Document, snapshot: Snapshot) -> tuple[Analysis | None, float]:
    """Check a version, unless there is a newer one; in the thread of checks, which may have been busy.

    Also returned is how many seconds a check takes.
    """
    if document.snapshot is not snapshot:
        return None, document.cost
    start = time.perf_counter()
    return analyse(snapshot), time.perf_counter() - start


def _answer(work: Callable[[Server, Q], Awaitable[R]]) -> Callable[[Server, Q], Awaitable[R]]:
    """Answer a request; what goes wrong is an error of the protocol, in one line."""

    @wraps(work)
    async def answered(server: Server, parameters: Q) -> R:
        try:
            return await work(server, parameters)
        except JsonRpcException:
            raise
        except ReadmeSyncError as error:
            raise JsonRpcException(str(error), _REQUEST_FAILED) from None
        except Exception as error:  # noqa: BLE001  pygls would send a traceback
            raise JsonRpcInternalError(" ".join(f"{type(error).__name__}: {error}".split())) from None

    return answered


def make_server() -> Server:
    """Return a server with all that it understands."""
    server = Server()
    for method, work, options in (
        (types.TEXT_DOCUMENT_HOVER, _hover, None),
        (types.TEXT_DOCUMENT_COMPLETION, _complete, types.CompletionOptions(trigger_characters=TRIGGERS)),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, _actions, types.CodeActionOptions(KINDS, resolve_provider=True)),
        (types.CODE_ACTION_RESOLVE, _resolve, None),
        (types.TEXT_DOCUMENT_FORMATTING, _format, None),
        (_INVALID, _refuse, None),
    ):
        server.feature(method, options)(_answer(work))
    for method, note in (
        (types.INITIALIZED, _initialized),
        (types.TEXT_DOCUMENT_DID_OPEN, _opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, _changed),
        (types.TEXT_DOCUMENT_DID_SAVE, _check_all),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _check_all),
        (types.TEXT_DOCUMENT_DID_CLOSE, _closed),
    ):
        server.feature(method)(note)
    return server


def serve(stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
    """Speak the protocol on two streams, by default those of the process, until the client ends it.

    Raises:
        InputError: what the client sends cannot be read.
    """
    gc.set_threshold(500_000)  # documents have no reference cycles; by default a third of a check is spent on them
    gc.enable()  # the command line turns it off
    logger = logging.getLogger("pygls")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False  # its records hold tracebacks, and whole documents
    server = make_server()
    try:
        server.start_io(stdin or sys.stdin.buffer, stdout or sys.stdout.buffer)
    except (MemoryError, OverflowError, ValueError) as error:
        raise InputError(f"the client announced a message that cannot be read ({type(error).__name__})") from None
    finally:
        server.close()


async def _refuse(_server: Server, _parameters: object) -> None:
    raise JsonRpcInvalidParams("the parameters of the request are wrong")


def _initialized(server: Server, _parameters: types.InitializedParams) -> None:
    """Ask for news of configurations, where the client can tell."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(pattern) for pattern in _CONFIGURATIONS]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        wanted = types.Registration("configuration", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(types.RegistrationParams([wanted]))


def _opened(server: Server, parameters: types.DidOpenTextDocumentParams) -> None:
    document = parameters.text_document
    if document.language_id.casefold() != "markdown" and not document.uri.casefold().endswith(_MARKDOWN):
        server.show(f"{document.uri} is {document.language_id}, not Markdown; it is not checked")
        return
    snapshot = _snapshot(server, document.uri, document.version, document.text)
    server.documents[document.uri] = Document(snapshot)
    server.schedule(server.documents[document.uri], snapshot)


def _changed(server: Server, parameters: types.DidChangeTextDocumentParams) -> None:
    uri, version = parameters.text_document.uri, parameters.text_document.version
    if uri in server.documents:
        text = server.workspace.get_text_document(uri).source
        server.schedule(server.documents[uri], _snapshot(server, uri, version, text))


def _closed(server: Server, parameters: types.DidCloseTextDocumentParams) -> None:
    closed = server.documents.pop(parameters.text_document.uri, None)
    if closed:
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(closed.snapshot.uri, []))


def _check_all(server: Server, _parameters: object) -> None:
    """Check all open documents: a configuration, or a file that some number follows, may be another one."""
    for document in server.documents.values():
        server.schedule(document, replace(document.snapshot))


def _snapshot(server: Server, uri: str, version: int, text: str) -> Snapshot:
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Snapshot(uri, path, server.workspace.root_path or "", version, text)


async def _hover(server: Server, parameters: types.HoverParams) -> types.Hover | None:
    view = await server.latest(parameters.text_document.uri)
    return hover(view, view.positions.offset(parameters.position)) if view else None


async def _complete(server: Server, parameters: types.CompletionParams) -> list[types.CompletionItem]:
    document = await server.opened(parameters.text_document.uri)
    if document is None:
        return []
    source = Source(document.snapshot.text)
    positions = server.positions(source)
    offset = positions.offset(parameters.position)
    before = source.text[source.line_start(offset) : offset]
    return completions(before, offset, document.known, positions)


async def _symbols(server: Server, parameters: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    view = await server.latest(parameters.text_document.uri)
    return symbols(view) if view else []


async def _actions(server: Server, parameters: types.CodeActionParams) -> list[types.CodeAction]:
    uri, resolves = parameters.text_document.uri, _resolves(server)
    if not resolves:
        await server.checked(uri)
    view = await server.latest(uri)
    if view is None:
        return []
    found = actions(view, view.positions.span(parameters.range), parameters.context.only)
    if resolves:
        return found
    if view.version != view.analysis.snapshot.version:
        raise JsonRpcContentModified
    return [await _with_edit(server, one, view.analysis) for one in found]


async def _resolve(server: Server, action: types.CodeAction) -> types.CodeAction:
    asked = action.data if isinstance(action.data, dict) else {}
    analysis = await server.checked(str(asked.get("uri")))
    if analysis is None or analysis.snapshot.version != asked.get("version"):
        raise JsonRpcContentModified
    return await _with_edit(server, action, analysis)


async def _with_edit(server: Server, action: types.CodeAction, analysis: Analysis) -> types.CodeAction:
    workspace = server.client_capabilities.workspace
    able = workspace.workspace_edit if workspace else None
    versioned = bool(able and able.document_changes)
    creates = bool(able and types.ResourceOperationKind.Create in (able.resource_operations or ()))
    positions = server.positions(analysis.source)
    asked = dict(action.data or {})
    action.edit = await server.work(edit_of, analysis, asked, positions, versioned=versioned, creates=creates)
    return action


def _resolves(server: Server) -> bool:
    """Return whether the client asks for the edit of an action when it is chosen."""
    document = server.client_capabilities.text_document
    support = document.code_action.resolve_support if document and document.code_action else None
    return support is not None and "edit" in support.properties


async def _format(server: Server, parameters: types.DocumentFormattingParams) -> list[types.TextEdit]:
    analysis = await server.checked(parameters.text_document.uri)
    return [] if analysis is None else await server.work(formatted, analysis, server.positions(analysis.source))
