"""The bundled call centre against the arithmetic and the figures that its file names."""

from __future__ import annotations

import pytest

from sim.results.result import Result
from sim.running.experiment import run
from sim.scenario import load


@pytest.fixture(scope="module")
def monday() -> Result:
    return run(load("mengxi_95598").replace({"calendar.days": 1}), replications=2)


def test_volumes_follow_from_contacts_and_customers() -> None:
    """3.9 million contacts of 486 million customers, 9 million customers: 75 % in the app, 20 % on the phone, 5 % in chats.

    Calls and chats are those that begin there and those that the app leads on; 5 % of the calls are in Mongolian.
    """
    centre = load("mengxi_95598").centres["mengxi"]
    assert centre.app is not None
    contacts = 3.9 / 486 * 9e6
    left = centre.app.arrivals.per_day * (1 - centre.app.contained)
    per_day = {
        name: line.arrivals.per_day + left * centre.app.then[name] for name, line in centre.lines.items()
    }
    assert centre.app.arrivals.per_day == pytest.approx(0.75 * contacts, rel=0.005)
    assert per_day["mandarin"] + per_day["mongolian"] == pytest.approx(0.2 * contacts, rel=0.005)
    assert per_day["chat"] == pytest.approx(0.05 * contacts, rel=0.005)
    assert per_day["mongolian"] / (per_day["mandarin"] + per_day["mongolian"]) == pytest.approx(0.05)


def test_calls_take_as_long_as_in_the_benchmark() -> None:
    """4 min of talk, half as long again in chats, and at most 30 s of work after the call, over all services."""
    services = load("mengxi_95598").services.values()
    chats = [(each.share, each.phone.chat_time) for each in services]
    assert sum(share * time.mean_minutes for share, time in chats if time) == pytest.approx(6.0, abs=0.01)
    assert sum(each.share * each.handle_time.mean_minutes for each in services) == pytest.approx(4.0)
    assert sum(each.share * each.phone.after_call.mean_minutes for each in services) <= 0.5


def test_a_monday_brings_its_cases_on_every_channel(monday: Result) -> None:
    """New cases are 68,760 a day (54,000 in the app, 12,240 calls, 2,520 chats), with a cv of 5 %: two days lie within four
    standard errors. Few days tell little of targets (the week holds them, see the long test): only what is sure is told.
    """
    cases = float(monday.sample("contacts").mean) / float(monday.sample("calls_per_case").mean)
    assert cases == pytest.approx(68_760, abs=4 * 68_760 * 0.051 / 2**0.5)
    assert float(monday.sample("contained").mean) == pytest.approx(
        0.92, abs=4 * (0.92 * 0.08 / 108_000) ** 0.5
    )
    assert monday.estimate("service_level_20_s_missed", "channel:phone", confidence=0.99).high > 0.8
    assert monday.estimate("abandoned", "channel:phone", confidence=0.99).low < 0.05
    assert monday.sample("answered", period="2024-04-15T02:00").mean > 0.5  # nights are answered too
    assert 0.9 < monday.sample("occupancy", "pool:online").mean <= 1  # somebody nearly always writes
    # 40 % of the calls that the contractor can take, which are 95 % of those in Mandarin, of all answered calls and chats
    assert 0.2 < monday.sample("contractor_share").mean < 0.4
    assert 0 < monday.sample("transfers").mean < 0.05


def test_policies_keep_what_they_say() -> None:
    """The same heads in other hands; nobody of the contractor's after 17:00."""
    scenario = load("mengxi_95598")

    def heads(policy: str, hour: int) -> dict[str, int]:
        pools = scenario.with_policy(policy).pools
        return {
            name: next(
                piece.heads for piece in pool.heads or () if piece.start == 60 * hour and 0 in piece.weekdays
            )
            for name, pool in pools.items()
        }

    for hour in range(24):
        assert sum(heads("more_outsourcing", hour).values()) == sum(heads("baseline", hour).values())
        evening = heads("no_contractor_after_17", hour)
        assert evening["contractor"] == (heads("baseline", hour)["contractor"] if hour < 17 else 0)
    assert heads("more_outsourcing", 10)["contractor"] > heads("baseline", 10)["contractor"]
    speaks = scenario.with_policy("cross_trained").pools["own"].phone.speaks
    assert speaks == "all"
    assert scenario.with_policy("callbacks").centres["mengxi"].callback is not None
    app = scenario.with_policy("app_first").centres["mengxi"].app
    assert app is not None
    assert app.contained == 0.95


@pytest.mark.slow
def test_the_week_meets_its_targets_and_policies_differ_as_they_should() -> None:
    scenario = load("mengxi_95598")
    assert all(verdict.holds for verdict in run(scenario, replications=3, workers=2).verdicts())
    names = ("baseline", "cross_trained", "app_first", "no_contractor_after_17")
    days = {"calendar.days": 2}
    found = {name: run(scenario.with_policy(name).replace(days), replications=2, workers=2) for name in names}

    def level(name: str) -> float:
        return float(found[name].sample("service_level_20_s_missed", "channel:phone").mean)

    assert level("no_contractor_after_17") < level("baseline") < level("cross_trained")
    assert level("baseline") < level("app_first")


def test_its_staffing_has_what_is_needed() -> None:
    """Four pools with eight types of shifts or more, nights through midnight, somebody for each language at all times, and the
    contractor's share limited."""
    scenario = load("mengxi_95598")
    staffing = scenario.staffing
    assert staffing is not None
    assert list(staffing.pools) == ["own", "bilingual", "contractor", "online"]
    types = {
        (kind.earliest, kind.lengths, name)
        for pool in staffing.pools.values()
        for name, kind in pool.shift_types.items()
    }
    assert len(types) >= 8
    assert all(pool.shift_types["night"].earliest + 480 > 1440 for pool in staffing.pools.values())
    assert {("bilingual",), ("online",)} <= {cover.pools for cover in staffing.cover}
    assert staffing.pools["contractor"].most_share < 1
