"""A plan in place of a scenario's own staffing."""

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import Scenario
from sim.scenario.plan import with_plan
from sim.scenario.problems import ScenarioError
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
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


HEADER = "pool,date,start,end,heads\n"


def heads_before(tmp_path: Path, changes: dict[str, Any]) -> dict[str, float]:
    """Minutes of duty by date before Monday 1 January 2024, under a plan with two heads from Monday to Friday, 08:00 to 12:00."""
    plan = tmp_path / "plan.csv"
    rows = [f"clerks,2024-01-0{day},08:00,12:00,2\n" for day in range(1, 6)]
    plan.write_text(HEADER + "".join(rows), encoding="utf-8")
    scenario = with_plan(small({"calendar.days": 5, **changes}), plan)
    servers = servers_of(scenario, "clerks", opening_of(scenario, "north"))
    found: dict[str, float] = {}
    for window in (window for duty in servers.duty for window in duty if window.start < 0):
        date = scenario.calendar.date(int(window.start // DAY)).isoformat()
        found[date] = found.get(date, 0.0) + window.end - window.start
    return found


def test_nobody_works_on_days_of_the_warm_up_that_are_closed(tmp_path: Path) -> None:
    """By the calendar: a warm-up of three days before a Monday is a Friday and a weekend. Open from Monday to Friday, two heads
    have 480 min on that Friday; with the Friday closed as a date, nobody works."""
    weekend = {"calendar.warm_up": 3, "calendar.open": "mon-fri"}
    assert heads_before(tmp_path, weekend) == {"2023-12-29": 480}
    assert heads_before(tmp_path, weekend | {"calendar.closed": ["2023-12-29"]}) == {}


def test_days_of_the_warm_up_without_a_like_in_the_plan(tmp_path: Path) -> None:
    """The Saturday before has hours of its own, 09:00 to 11:00, and the plan no Saturday: two heads as on the first day, inside these
    hours, are 240 min."""
    changes = {
        "calendar.warm_up": 2,
        "calendar.open": "mon-sat",
        "calendar.weekday_hours": {"sat": ["09:00-11:00"]},
    }
    assert heads_before(tmp_path, changes) == {"2023-12-30": 240}


def said_of(tmp_path: Path, text: str, scenario: Scenario | None = None) -> list[str]:
    """What is said of a plan, without its path; for the small scenario, open on 1 January 2024 from 08:00 to 12:00, if for no other."""
    plan = tmp_path / "plan.csv"
    plan.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        with_plan(scenario or small(), plan)
    return [line.removeprefix(f"{plan}:") for line in str(error.value).splitlines()]


def test_all_wrong_cells_are_told_each_with_its_line(tmp_path: Path) -> None:
    """Lines are those of the file, comments and empty lines counted."""
    rows = "# by hand\nclerks,2024-01-01,08:00,10:00,3\n\nclerk,nix,10:00,12:00,2\nclerks,2024-01-01,8,12:00,\nclerks,2024-01-01,12:00,10:00,-1\n"
    assert said_of(tmp_path, HEADER + rows) == [
        "5: pool = clerk: is an unknown pool, pools are clerks",
        "5: date = nix: is not a date, write year, month and day as 2010-12-21",
        "6: start = 8: is not a time of day, write it as 08:30",
        "6: heads = '': is empty, fill it in",
        "7: heads = -1: is out of range, write a whole number from 0 to 10000",
        "7: end = 10:00: is not later than the start of the row, start must be earlier than end",
    ]


def test_rows_that_overlap_are_told_by_line(tmp_path: Path) -> None:
    assert said_of(
        tmp_path, HEADER + "clerks,2024-01-01,10:00,12:00,1\nclerks,2024-01-01,08:00,11:00,3\n"
    ) == ["3: start = 10:00: overlaps line 2, give each time its heads once"]


WEEKDAYS = small(
    {"calendar.days": 7, "calendar.open": "mon-fri", "calendar.hours": ["08:00-11:00", "13:00-16:00"]}
)
"""Monday 1 to Sunday 7 January 2024, with a lunch closure."""


def test_rows_outside_horizon_days_and_hours_are_all_told_by_line(tmp_path: Path) -> None:
    """Nobody works then: each row is told, also of one and the same time of day; heads of zero work nowhere."""
    week = [f"clerks,2024-01-0{day},08:00,16:00,1" for day in (1, 2, 3, 5)]
    rows = [
        *week,
        "clerks,2023-12-31,08:00,09:00,0",
        "clerks,2024-01-06,08:00,09:00,1",
        "clerks,2024-01-07,08:00,09:00,0",
        "clerks,2024-01-04,00:00,08:00,1",
        "clerks,2024-01-04,11:00,13:00,1",
        "clerks,2024-01-04,15:00,17:00,1",
        "clerks,2024-01-01,16:00,24:00,1",
        "clerks,2024-01-04,17:00,18:00,0",
    ]
    hours = "outside the opening hours of the hall north: keep it within 08:00-11:00 or 13:00-16:00"
    assert said_of(tmp_path, HEADER + "\n".join(rows) + "\n", WEEKDAYS) == [
        "6: date = 2023-12-31: is outside the horizon, write a date from 2024-01-01 to 2024-01-07",
        "7: date = 2024-01-06: is a day on which the hall north is closed, leave out the row or write 0 heads",
        f"9: start = 00:00: puts staff on duty 00:00-08:00, {hours}",
        f"10: start = 11:00: puts staff on duty 11:00-13:00, {hours}",
        f"11: start = 15:00: puts staff on duty 15:00-17:00, {hours}",
        f"12: start = 16:00: puts staff on duty 16:00-24:00, {hours}",
    ]


def test_a_row_for_the_whole_day_means_while_open(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(HEADER + "clerks,2024-01-01,00:00,24:00,2\n", encoding="utf-8")
    scenario = with_plan(small(), plan)
    duty = servers_of(scenario, "clerks", opening_of(scenario, "north")).duty
    assert [[(window.start, window.end) for window in windows] for windows in duty] == [[(480, 720)]] * 2


def test_open_days_without_a_row_are_told_of_each_pool_with_rows_out_of_place(tmp_path: Path) -> None:
    plan = "clerks,2024-01-08,08:00,12:00,1\nhelpers,2024-01-08,08:00,12:00,1\n"
    both = small(
        {"halls.north.pools": ["clerks", "helpers"], "pools.helpers": {"works_at": "counter", "heads": 1}}
    )
    missing = "on 2024-01-01, give each open day a row (with 0 heads where nobody works)"
    outside = "date = 2024-01-08: is outside the horizon, write a date from 2024-01-01 to 2024-01-01"
    assert said_of(tmp_path, HEADER + plan, both) == [
        f"1: has no row for clerks {missing}",
        f"1: has no row for helpers {missing}",
        f"2: {outside}",
        f"3: {outside}",
    ]


def test_a_table_with_semicolons_is_told_to_have_them(tmp_path: Path) -> None:
    text = (HEADER + "clerks,2024-01-01,08:00,10:00,3\n").replace(",", ";")
    assert said_of(tmp_path, text) == ["1: has semicolons between its columns, save it as CSV with commas"]


def test_of_very_many_problems_twenty_are_told(tmp_path: Path) -> None:
    """25 rows of a pool that is not there: the 21st stands in line 22."""
    said = said_of(tmp_path, HEADER + "nobody,2024-01-01,08:00,10:00,1\n" * 25)
    assert len(said) == 21
    assert said[-1] == "22: and 5 more problems from here on"


def test_rows_with_too_few_cells_are_told_by_line(tmp_path: Path) -> None:
    rows = "clerks,2024-01-01,08:00,10:00,1\nclerks,2024-01-01,10:00,11:00\nclerks,2024-01-01\n"
    assert said_of(tmp_path, HEADER + rows) == [
        "3: has 4 cells in line 3 where the header has 5, give each column a cell (too few or too many in 1 more as well)"
    ]


def test_a_missing_plan_is_not_looked_for_among_tables(tmp_path: Path) -> None:
    with pytest.raises(
        ScenarioError,
        match=r"nowhere\.csv:1: is not a file, write the path of a CSV file, such as the plan\.csv of a",
    ):
        with_plan(small(), tmp_path / "nowhere.csv")


def test_opening_hours_of_which_a_plan_says_nothing_are_told(tmp_path: Path) -> None:
    """Nobody at work would be meant otherwise; of each day the first."""
    assert said_of(tmp_path, HEADER + "clerks,2024-01-01,09:00,11:00,3\n") == [
        "1: has no row for clerks on 2024-01-01 08:00-09:00, write one (with 0 heads if nobody works)"
    ]
    rows = "clerks,2024-01-01,08:00,10:00,3\nclerks,2024-01-01,10:30,12:00,0\n"
    assert said_of(tmp_path, HEADER + rows) == [
        "1: has no row for clerks on 2024-01-01 10:00-10:30, write one (with 0 heads if nobody works)"
    ]
