"""A plan in place of a scenario's own staffing."""

from pathlib import Path

from sim.opening import opening_of
from sim.scenario.plan import with_plan
from sim.scenario.units import DAY
from sim.staffing import servers_of
from tests.scenarios_for_tests import small


def test_warm_up_days_are_staffed_like_planned_days_of_the_same_weekday(tmp_path: Path) -> None:
    """Monday and Tuesday are planned; the Tuesday before is like Tuesday, Wednesday to Sunday like the first day."""
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "pool,date,start,end,heads\nclerks,2024-01-01,08:00,12:00,3\nclerks,2024-01-02,08:00,12:00,1\n",
        encoding="utf-8",
    )
    scenario = with_plan(small({"calendar.days": 2, "calendar.warm_up": 6}), plan)
    servers = servers_of(scenario, "clerks", opening_of(scenario, "north"))
    heads = [
        sum(window.start // DAY == day for duty in servers.duty for window in duty) for day in range(-6, 2)
    ]
    assert heads == [1, 3, 3, 3, 3, 3, 3, 1]
