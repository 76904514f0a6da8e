"""Facts from gettext catalogues: translated of all messages; what is fuzzy is not translated. Needs polib."""

from readme_sync.errors import InputError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, count_of
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import texts_of, written_path


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return how many messages of some catalogues are translated, out of all.

    Raises:
        ReadmeSyncError: polib is missing, no file matches the pattern, or one is no catalogue.
    """
    done = total = 0
    for path, text in texts_of(source.pattern, around):
        translated, messages = _messages(text, path)
        done += translated
        total += messages
    return count_of(done, total, written_path(source.pattern))


def _messages(text: str, path: str) -> tuple[int, int]:
    try:
        import polib
    except ImportError:
        hint = "run `pip install polib`"
        raise InputError("cannot be read: catalogues need the package polib", path=path, hint=hint) from None
    try:
        catalogue = polib.pofile(f"# read from memory\n{text}")  # a text of one line would be taken for a path
    except (OSError, ValueError, UnicodeError) as error:
        message = f"is no catalogue: {str(error).splitlines()[0][:100]}"
        raise InputError(message, path=path, hint="correct it") from None
    messages = [one for one in catalogue if not one.obsolete]
    return sum(one.translated() for one in messages), len(messages)
