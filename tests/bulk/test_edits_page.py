"""`docs/edits.md` names the operations and keys that there are."""

import re
from pathlib import Path

from readme_sync.bulk.plan import entries

PAGE = (Path(__file__).parents[2] / "docs" / "edits.md").read_text("utf-8")
COMMON = {"file", "section", "line"}
ROW = re.compile(r"^\| `(\w+)` \|(.*?)\|(.*?)\|", re.MULTILINE)


def test_operations_and_their_keys() -> None:
    shown = {name: [re.findall(r"`(\w+)`", cell) for cell in cells] for name, *cells in ROW.findall(PAGE)}
    assert sorted(shown) == list(entries())
    for name, operation in entries().items():
        fields = {key: field for key, field in operation.model_fields.items() if key not in COMMON}
        needed = [key for key, field in fields.items() if field.is_required() and key != "op"]
        assert shown[name] == [needed, [key for key, field in fields.items() if not field.is_required()]], name
