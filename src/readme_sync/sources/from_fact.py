"""Named facts of the configuration: one source, or `a + b`, or `a / b`."""

from collections.abc import Sequence
from importlib import import_module

from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import FactSource, SourceKind
from readme_sync.sources.amount import Amount, number, of_total, summed
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import written_path


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what a named fact comes to; a run works it out once for all its documents.

    Raises:
        ReadmeSyncError: it cannot be found; the message names the fact.
    """
    known = around.shared.named.known
    key = (around.readme.settings.origin, source)
    if key not in known:
        try:
            known[key] = _amount(source, around)
        except ReadmeSyncError as error:
            error.path = written_path(error.path) if error.path else None
            known[key] = error
    found = known[key]
    if isinstance(found, ReadmeSyncError):
        raise found.with_traceback(None)
    return found


def _amount(source: FactSource, around: DocumentContext) -> Amount:
    plugins = import_module("readme_sync.sources.facts").PLUGINS
    amounts = [plugins.load(part.kind)(part, 0, around) for part in source.parts]
    amount: Amount = amounts[0]
    if len(amounts) > 1:
        _refuse_mixed(source, amounts)
        amount = summed(amounts, [1.0] * len(amounts)) if source.sign == "+" else of_total(amount, amounts[1:])
        return amount._replace(origin=source.at)
    (part,) = source.parts
    if part.kind is SourceKind.FILES and not amount.ways[0].done:
        raise RequestError(f"there is no file {written_path(part.pattern)!r}", hint="check the path")
    counts = part.where or part.kind is SourceKind.FILES  # rows that are so, files that are there: no share of others
    if counts and amount.ways[0].total is not None:
        amount = number(amount.ways[0].done, amount.origin)._replace(may_be_percent=False)
    return amount._replace(origin=f"{source.at} ({amount.origin})")


def _refuse_mixed(source: FactSource, amounts: Sequence[Amount]) -> None:
    """Refuse a sum of numbers and shares, and a share of shares: they mean nothing.

    Raises:
        RequestError: it is one.
    """
    shares = [
        part.at for part, one in zip(source.parts, amounts, strict=True) if one.ways and one.ways[0].total is not None
    ]
    if shares and (source.sign == "/" or len(shares) < len(amounts)):
        what = f"{shares[0]} is a share, which cannot be part of {source.at}"
        raise RequestError(what, hint="combine numbers, or add shares")
