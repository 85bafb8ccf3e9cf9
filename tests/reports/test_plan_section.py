"""What the page of a plan says of the plan. Expectations are worked out by hand from `made_plan`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from optimize.allocation import Allocation
from optimize.bounds.bound import Bound
from optimize.outcome import StaffingOutcome
from optimize.proposal import Proposal
from optimize.staffing_comparison import StaffingComparison
from reports.headline import headline
from reports.page import render_page
from reports.plan_section import plan_section
from reports.words import words
from tests.reports.made_plan import made_choice, made_plan, made_training, without_bound


@pytest.fixture(scope="module")
def made() -> tuple[StaffingOutcome, StaffingComparison]:
    return made_plan()


def facts(outcome: StaffingOutcome, beside: StaffingComparison, language: str = "en") -> dict[str, str]:
    return dict(plan_section(outcome, beside, language).facts)


def test_what_a_plan_costs_and_how_sure_that_is(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    assert facts(*made) == {
        "status": "feasible: it holds the targets; whether a cheaper one does is not known",
        "cost": "420 yuan from 1 Jan 2024 to 1 Jan 2024",
        "bound": "no plan that holds the targets on the replications of the search costs less than 399 yuan, so another is at most "
        "5.0 % cheaper",
        "assumed for that": "on the replications of the search, a head more anywhere never breaks a target",
        "checked on": "4 replications that the search never saw",
        "with one person fewer": "1 of 3 plans hold the targets there, so a search with more replications may find a cheaper one",
    }


def test_the_same_in_chinese(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    said = facts(*made, language="zh")
    assert said["成本"] == "2024年1月1日至2024年1月1日共 420 元"
    assert said["下界"].endswith("不低于 399 元，因此最多再省 5.0%")
    assert said["下界的前提"] == "在搜索所用的各次重复中，任何时段多一人都不会使已达到的目标落空"
    assert said["检验"] == "4 次搜索中未用过的重复"


def test_one_person_fewer_where_not_all_can_be_tried(
    made: tuple[StaffingOutcome, StaffingComparison],
) -> None:
    """Of large call centres it is said how many were not tried, and who was found not to be needed."""
    outcome, beside = made
    fewer = outcome.record.fewer
    assert fewer is not None
    said = facts(outcome.with_record(fewer=replace(fewer, untried=40, left_out=2)), beside)
    assert said["left out"].startswith("2 of the people of a plan that held")
    assert "1 of 3 plans hold" in said["with one person fewer"]
    assert "one of the other 40 shifts was not tried" in said["with one person fewer"]
    assert "fell short" not in said["with one person fewer"]
    said = facts(outcome.with_record(fewer=replace(fewer, fell_short=300.0)), beside)
    assert said["with one person fewer"].endswith("the plan fell short on replications of its own")
    assert "left out" not in said


def test_hours_and_heads_pool_by_pool(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    """One clerk for four hours becomes two for two hours and one for two; two juniors for four hours become one for two."""
    section = plan_section(*made)
    assert section.columns[:2] == ["hours on duty, baseline", "hours on duty, plan"]
    assert [(row.label, [cell.text for cell in row.cells]) for row in section.pools] == [
        ("clerks", ["4.0", "6.0", "1 to 2"]),
        ("juniors", ["8.0", "2.0", "0 to 1"]),
    ]


def test_the_cheapest_plan_is_so_on_the_replications_of_the_search(
    made: tuple[StaffingOutcome, StaffingComparison],
) -> None:
    outcome, beside = made
    fewer = outcome.record.fewer
    assert fewer is not None
    said = facts(
        replace(outcome, status="optimal").with_record(fewer=replace(fewer, tried=fewer.tried[:1])), beside
    )
    assert said["status"].startswith(
        "optimal on the 40 replications of the search, under the assumption below"
    )
    assert said["with one person fewer"] == "0 of 1 plans hold the targets there"


def test_an_assumption_that_was_seen_to_fail_is_told(
    made: tuple[StaffingOutcome, StaffingComparison],
) -> None:
    """Compared 698 times and 23 times wrong, as the search counts; plans of 380 and 400 yuan were struck out by their checks."""
    outcome, beside = made
    assert outcome.plan is not None
    cheaper = tuple(
        Proposal("search", replace(outcome.plan, cost=cost), True, False) for cost in (400.0, 380.0)
    )
    said = facts(outcome.with_record(compared=(698, 23), proposals=cheaper), beside)
    assert "was seen to fail, in 23 of 698 comparisons" in said["what a bound would rest on"]
    assert said["left aside"].startswith("plans that held on the replications of the search and fell short")
    assert ": 2, from 380 yuan on" in said["left aside"]
    chinese = facts(outcome.with_record(compared=(698, 23), proposals=cheaper), beside, "zh")
    assert "698 次比较中，有 23 次并非如此" in chinese["下界本应依据的前提"]
    assert "共 2 个，最低成本 380 元；" in chinese["未计入"]


def test_contacts_lost_in_a_centre_are_told(
    made: tuple[StaffingOutcome, StaffingComparison], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the scenario's own staffing loses; nothing limits that."""
    monkeypatch.setattr(StaffingComparison, "lost_calls", {"west": (0.124, 0.02)})
    said = facts(*made)["lost in centre west"]
    assert said.startswith("12.4 % of the contacts, and under the scenario's own staffing 2.0 %")


