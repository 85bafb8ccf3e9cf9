"""Who books which slot, and when booked customers come: by hand, and draws that nothing else moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.draws.appointments import with_appointments
from sim.draws.contact_sampler import NewCases
from sim.draws.dice import Dice, Stream
from sim.draws.visits import HallDemand
from sim.scenario import Scenario
from sim.scenario.appointments import Appointments
from sim.time.opening import opening_of
from sim.time.slots import DaySlots, slots_on
from tests.scenarios_for_tests import small

SERVICES = {
    "services": {
        "pay": {"share": "50 %", "handle_time": "4 min"},
        "connect": {"share": "50 %", "handle_time": "4 min"},
    }
}


class WrittenDice(Dice):
    """Uniforms by stream, for the cases of one lane in their order; who has none written gets 0.5."""

    def __init__(self, **uniforms: list[float]) -> None:
        super().__init__(1)
        object.__setattr__(self, "written", uniforms)

    def at(
        self, stream: str, site: str, day: int, row: Any, entity: Any, replications: range, attempt: int = 1
    ):
        values = self.written.get(Stream(stream).name.lower(), [])  # type: ignore[attr-defined]
        return np.array([values[each] if each < len(values) else 0.5 for each in entity])


def cases(wanted: list[float], service: list[int] | None = None) -> NewCases:
    count = len(wanted)
    return NewCases(
        0,
        range(1),
        np.array([0, count]),
        np.zeros(count, dtype=np.int64),
        np.arange(count),
        np.array(wanted, dtype=np.float64),
        np.array(service or [0] * count),
        np.zeros(count, dtype=np.int64),
    )


def rules(**values: Any) -> Appointments:
    slots = [{"hours": "08:00-12:00", "every": "10 min", "places": 1}]  # not read here
    return Appointments.model_validate({"share": "60 %", "slots": slots, **values})


def slots(*each: tuple[float, int, str]) -> DaySlots:
    """Slots by time, places, and numbers of the services for which they are."""
    return DaySlots(
        np.array([time for time, _, _ in each]),
        np.array([places for _, places, _ in each]),
        np.array([[str(number) in services for _, _, services in each] for number in range(2)]),
    )


def appointed(found: NewCases) -> list[float]:
    """The slot of each case by its number, NaN of who walks in."""
    assert found.bookings is not None
    return found.bookings.appointed[np.argsort(found.index)].tolist()


NAN = np.nan


@pytest.mark.parametrize(
    ("wanted", "service", "offered", "most", "expected"),
    [
        # each takes the earliest place at or after the time wanted, the first comer the first
        ([1, 2, 11], None, [(10, 1, "0"), (20, 1, "0"), (30, 1, "0")], None, [10, 20, 30]),
        # two places at one slot, and one who is too late for any
        ([1, 2, 3, 31], None, [(10, 2, "0"), (20, 1, "0")], None, [10, 10, 20, NAN]),
        # nothing left: walks in
        ([1, 2], None, [(10, 1, "0")], None, [10, NAN]),
        # each service has slots of its own, and one for both
        ([1, 2, 3], [1, 0, 1], [(10, 1, "0"), (20, 1, "01"), (30, 1, "1")], None, [20, 10, 30]),
        # no more than two a day
        ([1, 2, 3], None, [(10, 3, "0")], 2, [10, 10, NAN]),
        ([1, 2], None, [], None, [NAN, NAN]),
    ],
)
def test_the_earliest_free_slot(wanted, service, offered, most, expected):
    found = with_appointments(
        cases(wanted, service), rules(most_per_day=most), slots(*offered), "hall:north", WrittenDice()
    )
    np.testing.assert_array_equal(appointed(found), expected)


def test_times_of_those_who_come_in_order_and_numbers_that_stay():
    """The first does not mean to book; the second is early, the third late, and the fourth does not come."""
    found = with_appointments(
        cases([12.0, 1.0, 2.0, 3.0]),
        rules(
            no_show="30 %",
            ahead="5 min",
            delay={"uniform": {"low": "0 min", "high": "20 min"}},
            grace="3 min",
        ),
        slots((10, 1, "0"), (15, 1, "0"), (20, 1, "0")),
        "hall:north",
        WrittenDice(books=[0.7], shows=[0.9, 0.3, 0.3, 0.2], delay=[0.5, 0.1, 0.75, 0.5]),
    )
    assert found.bookings is not None
    assert found.index.tolist() == [1, 0, 3, 2]
    assert found.arrived.tolist() == [10.0, 12.0, 20.0, 25.0]
    np.testing.assert_array_equal(found.bookings.appointed, [10, NAN, 20, 15])
    np.testing.assert_array_equal(found.bookings.came, [10 - 5 + 2, NAN, NAN, 15 - 5 + 15])
    assert found.bookings.in_time.tolist() == [True, False, False, False]
    assert found.bookings.stays_away.tolist() == [False, False, True, False]


def booked(share: str, **values: Any) -> Scenario:
    offered = [{"hours": "08:00-12:00", "every": "10 min", "places": 3}]
    return small(
        {
            **SERVICES,
            "halls.north.arrivals.per_day": 100,
            "halls.north.appointments": {"share": share, "slots": offered, **values},
        }
    )


def demand_of(scenario: Scenario) -> HallDemand:
    return HallDemand(scenario, "north", opening_of(scenario, "north"), Dice(1))


def test_who_books_at_a_low_share_books_at_a_higher_one_too_and_all_keep_who_they_are():
    few, many, none = (demand_of(booked(share)).cases(0, range(20)) for share in ("10 %", "40 %", "0 %"))
    assert none.bookings is None
    by_number = [np.lexsort((each.index, each.lane)) for each in (few, many, none)]
    for name in ("lane", "index", "service", "segment"):
        columns = [
            getattr(each, name)[order] for each, order in zip((few, many, none), by_number, strict=True)
        ]
        np.testing.assert_array_equal(columns[0], columns[1])
        np.testing.assert_array_equal(columns[0], columns[2])
    assert few.bookings is not None
    assert many.bookings is not None
    has_few, has_many = (
        ~np.isnan(each.bookings.appointed[order]) for each, order in zip((few, many), by_number, strict=False)
    )
    wanted = none.arrived[by_number[2]]
    early = wanted < 10 * 60  # later ones may find their slots taken by more people
    assert has_many[has_few & early].all()
    assert 0 < has_few.sum() < has_many.sum()


def test_as_many_do_not_come_as_the_rules_say():
    """A binomial interval, left with a chance of one in a million."""
    found = demand_of(booked("30 %", no_show="20 %")).cases(0, range(200))
    assert found.bookings is not None
    count = int((~np.isnan(found.bookings.appointed)).sum())
    away = int(found.bookings.stays_away.sum())
    low, high = stats.binom.interval(1 - 1e-6, count, 0.2)
    assert low <= away <= high


def test_slots_of_a_day_are_those_in_its_hours():
    """Open 08:00 to 12:00, tickets until 11:45; on Tuesdays no afternoon slots were written at all."""
    own = [
        {"hours": ["07:30-08:30", "11:30-12:30"], "every": "15 min", "places": 2},
        {"hours": "09:00-10:00", "every": "30 min", "places": 1, "services": ["connect"], "days": "tue"},
    ]
    scenario = small(
        {
            **SERVICES,
            "calendar.days": 2,
            "halls.north.last_ticket": "15 min",
            "halls.north.appointments": {"share": "30 %", "slots": own},
        }
    )
    monday, tuesday = (slots_on(scenario, "north", opening_of(scenario, "north"), day) for day in (0, 1))
    assert monday.time.tolist() == [480, 495, 690]
    assert (tuesday.time - 1440).tolist() == [480, 495, 540, 570, 690]
    assert tuesday.places.tolist() == [2, 2, 1, 1, 2]
    assert tuesday.serves.tolist() == [[True, True, False, False, True], [True] * 5]
