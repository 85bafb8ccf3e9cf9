"""The outages of some replications with all that happens to them, before the first contact of the horizon: no crew depends on what happens at the fronts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sim.draws.attendance import Attendance
from sim.draws.dice import Dice
from sim.draws.outage_callers import ReportTimes, report_times
from sim.draws.outages import outages_of
from sim.log.columns import empty
from sim.log.outage_log import OutageLog
from sim.log.outages import Outages, Sent
from sim.network.outage_lives import OutageLives
from sim.scenario import Scenario

Restored = Callable[[Scenario, Outages, ReportTimes, Sequence[Attendance]], OutageLives]
"""What the crews of an engine make of outages."""


class DrawnOutages(NamedTuple):
    """Outages of some replications as they are drawn, whatever crews there are; lanes count from the first of the replications."""

    outages: Outages
    times: ReportTimes


def drawn_outages(scenario: Scenario, dice: Dice, replications: range) -> DrawnOutages:
    """The outages of a scenario that has some, and when customers would call about those that may be reported."""
    outages = outages_of(scenario, dice, replications)
    return DrawnOutages(outages, report_times(scenario, outages))


def outage_log(
    scenario: Scenario, drawn: DrawnOutages, staff: Sequence[Attendance], restored: Restored
) -> OutageLog:
    """All that is written down of some outages, as long as nobody calls.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    drawn : DrawnOutages
        Its outages.
    staff : sequence of Attendance
        Who of each pool of crews is at work, as :func:`sim.draws.crew_staff.crew_staff` has it.
    restored : callable
        How the engine lets crews end outages.
    """
    found = restored(scenario, drawn.outages, drawn.times, staff)
    return OutageLog(
        drawn.outages,
        found.lives,
        found.steps,
        found.estimates,
        found.visits,
        empty(Sent),
        found.work,
    )
