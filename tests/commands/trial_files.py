"""The files of the trial: three halls, a line in two languages and 32 people, over a week or a month.

Volumes are those that a planner wrote: 180, 350 and 600 customers a day. All other numbers are made up, so that some 20 people at once
are enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from sim.scenario.units import clock_text

SCENARIO = """\
name: Three halls and a line
note: As planned for the spring.
calendar:
  start: 2024-04-29
  days: {days}
  open: mon-sat
  hours: [08:30-17:30]
  weekday_hours: {{sat: [09:00-12:00]}}
  closed: [2024-05-01]                       # Labour Day
  interval: 30 min
services:
  pay_bill: {{share: 70 %, handle_time: {{lognormal: {{mean: 3 min, cv: 0.6}}}}, quick: 15 %}}
  new_connection: {{share: 30 %, handle_time: {{gamma: {{mean: 5 min, cv: 0.5}}}}, papers_missing: 15 %}}
halls:
  north:
    arrivals: {{per_day: 180, profile: hall.csv}}
    pools: [north_clerks, north_floaters]
    appointments: {{share: 15 %, no_show: 10 %, slots: [{{hours: 09:00-11:30, every: 15 min, places: 3, days: mon-fri}}]}}
    hours: [08:30-12:00, 13:30-17:00]
    weekday_hours: {{sat: [09:00-12:00]}}
  market:
    arrivals: {{per_day: 350, profile: hall.csv}}
    pools: [market_clerks, market_floaters]
    hours: [08:30-12:30, 13:30-17:30]
    weekday_hours: {{sat: [09:00-12:00]}}
  station:
    arrivals: {{per_day: 600, profile: hall.csv}}
    pools: [station_clerks, station_greeter]
    greeter: {{triage: 12 s, answers: 90 %, catches: 80 %}}
centres:
  line:
    lines:
      mandarin: {{arrivals: {{per_day: 260, profile: line.csv}}}}
      mongolian: {{arrivals: {{per_day: 60, profile: line.csv}}}}
    pools: [agents, bilingual]
    patience: {{time: {{exponential: {{mean: 4 min}}}}}}
    routing:
      - {{lines: [mongolian], steps: [{{pools: [bilingual]}}]}}
      - {{steps: [{{pools: [agents]}}, {{pools: [bilingual], after: 20 s}}]}}
pools:
  north_clerks: {{works_at: counter, heads: 3, cost: 45 yuan/h}}
  market_clerks: {{works_at: counter, heads: 4, cost: 45 yuan/h}}
  station_clerks: {{works_at: counter, heads: 6, cost: 45 yuan/h}}
  north_floaters: {{works_at: counter, heads: {{"08:30": 1, "12:00": 0}}, cost: 45 yuan/h}}
  market_floaters: {{works_at: counter, heads: {{"08:30": 0, "13:30": 1}}, cost: 45 yuan/h}}
  station_greeter: {{works_at: greeter, heads: 1, cost: 45 yuan/h}}
  agents: {{works_at: phone, heads: 3, cost: 42 yuan/h, phone: {{speaks: [mandarin]}}}}
  bilingual: {{works_at: phone, heads: 2, cost: 46 yuan/h, phone: {{speaks: [mandarin, mongolian]}}}}
floaters:
  runner: {{pools: [north_floaters, market_floaters], people: 1, travel: 30 min}}
targets:
  - {{measure: wait_mean, scope: "hall:north", at_most: 12 min}}
  - {{measure: wait_mean, scope: "hall:market", at_most: 12 min}}
  - {{measure: wait_mean, scope: "hall:station", at_most: 12 min}}
  - {{measure: service_level_60_s_missed, scope: "centre:line", at_least: 70 %}}
staffing:
  days: weekdays
  pools:
    north_clerks: {{least: 1, most: 4, shift_types: {{day: &day {{earliest: 08:30, lengths: [8.5 h, 9 h], pause: 1 h, pause_within: 11:30-14:00, days: mon-fri, step: 30 min}}, sat: &sat {{earliest: 09:00, lengths: [3 h], days: sat}}}}}}
    market_clerks: {{least: 1, most: 6, shift_types: {{day: *day, sat: *sat}}}}
    station_clerks: {{least: 2, most: 9, shift_types: {{day: *day, sat: *sat}}}}
    agents: {{least: 1, most: 5, shift_types: {{day: *day, sat: *sat}}}}
    bilingual: {{least: 1, most: 4, shift_types: {{day: *day, sat: *sat}}}}
  roster: {{people: people.csv, wishes: wishes.csv, days_off: 1}}
