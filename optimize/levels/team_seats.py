"""Teams of a call centre in each interval, with their seats as expressions of the heads that are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pulp

from optimize.plans.covering import heads_in
from optimize.plans.program import Program
from optimize.requirements.call_load import away_at
from optimize.requirements.call_requirements import centre_intervals
from optimize.requirements.teams import Floats, Team, joint_teams
from sim.scenario.units import Window


@dataclass(frozen=True)
class TeamInterval:
    """A team in one interval of a day.

    Attributes
    ----------
    team : Team
        Which team.
    day : int
        Day of the horizon.
    span : Window
        The interval.
    seats : object
        Its seats, as an expression of PuLP.
    """

    team: Team
    day: int
    span: Window
    seats: Any

    def calls(self, lines: frozenset[str]) -> float:
        """Calls of some lines in it."""
        return sum(calls_in(rates, self) for line, rates in self.team.rates.items() if line in lines)

    @property
    def rate(self) -> float:
        """All calls a minute."""
        return calls_in(self.team.rate, self) / (self.span.end - self.span.start)


def team_intervals(program: Program) -> Iterator[TeamInterval]:
    """All teams in all intervals."""
    scenario = program.choice.scenario
    for team in joint_teams(scenario):
        for day in range(scenario.calendar.days):
            for span in centre_intervals(scenario, team.centre, day):
                yield TeamInterval(team, day, span, seats_of(program, team.pools, day, span, team.seats))


def seats_of(program: Program, pools: Sequence[str], day: int, span: Window, each: int) -> Any:
    """Seats of some pools in an interval, those left out whose heads are missing, in training or at a break."""
    return pulp.lpSum(present(program, pool, day, span, each) for pool in pools)


def present(program: Program, pool: str, day: int, span: Window, each: int = 1) -> Any:
    """Seats of one pool in an interval."""
    indices, given = heads_in(program.choice, pool, day, span)
    staff, calendar = program.choice.scenario.pools[pool], program.choice.scenario.calendar
    there = each * (1 - staff.chance_missing)
    heads = [there / len(indices) * program.heads[index] for index in indices]
    return pulp.lpSum(heads) + there * (given - away_at(staff, calendar, day, span.start))


def calls_in(rates: Floats, slot: TeamInterval) -> float:
    """Calls that come in the interval of a slot."""
    return float(rates[slot.day, int(slot.span.start) : int(slot.span.end)].sum())
