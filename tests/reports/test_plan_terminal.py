"""What the terminal says of a plan made by hand."""

from __future__ import annotations

import pytest

from reports import plan_terminal
from reports.plan_terminal import print_plan
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
