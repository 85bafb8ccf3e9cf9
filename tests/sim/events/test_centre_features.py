"""Callbacks, transfers, chats, app and moves together: what must hold whatever is drawn, and what changes nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.events.engine import simulate
from sim.log.records import NO_CONTACT, Outcome, Records, Stage
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally import Frame, tally
from tests.sim.events.written_calls import centre

ARRIVALS = {"per_day": 60, "profile": "profile.csv"}
LINES: dict[str, dict[str, Any]] = {"one": {}, "web": {"channel": "chat"}}
ENDINGS = ["busy", "balked", "reneged", "left_menu", "unsolved", "closed", "not_reached"]
PER_DAY = {f"centres.town.lines.{line}.arrivals.per_day": 60 for line in LINES}
HANDLE = {"services.ask.handle_time": {"exponential": {"mean": "5 min"}}}

POOLS = st.fixed_dictionaries(
    {
        "first": st.fixed_dictionaries(
            {
                "heads": st.integers(1, 3),
                "phone": st.fixed_dictionaries(
                    {
                        "quality": st.just("50 %"),
                        "transfer": st.just({"to": ["second"], "share": "70 %"}),
                        "absence": st.sampled_from(["0 %", "20 %"]),
                    }
                ),
            }
        ),
        "second": st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(1, 3)).map(
            lambda found: {
                "heads": found[2],
                "phone": {
                    "chats": {"at_once": found[0], "during_call": min(found[0], found[1]), "pace": ["100 %"]},
                    "training": [{"time": "09:00-10:00", "heads": 1}],
                },
            }
        ),
    }
)
RULES = st.fixed_dictionaries(
    {
        "trunks": st.integers(2, 6),
        "menu": st.just({"time": {"exponential": {"mean": "30 s"}}, "leave": "5 %"}),
        "patience": st.just({"time": {"exponential": {"mean": "4 min"}}, "none": "5 %", "endless": "10 %"}),
        "balking": st.just([{"wait": "2 min", "leave": "20 %"}]),
        "callback": st.fixed_dictionaries(
            {"wait": st.sampled_from(["0 min", "2 min"]), "accept": st.just("50 %"), "reached": st.just("60 %")}
        ),
        "redial": st.just({**dict.fromkeys(ENDINGS, "60 %"), "most_calls": 4}),
        "moves": st.just([{"after": ["reneged", "busy"], "lines": ["one"], "line": "web", "share": "50 %"}]),
        "app": st.just({"arrivals": ARRIVALS, "contained": "50 %", "then": {"one": "50 %", "web": "30 %"}}),
        "at_closing": st.sampled_from(["serve", "send_home"]),
    }
)  # fmt: skip


def made(pools: dict[str, Any], rules: dict[str, Any]) -> Scenario:
    return centre(pools, LINES, **rules).replace(PER_DAY | HANDLE)


@settings(max_examples=12, deadline=None)
@given(POOLS, RULES, st.integers(1, 100))
def test_everybody_is_counted_once_and_nobody_has_too_much_in_hand(
    pools: dict[str, Any], rules: dict[str, Any], seed: int
):
    scenario = made(pools, rules)
    records = simulate(scenario, seed, range(1))
    _one_end_each(records)
    _agents_keep_to_their_seats(records, scenario)
    _trunks_are_enough(records, scenario.centres["town"].trunks or 0)
    result = Result(scenario, tally(records, Frame(scenario), range(1)), seed, "simpy")
    assert float(result.sample("occupancy").mean) <= 1
    by_channel = [
        float(result.sample("contacts", f"channel:{name}").mean) for name in ("phone", "chat", "app")
    ]
    assert sum(by_channel) == float(result.sample("contacts").mean)


def _one_end_each(records: Records) -> None:
    """A contact ends once, with its last stage; the contacts of a case follow one another, without a gap in their numbers."""
    rows = records.where(~np.isin(records.stage, NO_CONTACT))
    rows = rows.where(np.lexsort((rows.stage, rows.attempt, rows.case)))
    contacts = np.stack((rows.case, rows.attempt), axis=1)
    last = np.append((contacts[1:] != contacts[:-1]).any(axis=1), True)
    goes_on = np.isin(rows.outcome, [Outcome.SERVED, Outcome.HANDED_OVER])
    np.testing.assert_array_equal(goes_on, ~last)
    numbers = rows.attempt[last]
    new = np.diff(rows.case[last], prepend=-1) != 0
    assert (numbers[new] == 1).all()
    assert (np.diff(numbers)[~new[1:]] == 1).all()
    begins, ends = rows.arrived[np.roll(last, 1)], rows.ended[last]
    assert (begins[1:][~new[1:]] >= ends[:-1][~new[1:]]).all()
    handed = Counter(rows.case[rows.outcome == Outcome.HANDED_OVER].tolist())
    assert handed == Counter(rows.case[rows.stage == Stage.TRANSFER].tolist())


def _agents_keep_to_their_seats(records: Records, scenario: Scenario) -> None:
    """At most one call; chats up to what the pool allows, beside a call up to what it allows there."""
    work = records.where((records.pool >= 0) & (records.stage != Stage.ABSENT))
    for pool, name in enumerate(scenario.centres["town"].pools):
        rules = scenario.pools[name].phone.chats
        own = work.where(work.pool == pool)
        for agent in set(own.server.tolist()):
            rows = own.where(own.server == agent)
            for at in rows.started.tolist():
                held = rows.where((rows.started <= at) & (rows.ended > at))
                calls, chats = int((held.language == 0).sum()), int((held.language == 1).sum())
                assert calls <= 1
                assert chats <= (rules.at_once if rules else 0)
                assert not (calls and rules and chats > rules.during_call)


def _trunks_are_enough(records: Records, trunks: int) -> None:
    """Calls are inside from their arrival to their end, or to the taking of a callback."""
    calls = records.where(
        (records.language == 0) & ~np.isin(records.stage, NO_CONTACT) & (records.stage != Stage.LINE)
    )
    spans: dict[tuple[int, int], tuple[float, float]] = {}
    back = {(row[0], row[1]) for row in _keys(calls.where(calls.stage == Stage.CALLBACK))}
    for (case, attempt), stage, since, until in zip(
        _keys(calls), calls.stage, calls.arrived, calls.ended, strict=True
    ):
        key = (case, attempt)
        if key in back and stage in (Stage.CALLBACK, Stage.TRANSFER):
            continue
        low, high = spans.get(key, (np.inf, -np.inf))
        spans[key] = (min(low, since), max(high, until))
    edges = sorted([(start, 1) for start, _ in spans.values()] + [(end, -1) for _, end in spans.values()])
    inside = most = 0
    for _, change in edges:
        inside += change
        most = max(most, inside)
    assert most <= trunks


def _keys(records: Records) -> list[tuple[int, int]]:
    return list(zip(records.case.tolist(), records.attempt.tolist(), strict=True))


PLAIN: dict[str, Any] = {
    "patience": {"time": {"exponential": {"mean": "4 min"}}},
    "redial": {"reneged": "60 %"},
}


@pytest.mark.parametrize(
    ("pool", "rules"),
    [
        ({}, {"callback": {"wait": "0 min", "accept": "0 %"}}),
        ({"transfer": {"to": ["second"], "share": "0 %"}}, {}),
        ({}, {"moves": [{"after": ["reneged"], "line": "web", "share": "0 %"}]}),
        ({}, {"app": {"arrivals": ARRIVALS, "contained": "100 %"}}),
        ({}, {"app": {"arrivals": ARRIVALS, "contained": "0 %"}}),
        ({"chats": {"at_once": 1}}, {}),
    ],
    ids=["callback", "transfer", "moves", "contained", "given up", "chats"],
)
def test_what_nobody_uses_changes_nothing(pool: dict[str, Any], rules: dict[str, Any]):
    """Neither who calls when, nor for how long, nor who waits how long."""
    phone = {"quality": "70 %", "speaks": ["one"]}
    chats = {"second": {"phone": {"speaks": ["web"], "chats": {"at_once": 2}}}}

    def rows(pool: dict[str, Any], rules: dict[str, Any]) -> Records:
        scenario = made({"first": {"heads": 1, "phone": phone | pool}, **chats}, PLAIN | rules)
        found = simulate(scenario, 1, range(2))
        found = found.where((found.stage != Stage.OFFER) & (found.stage != Stage.APP))
        return found.where(np.lexsort((found.stage, found.attempt, found.arrived)))

    plain, other = rows({}, {}), rows(pool, rules)
    assert (plain.outcome == Outcome.RENEGED).any()
    for name in ("service", "stage", "pool", "server", "outcome", "arrived", "started", "ended", "language"):
        np.testing.assert_array_equal(getattr(other, name), getattr(plain, name))


def test_chats_one_at_a_time_are_calls():
    """With as long talks and no call beside them, the chat line is answered as if it were for calls."""

    def rows(channel: str, phone: dict[str, Any]) -> Records:
        scenario = centre({"own": {"heads": 2, "phone": phone}}, {"one": {"channel": channel}}, **PLAIN)
        return simulate(
            scenario.replace({"centres.town.lines.one.arrivals.per_day": 120} | HANDLE), 1, range(3)
        )

    calls, chats = rows("phone", {}), rows("chat", {"chats": {"at_once": 1}})
    assert (calls.wait > 0).any()
    for name in ("case", "attempt", "stage", "server", "outcome", "arrived", "started", "ended"):
        np.testing.assert_array_equal(getattr(chats, name), getattr(calls, name))
