"""A centre in all lanes, stretch by stretch of its calls, and what became of them day by day of their arrival."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.absence import Absence
from sim.draws.attendance import Attendance
from sim.draws.calls import LineDemand
from sim.draws.dice import Dice
from sim.lanes.centre.asking import AskingCalls, together
from sim.lanes.centre.call_columns import PLACE, Who
from sim.lanes.centre.call_sampler import CallSampler
from sim.lanes.centre.duty import Duty
from sim.lanes.centre.finished_calls import FinishedCalls, by_day, collected, rings
from sim.lanes.centre.first_calls import FirstCalls
from sim.lanes.centre.lanes import Lanes
from sim.lanes.centre.left_orders import left_by_calls
from sim.lanes.centre.raised import RaisedLevels
from sim.lanes.centre.route_tables import RouteTables, widths
from sim.lanes.centre.rulebook import rules_of
from sim.lanes.centre.stretch import stretch
from sim.lanes.centre.table import joined
from sim.lanes.left_orders import LeftOrders
from sim.lanes.office.asking import Askers
from sim.lanes.quick_dice import QuickDice
from sim.log.columns import joined as joined_columns
from sim.log.levels import Levels
from sim.log.outage_log import OutageLog
from sim.network.known_out import KnownOut
from sim.network.outage_calls import PlannedCalls
from sim.network.outage_doors import OutageDoor, OutageDoors, outage_doors
from sim.network.prevention import Prevention
from sim.network.routing import routing_of
from sim.network.watch import watch_of
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from sim.time.ticks import on_grid_one
from sim.time.windows import merge

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CALLS = 3072
"""First calls of a lane's stretch: enough for whatever a stretch costs by itself, few enough for the memory of wide batches (measured)."""


