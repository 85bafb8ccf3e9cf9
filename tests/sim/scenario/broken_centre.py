"""A sound call centre on numbered lines, and what the loader says after it was damaged."""

from __future__ import annotations

from pathlib import Path

from tests.sim.scenario.broken import Broken, said, write

SOUND_CENTRE = """\
name: Town line
calendar:
  start: 2024-01-01
  days: 2
  hours: [08:00-20:00]
services:
  ask:
    share: 70 %
    handle_time: {exponential: {mean: 4 min}}
    phone: {after_call: 30 s, solved: 80 %, in_menu: 10 %}
  fault:
    share: 30 %
    handle_time: 5 min
    phone: {patience: {time: 10 min, endless: 20 %}}
segments:
  everyone: {share: 100 %}
centres:
  town:
    lines:
      mandarin:
        arrivals: {per_day: 900, profile: profile.csv}
      mongolian:
        arrivals: {per_day: 90, profile: profile.csv}
        priority: 2
        rises: 0.5
    pools: [own, hired]
    trunks: 40
    menu: {time: 30 s, leave: 5 %}
    patience: {time: {exponential: {mean: 3 min}}, none: 10 %}
    balking: [{wait: 2 min, leave: 10 %}, {wait: 5 min, leave: 40 %}]
    callback: {wait: 3 min, accept: 40 %, reached: 80 %, attempts: 3}
    redial: {reneged: 40 %, busy: 80 %, after: 5 min, patience: 80 %}
    routing:
      - lines: [mongolian]
        steps: [{pools: [own]}]
      - share: 30 %
        steps: [{pools: [hired]}]
      - steps:
          - {pools: [own], reserve: 1}
          - {pools: [hired], after: 20 s, waiting: 5}
pools:
  own:
    works_at: phone
    heads: {08:00: 3, 12:00: 4}
    cost: 45 yuan/h
    phone: {levels: {fault: {speed: 80 %}}, line_levels: {mongolian: {quality: 90 %}}}
  hired:
    works_at: phone
    heads: 2
    phone:
      speaks: [mandarin]
      outsourced: true
      cost_per_call: 3 yuan
      least_calls: 200
      transfer: {to: [own], share: 60 %}
      absence: 5 %
targets:
  - {measure: service_level_20_s_missed, scope: language:mongolian, at_least: 80 %}
"""


def said_of_centre(case: Broken, folder: Path) -> list[str]:
    """What the loader says of a case."""
    assert SOUND_CENTRE.count(case.old) == 1, f"{case.old!r} stands {SOUND_CENTRE.count(case.old)} times"
    return said(write(folder, SOUND_CENTRE.replace(case.old, case.new), case.tables))
