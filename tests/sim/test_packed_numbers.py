"""Several numbers in one, and numbers in few bits: told apart wherever they have room, and loud where they have not."""

from __future__ import annotations

from array import array
from itertools import product
from typing import Any

import numpy as np
import pytest

from optimize.verify.check import FRESH, fresh_replications
from sim.events.rows import COLUMNS, OWN, of_hall
from sim.lanes.centre.first_calls import MOST_LANES, FirstCalls
from sim.log.columns import narrowed, packed
from sim.log.records import Outcome, Records, Stage
from sim.log.sheet import Contacted, case_number, sheet_of
from sim.log.stages import NAMES
from sim.measures.sums import AT_KIOSK, AT_ONCE, BYPASSED, CALLBACK_TAKEN, CASES, LOST, SERVED, within
from sim.running.experiment import chosen_engine
from sim.scenario import Scenario
from sim.tally import fates, regroup
from sim.tally.fates import Fates
from sim.tally.open_cases import OpenCases
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre
from tests.sim.lanes.same_answer import assert_same_records

EVERY = [
    *product(range(len(Outcome)), range(len(Stage)), (True, False), (0, 1, 2), (False, True), (0.0, 0.5, 9.0))
]
"""Outcome, stage, first or not, callback, bypassed, minutes waited."""


def contacts(told: list[tuple[Any, ...]]) -> Contacted:
    outcome, stage, first, callback, bypassed, wait = (np.array(column) for column in zip(*told, strict=True))
    nothing = np.zeros(len(told), dtype=np.int64)
    times = nothing.astype(float)
    return Contacted(
        *[nothing] * 5,
        first,
        times,
        times,
        wait,
        outcome,
        stage,
        bypassed,
        callback=callback.astype(np.int64),
    )


# -- what became of a contact -------------------------------------------------------------------------------------------


def told_apart() -> list[tuple[Any, ...]]:
    """Nobody is both bypassed by a greeter and offered a callback."""
    return [each for each in EVERY if not (each[3] and each[4])]


@pytest.mark.parametrize("more", [0, 40])
def test_whatever_became_of_two_contacts_they_have_two_codes(more: int) -> None:
    """With nearly no thresholds, and with so many that 16 bits are not enough."""
    limits = [0.0, *np.linspace(1.0, 8.0, more).tolist()]
    told = told_apart()
    codes = fates._codes(contacts(told), limits)
    assert len(np.unique(codes)) == len({(*each[:5], np.searchsorted(limits, each[5])) for each in told})
    assert codes.max() < len(fates._flags([SERVED], limits)[SERVED])


def test_a_seventeenth_stage_is_no_stage_of_another_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    """In four bits stage 16 was the door, and the contact the first of its case."""
    longer = [*NAMES, *(f"new_{n}" for n in range(5))]
    monkeypatch.setattr(fates, "NAMES", longer)
    told = [(Outcome.RESOLVED, stage, False, 0, False, 0.0) for stage in (0, 16, len(longer) - 1)]
    found = Fates([CASES, AT_KIOSK])
    assert len(set(fates._codes(contacts(told), [0.0]).tolist())) == 3
    assert not found.flags[CASES][found.of(contacts(told))].any()


def test_sums_ask_for_what_their_names_say() -> None:
    told = told_apart()
    soon = within(0.5, "answered")
    asked = [AT_KIOSK, CASES, BYPASSED, CALLBACK_TAKEN, soon, LOST, AT_ONCE]
    found = Fates(asked)
    fate = found.of(contacts(told))
    served = {Outcome.RESOLVED, Outcome.PAPERS_MISSING, Outcome.UNSOLVED}
    for (outcome, stage, first, callback, bypassed, wait), each in zip(told, fate, strict=True):
        second = stage == Stage.TRANSFER
        answered = (stage == Stage.AGENT or second) and callback != 2 and (outcome in served or second)
        assert {one: bool(found.flags[one][each]) for one in asked} == {
            AT_KIOSK: outcome == Outcome.RESOLVED and stage == Stage.KIOSK,
            CASES: first,
            BYPASSED: bypassed,
            CALLBACK_TAKEN: callback == 2,
            soon: answered and wait <= 0.5,
            LOST: outcome not in served,
            AT_ONCE: outcome in served and wait == 0,
        }


# -- cases --------------------------------------------------------------------------------------------------------------


def test_numbers_of_cases_differ_up_to_their_bounds_and_are_refused_beyond() -> None:
    most = (2**15 - 1, 2**14 - 1, 2**25 - 1, 2**8 - 1)
    told = [*product((0, most[0]), (-366, 0, most[1]), (0, most[2]), (0, most[3]))]
    found = [int(case_number(site, day, np.array([index]), line)[0]) for site, day, index, line in told]
    assert len(set(found)) == len(told)
    for place in range(4):
        site, day, index, line = (most[at] + (at == place) for at in range(4))
        with pytest.raises(OverflowError, match="is not below"):
            case_number(site, day, np.array([index]), line)


def rows_of(*cases: tuple[int, int]) -> array[float]:
    """Each case, of that number where it began, is served at the counter a minute after it comes."""
    told = [
        (case, 1, 0, 0, Stage.COUNTER, 0, 0, Outcome.RESOLVED, minute, minute + 1, minute + 2, origin)
        for minute, (origin, case) in enumerate(cases, 480)
    ]
    assert len(told[0]) == COLUMNS
    return array("d", [float(value) for row in told for value in row])


def test_a_case_beyond_two_thousand_million_is_the_halls_own() -> None:
    """2**31 was where those begin who come from a call centre; where a case began is now a column of its own."""
    rows = rows_of((OWN, 3), (OWN, 2**31), (OWN, 2**31 + 5), (0, 1), (1, 2**31 + 1))
    records = of_hall(0, 0, [70, 80, 10], rows)
    assert records.case.tolist() == [13, 2**31 + 10, 2**31 + 15, 71, 2**31 + 81]


