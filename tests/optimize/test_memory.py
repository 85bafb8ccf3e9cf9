"""What would take more memory than there is, is refused before anything is done."""

from __future__ import annotations

from typing import Any

import pytest

from optimize import memory as module
from optimize.memory import memory, of_choice, of_roster, of_visits, refuse_what_is_too_large
from optimize.outcome import CannotStaff
from optimize.staff import task_of
from optimize.task import Effort
from sim.running.experiment import contacts_of
from sim.scenario import load
from tests.optimize.made_centres import centre
from tests.optimize.tiny import tiny

GIB = 2.0**30


@pytest.fixture
def four_gib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "memory", lambda: 4 * GIB)


@pytest.mark.usefixtures("four_gib")
@pytest.mark.parametrize("replications", [100_000, 10_000_000])
def test_the_visits_of_very_many_replications(replications: int) -> None:
    """Some 6,000 visits a replication of 1 kB each: 100,000 replications are some 600 GB. How many fit, is said."""
    scenario = load("lecong_hall")
    size = of_visits(scenario, replications).size
    assert size == pytest.approx(1000 * replications * contacts_of(scenario))
    fit = int(4 * GIB / (1000 * contacts_of(scenario)))
    said = rf"the visits of {replications:,} replications \(write --replications {fit:,} or fewer\) would take about"
    with pytest.raises(CannotStaff, match=said + r" [\d,.]+ GiB of memory, and there are 4\.0 GiB"):
        task_of(scenario, effort=Effort(replications, 4 * replications))


@pytest.mark.usefixtures("four_gib")
def test_a_year_of_days_apart_with_shifts_from_every_minute_on() -> None:
    """121 starts with 121 breaks are 14,641 shifts a day, each with four half-hours, and a day has eight of these: on 366 days
    366 * (14,641 * 5 + 8) terms of 1 kB."""
    kind = {
        "earliest": "08:00",
        "latest": "10:00",
        "step": "1 min",
        "lengths": ["2 h"],
        "pause": "15 min",
        "pause_within": "08:00-10:00",
    }
    changes = {
        "calendar.days": 366,
        "calendar.interval": "30 min",
        "staffing": {"pools": {"agents": {"most": 9, "shift_types": {"any": kind}}}, "days": "apart"},
    }
    with pytest.raises(
        CannotStaff, match=r"a program with 26,795,958 heads and shifts .* take about 25\.0 GiB"
    ):
        task_of(centre(changes))


@pytest.mark.usefixtures("four_gib")
def test_a_roster_of_very_many() -> None:
    """10,000 people for 1,000 shifts are ten million wishes of 2 kB."""
    refuse_what_is_too_large(of_roster(100, 1_000))
    with pytest.raises(CannotStaff, match="a roster of 10,000 people and 1,000 shifts"):
        refuse_what_is_too_large(of_roster(10_000, 1_000))


@pytest.mark.parametrize(
    "pool",
    [
        {"most": 9, "block": "1 h"},
        {
            "most": 9,
            "shift_types": {
                "day": {"earliest": "08:00", "latest": "09:00", "step": "30 min", "lengths": ["2 h", "3 h"]},
                "split": {"earliest": "08:00", "lengths": ["4 h"], "pause": "30 min"},
            },
        },
    ],
    ids=["blocks", "types"],
)
def test_what_is_counted_is_what_is_made(pool: dict[str, Any]) -> None:
    """Against the choice itself: not fewer terms than it has, and not more than three times as many."""
    choice = tiny({"pools": {"clerks": pool}}, {"calendar.interval": "30 min"})
    made = len(choice.places) + len(choice.shifts) + sum(len(shift.covers) for shift in choice.shifts)
    counted = of_choice(choice.scenario).size / module.TERM
    assert made <= counted <= 3 * made


def test_this_computer_has_some_memory() -> None:
    assert memory() > GIB / 4
