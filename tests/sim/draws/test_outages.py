"""Which outages come, and what they carry: rates, seasons and storms against Poisson, lists against the file, and that no draw moves another."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.draws.dice import Dice
from sim.draws.outage_beginnings import _poisson
from sim.draws.outages import outages_of
from sim.log.columns import names_of
from sim.log.outages import Outages
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.scenarios_for_tests import small

RARE = 1e-6
"""Chance that a sound generator fails one of the statistical checks; the seed is fixed, so each passes always or never."""

FAULT: dict[str, Any] = {
    "per_day": {"city": 3, "country": 2},
    "customers": {"lognormal": {"mean": 300, "cv": 2}},
    "lasts": {"exponential": {"mean": "90 min"}},
}
SUMMER: dict[str, Any] = {
    "a_year": 4,
    "kind": "fault",
    "outages": 60,
    "over": "0 min",
    "regions": {"city": "30 %", "country": "70 %"},
}
CREWS: dict[str, Any] = {
    "outages.crews": {"pools": {"line_crews": {}}},
    "pools.line_crews": {"works_at": "field", "heads": 2},
}
SUPPLIED = {"city": 120_000, "country": 80_000}


def scenario(changes: dict[str, Any] | None = None, tables: dict[str, str] | None = None) -> Scenario:
    """Outages of 28 days of May and June beside a hall; the first day is a Monday."""
    given = {
        "calendar.start": "2024-05-20",
        "calendar.days": 28,
        "regions": {"city": "60 %", "country": "40 %"},
        "outages.customers": SUPPLIED,
        "outages.kinds": {"fault": FAULT},
    }
    return small({**given, **(changes or {})}, tables)


def drawn(from_: Scenario, replications: int = 200, seed: int = 1) -> Outages:
    """The outages of some replications."""
    return outages_of(from_, Dice(seed), range(replications))


def is_poisson(counts: np.ndarray[Any, Any], mean: float) -> bool:
    """Whether some counts can have this mean in a Poisson process: by their sum, and by their dispersion."""
    total = stats.poisson(mean * len(counts))
    tail = 2 * min(total.cdf(counts.sum()), total.sf(counts.sum() - 1))
    dispersion = ((counts - counts.mean()) ** 2).sum() / counts.mean()
    spread = stats.chi2(len(counts) - 1)
    return bool(tail > RARE and RARE < spread.cdf(dispersion) < 1 - RARE)


def test_rates_by_region() -> None:
    """3 and 2 a day over 28 days."""
    found = drawn(scenario())
    for region, mean in ((0, 84.0), (1, 56.0)):
        own = found.where(found.region == region)
        assert is_poisson(np.bincount(own.lane, minlength=200), mean)
        assert stats.kstest(own.start % DAY / DAY, "uniform").pvalue > RARE
    assert ((found.start >= 0) & (found.start < 28 * DAY)).all()


def test_seasons_and_days_of_the_week() -> None:
    """Twice as many in June, of which there are 12 weekdays with 1 a day and 4 days of weekends, and 8 weekdays in May; none at the weekend."""
    fault = {
        **FAULT,
        "per_day": {"city": 1},
        "season": {"jun-aug": "200 %"},
        "weekday": {"sat-sun": "0 %"},
        "at": "08:00-10:00",
    }
    found = drawn(scenario({"outages.kinds": {"fault": fault}, "calendar.days": 28}))
    day = (found.start // DAY).astype(int)
    june = day >= 12  # 1 June 2024, a Saturday
    weekdays = [each for each in range(28) if each % 7 < 5]
    assert sorted(set(day.tolist())) == weekdays
    assert is_poisson(
        np.bincount(found.lane[~june], minlength=200), sum(1.0 for each in weekdays if each < 12)
    )
    assert is_poisson(
        np.bincount(found.lane[june], minlength=200), sum(2.0 for each in weekdays if each >= 12)
    )
    clock = found.start % DAY
    assert stats.kstest((clock - 480) / 120, "uniform").pvalue > RARE


def test_a_profile() -> None:
    """Three in four between 14:00 and 18:00."""
    table = "start,end,weight\n00:00,12:00,1\n14:00,18:00,3\n"
    found = drawn(
        scenario({"outages.kinds": {"fault": {**FAULT, "profile": "hours.csv"}}}, {"hours.csv": table})
    )
    clock = found.start % DAY
    assert ((clock < 720) | ((clock >= 840) & (clock < 1080))).all()
    late = int((clock >= 840).sum())
    assert stats.binomtest(late, len(clock), 0.75).pvalue > RARE


def test_what_outages_carry() -> None:
    """Shares and distributions of each column against those of the scenario."""
    fault = {
        "per_day": {"city": 100},
        "customers": {"lognormal": {"mean": 300, "cv": 2}},
        "causes": {"trees": "40 %", "equipment": "50 %"},
        "priority": 2,
        "key": "5 %",
        "sensed": {"share": "60 %", "after": {"exponential": {"mean": "3 min"}}},
        "lasts": {"exponential": {"mean": "90 min"}},
        "announced": "7 days",
        "promised": "2 h",
    }
    found = drawn(scenario({"outages.kinds": {"fault": fault}}), replications=4)
    count = len(found.lane)
    for cause, share in ((0, 0.4), (1, 0.5), (-1, 0.1)):
        assert stats.binomtest(int((found.cause == cause).sum()), count, share).pvalue > RARE
    assert stats.binomtest(int(found.key.sum()), count, 0.05).pvalue > RARE
    told = ~np.isnan(found.sensed)
    assert stats.binomtest(int(told.sum()), count, 0.6).pvalue > RARE
    assert stats.kstest((found.sensed - found.start)[told], stats.expon(scale=3).cdf).pvalue > RARE
    assert stats.kstest(found.ends - found.start, stats.expon(scale=90).cdf).pvalue > RARE
    deviation = math.sqrt(math.log(5))  # cv 2: the variance of the logarithm is log(1 + 4)
    law = stats.norm(math.log(300) - deviation**2 / 2, deviation)
    jitter = (
        np.random.default_rng(1).random(count) - 0.5
    )  # whole numbers are spread over what was rounded to them
    some = found.customers > 1
    below = law.cdf(math.log(1.5))
    held = (law.cdf(np.log(found.customers + jitter)[some]) - below) / (1 - below)
    assert stats.kstest(held, "uniform").pvalue > RARE
    assert (found.customers >= 1).all()
    assert (found.priority == 2).all()
    np.testing.assert_array_equal(found.announced, found.start - 7 * DAY)
    np.testing.assert_array_equal(found.promised, found.start + 120)
    assert (found.crews == 0).all()


def test_the_work_of_crews() -> None:
    """A chance of 30 % to fail: 30 % once or more, 9 % twice or more."""
    repair = {
        "crews": 2,
        "assess": "15 min",
        "isolate": "10 min",
        "repair": {"exponential": {"mean": "90 min"}},
        "restore": "5 min",
        "fails": "30 %",
    }
    fault = {"per_day": {"city": 100}, "customers": 10, "repair": repair}
    found = drawn(scenario({**CREWS, "outages.kinds": {"fault": fault}}), replications=4)
    assert np.isnan(found.ends).all()
    for name, value in (("crews", 2), ("assess", 15), ("isolate", 10), ("restore", 5), ("customers", 10)):
        assert (getattr(found, name) == value).all()
    assert stats.kstest(found.repair, stats.expon(scale=90).cdf).pvalue > RARE
    for failures in (1, 2, 3):
        several = int((found.failures >= failures).sum())
        assert stats.binomtest(several, len(found.lane), 0.3**failures).pvalue > RARE


def test_more_customers_than_a_region_has() -> None:
    found = drawn(scenario({"outages.customers": {"city": 250, "country": 10}}), replications=20)
    assert found.customers[found.region == 0].max() == 250
    assert found.customers[found.region == 1].max() == 10


def test_storms_a_year() -> None:
    """Four a year, with three times as many on a day of June to August; all outages of one begin with it, and are Poisson around 60."""
    summer = {**SUMMER, "season": {"jun-aug": "300 %"}}
    changes = {
        "calendar.start": "2023-01-01",
        "calendar.days": 365,
        "outages.kinds": {"fault": {**FAULT, "per_day": {}}},
        "outages.storms": {"summer": summer},
    }
    found = drawn(scenario(changes), replications=300)
    storm, count = np.unique(np.stack((found.lane, found.start)), axis=1, return_counts=True)
    months = 3 * 92 + (365.25 - 92)  # days of the mean year, those of the season three times
    assert is_poisson(np.bincount(storm[0].astype(int), minlength=300), 4 * (3 * 92 + 273) / months)
    day = storm[1] // DAY
    in_season = int(((day >= 151) & (day < 243)).sum())  # 1 June and 1 September
    assert stats.binomtest(in_season, len(day), 3 * 92 / (3 * 92 + 273)).pvalue > RARE
    assert is_poisson(count, 60)
    assert stats.binomtest(int((found.region == 0).sum()), len(found.lane), 0.3).pvalue > RARE


def test_storms_that_begin_at_given_times() -> None:
    """Two in each replication, of Poisson(60) outages that are others in each; the first one is the same without the second."""
    summer = {name: value for name, value in SUMMER.items() if name != "a_year"}
    kinds = {"outages.kinds": {"fault": {**FAULT, "per_day": {}}}}
    given = ["2024-05-21 14:00", "2024-06-02 00:30"]
    found = drawn(scenario({**kinds, "outages.storms": {"summer": {**summer, "begins": given}}}), 150)
    assert sorted(set(found.start.tolist())) == [1440 + 840, 13 * 1440 + 30]
    for start in (1440 + 840, 13 * 1440 + 30):
        assert is_poisson(np.bincount(found.lane[found.start == start], minlength=150), 60)
    alone = drawn(scenario({**kinds, "outages.storms": {"summer": {**summer, "begins": given[:1]}}}), 150)
    same(found.where(found.start == 1440 + 840), alone)
    assert len(set(alone.seed.tolist())) == len(alone.seed)


def test_outages_behind_others() -> None:
    """One in ten lies behind an earlier one of its storm and region; the first one of a region never does."""
    summer = {**SUMMER, "over": {"exponential": {"mean": "6 h"}}, "behind": "10 %"}
    kinds = {"fault": {**FAULT, "per_day": {}}}
    found = drawn(
        scenario({"outages.kinds": kinds, "outages.storms": {"summer": {**summer, "a_year": 40}}}), 100
    )
    behind = np.flatnonzero(found.behind >= 0)
    front = behind - found.number[behind] + found.behind[behind]
    assert (found.lane[front] == found.lane[behind]).all()
    assert (found.region[front] == found.region[behind]).all()
    assert (found.behind[behind] < found.number[behind]).all()
    assert (found.start[front] <= found.start[behind]).all()
    # two of some sixty of a storm are first in their region
    assert stats.binomtest(len(behind), round(len(found.lane) * 58 / 60), 0.1).pvalue > RARE


LIST = (
    "start,region,kind,customers,name,cause,priority,key,work,crews,behind,sensed,restored\n"
    "2024-05-21 14:30,country,fault,7,late,vermin,,yes,90 min,2,early,2024-05-21 14:40,\n"
    "2024-05-21 14:30,country,fault,9,early,,3,no,,,,,2024-05-21 16:00\n"
    "2024-05-20 00:00,city,fault,5,,,,,,,,,\n"
)


def test_a_list_is_taken_as_it_is() -> None:
    """Each column of each row; what a row does not say is its kind's. Two that begin at once stand in the order in which they lie behind each other."""
    repair = {"repair": "60 min", "assess": "15 min"}
    fault = {"causes": {"trees": "100 %"}, "priority": 1, "repair": repair}
    changes = {**CREWS, "outages.kinds": {"fault": fault}, "outages.listed": "storm.csv"}
    found = drawn(scenario(changes, {"storm.csv": LIST}), replications=3)
    whole = {
        "lane": np.repeat([0, 1, 2], 3),
        "number": [0, 1, 2] * 3,
        "kind": [0] * 9,
        "region": [0, 1, 1] * 3,
        "cause": [0, 0, 1] * 3,  # trees, trees, vermin
        "customers": [5, 9, 7] * 3,
        "priority": [1, 3, 1] * 3,
        "key": [False, False, True] * 3,
        "start": [0.0, 2310.0, 2310.0] * 3,
        "behind": [-1, -1, 1] * 3,
        "ends": [np.nan, 2400.0, np.nan] * 3,
        "crews": [1, 0, 2] * 3,
        "assess": [15.0] * 9,
        "repair": [60.0, 60.0, 90.0] * 3,
        "sensed": [np.nan, np.nan, 2320.0] * 3,
    }
    for name, values in whole.items():
        np.testing.assert_array_equal(getattr(found, name), values, err_msg=name)
    assert len(set(found.seed.tolist())) == 9


