"""Choices of a plan that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import SOUND, Broken, broken, said, said_of, write

TARGET = "  - {measure: wait_mean, scope: hall:centre, at_most: 15 min}\n"


def choice(name: str, pools: str, *said: str) -> Broken:
    """The sound file with these pools to choose under its targets, and what is said of it."""
    return broken(name, TARGET, f"{TARGET}staffing:\n  pools: {pools}\n", *said)


CASES = (
    choice(
        "a stranger",
        "{clerk: {most: 9}}",
        "48: staffing.pools.clerk: is an unknown pool, did you mean clerks?",
    ),
    choice(
        "heads for nothing",
        "{greeters: {most: 2}}",
        "48: staffing.pools.greeters: is a pool whose heads cost nothing, so that no plan is the cheapest: give it a cost such as 45 yuan/h",
    ),
    choice(
        "least above most",
        "{clerks: {least: 5, most: 4}}",
        "48: staffing.pools.clerks.least = 5: is above most (4), write at most that",
    ),
    choice(
        "blocks of seven minutes",
        "{clerks: {most: 4, block: 7 min}}",
        "48: staffing.pools.clerks.block = 7 min: does not divide 24 h into equal stretches of whole minutes (7 min), write 30 min, 1 h or 2 h",
    ),
    choice(
        "blocks with half minutes",
        "{clerks: {most: 4, block: 270 s}}",
        "48: staffing.pools.clerks.block = 270 s: does not divide 24 h into equal stretches of whole minutes (4.5 min), write 30 min, 1 h or 2 h",
    ),
    choice(
        "a shift before the opening",
        "{clerks: {most: 4, shift_types: {day: {earliest: 07:30, lengths: [4 h]}}}}",
        "48: staffing.pools.clerks.shift_types.day.earliest = 07:30: is before the opening at 08:30, start then or later",
    ),
    choice(
        "a shift beyond the closing",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, lengths: [8 h]}}}}",
        "48: staffing.pools.clerks.shift_types.day.lengths: ends after the closing at 17:30 even where it is shortest, start earlier or work shorter",
    ),
    choice(
        "a shift past midnight",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, latest: 18:00, lengths: [8 h]}}}}",
        "48: staffing.pools.clerks.shift_types.day.lengths: ends after the closing at 17:30 even where it is shortest, start earlier or work shorter",
    ),
    choice(
        "a latest start from which no shift ends in time",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, latest: 14:00, lengths: [4 h, 5 h]}}}}",
        "48: staffing.pools.clerks.shift_types.day.latest = 14:00: is so late that even the shortest shift ends after the closing at 17:30, write 13:30 or earlier, or a shorter shift",
    ),
    choice(
        "a latest start before the earliest",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, latest: 09:00, lengths: [4 h]}}}}",
        "48: staffing.pools.clerks.shift_types.day.latest = 09:00: is before the earliest start, write a later time",
    ),
    choice(
        "a break as long as the shift",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, lengths: [4 h], pause: 4 h}}}}",
        "48: staffing.pools.clerks.shift_types.day.pause = 4 h: is as long as the shift, write a shorter break",
    ),
    choice(
        "a break outside all shifts",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, lengths: [4 h], pause: 30 min, pause_within: 15:00-16:00}}}}",
        "48: staffing.pools.clerks.shift_types.day.pause_within = 15:00-16:00: has no room for a break of 30 min in any shift of this type, write a stretch inside them",
    ),
    choice(
        "a break in too short a shift",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, lengths: [2 h], pause: 30 min}}}}",
        "48: staffing.pools.clerks.shift_types.day.pause = 30 min: has no room in any shift of this type, as breaks keep 60 min from both ends: write pause_within, or a longer shift",
    ),
    choice(
        "starts every seven minutes",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, step: 7 min, lengths: [4 h]}}}}",
        "48: staffing.pools.clerks.shift_types.day.step = 7 min: does not go with calendar.interval (30 min), by which heads are counted: write 30 min, a multiple, or a part that divides it",
    ),
    choice(
        "shifts on days that are closed",
        "{clerks: {most: 4, shift_types: {day: {earliest: 10:00, lengths: [4 h], days: sun}}}}",
        "48: staffing.pools.clerks.shift_types.day.days = sun: has no open day of the horizon among its days, give it one",
    ),
    choice(
        "more time at least than at most",
        "{clerks: {most: 4, least_in_week: 50 h, most_in_week: 40 h}}",
        "48: staffing.pools.clerks.least_in_week = 50 h: is above most_in_week (40 h), write at most that",
    ),
    choice(
        "a larger share at least than at most",
        "{clerks: {most: 4, least_share: 50 %, most_share: 40 %}}",
        "48: staffing.pools.clerks.least_share = 50 %: is above most_share (40 %), write at most that",
    ),
    choice(
        "days off without shifts",
        "{clerks: {most: 4, days_off: 2}}\n  days: apart",
        "48: staffing.pools.clerks.days_off = 2: is about people, and there are no shift types to work: add shift_types",
    ),
    choice(
        "more heads than people",
        "{clerks: {least: 3, most: 4, people: 2}}",
        "48: staffing.pools.clerks.least = 3: is more than there are people, with all who may be trained (2), write at most that",
    ),
    choice(
        "training of strangers, and of a pool for itself",
        "{clerks: {most: 4, people: 3}}\n"
        "  cross_training:\n"
        "    - {of: clerk, into: greeters, most: 1, cost: 9 yuan}\n"
        "    - {of: clerks, into: clerks, most: 1, cost: 9 yuan}",
        "50: staffing.cross_training[0].of = clerk: is no pool whose heads are chosen, did you mean clerks?",
        "50: staffing.cross_training[0].into = greeters: is no pool whose heads are chosen, known are clerks",
        "51: staffing.cross_training[1].into = clerks: is the pool whose people are trained, name another one",
    ),
    choice(
        "training of nobody knows how many",
        "{clerks: {most: 4}}\n  cross_training: [{of: clerks, into: greeters, most: 0, cost: 9}]",
        "49: staffing.cross_training[0].most = 0: is out of range, it must be at least 1",
        "49: staffing.cross_training[0].cost = 9: has no unit, write 9 yuan",
        "49: staffing.cross_training[0].into = greeters: is no pool whose heads are chosen, known are clerks",
    ),
    choice(
        "training between pools that do not say how many people they have",
        "{clerks: {most: 4}, greeters: {most: 1, people: 1}}\n"
        "  cross_training: [{of: clerks, into: greeters, most: 2, cost: 9 yuan}]",
        "48: staffing.pools.greeters: is a pool whose heads cost nothing, so that no plan is the cheapest: give it a cost such as "
        "45 yuan/h",
        "49: staffing.cross_training[0].of = clerks: is a pool that does not say how many people it has, add "
        "staffing.pools.clerks.people",
    ),
    choice(
        "days off on days that are alike",
        "{clerks: {most: 4, days_off: 2, shift_types: {day: {earliest: 10:00, lengths: [4 h]}}}}",
        "48: staffing.pools.clerks.days_off = 2: needs days that may differ, write staffing.days: weekdays, or apart",
    ),
    choice(
        "policies that are none",
        "{clerks: {most: 4}}\n  policies: [basline, busy, busi, busy]",
        "49: staffing.policies[0] = basline: is no policy, did you mean baseline?",
        "49: staffing.policies[2] = busi: is no policy, did you mean busy?",
        "49: staffing.policies[3] = busy: is named twice, keep one",
    ),
    choice(
        "a choice of one policy",
        "{clerks: {most: 4}}\n  policies: [busy]",
        "49: staffing.policies: names one policy, which leaves no choice: name two or more, or none",
    ),
    choice(
        "strangers on duty together",
        "{clerks: {most: 4}}\n  cover: [{pools: [clerk]}, {pools: [greeters]}]",
        "49: staffing.cover[0].pools[0] = clerk: is an unknown pool, did you mean clerks?",
        "49: staffing.cover[0].pools: names no pool whose heads are chosen, known are clerks",
        "49: staffing.cover[1].pools: names no pool whose heads are chosen, known are clerks",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message(case: Broken, tmp_path: Path) -> None:
    """Line, key, value, what is wrong and what would be right."""
    assert said_of(case, tmp_path) == list(case.says)


def test_no_target(tmp_path: Path) -> None:
    """A plan must have something to meet."""
    case = broken(
        "no target",
        f"targets:\n{TARGET}",
        "staffing:\n  pools: {clerks: {most: 9}}\n",
        "45: staffing: has no target to meet, add one under targets: {measure: wait_mean, at_most: 15 min}",
    )
    assert said_of(case, tmp_path) == list(case.says)


def test_pool_of_no_hall(tmp_path: Path) -> None:
    """The pool is said to be unused, and the choice to have no hours."""
    text = SOUND.replace(
        "come_back:\n", "  idle: {works_at: counter, heads: 1, cost: 45 yuan/h}\ncome_back:\n"
    )
    text = text.replace(TARGET, f"{TARGET}staffing:\n  pools: {{idle: {{most: 3}}}}\n")
    assert said(write(tmp_path, text)) == [
        "43: pools.idle: is a pool that no hall uses, add it to the pools of one or remove it",
        "49: staffing.pools.idle: is a pool that works nowhere, heads are chosen in halls, call centres, offices and for outages",
    ]
