"""The page ``docs/measures.md``, made from the registry of measures."""

from __future__ import annotations

from sim.log.outage_columns import COLUMNS
from sim.measures.measure import COUNTS_FOR, Pools
from sim.measures.registry import (
    APPOINTMENTS,
    APPROVALS,
    CALLS,
    CLOSURES,
    CREWS,
    ESTIMATES,
    MEETINGS,
    ORDERS,
    OUTAGES,
    PAUSES,
    PHONE,
    PHONE_THRESHOLDS,
    REGISTRY,
    SCOPES,
    THRESHOLDS,
    TREATMENTS,
    VISITS,
    WATCHED,
    WATER,
    Family,
    Measure,
    measure,
)

_FAMILIES: dict[Family, tuple[str, str]] = {
    "contact": ("Contacts", "Each contact counts in the interval in which it arrived."),
    "case": (
        "Cases",
        "A case is one customer's matter: its first contact, and all that follow because that one was in vain, on whatever day and channel. It "
        "counts in the scopes of its first contact, on the date and at the time of day at which that came; single intervals of single days "
        "have too few cases. Cases that began in the warm-up are left out, and so are their contacts in the horizon.",
    ),
    "queue": (
        "The queue",
        "Person-minutes and numbers of people waiting, in the interval in which they wait.",
    ),
    "staff": (
        "Staff",
        "Minutes and money, in the interval in which they are worked. Kiosks are no staff: they count in the scope of their own pool, "
        "and in what is paid, and in no other.",
    ),
}

_ESTIMATES = """\
## How a figure comes out of replications

| kind | value | interval |
| --- | --- | --- |
| ratio | sum of all numerators / sum of all denominators: a ratio of means, the figure of a customer, not the mean of the replications' ratios | Student's t on `numerator - ratio * denominator` of each replication (delta method) |
| total | mean of the replications' totals | Student's t |
| quantile, maximum | the statistic of each replication, averaged over the replications that have one | Student's t |
| gap, multiple | worst against best scope, chosen by the figures over all replications | Student's t on the paired replications of those two (linearized for a ratio) |

A quantile is the smallest wait that at least that share of the waits does not exceed. A ratio whose denominator is zero in
all replications has no value and is left out of the tables. With one replication there is no interval.

`peak` is the worst interval of the average day: the measure's own value in each interval of the day over all days and
replications, of which the worst is taken. An average day is a mean over the days on which the place is open. Intervals with less
than one customer (or minute) a day behind them do not count, unless there are no others. Maxima of the queue have no peak.
`open_peak` is the same of the intervals that begin while the place is open: those who wait at the door before do not make it.
"""


_POOLS = """\
## A contact that two pools had

A call may be handed over from one pool to another, and a visit goes from the greeter to the counter. In the scope of a pool a contact
counts

{pools}

So `answered`, `speed_of_answer`, the service levels and the waits of a pool are those of the calls that it answered first, and `transfers`
are its own hand-overs of these, whoever took them. `solved_by_agent` is what a pool solved of all that it answered first or took over.
`cost_per_case` divides its cost by the cases that it ended itself. Contacts that nobody served count for no pool.
"""


_CALLS = """\
Measures of scenarios with a call centre, in the scopes of contacts; those of staff (`handle_time`, `cost_per_handled`,
`contractor_share`) in the scopes of staff. Work after a call counts with the agent's busy minutes, not with the call.
Who takes a callback has hung up and does not wait on the line: such calls are left out of all measures of offered and answered
calls, service level among them, their wait counts as ended in `wait_…` and in the queue, and what they waited until they were called is
`callback_wait`. A call that was handed over has been answered, at its first wait; its second wait is `transfer_wait` and counts in the
queue, and who hangs up in it counts as lost.
The service level of calls has three treatments of those who hang up within the threshold, by name: `_missed`, `_met`,
`_left_out`; tables have it for 20 s and 30 s.
"""


_APPOINTMENTS = """\
Measures of scenarios in which a hall has appointments. Visits count where and when they begin: who comes before the slot, at the slot.
Appointments count at their slots, kept or not; `slots_used` has halls as scopes, the others those of contacts or cases.
`slot_kept_…` is in these tables for {kept}; any other whole number of `s` or `min` is had by asking for it in a target.
"""

_VISITS = """\
Measures of scenarios with halls and call centres. Services and segments are those of visits and calls alike, so that a wait in the scope
of a service is one of both; these are of visits alone.
"""

_CLOSURES = """\
Measures of scenarios in which counters may close while their staff is on duty, in the scopes of staff. Who is missing, or away
by the schedule, loses no hours.
"""


_WATCHED = """\
Measures of scenarios in which somebody watches a call centre (`watch`). Single intervals of single days have none.
"""


_ORDERS = """\
Measures of scenarios with offices. An order counts in the period in which it was created, if that lies within the horizon, and `backlog_…`
counts every order that is open in the period, those of the warm-up, or open at the start, too. Dates and months are periods; single intervals of single days have
too few orders. The horizon's end cuts off what is open then: each measure says how it counts these. Scopes: {scopes}. An order belongs to
the department in which the work on its category begins, also while another one has it. `…_end` is what there is at the end of the last day
of the period; it, quantiles and growth have no average day, and so no peak. `escalated_…` is in the tables for each level of the
scenario. Of the staff of an office say `occupancy`, `staff_cost` and the other measures of staff, with the scope `office` or `pool`.
"""


