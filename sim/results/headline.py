"""Which figures come first: what somebody who runs halls, or a call centre, reads before all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.measures.order_measures import APPROVALS, PAUSES, escalation_names
from sim.measures.outage_measures import CALLS, CREWS, ESTIMATES, OUTAGES, WATER
from sim.measures.registry import measure
from sim.measures.sums import Family
from sim.scenario import Scenario


class Figure(NamedTuple):
    """A measure in a scope and a period."""

    measure: str
    scope: str = "all"
    period: str = "all"


def family_of(figure: Figure) -> Family:
    """What a figure is about: contacts, cases, staff, the queue, or orders."""
    return measure(figure.measure).family


USUAL_LEVEL = "service_level_20_s_missed"
"""The service level of calls where no target names one: 80 % in 20 s is the usual goal."""


OF_APPOINTMENTS = ("wait_mean_booked", "wait_mean_walk_in", "slot_kept_10_min", "no_shows", "slots_used")
"""What is told of appointments beside the share of visits that have one, where there are any."""


def headline_figures(scenario: Scenario) -> tuple[Figure, ...]:
    """The figures of the headline table, in order: of visits, of calls, of orders, of outages, and of all staff."""
    figures: list[Figure] = []
    if scenario.halls:
        figures += _of_halls(visits(scenario))
    if scenario.has_appointments:
        figures += [Figure("booked", visits(scenario)), *map(Figure, OF_APPOINTMENTS)]
    if scenario.centres:
        figures += _of_centres(scenario)
    if scenario.offices:
        figures += map(Figure, orders_told(scenario))
    figures += map(Figure, outages_told(scenario))
    return tuple(dict.fromkeys([*figures, *_of_staff(scenario)]))


def leading_figures(scenario: Scenario) -> tuple[Figure, ...]:
    """What halls, centres, offices and supply are judged by in one figure each: the mean wait of visits, the service level of calls, of one channel
    where the target is on that channel, the orders in time, and the minutes without supply."""
    wait = [Figure("wait_mean", visits(scenario))] * bool(scenario.halls)
    level = [leading_level(scenario)] if scenario.centres else []
    orders = [Figure(_leading_of_orders(scenario))] if scenario.offices else []
    supply = [Figure("saidi")] * interrupts(scenario)
    return (*wait, *level, *orders, *supply)


def interrupts(scenario: Scenario) -> bool:
    """Whether some outages leave customers without supply."""
    return scenario.outages is not None and not all(kind.lesser for kind in scenario.outages.kinds.values())


def _leading_of_orders(scenario: Scenario) -> str:
    """Orders in time; where none has a deadline, how long they take."""
    return "in_time" if has_deadlines(scenario) else "time_to_close_mean"


def has_deadlines(scenario: Scenario) -> bool:
    """Whether some orders have a deadline."""
    return any(office.has_deadlines for office in scenario.offices.values())


def orders_told(scenario: Scenario) -> list[str]:
    """Measures of orders in the order in which they are told; those of deadlines, coordinators and escalations where there are any."""
    offices = scenario.offices.values()
    levels = max((len(office.escalations) for office in offices), default=0)
    chased = any(office.chasing for office in offices)
    own = any(each.own for office in offices for each in office.departments.values())
    travels = any(department.travel for office in offices for department in office.departments.values())
    recurs = any(cause.recurs for office in offices for cause in office.causes.values())
    calls = any(office.coordinator and office.coordinator.closing_call for office in offices)
    return [
        "orders_created",
        "orders_closed",
        *["in_time"] * has_deadlines(scenario),
        *(PAUSES if scenario.has_pauses else ()),
        *["joint_meeting"] * scenario.has_meetings,
        "time_to_close_mean",
        "time_to_close_p90",
        "worked_mean",
        *["travel_share"] * travels,
        "lying_share",
        "lying_in_line",
        "lying_in_hand",
        *["lying_with_wrong"] * _may_bounce(scenario),
        *["lying_for_meeting"] * scenario.has_meetings,
        "lying_elsewhere",
        "cost_per_order",
        "bounces",
        "first_right",
        *["by_own_head"] * own,
        *["reopened"] * calls,
        *["chases_per_order"] * chased,
        *["repeats"] * recurs,
        *escalation_names(levels),
        *(APPROVALS if scenario.has_approvals else ()),
        "backlog_mean",
        "backlog_end",
        "backlog_age_end",
        "backlog_growth",
    ]


YEAR = 365
"""Days from which on major event days are told: of fewer, the spread of daily SAIDI says little."""


def outages_told(scenario: Scenario) -> list[str]:
    """Measures of outages in the order in which they are told; none without outages."""
    outages = scenario.outages
    if outages is None:
        return []
    of_years = () if scenario.calendar.days >= YEAR else ("major_event_days", "saidi_without_major_days")
    crews, estimates = outages.crews is not None, outages.gives_estimates
    calls = CALLS if outages.calls is not None else ()
    water = WATER if outages.emergency_water is not None else ()
    told = [*OUTAGES, *(CREWS if crews else ()), *(ESTIMATES if estimates else ()), *calls, *water]
    return [name for name in told if name not in of_years]


def _may_bounce(scenario: Scenario) -> bool:
    """Whether orders may come to wrong departments."""
    return any(len(office.departments) > 1 for office in scenario.offices.values())


def leading_level(scenario: Scenario) -> Figure:
    """The service level that the first target names, of the channel that it is about, in a scenario with a call centre; chats are not on the phone."""
    first = levels(scenario)[0]
    return Figure(first.measure, first.scope if first.scope.startswith("channel:") else "all")


def visits(scenario: Scenario) -> str:
    """The scope of all visits to halls."""
    return "channel:hall" if scenario.centres else "all"


def levels(scenario: Scenario) -> list[Figure]:
    """The service levels of calls that targets name, or the usual one over all calls."""
    found = [
        Figure(each.measure, each.scope, each.period)
        for each in scenario.targets
        if each.measure.startswith("service_level_") and not each.scope.startswith("hall:")
    ]
    return found or [Figure(USUAL_LEVEL)]


def _of_halls(scope: str) -> Iterator[Figure]:
    yield Figure("wait_mean", scope)
    yield Figure("wait_mean", scope, "peak")
    for name in ("wait_median", "wait_p90"):
        yield Figure(name, scope)
    yield Figure("wait_within_15_min", scope)
    if scope == "all":  # queues are not kept by channel
        yield Figure("queue_max")
    for name in ("time_in_hall", "visits_per_case", "first_visit_resolved", "lost"):
        yield Figure(name, scope)


def _of_centres(scenario: Scenario) -> Iterator[Figure]:
    """Of calls offered, which no hall has; then of cases and contacts, where those of halls have to be left out."""
    named, centres = levels(scenario), scenario.centres.values()
    level = named[0].measure
    yield Figure("calls_offered")
    yield Figure("calls_answered")
    yield from named
    yield Figure(level, leading_level(scenario).scope, "peak")
    yield Figure("speed_of_answer")
    yield Figure("abandoned")
    if any(centre.callback for centre in centres):
        yield Figure("callbacks_taken")
        yield Figure("callbacks_kept")
        yield Figure("callback_wait")
    channels = scenario.channels
    calling = f"channel:{channels[bool(scenario.halls)]}" if len(channels) > 1 else "all"
    if any(centre.trunks for centre in centres):
        yield Figure("busy_tone", calling)
    if any(centre.watch for centre in centres):
        yield Figure("levels_raised")
        yield Figure("level_time")
    if "app" in channels:
        yield Figure("contained")
    yield Figure("calls_per_case", calling if scenario.halls else "all")
    yield Figure("first_contact_resolved", calling if scenario.halls or "app" in channels else "all")
    if len(scenario.languages) > 1:
        for name in (level, "speed_of_answer", "abandoned"):
            for line in scenario.languages:
                yield Figure(name, f"language:{line}")


def _of_staff(scenario: Scenario) -> Iterator[Figure]:
    yield Figure("occupancy")
    of_centres = [pool for centre in scenario.centres.values() for pool in centre.pools]
    of_offices = [pool for office in scenario.offices.values() for pool in office.pools]
    if len(scenario.pools) > 1:
        for pool in (*of_centres, *of_offices):
            yield Figure("occupancy", f"pool:{pool}")
    if scenario.halls:
        yield Figure("overtime")
    if any(hall.closes for hall in scenario.halls.values()):
        yield Figure("hours_lost")
    yield Figure("staff_cost")
    if scenario.centres:
        yield Figure("cost_per_handled")
    if scenario.halls or scenario.centres:
        yield Figure("cost_per_case")
    if any(scenario.pools[pool].phone.outsourced for pool in of_centres):
        yield Figure("contractor_share")
