from pathlib import Path

import pytest

from sim import Result, load, run
from tests.scenarios_for_tests import small

SCENARIO = """\
name: "Hall <script>alert(0)</script>"
note: "A note with <script>alert(4)</script>"
calendar: {start: 2010-12-21, days: 2, hours: [09:00-11:00, 13:00-15:00]}
services:
  pay:
    share: 60 %  # from the month's counts
    handle_time: {exponential: {mean: 4 min}}  # assumed: no figure is given
    quick: 30 %
  "<script>alert(1)</script>":
    share: 40 %
    handle_time: {constant: 6 min}  # <script>alert(3)</script>
    papers_missing: 20 %
halls:
  town:
    arrivals: {per_day: 60, profile: profile.csv}
    pools: [clerks, greeters]
    greeter: {triage: 15 s, answers: 80 %, catches: 80 %}
pools:
  clerks: {works_at: counter, heads: 1, cost: 45 yuan/h}
  greeters: {works_at: greeter, heads: 0, cost: 45 yuan/h}
targets:
  - {measure: wait_mean, scope: hall:town, period: peak, at_most: 500 min}
  - {measure: wait_within_15_min, at_least: 99 %}
policies:
  greeter: {note: One greeter more, pools.greeters.heads: 1}
  "<script>alert(2)</script>": {note: "<img src=x onerror=alert(5)>", pools.clerks.heads: 3}
  "_$x^2$": {pools.clerks.heads: 2}
  导引员: {pools.clerks.heads: 2, pools.greeters.heads: 1}
"""

PROFILE = "start,end,weight\n08:30,11:00,2\n13:00,15:00,1\n"


@pytest.fixture(scope="session")
def scenario_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "hall.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    (path.parent / "profile.csv").write_text(PROFILE)
    return path


@pytest.fixture(scope="session")
def results(scenario_file) -> list[Result]:
    """The scenario under all its policies, with three replications."""
    scenario = load(scenario_file)
    return [run(scenario, 3), *(run(scenario.with_policy(name), 3) for name in scenario.policies)]


@pytest.fixture(scope="session")
def once(scenario_file) -> list[Result]:
    """Two policies with one replication, so without any interval."""
    scenario = load(scenario_file)
    return [run(scenario, 1), run(scenario.with_policy("greeter"), 1)]


CENTRE = {
    "lines": {name: {"arrivals": {"per_day": 300, "profile": "profile.csv"}} for name in ("han", "mongol")},
    "pools": ["agents", "hired"],
    "patience": {"time": {"exponential": {"mean": "1 min"}}},
    "redial": {"reneged": "50 %"},
}
PHONE = {
    "services.pay.handle_time": {"exponential": {"mean": "2 min"}},
    "services.pay.phone": {"solved": "80 %"},
    "pools.agents": {"works_at": "phone", "heads": 4},
    "targets": [{"measure": "service_level_30_s_missed", "at_least": "80 %"}],
}
HIRED = {"works_at": "phone", "heads": 1, "phone": {"outsourced": True}}


@pytest.fixture(scope="session")
def calls() -> list[Result]:
    """A call centre of two lines, with and without one hired agent more, three replications."""
    scenario = small(
        PHONE
        | {
            "calendar.days": 2,
            "halls": None,
            "pools": {"agents": {"works_at": "phone", "heads": 4}, "hired": HIRED},
            "centres.town": CENTRE,
            "policies": {"more": {"pools.hired.heads": 2}},
        }
    )
    return [run(scenario, 3), run(scenario.with_policy("more"), 3)]


@pytest.fixture(scope="session")
def both() -> list[Result]:
    """A hall and a call centre of one line, three replications."""
    line = {"lines": {"han": CENTRE["lines"]["han"]}, "pools": ["agents"]}
    return [run(small({**PHONE, "centres.town": CENTRE | line}), 3)]
