"""Counting does not depend on how rows come: in one sheet or by days, all measures or some, alone or in groups."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.events.engine import simulate
from sim.log.records import Records
from sim.log.sheet import sheet_of
from sim.results.result import Result
from sim.tally import Counter, Frame, regroup, tally
from sim.tally.order_statistics import SHARES, Grouped
from sim.tally.queue_sums import _longest
from tests.scenarios_for_tests import small

LANES = range(3, 8)


@pytest.fixture(scope="module")
def late():
    """A hall that serves until after midnight, so that a visit's stages begin on two days."""
    return small(
        {
            "calendar.days": 3,
            "calendar.hours": ["18:00-23:50"],
            "services.pay.handle_time": {"exponential": {"mean": "16 min"}},
            "services.pay.papers_missing": "20 %",
            "halls.north.arrivals.per_day": 40,
            "halls.north.overtime_limit": "4 h",
            "halls.north.pools": ["clerks", "greeters"],
            "halls.north.greeter": {"triage": {"exponential": {"mean": "7 min"}}, "bypass_after": "10 h"},
            "halls.north.at_closing": "serve",
            "pools.clerks.heads": 3,
            "pools.greeters": {"works_at": "greeter", "heads": 1},
        },
        {"profile.csv": "start,end,weight\n20:00,23:50,1\n"},
    )


@pytest.fixture(scope="module")
def rows(late):
    return simulate(late, 1, LANES)


@pytest.fixture(scope="module")
def whole(late, rows):
    return tally(rows, Frame(late), LANES)


def day_of(rows: Records) -> np.ndarray:
    """The day on which the contact of each row arrived."""
    contact = (rows.replication * 1000 + rows.case) * 100 + rows.attempt
    names, place = np.unique(contact, return_inverse=True)
    arrived = np.full(len(names), np.inf)
    np.minimum.at(arrived, place, rows.arrived)
    return (arrived // 1440)[place]


def same(found, expected):
    assert found.keys() == expected.keys()
    for name in expected:
        np.testing.assert_array_equal(found[name], expected[name], name, strict=True)


def test_sheets_of_days_say_what_one_sheet_says(late, rows, whole):
    day = day_of(rows)
    assert (rows.arrived // 1440 > day).any()  # some stages begin on the day after the arrival
    counter = Counter(Frame(late), LANES)
    for each in range(3):
        counter.add(sheet_of(rows.where(day == each), LANES.start))
    same(counter.tally(), whole)


@pytest.mark.parametrize("group", [2, 4, 8])
def test_groups_are_the_sums_of_their_replications(late, rows, whole, group):
    same(tally(rows, Frame(late), LANES, group), regroup(whole, group, LANES.start))


def test_columns_may_be_short_and_broadcast(late, rows, whole):
    sheet = sheet_of(rows, LANES.start)
    for table in (sheet.contacts, sheet.work, sheet.waits):
        for field in fields(table):
            values = getattr(table, field.name)
            if values.dtype == np.int64:
                small = values.astype(np.int8)
                one = len(np.unique(small)) == 1
                object.__setattr__(
                    table, field.name, np.broadcast_to(small[:1], small.shape) if one else small
                )
    counter = Counter(Frame(late), LANES)
    counter.add(sheet)
    same(counter.tally(), whole)


@pytest.mark.parametrize(
    "only",
    [
        {("wait_mean", "hall"), ("wait_p90", "hall")},
        {("wait_within_7_min", "all")},
        {("occupancy", "pool"), ("staff_cost", "all"), ("cost_per_case", "hall")},
        {("queue_max", "all"), ("queue_mean", "hall")},
        {("contacts", "service"), ("lost", "pool"), ("time_in_hall", "segment")},
    ],
)
def test_some_measures_alone_are_what_they_are_among_all(late, rows, only):
    asked = late.replace({"targets": [{"measure": "wait_within_7_min", "at_least": "1 %"}]})
    every = Result(asked, tally(rows, Frame(asked), LANES), 1, "simpy")
    counter = Counter(Frame(late), LANES, only=frozenset(only))
    counter.add(sheet_of(rows, LANES.start))
    some = Result(late, counter.tally(), 1, "simpy")
    assert sum(values.nbytes for values in some.sums.values()) < 0.4 * sum(
        values.nbytes for values in every.sums.values()
    )
    for name, kind in only:
        scope = kind if kind == "all" else f"{kind}:{every.frame.names[kind][0]}"
        periods = ("all", "peak", "2024-01-02") if name != "queue_max" else ("all", "2024-01-02")
        for period in periods:
            assert some.estimate(name, scope, period) == every.estimate(name, scope, period)


def test_what_nobody_knows_cannot_be_asked_for(late):
    with pytest.raises(KeyError, match="unknown measure"):
        Counter(Frame(late), LANES, only=frozenset({("wait_meen", "all")}))
    with pytest.raises(KeyError, match="no scope of kind 'service'"):
        Counter(Frame(late), LANES, only=frozenset({("occupancy", "service")}))


def test_nothing_counted_is_a_tally_of_nothing(late, whole):
    empty = Counter(Frame(late), LANES).tally()
    assert {name: values.shape for name, values in empty.items()} == {
        name: values.shape for name, values in whole.items()
    }
    assert empty["replications"].tolist() == [1] * len(LANES)
    assert not any(values.any() for name, values in empty.items() if name != "replications")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50)), min_size=1, max_size=60))
def test_order_statistics_are_numpys_inverse_of_the_distribution_function(waits):
    key, ticks = np.array(waits).T
    shares = sorted(SHARES.values())
    waited = ticks > 0
    at_once = np.bincount(key[~waited], minlength=5)
    grouped = Grouped.of(key[waited], ticks[waited] * 2**20, 5)
    having, *found = grouped.at_shares(at_once, shares)
    assert list(having) == [float((key == place).any()) for place in range(5)]
    for share, values in zip(shares, found, strict=True):
        for place in range(5):
            mine = ticks[key == place]
            right = np.quantile(mine, share, method="inverted_cdf") if len(mine) else 0.0
            assert values[place] == right


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=60))
def test_the_longest_queue_is_the_most_who_wait_at_any_moment(stretches):
    key, since, length = np.array(stretches).T
    until = since + length
    found = _longest(key, 4, since.astype(float), until.astype(float))
    for place in range(4):
        at_once = [np.sum((key == place) & (since <= time) & (time < until)) for time in range(30)]
        assert found[place] == max(at_once)


def test_queues_do_not_depend_on_how_long_stretches_are_or_in_which_order_they_come():
    """One waits for a million years, and a hundred come and go one after the other, told from the last to the first: two are there at a
    time, since who leaves makes room before the next one comes."""
    since = np.append(np.arange(100.0, 0.0, -1.0), 0.0)
    until = np.append(since[:-1] + 1.0, 2.0**40)
    assert _longest(np.zeros(101, dtype=np.int64), 1, since, until).tolist() == [2]
