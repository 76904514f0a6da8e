"""Compares readme-sync with its peers, side by side in one run, and writes docs/internals/performance.md.

    python benchmarks/compare.py [--shared ../shared] [--rounds 5] [--sets abcds] [--write]

Needs Python, and npm for the peers that are written in JavaScript; installs them by name into .bench.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import page
import peers
import sets
import targets
import timing
from peers import Peer

FOLDER = sets.ROOT / ".bench"
SIZES = (1_000, 10_000, 100_000)
_SECONDS = 120.0
_SHORT = 5
"""Commands that take a tenth of a second are run so many times as often."""


def main() -> int:
    """Prints the tables; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder with the team's corpora")
    parser.add_argument("--rounds", type=int, default=5, help="counted runs of each command (default 5)")
    parser.add_argument(
        "--sets",
        default="abcds",
        help="a: one README; b: many; c: rows; d: ten times as many; s: spans (default abcds)",
    )
    parser.add_argument("--many", type=int, default=1_000, help="how many documents set b has (default 1000)")
    parser.add_argument("--write", action="store_true", help="write docs/internals/performance.md")
    chosen = parser.parse_args()
    peers.install(FOLDER)
    corpus = sets.corpus(chosen.shared) if set(chosen.sets) & set("bds") else None
    parts: list[str] = []
    measured: dict[str, targets.Costs] = {}
    if "a" in chosen.sets:
        measured["a"] = set_a(chosen.shared, chosen.rounds, parts)
    if "b" in chosen.sets:
        measured["b"] = set_b(sets.many(chosen.many, FOLDER, corpus), chosen.rounds, parts)
    if "d" in chosen.sets:
        measured["d"] = set_d(sets.many(10 * chosen.many, FOLDER, corpus), max(1, chosen.rounds // 2), parts)
    if "s" in chosen.sets:
        measured["spans"] = spans(sets.many(chosen.many, FOLDER, corpus), chosen.rounds, parts)
    if "c" in chosen.sets:
        measured["c"] = set_c(chosen.rounds, parts)
    size = sets.rows(SIZES[-1], FOLDER).stat().st_size
    text = "\n\n".join([targets.table(measured, size), *parts])
    sys.stdout.write(text + "\n")
    if chosen.write:
        page.write(text, chosen.rounds)
    return 0


def set_a(shared: Path | None, rounds: int, parts: list[str]) -> targets.Costs:
    """One README: what pre-commit waits for."""
    readme = sets.one_readme(shared)
    floor, *_ = floors = peers.floors(FOLDER)
    others = [*floors, *peers.peers(FOLDER), peers.ours("check")]
    costs = _costs(others, [readme], _SHORT * rounds)
    parts.append(page.table(f"Set a: one README of {readme.stat().st_size:,} bytes", costs, floor.name))
    return costs


def set_b(documents: Sequence[Path], rounds: int, parts: list[str]) -> targets.Costs:
    """Many real READMEs."""
    floors = peers.floors(FOLDER)[1:]
    others = [*floors, *(peer for peer in peers.peers(FOLDER) if not peer.is_slow), peers.ours("check", processes=1)]
    costs = _costs(others, documents, rounds)
    parts.append(page.table(f"Set b: {_many(documents)}", costs, "rumdl check --no-cache"))
    return costs


def set_d(documents: Sequence[Path], rounds: int, parts: list[str]) -> targets.Costs:
    """So many that a second process pays."""
    paths = list(map(str, documents))
    commands = {"1 process": peers.ours("check", processes=1), "2 processes": peers.ours("check", processes=2)}
    costs = timing.side_by_side(
        {name: [*peer.command, *paths] for name, peer in commands.items()},
        peers.environment(),
        rounds=rounds,
        seconds=_SECONDS,
    )
    parts.append(page.table(f"Set d: {_many(documents)}", costs, "1 process", what="wall"))
    return costs


def spans(documents: Sequence[Path], rounds: int, parts: list[str]) -> targets.Costs:
    """What exact places cost beside a parser that keeps none."""
    paths = list(map(str, documents))
    program = str(sets.ROOT / "benchmarks" / "spans.py")
    costs = timing.side_by_side(
        {
            "stock mistune": [sys.executable, program, "mistune", *paths],
            "our spans": [sys.executable, program, "ours", *paths],
        },
        peers.environment(),
        rounds=rounds,
        seconds=_SECONDS,
    )
    parts.append(page.table(f"Exact spans of blocks and inlines: {_many(documents)}", costs, "stock mistune"))
    return costs


def set_c(rounds: int, parts: list[str]) -> targets.Costs:
    """Generated rows, and how the cost grows with them; the costs of the largest."""
    growing: dict[str, list[tuple[int, float | None]]] = {}
    costs: dict[str, list[timing.Cost]] = {}
    for size in SIZES:
        path = sets.rows(size, FOLDER)
        others = [*peers.floors(FOLDER)[2:], *(peer for peer in peers.peers(FOLDER) if not peer.is_slow)]
        runs = rounds if size < SIZES[-1] else max(1, rounds // 2)
        costs = _costs([*others, peers.ours("check")], [path], runs)
        costs |= _setting(path, runs)
        title = f"Set c: {size:,} table rows, {path.stat().st_size / 1e6:.2f} MB"
        parts.append(page.table(title, costs, "rumdl check --no-cache", size=path.stat().st_size))
        for name, found in costs.items():
            growing.setdefault(name, []).append((size, timing.middle(found)))
    lines = [f"- {name}: {shown}" for name, points in growing.items() if (shown := _exponent(points))]
    parts.append("Growth exponents from 10,000 to 100,000 rows, of CPU:\n\n" + "\n".join(lines))
    return costs


def _many(documents: Sequence[Path]) -> str:
    size = sum(path.stat().st_size for path in documents)
    return f"{len(documents):,} real READMEs, {size / 1e6:.2f} MB"


def _setting(path: Path, rounds: int) -> dict[str, list[timing.Cost]]:
    command = peers.ours("set --dry-run --line 5 --file")
    return timing.side_by_side(
        {"readme-sync set": [*command.command, str(path), "Course", "41"]},
        peers.environment(),
        rounds=rounds,
        seconds=_SECONDS,
    )


def _exponent(points: Sequence[tuple[int, float | None]]) -> str:
    (small, low), (large, high) = points[-2:]
    if low is None or high is None:
        return "did not end"
    return f"{math.log(high / low) / math.log(large / small):.2f}"


def _costs(chosen: Sequence[Peer], documents: Sequence[Path], rounds: int) -> dict[str, list[timing.Cost]]:
    paths = [str(path) for path in documents]
    commands = {peer.name: [*peer.command, *(() if peer.name.endswith("pass") else paths)] for peer in chosen}
    return timing.side_by_side(commands, peers.environment(), rounds=rounds, seconds=_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
