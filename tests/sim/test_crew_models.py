"""Crews against closed forms: sums of means, M/M/c and M/G/1 with the way as part of service, M/G/infinity. Intervals of 99 %, seeded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import t as student

from sim.draws.crew_staff import crew_staff
from sim.draws.dice import Dice
from sim.draws.outage_callers import ReportTimes
from sim.draws.outages import outages_of
from sim.lanes.crews.lanes import restored
from sim.log.outages import Outages
from sim.network.outage_lives import OutageLives
from sim.scenario.units import DAY
from sim.theory.delay import mmc_mean_wait
from tests.sim.events.written_outages import crews

LANES = range(40)
DAYS = 20
NO_TIME: dict[str, Any] = {
    "calendar": {"start": "2024-01-01", "days": DAYS, "warm_up": 4, "hours": ["08:00-12:00"]},
    "outages.crews.first": "known",
}


def lived(changes: dict[str, Any], seed: int) -> tuple[Outages, OutageLives]:
    """Outages that are drawn, and what crews did about them in 40 replications; those of the horizon alone."""
    scenario, dice = crews({**NO_TIME, **changes}), Dice(seed)
    outages = outages_of(scenario, dice, LANES)
    nobody = ReportTimes(np.zeros(len(outages.lane) + 1, dtype=np.int64), np.empty(0))
    return outages, restored(scenario, outages, nobody, crew_staff(scenario, dice, LANES))


def by_lane(outages: Outages, values: NDArray[np.float64], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The mean of something in each replication, over some outages."""
    return np.array([values[rows & (outages.lane == lane)].mean() for lane in LANES])


def contains(sample: NDArray[np.float64], mean: float) -> bool:
    """Whether the 99 % interval of the mean of a sample holds a number."""
    half = student.ppf(0.995, len(sample) - 1) * sample.std(ddof=1) / np.sqrt(len(sample))
    return bool(abs(sample.mean() - mean) <= half)


def in_time(outages: Outages) -> NDArray[np.bool_]:
    """Outages of the horizon but for its last day, on which some are not over."""
    return (outages.start >= 0.0) & (outages.start < (DAYS - 1) * DAY)


def test_detection_way_and_repair_add_up_where_crews_are_many() -> None:
    """6 min until it is sensed, 10 to dispatch it, 45 on the way, 15 + 10 of work, and (90 + 5) / (1 - 20 %) with repairs that fail: 204.75 min;
    of M/G/infinity with 30 a day in the mean 30 * 204.75 / 1440 = 4.27 outages are out at any time, of 100 customers each."""
    repair = {
        "assess": {"exponential": {"mean": "15 min"}},
        "isolate": "10 min",
        "repair": {"lognormal": {"mean": "90 min", "cv": 1}},
        "restore": "5 min",
        "fails": "20 %",
    }
    changes = {
        "pools.line_crews.heads": 60,
        "outages.kinds.fault.per_day": {"city": 30},
        "outages.kinds.fault.sensed": {"share": "100 %", "after": {"exponential": {"mean": "6 min"}}},
        "outages.kinds.fault.repair": repair,
        "outages.crews.dispatch": "10 min",
        "outages.crews.travel.city": {"gamma": {"mean": "45 min", "cv": 0.5}},
    }
    outages, found = lived(changes, 1)
    lives, rows = found.lives, in_time(outages)
    assert contains(by_lane(outages, lives.known - outages.start, rows), 6)
    assert contains(by_lane(outages, lives.on_site - lives.known, rows), 55)
    duration = lives.restored - outages.start
    assert contains(by_lane(outages, duration, rows), 6 + 55 + 15 + 10 + 95 / 0.8)
    end = np.where(np.isnan(lives.restored), DAYS * DAY, lives.restored)
    out = np.maximum(end, 0.0) - np.maximum(outages.start, 0.0)
    minutes = np.array([(out * outages.customers)[outages.lane == lane].sum() for lane in LANES])
    assert contains(minutes / (DAYS * DAY), 100 * 30 * 204.75 / DAY)


def test_three_crews_whose_way_is_exponential_are_an_erlang_c_queue() -> None:
    """72 outages a day, 40 min each: 2 Erlang for 3 crews."""
    changes = {
        "pools.line_crews.heads": 3,
        "outages.kinds.fault.per_day": {"city": 72},
        "outages.kinds.fault.repair": {"repair": "0 min"},
        "outages.crews.travel.city": {"exponential": {"mean": "40 min"}},
    }
    outages, found = lived(changes, 2)
    wait = by_lane(outages, found.lives.assigned - found.lives.known, in_time(outages))
    assert contains(wait, float(mmc_mean_wait(72 / DAY, 1 / 40, 3)))


@pytest.mark.parametrize("first", ["known", "customers"])
def test_one_crew_waits_as_in_an_mg1_queue_with_the_way_in_its_service(first: str) -> None:
    """Pollaczek and Khinchine: 18 a day, service of a gamma way (20 min, cv 0.5) and an exponential repair (30 min): mean 50, second moment
    50^2 + 10^2 + 30^2 = 3500, load 0.625, wait 18 / 1440 * 3500 / (2 * 0.375) = 58.33 min. All have as many customers: size changes nothing."""
    changes = {
        "pools.line_crews.heads": 1,
        "outages.kinds.fault.per_day": {"city": 18},
        "outages.kinds.fault.repair": {"repair": {"exponential": {"mean": "30 min"}}},
        "outages.crews.travel.city": {"gamma": {"mean": "20 min", "cv": 0.5}},
        "outages.crews.first": first,
    }
    outages, found = lived(changes, 3)
    wait = by_lane(outages, found.lives.assigned - found.lives.known, in_time(outages))
    assert contains(wait, 18 / DAY * 3500 / (2 * 0.375))


def test_estimates_are_wrong_by_bias_and_error_as_said() -> None:
    """Rounded to the tick, so to say (1 s), 150 % of 60 min are left in the mean at each known outage, whatever its error of cv 0.5."""
    changes = {
        "pools.line_crews.heads": 60,
        "outages.kinds.fault.per_day": {"city": 30},
        "outages.kinds.fault.repair": {"repair": "30 min"},
        "outages.crews.travel.city": "30 min",
        "outages.estimates": {"known": {"bias": "150 %", "cv": 0.5}, "rounded": "1 s"},
    }
    _, found = lived(changes, 4)
    given = found.estimates.where(found.estimates.stage == 1)
    left = given.estimate - given.given
    rows = (given.given >= 0.0) & (given.given < (DAYS - 1) * DAY)
    sample = np.array([left[rows & (given.lane == lane)].mean() for lane in LANES])
    assert contains(sample - 1 / 120, 90)  # rounding up to a second adds half a second
