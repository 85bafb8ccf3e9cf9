"""Every measure of the registry, on records written by hand, against figures worked out by hand."""

import numpy as np
import pytest
from scipy import stats

from sim.log.records import Records
from sim.measures.registry import REGISTRY, THRESHOLDS, measure
from sim.measures.sums import CONTACTS, COST
from sim.tally import Frame, join_tallies, tally, total
from tests.sim.written_records import records, result, scenario

# Served, with their waits: 14, 2, 8, 0, 15, 0 (cases 0, 1, 2, 3, 7, and 3 again), and 3 in replication 1.
# Resolved: cases 0, 1, 7, 3 (at its second contact), and the one of replication 1.
# Minutes on duty of a replication: 2 * 240 clerks, 240 greeters; opening minutes 240.
BY_HAND = {
    "wait_mean": (14 + 2 + 8 + 0 + 15 + 0 + 3) / 7,
    "wait_median": (2 + 3) / 2,  # third of six; first of one; averaged over replications
    "wait_p80": (14 + 3) / 2,  # fifth of six
    "wait_p90": (15 + 3) / 2,  # sixth of six
    "wait_p95": (15 + 3) / 2,
    "wait_max": (15 + 3) / 2,
    "time_in_hall": (20 + 12 + 20 + 2 + 25 + 10 + 10) / 7,
    "contacts": (10 + 1) / 2,
    "visits_per_case": 11 / 10,
    "first_visit_resolved": 4 / 10,
    # of all contacts: 14, 2, 8, 0 and 0, 0 (balked), 10 (reneged), 0 (turned away), 15, 5 (sent home), and 3; ten cases
    "wait_per_case_mean": (14 + 2 + 8 + 0 + 0 + 10 + 0 + 15 + 5 + 3) / 10,
    # cases 0, 1, 7, case 3 from its first visit on the day before, and the one of replication 1
    "time_to_resolve_mean": (20 + 12 + 25 + (1990 - 500) + 10) / 5,
    "resolved": 5 / 11,
    "resolved_by_greeter": 0.0,
    "resolved_by_kiosk": 0.0,
    "papers_missing": 2 / 11,
    "papers_caught": 1 / 11,
    "greeter_bypassed": 1 / 11,
    "balked": 1 / 11,
    "reneged": 1 / 11,
    "sent_home": 1 / 11,
    "turned_away": 1 / 11,
    "lost": 4 / 11,
    # while open: 4 + 2 + 8 + 10 + 10 + 5 (the ten minutes at the door, and five after closing, are not) and 3
    "queue_mean": (39 + 3) / 480,
    "queue_max": (2 + 1) / 2,  # cases 0 and 1 at minute 483
    "occupancy": (45 + 9 + 7) / (2 * 720 + 10),
    "overtime": 10 / 2,
    "served_per_head_hour": 60 * (5 + 3 + 1) / (2 * 720 + 10),  # a form is no customer of its own
    "heads_on_duty": 720 / 240,
    "staff_cost": ((480 + 15 + 120) + (480 + 120)) / 2,
    "cost_per_case": (615 + 600) / 5,
    "wait_within_5_min": 4 / 7,
    "wait_within_10_min": 5 / 7,
    "wait_within_15_min": 7 / 7,  # at most: 15 min is within 15 min
    "wait_within_20_min": 7 / 7,
    "wait_within_30_min": 7 / 7,
    "service_level_5_min": 4 / 11,
    "service_level_10_min": 5 / 11,
    "service_level_15_min": 7 / 11,
    "service_level_20_min": 7 / 11,
    "service_level_30_min": 7 / 11,
}

