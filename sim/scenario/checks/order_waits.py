"""Warnings about what orders wait for in an office besides its heads: their customers, its days for a region, meetings, batches."""

from __future__ import annotations

from sim.scenario.checks.sections import Found, Offices
from sim.scenario.source import Key


def pauses_stop_clocks(offices: Offices) -> Found:
    """What the file says of pauses can matter."""
    for name, office in offices.items():
        for category, each in office.categories.items():
            key: Key = ("offices", name, "categories", category, "pause")
            if each.pause is None:
                continue
            if not each.pause.time.mean_minutes:
                yield (*key, "time"), "takes no time, so that nothing is paused: write a time such as 2 days"
            elif not each.pause.share and not each.pause.misused:
                yield key, "is of no order: give it a share such as 20 %, or misused"
            elif each.pause.misused and each.pause.share == 1:
                yield (
                    (*key, "misused"),
                    "has no effect, since every order waits for its customer: lower share",
                )
            elif each.pause.misused and each.deadline is None:
                yield (*key, "misused"), "has no effect, since there is no deadline: add one"
