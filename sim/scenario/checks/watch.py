"""Checks and warnings on the watch over a call centre: levels that steps name, trunks that are watched, help that comes."""

from __future__ import annotations

from sim.scenario.centre import called_in_by, levels_of
from sim.scenario.checks.sections import Centres, Found, Pools
from sim.scenario.outages import Outages
from sim.scenario.problems import nearest


def levels_are_known(centres: Centres) -> Found:
    """Steps of routes name levels of their centre."""
    for name, centre in centres.items():
        for number, route in enumerate(centre.routing):
            for place, step in enumerate(route.steps):
                if step.level is None or step.level in levels_of(centre):
                    continue
                yield (
                    ("centres", name, "routing", number, "steps", place, "level"),
                    f"is an unknown level of warning, {nearest(step.level, levels_of(centre))}"
                    if centre.watch
                    else f"is a level of warning, and nobody watches centre {name}: give the centre a watch with this level",
                )


def trunks_are_limited(centres: Centres) -> Found:
    """Levels that watch trunks, or open more of them, are of centres that have a number of them."""
    for name, centre in centres.items():
        for level, rules in levels_of(centre).items() if centre.trunks is None else ():
            key = ("centres", name, "watch", "levels", level)
            if rules.at.trunks is not None:
                yield (
                    (*key, "at", "trunks"),
                    f"can never be reached, since trunks of {name} are not limited: give it trunks",
                )
            if rules.trunks:
                yield (
                    (*key, "trunks"),
                    f"opens nothing, since trunks of {name} are not limited: give it trunks",
                )


def outages_are_there(centres: Centres, outages: Outages | None) -> Found:
    """Levels that watch customers without supply are of scenarios that have outages."""
    for name, centre in centres.items() if outages is None else ():
        for level, rules in levels_of(centre).items():
            if rules.at.customers_out is not None:
                yield (
                    ("centres", name, "watch", "levels", level, "at", "customers_out"),
                    "can never be reached, since the scenario has no outages: add outages, or watch something else",
                )


def people_are_called_in_by_one(centres: Centres, pools: Pools) -> Found:
    """Who is called in by a level of warning is so by no other one, and nobody of them is missing."""
    for centre in centres.values():
        for pool in centre.pools:
            levels = sorted(called_in_by(centre, pool))
            if len(levels) > 1:
                yield (
                    ("pools", pool),
                    f"is called in by several levels of warning, {' and '.join(levels)}: make a pool for each of them",
                )
            if levels and pool in pools and pools[pool].phone.absence:
                yield (
                    ("pools", pool, "phone", "absence"),
                    f"is of people whom the level {levels[0]} calls in, and who then come: leave it out, and give the pool fewer heads",
                )


def levels_bring_help(centres: Centres) -> Found:
    """A level of warning opens steps of routes, or trunks."""
    for name, centre in centres.items():
        used = {step.level for route in centre.routing for step in route.steps}
        for level, rules in levels_of(centre).items():
            if level not in used and not rules.trunks:
                yield (
                    ("centres", name, "watch", "levels", level),
                    f"changes nothing when it acts: name it in the level of a step of a route (level: {level}), or give it trunks",
                )
