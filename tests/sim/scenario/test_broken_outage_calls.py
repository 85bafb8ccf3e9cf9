"""Calls about outages, and messages, that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import load
from tests.sim.scenario.broken import Broken, broken, said, write

SOUND = """\
name: Town
calendar: {start: 2024-07-01, days: 14, hours: [00:00-24:00]}
services:
  bill: {share: 100 %, handle_time: 4 min}
  outage: {share: 0 %, handle_time: 3 min}
  known: {share: 0 %, handle_time: 1 min}
  complaint: {share: 0 %, handle_time: 6 min}
regions: {city: 60 %, country: 40 %}
centres:
  hotline: {lines: {mandarin: {arrivals: {per_day: 100, profile: profile.csv}}}, pools: [agents]}
pools:
  agents: {works_at: phone, heads: 2}
outages:
  customers: {city: 1200, country: 500}
  kinds:
    fault:
      per_day: {city: 3, country: 2}
      customers: 30
      lasts: 2 h
      reported: {calls: 2}
      calls: {share: 8 %, latent: 20 min}
  calls:
    lines: {mandarin: 100 %}
    service: outage
    known_service: known
    asleep: {hours: 23:00-07:00, share: 90 %}
    again: {estimate: 40 %}
  messages:
    channels: {sms: {subscribed: 30 %}, app: {subscribed: 20 %, cost: 0 yuan}}
    stages: [known, restored]
    enough: {known: 40 %}
  complaints: {service: complaint, per_hour: 0.1 %}
"""

CASES = (
    broken("as it is", "", ""),
    broken(
        "a propensity above all",
        "share: 8 %",
        "share: 108 %",
        "21: outages.kinds.fault.calls.share = 108 %: is more than the whole, a share is between 0 % and 100 %",
    ),
    broken(
        "unknown services",
        "known_service: known",
        "known_service: knwon",
        "25: outages.calls.known_service = knwon: is an unknown service, did you mean known?",
    ),
    broken(
        "complaints of an unknown service",
        "{service: complaint,",
        "{service: complaints,",
        "32: outages.complaints.service = complaints: is an unknown service, did you mean complaint?",
    ),
    broken(
        "an unknown line",
        "lines: {mandarin: 100 %}",
        "lines: {mandrin: 100 %}",
        "23: outages.calls.lines.mandrin = 100 %: is an unknown line, did you mean mandarin?",
    ),
    broken(
        "lines that do not add up",
        "lines: {mandarin: 100 %}",
        "lines: {mandarin: 90 %}",
        "23: outages.calls.lines: has shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "an unknown centre",
        "    service: outage\n",
        "    service: outage\n    centre: hotlin\n",
        "25: outages.calls.centre = hotlin: is an unknown centre, did you mean hotline?",
    ),
    broken(
        "one of several centres",
        "centres:\n",
        "centres:\n  other: {lines: {mandarin: {arrivals: {per_day: 100, profile: profile.csv}}}, pools: [others]}\n",
        "24: outages.calls: does not say to which of several centres they come, write centre with one of other, hotline",
    ),
    broken(
        "a night without length",
        "hours: 23:00-07:00",
        "hours: 07:00-07:00",
        "26: outages.calls.asleep.hours = 07:00-07:00: begins when it ends, write two times of day as in 23:00-07:00",
    ),
    broken(
        "callers who never call",
        "      calls: {share: 8 %, latent: 20 min}\n",
        "",
        "20: outages.kinds.fault.reported: never happens, since nobody calls about this kind: give it calls, or leave it out",
    ),
    broken(
        "more than one channel each",
        "{subscribed: 30 %}",
        "{subscribed: 90 %}",
        "29: outages.messages.channels: has subscribers that add up to 110 %, make them 100 % or less: a customer has one channel at most",
    ),
    broken(
        "a stage that nobody tells",
        "enough: {known: 40 %}",
        "enough: {known: 40 %, cause: 80 %}",
        "31: outages.messages.enough.cause = 80 %: is a stage at which no message is sent, add cause to stages or leave it out",
    ),
    broken(
        "a stage twice",
        "stages: [known, restored]",
        "stages: [known, known]",
        "30: outages.messages.stages[1] = known: is named twice, name each once",
    ),
    broken(
        "told when it is over",
        "enough: {known: 40 %}",
        "enough: {restored: 40 %}",
        "31: outages.messages.enough: has restored, which keeps nobody from calling since their supply is back: leave it out",
    ),
    broken(
        "a price without a unit",
        "cost: 0 yuan",
        "cost: 0.05",
        "29: outages.messages.channels.app.cost = 0.05: has no unit, write 0.05 yuan",
    ),
)


def of_case(case: Broken, folder: Path) -> Path:
    """The file of a case."""
    assert not case.old or SOUND.count(case.old) == 1, case.old
    text = SOUND.replace(case.old, case.new) if case.old else SOUND
    if "others" in case.new:
        text = text.replace("pools:\n  agents", "pools:\n  others: {works_at: phone, heads: 2}\n  agents")
    return write(folder, text, {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_is_refused(case: Broken, tmp_path: Path) -> None:
    assert said(of_case(case, tmp_path)) == list(case.says)


def test_calls_without_rules_about_them(tmp_path: Path) -> None:
    text = SOUND[: SOUND.index("  calls:\n    lines")] + SOUND[SOUND.index("  messages:") :]
    assert said(write(tmp_path, text, {})) == [
        "21: outages.kinds.fault.calls: comes to no line, write under outages: calls: {lines: {mandarin: 100 %}, service: outage}",
        "22: outages.messages: needs calls, which say on which lines customers call about outages",
        "26: outages.complaints: needs calls, which say on which lines customers call about outages",
    ]


def test_stages_that_never_come_are_told(tmp_path: Path) -> None:
    stages = "stages: [announced, known, on_site]\n    enough: {announced: 90 %, known: 40 %, on_site: 70 %}"
    text = SOUND.replace("stages: [known, restored]\n    enough: {known: 40 %}", stages)
    path = write(tmp_path, text, {})
    warnings = [str(each).removeprefix(f"{path}:") for each in load(path).warnings]
    assert warnings == [
        "31: outages.messages.enough.announced = 90 %: has no effect, since no kind of outage is announced",
        "31: outages.messages.enough.on_site = 70 %: has no effect, since no kind of outage is repaired by crews",
    ]
