"""Writes the table of regions and their options into docs/markers.md."""

from pathlib import Path

from readme_sync.markers.tags import OPTIONS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "markers.md"
BEGIN, END = "| kind | option | is written | means |\n| --- | --- | --- | --- |\n", "\n<!-- /regions -->"


def page(text: str) -> str:
    """The page with the table as the code has it."""
    before, _, rest = text.partition(BEGIN)
    rows = [
        f"| `{kind}` | `{option.name}` | {option.written} | {option.means} |\n"
        for kind, options in OPTIONS.items()
        for option in options
    ]
    none = [f"| `{kind}` | | | |\n" for kind, options in OPTIONS.items() if not options]
    return before + BEGIN + "".join(rows + none) + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
