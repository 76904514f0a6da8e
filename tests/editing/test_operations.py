"""Each operation is declared once: the command line, files of operations and Python take its fields."""

import inspect
import re
from pathlib import Path

import click
import pytest

import readme_sync
from readme_sync.bulk.plan import Entry, entries
from readme_sync.cli.group import cli
from readme_sync.editing.operation import Kind, Operation, defaults_of, parameters_of
from readme_sync.editing.operations import operations

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
COMMON = {"section", "line", "repad"}
OF_ALL_COMMANDS = {"output_format", "quiet", "verbose", "color"}
OF_THE_DOCUMENT = {"no_sync", "path", "show_diff", "dry_run", "config", "no_config", *OF_ALL_COMMANDS}
VERBS = list(operations().items())
HANDLES: dict[str, type] = {
    **dict.fromkeys(("set", "put", "rename", "move", "remove"), readme_sync.ItemHandle),
    **dict.fromkeys(("add", "upsert", "sort", "renumber", "reset", "column"), readme_sync.SectionHandle),
}


@pytest.mark.parametrize(("verb", "operation"), VERBS)
def test_every_field_is_explained(verb: str, operation: type[Operation]) -> None:
    assert operation.__doc__
    for name, parameter in parameters_of(operation).items():
        assert parameter.help.endswith("."), (verb, name)
        assert bool(parameter.metavar) is (parameter.kind not in {Kind.FLAG, Kind.SWITCH}), (verb, name)
    required = set(parameters_of(operation)) - set(defaults_of(operation))
    assert all(parameters_of(operation)[name].is_argument for name in required)


@pytest.mark.parametrize(("verb", "operation"), VERBS)
def test_a_command_has_an_option_for_each_field(verb: str, operation: type[Operation]) -> None:
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    options = {option.name: option for option in command.params if option.name not in OF_THE_DOCUMENT}
    assert list(options) == list(parameters_of(operation))
    for name, parameter in parameters_of(operation).items():
        option = options[name]
        assert isinstance(option, click.Argument) is parameter.is_argument
        assert option.required is (name not in defaults_of(operation))


@pytest.mark.parametrize(("verb", "operation"), VERBS)
def test_a_file_has_a_key_for_each_field(verb: str, operation: type[Operation]) -> None:
    keys = {name: field for name, field in entries()[verb].model_fields.items() if name not in {"op", "file"}}
    assert set(keys) == set(parameters_of(operation))
    for name, field in keys.items():
        assert field.description == parameters_of(operation)[name].help
        assert field.is_required() is (name not in defaults_of(operation))
    assert issubclass(entries()[verb], Entry)


@pytest.mark.parametrize(("verb", "operation"), VERBS)
def test_a_handle_has_a_method_for_each(verb: str, operation: type[Operation]) -> None:
    assert inspect.isfunction(getattr(HANDLES[verb], verb))
    assert getattr(readme_sync, operation.__name__) is operation


def test_the_page_about_python_lists_the_fields() -> None:
    rows = re.findall(r"^\| `([A-Z]\w+)` \| (.*)\|$", PAGE, re.MULTILINE)
    shown = {name: set(re.findall(r"`(\w+)`", fields)) for name, fields in rows if hasattr(readme_sync, name)}
    known = {operation.__name__: set(parameters_of(operation)) - COMMON for _, operation in VERBS}
    assert {name: fields for name, fields in shown.items() if name in known} == known
