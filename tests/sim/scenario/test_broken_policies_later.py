"""Policies that begin later and cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.begin_later import CAN_NOT, FOR_ALL
from tests.sim.scenario.broken import said, write
from tests.sim.scenario.broken_office import SOUND_OFFICE

RIGHT = "write for example [{begins: 2011-03-01, regions: [city], set: {pools.clerks.heads: 8}}]"
MORE = "offices.bureau.departments.metering.pools: [{}], offices.bureau.pools: [coordinators, crews, {}, builders, duty]"

CASES = (
    (
        "{begins: 2024-01-08, regions: [citi], pools.crews.heads: 6}",
        ["regions[0] = citi: is an unknown region, did you mean city?"],
    ),
    (
        "{segments: [large], offices.bureau.categories.meter.solved: 90 %}",
        ["segments[0] = large: is an unknown segment, known are everyone"],
    ),
    (
        "{regions: city, offices.bureau.categories.meter.solved: 90 %}",
        ["regions = city: is not a list of names, write for example [city]"],
    ),
    (
        "{begins: next week, pools.crews.heads: 6}",
        ["begins = next week: is not a date, write year, month and day as 2010-12-21"],
    ),
    (
        "{begins: 2024-13, pools.crews.heads: 6}",
        ["begins = 2024-13: is not a day of the calendar, months go to 12 and days to 28, 29, 30 or 31"],
    ),
    ("{begins: 2024-01-08, offices.bureau.takes: due}", [f"offices.bureau.takes: {CAN_NOT}"]),
    (
        "{segments: [everyone], services.pay.share: 70 %, services.report.share: 30 %}",
        [f"services.pay.share: {CAN_NOT}", f"services.report.share: {CAN_NOT}"],
    ),
    (
        "{begins: 2024-01-08, regions: [city], halls.north.arrivals.per_day: 50}",
        [f"halls.north.arrivals.per_day: {FOR_ALL}"],
    ),
    ("{begins: 2024-01-08, pools.crews.speed: 120 %}", [f"pools.crews.speed: {CAN_NOT}"]),
    (
        "{begins: 2024-01-08, pools.crews: {works_at: office, shifts: [{time: 08:30-17:30, heads: 6}]}}",
        ["pools.crews.shifts: are shifts, which cannot begin later: write heads"],
    ),
    (
        f"{{begins: 2024-01-08, {MORE.format('fitters, more', 'fitters, more')}, "
        "pools.more: {works_at: office, shifts: [{time: 08:30-17:30, heads: 6}]}}",
        ["pools.more.shifts: are shifts, which cannot begin later: write heads"],
    ),
    (
        f"{{begins: 2024-01-08, {MORE.format('more', 'fitters, more')}, "
        "pools.more: {works_at: office, heads: 6}, offices.bureau.departments.fitting: {pools: [fitters]}}",
        [
            "offices.bureau.departments.metering.pools: takes away fitters in the middle of the horizon, where orders may still need it: "
            "leave it there, and give pools 0 heads from then on"
        ],
    ),
    (
        "{begins: 2024-01-08, pools.crews.heads: -6}",
        ["pools.crews.heads = -6: is out of range, write a whole number from 0 to 10000"],
    ),
    (
        "{begins: 2024-01-08, pools.crews.head: 6}",
        ["pools.crews.head = 6: is an unknown key, did you mean heads?"],
    ),
    (
        "{begins: 2024-01-08, steps: [{begins: 2024-01-09, set: {pools.crews.heads: 6}}]}",
        ["begins = 2024-01-08: stands beside steps, write it in each of them"],
    ),
    ("{steps: []}", [f"steps: is not a list of steps, {RIGHT}"]),
    (
        "{steps: [{begins: 2024-01-10, set: {pools.crews.heads: 6}}, {begins: 2024-01-09, set: {pools.crews.heads: 7}}]}",
        [
            "steps[1].begins = 2024-01-09: is before 2024-01-10, where the step before it begins: sort them by date"
        ],
    ),
    (
        "{steps: [{set: {pools.crews.heads: 6}}, {begins: 2024-01-09}, 7]}",
        [
            f"steps[0]: has no begins, {RIGHT}",
            f"steps[1]: has no overrides in set, {RIGHT}",
            f"steps[2] = 7: is not a step, {RIGHT}",
        ],
    ),
    (
        "{steps: [{begin: 2024-01-09, set: {pools.crews.heads: 6}}]}",
        [
            "steps[0].begin = 2024-01-09: is an unknown key, did you mean begins?",
            f"steps[0]: has no begins, {RIGHT}",
        ],
    ),
    (
        "{steps: [{begins: 2024-01-09, set: {pools.crews.heads: many}}]}",
        [
            "steps[0].set.pools.crews.heads = many: is not a number of heads, write 9, {08:30: 6, 10:00: 9}, or the path of a CSV file such as tables/heads.csv"
        ],
    ),
    (
        "{steps: [{begins: 2024-01-09, set: {halls.north.pools: [clerks, more], pools.more: {works_at: counter, heads: 1}}}]}",
        [f"steps[0].set.halls.north.pools: {CAN_NOT}"],
    ),
)


@pytest.mark.parametrize(("policy", "says"), CASES)
def test_each_is_refused_with_what_would_be_right(tmp_path: Path, policy: str, says: list[str]) -> None:
    path = write(tmp_path, f"{SOUND_OFFICE}policies:\n  p: {policy}\n")
    assert said(path) == [f"54: policies.p.{each}" for each in says]


@pytest.mark.parametrize(
    ("policy", "what"),
    [
        ("{begins: 2024-01-08}", "begins"),
        ("{begins: 2024-01-08, label: Later, note: Nothing yet}", "begins"),
        ("{regions: [city], begins: 2024-01}", "begins and regions"),
    ],
)
def test_a_policy_that_begins_overrides_something(tmp_path: Path, policy: str, what: str) -> None:
    path = write(tmp_path, f"{SOUND_OFFICE}policies:\n  p: {policy}\n")
    right = "write for example {begins: 2011-03-01, pools.clerks.heads: 8}"
    assert said(path) == [f"54: policies.p: says {what}, and overrides nothing, {right}"]


def test_heads_for_some_regions_are_warned_about(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A pool that is there already serves all; one that a step brings is for whomever it is used."""
    policies = """policies:
  one: {begins: 2024-01-08, regions: [city], pools.crews.heads: 6}
  two: {steps: [{begins: 2024-01-08, segments: [all], set: {pools.crews.heads: 6}}]}
  three: {begins: 2024-01-08, pools.crews.heads: 6}
"""
    text = SOUND_OFFICE.replace("pools:\n  clerks", "segments: {all: {share: 100 %}}\npools:\n  clerks")
    assert said(write(tmp_path, text + policies)) == []
    told = [record.getMessage().partition("town.yaml:")[2] for record in caplog.records]
    end = "crews work for all. Write it in a step without {}, or give these a pool of their own"
    assert [each for each in told if "for everybody" in each] == [
        f"55: policies.one.pools.crews.heads = 6: holds for everybody, and not for city alone: {end.format('regions')}",
        *(
            f"56: policies.two.steps[0].set.pools.crews.{key} = 6: holds for everybody, and not for all alone: {end.format('segments')}"
            for key in ("heads",)
        ),
    ]


