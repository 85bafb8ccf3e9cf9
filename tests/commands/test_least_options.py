"""Each number that `staff` is given at its least value, on a small hall and, in the long run, on each bundled scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import bundled
from tests.commands.calling import in_this_process
from tests.commands.small_hall import SCENARIO, written

LEAST = ("--replications", "2", "--seed", "0")


def ends_well(name: str, out: Path, *more: str) -> None:
    """With a plan, or with the reason why there is none; never with a traceback, nor as if the scenario were wrong."""
    ended = in_this_process("staff", name, *LEAST, *more, "--out", str(out), "--quiet")
    assert ended.code in (0, 3), ended.err
    assert "Traceback" not in ended.err
    assert (out / "certificate.json").exists()


def test_a_warm_up_over_days_that_are_closed(tmp_path: Path) -> None:
    """Three days before a Monday, of which two are a weekend."""
    text = SCENARIO.replace("days: 2", "days: 2, warm_up: 3, open: mon-fri")
    ends_well(written(tmp_path, text), tmp_path / "out")


def test_people_in_a_table_of_shifts_are_not_without_number(tmp_path: Path) -> None:
    """A billion people on one shift are refused by line, and nothing is made of them."""
    people = "name,pools,most_hours\nann,clerks,40\n"
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    shifts = tmp_path / "shifts.csv"
    shifts.write_text(
        "pool,type,date,start,end,pause_start,pause_end,people\nclerks,,2024-01-01,08:00,10:00,,,1000000000\n",
        encoding="utf-8",
    )
    types = "shift_types: {half: {earliest: 08:00, lengths: [2 h]}}"
    text = SCENARIO.replace("staffing: {", "staffing: {roster: {people: people.csv}, ").replace(
        "block: 2 h", types
    )
    ended = in_this_process(
        "staff", written(tmp_path, text), "--shifts", str(shifts), "--out", str(tmp_path / "out")
    )
    assert ended.code == 2
    assert "1000000000" in ended.err
    assert "is out of range, write a whole number from 0 to 10000" in ended.err


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), ("--method", "two-step"), ("--why",)], ids=" ".join)
def test_a_small_hall_in_each_way(tmp_path: Path, more: tuple[str, ...]) -> None:
    ends_well(written(tmp_path), tmp_path / "out", *more)


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), ("--method", "two-step")], ids=" ".join)
@pytest.mark.parametrize("name", list(bundled()))
def test_bundled_scenarios(tmp_path: Path, name: str, more: tuple[str, ...]) -> None:
    ends_well(name, tmp_path / "out", "--time-limit", "60", *more)