IN_SCOPES_AND_PERIODS = {
    ("wait_mean", "hall:north", "all"): 6.0,
    ("wait_mean", "channel:hall", "all"): 6.0,
    ("wait_mean", "segment:everyone", "all"): 6.0,
    ("wait_mean", "service:pay", "all"): (14 + 2 + 15 + 3) / 4,
    ("wait_mean", "service:connect", "all"): 8 / 3,
    ("wait_mean", "pool:greeters", "all"): 0.0,  # case 3 ended there
    ("wait_mean", "pool:clerks", "all"): (14 + 2 + 8 + 15 + 0 + 3) / 6,
    ("contacts", "pool:greeters", "all"): 1 / 2,
    ("contacts", "service:connect", "all"): 4 / 2,
    ("lost", "service:connect", "all"): 1 / 4,
    ("wait_max", "service:connect", "all"): 8.0,  # only replication 0 has one
    ("wait_mean", "all", "2024-01-01"): 42 / 6,
    ("wait_mean", "all", "2024-01-02"): 0.0,
    ("wait_median", "all", "2024-01-02"): 0.0,
    ("contacts", "all", "2024-01-02"): 2 / 2,
    ("sent_home", "all", "2024-01-02"): 1 / 2,
    ("queue_max", "all", "2024-01-01"): (2 + 1) / 2,
    ("queue_max", "hall:north", "2024-01-02"): (1 + 0) / 2,
    ("queue_mean", "hall:north", "2024-01-02"): 5 / 240,
    # each contact in the interval of its arrival
    ("wait_mean", "all", "2024-01-01T07:00"): 14.0,
    # each case on the date of its first contact: case 3 on the first, though it is solved on the second
    ("wait_per_case_mean", "all", "2024-01-02"): 5.0,
    ("wait_per_case_mean", "hall:north", "2024-01-01"): 52 / 9,
    ("time_to_resolve_mean", "all", "2024-01-01"): (20 + 12 + 25 + 1490 + 10) / 5,
    ("time_to_resolve_mean", "service:connect", "all"): 1490.0,
    ("time_to_resolve_mean", "channel:hall", "all"): 1557 / 5,
    ("wait_mean", "all", "2024-01-01T08:00"): (2 + 8 + 0 + 3) / 4,
    ("wait_mean", "all", "2024-01-01T09:00"): 15.0,
    ("contacts", "all", "2024-01-01T10:00"): 1 / 2,
    # at the peak only intervals with a customer a day count, and two days of 08:00 have two a replication
    ("wait_mean", "all", "peak"): (2 + 8 + 0 + 3) / 4,
    ("occupancy", "pool:clerks", "all"): (45 + 7) / (2 * 480 + 10),
    ("occupancy", "pool:greeters", "all"): 9 / 480,
    ("occupancy", "pool:clerks", "2024-01-01T08:00"): (5 + 10 + 10 + 7) / 240,
    ("occupancy", "pool:clerks", "2024-01-01T10:00"): 1.0,  # overtime only
    ("overtime", "pool:clerks", "2024-01-01T10:00"): 10 / 2,
    ("overtime", "pool:greeters", "all"): 0.0,
    ("served_per_head_hour", "pool:greeters", "all"): 60 * 3 / 480,
    ("heads_on_duty", "pool:clerks", "all"): 2.0,
    ("staff_cost", "pool:greeters", "all"): 120.0,
    ("staff_cost", "pool:clerks", "2024-01-02"): 240.0,
    ("cost_per_case", "pool:clerks", "all"): (495 + 480) / 5,
    ("queue_mean", "all", "2024-01-01T08:00"): (4 + 2 + 8 + 10 + 3) / 120,
}


@pytest.fixture(scope="module")
def frame():
    table = result().to_frame()
    return table.set_index(["measure", "scope", "period"])


def test_the_hand_has_worked_out_every_measure():
    standard = {f"{family}_{text}" for family in ("wait_within", "service_level") for text in THRESHOLDS}
    assert BY_HAND.keys() == REGISTRY.keys() | standard


@pytest.mark.parametrize("name", BY_HAND)
def test_a_measure_over_the_horizon(frame, name):
    row = frame.loc[(name, "all", "all")]
    assert row["mean"] == pytest.approx(BY_HAND[name], rel=1e-12)
    assert row["unit"] == measure(name).unit
    assert row["replications"] == 2


