"""What we want to cost, and how far we are from it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import timing

Costs = Mapping[str, Sequence[timing.Cost]]


class Target(NamedTuple):
    """A cost that is to be no more than so many times another one of the same run.

    Attributes:
        set: the name of the set.
        mine, theirs: the two commands; `theirs` is "" where the file's own size is meant.
        what: `cpu`, `wall` or `peak`.
        must, aim: the two factors; None where nothing is wanted, and the distance to a floor is shown.
    """

    set: str
    mine: str
    theirs: str
    what: str = "cpu"
    must: float | None = None
    aim: float | None = None


_CHECK, _RUMDL, _MDFORMAT = "readme-sync check", "rumdl check --no-cache", "mdformat --check"
_READING, _CMARK = "reading the bytes", "cmark-gfm's parse"
_ALL = (
    Target("a", _CHECK, "python -c pass", must=6.0, aim=4.0),
    Target("a", _CHECK, _MDFORMAT, must=0.45),
    Target("a", _CHECK, "prettier --check", must=0.25),
    Target("b", _CHECK, _MDFORMAT, must=0.12),
    Target("b", _CHECK, _RUMDL, must=1.2, aim=0.5),
    Target("b", _CHECK, _CMARK),
    Target("b", _CHECK, _READING),
    Target("d", "2 processes", "1 process", "wall", must=0.7),
    Target("c", _CHECK, _MDFORMAT, must=0.08),
    Target("c", _CHECK, _RUMDL, must=3.0, aim=1.0),
    Target("c", _CHECK, _CMARK),
    Target("c", _CHECK, "", "peak", must=20.0, aim=12.0),
    Target("c", "readme-sync set", _CHECK, must=1.2),
    Target("spans", "our spans", "stock mistune", must=1.5, aim=1.0),
)


def table(measured: Mapping[str, Costs], size: int) -> str:
    """Each target with its figure; `size` is that of the file of set c."""
    lines = ["| set | what | measured | must | aim |", "| --- | --- | --: | --: | --: |"]
    for target in _ALL:
        share = _share(target, measured.get(target.set, {}), size)
        if share is not None:
            what = (
                f"{target.mine}, {'memory' if target.what == 'peak' else target.what} × {target.theirs or 'the file'}"
            )
            wanted = (_wanted(target.must, share), _wanted(target.aim, share))
            lines.append(f"| {target.set} | {what} | {share:.2f} | {wanted[0]} | {wanted[1]} |")
    return "\n".join(lines)


def _share(target: Target, costs: Costs, size: int) -> float | None:
    mine = costs.get(target.mine, ())
    if not target.theirs:
        peak = timing.middle(mine, target.what)
        return None if peak is None else peak / size
    return timing.ratio(mine, costs.get(target.theirs, ()), target.what)


def _wanted(factor: float | None, share: float) -> str:
    """The factor, and whether it is met or by how much it is missed."""
    if factor is None:
        return ""
    return f"≤ {factor:g}, met" if share <= factor else f"≤ {factor:g}, missed by {share / factor:.2f} ×"
