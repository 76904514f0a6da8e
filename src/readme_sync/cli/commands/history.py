"""Show how the progress of a document moved, from git."""

import click

from readme_sync.cli.documents import Configured, shown_path, single_path
from readme_sync.cli.options import config_options, output_file_option, output_format
from readme_sync.cli.output import view, write_data, write_json, write_patch, write_text
from readme_sync.disk.document_history import day_of, history_of
from readme_sync.disk.update_file import today
from readme_sync.errors import InputError, RequestError
from readme_sync.reports.chart_svg import burn_up
from readme_sync.reports.history_csv import history_csv
from readme_sync.reports.history_json import history_json, moves_json
from readme_sync.reports.history_text import history_text, moves_text
from readme_sync.reports.progress_history import Move, ProgressHistory, activity, forecast, moves
from readme_sync.text.closest import Names


@click.command("history")
@click.argument("path", required=False)
@click.option("--section", metavar="TITLE", help="Show this section instead of the whole document.")
@click.option("--since", metavar="DATE|REV", help="List the items that moved since a day or a git revision.")
@click.option("--every", is_flag=True, help="Read every version; by default the last one of each day.")
@click.option("--no-cache", is_flag=True, help="Keep nothing of the versions for the next run.")
@output_format(("text", "json", "csv", "svg"))
@output_file_option
@config_options
def command(
    configured: Configured,
    path: str | None,
    section: str | None,
    since: str | None,
    output_format: str,
    *,
    every: bool,
    no_cache: bool,
) -> int:
    """Show how the progress of a document moved, from its versions in git.

    PATH is a Markdown file. Default: the one in `paths` of the configuration, otherwise README.md in the current
    directory.

    A day on which the progress moved is a line. Renames are followed, a merge counts as one change, and versions are
    read with the settings of today. The forecast takes the pace of the last 90 days. Never uses the network.

    Examples:
        readme-sync history
        readme-sync history --since v1.0
        readme-sync history --output-format svg -o burn-up.svg
    """
    path = path or single_path(configured)
    history = history_of(path, configured.of(path), every=every, caches=not no_cache)
    history = history._replace(path=shown_path(path))
    if not history.read:
        raise InputError(f"no version can be read ({'; '.join(history.notes)})", path=path)
    if since and output_format not in {"text", "json"}:
        message = f"--since is text or JSON, it cannot go with --output-format {output_format}"
        raise click.UsageError(message, click.get_current_context())
    if section:
        _refuse_unknown(history, section)
        history = history.of_section(section)
    now = today()
    seen = forecast(history, now)
    if since:
        found = _moved(history, path, since)
        if output_format == "json":
            write_json(moves_json(history.path, since, found))
        else:
            write_text(moves_text(since, found, view()))
    elif output_format == "json":
        write_json(history_json(history, seen, activity(history, now)))
    elif output_format == "csv":
        write_patch(history_csv(history))
    elif output_format == "svg":
        write_data(burn_up(history, now))
    else:
        write_text(history_text(history, seen, view(), now))
    return 0


def _refuse_unknown(history: ProgressHistory, section: str) -> None:
    """Refuse the title of a section that no version has.

    Raises:
        RequestError: none has it.
    """
    titles = {title: None for _, snapshot in history.read for title in snapshot.sections}
    if section not in titles:
        near = Names(titles).nearest(section, 0.5)
        hint = f"the nearest is {near!r}" if near else "see status"
        raise RequestError(f"no section {section!r} has items", hint=hint)


def _moved(history: ProgressHistory, path: str, since: str) -> list[Move]:
    day = day_of(path, since)
    before, (_, after) = history.at(day), history.read[-1]
    if before is None:
        raise InputError(f"no version of {day} or before can be read", path=path, hint="name a later day")
    return moves(before, after)
