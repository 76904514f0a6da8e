"""A count of what is listed right below: `The following 11 categories:` above a list."""

from collections.abc import Iterator, Sequence

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import number_at
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.markdown import Block, CodeBlock, Heading, HtmlBlock, List, Paragraph, Table, ThematicBreak
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text.regex import ENABLED, regex

_FOLLOWING = regex(
    r"\bfollowing[ \xa0](?P<value>[0-9]{1,3})[ \xa0](?!days|weeks|months|years|hours|minutes|seconds)[^\W\d_][\w-]*s\b"
    r"|以下[ ]?(?P<cjk>[0-9]{1,3})[ ]?[个個种種项項类類件]"
)
_BEHIND_FOLLOWING = regex(r"following[^\n]*")
_DIGIT = regex(r"[0-9]")
_FEWEST = 2


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not _speaks(page.document.source.text):
        return
    for children, _ in page.siblings:
        for index, block in enumerate(children):
            if isinstance(block, Paragraph) and _speaks(block.content.text):
                yield from _claims(page, block, _until_heading(children, index + 1))


def _speaks(text: str) -> bool:
    """Return whether a text may announce a list; may return false positives, never false negatives."""
    if not ENABLED or "以下" in text:
        return True
    return "following" in text and any(_DIGIT.search(found[0]) for found in _BEHIND_FOLLOWING.finditer(text))


def _until_heading(children: Sequence[Block], start: int) -> list[Block]:
    """Return the next blocks up to a heading, a rule or another such paragraph; they are few or not needed."""
    found: list[Block] = []
    for block in children[start : start + 20]:
        if isinstance(block, (Heading, ThematicBreak)):
            break
        found.append(block)
    return found


def _claims(page: ClaimContext, block: Paragraph, behind: Sequence[Block]) -> Iterator[Claim]:
    first = behind[0] if behind else None
    if not isinstance(first, (List, Table)):
        return
    seen = shown(page.document, block.content)
    matches = list(_FOLLOWING.finditer(seen.text))
    number = number_at(seen, matches[0].span("value" if matches[0]["value"] else "cjk")) if len(matches) == 1 else None
    size = len(first.rows if isinstance(first, Table) else first.children)
    if number is None or size < _FEWEST:
        return
    more = any(isinstance(one, (List, Table, CodeBlock, HtmlBlock)) for one in behind[1:])
    origin = "the table below" if isinstance(first, Table) else "the list below"
    is_other = isinstance(first, Table) or _is_far(number, size)
    doubt = Doubt.LIST_GOES_ON if more else Doubt.OTHER_THING if is_other else Doubt.NONE
    yield count_claim(number, page.section_of(block.span.start), [size], origin, doubt)  # an entry may be two things


def _is_far(number: Figure, size: int) -> bool:
    stated = number.progress.done or 0.0
    return not size / 2 <= stated <= 2 * size


FORM = Form("announced-list", 60, _find)
