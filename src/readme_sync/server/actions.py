"""Code actions: fix a result, fix all of them, bind a number; and the edits that they make, when one is chosen."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CreateFile,
    CreateFileOptions,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    Position,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from readme_sync.disk.pictures import new_pictures
from readme_sync.editing.bind_numbers import bind_numbers
from readme_sync.editing.fixes import apply_fixes, fix
from readme_sync.editing.format_tables import format_tables
from readme_sync.errors import RequestError
from readme_sync.model import Fix, Outcome
from readme_sync.server.analysis import Analysis
from readme_sync.server.answers import diagnostics
from readme_sync.server.positions import Positions, edits_between
from readme_sync.text import Span

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.readme-sync"
KINDS: list[CodeActionKind | str] = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL]


def actions(analysis: Analysis, span: Span, only: Sequence[str] | None, positions: Positions) -> list[CodeAction]:
    """Return what can be done about a span; what an action changes is worked out when it is chosen.

    A client that asks for some kinds gets these, and those below them.
    """
    return [
        one
        for one in _all_actions(analysis, span, positions)
        if not only or any(one.kind == kind or str(one.kind).startswith(f"{kind}.") for kind in only)
    ]


def _all_actions(analysis: Analysis, span: Span, positions: Positions) -> Iterator[CodeAction]:
    shown = diagnostics(analysis, positions)
    for index, result in enumerate(analysis.results):
        if result.fix and _touch(result.span, span):
            yield _fix_action(analysis, index, result.fix, shown[index])
    for one in analysis.numbers:
        if not one.is_watched and one.is_right and _touch(one.figure.span, span):
            title = f"Bind this number to {one.follows} (writes a marker)"
            yield _action(analysis, title, CodeActionKind.RefactorRewrite.value, {"bind": one.line})
    if safe := sum(result.fix is not None and result.fix.is_safe for result in analysis.results):
        yield _action(analysis, f"Make all safe fixes ({safe})", FIX_ALL, {"all": True})


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _fix_action(analysis: Analysis, index: int, fix_of_result: Fix, shown: Diagnostic) -> CodeAction:
    message = f"{fix_of_result.message[:1].upper()}{fix_of_result.message[1:]}"
    title = message if fix_of_result.is_safe else f"{message} (unsafe: look at the change)"
    made = _action(analysis, title, CodeActionKind.QuickFix.value, {"fix": index})
    made.diagnostics, made.is_preferred = [shown], fix_of_result.is_safe
    return made


def _action(analysis: Analysis, title: str, kind: str, asked: dict[str, Any]) -> CodeAction:
    snapshot = analysis.snapshot
    return CodeAction(title, kind, data={"uri": snapshot.uri, "version": snapshot.version, **asked})


def edit_of(
    analysis: Analysis, asked: dict[str, Any], positions: Positions, *, versioned: bool, creates: bool
) -> WorkspaceEdit:
    """Return what an action changes; where the client creates files, also the pictures that the new text names.

    Raises:
        RequestError: it cannot be made, since GitHub would show more than the change, or it is not one of ours.
    """
    outcome = _outcome(analysis, asked)
    edits = positions.text_edits(edits_between(outcome.before, outcome.source))
    uri, version = analysis.snapshot.uri, analysis.snapshot.version
    if not versioned:
        return WorkspaceEdit(changes={uri: edits})
    changed = TextDocumentEdit(OptionalVersionedTextDocumentIdentifier(uri, version), [*edits])
    return WorkspaceEdit(document_changes=[*(_pictures(analysis, outcome) if creates else ()), changed])


def _pictures(analysis: Analysis, outcome: Outcome) -> Iterator[CreateFile | TextDocumentEdit]:
    """Yield what writes the pictures that a document will name."""
    path = analysis.snapshot.path
    for one in new_pictures(path, outcome.before, outcome.source) if path else ():
        uri = Path(one.top, one.path).as_uri()
        yield CreateFile(uri, options=CreateFileOptions(overwrite=True))
        at = Position(0, 0)
        yield TextDocumentEdit(OptionalVersionedTextDocumentIdentifier(uri), [TextEdit(Range(at, at), one.svg)])


def _outcome(analysis: Analysis, asked: dict[str, Any]) -> Outcome:
    readme, facts = analysis.readme, analysis.facts
    if readme is None or facts is None:
        raise RequestError("the document cannot be read")
    match asked:
        case {"fix": int(index)} if 0 <= index < len(analysis.results):
            outcome = apply_fixes(readme, [analysis.results[index]])
        case {"all": True}:
            outcome = fix(readme.source, analysis.fixable, readme.settings, surroundings=facts.surroundings)
        case {"bind": int(line)}:
            outcome, _ = bind_numbers(readme, [line], facts.surroundings)
        case _:
            raise RequestError("this action is unknown", hint="ask for the actions again")
    if not outcome.changed and outcome.skipped:
        raise RequestError(outcome.skipped[0].reason)
    return outcome


def formatted(analysis: Analysis, positions: Positions) -> list[TextEdit]:
    """Return the edits that format the tables of a document.

    Raises:
        WriteError: GitHub would show any difference.
    """
    readme = analysis.readme
    if readme is None:
        return []
    return positions.text_edits(list(format_tables(readme.source, settings=readme.settings).edits))
