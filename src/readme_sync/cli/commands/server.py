"""Serve editors over the Language Server Protocol."""

from importlib import import_module

import click

from readme_sync.errors import RequestError


@click.command("server")
@click.option("--stdio", is_flag=True, hidden=True, help="Standard input and output, as always; some editors add it.")
def command(stdio: bool) -> None:  # noqa: ARG001  see its help
    """Serve editors over the Language Server Protocol.

    An editor starts it, and talks to it on standard input and output:
    diagnostics, fixes, hovers and completion while you type. docs/editors.md
    says how to set it up. It needs pygls: pip install "pygls>=2".

    Examples:
        readme-sync server
    """
    try:
        server = import_module("readme_sync.server.language_server")
    except ModuleNotFoundError as error:
        if str(error.name).startswith("readme_sync"):
            raise
        hint = "install it: pip install pygls"
        raise RequestError("the language server needs pygls, which is not installed", hint=hint) from None
    server.serve()
