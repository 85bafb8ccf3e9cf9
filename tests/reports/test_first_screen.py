"""The first screen: the answer, the first table, who works how much, and what goes in."""

from __future__ import annotations

import pytest

from reports.answer import answer
from reports.inputs import input_tables
from reports.staff_table import head_days, staff_table
from reports.summary import summary_rows
from reports.tables import differences
from reports.words import words
from reports.words.names import words_for
from sim import Result, run
from tests.scenarios_for_tests import small

KIOSKS = {
    "calendar.days": 2,
    "halls.north.pools": ["clerks", "boxes"],
    "halls.north.arrivals.per_day": 70,
    "services.pay.kiosk": {"handle_time": "3 min"},
    "pools.clerks": {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"},
    "pools.boxes": {"works_at": "kiosk", "heads": 2},
    "targets": [{"measure": "wait_mean", "at_most": "12 min"}],
    "policies": {
        "one_more": {"pools.clerks.heads": 2},
        "same": {"pools.clerks.cost": "60 yuan/h"},
    },
}


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """A clerk who is overrun, two clerks, and a policy that changes nothing; two Mondays and Tuesdays of four hours."""
    scenario = small(KIOSKS)
    return [run(scenario, 6), *(run(scenario.with_policy(name), 6) for name in scenario.policies)]


def test_the_answer_is_one_line_with_what_changes_what_it_costs_and_the_target(results: list[Result]) -> None:
    said = answer(results, words_for(results))
    before, after = (f"{result.estimate('wait_mean').mean:.1f} min" for result in results[:2])
    assert said.startswith(f"One more: mean wait {after} in place of {before}; ")
    assert said.endswith("dearer; the target is met.")
    assert "\n" not in said


def test_where_nothing_is_clearly_better_the_answer_says_so(results: list[Result]) -> None:
    """Whoever pays the same people the same has the same waits."""
    said = answer([results[0], results[2]], words_for(results))
    assert said.startswith("No alternative is clearly better than baseline; customers wait ")
    assert said.endswith("; the target is not met.")


def test_the_first_table_has_a_row_a_policy_and_its_figures_with_intervals(results: list[Result]) -> None:
    """Heads by hand: one clerk, and two; kiosks are no staff. The target is held by the one who has two."""
    heads, rows = summary_rows(results, words_for(results))
    assert heads == [
        "Mean wait",
        "Mean wait at the peak",
        "Left without service",
        "Staff cost",
        "People on duty",
        "Targets",
    ]
    assert [row.label for row in rows] == ["baseline", "one more", "same"]
    assert [row.cells[4].text for row in rows] == ["1.00", "2.00", "1.00"]
    assert [row.cells[5].text for row in rows] == ["0 of 1", "1 of 1", "0 of 1"]
    assert all(row.cells[0].small for row in rows)


def test_what_a_plan_costs_on_top_is_in_the_cost(results: list[Result]) -> None:
    """The same figure as the plan's: with what training costs."""
    _, rows = summary_rows(results[:1], words("en"), [1000.0])
    paid = results[0].estimate("staff_cost").mean + 1000
    assert rows[0].cells[3].text == f"{paid:,.0f} yuan"


def test_kiosks_have_rows_of_their_own_and_the_clerks_occupancy_is_the_clerks(results: list[Result]) -> None:
    table = staff_table(results[:1], words("en"))
    assert [row.label for row in table.rows] == ["clerks", "boxes (machines, no staff)"]
    clerks = table.rows[0].cells
    assert clerks[2].text == f"{100 * results[0].estimate('occupancy', 'pool:clerks').mean:.1f} %"
    assert results[0].estimate("occupancy").mean == results[0].estimate("occupancy", "pool:clerks").mean


def test_overtime_is_in_hours_and_by_head_and_day(results: list[Result]) -> None:
    """Two clerks on two days are four days of heads; minutes in all, sixty to the hour, divided by four."""
    overtime = results[1].estimate("overtime", "pool:clerks").mean
    assert head_days(results[1], "clerks") == 4
    row = staff_table([results[1]], words("en")).rows[0]
    assert overtime > 0
    assert row.cells[4].text == f"{overtime / 60:.1f} h"
    assert row.cells[5].text == f"{overtime / 4:.1f} min"


def test_a_difference_of_nothing_but_zeros_has_no_arrow(results: list[Result]) -> None:
    rows = {row.label: row.cells[0] for row in differences([results[0], results[2]], words("en"))}
    assert {(cell.text, cell.mark) for cell in rows.values()} == {("none", "")}


def test_a_difference_that_is_shown_as_zero_is_none(
    monkeypatch: pytest.MonkeyPatch, results: list[Result]
) -> None:
    """A change of 0.0002 visits a case, known to 0.0001: clear, and 0.000 to the digits that are shown; one of 0.02 is more."""
    from types import SimpleNamespace

    from reports import tables

    for mean, shown in ((0.0002, ("none", "")), (0.02, ("+0.020", "worse"))):
        ends = SimpleNamespace(estimate=lambda _, mean=mean: (mean, mean - 0.0001, mean + 0.0001, 6))
        monkeypatch.setattr(tables, "difference", lambda *_, ends=ends: ends)
        rows = {row.label: row.cells[0] for row in differences(results[:2], words("en"))}
        assert (rows["Visits per case"].text, rows["Visits per case"].mark) == shown


def test_what_goes_in_stands_in_tables(results: list[Result]) -> None:
    """By hand: 70 customers a day, one clerk from 08:00 to 12:00 at 60 yuan an hour, four minutes each."""
    volumes, heads, services = input_tables(results[0], words("en"))
    assert volumes.rows[0].label == "Hall north"
    assert volumes.rows[0].cells[0].text == "70.0"
    assert volumes.rows[0].cells[2].text == "08:00–12:00"
    assert [cell.text for cell in heads.rows[0].cells] == [
        "Hall north",
        "counter",
        "08:00–12:00: 1",
        "60.00 yuan",
    ]
    assert [cell.text for cell in services.rows[0].cells[:3]] == ["100 %", "4.0 min", "4 min"]


def test_what_is_fitted_and_what_is_assumed_is_counted() -> None:
    from reports.assumptions import assumptions
    from reports.page import _known
    from sim import load

    lecong = assumptions([run(load("lecong_hall").replace({"calendar.days": 1, "calendar.warm_up": 0}), 1)])
    fitted = [each.key for each in lecong if each.fitted]
    assert fitted == ["halls.lecong.arrivals.per_day"]
    assert _known(lecong, words("en")).startswith(
        f"1 number fitted, {sum(each.assumed for each in lecong)} assumed, "
    )
