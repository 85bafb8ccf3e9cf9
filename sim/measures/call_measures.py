"""The measures of calls: what call centres are judged by. Part of the registry, see :mod:`sim.measures.registry`."""

from __future__ import annotations

from sim.measures import sums
from sim.measures.measure import COUNTED, Better, Measure, ratio

OFFERED = (
    "calls that reached the queue for agents: not those that heard a busy tone, came out of hours, ended in the menu, "
    "or took a callback"
)
CALLS = "all contacts that arrived"
NO_PART = "no part"


def _of_calls(name: str, top: sums.Sum, what: str, leavers: str = COUNTED, better: Better = "low") -> Measure:
    return ratio(name, "share", top, sums.OFFERED, f"{what} / offered calls", OFFERED, leavers, better)


def _of_contacts(name: str, top: sums.Sum, what: str, better: Better = "low") -> Measure:
    return ratio(name, "share", top, sums.CONTACTS, f"{what} / contacts", CALLS, COUNTED, better)


PHONE: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            "calls_offered",
            "count",
            "total",
            sums.OFFERED,
            "calls that reached the queue for agents",
            "none: a total",
            COUNTED,
        ),
        Measure(
            "calls_answered",
            "count",
            "total",
            sums.ANSWERED,
            "calls that an agent answered",
            "none: a total",
            NO_PART,
        ),
        ratio(
            "time_in_queue",
            "min",
            sums.OFFER_WAIT,
            sums.OFFERED,
            "waiting time for an agent of offered calls, answered or not / offered calls",
            OFFERED,
            "counted, with the time that they waited",
        ),
        _of_calls("answered", sums.ANSWERED, "calls that an agent answered", better="high"),
        _of_calls("abandoned", sums.ABANDONED, "calls that hung up waiting, or at an announced wait"),
        ratio(
            "speed_of_answer",
            "min",
            sums.ANSWER_WAIT,
            sums.ANSWERED,
            "waiting time for an agent of answered calls / answered calls",
            "answered calls",
            "left out: they have no wait until an answer",
        ),
        _of_contacts("busy_tone", sums.BUSY_TONE, "calls that found all trunks taken"),
        _of_contacts("left_menu", sums.LEFT_MENU, "calls that hung up in the voice menu"),
        _of_contacts("resolved_by_menu", sums.AT_MENU, "calls that the voice menu served", "high"),
        Measure(
            "callbacks_offered",
            "count",
            "total",
            sums.CALLBACK_OFFERED,
            "calls that were offered a callback",
            "none: a total",
            COUNTED,
        ),
        ratio(
            "callbacks_taken",
            "share",
            sums.CALLBACK_TAKEN,
            sums.CALLBACK_OFFERED,
            "calls that took a callback / calls that were offered one",
            "calls that were offered a callback",
            NO_PART,
        ),
        ratio(
            "callbacks_kept",
            "share",
            sums.CALLBACK_KEPT,
            sums.CALLBACK_TAKEN,
            "callers called back and reached / calls that took a callback",
            "calls that took a callback",
            "counted: who was not reached, or still waited at closing",
            "high",
        ),
        ratio(
            "callback_wait",
            "min",
            sums.CALLBACK_WAIT,
            sums.CALLBACK_KEPT,
            "time from taking a callback to the talk, of those reached / callers reached",
            "callers called back and reached",
            "left out",
        ),
        ratio(
            "transfers",
            "share",
            sums.HANDED_OVER,
            sums.TALKED,
            "calls handed over to another agent / calls answered or called back",
            "calls answered by an agent, or called back and reached",
            NO_PART,
        ),
        ratio(
            "transfer_wait",
            "min",
            sums.TRANSFER_WAIT,
            sums.HANDED_OVER,
            "time waited for the other agent / calls handed over",
            "calls handed over",
            "counted, with the time that they waited",
        ),
        ratio(
            "contained",
            "share",
            sums.AT_APP,
            sums.IN_APP,
            "contacts that the app settled / contacts in the app",
            "contacts in the app",
            NO_PART,
            "high",
        ),
        _of_contacts("retrials", sums.AGAIN, "contacts that are not the first of their case"),
        ratio(
            "calls_per_case",
            "count",
            sums.CONTACTS,
            sums.CASES,
            "contacts / cases begun, in the same period",
            "cases begun",
            COUNTED,
        ),
        ratio(
            "first_contact_resolved",
            "share",
            sums.FIRST_RESOLVED,
            sums.CASES,
            "cases resolved at their first contact / cases begun",
            "cases begun",
            COUNTED,
            "high",
        ),
        ratio(
            "solved_by_agent",
            "share",
            sums.AGENT_SOLVED,
            sums.TALKS,
            "calls that an agent solved / answered calls; in the scope of a pool: those that it solved / those that it answered "
            "first or took over",
            "answered calls",
            "left out",
            "high",
            pools="each",
        ),
        ratio(
            "handle_time",
            "min",
            sums.BUSY,
            sums.HANDLED,
            "minutes busy, with work after the call / customers handled",
            "customers handled",
            NO_PART,
        ),
        ratio(
            "cost_per_handled",
            "yuan",
            sums.COST,
            sums.CUSTOMERS,
            "staff cost, with answered calls that are paid / customers handled, those of halls and kiosks among them, and no work orders",
            "customers handled",
            NO_PART,
        ),
        ratio(
            "contractor_share",
            "share",
            sums.OUTSOURCED,
            sums.CALLS_HANDLED,
            "calls and chats handled by outsourced pools / calls and chats handled",
            "calls and chats handled by pools of call centres",
            NO_PART,
        ),
    )
}
"""Measures of scenarios with a call centre, by name."""


def calls_within(name: str, treatment: str | None, text: str, limit: float) -> Measure:
    """Service level with one treatment of calls abandoned within the threshold; or those abandoned later, without one."""
    answered = f"calls answered within {text}"
    if treatment is None:
        what = f"calls abandoned after more than {text}"
        return _of_calls(
            name, sums.within(limit, "abandoned_after"), what, "sooner ones are left out of the numerator"
        )
    if treatment == "missed":
        return _of_calls(name, sums.within(limit, "answered"), answered, "counted as missed", "high")
    if treatment == "met":
        what = f"{answered}, or abandoned within it,"
        return _of_calls(name, sums.within(limit, "met"), what, "within the threshold counted as met", "high")
    return ratio(
        name,
        "share",
        sums.within(limit, "answered"),
        sums.within(limit, "stayed"),
        f"{answered} / offered calls that were not abandoned within it",
        f"{OFFERED}; nor those abandoned within the threshold",
        "within the threshold left out, later ones counted as missed",
        "high",
    )
