"""Checks on who calls about outages, on messages, housekeepers and complaints."""

from __future__ import annotations

from sim.scenario.checks.sections import Centres, Found, Services
from sim.scenario.outages import Outages
from sim.scenario.problems import nearest
from sim.scenario.source import Key

SECTION: Key = ("outages",)
CALLS: Key = ("outages", "calls")


def outage_calls_name_known(outages: Outages | None, centres: Centres, services: Services) -> Found:
    """Calls about outages come to a centre and to lines that there are, and are of known services."""
    if outages is None or outages.calls is None:
        return
    calls = outages.calls
    wanted = [((*CALLS, "service"), calls.service), ((*CALLS, "known_service"), calls.known_service)]
    if outages.complaints is not None:
        wanted.append(((*SECTION, "complaints", "service"), outages.complaints.service))
    for key, service in wanted:
        if service is not None and service not in services:
            yield key, f"is an unknown service, {nearest(service, services)}"
    if not centres:
        yield CALLS, "has no centre to come to, add one under centres"
    elif calls.centre is not None and calls.centre not in centres:
        yield (*CALLS, "centre"), f"is an unknown centre, {nearest(calls.centre, centres)}"
    elif calls.centre is None and len(centres) > 1:
        names = ", ".join(centres)
        yield CALLS, f"does not say to which of several centres they come, write centre with one of {names}"
    else:
        lines = centres[calls.centre or next(iter(centres))].lines
        for line in calls.lines:
            if line not in lines:
                yield (*CALLS, "lines", line), f"is an unknown line, {nearest(line, lines)}"


def outage_calls_have_rules(outages: Outages | None) -> Found:
    """Where customers call, it is said how; and where somebody keeps them from it, they call."""
    if outages is None:
        return
    if outages.calls is None:
        for name, kind in outages.kinds.items():
            if kind.calls is not None:
                key = (*SECTION, "kinds", name, "calls")
                yield (
                    key,
                    "comes to no line, write under outages: calls: {lines: {mandarin: 100 %}, service: outage}",
                )
        for name in ("messages", "housekeepers", "complaints"):
            if getattr(outages, name) is not None:
                yield (*SECTION, name), "needs calls, which say on which lines customers call about outages"
    for name, kind in outages.kinds.items():
        if kind.reported is not None and (kind.calls is None or not kind.calls.share):
            key = (*SECTION, "kinds", name, "reported")
            yield key, "never happens, since nobody calls about this kind: give it calls, or leave it out"


def messages_are_sent(outages: Outages | None) -> Found:
    """Messages that keep customers from calling are sent."""
    messages = outages.messages if outages else None
    for stage in messages.enough if messages else ():
        if messages and stage not in messages.stages:
            key = (*SECTION, "messages", "enough", stage)
            yield key, f"is a stage at which no message is sent, add {stage} to stages or leave it out"


def stages_come(outages: Outages | None) -> Found:
    """Stages that are named come some time."""
    messages = outages.messages if outages else None
    if outages is None or messages is None:
        return
    if "announced" in messages.enough and all(kind.announced is None for kind in outages.kinds.values()):
        key = (*SECTION, "messages", "enough", "announced")
        yield key, "has no effect, since no kind of outage is announced"
    crews = [stage for stage in ("assigned", "on_site", "cause") if stage in messages.enough]
    if all(kind.repair is None for kind in outages.kinds.values()):
        for stage in crews:
            yield (
                (*SECTION, "messages", "enough", stage),
                "has no effect, since no kind of outage is repaired by crews",
            )