def same(one: Outages, other: Outages, but: tuple[str, ...] = ("number", "behind")) -> None:
    """Whether two tables have the same rows."""
    for name in names_of(one):
        if name not in but:
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


@pytest.mark.parametrize(
    "changes",
    [
        {"calendar.days": 40},
        {"outages.kinds": {"fault": FAULT, "planned": {**FAULT, "per_day": {"city": 5}}}},
        {"outages.kinds": {"planned": {**FAULT, "per_day": {"city": 5}}, "fault": FAULT}},
        {
            "outages.storms": {"winter": {**SUMMER, "kind": "other", "a_year": 300}},
            "outages.kinds": {"fault": FAULT, "other": {**FAULT, "per_day": {}}},
        },
        {"outages.kinds": {"fault": {**FAULT, "per_day": {"country": 2, "city": 3}}}},
        {"regions": {"country": "40 %", "coast": "10 %", "city": "50 %"}},
        {"pools.clerks.heads": 3, "halls.north.arrivals.per_day": 50},
    ],
    ids=[
        "a longer horizon",
        "another kind",
        "in another order",
        "storms",
        "regions in another order",
        "more regions",
        "the hall",
    ],
)
def test_no_draw_moves_another(changes: dict[str, Any]) -> None:
    """The faults of the first 28 days in the city carry the same to the last bit."""
    base, other = scenario(), scenario(changes)

    def faults(of: Scenario) -> Outages:
        found = drawn(of, 5)
        assert of.outages is not None
        kind, region = list(of.outages.kinds).index("fault"), list(of.regions).index("city")
        return found.where((found.kind == kind) & (found.region == region) & (found.start < 28 * DAY))

    same(faults(base), faults(other), ("number", "behind", "kind", "region"))


