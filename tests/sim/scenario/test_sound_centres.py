"""What a planner can write of a call centre, read as it is meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sim.network.routing import Offer, Skill, routing_of
from sim.rules.phone import may_take, urgency
from sim.scenario import Scenario, load
from sim.scenario.demand import Count
from sim.scenario.units import Window
from tests.sim.scenario.broken import write
from tests.sim.scenario.broken_centre import SOUND_CENTRE


def sound(folder: Path, old: str = "", new: str = "", **tables: str) -> Scenario:
    """The sound centre with one piece exchanged."""
    assert not old or SOUND_CENTRE.count(old) == 1
    return load(write(folder, SOUND_CENTRE.replace(old, new) if old else SOUND_CENTRE, dict(tables)))


def test_values_have_units_inside(tmp_path: Path) -> None:
    """Minutes, fractions, yuan, by hand from the text."""
    scenario = sound(tmp_path)
    centre, hired = scenario.centres["town"], scenario.pools["hired"].phone
    assert centre.lines["mongolian"].rises == 0.5
    assert centre.menu is not None
    assert (centre.menu.time.mean_minutes, centre.menu.leave) == (0.5, 0.05)
    assert [(step.wait, step.leave) for step in centre.balking] == [(2, 0.1), (5, 0.4)]
    assert (centre.redial.reneged, centre.redial.after.mean_minutes) == (0.4, 5)
    assert (hired.outsourced, hired.cost_per_call, hired.least_calls, hired.absence) == (True, 3, 200, 0.05)
    assert scenario.services["fault"].phone.patience is not None
    assert scenario.services["fault"].phone.patience.endless == 0.2


def test_what_is_left_out_has_its_documented_default(tmp_path: Path) -> None:
    scenario = sound(tmp_path)
    assert scenario.services["fault"].phone.solved == 1
    assert scenario.services["fault"].phone.talk_time is None
    assert scenario.centres["town"].redial.most_calls == 5
    assert scenario.pools["own"].phone.speaks == "all"
    assert scenario.halls == {}


def test_a_scenario_may_have_halls_and_centres(tmp_path: Path) -> None:
    hall = "halls:\n  main: {arrivals: {per_day: 90, profile: profile.csv}, pools: [clerks]}\ncentres:\n"
    text = SOUND_CENTRE.replace("centres:\n", hall)
    text = text.replace("pools:\n  own:", "pools:\n  clerks: {works_at: counter, heads: 2}\n  own:")
    scenario = load(write(tmp_path, text))
    assert (list(scenario.halls), list(scenario.centres)) == (["main"], ["town"])


def test_routes_are_taken_in_order_with_their_shares(tmp_path: Path) -> None:
    """Mongolian calls all go to the own pool; of the others 30 % to the hired one, the rest to the last route."""
    routing = routing_of(sound(tmp_path), "town")
    mandarin, mongolian, ask = 0, 1, 0
    assert [(way.route, way.until) for way in routing.ways[mongolian][ask]] == [(0, 1.0)]
    assert [(way.route, way.until) for way in routing.ways[mandarin][ask]] == [(1, 0.3), (2, 1.0)]
    assert routing.way(mandarin, ask, 0.29).route == 1
    assert routing.way(mandarin, ask, 0.3).route == 2
    own, hired = 0, 1
    after = round(20 / 60 * 2**20) / 2**20  # the grid of ticks
    assert routing.ways[mandarin][ask][1].offers == (
        Offer((own,), 0.0, 0, 1),
        Offer((hired,), after, 5, 0),
    )


def test_a_step_holds_from_a_wait_or_a_length_on() -> None:
    both = Offer((0,), 0.5, 5, 0)
    assert [may_take(both, *state) for state in ((0.4, 4), (0.5, 4), (0.4, 5))] == [False, True, True]
    assert [may_take(Offer((0,), 0.0, 5, 0), 9.0, length) for length in (4, 5)] == [False, True]
    assert may_take(Offer((0,), 0.0, 0, 0), 0.0, 1)


def test_without_routing_each_pool_is_a_step_for_what_it_can_do(tmp_path: Path) -> None:
    text = (
        SOUND_CENTRE[: SOUND_CENTRE.index("    routing:")]
        + SOUND_CENTRE[SOUND_CENTRE.index("pools:\n  own:") :]
    )
    routing = routing_of(load(write(tmp_path, text)), "town")
    assert [offer.pools for offer in routing.ways[0][0][0].offers] == [(0,), (1,)]
    assert [offer.pools for offer in routing.ways[1][0][0].offers] == [(0,)]


def test_levels_of_service_and_line_are_multiplied(tmp_path: Path) -> None:
    routing = routing_of(sound(tmp_path, "solved: 80 %", "solved: 50 %"), "town")
    own, mandarin, mongolian, ask, fault = 0, 0, 1, 0, 1
    assert routing.skills[own][mandarin][ask] == Skill(1.0, 0.5)
    assert routing.skills[own][mandarin][fault] == Skill(0.8, 1.0)
    assert routing.skills[own][mongolian][fault] == Skill(0.8, 0.9)
    assert routing.skills[own][mongolian][ask].solved == pytest.approx(0.45)


def test_priority_rises_with_the_wait(tmp_path: Path) -> None:
    routing = routing_of(sound(tmp_path), "town")
    assert urgency(routing.priority[1][0], routing.rises[1], 3.0) == 2 + 0.5 * 3
    assert urgency(routing.priority[0][0], routing.rises[0], 3.0) == 0


def test_a_centre_round_the_clock_is_open_on_closed_days(tmp_path: Path) -> None:
    text = SOUND_CENTRE.replace("days: 2", "days: 2\n  closed: [2024-01-02]")
    text = text.replace("    trunks: 40", "    round_the_clock: true")
    scenario = load(write(tmp_path, text))
    assert [scenario.sites["town"].hours(scenario.calendar, day) for day in (0, 1)] == [
        (Window(0, 1440),)
    ] * 2


def test_counts_are_read_by_date_and_stretch(tmp_path: Path) -> None:
    table = "date,start,end,contacts\n2024-01-01,09:00,09:30,5\n2024-01-01,09:30,10:00,0\n"
    scenario = sound(
        tmp_path,
        "{per_day: 90, profile: profile.csv}",
        "{per_day: 90, profile: profile.csv, counts: counts.csv}",
        counts=table,
    )
    day = dt.date(2024, 1, 1)
    assert scenario.centres["town"].lines["mongolian"].arrivals.counts == (
        Count(day, 540, 570, 5),
        Count(day, 570, 600, 0),
    )
