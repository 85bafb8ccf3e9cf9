"""What the lane engine compiles for a scenario is there before processes begin that would each compile it as well."""

from __future__ import annotations

from sim.lanes.engine import sheets
from sim.scenario import Scenario

_known: set[tuple[str, ...]] = set()


def compile_beforehand(scenario: Scenario) -> None:
    """Simulate one replication until somebody has come, once in this process for each policy of a file and set of pools at work.

    With that all is compiled, or read from where it is kept; processes that begin as copies of this one have it, too.
    """
    at_work = [
        name
        for name, pool in scenario.pools.items()
        if pool.shifts or any(each.heads for each in pool.heads or ())
    ]
    which = (str(scenario.source.path), scenario.policy, *at_work)
    if which in _known:
        return
    _known.add(which)
    for sheet in sheets([scenario], 1, range(1)):
        if len(sheet.contacts.lane):
            return
