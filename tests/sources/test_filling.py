"""Figures where none stands yet."""

import pytest

from readme_sync.model import Progress
from readme_sync.reader import read
from readme_sync.sources.expected import fill, is_empty
from readme_sync.text import Source, apply

BADGE = "https://img.shields.io/badge/progress-43%25-blue"
CASES = {
    ("done/total", "a {} b\n"): "a {3/7} b\n",
    ("percent", "a {} b\n"): "a {43%} b\n",
    ("bar", "a {} b\n"): "a {████░░░░░░} b\n",
    ("badge", "a {} b\n"): f"a {{![43%]({BADGE})}} b\n",
    ("badge", "<p>{}</p>\n"): f'<p>{{<img src="{BADGE}" alt="43%">}}</p>\n',
    ("badge", "{\n}\n"): f"{{\n![43%]({BADGE})\n}}\n",
    ("done/total", "> {\n> }\n"): "> {\n> 3/7\n> }\n",
    ("done/total", "- a\n\n  {\n\n  }\n"): "- a\n\n  {\n\n  3/7\n  }\n",
    ("done/total", "| a |\n|---|\n| { } |\n"): "| a |\n|---|\n| {3/7} |\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("given", "wanted"), CASES.items())
def test_filled(given: tuple[str, str], wanted: str, newline: str) -> None:
    value, text = given

    def marked(text: str) -> str:
        opening = f"<!-- readme-sync: {value} of #a -->"
        return text.replace("{", opening).replace("}", "<!-- /readme-sync -->").replace("\n", newline)

    readme = read(Source(marked(text)))
    (claim,) = readme.claims
    assert is_empty(claim)
    edit = fill(readme, claim, Progress.of_fraction(3, 7))
    after = read(apply(readme.source, [edit]))
    assert after.source.text == marked(wanted)
    assert {claim.value.value for claim in after.claims} <= {value, "percent"}
    assert not any(map(is_empty, after.claims))
    assert not after.flaws


@pytest.mark.parametrize("value", ["done", "total", "left", "count"])
def test_numbers(value: str) -> None:
    readme = read(Source(f"a <!-- readme-sync: {value} --><!-- /readme-sync -->"))
    (claim,) = readme.claims
    assert fill(readme, claim, Progress.of_number(12)).replacement == "12"
