"""The table of draws: what it says of a scenario, worked out by hand, and that a row of it is all that a draw is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.draws import table
from sim.draws.calls import LineDemand
from sim.draws.contacts import PlacedDraws
from sim.draws.dice import Dice
from sim.draws.draw import Draw
from sim.draws.laws import Uniform
from sim.draws.place import APP, CALLS, HALL, Place
from sim.draws.terms import ALWAYS
from sim.draws.visits import HallDemand
from sim.scenario import Scenario
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre

ROOT = Path(__file__).resolve().parents[3]


def drawn(scenario: Scenario, site: str, channels: tuple[str, ...]) -> set[str]:
    """The columns for which dice are needed."""
    sites = {**scenario.halls, **scenario.centres}
    draws = PlacedDraws(Place(scenario, sites[site], channels))
    return {each.draw.column for each in draws if each.varies}


EXPONENTIAL = {"exponential": {"mean": "4 min"}}


def test_a_hall_draws_what_its_rules_can_read() -> None:
    """A plain one nothing but the handle time; each rule adds what it decides by, and constants need no dice."""
    plain = {"services.pay.handle_time": EXPONENTIAL}
    assert drawn(small(), "north", (HALL,)) == set()
    assert drawn(small(plain), "north", (HALL,)) == {"handle"}
    returning = {"comes_back", "return_days", "return_time"}  # by default on one of the next three open days
    papers = plain | {"services.pay.papers_missing": "40 %"}
    assert drawn(small(papers), "north", (HALL,)) == {"handle", "papers"} | returning
    days = papers | {"come_back.after_days": ["100 %"]}
    assert drawn(small(days), "north", (HALL,)) == {"handle", "papers", "comes_back", "return_time"}
    balking = plain | {"halls.north.balking": [{"waiting": 3, "leave": "50 %"}]}
    assert drawn(small(balking), "north", (HALL,)) == {"handle", "balk"} | returning
    patience = plain | {"halls.north.patience": EXPONENTIAL}
    assert drawn(small(patience), "north", (HALL,)) == {"handle", "patience"}


def test_a_centre_draws_what_its_rules_can_read() -> None:
    """Whether the agent solves and whether the caller contacts again are held against shares always; the rest by its rule."""
    always, menu = {"solve", "redials"}, {"leaves_menu", "menu"}
    assert drawn(centre(), "town", CALLS) == always
    assert drawn(centre(callback={"wait": "1 min", "accept": "50 %", "reached": "60 %"}), "town", CALLS) == (
        always | {"accepts", "reached_at"}
    )
    assert drawn(centre(menu={"time": EXPONENTIAL, "leave": "5 %"}), "town", CALLS) == always | menu
    assert drawn(centre(patience={"time": EXPONENTIAL}), "town", CALLS) == always | {"patience"}
    assert drawn(centre(redial={"unsolved": "50 %", "after": EXPONENTIAL}), "town", CALLS) == (
        always | {"redials_after"}
    )


def test_the_app_draws_for_itself_and_then_its_cases_carry_what_calls_do() -> None:
    app = {
        "arrivals": {"per_day": 50, "profile": "profile.csv"},
        "contained": "40 %",
        "then": {"one": "50 %"},
    }
    scenario = centre(app=app)
    assert drawn(scenario, "town", (APP,)) == {"contained", "moves"}
    demand = LineDemand(scenario, "town", None, opening_of(scenario, "town"), Dice(1))
    cases = demand.cases(0, range(3))
    assert "contained" in demand.contacts(cases).carried()
    assert demand.contacts(cases, 2).carried().keys() == {draw.column for draw in table.draws_of(CALLS)}


def test_a_visit_after_a_call_is_drawn_at_the_address_of_its_line() -> None:
    scenario = small({"services.pay.handle_time": EXPONENTIAL})
    dice = Dice(1)
    demand = HallDemand(scenario, "north", opening_of(scenario, "north"), dice)
    cases, line = demand.cases(0, range(3)), "centre:town:one"
    uniforms = dice.at("handle time", line, 0, cases.lane, cases.index, range(3), attempt=2)
    handle = demand.contacts(cases, 2, began_at=line).handle
    np.testing.assert_allclose(handle, -4 * np.log1p(-uniforms), rtol=0, atol=2.0**-20)


def test_two_draws_of_a_channel_cannot_have_one_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in ("patience", "service"):  # of another row, and of the cases
        copy = Draw("copy", stream, Uniform(), (HALL,), "counter", ALWAYS, "Nothing.")
        monkeypatch.setattr(table, "DRAWS", (*table.DRAWS, copy))
        with pytest.raises(ValueError, match=f"several draws: {stream}"):
            table.check()
        monkeypatch.undo()


def added_draw(tmp_path: Path, *arguments: str) -> list[list[float]]:
    """What the program says that adds a draw, in a process of its own that keeps nothing which it compiles."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.sim.draws.added_draw", *arguments],
        cwd=ROOT,
        env={"NUMBA_CACHE_DIR": str(tmp_path), "PATH": ""},
        check=True,
        capture_output=True,
        text=True,
    )
    return [[float(each) for each in line.split()] for line in made.stdout.splitlines()]


def check(said: list[list[float]]) -> None:
    """A visit takes 4 min, or 40 % of that where papers are missing, and a call 4 min; chatter adds 2 to 4 min to each."""
    (low, high, visits), (least, most, calls) = said
    assert visits > 100
    assert calls > 100
    assert 3.6 <= low < 3.9
    assert 6 <= least < 6.1
    assert 7.9 < high <= 8
    assert 7.9 < most <= 8


def test_a_row_and_the_rule_that_reads_it_are_all_that_there_is_to_add(tmp_path: Path) -> None:
    check(added_draw(tmp_path))


@pytest.mark.slow
def test_a_row_is_all_that_compiled_loops_need(tmp_path: Path) -> None:
    check(added_draw(tmp_path, "compiled"))
