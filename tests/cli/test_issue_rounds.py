"""Both sides change at random, round after round: nothing is lost, doubled or written over in silence.

A document with 300 rows that follow issues, both ways, and a table of issues with a column of the author's. Between
two rounds people close, reopen, rename, relabel, move and delete issues, edit rows, write notes and add rows; answers
get lost.
"""

import os
import re
import tempfile
from contextlib import ExitStack
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from cli_running import Ran, Runner
from emulated_issues import EmulatedWorld
from github_server import REPOSITORY, Answer, Request, World, served
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

FULL = bool(os.environ.get("READMESYNC_FULL"))
CONFIGURATION = '[[issues]]\nsection = "#plan"\ncolumn = "Issue"\npush = true\nnew = true\n'
ROW = re.compile(r"^\| (?P<label>[^|]*) \| (?P<issue>[^|]*)\| (?P<status>Planned|In progress|Done) \|$", re.MULTILINE)
NOTE = re.compile(
    r"^\| (?:~~)?\[#(?P<number>\d+)\]\([^)]*\)(?:~~)? \| (?P<title>[^|]*)\| (?P<note>[^|]*)\|", re.MULTILINE
)


class Rounds(RuleBasedStateMachine):
    """The two sides, and what people did to them since they last agreed."""

    count = 300
    emulator = ""

    def github(self) -> World:
        return EmulatedWorld(self.emulator) if self.emulator else World()

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.world = self.stack.enter_context(served(self.github()))
        self.stack.enter_context(patch.dict(os.environ, self.world.variables()))
        monkey = self.stack.enter_context(pytest.MonkeyPatch.context())
        monkey.chdir(folder)
        self.run = Runner(monkey)
        for number in range(1, self.count + 1):
            is_road = number % 10 == 0
            self.world.issue(
                "closed" if number % 3 == 0 else "open", *["road"][: int(is_road)], title=f"Title {number}"
            )
        rows = [
            f"| Row {number} | #{number} | {'Done' if number % 3 == 0 else 'Planned'} |" for number in self.numbers()
        ]
        (folder / ".readme-sync.toml").write_text(CONFIGURATION)
        head = '# Road\n\n<!-- readme-sync: table issues "label:road" -->\n\n<!-- /readme-sync -->\n\n# Plan\n\n'
        self.readme = folder / "README.md"
        table = "\n".join(["| Task | Issue | Status |", "| --- | --- | --- |", *rows])
        self.readme.write_text(f"{head}{table}\n")
        self.added: list[str] = []
        assert self.run("sync").code == 0
        text = self.readme.read_text()
        first, last = text.split("# Plan", 1)
        first = first.replace("| Title | State |\n|", "| Title | Notes | State |\n| --- |")
        first = re.sub(r"^(\| \[#(\d+)\][^|]*\|[^|]*\|)", r"\1 note \2 |", first, flags=re.MULTILINE)
        self.readme.write_text(f"{first}# Plan{last}")
        self.notes = {number: f"note {number}" for number in self.numbers() if number % 10 == 0}
        assert self.run("sync").code == 0
        self.agree()

    def numbers(self) -> range:
        return range(1, self.count + 1)

    def agree(self, said: str = "") -> None:
        """Remember what both sides say; `said`: where they do not agree."""
        self.left = {int(number) for number in re.findall(r"#(\d+)", said)}
        self.rows = self.statuses()
        self.states = {issue["number"]: issue["state"] for issue in self.world.listed()}

    def statuses(self) -> dict[int, str]:
        """By number what the rows say; a number twice would be a doubled row."""
        found: dict[int, str] = {}
        for row in ROW.finditer(self.readme.read_text().split("# Plan", 1)[1]):
            number = re.search(r"#(\d+)", row["issue"])
            if number:
                assert int(number[1]) not in found, "a row is doubled"
                found[int(number[1])] = row["status"]
        return found

    def there(self, number: int) -> bool:
        return number not in self.world.gone and number not in self.world.moved

    # What people do.

    def people(self, chance: Random) -> None:
        """Do some of all that people do, each to some row or issue."""
        does = (self.close_or_reopen, self.rename, self.edit_row, self.edit_row, self.write_note, self.add_row)
        seldom = (self.not_planned, self.relabel, self.transfer_or_delete)
        for _ in range(chance.randint(1, 40)):
            chance.choice(does if chance.random() < 0.8 else seldom)(chance.randint(1, self.count), chance)
        if chance.random() < 0.3:
            self.lose_an_answer(chance)

    def close_or_reopen(self, number: int, chance: Random) -> None:
        state = chance.choice(("open", "closed"))
        self.world.edit(number, state=state, state_reason="completed" if state == "closed" else "reopened")

    def not_planned(self, number: int, _: Random) -> None:
        self.world.edit(number, state="closed", state_reason="not_planned")

    def rename(self, number: int, chance: Random) -> None:
        title = chance.choice(("New", "`x` @all", "<!-- /readme-sync -->", "::error::x"))
        self.world.edit(number, title=title)

    def relabel(self, number: int, chance: Random) -> None:
        self.world.edit(number, labels=[{"name": "road"}] if chance.random() < 0.5 else [])

    def transfer_or_delete(self, number: int, chance: Random) -> None:
        if number % 10 == 0 or chance.random() < 0.5:
            self.world.moved[number] = "ada/else"
        else:
            self.world.gone.add(number)

    def edit_row(self, number: int, chance: Random) -> None:
        status = chance.choice(("Planned", "In progress", "Done"))
        before, plan = self.readme.read_text().split("# Plan", 1)
        plan = re.sub(rf"^(\| [^|]*\| #{number} \|) [^|]* \|$", rf"\1 {status} |", plan, flags=re.MULTILINE)
        self.readme.write_text(f"{before}# Plan{plan}")

    def write_note(self, number: int, chance: Random) -> None:
        number = (number + 9) // 10 * 10
        note = f"{chance.choice(('ask *Ada*', '[x](y)', 'later'))} {number}"
        text = self.readme.read_text()
        assert text.count(f"| {self.notes[number]} |") == 1, "a note is gone"
        self.readme.write_text(text.replace(f"| {self.notes[number]} |", f"| {note} |"))
        self.notes[number] = note

    def add_row(self, _: int, chance: Random) -> None:
        status = chance.choice(("Planned", "In progress", "Done"))
        label = f"New row {len(self.added)}"
        before, plan = self.readme.read_text().split("# Plan", 1)
        lines = plan.split("\n")
        last = max(index for index, line in enumerate(lines) if line.startswith("| "))
        lines.insert(last + 1, f"| {label} |  | {status} |")
        self.readme.write_text("\n".join([f"{before}# Plan{lines[0]}", *lines[1:]]))
        self.added.append("" if status == "Done" else label)

    def lose_an_answer(self, chance: Random) -> None:
        verb, applied, left = chance.choice(("PATCH", "POST")), chance.random() < 0.5, [1]

        def fault(request: Request) -> Answer | None:
            if request.verb != verb or not left[0]:
                return None
            left[0] = 0
            if applied:
                self.world._rest(request, request.path.removeprefix(f"/repos/{REPOSITORY}/"))  # noqa: SLF001
            return Answer(502, {"message": "oops"})

        self.world.faults.append(fault)

    # A round.

    @rule(seed=st.integers(0, 2**32 - 1), order=st.sampled_from([("sync", "push"), ("push", "sync")]))
    def round(self, seed: int, order: tuple[str, str]) -> None:
        self.people(Random(seed))  # noqa: S311  no secret
        ran = [self.watched(command) for command in order]
        if self.world.faults:  # what was not applied is done now
            self.world.faults.clear()
            ran += [self.watched(command) for command in ("push", "sync")]
        said = "\n".join(one.out + one.err for one in ran)
        assert "Traceback" not in said
        assert "internal error" not in said
        before, writes = self.readme.read_text(), len(self.world.writes())
        ran += [self.run("push"), self.run("sync")]
        assert {one.code for one in ran} <= {0, 1}
        self.nothing_is_lost(ran[-1].out)
        assert len(self.world.writes()) == writes, "the next run writes nothing"
        if order[-1] == "sync":  # else the table of issues does not know yet what push did
            assert self.readme.read_text() == before, "the next run changes nothing"
        self.agree(ran[-1].out)

    def watched(self, command: str) -> Ran:
        """Run a command: what only one side had changed since both agreed is not written over by the other."""
        rows, states = self.statuses(), {issue["number"]: issue["state"] for issue in self.world.listed()}
        ran = self.run(command)
        for number, status in self.statuses().items():
            if number in rows and status != rows[number]:
                assert f"Row {number} " in ran.out or f"Row {number}:" in ran.out, f"row {number} changed in silence"
                is_edited = (rows[number] == "Done") is not (self.rows.get(number) == "Done")
                assert not is_edited or number in self.left, f"row {number} was written over"
        now = {issue["number"]: issue["state"] for issue in self.world.listed()}
        for number, state in states.items():
            if now[number] != state:
                assert f"#{number}:" in ran.out, f"issue {number} changed in silence"
                assert state == self.states[number] or number in self.left, f"issue {number} was written over"
        return ran

    def nothing_is_lost(self, said: str) -> None:
        rows, issues = self.statuses(), self.world.listed()
        assert set(self.rows) <= set(rows), "a row is gone"
        for number, status in rows.items():
            issue = issues[number - 1]
            is_done = issue["state"] == "closed"
            is_named = f"#{number}," in said or f"#{number} " in said
            agrees = (status == "Done") is is_done and issue["state_reason"] != "not_planned"
            assert is_named or (self.there(number) and agrees), f"{number} says {status}, and is {issue['state']}"
        titles = [issue["title"] for issue in issues[self.count :]]
        assert len(titles) == len(set(titles)), "an issue is doubled"
        assert set(titles) == {label for label in self.added if label}
        found = {int(row["number"]): row["note"].strip() for row in NOTE.finditer(self.road())}
        assert {number: found[number] for number in self.notes} == self.notes, "a note is gone"
        assert len(found) == self.road().count("[#"), "a row of the table is doubled"

    def road(self) -> str:
        return self.readme.read_text().split("# Plan", 1)[0]

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()


def run_rounds(machine: type[Rounds], examples: int) -> None:
    """Ten rounds, so many times over."""
    steady = settings(max_examples=examples, stateful_step_count=10, deadline=None, derandomize=True)
    run_state_machine_as_test(machine, settings=steady)


def test_rounds() -> None:
    """Twenty times over where `READMESYNC_FULL` is set."""
    run_rounds(Rounds, 20 if FULL else 1)


@pytest.mark.act
def test_rounds_with_the_emulator(emulator: str) -> None:
    run_rounds(type("Emulated", (Rounds,), {"emulator": emulator}), 3 if FULL else 1)
