"""The outages of warm-up and horizon with all that each carries: the same for every engine, whatever crews, messages and calls there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.dice import Dice
from sim.draws.outage_beginnings import NONE, Beginnings, OutageBeginnings
from sim.draws.outage_streams import OutageStream
from sim.draws.seeded_dice import SeededDice
from sim.log.outages import Outages
from sim.scenario import Scenario
from sim.scenario.distributions import Distribution
from sim.scenario.outages import OutageKind, Repair
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def outages_of(scenario: Scenario, dice: Dice, replications: range) -> Outages:
    """The outages of a scenario that has some, for some replications.

    Returns
    -------
    Outages
        By lane, start and number; lanes count from the first of the replications.
    """
    begun, number, front = _in_order(OutageBeginnings(scenario, dice, replications).all())
    carried = _Carried(scenario, begun)
    for kind in range(len(carried.kinds)):
        carried.draw(kind)
    carried.take_listed()
    columns = carried.columns
    return Outages(begun.lane, number, begun.kind, begun.region, start=begun.start, behind=front, **columns)


def _in_order(begun: Beginnings) -> tuple[Beginnings, Ints, Ints]:
    """Outages by lane and start, each behind the one in front of it; the number of each in its lane, and that of the one in front of it."""
    order = np.lexsort((_links(begun.front), begun.start, begun.lane))
    lane = begun.lane[order]
    number = np.arange(len(lane)) - np.searchsorted(lane, lane)
    where = np.empty(len(lane) + 1, dtype=np.int64)
    where[order], where[NONE] = number, NONE
    return begun.where(order), number, where[begun.front[order]]


def _links(front: Ints) -> Ints:
    """How many outages stand in front of each, one behind the other."""
    links, at = np.zeros(len(front), dtype=np.int64), front.copy()
    while (at != NONE).any():
        links += at != NONE
        at = np.where(at != NONE, front[at], NONE)
    return links


@dataclass
class _Carried:
    """What outages carry, drawn kind by kind, and then as a list says."""

    scenario: Scenario
    begun: Beginnings

    def __post_init__(self) -> None:
        rows = len(self.begun.lane)
        section = self.scenario.outages
        assert section is not None
        self.section, self.kinds = section, list(section.kinds.values())
        supplied = [section.customers.get(name, 0) for name in self.scenario.regions]
        self.supplied = np.array(supplied, dtype=np.int64)[self.begun.region]
        self.columns: dict[str, Any] = {
            name: np.zeros(rows, dtype=np.int64) for name in ("customers", "priority", "crews", "failures")
        }
        self.columns |= {name: np.zeros(rows) for name in ("assess", "isolate", "repair", "restore")}
        self.columns |= {name: np.full(rows, np.nan) for name in ("ends", "announced", "promised", "sensed")}
        self.columns |= {
            "cause": np.full(rows, NONE),
            "key": np.zeros(rows, dtype=np.bool_),
            "seed": self.begun.seed,
        }

    def draw(self, number: int) -> None:
        """Draw what the outages of a kind carry."""
        rows, kind = np.flatnonzero(self.begun.kind == number), self.kinds[number]
        start, dice = self.begun.start[rows], SeededDice(self.begun.seed[rows])
        into = self.columns
        if kind.customers is not None:
            drawn = kind.customers.inverse(dice.uniforms(OutageStream.CUSTOMERS, 0))
            into["customers"][rows] = np.minimum(drawn, self.supplied[rows])
        into["priority"][rows] = kind.priority
        into["cause"][rows] = self._causes(kind, dice)
        into["key"][rows] = dice.uniforms(OutageStream.KEY, 0) < kind.key
        if kind.sensed is not None:
            tells = dice.uniforms(OutageStream.SENSED, 0) < kind.sensed.share
            after = _minutes(kind.sensed.after, OutageStream.SENSED_AFTER, dice)
            into["sensed"][rows] = np.where(tells, start + after, np.nan)
        if kind.announced is not None:
            into["announced"][rows] = start - on_grid(np.full(len(rows), kind.announced))
        if kind.promised is not None:
            into["promised"][rows] = start + on_grid(np.full(len(rows), kind.promised))
        if kind.lasts is not None:
            into["ends"][rows] = start + _minutes(kind.lasts, OutageStream.LASTS, dice)
        if kind.repair is not None:
            self._draw_repair(kind.repair, rows, dice)

    def _draw_repair(self, repair: Repair, rows: Ints, dice: SeededDice) -> None:
        """Draw the work of crews."""
        into = self.columns
        into["crews"][rows] = repair.crews
        into["assess"][rows] = _minutes(repair.assess, OutageStream.ASSESS, dice)
        into["isolate"][rows] = _minutes(repair.isolate, OutageStream.ISOLATE, dice)
        into["repair"][rows] = _minutes(repair.repair, OutageStream.REPAIR, dice)
        into["restore"][rows] = _minutes(repair.restore, OutageStream.RESTORE, dice)
        if repair.fails:  # the chance of n failures or more is fails**n
            fraction = np.log1p(-dice.uniforms(OutageStream.FAILURES, 0))
            into["failures"][rows] = np.floor(fraction / np.log(repair.fails)).astype(np.int64)

    def _causes(self, kind: OutageKind, dice: SeededDice) -> Ints:
        """The number of the cause of each outage of a kind, among those of all kinds."""
        known = [self.section.causes.index(cause) for cause in kind.causes]
        steps = np.cumsum(list(kind.causes.values()))
        steps[steps > 1 - 1e-9] = 1.0  # shares that add up to the whole leave nothing
        place = number_of(dice.uniforms(OutageStream.CAUSE, 0), steps)
        return np.array([*known, NONE], dtype=np.int64)[place]

    def take_listed(self) -> None:
        """Lay over it what the rows of the list say."""
        rows, listed, start = self.begun.listed, self.section.listed, self.scenario.calendar.start
        if not listed:
            return
        given = np.flatnonzero(rows != NONE)
        causes = [self.section.causes.index(row.cause) if row.cause else None for row in listed]
        restored = [row.restored and row.restored.minutes_from(start) for row in listed]
        sensed = [row.sensed and row.sensed.minutes_from(start) for row in listed]
        said: dict[str, Sequence[float | None]] = {
            "customers": [row.customers for row in listed],
            "cause": causes,
            "priority": [row.priority for row in listed],
            "key": [row.key for row in listed],
            "repair": [row.work for row in listed],
            "crews": [row.crews if row.restored is None else 0 for row in listed],
            "sensed": sensed,
            "ends": restored,
        }
        for name, values in said.items():
            has = given[np.array([value is not None for value in values])[rows[given]]]
            own = np.array([0.0 if value is None else value for value in values])
            self.columns[name][has] = on_grid(own)[rows[has]]


def _minutes(distribution: Distribution, stream: OutageStream, dice: SeededDice) -> Floats:
    """Times of a distribution, on the grid."""
    return on_grid(distribution.inverse(dice.uniforms(stream, 0)))
