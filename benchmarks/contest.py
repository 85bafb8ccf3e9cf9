"""Contestants who do the same work in turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from benchmarks import peers, waits
from benchmarks.table import seconds
from benchmarks.waits import Contestant, Waits


@dataclass(frozen=True)
class Entry:
    """A contestant, with as many customers as it can be asked to serve in a second or two."""

    name: str
    simulate: Contestant
    customers: int


@dataclass(frozen=True)
class Score:
    """What a contestant did.

    Attributes
    ----------
    entry : Entry
        Who.
    first : float
        Seconds of a first run with a handful of customers: compiling, where there is any.
    rate : float
        Customers a second, the median of the rounds.
    found : Waits
        Of all rounds together.
    """

    entry: Entry
    first: float
    rate: float
    found: Waits


FEW = 2_048
"""Customers of the first run."""


def peer_entries(sizes: dict[str, int]) -> list[Entry]:
    """Those peers that are there, with their numbers of customers."""
    there = {name: peers.peer(name) for name in sizes}
    return [Entry(peers.release(name), simulate, sizes[name]) for name, simulate in there.items() if simulate]


def absent(names: Sequence[str]) -> tuple[str, ...]:
    """A line on the peers that are not there; none if all are."""
    missing = [name for name in names if peers.peer(name) is None]
    return (f"Not installed, so left out: {', '.join(missing)} (`pip install '.[bench]'`).",) * bool(missing)


def held(entries: Sequence[Entry], load: float, servers: int, rounds: int) -> list[Score]:
    """Let all run in turns, each round with another seed; the first run of each is not counted."""
    first = [seconds(lambda each=each: each.simulate(FEW, load, servers, 0)) for each in entries]  # type: ignore[misc]
    rates: list[list[float]] = [[] for _ in entries]
    found = [waits.NOBODY for _ in entries]
    for seed in range(1, rounds + 1):
        for number, entry in enumerate(entries):
            begin = perf_counter()
            served = entry.simulate(entry.customers, load, servers, seed)
            rates[number].append(served.customers / (perf_counter() - begin))
            found[number] += served
    return [Score(*each) for each in zip(entries, first, map(median, rates), found, strict=True)]


def rate_of(scores: Sequence[Score], begins: str) -> float | None:
    """Customers a second of the contestant whose name begins so; None where it did not take part."""
    return next((score.rate for score in scores if score.entry.name.startswith(begins)), None)


def times(rate: float, of: float | None) -> str:
    """How many times as fast, for a cell."""
    if not of:
        return "-"
    return f"{rate / of:,.0f}" if rate >= 10 * of else f"{rate / of:.2g}"
