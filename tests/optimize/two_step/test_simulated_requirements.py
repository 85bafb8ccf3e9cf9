"""Requirements by simulation, where they must agree with the closed forms, and where they can be seen at once."""

from __future__ import annotations

from optimize.plans.choice import choice_of
from optimize.requirements.erlang import Goal, fewest
from optimize.simulation import Simulation
from optimize.two_step.simulated_requirements import simulated_needs
from sim.theory import mmc_mean_wait
from tests.scenarios_for_tests import small


def test_where_the_closed_form_is_exact() -> None:
    """A long even day of Poisson customers with exponential services is M/M/c: the same heads as Erlang C in the last
    interval, when the queue is steady. The goal lies between the waits of two and three clerks, far from both."""
    rate, handle, goal = 0.3, 5.0, 2.0
    assert mmc_mean_wait(rate, 1 / handle, 3) < goal / 1.5
    assert mmc_mean_wait(rate, 1 / handle, 2) > goal * 1.5
    choice = choice_of(
        small(
            {
                "calendar.hours": ["00:00-24:00"],
                "calendar.interval": "12 h",
                "services.pay.handle_time": {"exponential": {"mean": "5 min"}},
                "halls.north.arrivals.per_day": rate * 1440,
                "pools.clerks.cost": "60 yuan/h",
                "targets": [{"measure": "wait_mean", "at_most": "2 min"}],
                "staffing": {"pools": {"clerks": {"least": 2, "most": 4}}},
            },
            {"profile.csv": "start,end,weight\n00:00,24:00,1\n"},
        )
    )
    found = simulated_needs(Simulation(choice, range(20)))
    assert [need.heads for need in found] == [fewest(rate, handle, Goal("mean", goal))] * 2


def test_an_empty_afternoon_needs_only_the_least() -> None:
    """Everybody comes in the first hour, one every two minutes, for four minutes: one clerk falls behind, and after that
    nobody comes."""
    choice = choice_of(
        small(
            {
                "calendar.interval": "1 h",
                "halls.north.arrivals.per_day": 30,
                "pools.clerks.cost": "60 yuan/h",
                "targets": [{"measure": "wait_mean", "at_most": "15 min"}],
                "staffing": {"pools": {"clerks": {"most": 4}}},
            },
            {"profile.csv": "start,end,weight\n08:00,09:00,1\n"},
        )
    )
    heads = [need.heads for need in simulated_needs(Simulation(choice, range(20)))]
    assert heads[0] == 2  # with one clerk the mean customer waits for half of 30 x (4 - 2) min
    assert heads[1:] == [1, 1, 1]
