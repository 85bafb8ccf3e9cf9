"""Customers with open orders contact again: what must be so exactly, and the number of them against the sum of their chances."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from sim.draws.chasing import ATTEMPTS
from sim.events.engine import simulate
from sim.log.orders import StepKind
from sim.log.records import NO_CONTACT, Outcome, Records
from sim.rules.office import chase_chance
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.sim.events.test_office_models import ALL, ROUTED, assert_same_contacts, hall_and_line

Chase = tuple[int, int, int]
"""Replication, case, and age of the order in days."""


def chasing(service: str = "ask", coordinated: bool = False, **chances: str) -> Scenario:
    """A hall, a line and an office whose customers chase their orders; where orders are coordinated, half a day is their deadline."""
    office = ROUTED | {"chasing": {"service": service, **chances}}
    if coordinated:
        office |= {
            "pools": ["ops", "met", "desk"],
            "coordinator": {"pool": "desk", "classify": "12 min"},
            "categories": {
                name: each | {"deadline": "4 working hours"} for name, each in ROUTED["categories"].items()
            },
        }
    return hall_and_line(office, ALL)


def chases_in(records: Records) -> Counter[Chase]:
    """The contacts of each case that chase its order, but for those that came of one in vain, and on which day of the order's age."""
    own = records.where(
        (records.attempt % ATTEMPTS == 1) & (records.attempt > ATTEMPTS) & ~np.isin(records.stage, NO_CONTACT)
    )
    rows = {
        (lane, case, attempt // ATTEMPTS)
        for lane, case, attempt in zip(
            own.replication.tolist(), own.case.tolist(), own.attempt.tolist(), strict=True
        )
    }
    return Counter(rows)


def mornings(records: Records) -> list[tuple[Chase, int, bool, bool]]:
    """All midnights of the horizon at which an order that a first contact left was open, and of its case the first; with its age, and whether it
    was overdue and its customer informed then."""
    assert records.orders is not None
    orders, steps = records.orders.orders, records.orders.steps
    classified = steps.where((steps.kind == StepKind.CLASSIFY) & ~np.isnan(steps.ended))
    told: dict[tuple[int, int], float] = {}
    for lane, number, ended in zip(
        classified.lane.tolist(), classified.number.tolist(), classified.ended.tolist(), strict=True
    ):
        told.setdefault((lane, number), ended)
    columns = ("lane", "number", "case", "created", "closed", "due")
    found, seen = [], set[tuple[int, int]]()
    for lane, number, case, created, closed, due in zip(
        *(getattr(orders, name).tolist() for name in columns), strict=True
    ):
        if (lane, case) in seen:
            continue  # left by a contact that chased the first
        seen.add((lane, case))
        for day in range(max(0, int(created // DAY) + 1), 4):
            if closed >= day * DAY:
                age = day - int(created // DAY)
                informed = told.get((lane, number), np.inf) < day * DAY
                found.append(((lane, case, age), age, due <= day * DAY, informed))
    return found


@pytest.mark.parametrize("service", ["ask", "pay"])
def test_everybody_chases_on_every_day_on_which_the_order_is_open(service: str) -> None:
    """With a chance of 100 %. Orders that chasing contacts leave are not chased themselves: `pay` leaves some."""
    records = simulate(chasing(service, a_day="100 %"), 1, range(2))
    expected = Counter(chase for chase, *_ in mornings(records))
    assert len(expected) > 200
    assert chases_in(records) == expected
    assert records.orders is not None
    assert records.orders.orders.chases.sum() == expected.total()


def test_the_number_of_chases_is_the_sum_of_their_chances() -> None:
    """Given the open mornings each chance is drawn by itself, so that the difference, over its standard deviation, is normal (99.9 %: 3.29)."""
    rules: dict[str, Any] = {"a_day": "10 %", "a_day_older": "10 %", "overdue": "20 %", "informed": "60 %"}
    scenario = chasing(coordinated=True, **rules)
    plan = type("Rules", (), {"a_day": 0.1, "a_day_older": 0.1, "overdue": 0.2, "informed": 0.6})()
    records = simulate(scenario, 1, range(6))
    found, all_mornings = chases_in(records), mornings(records)
    assert set(found) <= {chase for chase, *_ in all_mornings}
    for flags in ((False, False), (False, True), (True, True)):
        own = [each for each in all_mornings if each[2:] == flags]
        chance = np.array([chase_chance(plan, *each[1:]) for each in own])
        came = sum(found[chase] for chase, *_ in own)
        assert abs(came - chance.sum()) <= 3.29 * np.sqrt((chance * (1 - chance)).sum())
        assert len(own) > 30


def test_chances_by_hand() -> None:
    """2 % on the first day; 0.5 % more on each further one; 10 % more when overdue; 60 % of it saved when informed."""
    plan = type("Rules", (), {"a_day": 0.02, "a_day_older": 0.005, "overdue": 0.1, "informed": 0.6})()
    assert chase_chance(plan, 1, False, False) == pytest.approx(0.02)
    assert chase_chance(plan, 5, False, False) == pytest.approx(0.04)
    assert chase_chance(plan, 5, True, False) == pytest.approx(0.14)
    assert chase_chance(plan, 5, True, True) == pytest.approx(0.056)


def test_a_chase_comes_by_the_door_of_the_contact_that_left_the_order_on_its_day() -> None:
    records = simulate(chasing(a_day="60 %"), 1, range(2))
    assert records.orders is not None
    orders = records.orders.orders
    left = {
        (lane, case): (sender, language, int(created // DAY), segment)
        for lane, case, sender, language, created, segment in zip(
            *(
                getattr(orders, name).tolist()
                for name in ("lane", "case", "sender", "language", "created", "segment")
            ),
            strict=True,
        )
    }
    chased = records.where(records.attempt > ATTEMPTS)
    assert {0, 1} == set(chased.hall.tolist())
    columns = ("replication", "case", "hall", "language", "arrived", "attempt", "service", "segment")
    for lane, case, site, language, arrived, attempt, service, segment in zip(
        *(getattr(chased, name).tolist() for name in columns), strict=True
    ):
        sender, line, day, of_case = left[lane, case]
        assert (site, language, segment, service) == (sender, line, of_case, 1)
        assert int(arrived // DAY) == day + attempt // ATTEMPTS


def test_a_chasing_call_in_vain_is_made_again() -> None:
    """Half of the callers who hang up call again, those who chase, too: from 1 on they count anew."""
    records = simulate(chasing(a_day="100 %"), 1, range(3))
    calls = records.where((records.hall == 1) & (records.attempt > ATTEMPTS))
    again = calls.where(calls.attempt % ATTEMPTS > 1)
    assert len(again)
    failed = calls.where(calls.outcome == Outcome.RENEGED)
    known = set(zip(failed.replication.tolist(), failed.case.tolist(), failed.attempt.tolist(), strict=True))
    before = zip(again.replication.tolist(), again.case.tolist(), (again.attempt - 1).tolist(), strict=True)
    assert set(before) <= known


# -- limits that are exact ----------------------------------------------------------------------------------------------


def test_where_nobody_can_chase_contacts_are_those_of_an_office_that_nobody_chases() -> None:
    """Only who is overdue would chase, and no order has a deadline."""
    without = ROUTED | {
        "categories": {name: {**each, "deadline": None} for name, each in ROUTED["categories"].items()}
    }
    rules = {"service": "ask", "overdue": "90 %"}
    one, other = (
        simulate(hall_and_line(office, ALL), 1, range(2))
        for office in (without, without | {"chasing": rules})
    )
    assert_same_contacts(one, other)


def test_an_office_that_closes_everything_at_once_is_not_chased() -> None:
    """Works of no time, day and night."""
    at_once = {
        name: {"department": each["department"], "work": "0 min"}
        for name, each in ROUTED["categories"].items()
    }
    office = ROUTED | {"hours": ["00:00-24:00"], "categories": at_once}
    rules = {"service": "ask", "a_day": "100 %"}
    records = simulate(hall_and_line(office | {"chasing": rules}, ALL), 1, range(2))
    assert not chases_in(records)
    without = simulate(hall_and_line(office, ALL), 1, range(2))
    assert_same_contacts(without, records)
