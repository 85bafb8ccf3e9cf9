"""What lanes ask for at every event: the rules of a centre as arrays of plain numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.lanes.centre.route_tables import CallClass, RouteTables
from sim.log.records import Outcome
from sim.network.retrial_rules import AGAIN, MoveTarget, moves
from sim.network.watch import LevelRules, watch_of
from sim.scenario.centre import Centre
from sim.time.ticks import on_grid_one

KIND = np.dtype(
    [
        ("first", "i8"),
        ("end", "i8"),
        ("route", "i8"),
        ("priority", "f8"),
        ("rises", "f8"),
        ("chats", "b1"),
        ("at_once", "b1"),
    ],
    align=True,
)
"""Of a class: its links from the first one to the end; its route; its priority and the points that it gains in a minute of waiting; whether these are
chats; whether the pools of its links without a wait take its calls at once, in their order, when nobody can be answered who waits."""

LINK = np.dtype(
    [
        ("pool", "i8"),
        ("step", "i8"),
        ("opens_after", "f8"),
        ("waiting", "i8"),
        ("reserve", "i8"),
        ("level", "i8"),
    ],
    align=True,
)
"""A pool that may take calls of a class: the step of the route, with from when on it does, as :class:`sim.rules.phone.Step` has it; agents kept
free; and the level of warning while which it does, as :class:`sim.rules.watch.Step` has it."""

LEVEL = np.dtype([(name, "f8") for name in LevelRules._fields], align=True)
"""As :class:`sim.network.watch.LevelRules`."""

POOL = np.dtype(
    [
        ("first", "i8"),
        ("end", "i8"),
        ("width", "i8"),
        ("chats", "b1"),
        ("at_once", "i8"),
        ("during_call", "i8"),
        ("share", "f8"),
        ("pace", "f8", 20),
    ],
    align=True,
)
"""Of a pool: its seats from the first one to the end, and how many are an agent's; whether its agents chat, and the chats of one, and of one in a call;
the share that it hands over of what it cannot solve; the pace with so many chats in hand before, up to 20."""

SKILL = np.dtype([("speed", "f8"), ("solved", "f8"), ("handed_to", "i8")], align=True)
"""Of a pool with a kind of contact: speed, share solved, and the class of what is handed over; -1 where nothing is."""

ENDING = np.dtype([("share", "f8"), ("first", "i8"), ("end", "i8")], align=True)
"""Of an outcome on a line: the share that contact again, and their moves, from the first one to the end."""

MOVE = np.dtype([("below", "f8"), ("line", "i8"), ("hall", "i8")], align=True)
"""As :class:`sim.network.retrial_rules.MoveTarget`."""

BALK = np.dtype([("wait", "f8"), ("leave", "f8")], align=True)
"""From an announced wait on, the share that hangs up."""

CENTRE = np.dtype(
    [
        ("trunks", "f8"),
        ("services", "i8"),
        ("segments", "i8"),
        ("most_calls", "i8"),
        ("lengths", "b1"),
        ("first_come", "b1"),
        ("announces", "b1"),
        ("calls_back", "b1"),
        ("wait", "f8"),
        ("accept", "f8"),
        ("attempts", "i8"),
        ("ring", "f8"),
        ("again_after", "f8"),
    ],
    align=True,
)
"""The centre: trunks, infinite where they are never short; how many services and segments there are; contacts of a case at most;
whether one more who waits may be a reason to take others; whether the longest wait alone decides who goes first; whether the announced
wait matters; whether callbacks are offered; as :class:`sim.rules.phone.Callback` has it, from which announced wait on, the share that
accepts, and tries; minutes for which an agent rings in vain, and minutes from then until the call is back in the queue."""


class CentreRules(NamedTuple):
    """The rules of a centre.

    Attributes
    ----------
    centre : ndarray
        One entry of `CENTRE`.
    kinds, links, pools, moves, balks : ndarray
        Entries of `KIND`, `LINK`, `POOL`, `MOVE` and `BALK`.
    skills : ndarray
        Entries of `SKILL` by pool and by line, service and segment as one number.
    endings : ndarray
        Entries of `ENDING` by outcome and line.
    hours : ndarray
        When the centre is open, in order: shape (windows, 2).
    levels : ndarray
        Entries of `LEVEL`.
    looks : int
        How often somebody looks on a day.
    queues : int
        No class, route or line has a greater number.
    """

    centre: Rows
    kinds: Rows
    links: Rows
    pools: Rows
    skills: Rows
    endings: Rows
    moves: Rows
    balks: Rows
    hours: NDArray[np.float64]
    levels: Rows
    looks: int
    queues: int


def rules_of(
    centre: Centre, routes: RouteTables, hours: NDArray[np.float64], halls: list[str]
) -> CentreRules:
    """The rules of a centre.

    Parameters
    ----------
    centre : Centre
        The centre in the scenario.
    routes : RouteTables
        Its routes and skills.
    hours : ndarray
        When it is open, in order: shape (windows, 2).
    halls : list of str
        Names of the scenario's halls.
    """
    kinds, links = _routes(routes)
    endings, goes = _endings(centre, halls)
    balks = [(step.wait, step.leave) for step in centre.balking]
    queues, watch = max(len(kinds), routes.routing.routes, len(centre.lines)), watch_of(centre)
    return CentreRules(
        _centre(centre, routes),
        kinds,
        links,
        _pools(routes),
        _skills(routes),
        endings,
        goes,
        np.array(balks, BALK),
        hours,
        np.array(list(watch.levels), LEVEL),
        len(watch.looks),
        queues,
    )


def _centre(centre: Centre, routes: RouteTables) -> Rows:
    found, back = np.zeros(1, CENTRE), centre.callback
    urgent = {kind.priority for kind in routes.kinds}, any(kind.rises for kind in routes.kinds)
    values: dict[str, Any] = {
        "trunks": np.inf if centre.trunks is None else centre.trunks,
        "services": routes.speed.shape[2],
        "segments": routes.handed_to.shape[3],
        "most_calls": centre.redial.most_calls,
        "lengths": _lengths(routes),
        "first_come": len(urgent[0]) <= 1 and not urgent[1],
        "announces": bool(centre.balking) or back is not None,
        "calls_back": back is not None,
        "wait": np.inf,
    }
    if back is not None:
        values |= {"wait": back.wait, "accept": back.accept, "attempts": back.attempts}
        values |= {"ring": on_grid_one(back.ring), "again_after": on_grid_one(back.again_after)}
    for name, value in values.items():
        found[name] = value
    return found


def _lengths(routes: RouteTables) -> bool:
    return any(offer.waiting for kind in routes.kinds for offer in kind.offers)


def _routes(routes: RouteTables) -> tuple[Rows, Rows]:
    """The classes and their links."""
    kinds: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    for kind in routes.kinds:
        first = len(links)
        for step, offer in enumerate(kind.offers):
            links += [(pool, step, offer.opens_after, *offer[2:]) for pool in offer.pools]
        at_once = not _lengths(routes) and _one_by_one(kind)
        kinds.append((first, len(links), kind.route, kind.priority, kind.rises, kind.chat, at_once))
    return np.array(kinds, KIND), np.array(links, LINK)


def _one_by_one(kind: CallClass) -> bool:
    """Whether who is free alone decides about the steps without a wait."""
    return not any(
        (len(each.pools) > 1 or each.reserve or each.level >= 0) for each in kind.offers if not each.after
    )


def _pools(routes: RouteTables) -> Rows:
    found = np.zeros(len(routes.chats), POOL)
    found["first"], found["end"] = routes.first[:-1], routes.first[1:]
    found["width"], found["share"] = routes.width, routes.shares
    found["chats"] = [chats is not None for chats in routes.chats]
    for number, chats in enumerate(routes.chats):
        if chats is not None:
            pace = [*chats.pace, *[chats.pace[-1]] * (chats.at_once - len(chats.pace))]
            found["pace"][number, : len(pace)] = pace
            found["at_once"][number], found["during_call"][number] = chats.at_once, chats.during_call
    return found


def _skills(routes: RouteTables) -> Rows:
    pools, lines, services, segments = routes.handed_to.shape
    found = np.zeros((pools, lines, services, segments), SKILL)
    found["speed"], found["solved"] = routes.speed[..., None], routes.solved[..., None]
    found["handed_to"] = routes.handed_to
    return found.reshape(pools, -1)


def _endings(centre: Centre, halls: list[str]) -> tuple[Rows, Rows]:
    """What follows each outcome in vain."""
    endings = np.zeros((max(Outcome) + 1, len(centre.lines)), ENDING)
    goes: list[MoveTarget] = []
    for outcome, key in AGAIN.items():
        for number, line in enumerate(centre.lines):
            first = len(goes)
            goes += moves(centre, line, key, halls)
            endings[outcome, number] = (getattr(centre.redial, key), first, len(goes))
    return endings, np.array(goes, MOVE)
