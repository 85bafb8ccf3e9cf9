"""What the terminal says of a plan made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimize.allocation import Allocation
from optimize.cost import priced
from optimize.plans.choice import choice_of
from optimize.plans.pay import changes_of_plan
from optimize.proposal import Proposal
from optimize.staffing_comparison import StaffingComparison
from reports import plan_terminal
from reports.plan_hours import cost_of_others, overtime_of
from reports.plan_terminal import by_how_much, print_plan
from sim import run
from tests.optimize.tiny import plan_with
from tests.reports.made_plan import made_choice, made_plan, made_training, without_bound


def test_a_bound_is_said_where_one_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    outcome, _ = made_plan()
    print_plan(outcome)
    assert "feasible: 420.00 yuan; no plan costs less than 399.00 yuan" in capsys.readouterr().out
    print_plan(without_bound(outcome))
    said = capsys.readouterr().out
    assert "feasible: 420.00 yuan\n" in said
    assert "no plan costs" not in said


def test_optimal_is_said_with_where_and_under_what(capsys: pytest.CaptureFixture[str]) -> None:
    """On the replications of the search, under an assumption; a plan that a check struck out is none of those that it is said of."""
    outcome, _ = made_plan()
    assert outcome.plan is not None
    struck = Proposal("search", replace(outcome.plan, cost=380.0), True, False)
    print_plan(replace(outcome, status="optimal").with_record(proposals=(struck,)))
    said = capsys.readouterr().out
    assert "optimal on the 40 replications of the search; assumed for that: " in said
    assert "fell short of their check on fresh ones: 1, from 380.00 yuan on" in said
    print_plan(outcome.with_record(compared=(698, 23)))
    said = capsys.readouterr().out
    assert "more heads never break a target: that was seen to fail, in 23 of 698 comparisons" in said
    assert "optimal on" not in said


def test_contacts_lost_in_a_centre_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StaffingComparison, "lost_calls", {"west": (0.124, 0.02)})
    print_plan(*made_plan())
    assert (
        "lost in west: 12.4 % of the contacts, and under the scenario's own staffing 2.0 %"
        in capsys.readouterr().out
    )


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
    assert cells == [["clerks", "6.0", "1", "2"], ["juniors", "2.0", "0", "1"]]


def cells_of(said: str, first: str) -> list[list[str]]:
    """The cells of the rows that begin with a name."""
    lines = [line for line in said.splitlines() if line.startswith(f"│ {first}")]
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines]


def test_stretches_with_the_same_heads_are_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    """Two clerks and then one are two rows; with two all morning there is one. Nobody, and then one junior, are two."""
    outcome, _ = made_plan()
    print_plan(outcome)
    said = capsys.readouterr().out
    assert cells_of(said, "clerks") == [
        ["clerks", "2024-01-01", "08:00", "10:00", "2"],
        ["clerks", "2024-01-01", "10:00", "12:00", "1"],
    ]
    assert [row[2:] for row in cells_of(said, "juniors")] == [
        ["08:00", "10:00", "0"],
        ["10:00", "12:00", "1"],
    ]
    assert outcome.plan is not None
    print_plan(replace(outcome, plan=replace(outcome.plan, heads=(2, 2, 0, 1))))
    assert cells_of(capsys.readouterr().out, "clerks") == [["clerks", "2024-01-01", "08:00", "12:00", "2"]]


def test_a_time_limit_that_ended_the_search_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    outcome, _ = made_plan()
    print_plan(outcome)
    assert "time limit" not in capsys.readouterr().out
    print_plan(outcome.with_record(stopped_after=90.0))
    said = capsys.readouterr().out
    assert "search stopped by the time limit after 90 s; a longer search may find a cheaper plan\n" in said


def test_heads_shared_out_are_not_called_optimal_above_a_target_that_is_missed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody waits less than no time at all: that target is missed; why the figures of search and check differ is said."""
    outcome, _ = made_plan()
    assert outcome.check is not None
    none = {"measure": "wait_mean", "scope": "all", "at_most": "0 min", "confidence": "95 %"}
    judged = replace(outcome.check, scenario=outcome.check.scenario.replace({"targets": [none]}))
    shared = Allocation({}, 551.5, 8.12)
    print_plan(replace(outcome, status="optimal", check=judged).with_record(shared=shared))
    said = capsys.readouterr().out
    assert "heads shared out: 420.00 yuan\n" in said
    assert "8.1 min in the mean where it is longest; the check has other replications" in said
    assert "not looked at when heads were shared out: 1 of 1 missed" in said
    assert "optimal" not in said