@pytest.mark.parametrize("key", IN_SCOPES_AND_PERIODS, ids=str)
def test_a_measure_in_a_scope_and_period(frame, key):
    assert frame.loc[key, "mean"] == pytest.approx(IN_SCOPES_AND_PERIODS[key], rel=1e-12)


def test_a_measure_without_a_denominator_is_left_out(frame):
    assert ("cost_per_case", "pool:greeters", "all") not in frame.index  # greeters resolved no case
    assert ("wait_mean", "all", "2024-01-02T08:00") not in frame.index  # nobody came


def test_rows_are_unique(frame):
    assert frame.index.is_unique


def test_the_interval_of_a_total_is_student_over_replications(frame):
    row = frame.loc[("contacts", "all", "all")]
    low, high = stats.t.interval(0.95, 1, 5.5, stats.sem([10, 1]))
    assert low < 0  # there are no fewer than no contacts, so the interval is cut there
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.0, high), rel=1e-12)


def test_the_interval_of_a_ratio_is_linearized(frame):
    # waits 39 and 3 of 6 and 1 served, ratio 6, mean denominator 3.5: linearized 3/3.5 and -3/3.5
    row = frame.loc[("wait_mean", "all", "all")]
    low, high = stats.t.interval(0.95, 1, 6.0, stats.sem([3 / 3.5, -3 / 3.5]))
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((max(low, 0.0), high), rel=1e-12)


def test_a_quantile_that_one_replication_has_is_from_that_one(frame):
    row = frame.loc[("wait_max", "service:connect", "all")]
    assert row["replications"] == 1
    assert np.isnan(row["ci_low"])


def test_the_histogram_counts_the_waits_of_the_served():
    histogram = result().sums["histogram"]
    assert histogram.sum(axis=1).tolist() == [6, 1]
    assert histogram[0, [0, 2, 8, 14, 15]].tolist() == [2, 1, 1, 1, 1]
    assert histogram[1, 3] == 1


def test_the_longest_queue_makes_room_before_the_next_joins():
    # one leaves the line at 10 as another joins: never two
    made = scenario()
    rows = records()
    pairs = rows.where(np.isin(rows.case, [0, 1]) & (rows.replication == 0) & (rows.stage == 4))
    changed = Records(
        **{
            **vars(pairs),
            "arrived": np.where(pairs.case == 0, 481.0, 485.0),
            "started": np.where(pairs.case == 0, 485.0, 490.0),
            "ended": np.where(pairs.case == 0, 489.0, 494.0),
        }
    )
    assert tally(changed, Frame(made), range(1))["queue_max/all/all"].tolist() == [[1.0]]


def test_a_tally_of_batches_is_the_tally_of_all():
    rows, frame = records(), Frame(scenario())
    whole = tally(rows, frame, range(2))
    parts = [
        tally(rows.where(rows.replication == number), frame, range(number, number + 1)) for number in (0, 1)
    ]
    joined = join_tallies(parts)
    assert joined.keys() == whole.keys()
    for name, values in whole.items():
        np.testing.assert_array_equal(joined[name], values, name)


def test_a_replication_in_which_nobody_came_counts_as_one():
    frame = Frame(scenario())
    sums = tally(records(), frame, range(3))
    assert total(sums, frame, CONTACTS, "all", "all").tolist() == [[10], [1], [0]]
    assert total(sums, frame, COST, "all", "all").tolist() == [[615], [600], [600]]
    assert sums["having/all/all"].tolist() == [[1], [1], [0]]


def test_thresholds_of_targets_are_counted_too():
    targets = [{"measure": "wait_within_2_min", "at_least": "50 %"}]
    assert result({"targets": targets}).estimate("wait_within_2_min").mean == pytest.approx(3 / 7)
