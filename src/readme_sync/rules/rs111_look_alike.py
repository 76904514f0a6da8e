"""RS111 look-alike: a number stands before the same noun as a number that is bound, and is not bound itself.

## What it does

Where the configuration binds `{} rules`, lists the other numbers in front of `rules` in the same document.

## Why is this bad?

The bound numbers are kept right; this one goes wrong beside them.

## Example

With `find = "all {} rules"` in the configuration:

    It checks all 194 rules. The 187 rules are listed below.

## Fix safety

There is no fix: what the number counts, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.markers.configured_claims import visible_texts
from readme_sync.markers.expressions import expression_text
from readme_sync.markers.named_facts import spelled_places
from readme_sync.model import Certainty, Expression, Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.regex import regex
from readme_sync.text.source import is_within

_NOUN = regex(r"\{\}[ \xa0](?P<noun>[^\W\d_]{3,})(?![\w-])")
_NEXT = regex(r"[ \xa0](?P<first>[^\W\d_]{2,})(?![\w-])(?:[ \xa0](?P<second>[^\W\d_]{3,})(?![\w-]))?")

_SCALES = {"hundred", "thousand", "million", "billion", "trillion"}


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    facts = _nouns(readme)
    if not facts:
        return
    bound = sorted(claim.figure.span for claim in readme.claims if claim.certainty is Certainty.CERTAIN)
    for seen in visible_texts(readme):
        for end, number in spelled_places(seen) if any(noun in seen.text for noun in facts) else ():
            words = _NEXT.match(seen.text, end)
            noun = next((words[name] for name in ("first", "second") if words[name] in facts), "") if words else ""
            if words and noun and words["first"] not in _SCALES and not is_within(number.span, bound):
                text, fact = number.excerpt.text, expression_text(facts[noun])
                says = f"says {text}{seen.text[end : words.end()].partition(noun)[0]}{noun}, not bound to {fact}"
                marked = f"<!-- readme-sync: {fact} -->{text}<!-- /readme-sync -->"
                yield number.span, f"{says}; write {marked}, or ignore RS111"


def _nouns(readme: Readme) -> dict[str, Expression]:
    """Return what the configuration binds numbers to, by the noun behind each."""
    return {
        found["noun"]: setting.fact
        for setting in readme.settings.claims
        for find in setting.find
        if (found := _NOUN.search(find))
    }


RULE = rule("RS111", "look-alike", Level.NOTE, _find)
