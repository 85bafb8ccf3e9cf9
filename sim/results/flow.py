"""Where cases go: how many contacts begin on each channel, how they end there, and who comes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.measures import sums
from sim.results.estimates import Sample, mean_of_all
from sim.results.result import Result
from sim.tally import Array, total
from sim.tally.links import ENDS

SOLVED = ("at_hall", "by_oneself", "at_menu", "by_agent")
"""Ends of a contact that solve the matter: in a hall, in the app, in the voice menu, by an agent."""

UNSOLVED = ("not_contained", "unsolved", "left", "left_menu", "busy_tone", "closed")
"""Ends that do not: not settled in the app; served without success; gave up waiting; left the menu; all lines busy; closed."""

SOLVES = {"hall": "at_hall", "app": "by_oneself"}
"""What solves the matters of a channel, where that is no agent."""


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
    again_on : mapping
        Of those that another contact of their case followed in the horizon, how many, by end and channel of that contact.
    """

    channel: str
    first: Sample
    again: Sample
    ends: Mapping[str, Sample]
    again_on: Mapping[tuple[str, str], Sample]


def flows(result: Result) -> list[Flow]:
    """The flow of each channel, in the order of the scenario's channels."""
    frame, each, found = result.frame, result.sums["replications"], []
    for place, channel in enumerate(frame.names["channel"]):

        def count(counted: sums.Sum, place: int = place) -> Array:
            return np.asarray(
                total(result.sums, frame, counted, "channel", "all")[:, place], dtype=np.float64
            )

        menu, resolved = count(sums.AT_MENU), count(sums.RESOLVED)
        ends = {end: np.zeros(len(each)) for end in (*SOLVED, *UNSOLVED)} | {
            "at_menu": menu,
            SOLVES.get(channel, "by_agent"): resolved - menu,
            "not_contained" if channel == "app" else "unsolved": count(sums.SERVED) - resolved,
            "left": count(sums.BALKED) + count(sums.RENEGED),
            "left_menu": count(sums.LEFT_MENU),
            "busy_tone": count(sums.BUSY_TONE),
            "closed": count(sums.SENT_HOME) + count(sums.TURNED_AWAY),
        }
        ends["other"] = count(sums.CONTACTS) - np.sum(list(ends.values()), axis=0)
        samples = {end: mean_of_all(counted, each) for end, counted in ends.items()}
        cases, again = mean_of_all(count(sums.CASES), each), mean_of_all(count(sums.AGAIN), each)
        found.append(Flow(channel, cases, again, samples, _followed(result, place)))
    return found


def _followed(result: Result, place: int) -> dict[tuple[str, str], Sample]:
    """By end and channel of the next contact, how many contacts of one channel were followed by another; only if there are any."""
    channels, each = result.frame.names["channel"], result.sums["replications"]
    links = result.sums["links"][:, place]
    found = {}
    for number, name in enumerate(ENDS):
        end = "not_contained" if (channels[place], name) == ("app", "unsolved") else name
        for to, channel in enumerate(channels):
            if links[:, number, to].any():
                found[end, channel] = mean_of_all(links[:, number, to].astype(np.float64), each)
    return found
