"""`readme-sync check FILE ...` without options, as pre-commit runs it: half of its time would go into loading click."""

from collections.abc import Sequence


def is_plain_check(arguments: Sequence[str]) -> bool:
    """Whether the arguments are `check` and paths, nothing else; wild cards are click's to expand, on Windows."""
    return list(arguments[:1]) == ["check"] and not any(one[:1] == "-" or set(one) & set("*?[") for one in arguments)


def plain_check(paths: Sequence[str]) -> int:
    """Checks documents with nothing chosen on the command line; the exit code."""
    from readme_sync.cli.check_run import Checking, check_all  # noqa: PLC0415  not before it is known to be wanted
    from readme_sync.cli.file_checker import CheckOptions  # noqa: PLC0415  likewise
    from readme_sync.cli.report_choice import report_named  # noqa: PLC0415  likewise

    return check_all(Checking(report_named("text")), CheckOptions(), paths)