def test_replications_do_not_depend_on_those_beside_them() -> None:
    every, some = drawn(scenario(), 6), outages_of(scenario(), Dice(1), range(3, 6))
    own = every.where(every.lane >= 3)
    same(own, some, ("lane",))
    np.testing.assert_array_equal(own.lane - 3, some.lane)


def test_more_outages_keep_those_that_there_were() -> None:
    """At a higher rate the same outages come earlier, and others behind them."""
    more = {"fault": {**FAULT, "per_day": {"city": 6, "country": 2}}}
    few, many = (
        drawn(scenario({"calendar.days": 1}), 50),
        drawn(scenario({"calendar.days": 1, "outages.kinds": more}), 50),
    )
    few, many = few.where(few.region == 0), many.where(many.region == 0)
    for lane in range(50):
        one, other = few.where(few.lane == lane), many.where(many.lane == lane)
        rows = slice(len(one.lane))
        np.testing.assert_array_equal(one.seed, other.seed[rows])
        np.testing.assert_array_equal(one.customers, other.customers[rows])
        np.testing.assert_allclose(one.start, 2 * other.start[rows], atol=1e-5)


def test_poisson_numbers() -> None:
    """The quantiles that another program gives; at the steps too."""
    for mean in (0.5, 3.0, 60.0, 4000.0):
        uniforms = np.random.default_rng(3).random(2000)
        np.testing.assert_array_equal(_poisson(uniforms, mean), stats.poisson.ppf(uniforms, mean))
    assert _poisson(np.zeros(1), 60.0) == 0