_OUTAGES = """\
Measures of scenarios with outages. An outage counts in the period in which it began, with all of the time without supply that it brings within the
horizon; `customers_out_…` counts in each interval who is without supply in it. Outages in which supply is only worse (`lesser`) count in the
number of outages and in the times to know and to restore, and nowhere else. Scopes: {scopes}; of what is said of the whole area, `all`. In the scope of
a region its own supplied customers are divided by. Only `customers_out_mean` has an average day, and so a peak, and intervals of single days, in all and by
region. How calls fared (`busy_tone`, `abandoned`, `resolved_by_menu` and all others) has the scopes `matter:outage` and `matter:other` of calls about
outages and of all others, and `supply:storm` and `supply:calm` of those that arrive while at least the share `outages.storm_at` of all supplied customers
is without supply, and of all others. Major event days are those of each replication by itself, of all regions together: what a horizon of less than about a year says of them is of
little use.

`--records` writes `outages.parquet`, one row an outage, with times in minutes since the horizon's first midnight. Its columns:

{columns}
"""


_COMPARED = """\
## The worst against the best

`gap_` before the name of a measure is the difference between the worst and the best scope of a kind, and `ratio_` the worst
over the best: `gap_service_level_20_s_missed` with the scope `language` is how many points the worst line lies below the
best, `ratio_wait_mean` with the scope `hall` how many times as long one waits in the worst hall. Their scope is the kind alone
(`hall`, `language`, `segment`, …), where there are two of it at least; with a name, such as `language:mongolian`, it is that one
against the best of the others (a gap below 0 where it is better than they are). Of lines, those on the phone are compared. Which are worst and best is decided by the figures over all
replications, as with the peak, and taken as given afterwards: the mean of each replication's own gap would be larger,
because the worst of several noisy numbers is noise too. Tables have `ratio_wait_mean`, those of call centres also
`gap_service_level_20_s_missed` and `gap_abandoned`; any other is had by asking for it in a target.
"""


def measures_markdown() -> str:
    """Every measure with its unit, formula, denominator, and how those who left are counted, as Markdown."""
    thresholds = [measure(f"{family}_{THRESHOLDS[0]}") for family in ("wait_within", "service_level")]
    parts = [
        "# Measures",
        "Made from `sim/measures/` by `make docs`. Shares are fractions of 1; times are minutes.",
    ]
    for family, (title, text) in _FAMILIES.items():
        found = [each for each in REGISTRY.values() if each.family == family]
        if family == "contact":
            found += thresholds
        scopes = ", ".join(f"`{scope}`" for scope in SCOPES[family])
        parts += [f"## {title}", f"{text} Scopes: {scopes}.", _table(found)]
    calls = [*PHONE.values(), measure("abandoned_after_5_s")]
    calls += [measure(f"service_level_{PHONE_THRESHOLDS[0]}_{treatment}") for treatment in TREATMENTS]
    parts += ["## Calls", _CALLS, _table(calls)]
    booked = [*APPOINTMENTS.values(), measure(f"slot_kept_{THRESHOLDS[0]}")]
    kept = ", ".join(text.replace("_", " ") for text in THRESHOLDS[:3])
    parts += ["## Appointments", _APPOINTMENTS.format(kept=kept), _table(booked)]
    scopes = ", ".join(f"`{scope}`" for scope in SCOPES["order"])
    orders = [
        *ORDERS.values(),
        *PAUSES.values(),
        *MEETINGS.values(),
        *APPROVALS.values(),
        measure("escalated_1"),
    ]
    parts += ["## Orders", _ORDERS.format(scopes=scopes), _table(orders)]
    scopes = ", ".join(f"`{scope}`" for scope in SCOPES["outage"])
    columns = "\n".join(f"- `{name}`: {says}" for name, says in COLUMNS.items())
    parts += ["## Outages", _OUTAGES.format(scopes=scopes, columns=columns)]
    parts += [
        _table([*OUTAGES.values(), *CREWS.values(), *ESTIMATES.values(), *CALLS.values(), *WATER.values()])
    ]
    parts += ["## Visits beside calls", _VISITS, _table([*VISITS.values()])]
    scopes = ", ".join(f"`{scope}`" for scope in SCOPES["queue"])
    parts += ["## Levels of warning", f"{_WATCHED} Scopes: {scopes}.", _table([*WATCHED.values()])]
    parts += ["## Closed counters", _CLOSURES, _table([*CLOSURES.values()])]
    others = ", ".join(text.replace("_", " ") for text in THRESHOLDS)
    parts += [
        f"`wait_within_…` and `service_level_…` are in every table for {others}; any other whole number of `s` or `min`"
        " is had by asking for it in a target, such as `service_level_20_s`.",
        _POOLS.format(
            pools="\n".join(
                _counting_for(
                    pools,
                    [*REGISTRY.values(), *thresholds, *calls, *CLOSURES.values(), *booked, *VISITS.values()],
                )
                for pools in COUNTS_FOR
            )
        ),
        _COMPARED,
        _ESTIMATES,
    ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _counting_for(pools: Pools, measures: list[Measure]) -> str:
    """For which pools a contact counts, and in which measures."""
    own = [each.name for each in measures if each.counts_for == pools and "pool" in each.scopes]
    named = ", ".join(f"`{name}`" for name in own)
    return f"- for {COUNTS_FOR[pools]}, in {named}"


def _table(measures: list[Measure]) -> str:
    head = (
        "| measure | unit | kind | formula | divided by | those who left unserved | worse is |\n"
        + "| --- " * 7
        + "|"
    )
    return "\n".join([head, *map(_row, measures)])


def _row(found: Measure) -> str:
    worse = "higher" if found.better == "low" else "lower"
    cells = (found.unit, found.kind, found.formula, found.denominator, found.leavers, worse)
    return f"| `{found.name}` | " + " | ".join(cells) + " |"
