"""Runs in which people are missing who are scheduled: each head on each day with a chance, by its own draw.

Pools at the phone have an absence of their own (see :mod:`sim.draws.absence`), which is raised. For pools of a hall each replication has
its own schedule, without those who are missing in it; its lane is that of the run in which nobody is missing, with the same customers.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sim.draws.absence import Absence
from sim.draws.dice import Dice
from sim.results.result import Result
from sim.running.candidates import evaluate_variants
from sim.running.experiment import chosen_engine, lanes_at_once
from sim.scenario import Scenario
from sim.scenario.calendar import DAILY
from sim.scenario.pool import Piece
from sim.scenario.units import DAY, Window
from sim.tally import Counter, Frame, Tally, group_size, join_tallies, regroup
from sim.tally.wanted import Only
from sim.time.duty_windows import clip, servers_of
from sim.time.opening import opening_of


def with_missing(
    scenario: Scenario, chance: float, replications: range, seed: int = 1, only: Only | None = None
) -> Result:
    """Simulate a scenario in which people are missing, on the contacts of the scenario itself.

    Parameters
    ----------
    scenario : Scenario
        With its schedules.
    chance : float
        Chance that a scheduled head is missing on a day, on top of the scenario's own absence. Kiosks are never missing.
    replications : range
        Numbers of consecutive replications.
    seed : int
        Seed of the dice.
    only : frozenset of (str, str), optional
        As in :func:`sim.running.candidates.evaluate`.

    Returns
    -------
    Result
        Of the scenario; whoever is missing is paid.
    """
    raised = _raised(scenario, chance)
    if not scenario.halls:
        return evaluate_variants([raised], replications, seed, only)[0]
    variants = schedules_without_missing(raised, chance, replications, seed)
    engine = chosen_engine(scenario)
    if engine == "simpy" or scenario.centres:
        alone = [
            evaluate_variants([variant], replications[row : row + 1], seed, only)[0].sums
            for row, variant in enumerate(variants)
        ]
    else:
        alone = list(_side_by_side(variants, replications, seed, only))
    sums = regroup(join_tallies(alone), group_size(len(replications)), replications.start)
    return Result(scenario, sums, seed, engine)


def _side_by_side(
    variants: Sequence[Scenario], replications: range, seed: int, only: Only | None
) -> Iterator[Tally]:
    """The tally of each replication under its own variant, all of them lanes of one run."""
    from sim.lanes.engine import sheets_apart

    together = lanes_at_once(variants[0])
    for first in range(0, len(variants), together):
        own, numbers = variants[first : first + together], replications[first : first + together]
        counters = [
            Counter(Frame(variant), numbers[row : row + 1], only=only) for row, variant in enumerate(own)
        ]
        for sheet in sheets_apart(own, seed, numbers, counters[0].reads_cases):
            for counter, part in zip(counters, sheet.split(len(own), 1), strict=True):
                counter.add(part)
        yield from (counter.tally() for counter in counters)


def _raised(scenario: Scenario, chance: float) -> Scenario:
    """The scenario with more absence of all who work at the phone: missing for its own reason or for the other."""
    missing = {
        f"pools.{name}.phone.absence": 1 - (1 - pool.phone.absence) * (1 - chance)
        for name, pool in scenario.pools.items()
        if pool.works_at == "phone"
    }
    return (
        scenario.replace({key: f"{100 * share:.15f} %" for key, share in missing.items()})
        if missing
        else scenario
    )


def schedules_without_missing(
    scenario: Scenario, chance: float, replications: range, seed: int
) -> list[Scenario]:
    """For each replication the scenario with the schedules of its halls that are left when people are missing."""
    pieces = [dict[str, tuple[Piece, ...]]() for _ in replications]
    for hall in scenario.halls:
        opening = opening_of(scenario, hall)
        for name in scenario.halls[hall].pools:
            if scenario.pools[name].works_at != "kiosk":
                servers = servers_of(scenario, name, opening)
                absence = Absence(servers, chance, opening, Dice(seed), replications)
                for row, of_row in enumerate(pieces):
                    of_row[name] = _pieces(scenario, absence.present(row).duty)
    return [scenario.with_heads(of_row) for of_row in pieces]


def _pieces(scenario: Scenario, duty: Sequence[Sequence[Window]]) -> tuple[Piece, ...]:
    """How many are on duty when, from the windows of each head: pieces of single dates."""
    by_day: dict[int, list[Window]] = defaultdict(list)
    for window in (window for windows in duty for window in windows):
        for day in range(int(window.start // DAY), int(-(-window.end // DAY))):
            midnight = day * DAY
            by_day[day] += [
                Window(part.start - midnight, part.end - midnight)
                for part in clip(window, [Window(midnight, midnight + DAY)])
            ]
    return tuple(
        Piece(DAILY, scenario.calendar.date(day), start, end, heads)
        for day, windows in sorted(by_day.items())
        for start, end, heads in _steps(windows)
    )


def _steps(windows: Sequence[Window]) -> Iterator[tuple[float, float, int]]:
    """Between the times at which somebody comes or goes: from when to when, and how many are there."""
    edges = sorted({edge for window in windows for edge in window})
    for start, end in itertools.pairwise(edges):
        heads = sum(window.start <= start and end <= window.end for window in windows)
        if heads:
            yield start, end, heads