def test_heads_later_of_a_pool_that_nobody_uses(tmp_path: Path) -> None:
    """What is wrong with the file is told, whatever its policies say of it."""
    text = SOUND_OFFICE.replace("pools:\n  clerks", "pools:\n  spare: {works_at: office, heads: 0}\n  clerks")
    path = write(tmp_path, f"{text}policies:\n  p: {{begins: 2024-01-08, pools.spare.heads: 1}}\n")
    assert said(path) == [
        "45: pools.spare: is a pool that no hall or office uses, add it to the pools of one or remove it"
    ]


def test_what_begins_after_the_horizon_is_warned_about(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The horizon ends on 14 January; the policy that begins then is not told."""
    policies = """policies:
  one: {begins: 2024-01-14, pools.crews.heads: 6}
  other: {begins: 2024-01-15, pools.crews.heads: 6}
  third: {steps: [{begins: 2024-01-03, set: {pools.crews.heads: 6}}, {begins: 2025-01, set: {pools.crews.heads: 7}}]}
"""
    assert said(write(tmp_path, SOUND_OFFICE + policies)) == []
    told = [record.getMessage().partition("town.yaml:")[2] for record in caplog.records]
    after = "is after the horizon, which ends with 2024-01-14: what begins then does nothing"
    assert [each for each in told if "begins" in each] == [
        f"55: policies.other.begins = 2024-01-15: {after}",
        f"56: policies.third.steps[1].begins = 2025-01: {after}",
    ]


def test_a_desk_that_keeps_up_once_it_is_there_is_not_warned_about(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A coordinator who is there for the last two days alone is held against the work of two days, not of all."""
    text = SOUND_OFFICE.replace("    coordinator:\n", "    was:\n")
    head, _, rest = text.partition("    was:\n")
    coordinator, _, tail = rest.partition("    escalations:")
    text = f"{head}    escalations:{tail}".replace("[coordinators, crews", "[crews").replace(
        "  coordinators: {works_at: office, heads: 1}\n", ""
    )
    policies = """policies:
  later:
    begins: 2024-01-11
    offices.bureau.pools: [coordinators, crews, fitters, builders, duty]
    offices.bureau.coordinator: {pool: coordinators, classify: 20 min}
    pools.coordinators: {works_at: office, heads: 1}
"""
    assert coordinator
    assert said(write(tmp_path, text + policies)) == []
    assert not [each for each in caplog.records if "offices.bureau.coordinator:" in each.getMessage()]
