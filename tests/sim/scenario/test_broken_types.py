"""Keys that are missing, and values of another type. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "no name", "name: Town hall\n", "", "1: name: is missing, write for example name: Lecong service hall"
    ),
    broken(
        "no calendar",
        "calendar:\n  start: 2010-12-20\n  days: 7\n  hours: [08:30-12:00, 14:00-17:30]\n  open: mon-fri\n  interval: 30 min\n",
        "",
        "1: calendar: is missing, write it with its keys (start, days, warm_up, hours, open, weekday_hours, closed, working, interval) below it",
    ),
    broken("no days", "  days: 7\n", "", "2: calendar.days: is missing, write for example days: 6"),
    broken(
        "no handle time",
        "    handle_time: 4 min\n",
        "",
        "9: services.pay.handle_time: is missing, write for example handle_time: 6 min",
    ),
    broken(
        "no profile",
        "      profile: profile.csv\n",
        "",
        "24: halls.centre.arrivals.profile: is missing, write for example profile: tables/profile.csv",
    ),
    broken(
        "no work",
        "    works_at: counter\n",
        "",
        "34: pools.clerks.works_at: is missing, write for example works_at: counter",
    ),
    broken(
        "no time of a shift",
        "{time: 08:30-17:30, heads: 1, breaks: [12:00-13:00]}",
        "{heads: 1}",
        "41: pools.greeters.shifts[0].time: is missing, write for example time: 08:30-17:30",
    ),
    broken(
        "no measure",
        "{measure: wait_mean, scope: hall:centre, at_most: 15 min}",
        "{at_most: 15 min}",
        "46: targets[0].measure: is missing, write for example measure: wait_mean",
    ),
    broken(
        "an empty section",
        "come_back:\n  balked: 50 %",
        "come_back:",
        "43: come_back: is empty, write its keys below it",
    ),
    broken(
        "a list for a group of keys",
        "come_back:\n  balked: 50 %",
        "come_back: [50 %]",
        "43: come_back: is not a group of keys, write its keys below it",
    ),
    broken(
        "text for a group of keys",
        "come_back:\n  balked: 50 %",
        "come_back: often",
        "43: come_back = often: is not a group of keys, write its keys below it",
    ),
    broken(
        "a list for names",
        "segments:\n  town: {share: 70 %}\n  rural: {share: 30 %, priority: 1}",
        "segments: [town, rural]",
        "19: segments: is not a group of names, write each name below it",
    ),
    broken(
        "text for a list",
        "pools: [clerks, greeters, kiosks]",
        "pools: clerks",
        "29: halls.centre.pools = clerks: is not a list, write it in [ ]",
    ),
    broken(
        "an empty list",
        "pools: [clerks, greeters, kiosks]",
        "pools: []",
        "29: halls.centre.pools: has no entries, it must have at least one",
    ),
    broken(
        "a group of keys for a list",
        "balking: [{waiting: 30, leave: 10 %}, {waiting: 60, leave: 40 %}]",
        "balking: {waiting: 30, leave: 10 %}",
        "30: halls.centre.balking: is not a list, write it in [ ]",
    ),
    broken(
        "text for a number",
        "per_day: 100",
        "per_day: 700 a day",
        "25: halls.centre.arrivals.per_day = 700 a day: is not a number, write one such as 700",
    ),
    broken(
        "a number in quotes",
        "per_day: 100",
        'per_day: "700"',
        "25: halls.centre.arrivals.per_day = 700: is text, write the number without quotes",
    ),
    broken(
        "a whole number in quotes",
        "days: 7",
        'days: "7"',
        "4: calendar.days = 7: is text, write the number without quotes",
    ),
    broken(
        "a boolean for a number",
        "days: 7",
        "days: true",
        "4: calendar.days = true: is not a whole number, write one such as 6",
    ),
    broken(
        "a part of a day",
        "days: 7",
        "days: 6.5",
        "4: calendar.days = 6.5: is not a whole number, write one such as 6",
    ),
    broken("zero days", "days: 7", "days: 0", "4: calendar.days = 0: is out of range, it must be at least 1"),
    broken(
        "negative days",
        "days: 7",
        "days: -7",
        "4: calendar.days = -7: is out of range, it must be at least 1",
    ),
    broken(
        "a thousand years",
        "days: 7",
        "days: 365000",
        "4: calendar.days = 365000: is out of range, it must be at most 3660",
    ),
    broken(
        "a number with thousands",
        "per_day: 100",
        "per_day: 1,000",
        "25: halls.centre.arrivals.per_day = 1,000: is not a number, write one such as 700",
    ),
    broken(
        "a negative number of customers",
        "per_day: 100",
        "per_day: -100",
        "25: halls.centre.arrivals.per_day = -100: is out of range, it must be at least 0",
    ),
    broken(
        "too many customers to be meant",
        "per_day: 100",
        "per_day: 1e30",
        "25: halls.centre.arrivals.per_day = 1e+30: is out of range, it must be at most 10000000",
    ),
    broken(
        "customers without end",
        "per_day: 100",
        "per_day: .inf",
        "25: halls.centre.arrivals.per_day = inf: is not a finite number, write one such as 700",
    ),
    broken(
        "customers that are not a number",
        "per_day: 100",
        "per_day: .nan",
        "25: halls.centre.arrivals.per_day = nan: is not a finite number, write one such as 700",
    ),
    broken(
        "a whole number beyond all measure",
        "priority: 1",
        "priority: 1000000000000000000000000000000",
        "21: segments.rural.priority = 1000000000000000000000000000000: is out of range, it must be at most 100",
    ),
    broken(
        "a real number beyond all measure",
        "per_day: 100",
        "per_day: 1" + "0" * 400,
        "25: halls.centre.arrivals.per_day = 1"
        + "0" * 58
        + "…: is too large a number, write one such as 700",
    ),
    broken(
        "nothing for true or false",
        "      triage: 20 s",
        "      triage: 20 s\n      helps_with_forms:",
        "33: halls.centre.greeter.helps_with_forms: is empty, write true or false",
    ),
    broken(
        "nothing for a whole number",
        "  days: 7",
        "  days:",
        "4: calendar.days: is empty, write one such as 6",
    ),
    broken(
        "yes for true",
        "      triage: 20 s",
        "      triage: 20 s\n      helps_with_forms: yes",
        "33: halls.centre.greeter.helps_with_forms = yes: is neither true nor false, write one of them",
    ),
    broken(
        "one for true",
        "      triage: 20 s",
        "      triage: 20 s\n      helps_with_forms: 1",
        "33: halls.centre.greeter.helps_with_forms = 1: is neither true nor false, write one of them",
    ),
    broken(
        "a name that is a number",
        "name: Town hall",
        "name: 2010",
        "1: name = 2010: is not text, write some (in quotes, if it looks like a number)",
    ),
    broken("a name that is empty", "name: Town hall", 'name: ""', "1: name = '': is empty, write some text"),
    broken(
        "a name that is very long",
        "name: Town hall",
        "name: " + "x" * 300,
        "1: name = " + "x" * 59 + "…: is too long, write at most 200 characters",
    ),
    broken(
        "a service with a dot in its name",
        "  pay:\n",
        "  pay.bill:\n",
        "9: services.pay.bill: is not a usable name, write 1 to 80 characters without . : , [ ] and spaces at its ends",
    ),
    broken(
        "a segment with a colon in its name",
        "  town: {share: 70 %}",
        '  "town:east": {share: 70 %}',
        "20: segments.town:east: is not a usable name, write 1 to 80 characters without . : , [ ] and spaces at its ends",
    ),
    broken(
        "a segment with a colour in its name",
        "  town: {share: 70 %}",
        '  "to\\ewn[31m": {share: 70 %}',
        "20: segments.to\\x1bwn[31m: is not a usable name, write 1 to 80 characters without . : , [ ] and spaces at its ends",
    ),
    broken(
        "a line break in a value",
        "handle_time: 4 min",
        'handle_time: "4\\nmin\\e[2J"',
        "11: services.pay.handle_time = 4\\nmin\\x1b[2J: has two numbers, write a duration such as 6 min, 90 s or 2 h",
    ),
    broken(
        "a very long value",
        "handle_time: 4 min",
        "handle_time: 4 " + "m" * 500,
        "11: services.pay.handle_time = 4 "
        + "m" * 57
        + "…: has the unknown unit '"
        + "m" * 59
        + "…', known are s, min, h, day and days",
    ),
    broken(
        "an unknown choice",
        "works_at: counter",
        "works_at: counters",
        "35: pools.clerks.works_at = counters: is unknown, write counter, greeter, kiosk, phone, office or field (did you mean counter?)",
    ),
    broken(
        "a choice like none",
        "    pools: [clerks, greeters, kiosks]",
        "    pools: [clerks, greeters, kiosks]\n    lines: two",
        "30: halls.centre.lines = two: is unknown, write one or by_service",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