def test_what_answered_calls_cost_is_a_part_of_the_cost(
    made: tuple[StaffingOutcome, StaffingComparison],
) -> None:
    outcome, beside = made
    assert outcome.plan is not None
    said = facts(replace(outcome, plan=replace(outcome.plan, cost=1420.0, calls=1000.0)), beside)
    assert said["cost"] == "1,420 yuan from 1 Jan 2024 to 1 Jan 2024, 1,000 yuan of it for answered calls"


def test_who_is_trained_for_another_pool(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    """One junior for 800 yuan, on top of 420."""
    section = plan_section(made_training(), made[1])
    said = dict(section.facts)
    assert section.cost == 1220
    assert said["trained of juniors for clerks"] == "1, 800 yuan of the cost"
    assert said["trained of clerks for juniors"] == "nobody"
    chinese = facts(made_training(), made[1], language="zh")
    assert chinese["juniors转训至clerks"] == "1 人，占成本中的 800 元"


def test_policies_among_which_a_plan_was_chosen(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    """A row each, on the page under the plan; a quarter of 600 yuan is the gap of the second."""
    section = plan_section(made_choice(), made[1])
    said = dict(section.facts)
    assert said["policy"] == "baseline, the cheapest of 4 policies; plan.csv is run with --policy baseline"
    assert said["bound"].endswith("costs less than 399 yuan, so another is at most 5.0 % cheaper")
    assert [(row.label, [cell.text for cell in row.cells]) for row in section.alternatives] == [
        ("baseline", ["holds the targets", "420 yuan", "399 yuan", "5.0 %"]),
        ("through", ["holds the targets", "600 yuan", "450 yuan", "25.0 %"]),
        ("late", ["dearer in any case, so none was looked for", "", "500 yuan", ""]),
        ("dear", ["no plan holds the targets", "", "", ""]),
    ]
    page = render_page([made[1].before, made[1].after], figures=[], plan=section)
    assert page.index("<h2>The plan</h2>") < page.index("dearer in any case") < page.index("<h2>Targets</h2>")
    plain = render_page([made[1].before, made[1].after], figures=[], plan=plan_section(*made))
    assert "among which" not in plain
    chinese = plan_section(made_choice(), made[1], "zh")
    assert dict(chinese.facts)["方案"].startswith("现状，为 4 个方案中排班成本最低者")


@pytest.mark.parametrize("kind", ["calls", "halls"])
def test_a_bound_by_work_is_one_for_all_plans_that_hold(
    made: tuple[StaffingOutcome, StaffingComparison], kind: Literal["calls", "halls"]
) -> None:
    """Of a search by levels, or where work bounds more than the search; with what is assumed of that kind of work."""
    outcome, beside = made
    said = facts(replace(outcome, bound=Bound(1.0, "heads")).with_bounds(Bound(399.0, kind)), beside)
    assert said["bound"].startswith("no plan that holds the targets costs less than 399 yuan, so")
    assert said["assumed for that"] == words()(f"plan.assumed.{kind}")


def test_customers_lost_are_told_where_a_plan_may_not_lose_many_more(
    made: tuple[StaffingOutcome, StaffingComparison], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a plan whose targets have much in hand would look too dear."""
    monkeypatch.setattr(StaffingOutcome, "lost", {"north": (0.034, 0.05)})
    said = facts(*made)["lost in hall north"]
    assert said.startswith("3.4 % of the contacts. A plan may lose 5.0 % at most")


def test_no_bound_where_nothing_bounds_the_cost(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    outcome, beside = made
    assert list(facts(without_bound(outcome), beside)) == ["status", "cost", "checked on"]


def test_heads_shared_out_say_what_is_waited_and_no_bound(
    made: tuple[StaffingOutcome, StaffingComparison],
) -> None:
    outcome, beside = made
    shared = replace(outcome, status="optimal", bound=Bound()).with_record(
        method="share-out", shared=Allocation({}, 551.5, 8.12), fewer=None
    )
    said = facts(shared, beside)
    assert list(said) == ["status", "cost", "checked on"]
    assert said["status"].startswith("heads shared out, whatever the targets say. On the replications of")


def test_a_time_limit_that_ended_the_search_is_told(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    outcome, beside = made
    stopped = outcome.with_record(stopped_after=90.0)
    assert facts(stopped, beside)["search"].startswith(
        "stopped by the time limit after 90 s; a longer search"
    )
    assert facts(stopped, beside, "zh")["搜索"].startswith("因达到时间限制 90 秒而停止")


def test_the_page_begins_with_the_plan(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    """In the headline its cost; then its section, before targets; without drawings what is the plan's is still called so."""
    outcome, beside = made
    results = [beside.before, beside.after]
    page = render_page(results, figures=[], plan=plan_section(outcome, beside))
    assert page.index("the plan costs 420\u00a0yuan") < page.index("<h2>The plan</h2>")
    assert page.index("<h2>The plan</h2>") < page.index("juniors</span></th><td>8.0</td><td>2.0</td>")
    assert page.index("juniors</span></th><td>8.0</td>") < page.index("<h2>Targets</h2>")
    assert "the heads of the plan that was found" in page
    assert "<h2>The plan</h2>" not in render_page(results, figures=[])


def test_names_are_text_in_the_section(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    outcome, beside = made
    section = plan_section(outcome, beside)
    named = replace(section, pools=[replace(section.pools[0], label="<script>")])
    page = render_page([beside.before, beside.after], figures=[], plan=named)
    assert page.count("<script>") == 2  # those of the page itself
    assert "&lt;script&gt;" in page
    assert "&lt;script&gt;" in page


def test_a_headline_without_a_plan_says_no_cost(made: tuple[StaffingOutcome, StaffingComparison]) -> None:
    assert "costs" not in headline([made[1].before])
    assert "排班方案成本为 420 元" in headline([made[1].before], "zh", plan_cost=420.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_how_staff_cost_and_the_cost_of_the_plan_differ(
    made: tuple[StaffingOutcome, StaffingComparison], language: str
) -> None:
    """Behind the table that has staff cost, and only where there is a plan."""
    outcome, beside = made
    results, said = [beside.before, beside.after], words(language)("plan.staff_cost")
    page = render_page(results, figures=[], plan=plan_section(outcome, beside, language), language=language)
    assert words(language)("measure.staff_cost").lower() in page[: page.index(said)].lower()
    assert said not in render_page(results, figures=[], language=language)
