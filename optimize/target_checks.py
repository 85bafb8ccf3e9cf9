"""Which targets can guide a search for a plan, and whether more heads can hurt: where it is known that they never do.

More people who work alike shorten every queue, so that fewer leave and more matters are solved. But where pools differ in how well or
how fast they work, a head more of the poorer one takes contacts away from the better one; a greeter, or a kiosk, is one more line to stand in;
and shares of what follows from an answer (hand-overs, papers found missing, further contacts) may grow because more are answered.
In an office a head more at one desk sends orders on to the next one sooner, where they may go before others: that more heads never hurt is
not known, but can be assumed of what counts late and open orders. It cannot of times of those that are closed, which fewer heads may keep
short by leaving the others open; nor where the clock of a deadline begins only when a department accepts, so that orders which lie with a
coordinator are never late. So it is with crews: one more may come between those whom an outage needs together, and yet it can be assumed of who
is on site in time, and of minutes without supply, in which outages that last on count.
Where it is known that more heads never hurt, the fullest plan says whether any plan can hold; where it can be assumed, bounds
rest on it, and staffings that were tried are compared to test it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimize.plans.choice import Choice
from sim.measures.measure import Measure
from sim.measures.registry import measure
from sim.scenario import Scenario
from sim.scenario.checks.targets import is_about_heads
from sim.scenario.office import any_works_in
from sim.scenario.pool import Pool
from sim.scenario.target import Target

WAITING = frozenset(
    {
        "wait",
        "stay",
        "waiting",
        "offer_wait",
        "answer_wait",
        "callback_wait",
        "transfer_wait",
        "within",
        "answered",
        "met",
        "abandoned",
        "abandoned_after",
        "lost",
        "balked",
        "reneged",
        "sent_home",
        "turned_away",
        "busy_tone",
        "bypassed",
        "overtime",
    }
)
"""Sums that say how long contacts wait, and who leaves because of that; of those with a limit, what stands before it."""

DONE = frozenset({"in_time", "escalated", "backlog", "backlog_growth", "backlog_end", "chases"})
"""Sums that say how many work orders are late or lie open."""

SUPPLY = frozenset({"site_in_time", "customer_minutes", "customers_out", "customers_out_max"})
"""Sums that say how soon crews are at outages, and how many customers are without supply for how long, those of outages that last on too."""

SOLVING = frozenset({"resolved", "first_resolved", "agent_solved", "at_greeter", "at_kiosk", "caught"})
"""Sums that say what is solved: with more who work alike, more is answered and as large a part of that is solved."""


def more_heads_never_hurt(choice: Choice) -> bool:
    """Whether it is known that more heads never break a target: nothing but waiting and solving is asked for, of one place at a time,
    those who are chosen work at counters or phones, and who does the same work, does it alike."""
    scenario = choice.scenario
    stages = {scenario.pools[place.pool].works_at for place in choice.places}
    asked = all(
        _is_about(target, WAITING | SOLVING) and not measure(target.measure).of for target in scenario.targets
    )
    return asked and stages <= {"counter", "phone"} and _work_alike(scenario)


def doubtful_measures(choice: Choice) -> list[str]:
    """Measures of targets of which it cannot even be assumed that more heads never break them, so that no bound rests on that.

    Waits are left out, whoever works: if a slower pool can make them longer, comparing staffings will tell. So are measures that compare
    places, which other searches are for.
    """
    sums = WAITING | SOLVING if _work_alike(choice.scenario) else WAITING
    sums |= SUPPLY | (DONE if _clocks_begin_at_once(choice.scenario) else frozenset())
    wrong = (
        target.measure
        for target in choice.scenario.targets
        if not measure(target.measure).of and not _is_about(target, sums)
    )
    return list(dict.fromkeys(wrong))


def _clocks_begin_at_once(scenario: Scenario) -> bool:
    """Whether no deadline waits for a department to accept."""
    return all(category.clock == "creation" for category in scenario.categories.values())


def chooses_in_offices(scenario: Scenario) -> bool:
    """Whether heads of some office are chosen."""
    return any_works_in(scenario.offices, scenario.staffing.pools if scenario.staffing else ())


def chooses_crews(scenario: Scenario) -> bool:
    """Whether crews are chosen."""
    chosen = scenario.staffing.pools if scenario.staffing else ()
    return any(scenario.pools[name].works_at == "field" for name in chosen if name in scenario.pools)


def _is_about(target: Target, sums: Iterable[str]) -> bool:
    found: Measure = measure(target.measure)
    return found.family == "queue" or found.top.name.partition(":")[0] in sums


def _work_alike(scenario: Scenario) -> bool:
    """Whether pools at the same kind of work differ in nothing but what they can do, and nobody hands over what he cannot solve."""
    for site in scenario.sites.values():
        if site.kind == "office":
            continue  # no contact waits for its departments
        ways: dict[str, set[tuple[object, ...]]] = {}
        for name in site.pools:
            pool = scenario.pools[name]
            if pool.phone.transfer is not None:
                return False
            ways.setdefault(pool.works_at, set()).add(_way_of(pool))
        if any(len(each) > 1 for each in ways.values()):
            return False
    return True


def _way_of(pool: Pool) -> tuple[object, ...]:
    """How fast and how well a pool works."""
    levels = (sorted(each.items()) for each in (pool.phone.levels, pool.phone.line_levels))
    told = tuple(repr(each) for each in levels)
    return (pool.speed, pool.phone.quality, *told)


def target_problems(
    targets: Sequence[Target], compared: bool = False, orders: bool = False, crews: bool = False
) -> list[str]:
    """What is wrong with targets that more heads may break, so that no search can rely on them; empty if nothing is.

    Parameters
    ----------
    targets : sequence of Target
        What a plan must meet.
    compared : bool
        Whether measures that compare places with each other may be among them.
    orders : bool
        Whether heads of an office are chosen.
    crews : bool
        Whether crews are chosen.
    """
    found = []
    for target in targets:
        known = measure(target.measure)
        side = "at_most" if known.better == "low" else "at_least"
        if is_about_heads(known):
            found.append(
                f"{known.name}: it is about the heads themselves, so it cannot guide a plan; limit what a plan costs with staffing.budget, "
                "and see in its report how busy its heads are"
            )
        elif known.of and not compared:
            found.append(
                f"{known.name}: more heads in one place may break it, so it cannot guide this plan; see what a plan makes of it with"
                " counterline run --plan (halls are compared over the horizon or on a date, where people work in blocks of time, each"
                " other target is of one hall, and the method is cuts)"
            )
        elif known.family == "order" and not orders:
            found.append(
                f"{known.name}: it is about work orders, and staffing.pools names no pool of an office: name those who work on them"
            )
        elif known.family in ("outage", "supply") and not crews:
            found.append(
                f"{known.name}: it is about outages, and staffing.pools names no crews: name those who go to them"
            )
        elif getattr(target, side) is None:
            found.append(f"{known.name}: a plan can only keep it {side.replace('_', ' ')} something")
    return found