policies:
  no_greeter:
    note: The greeter goes behind the counter.
    pools.station_greeter.heads: 0
    pools.station_clerks.heads: 7
  longer_line:
    note: One agent more.
    pools.agents.heads: 4
  fewer_clerks:
    pools.market_clerks.heads: 3
"""

HALL = ((510, 540, 8, 0), (540, 600, 17, 1), (600, 720, 32, 2), (810, 900, 23, 0), (900, 1020, 20, 0))
"""Start, end, weight of a working day and of a Saturday; nobody comes in the lunch hour."""

LINE = ((510, 540, 8, 0), (540, 720, 47, 1), (720, 840, 15, 0), (840, 1050, 30, 0))

TEAMS = {
    "north_clerks": 5,
    "market_clerks": 7,
    "station_clerks": 10,
    "agents": 5,
    "bilingual": 5,
}
"""32 people."""


def written(folder: Path, days: int = 28) -> Path:
    """The scenario with its tables in a folder."""
    for name, text in (
        ("trial.yaml", SCENARIO.format(days=days)),
        ("hall.csv", _profile(HALL)),
        ("line.csv", _profile(LINE)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    _write_people(folder, _pools(), "P01,2024-04-30,off\nP08,2024-05-02,day")
    return folder / "trial.yaml"


def _pools() -> list[str]:
    return [pool for pool, count in TEAMS.items() for _ in range(count)]


def small_trial(folder: Path) -> Path:
    """One of its kind: the smallest hall and the line, from the holiday on until Saturday, with the people of both, on few kinds of shifts and
    not many at once, so that the search soon comes to its end."""
    path = written(folder)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["calendar"] |= {"start": "2024-05-01", "days": 4}
    kept = ("north_clerks", "agents", "bilingual")
    data["halls"] = {"north": data["halls"]["north"]}
    data["targets"] = [each for each in data["targets"] if each["scope"] in ("hall:north", "centre:line")]
    data["pools"] = {pool: data["pools"][pool] for pool in (*kept, "north_floaters")}
    del data["floaters"]
    data["staffing"]["pools"] = {pool: data["staffing"]["pools"][pool] for pool in kept}
    data["staffing"] |= {"days": "alike"}
    few = {"pause_within": "11:30-13:30", "step": "1 h"}  # two breaks
    for pool, chosen in data["staffing"]["pools"].items():
        chosen["most"] = 2 if pool == "north_clerks" else 3
        day = chosen["shift_types"]["day"] | few | {"lengths": ["8.5 h" if pool == "north_clerks" else "9 h"]}
        chosen["shift_types"] = {**chosen["shift_types"], "day": day}
    data["policies"] = {
        "longer_line": {"pools.agents.heads": 4},
        "fewer_clerks": {"pools.north_clerks.heads": 2},
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    _write_people(folder, [pool for pool in _pools() if pool in kept], "P01,2024-05-02,off")
    return path


def _write_people(folder: Path, pools: Sequence[str], wish: str) -> None:
    """A row for each of some people; the fourth has a day of leave."""
    rows = [
        f"P{number:02d},{pool},48,{'2024-05-03' if number == 4 else ''}"
        for number, pool in enumerate(pools, 1)
    ]
    for name, lines in (
        ("people.csv", ["name,pools,most_hours,off", *rows]),
        ("wishes.csv", ["name,date,wish", wish]),
    ):
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")


def _profile(parts: Iterable[tuple[int, int, int, int]]) -> str:
    """A profile with a column for each day of the week; on Sundays, when all is closed, as on Saturdays."""
    header = "start,end,mon,tue,wed,thu,fri,sat,sun"
    rows = (
        ",".join(map(str, (clock_text(start), clock_text(end), *[week] * 5, *[saturday] * 2)))
        for start, end, week, saturday in parts
    )
    return "\n".join([header, *rows, ""])
