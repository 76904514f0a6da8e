"""Compare what two revisions find in the same documents: `compare_revisions.py BEFORE AFTER FOLDER...`.

BEFORE and AFTER are `readme-sync` commands. Compared are `parse` and `check --output-format json` of every Markdown
file in the folders: rules, levels, places, fixes, labels and values; not the wording of messages and reasons. Prints
what differs and exits with 1 if anything does.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDING = {"message", "reason", "name"}
BATCH = 200


def _without_wording(value: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(value, dict):
        return {key: _without_wording(one) for key, one in value.items() if key not in WORDING}
    if isinstance(value, list):
        return [_without_wording(one) for one in value]
    return value


def _documents(command: str, verb: list[str], files: list[Path]) -> Iterator[tuple[str, Any]]:
    """Yield each file's path and what the command says of it; None where it says nothing."""
    run = subprocess.run([command, *verb, "--no-config", *map(str, files)], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines() if line]
    told = [one for line in lines for one in line.get("documents", [line])]
    found = {one["path"]: _without_wording(one) for one in told}
    for path in files:
        yield str(path), found.get(str(path))


def _difference(before: Any, after: Any, place: str = "") -> str:  # noqa: ANN401  any JSON
    """Return where two values first differ, "" where they are equal."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            if found := _difference(before.get(key), after.get(key), f"{place}.{key}"):
                return found
        return ""
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return next(
            filter(
                None, (_difference(a, b, f"{place}[{n}]") for n, (a, b) in enumerate(zip(before, after, strict=True)))
            ),
            "",
        )
    return "" if before == after else f"{place}: {json.dumps(before)[:150]} -> {json.dumps(after)[:150]}"


def main() -> int:
    """Run the comparison; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    files = sorted(path for folder in asked.folders for path in folder.rglob("*.md"))
    different = 0
    for verb in (["parse"], ["check", "--output-format", "json"]):
        for start in range(0, len(files), BATCH):
            batch = files[start : start + BATCH]
            pairs = zip(_documents(asked.before, verb, batch), _documents(asked.after, verb, batch), strict=True)
            for (path, before), (_, after) in pairs:
                if found := _difference(before, after):
                    different += 1
                    print(f"{verb[0]} {path} {found}")
    print(f"{len(files)} documents compared, {different} differences")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
