"""Compares readme-sync with its peers, side by side in one run, and writes docs/performance.md.

    python benchmarks/compare.py [--shared ../shared] [--rounds 5] [--sets abc] [--write]

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
import timing
from peers import Peer

FOLDER = sets.ROOT / ".bench"
SIZES = (1_000, 10_000, 100_000)
_SECONDS = 120.0


def main() -> int:
    """Prints the tables; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder with the team's corpora")
    parser.add_argument("--rounds", type=int, default=5, help="counted runs of each command (default 5)")
    parser.add_argument("--sets", default="abc", help="a: one README; b: many; c: rows (default abc)")
    parser.add_argument("--many", type=int, default=1_000, help="how many documents set b has (default 1000)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    chosen = parser.parse_args()
    peers.install(FOLDER)
    parts = []
    if "a" in chosen.sets:
        parts.append(set_a(chosen.shared, chosen.rounds))
    if "b" in chosen.sets:
        parts.append(set_b(chosen.shared, chosen.rounds, chosen.many))
    if "c" in chosen.sets:
        parts.append(set_c(chosen.rounds))
    text = "\n\n".join(parts)
    sys.stdout.write(text + "\n")
    if chosen.write:
        page.write(text, chosen.rounds)
    return 0


def set_a(shared: Path | None, rounds: int) -> str:
    """One README: what pre-commit waits for."""
    readme = sets.one_readme(shared)
    floor, *_ = floors = peers.floors(FOLDER)
    others = [*floors, *peers.peers(FOLDER), peers.ours("check")]
    costs = _costs(others, [readme], rounds)
    return page.table(f"Set a: one README of {readme.stat().st_size:,} bytes", costs, floor.name)


def set_b(shared: Path | None, rounds: int, count: int) -> str:
    """Many real READMEs."""
    documents = sets.many(count, FOLDER, sets.corpus(shared))
    size = sum(path.stat().st_size for path in documents)
    floors = peers.floors(FOLDER)[1:]
    others = [*floors, *(peer for peer in peers.peers(FOLDER) if not peer.is_slow), peers.ours("check")]
    costs = _costs(others, documents, rounds)
    return page.table(f"Set b: {count:,} real READMEs, {size / 1e6:.2f} MB", costs, "rumdl check --no-cache")


def set_c(rounds: int) -> str:
    """Generated rows, and how the cost grows with them."""
    parts = []
    growing: dict[str, list[tuple[int, float | None]]] = {}
    for size in SIZES:
        path = sets.rows(size, FOLDER)
        others = [*peers.floors(FOLDER)[2:], *(peer for peer in peers.peers(FOLDER) if not peer.is_slow)]
        costs = _costs([*others, peers.ours("check")], [path], max(1, rounds if size < SIZES[-1] else rounds // 2))
        costs |= _setting(path, rounds if size < SIZES[-1] else max(1, rounds // 2))
        title = f"Set c: {size:,} table rows, {path.stat().st_size / 1e6:.2f} MB"
        parts.append(page.table(title, costs, "rumdl check --no-cache", size=path.stat().st_size))
        for name, runs in costs.items():
            growing.setdefault(name, []).append((size, timing.middle(runs)))
    lines = [f"- {name}: {shown}" for name, points in growing.items() if (shown := _exponent(points))]
    return "\n\n".join([*parts, "Growth exponents from 10,000 to 100,000 rows, of CPU:\n\n" + "\n".join(lines)])


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
