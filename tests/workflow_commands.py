"""How the runner of GitHub Actions reads the output of a step; written from its behaviour, not from our code."""

import re

REGISTERED = frozenset(
    "add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env "
    "set-output stop-commands warning".split()
)


def commands(out: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that the runner takes from an output: name, properties, message."""
    return [found for line in re.split(r"\r\n|\r|\n", out) for found in [_modern(line) or _old(line)] if found]


def _modern(line: str) -> tuple[str, dict[str, str], str] | None:
    """`::name key=value,key=value::message` behind any white space."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, pairs = line[2:end].partition(" ")
    properties = dict(pair.strip().partition("=")[::2] for pair in pairs.split(",") if "=" in pair)
    return name, {key: _decoded(value) for key, value in properties.items()}, _decoded(line[end + 2 :])


def _old(line: str) -> tuple[str, dict[str, str], str] | None:
    """`##[name key=value;]message` anywhere in a line."""
    found = re.search(r"##\[([^\] ]*)[^\]]*\](.*)", line)
    return (found[1], {}, found[2]) if found else None


def _decoded(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text
