"""Who calls about outages, held against closed forms of the thinned process, and its limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from sim.log.columns import names_of
from sim.log.outages import OutageStage
from sim.network.outage_calls import CallsOfOutages, calls_of_outages
from sim.rules.outage_calls import CallKind
from sim.scenario import Scenario
from tests.sim.outages_by_hand import Outage, one_line, tables

MANY = 400
"""Outages of one life, with other seeds: the sample."""

Z = norm.ppf(0.995)
"""Half the width of an interval of 99 %, in standard deviations."""

START, KNOWN, RESTORED = 600.0, 612.0, 780.0

MESSAGES: dict[str, Any] = {
    "channels": {"sms": {"subscribed": "50 %", "delay": "3 min", "reach": "80 %"}},
    "enough": {"known": "70 %"},
    "trust": {"share": "90 %"},
}


def many(**life: Any) -> list[Outage]:
    """The same outage in so many lanes, each with a seed of its own."""
    seeds = np.random.default_rng(1).random(MANY)  # seeds of the test's own: no draw of a scenario
    return [Outage(START, RESTORED, lane=lane, seed=float(seed), **life) for lane, seed in enumerate(seeds)]


def found(scenario: Scenario, outages: list[Outage]) -> CallsOfOutages:
    return calls_of_outages(scenario, *tables(outages))


def by_ten_minutes(calls: CallsOfOutages, kind: CallKind) -> NDArray[np.float64]:
    """Calls of a kind in each ten minutes from the start until supply is back, by lane."""
    own = calls.calls.where(calls.calls.kind == kind)
    cell = ((own.time - START) // 10).astype(np.int64)
    there = cell < 18
    lanes = np.bincount(own.lane[there] * 18 + cell[there], minlength=MANY * 18)
    return lanes.reshape(MANY, 18).astype(np.float64)


def assert_as_expected(counted: NDArray[np.float64], mean: NDArray[np.float64]) -> None:
    """Each column is as its mean says; of 18 intervals of 99 % some other than one in 20 would be missed by chance, so all together are judged."""
    error = counted.std(axis=0, ddof=1) / np.sqrt(len(counted))
    off = np.abs(counted.mean(axis=0) - mean) / error
    assert (off > Z).sum() <= 1
    assert off.max() < 4.0
    total, of_lanes = mean.sum(), counted.sum(axis=1)
    assert abs(of_lanes.mean() - total) < Z * of_lanes.std(ddof=1) / np.sqrt(len(counted))


def latent_share(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of exponential times with mean 20 min below each edge."""
    return np.asarray(1.0 - np.exp(-np.maximum(edges, 0.0) / 20.0))


EDGES = np.arange(0.0, 181.0, 10.0)


def test_calls_by_time_are_those_of_the_closed_form() -> None:
    # 1,000 customers, 10 % of whom call after an exponential time: a binomial number in each interval, thinned by nothing
    calls = found(one_line(), many())
    assert_as_expected(by_ten_minutes(calls, CallKind.FIRST), 100.0 * np.diff(latent_share(EDGES)))


def test_messages_thin_them_from_when_they_are_there() -> None:
    # told are 50 % x 80 % x 70 % x 90 %, of those who would call three minutes after it is known or later
    calls = found(one_line({"outages.messages": MESSAGES}), many(known=KNOWN))
    told = 0.5 * 0.8 * 0.7 * 0.9
    there = KNOWN + 3.0 - START
    before = np.diff(latent_share(np.minimum(EDGES, there)))
    after = np.diff(latent_share(np.maximum(EDGES, there)))
    assert_as_expected(by_ten_minutes(calls, CallKind.FIRST), 100.0 * (before + (1.0 - told) * after))


def test_supply_that_is_back_in_steps_thins_them() -> None:
    # at minute 40 after the start 60 % are back, who then no longer call
    calls = found(one_line(), many(steps=((START + 40.0, 0.6),)))
    before = np.diff(latent_share(np.minimum(EDGES, 40.0)))
    after = np.diff(latent_share(np.maximum(EDGES, 40.0)))
    assert_as_expected(by_ten_minutes(calls, CallKind.FIRST), 100.0 * (before + 0.4 * after))