class LaneCentre:
    """Runs one centre day by day in all lanes.

    Parameters
    ----------
    candidates : sequence of Scenario
        What is simulated: scenarios that differ in the heads and shifts of their pools, and in costs, at most.
    name : str
        The centre.
    dice : Dice
        The random numbers.
    replications : range
        One lane each, under each candidate.
    prevention : Prevention, optional
        Whose problems no longer arise.
    outages : OutageLog, optional
        The outages under each candidate, whose lanes follow those of the one before.
    about_outages : PlannedCalls, optional
        The calls about outages, by the places of replications.
    """

    def __init__(
        self,
        candidates: Sequence[Scenario],
        name: str,
        dice: Dice,
        replications: range,
        prevention: Prevention | None = None,
        outages: OutageLog | None = None,
        about_outages: PlannedCalls | None = None,
    ) -> None:
        self._prevention = prevention
        scenario, self.lanes = candidates[0], len(candidates) * len(replications)
        self.name, self.opening = name, opening_of(scenario, name)
        self.rules = scenario.centres[name]
        self.absences = [
            [self._absence(each, pool, dice, replications) for pool in self.rules.pools]
            for each in candidates
        ]
        phones = [scenario.pools[pool].phone for pool in self.rules.pools]
        heads = np.array([[len(absence.servers) for absence in pools] for pools in self.absences])
        chats = tuple(phone.chats for phone in phones)
        first = (0, *np.cumsum(heads.max(axis=0) * widths(chats)).tolist())
        self.routes = RouteTables(
            routing_of(scenario, name),
            first,
            chats,
            tuple(phone.transfer.share if phone.transfer else 0.0 for phone in phones),
        )
        self._watch = watch_of(self.rules)
        self._known_out = KnownOut.of(scenario, outages, self.lanes)
        self.duty = Duty(self.opening, self.absences, first, widths(chats), self._watch.looks)
        ways_in = [*self.rules.lines, *([None] if self.rules.app else [])]
        own = [LineDemand(scenario, name, line, self.opening, QuickDice(dice.seed)) for line in ways_in]
        others = outage_doors(scenario, own[: len(self.rules.lines)], about_outages, len(replications))
        demands: list[LineDemand | OutageDoor] = [*own, *others]
        self.about_outages = OutageDoors(others, len(own))
        self.asking = AskingCalls(len(demands))
        asked = any(office.brings_back for office in scenario.offices.values())
        asking = self.asking if asked else None
        draws = CallSampler(demands, self.about_outages, self.routes, replications, asking)
        self.demands, self._draws = demands, draws
        self.callers = FirstCalls(demands, draws, replications, len(candidates))
        windows = merge(Window(window.start, window.end) for window in self.opening.windows)
        self._hours = np.array([(window.start, window.end) for window in windows]).reshape(-1, 2)
        rules = rules_of(self.rules, self.routes, self._hours, list(scenario.halls))
        self._sends = bool((rules.moves["hall"] >= 0).any())
        self._days: dict[int, list[FinishedCalls]] = {day: [] for day in self.opening.days}
        self._to_halls: list[Rows] = []
        self._leaves_orders = demands[0].draws.needs("order")
        self._number = list(scenario.sites).index(name)
        self._languages = np.array([scenario.languages.index(line) for line in self.rules.lines])
        self._left: list[LeftOrders] = []
        self.all = Lanes(rules, draws, self.lanes, self.opening.end_day * DAY)
        self._raised = RaisedLevels(self._number, self.lanes, len(self._watch.levels))
        self._levels: list[Levels] = []

    def _absence(self, scenario: Scenario, pool: str, dice: Dice, replications: range) -> Absence:
        """Who is missing of a pool."""
        chance = scenario.pools[pool].chance_missing
        return Absence(servers_of(scenario, pool, self.opening), chance, self.opening, dice, replications)

    @property
    def staff(self) -> list[list[Attendance]]:
        """Who is at work of each pool, under each candidate."""
        return [[Attendance(each) for each in pools] for pools in self.absences]

    def calls(self) -> Iterator[tuple[int, list[FinishedCalls]]]:
        """Each day with the calls that came in on it."""
        for day in self.opening.days:
            yield from self.run(day)

    def run(self, day: int) -> list[tuple[int, list[FinishedCalls]]]:
        """Go on until the end of a day; returns those days, in order, whose calls are all over, with the calls that came in on them."""
        for parts in self._stretches(day):
            for done in parts:
                for each, own in by_day(done):
                    self._days[each].append(own)
        last = day == self.opening.days[-1]
        until = np.inf if last else self.all.oldest()  # infinite, too, where nobody is under way at midnight
        over = [each for each in self._days if each <= day and (each + 1) * DAY <= until]
        self._levels.append(self._raised.add(self._watch.of_day(day), self.all.looks))
        if last:
            self._levels.append(self._raised.last(self.opening.end_day * DAY))
        return [(each, self._days.pop(each)) for each in sorted(over)]

    def to_halls(self) -> Rows:
        """The calls after which cases visit a hall, entries of `CALL`, since they were asked for last."""
        found, self._to_halls = self._to_halls, []
        return joined(found)

    def expect_asking(self, day: int, askers: Askers) -> None:
        """Let customers call on a day that begins to ask about their orders."""
        line = self._languages.tolist().index(askers.language)
        arrived = self.demands[line].coming.time_of_day(day, askers.fraction)
        self.asking.expect(day, line, askers, arrived)

    def outages_of(self, case: Ints, lane: NDArray[np.integer[Any]]) -> dict[str, Any]:
        """The numbers of the outages of some cases of lanes, as a column of that name, where there are calls about outages."""
        if not self.about_outages.numbers:
            return {}
        replications = len(self.callers.replications)
        row = lane.astype(np.int64) % replications
        return {"outage": self.about_outages.outage_of(self._number, case, row)}

    def levels(self) -> Levels:
        """The levels of warning that have ended in the horizon since they were asked for last; all, when it is over."""
        found, self._levels = self._levels, []
        return joined_columns([self._raised.nothing, *found]).in_horizon()

    def left_orders(self) -> list[LeftOrders]:
        """The work orders that calls have left since they were asked for last."""
        found, self._left = self._left, []
        return found

    def _stretches(self, day: int) -> Iterator[list[FinishedCalls]]:
        """The calls that are over after each stretch of a day."""
        midnight, last = (day + 1) * DAY, day == self.opening.days[-1]
        self.all.begin(*self.duty.on(day))
        self.all.looks["out"] = self._known_out.at(self._watch.of_day(day))
        self.callers.begin(day)
        limit = np.full(self.lanes, -np.inf)
        while (limit < midnight).any():
            limit, who, drawn = self.callers.more(CALLS)
            who, drawn = self._arising(day, who, drawn)
            asks = self.asking.until(limit)
            if asks is not None:
                drawn = np.concatenate((drawn, self._draws.draw(asks)), axis=1)
                who = together(who, asks)
            self.all.load(stretch(self.all, who, drawn, self._hours))
            final = last and bool((limit >= midnight).all())
            self.all.run(np.full(self.lanes, np.inf) if final else limit)
            if self._sends:
                self._to_halls.append(self.all.table[self.all.table["hall"] >= 0])
            if self._leaves_orders:
                self._left.append(left_by_calls(self.all.table, self._number, self._languages, self.asking))
            yield [*self._rings(), collected(self.all.table, self.lanes), *self.callers.done]

    def _arising(self, day: int, who: Who, drawn: Floats) -> tuple[Who, Floats]:
        """Those of some calls, with what they carry, whose problems still arise; who goes on from the app, or is without supply, calls all the same."""
        if self._prevention is None or not self._prevention.is_begun:
            return who, drawn
        category, seed = drawn[PLACE["order"]].astype(np.int64), drawn[PLACE["order_seed"]]
        of_lines = who.door < self.about_outages.numbers.start
        first = np.flatnonzero((who.attempt == 1) & of_lines)
        first = first[np.lexsort((who.number[first], who.line[first], who.arrived[first], who.lane[first]))]
        gone = np.zeros(len(who.lane), np.bool_)
        left = (category[first], who.segment[first], seed[first])
        gone[first] = self._prevention.prevented(who.lane[first], *left, day)
        return Who._make(column[~gone] for column in who), drawn[:, ~gone]

    def _rings(self) -> Iterator[FinishedCalls]:
        """The tries in vain to call back."""
        rung = self.all.rings()
        if len(rung) and self.rules.callback:
            yield rings(self.all.table, self.routes, rung, on_grid_one(self.rules.callback.ring))
