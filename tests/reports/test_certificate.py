"""The certificate: every key that is written is described, and every key described is written by some plan."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimize.cuts.search import Search
from optimize.given_check import check_given
from optimize.goal import GoalFound, GoalPoint
from optimize.outcome import StaffingOutcome
from optimize.plans.given import DayByDay, GivenShift
from optimize.proposal import Proposal
from optimize.share_out import share_out
from optimize.staff import staff
from optimize.staff_by_cuts import outcome_of
from optimize.task import Effort
from optimize.why import why
from reports.certificate import certificate
from reports.certificate_page import KEYS, places
from reports.check_files import check_certificate
from sim.scenario.staffing import Goal
from tests.optimize.made_centres import PLANNED, centre
from tests.optimize.made_halls import made
from tests.reports.made_plan import made_choice, made_plan, made_training

SHARED = {"total": 3, "pools": {"clerks": {"least": 1, "most": 3}}}


def of_hall() -> dict[str, Any]:
    """A hall by cuts, with a budget, and with why; as if its plan had been struck out once."""
    found = staff(
        made(0, 0, True, False).scenario.replace({"staffing.budget": "9000 yuan"}), effort=Effort(10, 20)
    )
    assert found.plan is not None
    struck = Proposal("search", found.plan, True, False)
    proposals = (*found.record.proposals, struck)
    return certificate(found.with_record(proposals=proposals), 1, why(found, 4))


def of_centre() -> dict[str, Any]:
    """A centre by levels; the first plan tried as if it had fallen short."""
    found = staff(centre(PLANNED), effort=Effort(10, 20))
    first, *others = found.record.proposals
    short = replace(first, slacks=np.array([-0.01]))
    return certificate(found.with_record(proposals=(short, *others)), 1)


def of_requirements() -> dict[str, Any]:
    """A hall in two steps."""
    return certificate(staff(made(0, 0, True, False).scenario, "two-step", effort=Effort(10, 20)), 1)


def of_shares() -> dict[str, Any]:
    """Heads shared out."""
    scenario = made(0, 0, True, False).scenario.replace({"staffing": SHARED})
    return certificate(share_out(scenario, "total", 1, Effort(10, 20)), 1)


def of_training() -> dict[str, Any]:
    """Some are trained for another pool."""
    return certificate(made_training(), 1)


def of_policies() -> dict[str, Any]:
    """Chosen among some."""
    return certificate(made_choice(), 1)


def of_goal() -> dict[str, Any]:
    """The best value for a budget."""
    outcome, _ = made_plan()
    point = GoalPoint(5.0, 420.0)
    found = GoalFound(Goal(measure="wait_mean"), 450.0, 5.0, 4.5, "heads", (point,))
    return certificate(outcome.with_record(goal=found), 1)


def of_check() -> dict[str, Any]:
    """A plan that was given, and changed."""
    days = DayByDay(made(0, 0, True, False).scenario)
    one, two = (
        days.given(
            GivenShift(place.pool, "", place.days[0], place.span, None, count) for place in days.places
        )
        for count in (1, 2)
    )
    return check_certificate(check_given(two, range(4), 1, 1, before=one), 1, ["a change"])


def of_nothing() -> dict[str, Any]:
    """No plan, and nothing tried."""
    return certificate(StaffingOutcome(made(0, 0, True, False), "infeasible", "too few"), 1)


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    return [
        of_hall(),
        of_centre(),
        of_requirements(),
        of_shares(),
        of_training(),
        of_policies(),
        of_goal(),
        of_check(),
        of_nothing(),
    ]


def test_every_key_is_described_and_every_description_is_of_a_key(written: list[dict[str, Any]]) -> None:
    found = set().union(*map(places, written))
    assert found == set(KEYS)


def test_certificates_are_json(written: list[dict[str, Any]]) -> None:
    """Without NaN and infinity, which JSON does not know."""
    for each in written:
        json.dumps(each, allow_nan=False)


def test_a_bound_that_was_seen_to_fail_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if 23 of 698 pairs had contradicted it: what the search says stands under its own name, and nothing in its place."""
    found = staff(made(0, 0, True, False).scenario, effort=Effort(10, 20))
    sound = certificate(found, 1)
    assert (sound["status"], sound["bound"]) == ("optimal", sound["cost"])
    assert isinstance(found.record.search, Search)
    monkeypatch.setattr(found.record.search.oracle, "broken_pairs", lambda: (698, 23))
    ended = replace(outcome_of(found.record.search), plan=found.plan)
    assert ended.record.is_refuted
    refuted = certificate(ended, 1)
    assert (refuted["bound"], refuted["gap"], refuted["bound_assumes"]) == (None, None, None)
    assert found.record.found is not None
    bound = refuted["search"]["bound_if_more_heads_never_hurt"]
    assert bound == pytest.approx(found.record.found.cost)


def test_a_two_step_plan_says_its_caution() -> None:
    """The certificate's plan is the one that was checked, with its cost and caution."""
    known = of_requirements()
    own = known["two_step"]["of_the_plan"]
    assert (own["cost"], own["holds_in_check"]) == (known["cost"], True)
    assert own["volume"] >= 1
    assert known["two_step"]["precision"] == 0.01


def test_one_person_fewer_says_whose_shift_it_is() -> None:
    """Of the made plan: the clerk of the first two hours or of the last two, who hold no target, and the junior."""
    outcome, _ = made_plan()
    assert certificate(outcome, 1)["fewer"] == [
        {"shift": "clerks, mon 2024-01-01, 08:00-10:00", "cost": 300.0, "holds": False},
        {"shift": "clerks, mon 2024-01-01, 10:00-12:00", "cost": 300.0, "holds": False},
        {"shift": "juniors, mon 2024-01-01, 10:00-12:00", "cost": 360.0, "holds": True},
    ]
