"""A goal in certificate, table, workbook, page, figure and on the terminal; of a plan and a frontier made by hand."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from optimize.goal import Ended, GoalFound, GoalPoint
from optimize.outcome import StaffingOutcome
from optimize.staffing_comparison import StaffingComparison
from reports.certificate import certificate
from reports.goal_facts import frontier_csv
from reports.plan_page import goal_figures
from reports.plan_section import plan_section
from reports.plan_terminal import print_plan
from reports.plots.frontier import cost_against_goal
from reports.sheet import HEADING_ROW
from reports.words import words
from reports.workbook import workbook
from sim.scenario.staffing import Goal
from tests.reports.made_plan import made_plan

FOUND = GoalFound(
    Goal(measure="wait_mean", scope="hall:north"),
    450.0,
    5.0,
    4.5,
    "heads",
    (GoalPoint(9.0, 360.0), GoalPoint(5.0, 420.0), GoalPoint(2.0, 600.0)),
)
"""The plan costs 420 of 450 yuan; no plan within them waits less than 4.5 min; 2 min would cost 600 yuan."""


@pytest.fixture(scope="module")
def made() -> tuple[StaffingOutcome, StaffingComparison]:
    """The plan made by hand, as one for a goal."""
    outcome, beside = made_plan()
    return replace(outcome.with_record(goal=FOUND), status="optimal").with_bounds(), beside


def test_certificate(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    """The value is that of the check; the cost has no bound, since cheaper plans hold the targets, too."""
    outcome, _ = made
    known = certificate(outcome, 1)
    assert (known["status"], known["cost"], known["bound"], known["gap"]) == ("optimal", 420, None, None)
    assert outcome.check is not None
    goal = known["goal"]
    assert goal["value"] == outcome.check.estimate("wait_mean", "hall:north").mean
    assert (goal["best"], goal["budget"], goal["value_in_search"], goal["bound"]) == ("lowest", 450, 5, 4.5)
    assert goal["bound_assumes"] == words()("plan.assumed.heads")
    assert [(each["value"], each["cost"], each["within_budget"]) for each in goal["frontier"]] == [
        (9, 360, True),
        (5, 420, True),
        (2, 600, False),
    ]
    assert "goal" not in certificate(made_plan()[0], 1)


def test_table() -> None:
    assert frontier_csv(FOUND).splitlines() == [
        "measure,scope,period,unit,value,cost,within_budget",
        "wait_mean,hall:north,all,min,9,360.00,yes",
        "wait_mean,hall:north,all,min,5,420.00,yes",
        "wait_mean,hall:north,all,min,2,600.00,no",
    ]


def test_workbook(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    """A sheet of its own; shares would be percent there, as everywhere for people."""
    outcome, _ = made
    assert outcome.plan is not None
    book = load_workbook(io.BytesIO(workbook(outcome.choice, outcome.plan, outcome=outcome)))
    rows = [[cell.value for cell in row] for row in book["Cost and goal"]]
    head, *rows = rows[HEADING_ROW - 1 :]
    assert head == ["Yuan", f"{words().measure('wait_mean', 'hall:north')} (min)", "Within the budget"]
    assert rows == [[360, 9, "yes"], [420, 5, "yes"], [600, 2, "no"]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "no plan within the budget that holds the targets on the replications of the search reaches less than 4.5 min there",
        ),
        ("zh", "在搜索所用的各次重复中，预算之内达到目标的方案都不低于 4.5 分钟"),
    ],
)
def test_page(made: tuple[StaffingOutcome, StaffingComparison], language: str, said: str) -> None:
    outcome, beside = made
    say = words(language)
    facts = dict(plan_section(outcome, beside, language).facts)
    assert facts[say("plan.goal_bound")] == said
    assert say.measure("wait_mean", "hall:north") in facts[say("plan.goal")]
    assert facts[say("plan.status")] == say("plan.optimal_goal", replications="40")
    assert [figure.kind for figure in goal_figures(outcome, language)] == ["frontier"]


def test_figure() -> None:
    """The points, the plan among them, and the budget."""
    axes = cost_against_goal(FOUND)
    line, plan, budget = axes.get_lines()
    assert line.get_xydata().tolist() == [[360, 9], [420, 5], [600, 2]]
    assert plan.get_xydata().tolist() == [[420, 5]]
    assert set(budget.get_xdata()) == {450}


@pytest.mark.parametrize("ended", ["tried", "effort"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_why_a_search_ended_is_told(
    made: tuple[StaffingOutcome, StaffingComparison], ended: Ended, language: str
) -> None:
    """Where nothing is proven, and no time limit says enough; where one does, it is about the goal's value, and no cost."""
    outcome, beside = made
    say = words(language)
    other = replace(outcome.with_record(goal=replace(FOUND, bound=None, ended=ended)), status="feasible")
    facts = dict(plan_section(other, beside, language).facts)
    assert facts[say("plan.goal_ended")] == say(f"plan.goal_ended.{ended}")
    assert certificate(other, 1)["goal"]["ended"] == ended
    stopped = other.with_record(goal=replace(FOUND, bound=None, ended="time"), stopped_after=9.0)
    facts = dict(plan_section(stopped, beside, language).facts)
    assert facts[say("plan.stopped")] == say("plan.stopped_goal", seconds="9")
    assert say("plan.goal_ended") not in facts


def test_one_plan_alone_is_no_frontier(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    outcome, _ = made
    alone = outcome.with_record(goal=replace(FOUND, frontier=FOUND.frontier[:1]))
    assert goal_figures(alone, "en") == []


def test_terminal(
    made: tuple[StaffingOutcome, StaffingComparison], capsys: pytest.CaptureFixture[str]
) -> None:
    """The goal comes behind the cost; nothing is said of cheaper plans."""
    print_plan(made[0])
    said = capsys.readouterr().out
    assert said.startswith("optimal: 420.00 yuan\ngoal: mean wait")
    assert "reaches less than 4.5 min" in " ".join(said.split())
    assert "costs less" not in said
