"""Closures and outages that cannot be meant, or never act. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scenarios_for_tests import small
from tests.sim.scenario.broken import Broken, broken, said_of

POOLS = "    pools: [clerks, greeters, kiosks]"

CASES = (
    broken(
        "an outage of a pool that works elsewhere",
        POOLS,
        POOLS + "\n    outages: [{every: 20 h, lasts: 15 min, pools: [clerk]}]",
        "30: halls.centre.outages[0].pools[0] = clerk: is no pool of the hall centre, did you mean clerks?",
    ),
    broken(
        "an outage that does not say how long it lasts",
        POOLS,
        POOLS + "\n    outages: [{every: 20 h}]",
        "30: halls.centre.outages[0].lasts: is missing, write for example lasts: {lognormal: {mean: 20 min, cv: 0.8}}",
    ),
    broken(
        "an outage all the time",
        POOLS,
        POOLS + "\n    outages: [{every: 0 h, lasts: 15 min}]",
        "30: halls.centre.outages[0].every = 0 h: is zero, a duration here must be longer, such as 6 min",
    ),
    broken(
        "a closure of a pool that works elsewhere",
        POOLS,
        POOLS + "\n    closures: [{date: 2010-12-20, start: 09:00, end: 10:00, pool: clerk}]",
        "30: halls.centre.closures: names in row 1 clerk, which is no pool of the hall centre, did you mean clerks?",
    ),
    broken(
        "a closure that ends before it starts",
        POOLS,
        POOLS + "\n    closures: [{date: 2010-12-20, start: 10:00, end: 09:00}]",
        "30: halls.centre.closures[0]: ends before it starts, start must be earlier than end",
    ),
    broken(
        "a closure without a date",
        POOLS,
        POOLS + "\n    closures: [{start: 10:00, end: 11:00}]",
        "30: halls.centre.closures[0]: has no date, write {date: 2010-12-21, start: 09:00, end: 11:00, pool: clerks, heads: 2}, "
        "where pool and heads may be left out",
    ),
    broken(
        "a closure of nobody",
        POOLS,
        POOLS + "\n    closures: [{date: 2010-12-20, start: 09:00, end: 10:00, heads: 0}]",
        "30: halls.centre.closures[0].heads = 0: is out of range, write a whole number from 1 to 10000",
    ),
    broken(
        "a table of closures with a word for a number",
        POOLS,
        POOLS + "\n    closures: down.csv",
        "30: halls.centre.closures = down.csv: has in line 2, column 'heads', the value 'two', which is not a number of heads, "
        "write a whole number such as 2",
        down="date,start,end,pool,heads\n2010-12-20,09:00,10:00,clerks,two\n",
    ),
    broken(
        "what becomes of customers, unheard of",
        POOLS,
        POOLS + "\n    at_outage: leave",
        "30: halls.centre.at_outage = leave: is unknown, write finish or wait",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)


def warned(changes: dict[str, Any], tables: dict[str, str] | None = None) -> list[str]:
    return [str(each).split(": ", 1)[1] for each in small(changes, tables).warnings]


def test_a_closure_while_the_hall_is_closed_anyway() -> None:
    rows = [
        {"date": "2024-01-01", "start": "09:00", "end": "10:00"},
        {"date": "2024-01-01", "start": "13:00", "end": "14:00"},
        {"date": "2025-01-01", "start": "09:00", "end": "10:00"},
    ]
    assert warned({"halls.north.closures": rows}) == [
        "halls.north.closures: closes nothing in row 2 (and 1 more), since the hall is closed on 2024-01-01 13:00-14:00: "
        "is the date right?"
    ]
    assert warned({"halls.north.closures": rows[::2]}) == [
        "halls.north.closures: closes nothing in row 2, since 2025-01-01 lies outside the horizon of 2024-01-01 to 2024-01-01: "
        "is the date right?"
    ]


def test_a_rule_for_what_never_happens() -> None:
    assert warned({"halls.north.at_outage": "wait"}) == [
        "halls.north.at_outage = wait: has no effect, since nothing closes: add outages or closures"
    ]


def test_a_table_of_closures_says_what_a_list_says() -> None:
    rows = [{"date": "2024-01-01", "start": "09:00", "end": "10:00", "pool": "clerks", "heads": 1}]
    one = small({"halls.north.closures": rows}).halls["north"].closures
    table = {"down.csv": "date,start,end,pool,heads\n2024-01-01,09:00,10:00,clerks,1\n"}
    assert small({"halls.north.closures": "down.csv"}, table).halls["north"].closures == one
