"""Measures of work orders, on orders written by hand, against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.measures.order_measures import MEETINGS, PAUSES
from sim.measures.order_measures import ORDERS as MEASURES
from sim.results.cause_pareto import cause_pareto
from sim.results.desks import desk_figures, order_flow
from sim.results.result import Result
from sim.tally import Counter, Frame
from tests.sim.tally.orders_by_hand import scenario, sheet

WEEK, HORIZON = 7 * 1440.0, 3 * 1440.0
FIRST, SECOND, THIRD = "2024-01-01", "2024-01-02", "2024-01-03"

# Created in the horizon: orders 2 to 7 of replication 0, and one of replication 1. Closed: 2, 3, 4, 7, and that one.
TIMES = {2: 500, 3: 2400, 4: 1380, 7: 320, "other": 700}
# Open within the horizon: order 0 from the start to 600, order 1 all the time, 5 and 6 to the end, and the closed ones.
OPEN_MINUTES = (600 + 4320 + 500 + 2400 + 1380 + (4320 - 1600) + (4320 - 3000) + 320) + 700

BY_HAND = {
    ("orders_created", "all", "all"): 7 / 2,
    ("orders_created", "all", FIRST): 3 / 2,
    ("orders_created", "category:voltage", "all"): 4 / 2,
    ("orders_created", "office:bureau", "all"): 7 / 2,
    ("orders_created", "department:operations", "all"): 5 / 2,  # voltage and notices begin there
    ("orders_created", "department:planning", "all"): 2 / 2,
    ("orders_created", "department:metering", "all"): 0.0,
    ("orders_created", "region:country", "all"): 2 / 2,
    ("orders_created", "segment:everyone", "all"): 7 / 2,
    # order 3 has the one cause, all connections have the other, the rest has none
    ("orders_created", "cause:wires", "all"): 1 / 2,
    ("orders_created", "cause:papers", "all"): 2 / 2,
    ("in_time", "cause:wires", "all"): 0.0,
    ("time_to_close_p90", "cause:wires", "all"): 2400.0,
    ("backlog_end", "cause:papers", "all"): 2 / 2,
    ("backlog_mean", "cause:wires", "all"): 2400 / (2 * 4320),
    ("orders_closed", "all", "all"): 5 / 2,
    # judged: 2, 3, 4, 5 and the other; in time: 2, 4 and the other. Order 6 has still time, 7 no deadline
    ("in_time", "all", "all"): 3 / 5,
    ("in_time", "category:voltage", "all"): 2 / 4,
    ("in_time", "category:connection", "all"): 1.0,
    ("in_time", "department:operations", "all"): 2 / 4,
    ("in_time", "region:city", "all"): 3 / 4,
    ("in_time", "region:country", "all"): 0.0,
    ("in_time", "all", SECOND): 1 / 2,
    # the clock of order 2 stood still though nobody waited: as its customer counts, it was due at 550, and is late
    ("in_time_promised", "all", "all"): 2 / 5,
    ("in_time_promised", "category:connection", "all"): 1.0,
    # clocks of 2 and 5, of those that reached a department: 2, 3, 4, 5, 7, other
    ("clock_paused", "all", "all"): 2 / 6,
    ("joint_meeting", "all", "all"): 1 / 7,  # order 3, for two of them
    ("time_to_close_mean", "all", "all"): sum(TIMES.values()) / 5,
    ("time_to_close_mean", "category:notice", "all"): 320.0,
    ("time_to_close_mean", "all", FIRST): (500 + 2400 + 700) / 3,
    # of 320, 500, 1380, 2400: the second, and the fourth; of 700 alone; averaged
    ("time_to_close_median", "all", "all"): (500 + 700) / 2,
    ("time_to_close_p90", "all", "all"): (2400 + 700) / 2,
    ("time_to_close_p90", "category:voltage", "all"): (2400 + 700) / 2,
    ("time_to_close_p90", "all", SECOND): 1380.0,
    ("time_to_close_p90", "region:country", "all"): 2400.0,
    ("bounces", "all", "all"): 3 / 7,
    ("bounces", "category:voltage", "all"): 3 / 4,
    # four times about order 3, once about order 5
    ("chases_per_order", "all", "all"): 5 / 7,
    ("chases_per_order", "region:country", "all"): 4 / 2,
    ("by_own_head", "all", "all"): 1 / 5,
    ("by_own_head", "region:country", "all"): 1 / 4,
    # orders 4 and 6
    ("repeats", "all", "all"): 2 / 2,
    ("repeats", "cause:papers", "all"): 2 / 2,
    ("repeats", "cause:wires", "all"): 0.0,
    # reached a department: 2, 3, 4, 5, 7, other; without a wrong one: 2, 4, 7, other
    ("first_right", "all", "all"): 4 / 6,
    ("reopened", "all", "all"): 1 / 5,
    ("worked_mean", "all", "all"): (60 + 240 + 80 + 20 + 70) / 5,
    # of order 3, to the country, half
    ("travel_share", "all", "all"): 120 / (60 + 240 + 80 + 20 + 70),
    ("travel_share", "region:country", "all"): 1 / 2,
    ("lying_share", "all", "all"): (440 + 2160 + 1300 + 300 + 630) / sum(TIMES.values()),
    # of the 2400 minutes of order 3: in line 10, 344, none, 100 and 1100; in hand 6, 10, 10, 100 and 540, of which 240 worked; at the two wrong departments
    # from 510 and 610 on, until the next one looked and until it was accepted; it was never in a meeting (its row says so all the same), and nothing is left
    ("lying_in_line", "region:country", "all"): 1554.0,
    ("lying_in_hand", "region:country", "all"): 666.0 - 240.0,
    ("lying_with_wrong", "region:country", "all"): 90.0 + 90.0,
    ("lying_for_meeting", "region:country", "all"): 0.0,
    ("lying_elsewhere", "region:country", "all"): 0.0,
    # four heads of an office at 60 yuan an hour, day and night, and five orders of two replications
    ("cost_per_order", "all", "all"): 4 * 72 * 60 * 2 / 5,
    ("cost_per_order", "office:bureau", "all"): 4 * 72 * 60 * 2 / 5,
    ("escalated_1", "all", "all"): 3 / 5,
    ("escalated_2", "all", "all"): 1 / 5,
    ("backlog_mean", "all", "all"): OPEN_MINUTES / (2 * 4320),
    ("backlog_mean", "category:notice", "all"): 320 / (2 * 4320),
    # on the first day orders 0 (600), 1, 2 (500) and 3 (1300), and the other replication's 700
    ("backlog_mean", "all", FIRST): (600 + 1440 + 500 + 1300 + 700) / (2 * 1440),
    # at midnights: 1, 3; then 1, 5 (3 and 4 are closed by then); then 1, 5, 6
    ("backlog_end", "all", FIRST): 2 / 2,
    ("backlog_end", "all", SECOND): 2 / 2,
    ("backlog_end", "all", THIRD): 3 / 2,
    ("backlog_end", "all", "all"): 3 / 2,
    ("backlog_end", "region:country", "all"): 1 / 2,
    ("backlog_age_end", "all", FIRST): ((1440 + 1440) + (1440 - 140)) / 2,
    ("backlog_age_end", "all", "all"): ((4320 + 1440) + (4320 - 1600) + (4320 - 3000)) / 3,
    # from 2 open at the first midnight (0 and 1) to 3
    ("backlog_growth", "all", "all"): (3 - 2) / 2 * WEEK / HORIZON,
    ("backlog_growth", "all", FIRST): (2 - 2) / 2 * 7,
    ("backlog_growth", "all", THIRD): (3 - 2) / 2 * 7,
    ("backlog_growth", "category:connection", "all"): (2 - 1) / 2 * WEEK / HORIZON,
    # minutes busy of the coordinators: 6 + 6 and 10
    ("occupancy", "pool:coordinators", "all"): 22 / (2 * 4320),
    ("occupancy", "office:bureau", "all"): (22 + 60 + 10 + 10 + 100 + 540 + 70) / (2 * 4 * 4320),
    ("heads_on_duty", "office:bureau", "all"): 4.0,
}


@pytest.fixture(scope="module")
def result() -> Result:
    made = scenario()
    counter = Counter(Frame(made), range(2))
    counter.add(sheet())
    return Result(made, counter.tally(), 1, "simpy")


@pytest.mark.parametrize(("measure", "scope", "period"), BY_HAND)
def test_orders_by_hand(result: Result, measure: str, scope: str, period: str) -> None:
    found = result.estimate(measure, scope, period).mean
    assert found == pytest.approx(BY_HAND[measure, scope, period], rel=1e-12)


def test_every_measure_of_orders_is_worked_out() -> None:
    assert {*MEASURES, *PAUSES, *MEETINGS, "escalated_1", "escalated_2"} <= {
        measure for measure, _, _ in BY_HAND
    }


def test_orders_may_come_sheet_by_sheet(result: Result) -> None:
    """An order comes when it is closed, or at the end, whatever day that is."""
    made = scenario()
    counter = Counter(Frame(made), range(2))
    for some in (slice(4, 7), slice(0, 2), slice(7, 10), slice(2, 4)):
        counter.add(sheet(some))
    found = counter.tally()
    assert found.keys() == result.sums.keys()
    for name, values in found.items():
        np.testing.assert_array_equal(values, result.sums[name], err_msg=name)


def test_what_is_asked_for_alone_is_the_same(result: Result) -> None:
    """A search counts the measures of its targets, and no others."""
    only = frozenset({("in_time", "category"), ("time_to_close_p90", "all"), ("backlog_end", "region")})
    counter = Counter(Frame(scenario()), range(2), only=only)
    counter.add(sheet())
    some = Result(scenario(), counter.tally(), 1, "simpy")
    assert len(some.sums) < 15
    for name, scope in (
        ("in_time", "category:voltage"),
        ("time_to_close_p90", "all"),
        ("backlog_end", "region:country"),
    ):
        assert some.estimate(name, scope).mean == result.estimate(name, scope).mean


def test_backlog_over_the_average_day(result: Result) -> None:
    """In the hour from 00:00: orders 0, 1 of day one; 1, 3 of day two; 1, 5 and (from 3000 on, two hours later) no other of day three."""
    profile = result.profile("backlog_mean")["mean"]
    assert profile["00:00"] == pytest.approx((2 + 2 + 2) / 6)
    # from 02:00 on day one (minute 120) order 2 is there, order 3 from minute 140, on day two 4 and from 1600 (02:40) order 5;
    # on day three 6 and 7 come at 3000 (02:00). Of the other replication none before minute 200
    day_one, day_two, day_three = 60 * 3 + 40, 60 * 3 + 20, 60 * 4
    assert profile["02:00"] == pytest.approx((day_one + day_two + day_three) / 360)


def test_targets_on_orders(result: Result) -> None:
    """The first is missed: 3 of 5; the second is met by the mean, and of 2 replications only one has any; the third has 1480 min of 30 h."""
    verdicts = result.verdicts()
    assert verdicts[0].says == "missed"
    assert verdicts[1].estimate.mean == 1.0
    assert verdicts[2].estimate.mean == pytest.approx((500 + 2400 + 320 + 700) / 4)


def test_no_average_day(result: Result) -> None:
    """What is open at the end of a day has no time of day, nor a peak."""
    with pytest.raises(ValueError, match="has no average day"):
        result.profile("backlog_end")
    with pytest.raises(KeyError, match="has no period 'peak'"):
        result.estimate("backlog_end", "all", "peak")


def test_who_passes_orders_to_whom(result: Result) -> None:
    """Rows: new, operations, metering, planning, coordinators; columns: these four, and closed."""
    expected = np.array(
        [
            [0, 0, 0, 4, 0],
            [1, 0, 0, 0, 3],
            [0, 0, 1, 0, 0],
            [1, 0, 0, 0, 0],
            [2, 1, 0, 0, 0],
        ]
    )
    np.testing.assert_allclose(order_flow(result).mean, expected / 2 * 7 / 3)


def test_causes_of_which_most_orders_come_first(result: Result) -> None:
    """Of two replications together 7 orders in the one month: 2 of papers, 1 of wires, 4 of none that is named."""
    found = cause_pareto(result)
    assert found is not None
    assert (found.names, found.months) == (["papers", "wires"], [0])
    np.testing.assert_allclose(found.orders, [[2 / 2], [1 / 2]])
    np.testing.assert_allclose(found.unnamed, [4 / 2])
    np.testing.assert_allclose(found.share, [2 / 7, 3 / 7])


def test_desks(result: Result) -> None:
    """Coordinators: 4 came, 3 were begun after 4, 10 and 90 min; one stands in line from minute 3000 to the end."""
    found = desk_figures(result)
    assert found.come.mean[3] == pytest.approx(4 / 2 * 7 / 3)
    assert found.wait.mean[3] == pytest.approx((4 + 10 + 90) / 3)
    assert found.in_line.mean[3] == pytest.approx((4 + 10 + 90 + 1320) / (2 * 4320))
    assert found.load.mean[3] == pytest.approx(22 / (2 * 4320) * 4 / 3)
    assert np.isnan(found.load.mean).sum() == 0
