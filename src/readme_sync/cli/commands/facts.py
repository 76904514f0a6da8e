"""List the named facts, and where documents state them."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured, file_of
from readme_sync.cli.file_checker import named_facts
from readme_sync.cli.options import commands_option, output_file_option, output_format, paths_options
from readme_sync.cli.output import WRONG_INPUT, view, write_json, write_text
from readme_sync.cli.run import over
from readme_sync.disk import surroundings_of
from readme_sync.errors import ReadmeSyncError
from readme_sync.markers.named_facts import stated_text
from readme_sync.model import Claim, Expression, FactSource, Settings, SourceKind, Value
from readme_sync.reader import parse
from readme_sync.reports.facts_report import (
    FactShape,
    FactState,
    PlaceShape,
    facts_lines,
    facts_shape,
    source_text,
    state_of,
    value_text,
)
from readme_sync.reports.json_lines import json_line
from readme_sync.sources import Facts
from readme_sync.sources.context import NamedFacts
from readme_sync.sources.expected import is_right
from readme_sync.text import Source


@click.command("facts")
@output_format()
@output_file_option
@commands_option
@paths_options
def command(configured: Configured, paths: Sequence[str], output_format: str, allow_commands: bool) -> int:
    """List the named facts, and where documents state them.

    Each with its value, its source, and whether all places that state it are right. Never uses the network.

    PATHS are the Markdown files, folders or patterns in which to look. Default: the files in `paths` of the
    configuration, otherwise README.md in the current directory.

    Examples:
        readme-sync facts
        readme-sync facts . --output-format json
    """
    run = _Run(named_facts(allow_commands=allow_commands))
    code = over(paths, run.add, configured)
    shapes = run.shapes(configured.of(""))
    if output_format == "json":
        write_json(json_line(facts_shape(shapes)))
    else:
        write_text("".join(f"{line}\n" for line in facts_lines(shapes, view())))
    return max(code, WRONG_INPUT if any(one.state is FactState.BROKEN for one in shapes) else 0)


class _Run:
    """The places in all documents that state facts."""

    def __init__(self, named: NamedFacts) -> None:
        self._named = named
        self._places: dict[str, list[PlaceShape]] = {}

    def add(self, source: Source, path: str, settings: Settings) -> None:
        """Look for facts in one document."""
        readme = parse(source, settings=settings)
        facts = Facts(readme, surroundings_of(file_of(path)), named=self._named)
        for claim in readme.claims:
            for name in _names(claim):
                line, column = source.position_of(claim.figure.span.start)
                place = PlaceShape(path, line, column, stated_text(claim.figure), _is_right(claim, facts))
                self._places.setdefault(name, []).append(place)

    def shapes(self, settings: Settings) -> list[FactShape]:
        """Return the facts of a configuration with their places."""
        facts = Facts(parse("", "README.md", settings), surroundings_of("README.md"), named=self._named)
        return [self._shape(one, facts) for one in settings.facts]

    def _shape(self, fact: FactSource, facts: Facts) -> FactShape:
        places = tuple(self._places.get(fact.at, ()))
        if reason := facts.not_asked(Expression(Value.FACT, (fact,))):
            return FactShape(fact.at, "", source_text(fact), FactState.NOT_LOOKED_AT, reason, places)
        try:
            value = value_text(facts.of_fact(fact))
        except ReadmeSyncError as error:
            reason = error.message + (f"; {error.hint}" if error.hint else "")
            return FactShape(fact.at, "", source_text(fact), FactState.BROKEN, reason, places)
        return FactShape(fact.at, value, source_text(fact), state_of(places), "", places)


def _names(claim: Claim) -> list[str]:
    """Return the names of the facts that a claim asks for."""
    sources = claim.fact.sources if isinstance(claim.fact, Expression) else ()
    return [one.at for one in sources if one.kind is SourceKind.FACT]


def _is_right(claim: Claim, facts: Facts) -> bool | None:
    try:
        return is_right(claim, facts.of(claim))
    except ReadmeSyncError:
        return None
