"""The calls about outages: who would call, less those who are told or have their supply back, and who calls again or complains.

Nothing of it depends on what happens at the fronts: it is known when the lives of the outages are, for the whole horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.chasing import entity_of
from sim.draws.contact_sampler import number_of
from sim.draws.outage_callers import CallerStream, WouldBe, dice_of, would_be_callers
from sim.draws.seeded_dice import SeededDice
from sim.log.columns import Columns, joined
from sim.log.outage_callers import CallersByOutage
from sim.log.outage_log import OutageLog
from sim.log.outages import Estimates, Lives, Outages, Sent, Steps
from sim.network.calling_again import Called, Heard, call_again
from sim.network.housekeeping import answered_at, asks
from sim.network.outage_complaints import complaints
from sim.network.outage_customers import ROUNDS, Customers, Telling
from sim.network.outage_messages import sent_to, subscribers
from sim.network.outage_notices import notices_of, returns_of, seen_by_others
from sim.network.outage_trust import TrustInMessages, passings_of
from sim.rules.outage_calls import CallKind
from sim.scenario import Scenario
from sim.scenario.outage_calls import Complaints, Housekeepers, OutageCalls
from sim.scenario.units import DAY
from sim.time.ticks import on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PlannedCalls(Columns):
    """Calls about outages, one row each: by line, lane, time, outage and caller.

    Attributes
    ----------
    line : ndarray of int
        Number of the line among those of its centre.
    lane, outage : ndarray of int
        Lane and number of the outage.
    kind : ndarray of int
        :class:`~sim.rules.outage_calls.CallKind`.
    service, segment : ndarray of int
        Numbers in the scenario's order.
    entity : ndarray of int
        Its number in addresses of random numbers.
    time : ndarray of float
        When it comes, in minutes since the horizon's first midnight.
    """

    line: Ints
    lane: Ints
    outage: Ints
    kind: Ints
    service: Ints
    segment: Ints
    entity: Ints
    time: Floats


class CallsOfOutages(NamedTuple):
    """The calls about outages, the messages that were sent, and what kept others from calling."""

    calls: PlannedCalls
    sent: Sent
    callers: CallersByOutage


def calls_of_outages(
    scenario: Scenario, outages: Outages, lives: Lives, steps: Steps, estimates: Estimates
) -> CallsOfOutages:
    """The calls about some outages that come on days of the scenario.

    Parameters
    ----------
    scenario : Scenario
        With outages, and calls about them.
    outages, lives, steps, estimates : Columns
        What is so of them, what happened to them, how supply came back, and what was given for that.
    """
    making = _Making(scenario, outages, lives, steps, estimates)
    for who in would_be_callers(scenario, outages):
        making.add(who)
    if making.rules.complaints is not None:
        making.complain(making.rules.complaints)
    subscribed = subscribers(making.telling, outages, making.subscribed, making.count["would_call"])
    callers = CallersByOutage(lane=outages.lane, number=outages.number, **making.count)
    return CallsOfOutages(making.planned(), sent_to(making.telling, outages, subscribed), callers)


def with_calls(scenario: Scenario, log: OutageLog) -> tuple[OutageLog, PlannedCalls | None]:
    """The log of outages with messages and callers, and the calls; none where the scenario has no rules about them."""
    assert scenario.outages is not None
    if scenario.outages.calls is None:
        return log, None
    found = calls_of_outages(scenario, log.outages, log.lives, log.steps, log.estimates)
    return log._replace(sent=found.sent, callers=found.callers), found.calls


class _Making:
    """Makes the calls of some outages."""

    def __init__(
        self, scenario: Scenario, outages: Outages, lives: Lives, steps: Steps, estimates: Estimates
    ) -> None:
        assert scenario.outages is not None
        self.rules, self.scenario, self.outages, self.lives = scenario.outages, scenario, outages, lives
        self.region_customers = np.array(
            [self.rules.customers.get(region, 0) for region in scenario.regions], dtype=np.float64
        )
        notices, returns = notices_of(outages, lives, estimates), returns_of(outages, lives, steps)
        messages, trust = self.rules.messages, None
        if messages is not None:
            passings = passings_of(notices, lives)
            trust = TrustInMessages(messages.trust, outages, passings, self.region_customers)
        self.telling = Telling(messages, notices, returns, trust)
        self._others = seen_by_others(outages, lives, returns)
        rows, channels = len(outages.lane), len(messages.channels) if messages else 0
        self.count = {name: np.zeros(rows, np.int64) for name in COUNTS}
        self.subscribed = np.zeros((rows, channels), np.int64)
        self._parts: list[PlannedCalls] = []

    def add(self, who: WouldBe) -> None:
        """Add those of some customers who call, and count what keeps the others from it."""
        dice = dice_of(self.outages, who.outage)
        customers = Customers(who, dice, self.telling)
        self._add("would_call", who.outage)
        self._subscribe(customers)
        every = np.arange(len(who.outage))
        calls, heard = self._decide(customers, every, who.would_call)
        parts = [heard]
        if self.rules.housekeepers is not None:
            calls, answered = self._ask(self.rules.housekeepers, customers, calls)
            parts += answered
        self._add("called", who.outage[calls.customer])
        parts.append(calls)
        heard = Heard._make(map(np.concatenate, zip(*parts, strict=True)))
        first = np.zeros(len(calls.customer), np.int64)
        again = call_again(self._calls.again, customers, self.telling.notices, self._others, heard)
        for called in [Called(calls.customer, calls.time, first, first), *again]:
            self._parts.append(self._of_customers(customers, dice, called))
        for kind in (CallKind.ESTIMATE, CallKind.NEIGHBOURS):
            for called in again:
                self._add(kind.name.lower(), customers.outage[called.customer[called.kind == kind]])

    @cached_property
    def _calls(self) -> OutageCalls:
        return rules_of(self.scenario)

    def _add(self, name: str, outage: Ints) -> None:
        self.count[name] += np.bincount(outage, minlength=len(self.count[name]))

    def _subscribe(self, customers: Customers) -> None:
        channels = self.subscribed.shape[1]
        some = np.flatnonzero(customers.channel >= 0) if channels else np.empty(0, np.int64)
        place = customers.outage[some] * channels + customers.channel[some]
        self.subscribed += np.bincount(place, minlength=self.subscribed.size).reshape(self.subscribed.shape)

    def _decide(self, customers: Customers, rows: Ints, time: Floats) -> tuple[Heard, Heard]:
        """Who of some customers calls at a time, and who need not since they are told; with what each of them knows then."""
        out = time < customers.back[rows]
        self._add("back", customers.outage[rows[~out]])
        rows, time = rows[out], time[out]
        told, message = customers.is_told(rows, time)
        self._add("told", customers.outage[rows[told]])
        calls = Heard(rows[~told], time[~told], self._known(customers, rows[~told], time[~told]))
        return calls, Heard(rows[told], time[told], message[told])

    def _known(self, customers: Customers, rows: Ints, time: Floats) -> Ints:
        """The last notice of which the utility knows, and so tells who calls."""
        return self.telling.notices.at(customers.outage[rows], time)

    def _ask(self, rules: Housekeepers, customers: Customers, calls: Heard) -> tuple[Heard, list[Heard]]:
        """Who calls nevertheless, after asking a housekeeper or not, and those who know something of one or of a message meanwhile."""
        asking = asks(rules, customers, calls.customer, calls.time)
        who, time = calls.customer[asking], calls.time[asking]
        ended = answered_at(rules, customers, who, time, np.asarray(self.outages.customers))
        answered = np.isfinite(ended)
        self._add("housekeeper", customers.outage[who[answered]])
        by_housekeeper = who[answered], ended[answered]
        known = Heard(*by_housekeeper, self._known(customers, *by_housekeeper))
        later = time[~answered] + on_grid_one(rules.within)
        others, told = self._decide(customers, who[~answered], later)
        at_once = calls.some(np.flatnonzero(~asking))
        return Heard._make(map(np.concatenate, zip(at_once, others, strict=True))), [known, told]

    def complain(self, rules: Complaints) -> None:
        """Add the complaints."""
        outage, number, time = complaints(
            rules, self.outages, self.lives, self.telling, self.region_customers
        )
        self._add("complaints", outage)
        dice = dice_of(self.outages, outage)
        kind, service = CallKind.COMPLAINT, list(self.scenario.services).index(rules.service)
        call, line, segment = (dice.uniforms(stream, number) for stream in OF_COMPLAINTS)
        kinds = np.full(len(time), kind)
        self._parts.append(self._planned(outage, time, call, line, segment, kinds, service))

    def _of_customers(self, customers: Customers, dice: SeededDice, called: Called) -> PlannedCalls:
        """The calls of customers."""
        outage, number = customers.outage[called.customer], customers.number[called.customer]
        own, names = dice.of(called.customer), list(self.scenario.services)
        rules = self._calls
        known = np.asarray(self.lives.known)[outage] <= called.time
        services = [names.index(each) for each in (rules.service, rules.known_service or rules.service)]
        return self._planned(
            outage,
            called.time,
            own.uniforms(CallerStream.CALL, number * ROUNDS + called.occasion),
            own.uniforms(CallerStream.LINE, number),
            own.uniforms(CallerStream.SEGMENT, number),
            called.kind,
            np.array(services)[known.astype(np.int64)],
        )

    def _planned(
        self,
        outage: Ints,
        time: Floats,
        call: Floats,
        line: Floats,
        segment: Floats,
        kind: Ints,
        service: Ints | int,
    ) -> PlannedCalls:
        """Those calls that come on days of the scenario."""
        calendar = self.scenario.calendar
        some = np.flatnonzero((time >= -calendar.warm_up * DAY) & (time < calendar.days * DAY))
        outage, lines = outage[some], self._lines
        return PlannedCalls(
            line=lines.numbers[number_of(line[some], lines.steps)],
            lane=np.asarray(self.outages.lane, np.int64)[outage],
            outage=np.asarray(self.outages.number, np.int64)[outage],
            kind=kind[some],
            service=np.broadcast_to(service, time.shape)[some],
            segment=number_of(segment[some], self._segments),
            entity=entity_of(call[some]),
            time=time[some],
        )

    @cached_property
    def _lines(self) -> _Lines:
        """The lines with calls."""
        own = self._calls.lines
        lines = list(self.scenario.centres[centre_of(self.scenario)].lines)
        return _Lines(np.array([lines.index(line) for line in own]), np.cumsum(list(own.values()))[:-1])

    @cached_property
    def _segments(self) -> Floats:
        return np.cumsum([segment.share for segment in self.scenario.segments.values()])[:-1]

    def planned(self) -> PlannedCalls:
        """All calls so far, in their order."""
        if not self._parts:
            none, times = np.empty(0, np.int64), np.empty(0)
            return PlannedCalls(none, none, none, none, none, none, none, times)
        calls = joined(self._parts)
        keys = (calls.entity, calls.outage, calls.time, calls.lane, calls.line)
        return calls.where(np.lexsort(keys))


class _Lines(NamedTuple):
    """Lines with calls: their numbers, and the steps by which a draw chooses among them."""

    numbers: Ints
    steps: Floats


COUNTS = ("would_call", "back", "told", "housekeeper", "called", "estimate", "neighbours", "complaints")
"""What is counted by outage: columns of :class:`~sim.log.outage_callers.CallersByOutage`."""

OF_COMPLAINTS = (CallerStream.COMPLAINT, CallerStream.COMPLAINT_LINE, CallerStream.COMPLAINT_SEGMENT)


def rules_of(scenario: Scenario) -> OutageCalls:
    """How calls about outages come to a centre, in a scenario that has such."""
    assert scenario.outages is not None
    assert scenario.outages.calls is not None
    return scenario.outages.calls


def centre_of(scenario: Scenario) -> str:
    """The centre that takes calls about outages."""
    return rules_of(scenario).centre or next(iter(scenario.centres))
