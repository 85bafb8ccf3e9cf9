"""Sections that do not fit together: shares, horizon, size, targets. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "a share that is missing",
        "    share: 60 %\n",
        "",
        "9: services.pay.share: is missing, 60 % are left to 100 %, write for example share: 60 %",
    ),
    broken(
        "the share of a segment that is missing",
        "{share: 30 %, priority: 1}",
        "{priority: 1}",
        "21: segments.rural.share: is missing, 30 % are left to 100 %, write for example share: 30 %",
    ),
    broken(
        "two shares that are missing",
        "  rural: {share: 30 %, priority: 1}",
        "  rural: {priority: 1}\n  farm: {priority: 2}",
        "21: segments.rural.share: is missing, 30 % are left to 100 % for it and 1 more, write for example share: 15 %",
        "22: segments.farm.share: is missing, 30 % are left to 100 % for it and 1 more, write for example share: 15 %",
    ),
    broken(
        "a share that is missing where nothing is left",
        "{share: 70 %}\n  rural: {share: 30 %, priority: 1}",
        "{share: 100 %}\n  rural: {priority: 1}",
        "21: segments.rural.share: is missing, write for example share: 46 %",
    ),
    broken(
        "a full-width colon in a group of keys",
        "{share: 30 %, priority: 1}",
        "{share： 30 %, priority: 1}",
        "21: segments.rural.share: is missing, 30 % are left to 100 %, write for example share: 30 %",
        "21: segments.rural.share： 30 %: is an unknown key, did you mean share? (it has the full-width colon ：, write :)",
    ),
    broken(
        "shares that do not add up",
        "share: 60 %",
        "share: 50 %",
        "8: services: have shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "shares of segments that do not add up",
        "share: 70 %",
        "share: 80 %",
        "19: segments: have shares that add up to 110 %, they must add up to 100 %",
    ),
    broken(
        "returns that do not add up",
        "  balked: 50 %",
        "  after_days: [60 %, 30 %]",
        "44: come_back.after_days: has shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "no returns",
        "  balked: 50 %",
        "  after_days: []",
        "44: come_back.after_days: has no entries, it must have at least one",
    ),
    broken(
        "a horizon without an open day",
        "  open: mon-fri",
        "  open: mon-fri\n  closed: [2010-12-20, 2010-12-21, 2010-12-22, 2010-12-23, 2010-12-24]",
        "2: calendar: leaves the hall centre closed on all of its 7 days, change open, closed or days",
    ),
    broken(
        "balking that falls",
        "{waiting: 60, leave: 40 %}",
        "{waiting: 60, leave: 4 %}",
        "30: halls.centre.balking[1]: must rise against the step before it: more waiting, and at least as many leave",
    ),
    broken(
        "balking out of order",
        "{waiting: 60, leave: 40 %}",
        "{waiting: 20, leave: 40 %}",
        "30: halls.centre.balking[1]: must rise against the step before it: more waiting, and at least as many leave",
    ),
    broken(
        "arrivals while closed",
        "profile: profile.csv",
        "profile: night.csv",
        "26: halls.centre.arrivals.profile = night.csv: sends 75 % of the customers to a closed hall, its times must lie in the opening hours",
        night="start,end,weight\n08:30,12:00,1\n18:00,24:00,3\n",
    ),
    broken(
        "contacts beyond memory",
        "per_day: 100",
        "per_day: 9000000",
        "25: halls.centre.arrivals.per_day = 9000000: makes 76 million contacts in 7 days as busy as the busiest; that needs about 30 GB of memory a replication: stay below 2857143 a day (with the factors of its days)",
    ),
    broken(
        "contacts beyond memory by a factor",
        "per_day: 100\n      profile: profile.csv\n      day_to_day_cv: 0.1\n      weekday: {mon: 120 %}",
        "per_day: 60000\n      profile: profile.csv\n      weekday: {mon: 10000 %}",
        "25: halls.centre.arrivals.per_day = 60000: makes 42 million contacts in 7 days as busy as the busiest; that needs about 17 GB of memory a replication: stay below 2857143 a day (with the factors of its days)",
    ),
    broken(
        "intervals beyond memory",
        "  days: 7\n  hours: [08:30-12:00, 14:00-17:30]\n  open: mon-fri\n  interval: 30 min",
        "  days: 3660\n  hours: [08:30-12:00, 14:00-17:30]\n  open: mon-fri\n  interval: 1 min",
        "7: calendar.interval = 1 min: makes 5270400 intervals in 3660 days for 10 scopes; that needs about 26 GB of memory a replication: make the interval longer or the horizon shorter",
    ),
    broken(
        "an unknown measure",
        "measure: wait_mean",
        "measure: wait_men",
        "46: targets[0].measure = wait_men: is an unknown measure, did you mean wait_mean?",
    ),
    broken(
        "an unknown kind of scope",
        "scope: hall:centre",
        "scope: town:centre",
        "46: targets[0].scope = town:centre: is an unknown scope for wait_mean, write all, hall:NAME, pool:NAME, service:NAME, segment:NAME or channel:NAME",
    ),
    broken(
        "a scope that the measure has not",
        "measure: wait_mean, scope: hall:centre, at_most: 15 min",
        "measure: occupancy, scope: service:pay, at_most: 90 %",
        "46: targets[0].scope = service:pay: is an unknown scope for occupancy, write all, hall:NAME or pool:NAME",
    ),
    broken(
        "an unknown name in a scope",
        "scope: hall:centre",
        "scope: hall:center",
        "46: targets[0].scope = hall:center: names an unknown hall, did you mean centre?",
    ),
    broken(
        "a scope without a name",
        "scope: hall:centre",
        "scope: 'hall:'",
        "46: targets[0].scope = hall:: is an unknown scope for wait_mean, write all, hall:NAME, pool:NAME, service:NAME, segment:NAME or channel:NAME",
    ),
    broken(
        "an unknown period",
        "scope: hall:centre",
        "period: 2011-01-01",
        "46: targets[0].period = 2011-01-01: is an unknown period, write all, peak, open_peak, or a date of the horizon such as 2010-12-20",
    ),
    broken(
        "a closed day for a period",
        "scope: hall:centre",
        "period: 2010-12-25",
        "46: targets[0].period = 2010-12-25: is a day on which every hall is closed, choose an open one",
    ),
    broken(
        "a peak of what has none",
        "measure: wait_mean, scope: hall:centre, at_most: 15 min",
        "measure: queue_max, period: peak, at_most: 15",
        "46: targets[0].period = peak: has no meaning for queue_max, write all or a date of the horizon such as 2010-12-20",
    ),
    broken(
        "a threshold without a unit",
        "at_most: 15 min",
        "at_most: 15",
        "46: targets[0].at_most = 15: has no unit, write 15 min, 15 s or 15 h",
    ),
    broken(
        "a threshold in another unit",
        "at_most: 15 min",
        "at_most: 15 %",
        "46: targets[0].at_most = 15 %: has the unknown unit '%', known are s, min, h, day and days",
    ),
    broken(
        "a threshold of money without yuan",
        "measure: wait_mean, scope: hall:centre, at_most: 15 min",
        "measure: staff_cost, at_most: 40000",
        "46: targets[0].at_most = 40000: has no unit, write 40000 yuan",
    ),
    broken(
        "a count with a unit",
        "measure: wait_mean, scope: hall:centre, at_most: 15 min",
        "measure: queue_max, at_most: 15 min",
        "46: targets[0].at_most = 15 min: is not a threshold for queue_max, write a number without a unit such as 12",
    ),
    broken(
        "a threshold that is a list",
        "at_most: 15 min",
        "at_most: [15 min]",
        "46: targets[0].at_most: is not a threshold, write it in the measure's unit, such as 15 min or 95 %",
    ),
    broken(
        "both thresholds",
        "at_most: 15 min",
        "at_most: 15 min, at_least: 5 min",
        "46: targets[0]: has both at_most and at_least, keep one (two targets may bound a measure from both sides)",
    ),
    broken(
        "no threshold",
        ", at_most: 15 min",
        "",
        "46: targets[0]: has neither at_most nor at_least, write for example at_most: 15 min",
    ),
    broken(
        "no confidence",
        "at_most: 15 min",
        "at_most: 15 min, confidence: 0 %",
        "46: targets[0].confidence = 0 %: is not a usable confidence, write one from 50 % to 99.9 %",
    ),
    broken(
        "full confidence",
        "at_most: 15 min",
        "at_most: 15 min, confidence: 100 %",
        "46: targets[0].confidence = 100 %: is not a usable confidence, write one from 50 % to 99.9 %",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
