"""What each rule finds, from `tests/cases/rules/*.toml`, and what every rule must have."""

import tomllib
from fnmatch import fnmatchcase
from functools import partial
from importlib import import_module
from pathlib import Path
from posixpath import normpath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync import rules
from readme_sync.editing.fixes import fix
from readme_sync.errors import RequestError
from readme_sync.markers.expressions import parse_expression
from readme_sync.model import NO_FILES, ClaimSetting, FactSource, FileTree, PathKind, Settings, SourceKind
from readme_sync.reader import read
from readme_sync.sources import Facts
from readme_sync.sources.history import Base
from readme_sync.text import Source

CASES = Path(__file__).resolve().parents[1] / "cases" / "rules"
MODULES = sorted(path.stem for path in Path(rules.__path__[0]).glob("rs*.py"))
HEADINGS = ("## What it does", "## Why is this bad?", "## Example", "## Fix safety")


def _document(file: dict[str, Any], case: dict[str, Any]) -> str:
    """The case's own document, or the given one with its replacements made."""
    text: str = case.get("readme") or file["given"]["readme"]
    for old, new in case.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    return text


def _cases() -> list[Any]:
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        file = tomllib.loads(path.read_text("utf-8"))
        for name, case in file.items():
            if name != "given":
                shared = {key: file["given"][key] for key in ("claims", "facts") if key in file.get("given", {})}
                parameters = (path.stem.split("_")[0].upper(), _document(file, case), shared | case)
                cases.append(pytest.param(*parameters, id=f"{path.stem}: {name}"))
    return cases


