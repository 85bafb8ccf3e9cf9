"""A workbook with shifts that pass midnight: heads of the small hours follow from the evening before, and round the horizon."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from optimize.plans.given import DayByDay, GivenShift
from reports.handout import Handout
from reports.workbook import workbook
from reports.workbook_reading import read_workbook
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from tests.scenarios_for_tests import small

NIGHT, REST = Window(1200, 1800), Window(1500, 1560)
"""20:00 to 06:00, with a break from 01:00 to 02:00."""


def hall() -> Scenario:
    """Open day and night on two days, in hours."""
    kinds = {
        "night": {"earliest": "20:00", "lengths": ["10 h"], "pause": "1 h", "pause_within": "01:00-02:00"},
        "day": {"earliest": "06:00", "lengths": ["14 h"]},
    }
    return small(
        {
            "calendar": {"start": "2024-01-01", "days": 2, "hours": ["00:00-24:00"], "interval": "1 h"},
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "60 min"}],
            "staffing": {
                "days": "apart",
                "pools": {"clerks": {"least": 0, "most": 9, "shift_types": kinds}},
            },
        },
        {"profile.csv": "start,end,weight\n00:00,24:00,1\n"},
    )


def test_the_small_hours_are_those_of_the_evening_before(tmp_path: Path) -> None:
    """Two on Monday's night, three on Tuesday's, whose morning stands on Monday, since the horizon goes round; nobody from 01:00 to 02:00."""
    given = DayByDay(hall()).given(
        [
            GivenShift("clerks", "night", 0, NIGHT, REST, 2),
            GivenShift("clerks", "night", 1, NIGHT, REST, 3),
            GivenShift("clerks", "day", 0, Window(360, 1200), None, 1),
            GivenShift("clerks", "day", 1, Window(360, 1200), None, 1),
        ]
    )
    handout = Handout(given.choice, given.plan)
    people = {
        (day, span.start): sum(handout.shifts[number].people[begun] for number, begun in covering)
        for day in (0, 1)
        for span in (Window(60 * hour, 60 * hour + 60) for hour in range(24))
        for covering in [list(handout.covering("clerks", day, span))]
    }
    heads = {
        (place.days[0], place.span.start): count
        for place, count in zip(given.choice.places, given.plan.heads, strict=True)
    }
    assert people == heads
    assert [heads[0, 60 * hour] for hour in (0, 1, 5, 6, 19, 20, 23)] == [3, 0, 3, 1, 1, 2, 2]
    assert [heads[1, 60 * hour] for hour in (0, 1, 5, 6, 19, 20, 23)] == [2, 0, 2, 1, 1, 3, 3]
    assert given.plan.cost == 60 * (2 * 10 + 3 * 10 + 2 * 14)
    assert handout.edges("north")[-1] == DAY
    raw = workbook(given.choice, given.plan)
    sheet = load_workbook(io.BytesIO(raw))["north"]
    breaks = [cell.column for row in sheet["D4:AA5"] for cell in row if cell.value == "B"]
    assert breaks == [5]  # 01:00, behind pool, day, hours and 00:00
    path = tmp_path / "plan.xlsx"
    path.write_bytes(raw)
    back = read_workbook(hall(), path)
    assert (back.given.plan.heads, back.changes) == (given.plan.heads, ())
