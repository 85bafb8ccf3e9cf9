"""Where cases go: how many contacts begin on each channel, how they end there, and who comes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.estimates import Sample, mean_of_all
from sim.result import Result
from sim.tally import Array, total

SOLVED = {"at_site": ("resolved",), "at_menu": ("at_menu",), "agent_solved": ("agent_solved",)}
"""Ends of a contact that solve the matter: in the menu, by an agent, or (what else is solved) in a hall or by oneself."""

UNSOLVED = {
    "unsolved": ("answered", "papers_missing"),
    "left": ("balked", "reneged"),
    "left_menu": ("left_menu",),
    "busy_tone": ("busy_tone",),
    "closed": ("sent_home", "turned_away"),
}
"""Ends that do not: answered or served without success; gave up waiting; in the menu; all lines busy; closed."""

LESS = {"at_site": ("at_menu", "agent_solved"), "unsolved": ("agent_solved",)}
"""What the sums of an end count, and does not belong to it."""


@dataclass(frozen=True)
class Flow:
    """The contacts of one channel in the horizon: means over replications.

    Attributes
    ----------
    channel : str
        ``hall``, ``phone``, ...
    first, again : Sample
        Contacts that are the first of their case, and further ones.
    ends : mapping
        How they end, by the names of :data:`SOLVED` and :data:`UNSOLVED`, and ``other``; together all contacts.
    """

    channel: str
    first: Sample
    again: Sample
    ends: Mapping[str, Sample]


def flows(result: Result) -> list[Flow]:
    """The flow of each channel, in the order of the scenario's channels."""
    found = []
    kinds, each = SOLVED | UNSOLVED, result.sums["replications"]
    for place, channel in enumerate(result.frame.names["channel"]):
        names = {name for sums in kinds.values() for name in sums}
        counts = {
            name: total(result.sums, result.frame, name, "channel", "all")[:, place]
            for name in sorted(names | {"contacts", "cases", "again"})
        }
        ends = {
            end: _together(counts, sums) - _together(counts, LESS.get(end, ())) for end, sums in kinds.items()
        }
        ends["other"] = counts["contacts"] - _together(ends, tuple(ends))
        found.append(
            Flow(
                channel,
                mean_of_all(counts["cases"], each),
                mean_of_all(counts["again"], each),
                {end: mean_of_all(count, each) for end, count in ends.items()},
            )
        )
    return found


def _together(counts: Mapping[str, Array], names: tuple[str, ...]) -> Array:
    """Some counts added up, replication by replication."""
    rows = len(next(iter(counts.values())))
    return np.asarray(np.sum([np.zeros(rows), *(counts[name] for name in names)], axis=0))
