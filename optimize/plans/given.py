"""A plan that somebody gives, day by day: shifts with their people, or heads by stretches of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from optimize.plans.shifts import ShiftOption, shifts_of_day, stretch_alone
from optimize.plans.stretches import Stretch, hours_of, stretches
from sim.scenario import Scenario
from sim.scenario.plan import people_of
from sim.scenario.units import Window, parse_clock, parse_date, parse_factor
from sim.time.windows import clip


class GivenShift(NamedTuple):
    """How many people of a pool work a shift on a day; without a type it is one stretch."""

    pool: str
    kind: str
    day: int
    time: Window
    pause: Window | None
    people: int


@dataclass(frozen=True)
class Given:
    """A plan that somebody gives.

    Attributes
    ----------
    choice : Choice
        Its stretches and shifts, each of one day.
    plan : Plan
        Who works when; its cost is that of the schedule.
    has_shifts : bool
        Whether it says who works which shift; if not, rules about shifts and people cannot be looked at.
    """

    choice: Choice
    plan: Plan
    has_shifts: bool


class DayByDay:
    """How people may work in a scenario where each day has its own heads.

    Parameters
    ----------
    scenario : Scenario
        With its section `staffing`.
    """

    def __init__(self, scenario: Scenario) -> None:
        assert scenario.staffing is not None
        self.scenario = scenario.with_staffing(scenario.staffing.model_copy(update={"days": "apart"}))
        self._known: dict[tuple[str, str, int], dict[tuple[Window, Window | None], ShiftOption]] = {}

    @cached_property
    def places(self) -> tuple[Stretch, ...]:
        """Every stretch of every day."""
        return stretches(self.scenario)

    @cached_property
    def _by_day(self) -> dict[tuple[str, int], dict[Window, int]]:
        found: dict[tuple[str, int], dict[Window, int]] = {}
        for index, place in enumerate(self.places):
            found.setdefault((place.pool, place.days[0]), {})[place.span] = index
        return found

    def stretches(self, pool: str, day: int) -> Mapping[Window, int]:
        """The stretches of a pool on a day, in order, with their numbers; none where it is closed."""
        return self._by_day.get((pool, day), {})

    def shifts(self, pool: str, kind: str, day: int) -> Mapping[tuple[Window, Window | None], ShiftOption]:
        """The shifts of a type on a day, by time and break; without a type, its stretches."""
        key = pool, kind, day
        if key not in self._known:
            self._known[key] = (
                shifts_of_day(self.scenario, self.places, pool, kind, day)
                if kind
                else {
                    (span, None): stretch_alone(self.scenario, self.places, index)
                    for span, index in self.stretches(pool, day).items()
                }
            )
        return self._known[key]

    def given(self, shifts: Iterable[GivenShift], trained: Sequence[int] = ()) -> Given:
        """The plan of some shifts, all of which are among those of their day; else a :class:`KeyError`."""
        people = Counter[ShiftOption](dict.fromkeys(self._that_must_be_worked(), 0))
        for each in shifts:
            people[self.shifts(each.pool, each.kind, each.day)[each.time, each.pause]] += each.people
        return given_by(Choice(self.scenario, self.places, tuple(people)), tuple(people.values()), trained)

    def _that_must_be_worked(self) -> Iterator[ShiftOption]:
        """A shift of each type that must have people, on each of its days: so that nobody on any of them is seen."""
        assert self.scenario.staffing is not None
        for pool, chosen in self.scenario.staffing.pools.items():
            for kind in (name for name, each in chosen.shift_types.items() if each.least):
                for day in range(self.scenario.calendar.days):
                    yield from list(self.shifts(pool, kind, day).values())[:1]


def given_rows(scenario: Scenario, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Given:
    """The plan of rows as a ``plan.csv`` has them, each for as much of it as the pool's site is open.

    Parameters
    ----------
    scenario : Scenario
        With its section `staffing`.
    rows : mapping
        By pool that `staffing` names, rows with ``date``, ``start``, ``end``, ``heads``, and perhaps ``paid`` and ``premium``.
    """
    day_by_day = DayByDay(scenario).scenario
    places, people = list[Stretch](), dict[ShiftOption, int]()
    for pool, row in ((pool, row) for pool, own in rows.items() for row in own):
        day = (parse_date(row["date"]) - scenario.calendar.start).days
        span = Window(parse_clock(row["start"]), parse_clock(row["end"]))
        premium = parse_factor(row["premium"]) if row.get("premium") else 0.0
        for part in clip(span, list(hours_of(scenario, pool, day))):
            place = Stretch(pool, (day,), (part,))
            cost = scenario.pools[pool].cost * place.minutes * (1 + premium)
            on_duty = ShiftOption(pool, "", (day,), part, None, (len(places),), cost, (part,), premium)
            in_break = ShiftOption(pool, "", (day,), part, None, (), cost, (part,), premium)
            heads = int(row["heads"])
            people |= {on_duty: heads, in_break: people_of(row) - heads}
            places.append(place)
    some = {shift: count for shift, count in people.items() if count or shift.covers}
    choice = Choice(day_by_day, tuple(places), tuple(some))
    return given_by(choice, tuple(some.values()), has_shifts=False)


def given_by(
    choice: Choice, people: tuple[int, ...], trained: Sequence[int] = (), has_shifts: bool = True
) -> Given:
    """So many people on each shift of a choice."""
    told = tuple(trained) or (0,) * len(choice.trainings)
    cost = sum(choice.cost(people, told))
    return Given(choice, Plan(cost, people, _heads(choice, people), trained=told), has_shifts)


def _heads(choice: Choice, people: Sequence[int]) -> tuple[int, ...]:
    """Heads by stretch."""
    heads = [0] * len(choice.places)
    for shift, count in zip(choice.shifts, people, strict=True):
        for index in shift.covers:
            heads[index] += count
    return tuple(heads)
