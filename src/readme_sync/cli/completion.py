"""What a shell proposes behind an option or an argument: rules, sections and rows."""

from collections.abc import Iterator

import click
from click.shell_completion import CompletionItem

from readme_sync.cli.check_options import known_rules
from readme_sync.cli.documents import Configured, read_path, single_path
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Readme
from readme_sync.reader import parse
from readme_sync.store.read_files import split_section


def rule_words(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids, names and families of rules that begin so; behind a comma another one."""
    before, comma, last = incomplete.rpartition(",")
    words = {rule.id[:3]: "family" for rule in known_rules()}
    words |= {rule.id: rule.name for rule in known_rules()} | {rule.name: rule.id for rule in known_rules()}
    return [CompletionItem(before + comma + word, help=said) for word, said in words.items() if _begins(word, last)]


def section_titles(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the anchors of the sections with items that begin so."""
    found = []
    for readme in _document(context):
        tallies = readme.tallies()
        found += [
            CompletionItem(f"#{section.anchor}", help=section.title)
            for section, tally in zip(readme.sections, tallies, strict=True)
            if section.level and tally.total and _begins(f"#{section.anchor}", incomplete)
        ]
    return found


def row_labels(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the labels of the rows that begin so."""
    labels = dict.fromkeys(item.label for readme in _document(context) for item in readme.items)
    return [CompletionItem(label) for label in labels if _begins(label, incomplete)]


def _begins(word: str, incomplete: str) -> bool:
    return word.lower().startswith(incomplete.lower())


def _document(context: click.Context) -> Iterator[Readme]:
    """Yield the document that the command is about; nothing where it cannot be read."""
    configured = Configured()
    try:
        path, _ = split_section(context.params.get("path") or single_path(configured))
        yield parse(read_path(path), path, configured.of(path))
    except ReadmeSyncError:
        return
