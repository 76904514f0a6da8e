"""From edits to a new document, verified: the one way to change a text."""

from collections.abc import Sequence

from readme_sync.editing.row_edits import RowEdits
from readme_sync.editing.verify import are_in_regions, verify, verify_regions, verify_rows
from readme_sync.errors import WriteError
from readme_sync.markdown import Document
from readme_sync.model import Readme
from readme_sync.rules.rs507_conflict_markers import conflicts
from readme_sync.text import Edit, Source, apply


def refuse_conflicts(document: Document) -> None:
    """Refuse a document in which a merge was not finished.

    Raises:
        WriteError: it is one.
    """
    first = next(conflicts(document), None)
    if first is not None:
        source = document.source
        hint = "choose one side and remove the markers"
        raise WriteError("a merge was not finished", path=source.path, line=source.line_of(first.start), hint=hint)


def rewrite(readme: Readme, edits: Sequence[Edit], *, changes_structure: bool = False) -> Source:
    """Return the document with numbers changed; the same source where nothing changes.

    Args:
        readme: the document.
        edits: what to change.
        changes_structure: whether the edits may make other blocks of those that they touch.

    Raises:
        WriteError: GitHub would show more differences than the edits are meant to make.
    """
    after = apply(readme.source, edits)
    if after is not readme.source:
        refuse_conflicts(readme.document)
        if changes_structure and are_in_regions(readme, edits):
            verify_regions(readme, edits, after)
        else:
            verify(readme.document, edits, after, restructures=changes_structure)
    return after


def rewrite_rows(readme: Readme, rows: RowEdits) -> Source:
    """Return the document with rows changed; the same source where nothing changes.

    Raises:
        WriteError: GitHub would show anything else than the rows are meant to be.
    """
    after = apply(readme.source, rows.edits)
    if after is not readme.source:
        refuse_conflicts(readme.document)
        verify_rows(readme.document, rows, after)
    return after
