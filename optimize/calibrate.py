"""Calibration: the value of one number of a scenario at which a measure has a known value.

``python -m optimize.calibrate lecong_hall halls.lecong.arrivals.per_day wait_mean 42.6 --between 600 800``
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from sim import Scenario, load, run
from sim.results.estimates import Estimate
from sim.running.workers import processors


@dataclass(frozen=True)
class Calibration:
    """What was found.

    Attributes
    ----------
    value : float
        The number that gives the measure its value.
    estimate : Estimate
        The measure there, with its interval.
    runs : int
        Simulation runs that it took.
    """

    value: float
    estimate: Estimate
    runs: int


def calibrate(
    scenario: Scenario,
    key: str,
    measure: str,
    goal: float,
    between: tuple[float, float],
    replications: int = 100,
    seed: int = 1,
    tolerance: float = 0.05,
    workers: int = 1,
) -> Calibration:
    """Find the value of `key` at which `measure` (scope ``all``, whole horizon) is `goal`.

    All runs are on the same dice, so the measure is a smooth function of a volume and regula falsi with the Illinois
    rule finds the root in a few runs (Dowell and Jarratt, BIT 11, 1971).

    Parameters
    ----------
    scenario : Scenario
        What to calibrate.
    key : str
        Dotted key of a number, such as ``halls.lecong.arrivals.per_day``.
    measure : str
        Name of a measure.
    goal : float
        Its known value, in its unit.
    between : tuple of float
        Two values of the number between which the answer lies.
    replications, seed, workers : int
        As in :func:`sim.run`.
    tolerance : float
        How near to the goal is near enough, in the measure's unit.

    Raises
    ------
    ValueError
        The measure is not above the goal at one end and below it at the other.
    """
    runs: list[tuple[float, Estimate]] = []

    def excess(value: float) -> float:
        variant = scenario.replace({key: value})
        estimate = run(variant, replications, seed, workers=workers).estimate(measure, confidence=0.99)
        runs.append((value, estimate))
        return estimate.mean - goal

    low, high = between
    at_low, at_high = excess(low), excess(high)
    if at_low * at_high > 0:
        raise ValueError(
            f"{measure} is {at_low + goal:g} at {low:g} and {at_high + goal:g} at {high:g}: {goal:g} is not between them"
        )
    while abs(runs[-1][1].mean - goal) > tolerance:
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        at_middle = excess(middle)
        if at_middle * at_high < 0:
            low, at_low = high, at_high
        else:
            at_low /= 2
        high, at_high = middle, at_middle
    return Calibration(*runs[-1], len(runs))


def main() -> None:
    """Calibrate from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m optimize.calibrate", description=str(__doc__).splitlines()[0]
    )
    parser.add_argument("scenario")
    parser.add_argument("key", help="dotted key of a number in the scenario")
    parser.add_argument("measure")
    parser.add_argument("goal", type=float)
    parser.add_argument("--between", type=float, nargs=2, required=True, metavar=("LOW", "HIGH"))
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    low, high = given.between
    found = calibrate(
        load(given.scenario),
        given.key,
        given.measure,
        given.goal,
        (low, high),
        given.replications,
        given.seed,
        workers=processors(),
    )
    mean, low, high, count = found.estimate
    print(
        f"{given.key} = {found.value:.1f}: {given.measure} {mean:.2f} [{low:.2f}, {high:.2f}] (99 %, {count} replications)"
    )


if __name__ == "__main__":
    main()
