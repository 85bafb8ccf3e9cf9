"""What comes to the desks of an office, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import Scenario, load
from sim.scenario.office import Office
from sim.scenario.order_load import COORDINATOR, Comes, loads, orders_that_come
from tests.sim.scenario.broken import write
from tests.sim.scenario.broken_office import SOUND_OFFICE


@pytest.fixture
def town(tmp_path: Path) -> Scenario:
    return load(write(tmp_path, SOUND_OFFICE))


def test_orders_of_a_week(town: Scenario) -> None:
    """Of 500 customers in five days 20 % report, and 60 % and 5 % of them leave an order; one connection a day comes by a plan."""
    sites, days = list(town.sites.values()), range(14)
    found = orders_that_come(town.sites["bureau"], sites, town.calendar, days, town.services, town.segments)
    some = [each for each in found if each.orders]
    assert [(each.category, each.sender) for each in some] == [
        ("voltage", "north"),
        ("meter", "north"),
        ("connection", ""),
    ]
    assert [each.orders for each in some] == pytest.approx([60, 5, 5])


def test_orders_that_orders_leave(town: Scenario) -> None:
    """Of 60 orders of voltage a week 10 % leave one of a meter, and 20 % of these six and of the five that contacts leave a connection."""
    changes = {"voltage.leaves": {"meter": "10 %"}, "meter.leaves": {"connection": "20 %"}}
    town = town.replace({f"offices.bureau.categories.{key}": value for key, value in changes.items()})
    sites, days = list(town.sites.values()), range(14)
    found = orders_that_come(town.sites["bureau"], sites, town.calendar, days, town.services, town.segments)
    left = [(each.category, each.sender, each.orders) for each in found if each.orders][3:]
    assert [each[:2] for each in left] == [("meter", ""), ("connection", ""), ("connection", "")]
    assert [each[2] for each in left] == pytest.approx([6, 1, 1.2])


def test_orders_that_found_needs_prevent(town: Scenario) -> None:
    """The 60 orders of voltage find six meters a week, 40 % of which would have been among the five that customers bring: 2.6 of these are left. If all
    would, none is."""
    for share, left in (("40 %", 2.6), ("100 %", 0.0)):
        changes = {"voltage.leaves": {"meter": "10 %"}, "voltage.prevents": share}
        some = town.replace({f"offices.bureau.categories.{key}": value for key, value in changes.items()})
        sites, days = list(some.sites.values()), range(14)
        found = orders_that_come(
            some.sites["bureau"], sites, some.calendar, days, some.services, some.segments
        )
        meters = {each.sender: each.orders for each in found if each.category == "meter" and each.orders}
        assert meters == pytest.approx({"north": left, "": 6} if left else {"": 6})


def test_work_of_a_week(town: Scenario) -> None:
    """Voltage: 92 % solved, 90 % of the others found: 1 / (1 - 0.08 x 0.9) passes of 90 min. Of the 5 % that go wrong first, half are at
    metering, which passes on to the right one, and half at construction, which passes half of them on to metering: 1.25 x 0.025 and 0.025 visits."""
    passes = 1 / (1 - 0.08 * 0.9)
    found = loads(town.offices["bureau"], [Comes("voltage", "north", 1.0)], town.regions)
    assert found["operations"] == pytest.approx((1.0, passes * 90, 0.0))
    assert found["metering"] == pytest.approx((passes * 0.0375, passes * 0.0375 * 10, 0.0))
    assert found["construction"] == pytest.approx((passes * 0.025, passes * 0.025 * 10, 0.0))
    assert found[COORDINATOR] == pytest.approx((1.0, passes * (6 + 4), 0.0))


def test_what_is_sent_back_is_worked_again(town: Scenario) -> None:
    """Without the coordinator every order of nobody is right with 70 %; 6 h of construction are done 1 / 0.9 times. From metering an order
    goes to operations at once; at construction it is 0.15 times first, and stays with 50 % for metering."""
    bureau = town.replace({"offices.bureau.routing.look": "0 min"}).offices["bureau"]
    data = bureau.model_copy(update={"coordinator": None})
    assert isinstance(data, Office)
    found = loads(data, [Comes("connection", "", 2.0)], town.regions)
    assert found["operations"] == pytest.approx((2.0, 2 * 60, 0.0))
    assert found["construction"] == pytest.approx((2.0, 2 * 360 / 0.9, 0.0))
    assert found["metering"] == pytest.approx((2 * (0.15 + 0.15 * 0.5), 0.0, 0.0))
    assert COORDINATOR not in found or found[COORDINATOR] == (0.0, 0.0, 0.0)


def test_each_work_is_travelled_to(town: Scenario) -> None:
    """To 60 % of the connections construction travels 45 min, to the others 90 min: 63 min for each of 1 / 0.9 works; no visit to a wrong one."""
    travel = {"city": "45 min", "country": {"exponential": {"mean": "90 min"}}}
    bureau = town.replace({"offices.bureau.departments.construction.travel": travel}).offices["bureau"]
    found = loads(bureau, [Comes("connection", "", 2.0), Comes("voltage", "north", 100.0)], town.regions)
    assert found["construction"].travel == pytest.approx(2 * 63 / 0.9)
    assert found["operations"].travel == 0.0


def test_a_door_with_a_mix_has_its_own_shares(town: Scenario, tmp_path: Path) -> None:
    """Two thirds come before noon, of whom 10 % report, and one third in the afternoon, of whom 40 % do: 20 % of 500, as before; with 70 %
    in the afternoon 30 %."""
    for late, orders in (("40 %", 60.0), ("70 %", 90.0)):
        mix = f"start,pay,report\n00:00,90 %,10 %\n12:00,{100 - int(late[:-2])} %,{late}\n"
        text = SOUND_OFFICE.replace(
            "per_day: 100, profile: profile.csv", "per_day: 100, profile: profile.csv, mix: mix.csv"
        )
        found = load(write(tmp_path, text, {"mix": mix}))
        sites = list(found.sites.values())
        comes = orders_that_come(
            found.sites["bureau"], sites, found.calendar, range(14), found.services, found.segments
        )
        assert next(comes).orders == pytest.approx(orders)
