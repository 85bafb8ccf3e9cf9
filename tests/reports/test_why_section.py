"""The page's account of a plan; expectations are worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from optimize.frontier import Point
from optimize.why import Binding, Effect, Why
from reports.page import render_page
from reports.plan_section import plan_section
from reports.why_section import why_section
from reports.words import words
from sim.results.estimates import Estimate
from sim.results.headline import Figure
from tests.reports.made_plan import made_plan

WAIT, LOST = Figure("wait_mean"), Figure("lost", "hall:north")
GUARD = Binding(None, LOST, 0.08, 0.02, 0.25, "11:00", 0.3)
TARGET = Binding(0, WAIT, 10.0, 5.0, 0.5, "10:00", 6.0)


def effect(what: str, heads: int, mean: float, holds: bool = True) -> Effect:
    return Effect(what, heads, 60.0 * heads, Estimate(mean, mean - 0.01, mean + 0.01, 4), holds)


HEADS = (
    effect("clerks, mon 2024-01-01 08:00-09:00", 1, -0.02),
    effect("clerks, mon 2024-01-01 08:00-09:00", -1, 0.05, holds=False),
    Effect("idle, all the time on 5 days", 1, 60.0, Estimate(0.0, 0.0, 0.0, 4), True),
)
ACCOUNT = Why(
    4,
    (GUARD, TARGET),
    HEADS,
    (effect("north_clerks", -1, 0.1, holds=False),),
    (effect("5 % of the heads", 0, 0.03),),
    (effect("120 % of the customers", 0, 0.0),),
    (Point(8.0, None), Point(12.5, 380.0)),
)


def test_what_binds_is_named_also_where_it_is_no_target() -> None:
    say = words("en")
    assert why_section(ACCOUNT, say).said == (
        "What binds is the guard on customers who are lost (left without service, hall north), and no target: 25.0 % of what a plan "
        "may lose is left. A target on lost would take its place."
    )
    target = why_section(replace(ACCOUNT, binding=(TARGET, GUARD)), say).said
    assert target == "What binds is the target (mean wait): 50.0 % of its threshold is left."


def test_tables_tell_what_changes() -> None:
    binding, heads, others, thresholds = why_section(ACCOUNT, words("en")).grids
    assert [row.label for row in binding.rows] == [
        "Left without service, hall north: guard on customers who are lost",
        "Mean wait",
    ]
    assert [cell.text for cell in binding.rows[0].cells] == [
        "8.0 %",
        "2.0 points",
        "25.0 %",
        "11:00",
        "30.0 %",
    ]
    (row,) = heads.rows  # of the other stretch nothing changes, in no replication
    assert row.label == "clerks, mon 2024-01-01 08:00-09:00"
    assert [cell.text for cell in row.cells] == ["60.00 yuan", "-2.0 points", "+5.0 points", "missed"]
    assert heads.note.startswith("What the measure that binds changes by")
    assert [row.label for row in others.rows] == [
        "One of north clerks absent all the time",
        "5 % of the heads missing each day, by chance (assumed)",
        "120 % of the customers",
    ]
    assert others.rows[-1].cells[0].text == "0.0 points"
    assert [(row.label, row.cells[0].text) for row in thresholds.rows] == [
        ("8.0 min", "no plan found"),
        ("12.5 min", "380 yuan"),
    ]


def test_stretches_are_told_in_both_languages() -> None:
    what = "north_clerks, mon 2024-03-04 and 4 days alike, 08:30-09:00"
    account = replace(ACCOUNT, heads=(effect(what, 1, -0.02), effect("a, all the time on 5 days", 1, -0.02)))
    english, chinese = (why_section(account, words(language)).grids[1].rows for language in ("en", "zh"))
    assert [row.label for row in english] == [
        "north clerks, mon 2024-03-04 and 4 days alike, 08:30-09:00",
        "a, all the time on 5 days",
    ]
    assert [row.label for row in chinese] == [
        "north clerks、mon 2024-03-04 及另外 4 个相同日、08:30-09:00",
        "a、全部时间，5 天",
    ]


def test_it_is_on_the_page_where_it_was_asked_for() -> None:
    outcome, beside = made_plan()
    results = [beside.before, beside.after]
    with_why = plan_section(outcome, beside, account=ACCOUNT)
    page = render_page(results, figures=[], plan=with_why)
    assert "Why the plan is as it is" in page
    assert "What binds is the guard" in page
    assert "Why the plan is as it is" not in render_page(
        results, figures=[], plan=plan_section(outcome, beside)
    )


def test_the_plan_costs_the_same_in_the_answer_and_in_the_tables() -> None:
    """420 yuan of schedule, and what overtime comes on top in the check: the one figure everywhere."""
    outcome, beside = made_plan()
    assert outcome.plan is not None
    page = render_page([beside.before, beside.after], figures=[], plan=plan_section(outcome, beside))
    paid = f"{beside.after.estimate('staff_cost').mean:,.0f} yuan"
    assert page.count(paid) >= 2