def test_trust_falls_when_an_estimate_passes_and_comes_back() -> None:
    # 1,000 of 1,000,000 customers: the outage's own wrong estimate counts in full; at t it takes 40 % x exp(-(t - 640) / 60)
    messages = {**MESSAGES, "trust": {"share": "90 %", "falls": "40 %", "recovers": "60 min"}}
    messages["enough"] = {"known": "70 %", "revised": "70 %"}
    given = (
        (OutageStage.KNOWN, KNOWN, START + 40.0),
        (OutageStage.REVISED, START + 40.0, RESTORED + 30.0),
    )
    calls = found(one_line({"outages.messages": messages}), many(known=KNOWN, estimates=given))
    fine = np.arange(0.0, 180.0, 0.01) + 0.005
    trust = 0.9 - 0.4 * np.where(fine > 40.0, np.exp(-(fine - 40.0) / 60.0), 0.0)
    seen = (fine >= 15.0) & (
        (fine < 40.0) | (fine >= 43.0)
    )  # from 40 to 43 the last message seen is one whose time has passed
    density = np.exp(-fine / 20.0) / 20.0 * 0.01
    mean = 100.0 * (density * (1.0 - seen * 0.5 * 0.8 * 0.7 * trust)).reshape(18, -1).sum(axis=1)
    assert_as_expected(by_ten_minutes(calls, CallKind.FIRST), mean)


def test_who_was_given_a_wrong_time_calls_again() -> None:
    # who called after it was known heard 11:00; at 11:00 40 % of them call again after an exponential time with mean 15 min
    again = {"estimate": "40 %", "latent": {"exponential": {"mean": "15 min"}}}
    given = ((OutageStage.KNOWN, START, START + 60.0), (OutageStage.REVISED, START + 60.0, RESTORED + 60.0))
    calls = found(one_line({"outages.calls.again": again}), many(known=START, estimates=given))
    heard = 100.0 * latent_share(np.array([60.0]))[0]
    later = np.maximum(EDGES - 60.0, 0.0)
    mean = heard * 0.4 * np.diff(1.0 - np.exp(-later / 15.0))
    counted = by_ten_minutes(calls, CallKind.ESTIMATE)
    assert not counted[:, :6].any()
    assert_as_expected(counted[:, 6:], mean[6:])


def test_who_sees_that_neighbours_are_back_calls_again() -> None:
    # at minute 30 half are back; who called before and is still out calls again with 20 %, at once
    again = {"neighbours": "20 %", "latent": "1 min"}
    calls = found(one_line({"outages.calls.again": again}), many(steps=((START + 30.0, 0.5),)))
    mean = 100.0 * latent_share(np.array([30.0]))[0] * 0.5 * 0.2
    counted = by_ten_minutes(calls, CallKind.NEIGHBOURS)
    assert not np.delete(counted, 3, axis=1).any()
    assert_as_expected(counted[:, 3:4], np.array([mean]))


def test_sleepers_call_after_the_night() -> None:
    # an outage from 23:30 to 08:00: 90 % sleep until some time between 07:00 and 08:00, the others call at once
    asleep = {"hours": "23:00-07:00", "share": "90 %", "wakes": "60 min"}
    scenario = one_line({"outages.calls.asleep": asleep, "outages.kinds.fault.calls.latent": "0 min"})
    calls = found(scenario, [replace(each, start=1410.0, restored=2000.0) for each in many()]).calls
    assert np.isin(calls.time < 1411.0, (True, False)).all()
    woken = calls.where(calls.time > 1411.0)
    assert ((woken.time >= 1860.0) & (woken.time <= 1920.0)).all()
    counts = np.bincount(woken.lane, minlength=MANY)
    assert abs(counts.mean() - 90.0) < Z * counts.std(ddof=1) / np.sqrt(MANY)
    quarter = np.histogram(woken.time, bins=np.linspace(1860.0, 1920.0, 5))[0] / len(woken.time)
    assert np.abs(quarter - 0.25).max() < Z * np.sqrt(0.25 * 0.75 / len(woken.time))


def test_complaints_are_as_likely_as_the_hours_say() -> None:
    # out for three hours: 0.2 % + 3 x 0.5 %, half of that for the 50 % x 80 % to whom a message came
    complaints = {"service": "complaint", "share": "0.2 %", "per_hour": "0.5 %", "told": "50 %"}
    scenario = one_line({"outages.complaints": complaints, "outages.messages": MESSAGES})
    counts = found(scenario, many(known=KNOWN, customers=10_000)).callers.complaints
    mean = 10_000 * 0.017 * (1.0 - 0.4 + 0.4 * 0.5)
    assert abs(counts.mean() - mean) < Z * counts.std(ddof=1) / np.sqrt(MANY)


