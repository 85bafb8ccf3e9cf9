"""What the terminal says of a plan made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimize.why import Binding, Effect, Why
from reports import plan_terminal
from reports.plan_terminal import by_how_much, console_for, print_plan, print_why, table_of
from sim.estimates import Estimate
from tests.reports.made_plan import made_choice, made_plan, made_training, without_bound


def test_a_bound_is_said_where_one_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    outcome, _ = made_plan()
    print_plan(outcome)
    assert "feasible: 420.00 yuan; no plan costs less than 399.00 yuan" in capsys.readouterr().out
    print_plan(without_bound(outcome))
    said = capsys.readouterr().out
    assert "feasible: 420.00 yuan\n" in said
    assert "no plan costs" not in said


def test_many_stretches_are_a_row_a_pool(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Clerks are on duty 2 x 2 + 1 x 2 hours, juniors one for two."""
    monkeypatch.setattr(plan_terminal, "MOST_ROWS", 3)
    print_plan(made_plan()[0])
    cells = [
        [cell.strip() for cell in line.split("│")[1:-1]]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith(("│ clerks", "│ juniors"))
    ]
    assert cells == [["clerks", "6", "1", "2"], ["juniors", "2", "0", "1"]]


def test_who_is_trained_is_said_with_the_cost(capsys: pytest.CaptureFixture[str]) -> None:
    print_plan(made_training())
    said = capsys.readouterr().out
    assert "feasible: 1220.00 yuan" in said
    assert "1 of juniors trained for clerks: 800.00 yuan of it" in said
    assert "0 of clerks trained for juniors: 0.00 yuan of it" in said


def test_policies_are_a_row_each(capsys: pytest.CaptureFixture[str]) -> None:
    print_plan(made_choice())
    said = capsys.readouterr().out
    rows = [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in said.splitlines() if line.startswith("│")
    ]
    assert rows[:4] == [
        ["baseline", "feasible", "420.00", "399.00", "5.0%"],
        ["through", "feasible", "600.00", "450.00", "25.0%"],
        ["late", "dearer", "", "500.00", ""],
        ["dear", "infeasible", "", "", ""],
    ]
    assert "feasible: 420.00 yuan under the policy baseline; no plan costs less" in said


def test_shares_are_percentages_and_differences_of_them_points() -> None:
    assert by_how_much(0.0123, "service_level_20_s_missed") == "1.23 points"
    assert by_how_much(0.5, "speed_of_answer") == "30 s"
    assert by_how_much(-2.0, "wait_mean", signed=True) == "-2 min"


def test_figures_of_targets_have_units(capsys: pytest.CaptureFixture[str]) -> None:
    """A target on a share of customers: its threshold of 1 % is no 0.01."""
    outcome, _ = made_plan()
    target = {"measure": "lost", "scope": "all", "at_most": "1 %", "confidence": "95 %"}
    assert outcome.check is not None
    judged = replace(outcome.check, scenario=outcome.check.scenario.replace({"targets": [target]}))
    print_plan(replace(outcome, check=judged))
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("│ lost"))
    assert [cell.strip() for cell in line.split("│")][6] == "1.0 %"


def test_nothing_is_cut_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that does not fit goes on in the next line."""
    monkeypatch.setenv("COLUMNS", "24")
    console, table = console_for(is_terminal=True), table_of("target", "value")
    table.add_row("service_level_20_s_missed", "80 %")
    with console.capture() as captured:
        console.print(table)
    first = [line.split("│")[1].strip() for line in captured.get().splitlines() if line.startswith("│")]
    assert "".join(first) == "service_level_20_s_missed"


def test_of_many_stretches_those_where_a_head_changes_most(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three stretches, of which two are shown; the third is said to be in the certificate."""
    monkeypatch.setattr(plan_terminal, "MOST_TELLING", 2)
    outcome, _ = made_plan()
    effects = [
        Effect(f"stretch {number}", 1, 60.0, Estimate(change, change - 1, change + 1, 4), True)
        for number, change in enumerate((-1.0, -3.0, -2.0))
    ]
    binding = (Binding(0, 1.0, 0.1, "08:00", 5.0),)
    print_why(Why(4, binding, tuple(effects), (), (), ()), outcome)
    said = capsys.readouterr().out
    assert said.index("stretch 1") < said.index("stretch 2")
    assert "stretch 0" not in said
    assert "-3 min (-4 to -2)" in said
    assert "1 more in certificate.json under why.one_head" in said
