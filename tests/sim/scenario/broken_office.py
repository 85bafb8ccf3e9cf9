"""A sound office on numbered lines, and what the loader says after it was damaged."""

from __future__ import annotations

from pathlib import Path

from sim.scenario import load
from tests.sim.scenario.broken import Broken, said, write

SOUND_OFFICE = """\
name: Town office
calendar:
  start: 2024-01-01
  days: 14
  hours: [08:30-12:00, 14:00-17:30]
  open: mon-fri
services:
  pay: {share: 80 %, handle_time: 4 min}
  report: {share: 20 %, handle_time: 6 min, orders: {voltage: 60 %, meter: 5 %}}
regions: {city: 60 %, country: 40 %}
halls:
  north:
    arrivals: {per_day: 100, profile: profile.csv}
    pools: [clerks]
offices:
  bureau:
    pools: [coordinators, crews, fitters, builders, duty]
    departments:
      operations: {pools: [crews]}
      metering: {pools: [fitters]}
      construction: {pools: [builders]}
    categories:
      voltage: {department: operations, work: {lognormal: {mean: 90 min, cv: 1}}, deadline: 5 working days, solved: 92 %}
      meter: {department: metering, work: 1 h, deadline: 7 days, clock: acceptance}
      connection:
        stages:
          - {department: operations, work: 1 h, waits: 2 days}
          - {department: construction, work: 6 h, rework: 10 %}
        arrivals: {per_day: 1, profile: profile.csv}
    routing:
      first_right: 70 %
      by_sender: {north: 60 %}
      look: 10 min
      keeps: {exponential: {mean: 7 h}}
      passes_on: {operations: {metering: 70 %, construction: 30 %}, construction: {operations: 50 %, metering: 50 %}}
    coordinator:
      pool: coordinators
      classify: 6 min
      right: 95 %
      closing_call: {time: 4 min, finds: 90 %}
    escalations:
      - {at: 50 %, priority: 1}
      - {at: 80 %, priority: 2, pool: duty}
pools:
  clerks: {works_at: counter, heads: 2}
  coordinators: {works_at: office, heads: 1}
  crews: {works_at: office, heads: 5}
  fitters: {works_at: office, heads: 1}
  builders: {works_at: office, heads: 1}
  duty: {works_at: office, heads: 1}
targets:
  - {measure: wait_mean, scope: hall:north, at_most: 15 min}
"""


def said_of_office(case: Broken, folder: Path) -> list[str]:
    """What the loader says of a case."""
    return said(write(folder, damaged(case), case.tables))


def warned_of_office(case: Broken, folder: Path) -> list[str]:
    """What it warns of, without the file's name."""
    path = write(folder, damaged(case), case.tables)
    return [str(each).removeprefix(f"{path}:") for each in load(path).warnings]


def damaged(case: Broken) -> str:
    """The text of a case."""
    if not case.old:
        return SOUND_OFFICE
    assert SOUND_OFFICE.count(case.old) == 1, f"{case.old!r} stands {SOUND_OFFICE.count(case.old)} times"
    return SOUND_OFFICE.replace(case.old, case.new)
