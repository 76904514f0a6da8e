"""Errors of pydantic as one line in our words."""

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from readme_sync.config.keys import Claim, Configuration, Counting, Tables, Tracker, Words
from readme_sync.errors import ConfigError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_KNOWN: dict[tuple[str, ...], type[BaseModel]] = {
    (): Configuration,
    ("words",): Words,
    ("trackers",): Tracker,
    ("counting",): Counting,
    ("claims",): Claim,
    ("tables",): Tables,
}
_EXPECTED = {
    "string_type": "should be a text",
    "string_too_short": "should not be empty",
    "bool_type": "should be true or false",
    "list_type": "should be a list",
    "model_type": "should be a table",
    "model_attributes_type": "should be a table",
    "missing": "is missing",
}


def validated(table: dict[str, Any], text: str, path: str) -> Configuration:
    """Return the configuration in a table.

    Raises:
        ConfigError: it is not valid.
    """
    try:
        return Configuration.model_validate(table)
    except ValidationError as error:
        raise _config_error(error, text, path) from None


def _config_error(error: ValidationError, text: str, path: str) -> ConfigError:
    """Return the first error; an unknown key comes first, since a misspelt key often causes other errors."""
    details = error.errors(include_url=False, include_input=False)
    first = next((one for one in details if one["type"] == "extra_forbidden"), details[0])
    message, hint = _message_and_hint(first)
    return ConfigError(message, path=path, line=_line_of(text, first["loc"]), hint=hint)


def _message_and_hint(detail: "ErrorDetails") -> tuple[str, str]:
    """Return what is wrong, and what to do."""
    key = _key(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"there is no key {key!r}", _nearest(detail["loc"])
    if detail["type"] == "value_error":
        text = detail["msg"].removeprefix("Value error, ")
        message, _, hint = text.partition("; ")
        return f"{key}: {message}", hint or "correct it"
    expected = _EXPECTED.get(detail["type"])
    if expected is None:
        expected = detail["msg"].removeprefix("Input ")
    return f"{key} {expected}", "see docs/configuration.md"


def _nearest(location: tuple[int | str, ...]) -> str:
    """Return the known key that is most similar to an unknown one, or all known keys."""
    table = _KNOWN[tuple(part for part in location[:-1] if isinstance(part, str))]
    names = [field.alias or name for name, field in table.model_fields.items()]
    near = get_close_matches(str(location[-1]), names, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


def _key(location: tuple[int | str, ...]) -> str:
    """Return a key as in `trackers[0].kind`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).removeprefix(".")


def _line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """Return the line of a key, None where several lines contain it."""
    name = next((part for part in reversed(location) if isinstance(part, str)), "")
    key = re.compile(rf"(?:^|[\s\[{{,.\"']){re.escape(name)}[\"']?\s*[=\]]")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if key.search(line)]
    return lines[0] if len(lines) == 1 else None
