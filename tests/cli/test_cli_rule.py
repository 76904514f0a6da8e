"""`readme-sync rule`."""

import pytest
from cli_running import Runner

from readme_sync import rules


class TestRule:
    def test_lists_all(self, run: Runner) -> None:
        ran = run("rule")
        assert ran.code == 0
        assert [line.split()[0] for line in ran.out.split("\n\n")[0].splitlines()] == sorted(
            r.id for r in rules.every()
        )

    @pytest.mark.parametrize("rule", rules.every(), ids=lambda rule: rule.id)
    def test_explains_each(self, run: Runner, rule: rules.Rule) -> None:
        for word in (rule.id, rule.id.lower(), rule.name):
            ran = run("rule", word)
            assert ran.code == 0
            assert ran.out.startswith(rule.id)

    def test_knows_what_there_is(self, run: Runner) -> None:
        assert run("rule", "RS000") == (2, "", "readme-sync: there is no rule 'RS000'; readme-sync rule lists them\n")
