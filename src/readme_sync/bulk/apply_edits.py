"""`apply_edits`: operations that are written as plain data."""

from collections.abc import Iterable, Mapping

from readme_sync.bulk.parse_operations import ProblemError, entry_of
from readme_sync.editing.apply import apply
from readme_sync.errors import RequestError
from readme_sync.model import DEFAULT, Outcome, Settings
from readme_sync.reader import Text


def apply_edits(document: Text, edits: Iterable[Mapping[str, object]], *, settings: Settings = DEFAULT) -> Outcome:
    """Do operations that are written as plain data; all of them or none.

        apply_edits(text, [{"op": "set", "row": "Emma", "value": 60}, {"op": "remove", "row": "Walden"}])

    Args:
        document: its text or bytes.
        edits: the operations, as `readme-sync schema edits` describes them; `file` is not used here.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: an entry is not an operation, or cannot be done.
        WriteError: GitHub would show more differences than an operation is meant to make.
    """
    try:
        operations = [entry_of(dict(one)).operation for one in edits]
    except ProblemError as error:
        message, hint = error.said[0]
        raise RequestError(message, hint=hint) from None
    return apply(document, *operations, settings=settings)
