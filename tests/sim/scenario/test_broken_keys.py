"""Keys that nobody knows, with the nearest one that is known. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "an unknown section",
        "come_back:\n",
        "comeback:\n",
        "43: comeback: is an unknown key, did you mean come_back?",
    ),
    broken(
        "an unknown key of the calendar",
        "  days: 7",
        "  day: 7",
        "2: calendar.days: is missing, write for example days: 6",
        "4: calendar.day = 7: is an unknown key, did you mean days?",
    ),
    broken(
        "an unknown key of a service",
        "    quick: 20 %",
        "    quik: 20 %",
        "12: services.pay.quik = 20 %: is an unknown key, did you mean quick?",
    ),
    broken(
        "an unknown key of a form",
        "saves: 30 %",
        "save: 30 %",
        "18: services.connect.form.saves: is missing, write for example saves: 30 %",
        "18: services.connect.form.save = 30 %: is an unknown key, did you mean saves?",
    ),
    broken(
        "an unknown key of a kiosk",
        "kiosk: {handle_time: 2 min}",
        "kiosk: {handle_time: 2 min, choosen: 10 %}",
        "13: services.pay.kiosk.choosen = 10 %: is an unknown key, did you mean chosen?",
    ),
    broken(
        "an unknown key of a segment",
        "priority: 1",
        "prioritty: 1",
        "21: segments.rural.prioritty = 1: is an unknown key, did you mean priority?",
    ),
    broken(
        "an unknown key of a hall",
        "    balking: [",
        "    balk: [",
        "30: halls.centre.balk: is an unknown key, did you mean balking?",
    ),
    broken(
        "an unknown key of arrivals",
        "      per_day: 100",
        "      per_day: 100\n      perday: 100",
        "26: halls.centre.arrivals.perday = 100: is an unknown key, did you mean per_day?",
    ),
    broken(
        "an unknown key of a greeter",
        "      triage: 20 s",
        "      triage: 20 s\n      answer: 20 %",
        "33: halls.centre.greeter.answer = 20 %: is an unknown key, did you mean answers?",
    ),
    broken(
        "an unknown key of balking",
        "{waiting: 30, leave: 10 %}",
        "{waiting: 30, leave: 10 %, leaves: 5 %}",
        "30: halls.centre.balking[0].leaves = 5 %: is an unknown key, did you mean leave?",
    ),
    broken(
        "an unknown key of a pool",
        "    cost: 45 yuan/h",
        "    costs: 45 yuan/h",
        "37: pools.clerks.costs = 45 yuan/h: is an unknown key, did you mean cost?",
    ),
    broken(
        "an unknown key of a shift",
        "breaks: [12:00-13:00]",
        "break: 12:00-13:00",
        "41: pools.greeters.shifts[0].break = 12:00-13:00: is an unknown key, did you mean breaks?",
    ),
    broken(
        "an unknown key of coming back",
        "  balked: 50 %",
        "  balkd: 50 %",
        "44: come_back.balkd = 50 %: is an unknown key, did you mean balked?",
    ),
    broken(
        "an unknown key of a target",
        "at_most: 15 min",
        "atmost: 15 min",
        "46: targets[0].atmost = 15 min: is an unknown key, did you mean at_most?",
    ),
    broken(
        "an unknown key of a distribution",
        "cv: 0.5",
        "sd: 7 min",
        "16: services.connect.handle_time.lognormal.cv: is missing, write for example cv: 0.6",
        "16: services.connect.handle_time.lognormal.sd = 7 min: is an unknown key, known are cv, mean",
    ),
    broken(
        "a key like nothing known",
        "  days: 7",
        "  days: 7\n  xyzzy: 7",
        "5: calendar.xyzzy = 7: is an unknown key, known are closed, days, hours, interval, open, start, warm_up, weekday_hours, working",
    ),
    broken(
        "a service called like a key of services",
        "  pay:\n",
        "  form:\n    qick: 3 %\n",
        "10: services.form.qick = 3 %: is an unknown key, did you mean quick?",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
