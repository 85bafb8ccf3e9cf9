"""Who comes: volumes by hand, the process against theory, and draws that nothing else moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.draws.arrivals import CELLS, Profile
from sim.draws.dice import Dice
from sim.draws.place import HALL
from sim.draws.table import draws_of
from sim.draws.visits import HallDemand
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.opening import opening_of
from sim.time.ticks import TICKS_PER_MINUTE
from tests.hall_features import Features
from tests.hall_strategy import halls
from tests.scenarios_for_tests import small

RARE = 1e-6
"""Chance that sound draws fail one of the statistical checks; the seeds are fixed, so each passes always or never."""


COLUMNS = [draw.column for draw in draws_of([HALL])]
"""What visits carry."""


def demand_of(scenario: Scenario, hall: str = "north", seed: int = 1) -> HallDemand:
    return HallDemand(scenario, hall, opening_of(scenario, hall), Dice(seed))


def arrivals(**values):
    return {"halls.north.arrivals": {"per_day": 100, "profile": "profile.csv", **values}}


# -- volumes --------------------------------------------------------------------------------------------------------


def test_volume_is_per_day_times_the_factors_of_weekday_and_day_of_month():
    # 2024-01-05 is a Friday, the 6th a Saturday, the 7th a Sunday
    changes = arrivals(weekday={"fri-sat": "150 %"}, day_of_month={"6": "200 %", "7": "50 %"})
    demand = demand_of(small({**changes, "calendar.days": 7}))
    volumes = [demand.volume(day) for day in range(7)]
    assert volumes == pytest.approx([100, 100, 100, 100, 150, 300, 50])


def test_a_dates_factor_stands_in_place_of_the_others():
    changes = arrivals(weekday={"mon": "150 %"}, dates={"2024-01-01": "30 %"})
    assert demand_of(small(changes)).volume(0) == pytest.approx(30)


def test_a_forecast_by_date_stands_in_place_of_per_day_and_its_factors():
    tables = {"volumes.csv": "date,contacts\n2024-01-02,321\n"}
    demand = demand_of(
        small({**arrivals(weekday={"mon-tue": "150 %"}, volumes="volumes.csv"), "calendar.days": 2}, tables)
    )
    assert [demand.volume(day) for day in range(2)] == pytest.approx([150, 321])


def test_nobody_new_comes_on_a_closed_day():
    demand = demand_of(small({"calendar.days": 2, "calendar.closed": ["2024-01-02"]}))
    assert demand.volume(1) == 0.0
    assert demand.cases(1, range(3)).count.tolist() == [0, 0, 0]


def test_the_time_of_day_follows_the_profile_and_skips_its_gaps():
    table = "start,end,weight\n08:00,09:00,1\n10:00,12:00,3\n"
    demand = demand_of(small({"calendar.days": 2}, {"profile.csv": table}))
    # a quarter comes evenly from 8 to 9, the rest from 10 to 12
    times = demand.time_of_day(1, np.array([0.125, 0.25 + 0.375, 1.0]))
    assert (times - DAY).tolist() == [510.0, 660.0, 720.0]


def test_the_profile_may_differ_by_weekday():
    header = "start,end,mon,tue,wed,thu,fri,sat,sun\n"
    table = header + "08:00,10:00,1,0,1,1,1,1,1\n10:00,12:00,0,1,1,1,1,1,1\n"
    demand = demand_of(small({"calendar.days": 2}, {"profile.csv": table}))
    assert [float(demand.time_of_day(day, np.array(0.5))) - day * DAY for day in (0, 1)] == [540.0, 660.0]


def test_a_closed_weekday_needs_no_weight():
    """Monday to Friday are open; the columns of Saturday and Sunday say 0, and nobody comes then."""
    table = "start,end,mon,tue,wed,thu,fri,sat,sun\n08:00,12:00,1,1,1,1,1,0,0\n"
    changes = {"calendar.days": 7, "calendar.open": "mon-fri", "halls.north.arrivals.per_day": 50}
    demand = demand_of(small(changes, {"profile.csv": table}))
    cases = [len(demand.cases(day, range(5)).arrived) for day in range(7)]
    assert all(cases[:5])
    assert cases[5:] == [0, 0]


def test_arrivals_rise_within_a_day_and_lie_on_the_grid():
    cases = demand_of(small(arrivals())).cases(0, range(5))
    assert (cases.arrived * TICKS_PER_MINUTE == np.rint(cases.arrived * TICKS_PER_MINUTE)).all()
    for lane in range(5):
        assert (np.diff(cases.arrived[cases.of_lane(lane)]) >= 0).all()


def test_cases_stand_lane_by_lane_and_are_numbered_in_each():
    cases = demand_of(small(arrivals(per_day=3))).cases(0, range(40))
    count = cases.count.tolist()
    assert 0 in count, "a lane without anybody shows whether empty lanes keep their place"
    assert len(cases) == sum(count)
    assert cases.lane.tolist() == [lane for lane in range(40) for _ in range(count[lane])]
    assert cases.index.tolist() == [number for lane in range(40) for number in range(count[lane])]
    assert [len(cases.arrived[cases.of_lane(lane)]) for lane in range(40)] == count


# -- the process, against theory --------------------------------------------------------------------------------------


def test_counts_are_poisson():
    # index of dispersion: the sum of squares over the mean is chi-square with n - 1 degrees of freedom
    count = demand_of(small(arrivals())).cases(0, range(2000)).count
    assert count.mean() == pytest.approx(100, abs=10 / np.sqrt(2000) * stats.norm.ppf(1 - RARE / 2))
    dispersion = np.sum((count - count.mean()) ** 2) / count.mean()
    assert stats.chi2.ppf(RARE, 1999) < dispersion < stats.chi2.ppf(1 - RARE, 1999)


def test_arrivals_fill_the_profile():
    table = "start,end,weight\n08:00,09:00,1\n09:00,12:00,3\n"
    cases = demand_of(small(arrivals(), {"profile.csv": table})).cases(0, range(500))
    times = cases.arrived
    # equal weight an hour: the hours are equally likely
    count = np.histogram(times, np.arange(480, 721, 15))[0]
    even = count.sum() / len(count)
    assert np.sum((count - even) ** 2 / even) < stats.chi2.ppf(1 - RARE, len(count) - 1)


def test_busyness_beyond_poisson_has_the_stated_variation():
    # variance of a mixed Poisson count: mean + (mean * cv)^2 = 100 + 900; its estimate over 2,000 replications has a
    # standard error of about 1000 * sqrt(2.3 / 2000) (the excess kurtosis of gamma with cv 0.3 is 0.54)
    count = demand_of(small(arrivals(day_to_day_cv=0.3))).cases(0, range(2000)).count
    bound = stats.norm.ppf(1 - RARE / 2)
    assert count.mean() == pytest.approx(100, abs=bound * np.sqrt(1000 / 2000))
    assert count.var() == pytest.approx(1000, abs=bound * 1000 * np.sqrt(2.6 / 2000))


def test_the_mix_of_services_follows_the_clock():
    changes = {
        "services": {
            "pay": {"share": "50 %", "handle_time": "4 min"},
            "connect": {"share": "50 %", "handle_time": "9 min"},
        },
        **arrivals(mix="mix.csv"),
    }
    table = "start,connect,pay\n08:00,100 %,0 %\n10:00,25 %,75 %\n"
    cases = demand_of(small(changes, {"mix.csv": table})).cases(0, range(200))
    early, late = cases.service[cases.arrived < 600], cases.service[cases.arrived >= 600]
    assert (early == 1).all()
    share, bound = (late == 1).mean(), stats.norm.ppf(1 - RARE / 2)
    assert share == pytest.approx(0.25, abs=bound * np.sqrt(0.25 * 0.75 / len(late)))


def test_shares_of_services_and_segments_without_a_mix():
    changes = {
        "services": {
            "pay": {"share": "80 %", "handle_time": "4 min"},
            "connect": {"share": "20 %", "handle_time": "9 min"},
        },
        "segments": {"ordinary": {"share": "90 %"}, "elderly": {"share": "10 %"}},
        **arrivals(),
    }
    cases = demand_of(small(changes)).cases(0, range(200))
    came, bound = np.isfinite(cases.arrived), stats.norm.ppf(1 - RARE / 2)
    for column, share in ((cases.service, 0.2), (cases.segment, 0.1)):
        found = (column[came] == 1).mean()
        assert found == pytest.approx(share, abs=bound * np.sqrt(share * (1 - share) / came.sum()))


def test_what_contacts_carry_is_the_inverse_of_their_own_uniforms():
    changes = {
        "services": {
            "pay": {"share": "50 %", "handle_time": {"exponential": {"mean": "4 min"}}, "quick": "20 %"},
            "connect": {"share": "50 %", "handle_time": "9 min"},
        },
        "halls.north.patience": {"uniform": {"low": "2 min", "high": "12 min"}},
    }
    demand, replications = demand_of(small(changes)), range(4, 6)
    cases = demand.cases(0, replications)
    carried, most = demand.contacts(cases, attempt=2), int(cases.count.max())
    read = {
        stream: Dice(1).uniforms(stream, "hall:north", 0, most, replications, attempt)[
            cases.lane, cases.index
        ]
        for stream, attempt in (("handle time", 2), ("patience", 2), ("needs a quick answer", 1))
    }
    pays = cases.service == 0
    np.testing.assert_array_equal(
        carried.quick, pays & (read["needs a quick answer"] < 0.2)
    )  # a matter stays what it is
    handle = np.where(pays, -4 * np.log1p(-read["handle time"]), 9.0)
    handle[carried.quick] = 1.0
    np.testing.assert_allclose(carried.handle, handle, atol=0.5001 / TICKS_PER_MINUTE, rtol=0)
    np.testing.assert_allclose(
        carried.patience, 2 + 10 * read["patience"], atol=0.5001 / TICKS_PER_MINUTE, rtol=0
    )


def test_return_days_follow_their_shares():
    changes = {
        "services.pay.papers_missing": "50 %",
        "come_back.after_days": ["50 %", "0 %", "50 %"],
        **arrivals(),
    }
    demand = demand_of(small(changes))
    days = demand.contacts(demand.cases(0, range(50))).return_days
    assert set(np.unique(days)) == {1, 3}


EVERY_COLUMN = {
    "services": {
        "pay": {"share": "50 %", "handle_time": {"exponential": {"mean": "4 min"}}, "quick": "20 %"},
        "connect": {"share": "50 %", "handle_time": "9 min", "papers_missing": "30 %"},
    },
    "halls.north.patience": {"uniform": {"low": "2 min", "high": "12 min"}},
    "come_back.after_days": ["50 %", "50 %"],
}


@given(st.data())
def test_the_contacts_of_some_cases_carry_what_they_carry_among_all(data):
    demand = demand_of(small(EVERY_COLUMN))
    cases = demand.cases(0, range(3, 6))
    of = np.array(
        data.draw(st.lists(st.integers(0, len(cases) - 1), unique=True, max_size=9)), dtype=np.int64
    )
    whole, some = demand.contacts(cases, 2), demand.contacts(cases, 2, of)
    assert len(some) == len(of)
    for name in ("service", "segment", *COLUMNS):
        np.testing.assert_array_equal(getattr(some, name), getattr(whole, name)[of], err_msg=name)


# -- draws that nothing moves -----------------------------------------------------------------------------------------

ONE_HALL = Features(most_halls=1, most_days=2)


def drawn(scenario: Scenario, days: range, replications: range = range(2)) -> list[dict[str, list]]:
    """Everything drawn for the north hall, case by case: a lane after the other."""
    demand, found = demand_of(scenario), []
    for day in days:
        cases = demand.cases(day, replications)
        for attempt in (1, 2):
            carried = demand.contacts(cases, attempt)
            for lane in range(len(replications)):
                own = cases.of_lane(lane)
                columns = {name: getattr(carried, name)[own].tolist() for name in COLUMNS}
                columns |= {
                    name: getattr(cases, name)[own].tolist() for name in ("arrived", "service", "segment")
                }
                found.append(columns)
    return found


@settings(max_examples=15)
@given(halls(ONE_HALL))
def test_other_days_pools_halls_and_rules_move_no_draw(scenario):
    days = range(scenario.calendar.days)
    base = drawn(scenario, days)
    clerks = {"works_at": "counter", "heads": 1}
    variants = {
        "longer": {"calendar.days": scenario.calendar.days + 3},
        "warmer": {"calendar.warm_up": scenario.calendar.warm_up + 3},
        "pool": {"pools.extra": clerks, "halls.north.pools": ["extra", *scenario.halls["north"].pools]},
        "hall": {
            "pools.extra": clerks,
            "halls.west": {"arrivals": {"per_day": 9, "profile": "north.csv"}, "pools": ["extra"]},
        },
        "rules": {"halls.north.at_lunch": "wait", "halls.north.lines": "by_service"},
    }
    for name, changes in variants.items():
        assert drawn(scenario.replace(changes), days) == base, name


@settings(max_examples=15)
@given(halls(ONE_HALL))
def test_batches_move_no_draw(scenario):
    days, order = range(scenario.calendar.days), []
    for part in (range(1), range(1, 4)):
        order.append(drawn(scenario, days, part))
    whole = drawn(scenario, days, range(4))
    # per day and attempt: first the rows of one batch, then of the other
    blocks = len(days) * 2
    joined = [
        row
        for block in range(blocks)
        for part, size in zip(order, (1, 3), strict=True)
        for row in part[block * size : block * size + size]
    ]
    assert joined == whole


@settings(max_examples=12)
@given(halls(ONE_HALL))
def test_a_rule_that_needs_dice_moves_only_its_own(scenario):
    days = range(scenario.calendar.days)
    changes = {
        "halls.north.patience": {"exponential": {"mean": "3 min"}},
        "halls.north.balking": [{"waiting": 2, "leave": "30 %"}],
    }
    # uniforms that decide on returns are read only where somebody may leave; they are new too, where nobody could
    own = {"patience", "balk", "comes_back", "return_days", "return_time"}
    for before, after in zip(drawn(scenario, days), drawn(scenario.replace(changes), days), strict=True):
        for name in before.keys() - own:
            assert before[name] == after[name], name


def test_a_policy_that_changes_the_volume_keeps_each_customers_dice():
    changes = {"services.pay.handle_time": {"exponential": {"mean": "4 min"}}, **arrivals()}
    less = drawn(small(changes), range(1))
    more = drawn(small({**changes, "halls.north.arrivals.per_day": 130}), range(1))
    for before, after in zip(less, more, strict=True):
        count = len(before["handle"])
        assert len(after["handle"]) > count
        assert after["handle"][:count] == before["handle"]
        # the same gaps, squeezed: the i-th customer comes sooner, by the ratio of the volumes
        squeezed = 480 + (np.array(before["arrived"]) - 480) / 1.3
        np.testing.assert_allclose(after["arrived"][:count], squeezed, atol=1 / TICKS_PER_MINUTE)


Pieces = list[tuple[float, float, float]]


@st.composite
def pieces(draw: st.DrawFn) -> Pieces:
    """Pieces in order, some apart from the one before, some without anybody; the last one has somebody."""
    found, time = [], 0.0
    for _ in range(draw(st.integers(1, 12))):
        start = time + draw(st.sampled_from([0, 0, 15, 60]))
        time = start + draw(st.integers(1, 120))
        found.append((float(start), float(time), draw(st.sampled_from([0.0, 0.01, 1.0, 3.0, 250.0]))))
    return [*found, (time, time + 30.0, 1.0)]


def edges(of: Pieces) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cumulative share at the end of each piece with somebody; where the pieces start and end."""
    starts, ends, weights = np.array([piece for piece in of if piece[2] > 0]).T
    return np.cumsum(weights) / weights.sum(), starts, ends


