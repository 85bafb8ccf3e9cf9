"""The outages of some replications with all that happens to them, before the first contact of the horizon: no crew depends on what happens at the fronts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def outage_log(
    scenario: Scenario,
    dice: Dice,
    replications: range,
    staff: Sequence[Attendance],
    restored: Restored,
) -> OutageLog:
    """All that is written down of the outages of a scenario that has some, as long as nobody calls; lanes count from the first of the replications.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    dice : Dice
        The random numbers.
    replications : range
        For which.
    staff : sequence of Attendance
        Who of each pool of crews is at work, as :func:`sim.draws.crew_staff.crew_staff` has it.
    restored : callable
        How the engine lets crews end outages.
    """
    outages = outages_of(scenario, dice, replications)
    found = restored(scenario, outages, report_times(scenario, outages), staff)
    return OutageLog(
        outages,
        found.lives,
        found.steps,
        found.estimates,
        found.visits,
        empty(Sent),
        found.work,
    )
