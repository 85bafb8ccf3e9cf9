"""A service hall, visit by visit: door, greeter, kiosk, counter, and home."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from math import inf

import simpy

from sim.events.arrivals import ArrivalProcess
from sim.events.call import Call
from sim.events.clock import COME_IN, FREE, MOVE_ON, SHIFT, Moment
from sim.events.conditional import comes
from sim.events.orders_left import NO_LINE, Leave, leaves_nothing
from sim.events.rows import NEVER, NOBODY
from sim.events.station import ServerPool, Station
from sim.events.visit import Visit
from sim.log.records import Outcome, Stage
from sim.network.counter_lines import counter_lines_of
from sim.rules.conditional import ALWAYS, CONDITIONS, Expected
from sim.rules.hall import (
    Service,
    counter_minutes,
    greeting_minutes,
    is_answered,
    is_found_out,
    is_gone,
    likes_kiosk,
    share_of_returns,
    turns_away,
    wants_help,
)
from sim.rules.phone import VISIT_AFTER
from sim.rules.stops import BEFORE_DOOR
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import Servers
from sim.time.ticks import on_grid_one


class HallProcess:
    """One hall on SimPy's clock, for one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    scenario : Scenario
        What holds.
    arrivals : ArrivalProcess
        Who comes.
    servers : dict
        The servers of each of its pools.
    leave_order : callable, optional
        What visits do that are resolved, where some leave orders.
    """

    def __init__(
        self,
        env: simpy.Environment,
        scenario: Scenario,
        arrivals: ArrivalProcess,
        servers: dict[str, Servers],
        leave_order: Leave = leaves_nothing,
    ) -> None:
        self.env, self.arrivals, self.opening = env, arrivals, arrivals.demand.opening
        self._leave_order = leave_order
        self.name = arrivals.demand.hall_name
        self.rules = scenario.halls[self.name]
        self.back = scenario.come_back
        self._bypass_after = on_grid_one(self.rules.greeter.bypass_after) if self.rules.greeter else inf
        self.services = [Service.of(service) for service in scenario.services.values()]
        self.priority = [segment.priority for segment in scenario.segments.values()]
        self._in_vain = None if self.rules.called_in_vain is None else on_grid_one(self.rules.called_in_vain)
        self._in_time = self.rules.appointments.priority if self.rules.appointments else 0
        self.rows = array("d")
        self._places = 0
        self._expected: dict[int, list[tuple[Visit, Expected]]] = defaultdict(list)
        self._coming: Iterator[tuple[float, Visit]] = iter(())
        self._build(scenario, servers)
        for day in self.opening.days:
            Moment(env, day * DAY, SHIFT, self._start_day, day)

    def _build(self, scenario: Scenario, servers: dict[str, Servers]) -> None:
        """Make the stations with their pools, and set when their lines are emptied."""
        name = self.name
        lines = counter_lines_of(scenario, name)
        self._line = lines.of_service
        self.counter: Station[Visit] = Station(
            self.env, lines.count, FREE, self._serve, self._served, self._renege
        )
        self.kiosk: Station[Visit] = Station(
            self.env, 1, FREE, self._use_kiosk, self._used_kiosk, self._renege
        )
        self.greeter: Station[Visit] = Station(
            self.env, 1, MOVE_ON, self._greet, self._greeted, self._pass_by
        )
        for station, stage in ((self.counter, "counter"), (self.kiosk, "kiosk"), (self.greeter, "greeter")):
            pools = scenario.pools_at(name, stage)
            calls_from = lines.of_pool if station is self.counter else ((0,),) * len(pools)
            for pool, from_lines in zip(pools, calls_from, strict=True):
                number = list(scenario.pools).index(pool)
                station.staff(servers[pool], number, from_lines, lines.ranked, scenario.pools[pool].speed)
            for line in range(len(station.lines)):
                # who waits for an absent greeter passes by in the end, so that anybody at work keeps that line open
                able = (
                    list(servers)
                    if station is self.greeter
                    else [
                        pool for pool, from_lines in zip(pools, calls_from, strict=True) if line in from_lines
                    ]
                )
                for stretch in self.opening.shut(duty for pool in able for duty in servers[pool].duty):
                    Moment(self.env, stretch.start, SHIFT, self._close, (station, line))
                    if stretch.end < inf:
                        Moment(self.env, stretch.end, SHIFT, self._open, (station, line))

    def expect(self, call: Call) -> None:
        """The case of a call that is over comes on the next open day, if there is one within the horizon."""
        day = self.opening.open_day_after(int(self.env.now // DAY), VISIT_AFTER)
        if day is not None:
            visit = self.arrivals.after_call(call, day, call.move_time)
            self._expect(visit, day, self.env.now, Expected.VISIT_AFTER_CALL)

    def expect_because_of_order(self, visit: Visit, day: int, kind: Expected) -> None:
        """Somebody comes on a day that begins because of an earlier order."""
        self._expect(visit, day, self.env.now, kind)

    def _expect(self, visit: Visit, day: int, since: float, kind: Expected) -> None:
        """A visit will come on a day, if its condition then holds."""
        visit.expected_since = since
        self._expected[day].append((visit, kind))

    # -- the door ---------------------------------------------------------------------------------------------------

    def _start_day(self, moment: Moment) -> None:
        """Line up the day's new visits, and those that are expected, by the time they get in."""
        expected = self._expected.pop(moment.subject, [])
        asked = {visit: (visit.arrived, kind) for visit, kind in expected if CONDITIONS[kind] is not ALWAYS}
        visits = self._keeping(self.arrivals.new(moment.subject)) + [visit for visit, _ in expected]
        stops = {visit: self._stops(visit) for visit in visits} if BEFORE_DOOR else {}
        entries = self.arrivals.entries(moment.subject, visits)
        order = sorted(
            (entry, visit.arrived, visit.door.origin, visit.case, visit)
            for entry, visit in zip(entries, visits, strict=True)
        )
        coming = []
        for place, (entry, *_, visit) in enumerate(order, self._places):
            visit.place = place
            if entry < inf:
                coming.append((entry, visit))
            if visit in asked:
                time, kind = asked[visit]
                at_door = (visit, stops.get(visit, []), entry)
                Moment(self.env, time, COME_IN, self._ask, (kind, at_door))
            elif stops or entry == inf:
                self._come_to_door(visit, stops.get(visit, []), entry)
        self._places += len(visits)
        self._coming = iter(coming)
        self._next_arrival()

    def _keeping(self, visits: list[Visit]) -> list[Visit]:
        """Those who come; the appointments of all are written down."""
        for visit in visits:
            slot, came, _ = visit.booking
            if visit.booking.is_kept:
                self._row(visit, Stage.BOOKED, Outcome.SERVED, None, NOBODY, slot, NEVER, came)
            elif visit.booking.stays_away:
                self._row(visit, Stage.BOOKED, Outcome.NO_SHOW, None, NOBODY, slot, NEVER, slot)
        return [visit for visit in visits if not visit.booking.stays_away]

    def _priority(self, visit: Visit) -> int:
        """That of the segment, and of an appointment that is kept in time."""
        return self.priority[visit.segment] + (self._in_time if visit.booking.in_time else 0)

    def _stops(self, visit: Visit) -> list[tuple[int, float, float]]:
        """The stops of a visit on the way to the door, where it arrives after them: stage, begin and end of each."""
        found = []
        for stop in BEFORE_DOOR:
            since, until = visit.arrived, visit.arrived + stop.minutes(visit)
            if until > since:
                found.append((stop.stage, since, until))
                visit.arrived = visit.since = until
        return found

    def _ask(self, moment: Moment) -> None:
        """Somebody who was expected comes now, or stays away."""
        kind, at_door = moment.subject
        visit: Visit = at_door[0]
        visit.stays_away = not comes(visit, kind, self.env.now)
        if not visit.stays_away:
            self._come_to_door(*at_door)

    def _come_to_door(self, visit: Visit, stops: list[tuple[int, float, float]], entry: float) -> None:
        """Write down the stops of a visit; who never gets in is turned away."""
        for stage, since, until in stops:
            self._row(visit, stage, Outcome.SERVED, None, NOBODY, since, since, until)
        if entry == inf:
            self._leave_unserved(visit, Stage.DOOR, Outcome.TURNED_AWAY, visit.arrived, visit.arrived)

    def _next_arrival(self) -> None:
        entry, visit = next(self._coming, (inf, None))
        if visit is not None:
            Moment(self.env, entry, COME_IN + visit.place, self._come_in, visit)

    def _come_in(self, moment: Moment) -> None:
        visit: Visit = moment.subject
        if visit.stays_away:
            pass
        elif self.rules.balking and turns_away(visit, self._waiting(), self.rules.balking):
            self._leave_unserved(visit, Stage.DOOR, Outcome.BALKED, visit.arrived, self.env.now)
        elif self.greeter.on_duty:
            now = self.env.now
            self._wait(visit, self.greeter, 0, 0, now, now + self._bypass_after)
        else:
            self._take_ticket(visit)
        self._next_arrival()

    def _waiting(self) -> int:
        """How many wait in the hall."""
        return self.counter.waiting + self.kiosk.waiting + self.greeter.waiting

    def _wait(
        self,
        visit: Visit,
        station: Station[Visit],
        line: int,
        priority: int,
        ticket: float,
        give_up_at: float,
    ) -> None:
        """Stand in line, unless the lines have been emptied for good until the next opening."""
        if station.closed[line]:
            self._leave_unserved(visit, self._stage(station), Outcome.SENT_HOME, visit.since, self.env.now)
        else:
            station.join(visit, line, (-priority, ticket, visit.place), give_up_at)

    # -- the greeter ------------------------------------------------------------------------------------------------

    def _greet(self, station: Station[Visit], pool: ServerPool, server: int, visit: Visit) -> float:
        return pool.end(server, self.env.now, greeting_minutes(visit, self.services[visit.service]))

    def _greeted(self, station: Station[Visit], pool: ServerPool, server: int, visit: Visit) -> float | None:
        """Let the customer go home, to a kiosk, or into line with a ticket, perhaps after help with the form."""
        now = self.env.now
        if visit.ticket is not None:
            self._row(visit, Stage.FORM, Outcome.SERVED, pool, server, visit.ticket, visit.started, now)
            visit.helped = True
            self._join_counter(visit)
        elif is_answered(visit):
            self._finish(visit, Stage.GREETER, Outcome.RESOLVED, pool, server)
        elif is_found_out(visit):
            self._finish(visit, Stage.GREETER, Outcome.PAPERS_MISSING, pool, server)
        else:
            self._row(visit, Stage.GREETER, Outcome.SERVED, pool, server, visit.since, visit.started, now)
            visit.since = now
            if self._helps(visit, pool, server):
                visit.ticket, visit.started = now, now
                return pool.end(server, now, visit.help)
            self._take_ticket(visit, greeted=True)
        return None

    def _helps(self, visit: Visit, pool: ServerPool, server: int) -> bool:
        """Whether a greeter helps with the form: only on duty, and while nobody waits to be greeted."""
        greeter = self.rules.greeter
        if not greeter or not greeter.helps_with_forms or self.greeter.waiting or not pool.working[server]:
            return False
        return wants_help(visit, bool(self.kiosk.on_duty) and likes_kiosk(visit, True))

    def _pass_by(self, station: Station[Visit], visit: Visit) -> None:
        """The greeter was too busy."""
        self._row(visit, Stage.GREETER, Outcome.BYPASSED, None, NOBODY, visit.since, NEVER, self.env.now)
        visit.since = self.env.now
        self._take_ticket(visit)

    # -- kiosk and counter ------------------------------------------------------------------------------------------

    def _take_ticket(self, visit: Visit, greeted: bool = False) -> None:
        if self.kiosk.on_duty and likes_kiosk(visit, greeted):
            give_up_at = self.env.now + visit.patience
            self._wait(visit, self.kiosk, 0, self._priority(visit), self.env.now, give_up_at)
        else:
            self._join_counter(visit)

    def _join_counter(self, visit: Visit) -> None:
        """Stand in line at the counters, at the place of the ticket."""
        now = self.env.now
        ticket = visit.ticket if visit.ticket is not None else now
        give_up_at = now + visit.patience
        if self._in_vain is not None:  # the ticket stays
            visit.gives_up, give_up_at = give_up_at, inf
        line = self._line[visit.service]
        self._wait(visit, self.counter, line, self._priority(visit), ticket, give_up_at)

    def _use_kiosk(self, station: Station[Visit], pool: ServerPool, server: int, visit: Visit) -> float:
        return pool.end(server, self.env.now, visit.kiosk_time)

    def _used_kiosk(self, station: Station[Visit], pool: ServerPool, server: int, visit: Visit) -> None:
        self._finish(visit, Stage.KIOSK, Outcome.RESOLVED, pool, server)

    def _serve(self, station: Station[Visit], pool: ServerPool, server: int, visit: Visit) -> float:
        now = self.env.now
        if self._in_vain is not None and is_gone(visit, now):
            self._renege(station, visit)
            return (
                now + self._in_vain
            )  # whoever calls a ticket needs no system, and is not held up by an outage
        return pool.end(server, now, counter_minutes(visit, self.services[visit.service]))

    def _served(self, station: Station[Visit], pool: ServerPool, server: int, visit: Visit) -> None:
        if is_gone(visit, visit.started):
            self._row(
                visit, Stage.RING, Outcome.SERVED, pool, server, visit.started, visit.started, self.env.now
            )
            return
        outcome = Outcome.PAPERS_MISSING if visit.lacks_papers else Outcome.RESOLVED
        self._finish(visit, Stage.COUNTER, outcome, pool, server)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def _finish(self, visit: Visit, stage: Stage, outcome: Outcome, pool: ServerPool, server: int) -> None:
        self._row(visit, stage, outcome, pool, server, visit.since, visit.started, self.env.now)
        if outcome is Outcome.RESOLVED:
            self._leave_order(visit, NO_LINE)
        else:
            self._maybe_return(visit, outcome, stage)

    def _renege(self, station: Station[Visit], visit: Visit) -> None:
        self._leave_unserved(visit, self._stage(station), Outcome.RENEGED, visit.since, self.env.now)

    def _open(self, moment: Moment) -> None:
        station, line = moment.subject
        station.closed[line] = False

    def _close(self, moment: Moment) -> None:
        """Send home all who wait in a line, and let nobody in until the next opening."""
        station, line = moment.subject
        station.closed[line] = True
        for visit in station.empty(line):
            outcome = Outcome.RENEGED if is_gone(visit, self.env.now) else Outcome.SENT_HOME
            self._leave_unserved(visit, self._stage(station), outcome, visit.since, self.env.now)

    def _leave_unserved(self, visit: Visit, stage: Stage, outcome: Outcome, since: float, now: float) -> None:
        self._row(visit, stage, outcome, None, NOBODY, since, NEVER, now)
        self._maybe_return(visit, outcome, stage)

    def _maybe_return(self, visit: Visit, outcome: Outcome, stage: Stage) -> None:
        """Plan the next visit of the case, if there is one within the horizon."""
        if visit.attempt >= self.back.most_visits or visit.comes_back >= share_of_returns(outcome, self.back):
            return
        over = max(visit.arrived, self.env.now)
        day = self.opening.open_day_after(int(over // DAY), visit.return_days)
        if day is not None:
            told = stage is Stage.GREETER
            following = self.arrivals.again(visit, day, visit.return_time, outcome, told)
            self._expect(following, day, over, Expected.VISIT_AGAIN)

    def _stage(self, station: Station[Visit]) -> Stage:
        return (
            Stage.COUNTER
            if station is self.counter
            else Stage.KIOSK
            if station is self.kiosk
            else Stage.GREETER
        )

    def _row(
        self,
        visit: Visit,
        stage: int,
        outcome: Outcome,
        pool: ServerPool | None,
        server: int,
        arrived: float,
        started: float,
        ended: float,
    ) -> None:
        self.rows.extend(
            (
                visit.case,
                visit.logged_attempt,
                visit.service,
                visit.segment,
                stage,
                pool.number if pool else NOBODY,
                server,
                outcome,
                arrived,
                started,
                ended,
                visit.door.origin,
            )
        )
