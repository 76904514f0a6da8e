"""`readme-sync check` read without click, which takes as long to load as a check of one README.

The options are those that pre-commit passes; all others, mistakes and wild cards are left to click.
"""

from collections.abc import Sequence

from readme_sync.cli.check_options import PLUGINS, report_named
from readme_sync.cli.check_run import CheckRun, check_all
from readme_sync.cli.file_checker import CheckOptions

_WITH_VALUE = ("--select", "--ignore", "--output-format", "--config", "--since")


def run(arguments: Sequence[str]) -> int | None:
    """Check the documents behind the word `check`, and return the exit code; None if click must read the arguments."""
    paths: list[str] = []
    values: dict[str, list[str]] = {name: [] for name in (*_WITH_VALUE, "--no-config")}
    rest = iter(arguments[1:])
    for one in rest:
        name, equals, value = one.partition("=")
        if one[:1] != "-" and not set(one) & set("*?["):
            paths.append(one)
        elif name in _WITH_VALUE and (value := value if equals else next(rest, "-"))[:1] not in ("", "-"):
            values[name].append(value)
        elif one == "--no-config":
            values[one].append(one)
        else:
            return None
    select, ignore, formats, configs, since, off = values.values()
    output_format = formats[-1] if formats else "text"
    if output_format not in PLUGINS.names() or (configs and off):
        return None
    options = CheckOptions(
        tuple(select), tuple(ignore), configs[-1] if configs else None, bool(off), since[-1] if since else None
    )
    return check_all(CheckRun(report_named(output_format), options=options.arguments), options, paths)
