"""When the peak is, in words, and who makes it."""

from __future__ import annotations

import math

from reports.words import Words
from sim.measures.registry import measure as measure_called
from sim.results.result import Result
from sim.scenario import Scenario
from sim.scenario.site import Site
from sim.scenario.target import PEAKS
from sim.scenario.units import clock_text


def peak_words(result: Result, measure: str, scope: str, period: str, say: Words) -> str:
    """From when to when the worst interval of the average day is, and that those who wait at the door make it where it begins before
    the opening; empty for other periods, and where there is no value."""
    if period not in PEAKS or math.isnan(result.estimate(measure, scope, period).mean):
        return ""
    step, place = result.scenario.calendar.interval, result.peak(measure, scope, period)
    key = "peak.at_door" if _is_at_door(result, measure, scope, place) else "peak.at"
    return say(key, start=clock_text(place * step), end=clock_text((place + 1) * step))


def _is_at_door(result: Result, name: str, scope: str, place: int) -> bool:
    """Whether an interval of the day begins before the opening, and there is a door at which people wait for it."""
    found = measure_called(name)
    kind, number = result.samples.place_of(found, scope)
    begins_open = bool(result.samples.begins_open(found, kind)[number, place])
    return not begins_open and any(site.early > 0 for site in _sites(result.scenario, scope))


def _sites(scenario: Scenario, scope: str) -> list[Site]:
    """The halls and centres that a scope is about."""
    kind, _, name = scope.partition(":")
    sites = list(scenario.sites.values())
    if kind in ("hall", "centre") and name:
        return [scenario.sites[name]]
    if kind == "pool" and name:
        return [scenario.site_of(name)]
    if kind in ("hall", "centre"):
        return [site for site in sites if site.kind == kind]
    if kind in ("channel", "language"):
        return [site for site in sites if (site.kind == "hall") == (name == "hall")]
    return sites
