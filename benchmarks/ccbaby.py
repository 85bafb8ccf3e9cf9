"""A testbed of simulation optimisation, staffed: one day of a call centre, 68 kinds of shift, a level of service in each hour."""

from __future__ import annotations

from math import cos, pi
from pathlib import Path

DATA = Path(__file__).parent / "data"
HOURS = 16.5
CALLS_AN_HOUR = 500.0


def passed(hour: float) -> float:
    """Calls until an hour: the integral of 500 + 500 sin((3 pi t - 16 pi) / 32)."""
    turn = 3 * pi / 32
    return CALLS_AN_HOUR * (hour - (cos(turn * hour - pi / 2) - cos(-pi / 2)) / turn)


def clock(minutes: float) -> str:
    """Minutes after midnight as a time of the day."""
    return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}"


def profile() -> str:
    """The table of calls by minute."""
    rows = [
        "# Made by benchmarks/ccbaby.py: calls of each minute, the integral of 500 + 500 sin((3 pi t - 16 pi) / 32) an hour, t in hours."
    ]
    rows.append("start,end,weight")
    for minute in range(int(60 * HOURS)):
        weight = passed((minute + 1) / 60) - passed(minute / 60)
        rows.append(f"{clock(minute)},{clock(minute + 1)},{weight:.9g}")
    return "\n".join(rows) + "\n"


def shift_types() -> str:
    """17 types of shift, one for each start, with four breaks each."""
    rows = []
    for number in range(17):
        start = 30 * number
        rows.append(
            f'        from_{clock(start).replace(":", "")}: {{earliest: "{clock(start)}", lengths: [510 min], step: 30 min, pause: 30 min, '
            f"pause_within: {clock(start + 180)}-{clock(start + 300)}}}"
        )
    return "\n".join(rows) + "\n"


def scenario() -> str:
    """The scenario file."""
    return f"""\
# A call centre that is a testbed of simulation optimisation ("ccbaby" of simopt.org, after a problem of Shane Henderson): no optimum is
# published. Made by benchmarks/ccbaby.py.
name: One day of a call centre, ccbaby
calendar: {{start: 2024-01-01, days: 1, hours: [00:00-16:30], interval: 1 h}}
services:
  call:
    share: 100 %
    handle_time: {{gamma: {{mean: 6 min, cv: {18**-0.5:.9f}}}}}     # shape 18, scale 20 s
centres:
  ccbaby:
    lines: {{main: {{arrivals: {{per_day: {passed(HOURS):.6f}, profile: ccbaby_profile.csv}}}}}}
    pools: [agents]
    trunks: 150
    patience: {{time: {{gamma: {{mean: 2 min, cv: 0.5}}}}}}           # shape 4, scale 30 s
pools:
  agents: {{works_at: phone, heads: 100, cost: 18 yuan/h}}
targets:
  # In each clock hour 80 % of those who call in it answered within 20 s; who hangs up, or finds all trunks taken, is missed. "In
  # expectation" is the mean over replications, held here with a confidence.
  - {{measure: service_level_20_s_missed, scope: channel:phone, period: peak, at_least: 80 %, confidence: 95 %}}
staffing:
  pools:
    agents:
      most: 200
      block: 30 min
      shift_types:
{shift_types()}"""


def write() -> None:
    """Write scenario and table anew."""
    DATA.mkdir(exist_ok=True)
    (DATA / "ccbaby.yaml").write_text(scenario(), encoding="utf-8")
    (DATA / "ccbaby_profile.csv").write_text(profile(), encoding="utf-8")


if __name__ == "__main__":
    write()
