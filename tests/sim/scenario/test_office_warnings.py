"""What offices say that is allowed and yet worth a word. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import load
from tests.sim.scenario.broken import Broken, broken, write
from tests.sim.scenario.broken_office import SOUND_OFFICE, warned_of_office

ONE_CAUSE = "    causes: {wires: {category: voltage, share: 10 %}}\n"

CASES = (
    broken(
        "as it is",
        "",
        "",
    ),
    broken(
        "an analysis in a horizon of two weeks",
        "    escalations:",
        f"{ONE_CAUSE}    analysis: {{takes: 1, success: 0 %}}\n    escalations:",
        "42: offices.bureau.analysis: never acts, since what it takes at the begin of a month, of the orders before, is gone from the next one on, and "
        "from 2024-01-01 on fewer than two months begin behind the first day: let it begin earlier, or simulate more days",
        "42: offices.bureau.analysis.success = 0 %: is 0 %, so that no cause goes away: write a share such as 70 %",
    ),
    broken(
        "causes that never recur",
        "    escalations:",
        "    causes:\n      wires: {category: voltage, share: 10 %, after: 60 days}\n"
        "      plans: {category: connection, share: 10 %, recurs: 5 %, after: 60 days}\n    escalations:",
        "42: offices.bureau.causes.wires.after = 60 days: has no effect, since no problem comes back: give recurs a share",
        "43: offices.bureau.causes.plans.recurs = 5 %: brings nobody back, since no contact leaves an order of the category connection: give a "
        "service orders",
    ),
    broken(
        "a list of typical problems in a horizon of two weeks",
        "    escalations:",
        f"{ONE_CAUSE}    typical_problems: {{causes: 5, work: 100 %}}\n    escalations:",
        "42: offices.bureau.typical_problems: never acts, since it is made at the begin of a month from the orders of the one before, and no month "
        "begins within the days simulated: make the horizon longer",
        "42: offices.bureau.typical_problems.work = 100 %: is 100 %, so that no work is saved: write a share such as 75 %",
    ),
    broken(
        "a department without heads",
        "fitters: {works_at: office, heads: 1}",
        "fitters: {works_at: office, heads: 0}",
        "20: offices.bureau.departments.metering: has pools without heads, so that its orders are never done: give one heads above zero",
    ),
    broken(
        "own heads for whom nobody waits",
        "metering: {pools: [fitters]}",
        "metering: {pools: [fitters], own: {within: 0 min}}",
        "20: offices.bureau.departments.metering.own.within = 0 min: lets nobody wait for the own head, so that own has no effect: leave own out, or wait for some hours",
    ),
    broken(
        "a target on a department in which no order begins",
        "measure: wait_mean, scope: hall:north, at_most: 15 min",
        "measure: in_time, scope: department:construction, at_least: 95 %",
        "52: targets[0].scope = department:construction: has no orders, since an order counts in the department of its first stage: name a department in which one "
        "begins, or a category",
    ),
    broken(
        "a target on orders without a deadline",
        "measure: wait_mean, scope: hall:north, at_most: 15 min",
        "measure: in_time, scope: category:connection, at_least: 95 %",
        "52: targets[0].measure = in_time: can never be told, since no category that it is about has a deadline: add one",
    ),
    broken(
        "more work with travel than heads can do",
        "construction: {pools: [builders]}",
        "construction: {pools: [builders], travel: {city: 6 h, country: 6 h}}",
        "21: offices.bureau.departments.construction: has 67 h of work and travel a week in the mean, and heads for 35 h (load 191 %): the backlog grows "
        "by about 3.3 orders a week",
    ),
    broken(
        "travel of a department that only passes on",
        "metering: {pools: [fitters]}\n      construction: {pools: [builders]}\n    categories:\n"
        "      voltage: {department: operations, work: {lognormal: {mean: 90 min, cv: 1}}, deadline: 5 working days, solved: 92 %}\n"
        "      meter: {department: metering,",
        "metering: {pools: [fitters], travel: {city: 1 h}}\n      construction: {pools: [builders]}\n    categories:\n"
        "      voltage: {department: operations, work: {lognormal: {mean: 90 min, cv: 1}}, deadline: 5 working days, solved: 92 %}\n"
        "      meter: {department: operations,",
        "20: offices.bureau.departments.metering.travel: has no effect, since no category has a stage here: give it to the department that works on "
        "the orders",
    ),
    broken(
        "a category without orders",
        "voltage: 60 %, meter: 5 %",
        "voltage: 60 %",
        "24: offices.bureau.categories.meter: has no orders, since no service leaves any: give a service orders: {meter: 5 %}, or arrivals",
    ),
    broken(
        "orders that nobody leaves any more",
        "voltage: 60 %, meter: 5 %",
        "voltage: 60 %, meter: 0 %",
        "24: offices.bureau.categories.meter: has no orders, since no service leaves any: give a service orders: {meter: 5 %}, or arrivals",
    ),
    broken(
        "no deadline at all",
        "deadline: 5 working days, solved: 92 %}\n      meter: {department: metering, work: 1 h, deadline: 7 days, clock: acceptance}",
        "solved: 92 %}\n      meter: {department: metering, work: 1 h}",
        "41: offices.bureau.escalations: can never act, since no category has a deadline: add one such as 5 working days",
    ),
    broken(
        "needs of orders that leave none",
        "solved: 92 %}",
        "solved: 92 %, prevents: 80 %}",
        "23: offices.bureau.categories.voltage.prevents = 80 %: has no effect, since its orders leave none: add leaves such as {voltage: 30 %}",
    ),
    broken(
        "needs with which nobody comes",
        "solved: 92 %}",
        "solved: 92 %, leaves: {connection: 0.1 %}, prevents: 80 %}",
        "23: offices.bureau.categories.voltage.prevents = 80 %: keeps nobody from coming, since no contact leaves an order of the category connection: "
        "give a service orders",
    ),
    broken(
        "a meeting that is never held",
        "right: 95 %",
        "right: 95 %\n      meeting: {every: month, on: 20, time: 14:00, categories: {voltage: 10 %}}",
        "40: offices.bureau.coordinator.meeting: is never held in the horizon, so that orders wait for it to the end: lengthen the horizon, or give it another day",
    ),
    broken(
        "a meeting at night",
        "right: 95 %",
        "right: 95 %\n      meeting: {every: week, weekday: wed, time: 22:00, categories: {voltage: 10 %}}",
        "40: offices.bureau.coordinator.meeting.time = 22:00: is a time at which the office bureau does not work on any day of a meeting: "
        "write one within its hours",
    ),
    broken(
        "a meeting at noon that ends before the afternoon",
        "right: 95 %",
        "right: 95 %\n      meeting: {every: week, weekday: wed, time: 12:30, lasts: 1 h, heads: {crews: 1}, categories: {voltage: 10 %}}",
        "40: offices.bureau.coordinator.meeting.time = 12:30: is a time at which the office bureau does not work on any day of a meeting: "
        "write one within its hours",
    ),
    # Seven hours on 21 or 22 days of a month: 365 / 12 x 5 / 7 x 7
    broken(
        "an analysis for which nobody has the time",
        "    escalations:",
        "    causes: {wires: {category: voltage, share: 30 %}}\n    analysis: {takes: 8, work: 20 h, pool: crews}\n    escalations:",
        "42: offices.bureau.analysis.work = 20 h: takes 160 h a month for 8 causes, and one head of the office bureau works for 152 h: lower takes or work",
        "42: offices.bureau.analysis: never acts, since what it takes at the begin of a month, of the orders before, is gone from the next one on, and from "
        "2024-01-01 on fewer than two months begin behind the first day: let it begin earlier, or simulate more days",
    ),
    broken(
        "a meeting for which nobody waits",
        "right: 95 %",
        "right: 95 %\n      meeting: {every: week, weekday: wed, time: 14:00, categories: {voltage: 0 %}}",
        "40: offices.bureau.coordinator.meeting.categories: lets no order wait for it: give a category a share such as 10 %",
    ),
    # A week brings metering 5 orders of its own, 60 x 1.08 x 0.0375 of voltage that go wrong and 5 x 0.0375 connections: 7.6, of which the city has 60 %;
    # a working day, a fifth of that
    broken(
        "a batch that is seldom full",
        "metering: {pools: [fitters]}",
        "metering: {pools: [fitters], batch: {size: 50, at_most: 1 working day, by: region}}",
        "20: offices.bureau.departments.metering.batch.size = 50: is seldom reached, since in the mean 1.9 orders gather in 1 working day: write fewer, or a longer at_most",
    ),
    broken(
        "days on which nobody works",
        "operations: {pools: [crews]}",
        "operations: {pools: [crews], days: {city: [mon, wed], country: sat}}",
        "19: offices.bureau.departments.operations.days.country = sat: are days on which the office bureau never works, so that no order of the region is begun: "
        "name one on which it does",
    ),
    broken(
        "a pause of no order",
        "solved: 92 %}",
        "solved: 92 %, pause: {time: 2 days}}",
        "23: offices.bureau.categories.voltage.pause: is of no order: give it a share such as 20 %, or misused",
    ),
    broken(
        "a pause without time",
        "solved: 92 %}",
        "solved: 92 %, pause: {share: 20 %, time: 0 min}}",
        "23: offices.bureau.categories.voltage.pause.time = 0 min: takes no time, so that nothing is paused: write a time such as 2 days",
    ),
    broken(
        "misuse where every order waits",
        "solved: 92 %}",
        "solved: 92 %, pause: {share: 100 %, time: 2 days, misused: 10 %}}",
        "23: offices.bureau.categories.voltage.pause.misused = 10 %: has no effect, since every order waits for its customer: lower share",
    ),
    broken(
        "misuse without a deadline",
        "deadline: 7 days, clock: acceptance",
        "pause: {share: 10 %, time: 2 days, misused: 10 %}",
        "24: offices.bureau.categories.meter.pause.misused = 10 %: has no effect, since there is no deadline: add one",
    ),
    broken(
        "a clock without a deadline",
        "deadline: 7 days, clock: acceptance",
        "clock: acceptance",
        "24: offices.bureau.categories.meter.clock = acceptance: has no effect, since there is no deadline: add one",
    ),
    broken(
        "a deadline in working days that ends after the horizon",  # two weeks have nine working days behind their first
        "deadline: 5 working days",
        "deadline: 10 working days",
        "23: offices.bureau.categories.voltage.deadline = 10 working days: ends after the horizon for every order that comes in it, so that "
        "none can be late: lengthen the horizon, or shorten the deadline",
    ),
    broken(
        "a deadline in working hours that ends after the horizon",  # ten days of 7 h
        "deadline: 5 working days",
        "deadline: 71 working hours",
        "23: offices.bureau.categories.voltage.deadline = 71 working hours: ends after the horizon for every order that comes in it, so that "
        "none can be late: lengthen the horizon, or shorten the deadline",
    ),
    broken(
        "a deadline that the first order can just miss",
        "deadline: 5 working days",
        "deadline: 9 working days",
    ),
    broken(
        "a deadline in days that ends after the horizon",
        "deadline: 7 days",
        "deadline: 14 days",
        "24: offices.bureau.categories.meter.deadline = 14 days: ends after the horizon for every order that comes in it, so that none can be "
        "late: lengthen the horizon, or shorten the deadline",
    ),
    broken(
        "a coordinator who never errs",
        "right: 95 %",
        "right: 100 %",
        "33: offices.bureau.routing.look = 10 min: has no effect, since every order goes to the right department at once: lower first_right",
        "34: offices.bureau.routing.keeps: has no effect, since every order goes to the right department at once: lower first_right",
        "35: offices.bureau.routing.passes_on: has no effect, since every order goes to the right department at once: lower first_right",
    ),
    broken(
        "nobody who finds the unsolved",
        "      closing_call: {time: 4 min, finds: 90 %}\n",
        "",
        "23: offices.bureau.categories.voltage.solved = 92 %: reopens nothing, since no closing call finds it: give the coordinator a closing_call",
    ),
    broken(
        "too few crews",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 1}",
        "19: offices.bureau.departments.operations: has 102 h of work a week in the mean, and heads for 35 h (load 291 %): the backlog grows by about 43 orders a week",
    ),
    broken(
        "too few crews, who are quick and seldom there",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 1, speed: 125 %, absence: 20 %}",
        "19: offices.bureau.departments.operations: has 102 h of work a week in the mean, and heads for 35 h (load 291 %): the backlog grows by about 43 orders a week",
    ),
    broken(
        "a coordinator whom all orders overload",
        "classify: 6 min",
        "classify: 3 h",
        "36: offices.bureau.coordinator: has 229 h of work a week in the mean, and heads for 35 h (load 654 %): the backlog grows by about 59 orders a week",
    ),
)


SKILLED = (
    SOUND_OFFICE.replace("[coordinators, crews,", "[coordinators, seniors, crews,")
    .replace("operations: {pools: [crews]}", "operations: {pools: [seniors, crews]}")
    .replace(
        "  crews: {works_at: office, heads: 5}",
        "  seniors: {works_at: office, heads: 1}\n  crews: {works_at: office, heads: 5, serves: [connection]}",
    )
)
"""Seniors alone do voltage."""


def test_orders_for_which_there_are_too_few_heads(tmp_path: Path) -> None:
    """60 orders of voltage a week need 90 min, 1.08 times each, since the closing call opens 7.2 % again: 97 h. The senior has 35, while the five of
    crews have hardly anything to do."""
    assert warnings(SKILLED, tmp_path) == [
        "19: offices.bureau.departments.operations: has too few heads for orders of voltage, which seniors alone can do (load 277 %): their backlog "
        "grows by about 38 orders a week"
    ]


def test_pools_with_skills_and_nothing_to_do(tmp_path: Path) -> None:
    text = SKILLED.replace("seniors: {works_at: office, heads: 1}", "seniors: {works_at: office, heads: 0}")
    text = text.replace("serves: [connection]", "serves: [meter]").replace(
        "seniors, crews]}", "seniors, crews]}"
    )
    assert warnings(text, tmp_path) == [
        "23: offices.bureau.categories.voltage.department = operations: is a department in which orders of voltage are never done, since nobody who takes them "
        "has heads: give seniors heads above zero",
        "27: offices.bureau.categories.connection.stages[0].department = operations: is a department in which orders of connection are never done, since nobody "
        "who takes them has heads: give seniors heads above zero",
        "48: pools.crews.serves: has no orders in the department operations: name one of connection or voltage",
    ]


def warnings(text: str, folder: Path) -> list[str]:
    """What the loader warns of, without the file's name."""
    path = write(folder, text)
    return [str(each).removeprefix(f"{path}:") for each in load(path).warnings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_warning_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert warned_of_office(case, tmp_path) == list(case.says)


def said_of(text: str, folder: Path) -> list[str]:
    path = write(folder, text)
    return [str(each).removeprefix(f"{path}:") for each in load(path).warnings]


def test_taking_orders_by_deadlines_that_there_are_not(tmp_path: Path) -> None:
    text = SOUND_OFFICE.replace(", deadline: 5 working days", "").replace(
        ", deadline: 7 days, clock: acceptance", ""
    )
    text = text.replace(
        "    escalations:\n      - {at: 50 %, priority: 1}\n      - {at: 80 %, priority: 2, pool: duty}\n",
        "    takes: due\n",
    )
    text = text.replace("builders, duty]", "builders]").replace("  duty: {works_at: office, heads: 1}\n", "")
    assert said_of(text, tmp_path) == [
        "41: offices.bureau.takes = due: has no effect, since no category has a deadline: add one such as 5 working days"
    ]


def test_what_a_policy_needs_has_an_effect(tmp_path: Path) -> None:
    """The coordinator never errs in the file, and does under a policy: the routing says what happens then."""
    text = (
        SOUND_OFFICE.replace("right: 95 %", "right: 100 %")
        + "policies: {tired: {offices.bureau.coordinator.right: 90 %}}\n"
    )
    assert said_of(text, tmp_path) == []


def test_regions_without_orders(tmp_path: Path) -> None:
    head, _, _ = SOUND_OFFICE.partition("offices:")
    text = (
        head.replace(", orders: {voltage: 60 %, meter: 5 %}", "")
        + "pools: {clerks: {works_at: counter, heads: 2}}\n"
    )
    assert said_of(text, tmp_path) == [
        "10: regions: has no effect, since only work orders and outages have a region, and there is neither an office nor outages: add one"
    ]


def test_own_heads_that_never_work_and_a_pool_behind_them_without_work(tmp_path: Path) -> None:
    text = SOUND_OFFICE.replace("{at: 80 %, priority: 2, pool: duty}", "{at: 80 %, priority: 2}")
    text = text.replace("metering: {pools: [fitters]}", "metering: {pools: [fitters], own: {then: [duty]}}")
    text = text.replace("fitters: {works_at: office, heads: 1}", "fitters: {works_at: office, heads: 0}")
    found = [str(each) for each in load(write(tmp_path, text)).warnings]
    assert [each.partition("yaml:")[2] for each in found] == [
        "20: offices.bureau.departments.metering.own: belongs to heads of whom none ever works: give a pool of the department heads above zero",
        "20: offices.bureau.departments.metering.own.then: has nothing to take while orders wait for their own head without limit: "
        "add within such as 4 working hours",
    ]
