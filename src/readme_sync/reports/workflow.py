"""What the runner of GitHub Actions reads in the output of a step: its commands, and how other text stays none.

The runner takes blanks off the start of a line, no-break spaces too, and looks for `::name ...::` there; the older
`##[name]` it finds anywhere in a line.
"""

import re
from collections.abc import Mapping

from readme_sync.text.regex import regex

_COMMAND = regex(r"(?m:(^|\r)([^\S\r\n]*)::|##\[)")
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    """The command as one line, with its line end; properties that are "" are left out."""
    pairs = ",".join(f"{key}={_written(str(value), _PROPERTY)}" for key, value in properties.items() if value != "")
    return f"::{name}{' ' if pairs else ''}{pairs}::{_written(message, _DATA)}\n"


def harmless(text: str) -> str:
    """The text so that the runner takes no command from it: a visible break stands where one would begin."""
    return _COMMAND.sub(_broken, text)


def _written(text: str, escapes: Mapping[str, str]) -> str:
    """The text as the runner decodes it; each character is looked at once, so the percent signs are ours alone."""
    return "".join(escapes.get(character, character) for character in text.replace("##[", "## ["))


def _broken(match: re.Match[str]) -> str:
    return "## [" if match[0] == "##[" else f"{match[1]}{match[2]}| ::"
