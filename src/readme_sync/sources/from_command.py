"""Facts from a command: what it prints, a number or a text in one line. It runs only where a person allows it."""

from readme_sync.errors import RequestError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, number, percent_of, text_of
from readme_sync.sources.context import DocumentContext
from readme_sync.text.regex import regex

_NUMBER = regex(r"[0-9]{1,15}(?:\.[0-9]{0,8}[1-9])?")  # 3.10 is a version


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the command prints.

    Raises:
        ReadmeSyncError: no command may run, it fails, or prints something else than one number or text.
    """
    shown = " ".join(source.command)[:80]
    if around.shared.named.commands is None:
        raise RequestError(f"{shown!r} was not run", hint="use --allow-commands if you trust the configuration")
    printed = around.shared.named.commands.run(source.command, source.path).strip()
    if _NUMBER.fullmatch(printed):
        return number(float(printed), shown)
    if percent := percent_of(printed, shown):
        return percent
    if "\n" in printed or not printed:
        what = f"{len(printed.splitlines())} lines" if printed else "nothing"
        raise RequestError(f"{shown!r} prints {what}", hint="let it print one number or one text")
    if len(printed.split()) > 1 and all(_NUMBER.fullmatch(word) for word in printed.split()):
        raise RequestError(f"{shown!r} prints {len(printed.split())} numbers", hint="let it print one")
    return text_of(printed, shown)