class _Folder:
    """The files around a document, out of a case: a path with `/` at its end is a folder."""

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files

    is_repository = True

    def kind(self, path: str) -> PathKind:
        place = self._place(path)
        if place.startswith(".."):
            return PathKind.OUTSIDE
        if place in self._files:
            return PathKind.FILE
        is_folder = place == "." or any(name.startswith(f"{place}/") for name in self._files)
        return PathKind.FOLDER if is_folder else PathKind.MISSING

    def from_top(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes:
        return self._files[self._place(path)].encode()

    def count(self, pattern: str) -> int:
        return len(self.glob(pattern))

    def glob(self, pattern: str) -> tuple[str, ...]:
        wanted = pattern.removeprefix("/").split("/")
        paths = {tuple(name.split("/")[: len(wanted)]) for name in self._files}
        same = [path for path in paths if len(path) == len(wanted) and all(map(fnmatchcase, path, wanted))]
        return tuple(sorted(map("/".join, same)))

    def _place(self, path: str) -> str:
        return normpath(path.removeprefix("/"))


def _settings(case: dict[str, Any]) -> Settings:
    """The settings with a case's claims, over any document, its facts (numbers), and its leading document."""
    facts = tuple(
        FactSource(SourceKind.FACT, at=name, parts=(FactSource(SourceKind.NUMBER, number=value),))
        for name, value in case.get("facts", {}).items()
    )
    claims = ((one["find"], parse_expression(one["value"], facts)) for one in case.get("claims", ()))
    leader = "README.md" if "leader" in case else ""
    settings = Settings(facts=facts, leader=leader)
    return settings._replace(claims=tuple(ClaimSetting((find,), fact, files=("*",)) for find, fact in claims))


def _around(case: dict[str, Any]) -> FileTree:
    """The files around a case's document."""
    leader = {"README.md": case["leader"]} if "leader" in case else {}
    return _Folder({**leader, **case.get("files", {})}) if leader or "files" in case else NO_FILES


def _base(text: str, case: dict[str, Any]) -> Base | None:
    """The earlier version of a case's document: with the replacements of `base` made."""
    if "base" not in case:
        return None
    for old, new in case["base"].items():
        assert old in text.replace("\r\n", "\n").replace("\r", "\n")
        newline = next(one for one in ("\r\n", "\r", "\n") if one in text)
        text = text.replace(old.replace("\n", newline), new.replace("\n", newline))
    return Base(read(Source(text)), "HEAD")


def _shown(text: str, rule: str, case: dict[str, Any]) -> list[str]:
    """The results of a rule as the case files write them."""
    readme = read(Source(text), _settings(case))
    facts = Facts(readme, _around(case), base=_base(text, case))
    return [
        f"{place.line}:{place.column} {result.message}"
        for result in rules.check(readme, [rule], facts)
        for place in [readme.source.position_of(result.span.start)]
    ]


@pytest.mark.parametrize(("rule", "text", "case"), _cases())
def test_case(rule: str, text: str, case: dict[str, Any]) -> None:
    """The rule finds what the case says, with any line ends, and its fixes change what the case says and no more."""
    assert not set(case) - {
        "readme",
        "replace",
        "base",
        "results",
        "fixed",
        "mended",
        "files",
        "claims",
        "facts",
        "leader",
    }
    for same in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        assert _shown(same, rule, case) == case["results"]
    for newline in ("\n", "\r\n"):
        _assert_fixed(text.replace("\n", newline), newline, rule, case)


def _assert_fixed(before: str, newline: str, rule: str, case: dict[str, Any]) -> None:
    """The lines named change as they say, no other does, and a second time nothing is left to fix."""
    fixing = partial(fix, settings=_settings(case), surroundings=_around(case), base=_base(before, case))
    after = fixing(before, [rule]).source.text
    lines = dict(enumerate(before.split(newline), 1))
    wanted = {int(number): line for number, line in case.get("fixed", {}).items()}
    assert dict(enumerate(after.split(newline), 1)) == lines | wanted
    assert len(fixing(after, [rule]).changes) == 0
    all_of_it = fixing(before, [rule], unsafe=True)
    assert all_of_it.source.text == case.get("mended", after).replace("\n", newline).replace("\r\r", "\r")
    assert not all_of_it.skipped
    assert len(fixing(all_of_it.source, [rule], unsafe=True).changes) == 0


@pytest.mark.parametrize("module", MODULES)
def test_rule_is_complete(module: str) -> None:
    rule = import_module(f"readme_sync.rules.{module}").RULE
    documentation = import_module(f"readme_sync.rules.{module}").__doc__ or ""
    assert module == f"{rule.id.lower()}_{rule.name.replace('-', '_')}"
    assert documentation.startswith(f"{rule.id} {rule.name}: ")
    places = [documentation.find(f"\n{heading}\n") for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)
    names = tomllib.loads((CASES / f"{module}.toml").read_text("utf-8"))
    for word in ("finds", "leaves", "hostile"):
        assert any(name.startswith(word) for name in names), f"a case whose name begins with {word!r}"


@pytest.mark.parametrize("module", MODULES)
def test_the_documentation_knows_the_fixes(module: str) -> None:
    rule = import_module(f"readme_sync.rules.{module}")
    file = tomllib.loads((CASES / f"{module}.toml").read_text("utf-8"))
    cases = [(_document(file, case), case) for name, case in file.items() if name != "given"]
    said = (rule.__doc__ or "").partition("## Fix safety")[2]
    readmes = [(read(Source(text), _settings(case)), case) for text, case in cases]
    found = [
        rules.check(one, [rule.RULE.id], Facts(one, _around(case), base=_base(one.source.text, case)))
        for one, case in readmes
    ]
    fixes = [result.fix for results in found for result in results if result.fix]
    assert ("There is no fix" in said) == (not fixes)
    assert ("unsafe" in said) == any(not fix.is_safe for fix in fixes)


def test_registry_is_complete_and_ordered() -> None:
    ids = [rule.id for rule in rules.every()]
    assert ids == sorted(ids)
    assert [module.split("_")[0].upper() for module in MODULES] == ids
    assert {path.stem for path in CASES.glob("*.toml")} == set(MODULES)
    assert rules.names() == {rule.id: rule.name for rule in rules.every()}
    assert rules.usual() == [rule.id for rule in rules.every() if rule.is_default]
    assert rules.NEEDS.keys() < set(ids)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(RequestError, match="no rule RS000; there are RS101"):
        rules.check(read(Source("# a")), ["RS000"])


SCRAPS = st.lists(
    st.sampled_from(
        [
            *("| a | b |\n", "|-|-|\n", "1: x | 40%|\n", "2: y|3/10|z|\n", "## 1.2. a\n", "- [x] a\n", "  - [ ] 3/4\n"),
            *(
                "![1%](https://geps.dev/progress/2)",
                "|",
                "# a\n",
                "`",
                "> ",
                "&#37;",
                "\\|",
                "**",
                "Progress",
                "x",
                "\n",
            ),
        ]
    ),
    max_size=30,
).map("".join)


@given(SCRAPS)
def test_any_document_gives_the_same_results_in_order(text: str) -> None:
    readme = read(Source(text))
    results = rules.check(readme)
    assert results == rules.check(read(Source(text)))
    assert [result.span for result in results] == sorted(result.span for result in results)
    for result in results:
        assert 0 <= result.span.start < result.span.end <= len(text)
        assert result in rules.check(readme, [result.rule])
