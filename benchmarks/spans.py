"""What exact places cost: reads documents with all their inlines, as we do or as mistune does.

    python benchmarks/spans.py ours|mistune FILE ...

`compare.py` times the two side by side.
"""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def ours(texts: Sequence[str]) -> None:
    """Blocks and inlines with the place of each character."""
    from readme_sync.markdown import Heading, Paragraph, Table, parse  # noqa: PLC0415  mistune's turn loads none of it
    from readme_sync.text import Source  # noqa: PLC0415  likewise

    for text in texts:
        document = parse(Source(text))
        for block in document.walk():
            if isinstance(block, Heading | Paragraph):
                document.inlines(block.content)
            elif isinstance(block, Table):
                for row in (block.header, *block.rows):
                    for cell in row.cells:
                        document.inlines(cell.content)


def mistune(texts: Sequence[str]) -> None:
    """The same by stock mistune, without places."""
    from mistune import create_markdown  # noqa: PLC0415  ours loads it only for what is not simple

    read = create_markdown(renderer="ast", plugins=["table", "strikethrough", "task_lists", "footnotes"])
    for text in texts:
        read(text)


if __name__ == "__main__":
    gc.disable()
    documents = [Path(path).read_text("utf-8") for path in sys.argv[2:]]
    {"ours": ours, "mistune": mistune}[sys.argv[1]](documents)