def test_tables_keep_to_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of a plan for a target with a long name, in a place with a name, at the peak."""
    outcome, _ = made_plan()
    assert outcome.check is not None
    target = {"measure": "first_visit_resolved", "scope": "hall:north", "period": "peak", "at_least": "99 %"}
    judged = replace(outcome.check, scenario=outcome.check.scenario.replace({"targets": [target]}))
    print_plan(replace(made_choice(), check=judged))
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if line[:1] in "┏┃┡│└") <= 80
    assert any("hall north, peak" in line for line in lines)


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
        ["baseline", "feasible", "420.00", "399.00", "5.0 %"],
        ["through", "feasible", "600.00", "450.00", "25.0 %"],
        ["late", "dearer", "", "500.00", ""],
        ["dear", "infeasible", "", "", ""],
    ]
    assert "feasible: 420.00 yuan under the policy baseline; no plan costs less" in said


def test_shares_are_percentages_and_differences_of_them_points() -> None:
    assert by_how_much(0.0123, "service_level_20_s_missed") == "1.23 points"
    assert by_how_much(0.5, "speed_of_answer") == "30 s"
    assert by_how_much(-2.0, "wait_mean", signed=True) == "-2 min"
    assert by_how_much(0.0123, "gap_service_level_20_s_missed") == "1.23 points"


def test_figures_of_targets_have_units(capsys: pytest.CaptureFixture[str]) -> None:
    """A target on a share of customers: its threshold of 1 % is no 0.01."""
    outcome, _ = made_plan()
    target = {"measure": "lost", "scope": "all", "at_most": "1 %", "confidence": "95 %"}
    assert outcome.check is not None
    judged = replace(outcome.check, scenario=outcome.check.scenario.replace({"targets": [target]}))
    print_plan(replace(outcome, check=judged))
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("│ lost"))
    assert [cell.strip() for cell in line.split("│")][4] == "1.0 %"


def test_overtime_is_told_alone_and_pools_that_were_not_chosen_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A plan for the clerks alone; two juniors at 30 yuan keep their four hours, 240 yuan. Overtime of both is half as dear again and part
    of the plan's cost, since more clerks would spare the juniors theirs. Plan and juniors are together what staff cost in the check."""
    outcome, _ = made_plan()
    own = {"pools": {"clerks": {"most": 4, "block": "2 h"}}}
    choice = choice_of(outcome.choice.scenario.replace({"staffing": own}))
    plan = plan_with(choice, (2, 1))
    check = run(choice.scenario.replace(changes_of_plan(choice, plan)), 4)
    alone = replace(outcome, choice=choice, plan=priced(choice, plan, check), check=check)
    clerks, juniors = (check.estimate("overtime", f"pool:{pool}").mean for pool in ("clerks", "juniors"))
    assert alone.plan is not None
    assert alone.plan.cost == pytest.approx(plan.cost + 1.5 * clerks + 1.5 * 0.5 * juniors)
    assert overtime_of(alone) == pytest.approx(clerks + juniors)
    assert cost_of_others(alone) == pytest.approx(240)
    print_plan(alone)
    said = capsys.readouterr().out
    assert "pools whose heads were not chosen cost 240.00 yuan more there" in said
    assert "staff cost" not in said
    assert ("overtime in the check: " in said) == (clerks + juniors >= 1)


def test_where_all_pools_are_chosen_none_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    print_plan(made_plan()[0])
    assert "not chosen" not in capsys.readouterr().out


def test_pools_and_policies_are_called_by_their_labels(capsys: pytest.CaptureFixture[str]) -> None:
    """In the table of heads, in the sentences, and in that of the policies among which was chosen."""
    names = {"pools.clerks.label": "Window staff", "label": "As it stands"}
    outcome = made_choice()
    scenario = outcome.choice.scenario.replace(names)
    print_plan(replace(outcome, choice=replace(outcome.choice, scenario=scenario)))
    said = capsys.readouterr().out
    assert [row[0] for row in cells_of(said, "Window")] == ["Window staff", "Window staff"]
    assert [row[0] for row in cells_of(said, "As it")] == ["As it stands"]
    assert "yuan under the policy As it stands; no plan costs less" in said