@given(pieces(), st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_away_from_jumps_it_is_linear_interpolation(of: Pieces, fractions: list[float]):
    shares, starts, ends = edges(of)
    fraction = np.array(fractions)
    fraction = fraction[np.abs(fraction[:, None] - shares[:-1]).min(axis=1, initial=1.0) > 1e-9]
    known = np.repeat(np.concatenate(([0.0], shares)), 2)[1:-1]
    expected = np.interp(fraction, known, np.stack([starts, ends], axis=1).ravel())
    # shares are known to some 1e-16, and the thinnest piece turns 1e-5 of the whole into at most 120 min
    np.testing.assert_allclose(Profile(of).clock(fraction), expected, rtol=0, atol=1e-6)


def test_at_a_jump_it_is_the_time_after_it():
    # half comes from 8 to 9, a quarter from 10 to 11, nobody until 12, a quarter from 12 to 13
    profile = Profile([(480, 540, 2), (600, 660, 1), (660, 720, 0), (720, 780, 1)])
    fractions = np.array([0.0, 0.25, 0.5, 0.625, 0.75, 1.0])
    assert profile.clock(fractions).tolist() == [480, 510, 600, 630, 720, 780]
    just_before = np.nextafter(np.array([0.5, 0.75]), 0)
    np.testing.assert_allclose(profile.clock(just_before), [540, 660], rtol=0, atol=1e-9)


def test_more_pieces_than_the_index_has_cells():
    # minutes of equal weight, every second one of the day's first 8,192 is left out: the n-th ends at 2 n + 1
    number = np.arange(4 * CELLS)
    profile = Profile([(2.0 * each, 2.0 * each + 1, 1.0) for each in number.tolist()])
    np.testing.assert_array_equal(profile.clock(number / len(number)), 2 * number)
    np.testing.assert_array_equal(profile.clock((number + 0.5) / len(number)), 2 * number + 0.5)


def test_a_day_without_anybody_has_no_times_to_ask_for():
    assert Profile([(480, 540, 0)]).clock(np.empty(0)).shape == (0,)