def test_complaints_rise_where_supply_was_lost_before() -> None:
    # two earlier outages of a tenth of the region's customers each count as a fifth of one: 3 ** 0.2
    complaints = {
        "service": "complaint",
        "share": "1 %",
        "before": {"days": 1, "factor": "300 %"},
        "after": "1 min",
    }
    changes = {"outages.complaints": complaints, "outages.kinds.fault.calls.share": "0.01 %"}
    scenario = one_line(changes)
    seeds = np.random.default_rng(2).random((MANY, 4))
    starts = (-1000.0, 100.0, 300.0, START)  # the first is more than a day before the last
    outages = [
        Outage(start, start + 60.0, 100_000, lane=lane, seed=float(seed))
        for lane, row in enumerate(seeds)
        for start, seed in zip(starts, row, strict=True)
    ]
    callers = found(scenario, outages).callers
    last = callers.complaints[callers.number == 3]
    mean = 100_000 * 0.01 * 3.0**0.2
    assert abs(last.mean() - mean) < Z * last.std(ddof=1) / np.sqrt(MANY)


def test_without_subscribers_all_is_as_without_messages() -> None:
    nobody = {**MESSAGES, "channels": {"sms": {"subscribed": "0 %"}}}
    again = {"estimate": "40 %", "neighbours": "20 %"}
    given = ((OutageStage.KNOWN, KNOWN, START + 60.0), (OutageStage.REVISED, START + 60.0, RESTORED + 60.0))
    outages = many(known=KNOWN, estimates=given, steps=((START + 50.0, 0.5),))
    without = found(one_line({"outages.calls.again": again}), outages)
    with_them = found(one_line({"outages.calls.again": again, "outages.messages": nobody}), outages)
    assert not with_them.sent.customers.sum()
    for name in names_of(without.calls):
        assert np.array_equal(getattr(without.calls, name), getattr(with_them.calls, name))


def test_when_all_are_told_all_at_once_nobody_calls_about_it() -> None:
    # known at the start, everybody subscribed, reached, satisfied and trusting; the given time is right
    all_told = {
        "channels": {"sms": {"subscribed": "100 %", "delay": "0 min", "reach": "100 %"}},
        "enough": {"known": "100 %"},
        "trust": {"share": "100 %"},
    }
    scenario = one_line({"outages.messages": all_told, "outages.calls.again": {"estimate": "100 %"}})
    calls = found(scenario, many(known=START, estimates=((OutageStage.KNOWN, START, RESTORED),)))
    assert not len(calls.calls.time)
    assert (calls.callers.told + calls.callers.back == calls.callers.would_call).all()


def test_better_messages_keep_the_same_people_from_calling_and_more() -> None:
    def called(share: str) -> set[tuple[int, int]]:
        scenario = one_line({"outages.messages": {**MESSAGES, "enough": {"known": share}}})
        calls = found(scenario, many(known=KNOWN)).calls
        return set(zip(calls.lane.tolist(), calls.entity.tolist(), strict=True))

    assert called("80 %") < called("50 %") < called("0 %")


def test_each_who_would_call_is_counted_once() -> None:
    scenario = one_line(
        {"outages.messages": MESSAGES, "outages.housekeepers": {"customers": "40 %", "each": 500}}
    )
    callers = found(scenario, many(known=KNOWN, steps=((START + 40.0, 0.6),))).callers
    parts = callers.back + callers.told + callers.housekeeper + callers.called
    assert (parts == callers.would_call).all()
    assert all(getattr(callers, name).sum() for name in ("back", "told", "housekeeper", "called"))


def test_messages_go_to_all_subscribers_who_are_still_out() -> None:
    # at the restoration of half, half of the subscribers are still out; when all are back, everybody is told so
    outages = many(known=KNOWN, cause=START + 60.0, steps=((START + 50.0, 0.5),))
    sent = found(one_line({"outages.messages": MESSAGES}), outages).sent
    by_stage = {stage: sent.customers[sent.stage == stage] for stage in OutageStage}
    assert (by_stage[OutageStage.RESTORED] == by_stage[OutageStage.KNOWN]).all()
    assert (by_stage[OutageStage.CAUSE] == np.rint(by_stage[OutageStage.KNOWN] * 0.5)).all()
    subscribed = by_stage[OutageStage.KNOWN]
    assert abs(subscribed.mean() - 500.0) < Z * subscribed.std(ddof=1) / np.sqrt(MANY)


@pytest.mark.parametrize("share", ["0 %", "100 %"])
def test_shares_of_nobody_and_of_all(share: str) -> None:
    changes = {"outages.kinds.fault.calls.share": share, "outages.kinds.fault.reported": None}
    callers = found(one_line(changes), many()).callers
    assert (callers.would_call == (1000 if share == "100 %" else 0)).all()
