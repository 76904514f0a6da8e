"""Where a row goes: --before, --after, --first, --last."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from readme_sync.api import Spot

F = TypeVar("F", bound=Callable[..., object])


def place_options(command: F) -> F:
    """Gives a command the four options."""
    last = click.option("--last", is_flag=True, help="Behind the last row, but before a total (the default).")
    first = click.option("--first", is_flag=True, help="Before the first row.")
    after = click.option("--after", metavar="ROW", help="Behind that row.")
    before = click.option("--before", metavar="ROW", help="Before that row.")
    return before(after(first(last(command))))


def spot(
    before: str | None, after: str | None, *, first: bool, last: bool, section: str | None, line: int | None
) -> "Spot":
    """The place that the options name.

    Raises:
        UsageError: they name more than one.
    """
    from readme_sync import api  # noqa: PLC0415

    if (before is not None) + (after is not None) + first + last > 1:
        raise click.UsageError("only one of --before, --after, --first and --last", click.get_current_context())
    return api.Spot(before, after, first, section, line)
