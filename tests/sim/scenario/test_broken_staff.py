"""Staff that cannot be meant: heads, shifts, skills, duties. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "people who are paid, as a number",
        "    heads: 4",
        "    heads: 4\n    paid: 5",
        "37: pools.clerks.paid = 5: is not a list of rows, write [{start: 11:00, end: 12:00, people: 8, premium: 10 %}]",
    ),
    broken(
        "who is paid, said twice",
        "    heads: 4",
        "    heads: 4\n    paid: [{start: 09:00, end: 12:00, people: 5}, {start: 11:00, end: 13:00, people: 6}]",
        "37: pools.clerks.paid[1]: overlaps row 1 of the list, say of each time once who is paid",
    ),
    broken(
        "heads among those who are paid",
        "    heads: 4",
        "    heads: 4\n    paid: [{start: 09:00, end: 12:00, heads: 5}]",
        "37: pools.clerks.paid[0].heads = 5: is an unknown key, write {start: 11:00, end: 12:00, people: 8, premium: 10 %}",
    ),
    broken(
        "half a head",
        "    heads: 4",
        "    heads: 9.5",
        "36: pools.clerks.heads = 9.5: is not a number of heads, write a whole number such as 9",
    ),
    broken(
        "heads in words",
        "    heads: 4",
        "    heads: 4 clerks",
        "36: pools.clerks.heads = 4 clerks: is not a number of heads, write 9, {08:30: 6, 10:00: 9}, or the path of a CSV file such as tables/heads.csv",
    ),
    broken(
        "heads in quotes",
        "    heads: 4",
        '    heads: "4"',
        "36: pools.clerks.heads = 4: is text, write the number without quotes",
    ),
    broken(
        "heads that are nothing",
        "    heads: 4",
        "    heads:",
        "34: pools.clerks: has neither heads nor shifts, write for example heads: 9",
    ),
    broken(
        "negative heads",
        "    heads: 4",
        "    heads: -1",
        "36: pools.clerks.heads = -1: is out of range, write a whole number from 0 to 10000",
    ),
    broken(
        "an army",
        "    heads: 4",
        "    heads: 100000",
        "36: pools.clerks.heads = 100000: is out of range, write a whole number from 0 to 10000",
    ),
    broken(
        "heads that are true",
        "    heads: 4",
        "    heads: true",
        "36: pools.clerks.heads = true: is not a number of heads, write a whole number such as 9",
    ),
    broken(
        "heads from no time on",
        "    heads: 4",
        "    heads: {}",
        "36: pools.clerks.heads: is empty, write 9, {08:30: 6, 10:00: 9}, or the path of a CSV file such as tables/heads.csv",
    ),
    broken(
        "heads from a time that is none",
        "    heads: 4",
        "    heads: {08:30: 4, 25:00: 5}",
        "36: pools.clerks.heads.25:00: is not a time of day, they go from 00:00 to 24:00",
    ),
    broken(
        "heads from times out of order",
        "    heads: 4",
        "    heads: {10:00: 4, 08:30: 5}",
        "36: pools.clerks.heads.08:30: is not later than the time before it, write times from early to late",
    ),
    broken(
        "half a head from a time on",
        "    heads: 4",
        "    heads: {08:30: 4, 10:00: 4.5}",
        "36: pools.clerks.heads.10:00 = 4.5: is not a number of heads, write a whole number such as 9",
    ),
    broken(
        "heads before opening",
        "    heads: 4",
        "    heads: {07:00: 4}",
        "36: pools.clerks.heads: puts staff on duty 07:00-24:00, outside the opening hours: keep it within 08:30-17:30",
    ),
    broken(
        "rows of heads that overlap",
        "    heads: 4",
        "    heads: [{start: 08:30, end: 12:00, heads: 4}, {start: 11:00, end: 17:30, heads: 4}]",
        "36: pools.clerks.heads[1]: overlaps row 1 of the list, give each time its heads once",
    ),
    broken(
        "a row of heads with an unknown key",
        "    heads: 4",
        "    heads: [{start: 08:30, end: 12:00, head: 4}]",
        "36: pools.clerks.heads[0].head = 4: is an unknown key, write {start: 08:30, end: 12:00, heads: 8}, with days or date if need be",
    ),
    broken(
        "a row of heads that lacks a key",
        "    heads: 4",
        "    heads: [{start: 08:30, end: 12:00}]",
        "36: pools.clerks.heads[0]: has no heads, write {start: 08:30, end: 12:00, heads: 8}, with days or date if need be",
    ),
    broken(
        "heads and shifts",
        "    heads: 4",
        "    heads: 4\n    shifts: [{time: 08:30-12:00, heads: 1}]",
        "34: pools.clerks: has both heads and shifts, keep one of them",
    ),
    broken(
        "neither heads nor shifts",
        "    heads: 4\n",
        "",
        "34: pools.clerks: has neither heads nor shifts, write for example heads: 9",
    ),
    broken(
        "a shift before opening",
        "time: 08:30-17:30",
        "time: 07:30-17:30",
        "41: pools.greeters.shifts[0].time = 07:30-17:30: puts staff on duty 07:30-17:30, outside the opening hours: keep it within 08:30-17:30",
    ),
    broken(
        "a shift that ends after closing",
        "time: 08:30-17:30",
        "time: 08:30-20:00",
        "41: pools.greeters.shifts[0].time = 08:30-20:00: puts staff on duty 08:30-20:00, outside the opening hours: keep it within 08:30-17:30",
    ),
    broken(
        "a shift on closed days",
        "breaks: [12:00-13:00]",
        "days: sat-sun",
        "41: pools.greeters.shifts[0].time = 08:30-17:30: puts staff on duty on days of the week that are not among calendar.open",
    ),
    broken(
        "a break outside its shift",
        "breaks: [12:00-13:00]",
        "breaks: [12:00-13:00, 17:00-18:00]",
        "41: pools.greeters.shifts[0].breaks[1] = 17:00-18:00: is outside the shift, breaks lie within 08:30-17:30",
    ),
    broken(
        "breaks that overlap",
        "breaks: [12:00-13:00]",
        "breaks: [12:00-13:00, 12:30-14:00]",
        "41: pools.greeters.shifts[0].breaks[1] = 12:30-14:00: starts before 13:00, when the stretch before it ends; write them in order",
    ),
    broken(
        "a pool that nobody uses",
        "pools: [clerks, greeters, kiosks]",
        "pools: [greeters, kiosks]",
        "9: services.pay: is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and pay among what it serves",
        "14: services.connect: is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and connect among what it serves",
        "34: pools.clerks: is a pool that no hall uses, add it to the pools of one or remove it",
    ),
    broken(
        "an unknown pool",
        "pools: [clerks, greeters, kiosks]",
        "pools: [clarks, greeters, kiosks]",
        "29: halls.centre.pools[0] = clarks: is an unknown pool, did you mean clerks?",
    ),
    broken(
        "a pool named twice",
        "pools: [clerks, greeters, kiosks]",
        "pools: [clerks, greeters, kiosks, clerks]",
        "29: halls.centre.pools[3] = clerks: is named twice, name each pool once",
    ),
    broken(
        "a pool in two halls",
        "pools:\n  clerks:",
        "  north:\n    arrivals: {per_day: 50, profile: profile.csv}\n    pools: [clerks]\npools:\n  clerks:",
        "37: pools.clerks: is used by the halls centre and north, a pool works in one hall: make a pool for each",
    ),
    broken(
        "an unknown skill",
        "    cost: 45 yuan/h",
        "    serves: [pay, conect]",
        "37: pools.clerks.serves[1] = conect: is an unknown service, did you mean connect?",
    ),
    broken(
        "a skill named twice",
        "    cost: 45 yuan/h",
        "    serves: [pay, connect, pay]",
        "37: pools.clerks.serves[2] = pay: is named twice, name each service once",
    ),
    broken(
        "skills as text",
        "    cost: 45 yuan/h",
        "    serves: pay",
        "37: pools.clerks.serves = pay: is not a list of services, write [pay_bill, complain], or all",
    ),
    broken(
        "no skills",
        "    cost: 45 yuan/h",
        "    serves: []",
        "37: pools.clerks.serves: is not a list of services, write [pay_bill, complain], or all",
    ),
    broken(
        "a service that nobody can do",
        "    cost: 45 yuan/h",
        "    serves: [pay]",
        "14: services.connect: is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and connect among what it serves",
    ),
    broken(
        "nobody at the counter",
        "    heads: 4",
        "    heads: 0",
        "9: services.pay: is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and pay among what it serves",
        "14: services.connect: is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and connect among what it serves",
    ),
    broken(
        "greeters without duties",
        "    greeter:\n      triage: 20 s\n",
        "",
        "29: halls.centre.pools: has a pool of greeters, but the hall says nothing of what they do: add greeter: {triage: 20 s}",
    ),
    broken(
        "duties without greeters",
        "works_at: greeter",
        "works_at: counter",
        "31: halls.centre.greeter: describes a greeter, but none of the hall's pools works at greeter: add such a pool",
    ),
    broken(
        "a break longer than its stretch",
        "    heads: 4",
        "    heads: 4\n    breaks: [{length: 1 h, within: 11:00-11:45, at_once: 2}]",
        "37: pools.clerks.breaks[0].length = 1 h: is longer than 11:00-11:45, in which it lies: write 45 min or less",
    ),
    broken(
        "a break without a turn for each",
        "    heads: 4",
        "    heads: 4\n    breaks: [{length: 45 min, within: 11:00-12:00, at_once: 2}]",
        "37: pools.clerks.breaks[0].at_once = 2: gives 2 heads a turn, and 4 may work within 11:00-12:00: "
        "write 4, or a longer stretch",
        "49: policies.busy: breaks pools.clerks.breaks[0].at_once (2), which then gives 2 heads a turn, and 5 may work "
        "within 11:00-12:00: write 5, or a longer stretch",
    ),
    broken(
        "a break with one turn",
        "    heads: 4",
        "    heads: 4\n    breaks: [{length: 45 min, within: 11:00-12:00, at_once: 1}]",
        "37: pools.clerks.breaks[0].at_once = 1: gives 1 head a turn, and 4 may work within 11:00-12:00: "
        "write 4, or a longer stretch",
        "49: policies.busy: breaks pools.clerks.breaks[0].at_once (1), which then gives 1 head a turn, and 5 may work "
        "within 11:00-12:00: write 5, or a longer stretch",
    ),
    broken(
        "rows of which several are wrong",
        "    heads: 4",
        "    heads: [{start: 08:30, end: 09:00, heads: x}, {start: 09:00, end: 08:00, heads: 1}, {start: 10:00, end: 11:00, heads: -1}]",
        "36: pools.clerks.heads[0].heads = x: is not a number of heads, write a whole number such as 9",
        "36: pools.clerks.heads[1]: ends before it starts, start must be earlier than end",
        "36: pools.clerks.heads[2].heads = -1: is out of range, write a whole number from 0 to 10000",
    ),
    broken(
        "a break of nobody",
        "    heads: 4",
        "    heads: 4\n    breaks: [{length: 45 min, within: 11:00-12:00, at_once: 0}]",
        "37: pools.clerks.breaks[0].at_once = 0: is out of range, it must be at least 1",
    ),
    broken(
        "leave that ends before it begins",
        "    heads: 4",
        "    heads: 4\n    leave: [{first: 2010-12-22, last: 2010-12-21, heads: 1}]",
        "37: pools.clerks.leave[0].last = 2010-12-21: is before the first day, write 2010-12-22 or later",
    ),
    broken(
        "training before the hall opens",
        "    heads: 4",
        "    heads: {08:30: 4}\n    training: [{time: 06:00-07:30, heads: 1}]",
        "37: pools.clerks.training[0]: is at times at which nobody of the pool is on duty, move it into the working time",
    ),
    broken(
        "kiosks that are ill",
        "  kiosks: {works_at: kiosk, heads: 2}",
        "  kiosks: {works_at: kiosk, heads: 2, absence: 5 %}",
        "42: pools.kiosks.absence = 5 %: is for people, and these are kiosks: leave it out",
    ),
    broken(
        "a kiosk for a service that needs papers",
        "    papers_missing: 25 %",
        "    papers_missing: 25 %\n    kiosk: {handle_time: 3 min}",
        "18: services.connect.kiosk: does a service that needs papers, which a kiosk cannot check: leave out kiosk or papers_missing",
    ),
    broken(
        "kiosks without a service",
        "    kiosk: {handle_time: 2 min}\n",
        "",
        "41: pools.kiosks: is a pool of kiosks, but no service can be done at a kiosk: give a service kiosk: {handle_time: 2 min}",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
