"""What no staffing of a call centre costs less than, against the cheapest of all staffings of small made centres."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimize.bounds.centre_bound import centre_bounds
from optimize.deadline import Deadline
from optimize.oracle import Oracle
from optimize.plans.choice import Choice, choice_of
from optimize.simulation import Simulation
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.test_centres import every_staffing, price

REPLICATIONS = range(40)
LEVEL = {"measure": "service_level_20_s_missed", "scope": "channel:phone", "at_least": "70 %"}


def best_bound(choice: Choice) -> float:
    return max(bound.cost for bound in centre_bounds(choice, 1, Deadline()))


def cheapest_of_all(choice: Choice) -> float:
    """The least cost of the staffings whose measures keep to their thresholds, without any interval; infinite where none does."""
    oracle = Oracle(Simulation(choice, REPLICATIONS, 1, as_of=10**9))
    staffings = list(every_staffing(choice))
    holds = oracle.hold(staffings)
    return min(
        (price(choice, heads) for heads, good in zip(staffings, holds, strict=True) if good),
        default=float("inf"),
    )


@st.composite
def centres(draw: st.DrawFn) -> dict[str, Any]:
    """Changes of the made centre: one line and pool, or two, and targets on waits, on who hangs up, or on both."""
    mean = draw(st.sampled_from(["2 min", "4 min", "7 min"]))
    handle = draw(
        st.sampled_from([{"exponential": {"mean": mean}}, {"gamma": {"mean": mean, "cv": 0.4}}, mean])
    )
    patience = draw(st.sampled_from([None, "30 s", "2 min", "6 min"]))
    two = draw(st.booleans())
    wait, share = draw(st.sampled_from(["20_s", "60_s", "3_min"])), draw(st.integers(50, 92))
    period = draw(st.sampled_from(["all", "all", "peak"]))
    level = {
        "measure": f"service_level_{wait}_missed",
        "scope": "channel:phone",
        "period": period,
        "at_least": f"{share} %",
    }
    lost = {"measure": "abandoned", "scope": "channel:phone", "at_most": f"{draw(st.integers(3, 25))} %"}
    second = {**level, "scope": "language:second"} if two else lost
    targets = draw(st.sampled_from([[level], [lost] if patience else [level], [level, second]]))
    block = draw(st.sampled_from(["2 h", "4 h"] if not two else ["4 h"]))
    changes: dict[str, Any] = {
        "calendar.interval": draw(st.sampled_from(["1 h", "2 h"])),
        "services.pay.handle_time": handle,
        "services.pay.phone.solved": draw(st.sampled_from(["100 %", "60 %"])),
        "centres.west.redial": {"unsolved": draw(st.sampled_from(["0 %", "50 %"])), "after": "10 min"},
        "centres.west.patience": {"time": {"exponential": {"mean": patience}}} if patience else None,
        "centres.west.day_to_day_cv": draw(st.sampled_from([0.0, 0.2])),
        "targets": targets,
        "staffing": {"pools": {"agents": {"most": 9, "block": block}}},
    }
    if two:
        changes = {**TWO_LINES, **changes}
        step = draw(st.sampled_from([{}, {"after": "10 s"}, {"after": "1 min"}, {"reserve": 1}]))
        changes["centres.west.routing"] = [
            {"lines": ["second"], "steps": [{"pools": ["both"]}]},
            {"steps": [{"pools": ["agents"]}, {"pools": ["both"], **step}]},
        ]
        changes["centres.west.lines.second"] = {
            "arrivals": {"per_day": draw(st.sampled_from([30, 60, 200])), "profile": "profile.csv"}
        }
        changes["staffing"]["pools"]["both"] = {"most": 9, "block": block}
    if draw(st.booleans()):
        changes["pools.agents.phone"] = {"absence": "10 %", **({"speaks": ["main"]} if two else {})}
    return changes


def never_above(changes: dict[str, Any]) -> None:
    choice = choice_of(centre(changes))
    cheapest = cheapest_of_all(choice)
    assert best_bound(choice) <= cheapest + 1e-6, (cheapest, best_bound(choice))


SLOW_MACHINE = [HealthCheck.too_slow]


@given(centres())
@settings(max_examples=4, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW_MACHINE)
def test_never_above_the_cheapest_of_every_staffing(changes: dict[str, Any]) -> None:
    """Some made centres, enumerated."""
    never_above(changes)


@pytest.mark.slow
@given(centres())
@settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW_MACHINE
)
def test_never_above_the_cheapest_of_every_staffing_of_many_centres(changes: dict[str, Any]) -> None:
    """Two hundred of them."""
    never_above(changes)


def test_a_target_on_a_date_asks_for_nothing_on_other_days() -> None:
    """Of two days alike a level that is asked for on one of them costs half, by work alone, and by waits."""
    days = {
        "calendar.days": 2,
        "staffing": {"days": "apart", "pools": {"agents": {"most": 9, "block": "4 h"}}},
    }
    both = choice_of(centre({**days, "targets": [LEVEL]}))
    date = both.scenario.calendar.date(1).isoformat()
    one = choice_of(centre({**days, "targets": [{**LEVEL, "period": date}]}))
    for first, second in zip(
        centre_bounds(one, 1, Deadline()), centre_bounds(both, 1, Deadline()), strict=True
    ):
        assert 0 < first.cost <= second.cost / 2 + 60.0 * 4


def test_no_bound_by_waits_where_some_go_before_others() -> None:
    """A line that is answered first keeps its level with fewer heads than a queue in order."""
    first = {
        **TWO_LINES,
        "centres.west.lines.main.priority": 1,
        "staffing": {"pools": {"agents": {"most": 9}, "both": {"most": 9}}},
    }
    assert [bound.assumed for bound in centre_bounds(choice_of(centre(first)), 1, Deadline())] == ["calls"]
