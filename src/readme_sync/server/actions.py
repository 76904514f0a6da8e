"""Code actions: fix a result, fix all of them, bind a number; and the edits that they make, when one is chosen."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CreateFile,
    CreateFileOptions,
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
from readme_sync.model import Fix, Outcome, Result
from readme_sync.server.analysis import Analysis
from readme_sync.server.answers import View, diagnostic
from readme_sync.server.positions import Positions, edits_between
from readme_sync.text import Span

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.readme-sync"
KINDS: list[CodeActionKind | str] = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL]


def actions(view: View, span: Span, only: Sequence[str] | None) -> list[CodeAction]:
    """Return what can be done about a span of the text as it is now, without what was changed since it was checked.

    What an action changes is worked out when it is chosen, and then from the newest text. A client that asks for some
    kinds gets these, and those below them.
    """
    return [
        one
        for one in _all_actions(view, span)
        if not only or any(one.kind == kind or str(one.kind).startswith(f"{kind}.") for kind in only)
    ]


def _all_actions(view: View, span: Span) -> Iterator[CodeAction]:
    analysis, shift = view.analysis, view.shift
    for result in analysis.results:
        where = shift.later(result.span)
        if result.fix and where and _touch(where, span):
            yield _fix_action(view, result, result.fix, where)
    for one in analysis.numbers:
        where = None if one.is_watched or not one.is_right else shift.later(one.figure.span)
        if where and _touch(where, span):
            title = f"Bind this number to {one.follows} (writes a marker)"
            line = view.positions.position(where.start).line + 1
            yield _action(view, title, CodeActionKind.RefactorRewrite.value, {"bind": line})
    if safe := sum(result.fix is not None and result.fix.is_safe for result in analysis.results):
        yield _action(view, f"Make all safe fixes ({safe})", FIX_ALL, {"all": True})


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _fix_action(view: View, result: Result, fix_of_result: Fix, where: Span) -> CodeAction:
    message = f"{fix_of_result.message[:1].upper()}{fix_of_result.message[1:]}"
    title = message if fix_of_result.is_safe else f"{message} (unsafe: look at the change)"
    made = _action(view, title, CodeActionKind.QuickFix.value, {"fix": _known_by(result, where)})
    made.diagnostics = [diagnostic(result, view.positions.range(where))]
    made.is_preferred = fix_of_result.is_safe
    return made


def _known_by(result: Result, where: Span) -> list[str | int]:
    """Return what a result is known by, in the version that was checked and in a later one: all that it says."""
    return [result.rule, where.start, where.end, result.message, result.fix.message if result.fix else ""]


def _action(view: View, title: str, kind: str, asked: dict[str, Any]) -> CodeAction:
    return CodeAction(title, kind, data={"uri": view.analysis.snapshot.uri, "version": view.version, **asked})


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
        case {"fix": list(told)}:
            found = next((one for one in analysis.results if one.fix and _known_by(one, one.span) == told), None)
            if found is None:
                raise RequestError("what is to be fixed has changed meanwhile", hint="ask for the actions again")
            outcome = apply_fixes(readme, [found])
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
