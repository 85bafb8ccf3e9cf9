"""Orders that are open when the horizon begins: by hand, and refused where they cannot be meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sim.draws.dice import Dice
from sim.draws.open_orders import OrdersAtStart
from sim.scenario import Scenario
from tests.scenarios_for_tests import FLAT, written
from tests.sim.network.offices import CONSTRUCTION, METERING, OFFICE, office
from tests.sim.scenario.broken import said, write
from tests.sim.scenario.broken_office import SOUND_OFFICE

ROWS = """\
category,age,department,orders
meter,3 days,metering,2
connection,36 h,construction,1
meter,90 min,,3
"""


def with_rows(rows: str) -> Scenario:
    data = office().source.data
    data = {**data, "offices": {"bureau": {**data["offices"]["bureau"], "open_orders": "open.csv"}}}
    return written(data, {"profile.csv": FLAT, "open.csv": rows})


def test_orders_stand_in_the_order_of_the_rows():
    found = OrdersAtStart(with_rows(ROWS), "bureau", Dice(3))
    assert len(found) == 6
    assert found.category.tolist() == [1, 1, 2, 1, 1, 1]
    assert found.created.tolist() == [-4320, -4320, -2160, -90, -90, -90]
    assert found.at.tolist() == [METERING, METERING, CONSTRUCTION, -1, -1, -1]


def test_what_they_carry_is_drawn_for_each_replication():
    found = OrdersAtStart(with_rows(ROWS), "bureau", Dice(3))
    seeds = found.seeds(range(4))
    assert seeds.shape == (4, 6)
    assert len(np.unique(seeds)) == 24
    np.testing.assert_array_equal(found.seeds(range(2, 3)), seeds[2:3])
    assert (found.segments(range(4)) == 0).all()


def test_one_order_a_row_without_a_count():
    found = OrdersAtStart(with_rows("category,age\nmeter,1 h\nvoltage,2 h\n"), "bureau", Dice(3))
    assert found.category.tolist() == [1, 0]
    assert found.at.tolist() == [-1, -1]


def test_when_they_came_and_their_priority():
    # FLAT begins on its first midnight; by hand, one that came at 14:30 on the day before is 9.5 hours old.
    start = with_rows(ROWS).calendar.start
    day = (start - dt.timedelta(days=1)).isoformat()
    rows = f"category,created,priority\nmeter,{day} 14:30,7\nvoltage,{day},\n"
    found = OrdersAtStart(with_rows(rows), "bureau", Dice(3))
    assert found.created.tolist() == [-570, -1440]
    assert found.priority(np.arange(2), np.array([3, 4])).tolist() == [7, 4]


def test_nobody_is_open_without_a_table():
    assert len(OrdersAtStart(office(), "bureau", Dice(3))) == 0
    assert "open_orders" not in OFFICE["offices.bureau"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "category,age\nmetr,1 h\n",
            "has in line 2 the category 'metr', which the office does not have, did you mean meter?",
        ),
        (
            "category,age,department\nmeter,1 h,meterin\n",
            "has in line 2 the department 'meterin', which the office does not have, did you mean metering?",
        ),
        (
            "category,age\nmeter,400 days\n",
            "has in line 2, column 'age', the value '400 days', which is longer than a year, a duration is at most 366 days",
        ),
        (
            "category,age,orders\nmeter,1 h,-3\n",
            "has in line 2, column 'orders', the value '-3', which is not a number of orders, write a whole number from 1 to 1000000",
        ),
        (
            "category,age,orders\nmetr,1 week,-3\nmeter,,2\n",
            "has in line 2, column 'age', the value '1 week', which has the unknown unit 'week', known are s, min, h, day and days; "
            "has in line 3, column 'age', an empty cell, fill it in; has in line 2, column 'orders', the value '-3', which is not a number "
            "of orders, write a whole number from 1 to 1000000",
        ),
        (
            "category,created\nmeter,2011-13-01 08:00\n",
            "has in line 2, column 'created', the value '2011-13-01 08:00', which is not a day of the calendar, months go to 12 and days to "
            "28, 29, 30 or 31; write date and time as 2010-11-29 14:30",
        ),
        (
            "category,created\nmeter,2110-01-01\n",
            "has in line 2 an order that comes at or after the begin of the horizon (2024-01-01), name orders of the year before it",
        ),
        (
            "category,created\nmeter,2001-01-01 10:00\n",
            "has in line 2 an order that comes more than a year before the horizon, name orders of the year before it",
        ),
        (
            "category,age,priority\nmeter,1 h,high\n",
            "has in line 2, column 'priority', the value 'high', which is not a priority, write a whole number from -100 to 100",
        ),
        (
            "category,orders\nmeter,3\n",
            "has neither of the columns 'age' and 'created', it needs one of them",
        ),
        ("category,ages\nmeter,1 h\n", "has the unknown column 'ages', did you mean age?"),
    ],
)
def test_tables_that_cannot_be_meant(rows: str, says: str, tmp_path: Path) -> None:
    text = SOUND_OFFICE.replace("    coordinator:\n", "    open_orders: open.csv\n    coordinator:\n")
    assert said(write(tmp_path, text, {"open": rows})) == [
        f"36: offices.bureau.open_orders = open.csv: {says}"
    ]


def test_open_orders_and_warm_up(tmp_path: Path) -> None:
    text = SOUND_OFFICE.replace("    coordinator:\n", "    open_orders: open.csv\n    coordinator:\n")
    text = text.replace("  days: 14\n", "  days: 14\n  warm_up: 7\n")
    assert said(write(tmp_path, text, {"open": "category,age\nmeter,1 h\n"})) == [
        "37: offices.bureau.open_orders = open.csv: stands beside calendar.warm_up, whose days leave orders of their own: keep one of the two"
    ]
