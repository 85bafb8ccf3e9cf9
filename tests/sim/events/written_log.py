"""Halls with hand-written customers, and logs of what happened, as text to be compared with one written by hand.

Only the dice are replaced: who comes when, and what each contact carries, is written in the test. Everything that
happens then is the engine's own doing.

Times are written as ``08:30`` or ``08:30:15``; ``2/08:30`` is on day 2 of the horizon (from 0).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

import numpy as np
import simpy

from sim.draws.attendance import attendance_of
from sim.draws.bookings import Bookings
from sim.draws.contact_sampler import NewCases
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.events.arrivals import ArrivalProcess
from sim.events.draws import Carried
from sim.events.hall import HallProcess
from sim.events.rows import COLUMNS
from sim.log.records import Outcome, Stage
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from tests.sim.lanes.written_halls import written_records

NEVER = 1.0
"""A uniform above every share: what it decides does not happen."""


@dataclass
class Person:
    """A case written by hand. One with an appointment has its `slot`, and is there at `came` (as arrived, if not given; ``never``).

    `service` and `segment` are names; the first of the scenario if not given. `carries` overrides what the contacts
    carry (columns of `Contacts`), `later` what the second, third … contact carries. Times not given are the scenario's
    constants; what depends on dice does not happen unless it is written: `lacks_papers`, `quick`, `answered`,
    `caught`, `kiosk`, `steered`, `comes_back` (true, or the draw).
    """

    name: str
    arrived: str
    service: str = ""
    segment: str = ""
    carries: dict[str, Any] = field(default_factory=dict)
    later: tuple[dict[str, Any], ...] = ()
    slot: str = ""
    came: str = ""

    def booking(self, grace: float) -> tuple[float, float, bool]:
        """Slot, time at which the customer is there, and whether in time."""
        if not self.slot or self.came == "never":
            return minutes(self.slot) if self.slot else np.nan, np.nan, False
        came = minutes(self.came or self.arrived)
        return minutes(self.slot), came, came <= minutes(self.slot) + grace


def person(
    name: str,
    arrived: str,
    service: str = "",
    segment: str = "",
    later: Any = (),
    slot: str = "",
    came: str = "",
    **carries: Any,
) -> Person:
    """A case; see :class:`Person`."""
    return Person(name, arrived, service, segment, carries, tuple(later), slot, came)


class WrittenDraws:
    """Stands for the engine's `BatchDraws`: one replication, with the people of a list in the order of their arrival."""

    def __init__(self, scenario: Scenario, hall: str, people: list[Person]) -> None:
        self.demand = HallDemand(scenario, hall, opening_of(scenario, hall), Dice(1))
        self.scenario, self.hall = scenario, scenario.halls[hall]
        self.people = sorted(people, key=lambda each: minutes(each.arrived))

    def on(self, day: int) -> list[Person]:
        """The people whose case begins on a day."""
        return [each for each in self.people if minutes(each.arrived) // DAY == day]

    def cases(self, day: int) -> NewCases:
        people, services, segments = self.on(day), list(self.scenario.services), list(self.scenario.segments)
        rules, bookings = self.hall.appointments, None
        if rules:
            columns = zip(*(each.booking(rules.grace) for each in people), strict=True)
            bookings = Bookings._make(map(np.array, columns)) if people else None
        return NewCases(
            day,
            range(1),
            np.array([0, len(people)]),
            np.zeros(len(people), dtype=np.int64),
            np.arange(len(people)),
            np.array([minutes(each.arrived) for each in people]),
            np.array([services.index(each.service or services[0]) for each in people], dtype=np.int64),
            np.array([segments.index(each.segment or segments[0]) for each in people], dtype=np.int64),
            bookings,
        )

    def lists(self, row: int, at: Any, day: int, attempt: int, chats: bool = False) -> Carried:
        carried = [self._carried(each, attempt) for each in self.on(day)]
        return Carried(**{name: [each[name] for each in carried] for name in at.by_column})

    def _carried(self, each: Person, attempt: int) -> dict[str, Any]:
        service = self.scenario.services[each.service or next(iter(self.scenario.services))]
        greeter, constant = self.hall.greeter, lambda times: times.mean_minutes if times else 0.0
        own = dict(([each.carries, *each.later, *[{}] * attempt])[attempt - 1])
        quick, back = own.get("quick", False), own.pop("comes_back", NEVER)
        carried = {
            "handle": constant(service.quick_time if quick else service.handle_time),
            "quick": False,
            "papers": 0.0 if own.pop("lacks_papers", False) else NEVER,
            "balk": NEVER,
            "patience": constant(self.hall.patience) or np.inf,
            "kiosk": False,
            "steered": False,
            "kiosk_time": constant(service.kiosk and service.kiosk.handle_time),
            "triage": constant(greeter and greeter.triage),
            "answered": False,
            "answer": constant(greeter and greeter.answer_time),
            "check": constant(greeter and greeter.check_time),
            "caught": False,
            "help": constant(
                greeter and greeter.helps_with_forms and service.form and service.form.help_time
            ),
            "comes_back": 0.0 if back is True else back,
            "return_days": 1,
            "return_time": 0.0,
            "order": -1,
            "order_seed": 0.0,
        }
        unknown = own.keys() - carried.keys()
        assert not unknown, unknown
        return carried | own


def floor(
    env: simpy.Environment, scenario: Scenario, people: list[Person], hall: str = "north"
) -> HallProcess:
    """The engine's hall with hand-written people."""
    draws = WrittenDraws(scenario, hall, people)
    opening = draws.demand.opening
    servers = {pool: servers_of(scenario, pool, opening) for pool in scenario.halls[hall].pools}
    staff = attendance_of(scenario, hall, servers, opening, Dice(1), range(1))
    there = {each.pool: each.present(0) for each in staff}
    return HallProcess(env, scenario, ArrivalProcess(draws, 0), there)  # type: ignore[arg-type]


def log(scenario: Scenario, people: list[Person], hall: str = "north") -> list[str]:
    """What happens to hand-written people in a hall, a line a stage: by case, contact and stage.

    A line reads: name (and the number of a later contact), stage, pool and number of the server, arrived, started,
    ended, outcome. Both engines have to say the same.
    """
    env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
    there = floor(env, scenario, people, hall)
    env.run()
    found = lines_of(there, scenario, people)
    assert lane_log(scenario, people, hall) == found
    return found


def lane_log(scenario: Scenario, people: list[Person], hall: str) -> list[str]:
    """The same from the lane engine."""
    draws = WrittenDraws(scenario, hall, people)
    if any("patience" in person.carries for person in people) and scenario.halls[hall].patience is None:
        # lanes read no patience where nobody has any; who has none written still waits as long as it takes
        scenario = scenario.replace({f"halls.{hall}.patience": {"constant": "1 h"}})
    records = written_records(scenario, draws, hall)
    names = (
        "case",
        "attempt",
        "service",
        "segment",
        "stage",
        "pool",
        "server",
        "outcome",
        "arrived",
        "started",
    )
    columns = [getattr(records, name) for name in (*names, "ended")]
    return _lines(np.stack(columns, axis=1), scenario, people)


def lines_of(there: HallProcess, scenario: Scenario, people: list[Person]) -> list[str]:
    """The log of a hall whose clock has run."""
    return _lines(np.frombuffer(there.rows, dtype=np.float64).reshape(-1, COLUMNS), scenario, people)


def _lines(table: np.ndarray[Any, Any], scenario: Scenario, people: list[Person]) -> list[str]:
    names = [each.name for each in sorted(people, key=lambda each: minutes(each.arrived))]
    table = table[np.lexsort((table[:, 4], table[:, 1], table[:, 0]))]
    return [_line(row, names, list(scenario.pools)) for row in table.tolist()]


def _line(row: list[float], names: list[str], pools: list[str]) -> str:
    case, attempt, _, _, stage, pool, server, outcome = map(int, row[:8])
    who = names[case] + (str(attempt) if attempt > 1 else "")
    server_name = f"{pools[pool]}#{server}" if pool >= 0 else "-"
    times = " ".join(clock(time) for time in row[8:11])
    return f"{who} {Stage(stage).name.lower()} {server_name} {times} {Outcome(outcome).name.lower()}"


def expected(table: str) -> list[str]:
    """The lines of a table written by hand, in the form of :func:`log`."""
    return [" ".join(line.split()) for line in dedent(table).strip().splitlines()]


def minutes(text: str) -> float:
    """Minutes since the first midnight of a written time."""
    day, _, time = text.rpartition("/")
    hours, mins, *seconds = time.split(":")
    return int(day or 0) * DAY + int(hours) * 60 + int(mins) + (int(seconds[0]) / 60 if seconds else 0.0)


def clock(time: float) -> str:
    """A time as it is written; one that is no whole second shows as the number that it is."""
    if np.isnan(time):
        return "-"
    if (time * 60) % 1:
        return repr(time)
    day, rest = divmod(round(time * 60), 86400)
    hours, rest = divmod(rest, 3600)
    mins, seconds = divmod(rest, 60)
    return f"{f'{day}/' if day else ''}{hours:02d}:{mins:02d}" + (f":{seconds:02d}" if seconds else "")
