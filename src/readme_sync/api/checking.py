"""`check`: what the rules find."""

from collections.abc import Iterable

from readme_sync.api.documents import Text
from readme_sync.api.parsing import parse
from readme_sync.model import NO_FILES, FileTree, Readme, Result


def check(
    document: Text | Readme, select: Iterable[str] | None = None, *, surroundings: FileTree = NO_FILES
) -> list[Result]:
    """What the rules find, in document order.

    Args:
        document: its text or bytes, or the parsed document.
        select: ids of the rules to run; all by default.
        surroundings: the files that links and claims mean, see `surroundings_of`; without, nothing is looked at.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such rule.
    """
    from readme_sync import rules  # noqa: PLC0415
    from readme_sync.sources import Facts  # noqa: PLC0415

    readme = document if isinstance(document, Readme) else parse(document)
    return rules.check(readme, select, Facts(readme, surroundings))
