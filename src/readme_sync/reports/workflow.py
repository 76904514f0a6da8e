"""Commands to the runner of GitHub Actions in the output of a step, and other text without any.

The runner strips whitespace from the start of a line, even no-break spaces, and looks for `::name ...::` there; it
finds the older `##[name]` anywhere in a line.
"""

import re
from collections.abc import Mapping

from readme_sync.text.regex import regex

_COMMAND = regex(r"(?m:(^|\r)([^\S\r\n]*)::|##\[)")
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    """Return the command as one line, with its line end; properties that are "" are left out."""
    pairs = ",".join(f"{key}={_written(str(value), _PROPERTY)}" for key, value in properties.items() if value != "")
    return f"::{name}{' ' if pairs else ''}{pairs}::{_written(message, _DATA)}\n"


def harmless(text: str) -> str:
    """Return the text without commands for the runner: a visible break is put where one would begin."""
    return _COMMAND.sub(_broken, text)


def _written(text: str, escapes: Mapping[str, str]) -> str:
    """Return the text as the runner decodes it; each character is replaced once, so no percent sign twice."""
    return "".join(escapes.get(character, character) for character in text.replace("##[", "## ["))


def _broken(match: re.Match[str]) -> str:
    return "## [" if match[0] == "##[" else f"{match[1]}{match[2]}| ::"