def test_contacts_of_large_cases_are_told_apart() -> None:
    """Replication, case, attempt and stage together have more than 63 bits here."""
    case = np.array([2**50, 2**50 + 1, 2**50, 7, 2**50])
    attempt, stage = np.array([1, 1, 2, 1, 1]), np.array([Stage.COUNTER] * 4 + [Stage.GREETER])
    nothing, time = np.zeros(5, dtype=np.int64), np.arange(5.0)
    who = np.array([2**20, 2**20, 2**20, 0, 2**20]), case, attempt
    records = Records(*who, nothing, nothing, nothing, stage, nothing, nothing, nothing, time, time, time + 1)
    found = sheet_of(records, 0).contacts
    assert found.arrived.tolist() == [
        3.0,
        4.0,
        2.0,
        1.0,
    ]  # the first case came to the greeter, in the last row
    assert found.stage.tolist() == [Stage.COUNTER] * 4


def test_cases_have_room_for_as_many_days_and_lines_as_lanes_leave() -> None:
    cases = OpenCases(4)
    assert 2**cases._begun_bits == 2 ** (63 - 25 - 3)
    cases._begun_bits = 1
    with pytest.raises(OverflowError, match="sites, days and lines"):
        cases._key(np.zeros(3, dtype=np.int64), np.arange(3, dtype=np.int64) << 25)


# -- counts and columns -------------------------------------------------------------------------------------------------


def test_counts_that_exceed_32_bits_are_added_up_all_the_same() -> None:
    many = {"replications": np.full(4, 1, np.int32), "contacts": np.full((4, 2), 2**30, np.int32)}
    assert regroup(many, 4)["contacts"].tolist() == [[2**32, 2**32]]
    few = {name: values // 2**8 + 1 for name, values in many.items()} | {"replications": many["replications"]}
    assert regroup(few, 4)["contacts"].dtype == np.int32


@pytest.mark.parametrize("value", [2**31, -(2**31) - 1])
def test_a_number_without_room_in_a_column_is_refused(value: int) -> None:
    assert narrowed(np.array([2**31 - 1, -(2**31)]), np.int32).tolist() == [2**31 - 1, -(2**31)]
    with pytest.raises(OverflowError, match="has no room in 32 bits"):
        narrowed(np.array([0, value]), np.int32)


def test_a_check_has_replications_of_its_own() -> None:
    assert fresh_replications(0, FRESH)[-1] < fresh_replications(1, FRESH)[0]
    with pytest.raises(OverflowError):
        fresh_replications(0, FRESH + 1)


# -- lanes --------------------------------------------------------------------------------------------------------------


def many_pools(count: int) -> Scenario:
    line = {"arrivals": {"per_day": 20, "profile": "profile.csv"}}
    pools = {f"p{number}": {"works_at": "phone", "heads": 1} for number in range(count)}
    centres = {"town": {"lines": {"one": line}, "pools": list(pools)}}
    return small({"halls": {}, "centres": centres, "pools": pools})


def test_a_centre_with_more_pools_than_a_column_has_room_for_is_left_to_the_other_engine() -> None:
    """Pools of a call stand in eight bits: the 129th would have been one below zero."""
    assert chosen_engine(many_pools(127)) == "numpy"
    assert chosen_engine(many_pools(128)) == "simpy"
    with pytest.raises(ValueError, match=r"more than 127 pools \(centre town\)"):
        chosen_engine(many_pools(130), "numpy")


def test_lanes_are_as_many_as_their_times_can_be_told_apart() -> None:
    with pytest.raises(OverflowError, match="too many lanes"):
        FirstCalls([], None, range(MOST_LANES + 1))  # type: ignore[arg-type]


def test_a_hall_takes_services_of_a_month_in_both_engines() -> None:
    """The numbers of clerks do not lie below the ticks of times, as they would up to 45 days."""
    times: list[Any] = ["30 days", {"exponential": {"mean": "10 days"}}]
    for time in times:
        services = {
            "pay": {"share": "50 %", "handle_time": time},
            "ask": {"share": "50 %", "handle_time": "1 min"},
        }
        scenario = small({"services": services, "halls.north.lines": "by_service", "pools.clerks.heads": 9})
        assert chosen_engine(scenario) == "numpy"
        assert_same_records(scenario)


@pytest.mark.parametrize("time", ["30 days", "50 days", {"exponential": {"mean": "20 days"}}], ids=str)
def test_a_centre_takes_talks_of_months_in_both_engines(time: Any) -> None:
    """Nor do the numbers of agents, which left room for talks of less than 23 days; three answer, the fourth is away at first."""
    pools: dict[str, Any] = {"own": {"heads": {"08:00": 3, "10:00": 4}}}
    scenario = centre(pools, services=("pay", "ask")).replace(
        {
            "services.pay.handle_time": time,
            "centres.town.lines.one.arrivals.per_day": 12,
            "calendar.days": 4,
        }
    )
    assert chosen_engine(scenario) == "numpy"
    assert_same_records(scenario)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], np.int8),
        ([-128, 127], np.int8),
        ([128], np.int16),
        ([-129], np.int16),
        ([2**15, 0], np.int32),
        ([-(2**31), 2**31 - 1], np.int32),
        ([2**31], np.int64),
        ([-(2**31) - 1], np.int64),
    ],
)
def test_columns_are_kept_in_as_few_bits_as_hold_them(values: list[int], kind: type) -> None:
    """At both ends of 8, 16 and 32 bits in two's complement, and one beyond."""
    found = packed(np.array(values, np.int64))
    assert found.dtype == kind
    assert found.tolist() == values
