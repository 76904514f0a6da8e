"""Operations on one document, one after the other: each is found and made in what the one before it left."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import DEFAULT, Settings
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.bulk.operation import Done

Text = str | bytes | Source


class Applied(NamedTuple):
    """What operations did to a document.

    Attributes:
        source: the document after them; the very one given, where nothing changed.
        done: what each did, in order.
        changed: whether the document is another one now.
    """

    source: Source
    done: "Sequence[Done]"
    changed: bool


def apply_edits(document: Text, edits: Iterable[Mapping[str, object]], *, settings: Settings = DEFAULT) -> Applied:
    """Does operations to a document; all of them or none.

        apply_edits(text, [{"op": "set", "row": "Emma", "value": 60}, {"op": "remove", "row": "Walden"}])

    Args:
        document: its text or bytes.
        edits: the operations, as `readme-sync schema edits` describes them; `file` has no say here.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: an operation is none, or cannot be done.
        WriteError: GitHub would show more differences than an operation is meant to make.
    """
    from readme_sync.bulk.parse_operations import ProblemError, operation_of  # noqa: PLC0415  loads pydantic
    from readme_sync.bulk.plan import perform_next  # noqa: PLC0415

    before = source = Source(document) if isinstance(document, str) else _source(document)
    try:
        operations = [operation_of(dict(one)) for one in edits]
    except ProblemError as error:
        message, hint = error.said[0]
        raise RequestError(message, hint=hint) from None
    done: list[Done] = []
    while len(done) < len(operations):
        done += perform_next(source, operations[len(done) :], settings)
        source = done[-1].source
    same = source.text == before.text
    return Applied(before if same else source, tuple(done), not same)


def _source(document: bytes | Source) -> Source:
    return document if isinstance(document, Source) else Source.from_bytes(document)
