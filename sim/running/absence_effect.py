"""Runs in which people are missing who are scheduled: each head on each day with a chance, by its own draw, on top of the scenario's absence."""

from __future__ import annotations

from sim.results.result import Result
from sim.running.candidates import evaluate_variants
from sim.scenario import Scenario
from sim.scenario.problems import key_text
from sim.tally.wanted import Only


def with_missing(
    scenario: Scenario, chance: float, replications: range, seed: int = 1, only: Only | None = None
) -> Result:
    """Simulate a scenario in which people are missing, on the contacts of the scenario itself.

    Parameters
    ----------
    scenario : Scenario
        With its schedules.
    chance : float
        Chance that a scheduled head is missing on a day, on top of the scenario's own absence. Kiosks and floaters are never missing.
    replications : range
        Numbers of consecutive replications.
    seed : int
        Seed of the dice.
    only : frozenset of (str, str), optional
        As in :func:`sim.running.candidates.evaluate`.

    Returns
    -------
    Result
        Of the scenario; whoever is missing is paid.
    """
    return evaluate_variants([raised(scenario, chance)], replications, seed, only)[0]


def raised(scenario: Scenario, chance: float) -> Scenario:
    """The scenario with more absence of all people in one place: missing for its own reason or for the other."""
    missing = {
        key_text(("pools", name, *pool.key_of("absence"))): 1 - (1 - pool.chance_missing) * (1 - chance)
        for name, pool in scenario.pools.items()
        if pool.works_at != "kiosk" and not scenario.floaters_of(name)
    }
    return scenario.replace({key: f"{100 * share:.15f} %" for key, share in missing.items()})
