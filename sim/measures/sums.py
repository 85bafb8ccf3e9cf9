"""The registry of sums: what is added up of contacts, of rows of the log, of staff and of queues, each defined once.

A measure divides two of them (:mod:`sim.measures.registry`). A sum says who counts for it, as a predicate, or whose minutes, as
a column; which kinds of scope it has; and whether it is kept for every single interval. What it is counted from, and how, is a
matter of the tally.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from sim.log.stages import Outcome, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

Family = Literal["contact", "case", "staff", "queue", "order", "outage", "supply"]

MATTERS = ("outage", "other")
"""Scopes of the kind `matter`: contacts about outages, and all others."""

SUPPLY = ("storm", "calm")
"""Scopes of the kind `supply`: contacts that arrive while many customers are without supply, and all others."""

SCOPES: dict[Family, tuple[str, ...]] = {
    "contact": (
        "all",
        "hall",
        "pool",
        "service",
        "segment",
        "channel",
        "centre",
        "language",
        "matter",
        "supply",
    ),
    "case": ("all", "hall", "service", "segment", "channel", "centre", "language"),
    "staff": ("all", "hall", "pool", "centre", "office"),
    "queue": ("all", "hall", "centre"),
    "order": ("all", "office", "department", "category", "region", "segment", "region_segment", "cause"),
    "outage": ("all", "region", "outage_kind", "outage_cause"),
    "supply": ("all",),
}
"""Kinds of scope of the sums of a family, and of the measures that are made of them; of orders also customers of a segment in a region. What is
said of supply is said of the whole area alone."""

BY_INTERVAL = ("all", "hall", "channel", "pool", "ended_by")
"""Kinds of scope whose sums over contacts are kept for every single interval of every day, others by date and by time of day; the last are
pools, as those that ended a contact."""


class Ended(Protocol):
    """Contacts that have ended, as far as a predicate may ask: arrays of one entry each."""

    @property
    def outcome(self) -> NDArray[np.integer[Any]]:
        """How it ended."""

    @property
    def stage(self) -> NDArray[np.integer[Any]]:
        """The last stage."""

    @property
    def first(self) -> Flags:
        """Whether it is the first contact of its case."""

    @property
    def bypassed(self) -> Flags:
        """Whether it passed by a busy greeter."""

    @property
    def callback(self) -> NDArray[np.integer[Any]]:
        """0 where no callback was offered, 1 where it was declined, 2 where it was taken."""

    @property
    def booked(self) -> Flags:
        """Whether it had an appointment."""

    def within(self, minutes: float) -> Flags:
        """Whether it waited so many minutes at most."""


@dataclass(frozen=True, eq=False)
class ContactSum:
    """A sum over contacts, each in the interval in which it arrived.

    Attributes
    ----------
    name : str
        Its name in a tally.
    counts : callable or None
        Which contacts count for it; all of them, if there is none.
    minutes : str
        The column of :class:`sim.log.sheet.Contacted` that is added up (or ``stay``, from arrival to end); contacts are counted, if it
        is empty.
    limit : float or None
        The minutes that `counts` asks about.
    """

    name: str
    counts: Callable[[Ended], Flags] | None = None
    minutes: str = ""
    limit: float | None = None
    family: Family = "contact"
    by_interval: tuple[str, ...] = BY_INTERVAL


@dataclass(frozen=True, eq=False)
class PoolSum:
    """A sum over contacts that is another one in the scope of a pool, where a contact may count for the pool that ended it.

    Attributes
    ----------
    name : str
        Its name.
    elsewhere : ContactSum
        What it is in all other scopes.
    of_first, of_last : ContactSum or None
        What of a contact counts for the pool that was first, and for the one that ended it.
    """

    name: str
    elsewhere: ContactSum
    of_first: ContactSum | None
    of_last: ContactSum | None
    family: Family = "contact"
    by_interval: tuple[str, ...] = BY_INTERVAL


@dataclass(frozen=True, eq=False)
class RowSum:
    """A sum over the rows of one of the other tables of the log, each in the interval of its first arrival.

    Attributes
    ----------
    name : str
        Its name in a tally.
    table : str
        ``cases`` (:class:`sim.log.cases.Cases`), ``stops`` (:class:`sim.log.stops.Stops`), ``bookings``
        (:class:`sim.log.bookings.Bookings`), ``orders`` (:class:`sim.tally.created_orders.CreatedOrders`), ``levels``
        (:class:`sim.log.levels.Levels`), or ``outages``, ``interruptions`` or ``estimates`` (all in :mod:`sim.tally.begun_outages`).
    counts : callable or None
        Which rows count for it; all of them, if there is none.
    minutes : callable or None
        What of a row is added up, in minutes on the grid of ticks; rows are counted, if there is none.
    """

    name: str
    table: Literal["cases", "stops", "bookings", "orders", "levels", "outages", "interruptions", "estimates"]
    counts: Callable[[Any], Flags] | None = None
    minutes: Callable[[Any], NDArray[np.float64]] | None = None
    family: Family = "case"
    by_interval: tuple[str, ...] = ()  # single intervals of single days have too few rows


Column = Literal["present", "paid", "busy", "off_duty", "overtime", "handled", "unused", "closed"]
"""What is known of each pool in each interval: minutes on duty, minutes that the schedule pays (with premiums), minutes busy, those off
duty and those outside what is paid, customers handled, calls that are paid though nobody made them, minutes on duty at closed counters."""

Weight = Literal[
    "one",
    "cost",
    "overtime_cost",
    "call_cost",
    "at_phone",
    "outsourced",
    "at_front",
    "office_cost",
    "office_overtime_cost",
]
"""By what a column is multiplied, pool by pool: one, a price, or one where the pool is of that kind and else nothing."""


@dataclass(frozen=True)
class Term:
    """Columns that are added up, times a weight of each pool."""

    columns: tuple[Column, ...]
    weight: Weight = "one"


@dataclass(frozen=True, eq=False)
class StaffSum:
    """A sum over staff: terms that are added up.

    Attributes
    ----------
    name : str
        Its name.
    terms : tuple of Term
        What is added up.
    of_people : bool
        Whether kiosks, which are no staff, count in no scope but that of their own pool.
    """

    name: str
    terms: tuple[Term, ...]
    of_people: bool = True
    family: Family = "staff"
    by_interval: tuple[str, ...] = BY_INTERVAL


@dataclass(frozen=True, eq=False)
class BacklogSum:
    """A sum over the orders that are open, those of the warm-up among them.

    Attributes
    ----------
    name : str
        Its name in a tally.
    at_end : bool
        Whether it is what there is at the end of a day, so that a longer period has that of its last day, and not the sum of them all.
    over_day : bool
        Whether it is kept by time of day, too.
    """

    name: str
    at_end: bool = False
    over_day: bool = False
    family: Family = "order"
    by_interval: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class QueueSum:
    """Of a place: person-minutes of waiting while it is open, minutes for which it is open, or appointments that it offers; or minutes of any
    kind, by day and by night."""

    name: str
    family: Family = "queue"
    by_interval: tuple[str, ...] = BY_INTERVAL


@dataclass(frozen=True, eq=False)
class OutSum:
    """Customer-minutes without supply, in the interval in which they are.

    Attributes
    ----------
    name : str
        Its name in a tally.
    as_told : bool
        Whether each outage ends at the first time of restoration that was given of it.
    """

    name: str
    as_told: bool = False
    family: Family = "outage"
    by_interval: tuple[str, ...] = ("all", "region")


@dataclass(frozen=True, eq=False)
class DaySum:
    """What is known of a day when it is over, and is kept by date alone.

    Attributes
    ----------
    name : str
        Its name in a tally.
    """

    name: str
    family: Family
    by_interval: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SuppliedSum:
    """Supplied customers: the same number in each period, however long."""

    name: str
    family: Family = "outage"
    by_interval: tuple[str, ...] = ()


Sum = ContactSum | PoolSum | RowSum | StaffSum | QueueSum | BacklogSum | OutSum | DaySum | SuppliedSum


# -- contacts: who counts -------------------------------------------------------------------------------------------------


def _ended(outcome: Outcome, at: Stage | None = None, name: str = "") -> ContactSum:
    """Contacts that ended in one way, at one stage if one is given."""
    if at is None:
        return ContactSum(name or outcome.name.lower(), lambda each: each.outcome == outcome)
    return ContactSum(name, lambda each: (each.outcome == outcome) & (each.stage == at))


def _served(each: Ended) -> Flags:
    """Somebody ended it, whether the matter is solved or not."""
    solved, missing = each.outcome == Outcome.RESOLVED, each.outcome == Outcome.PAPERS_MISSING
    found: Flags = solved | missing | (each.outcome == Outcome.UNSOLVED)
    return found


def _second(each: Ended) -> Flags:
    """It was handed over."""
    found: Flags = each.stage == Stage.TRANSFER
    return found


def _took(each: Ended) -> Flags:
    """It took a callback."""
    found: Flags = each.callback == 2
    return found


def _offered(each: Ended) -> Flags:
    """It reached the queue for agents, and took no callback."""
    found: Flags = ((each.stage == Stage.AGENT) | _second(each)) & ~_took(each)
    return found


def _answered(each: Ended) -> Flags:
    """An agent answered: who hung up waiting for a second one had the first."""
    return _offered(each) & (_served(each) | _second(each))


def _abandoned(each: Ended) -> Flags:
    """It hung up waiting for the first agent, or at an announced wait."""
    gave_up = (each.outcome == Outcome.BALKED) | (each.outcome == Outcome.RENEGED)
    found: Flags = _offered(each) & ~_second(each) & gave_up
    return found


def _visited(each: Ended) -> Flags:
    """It is a visit to a hall."""
    found: Flags = each.stage <= Stage.COUNTER
    return found


def _walked_in(each: Ended) -> Flags:
    """It is a visit without an appointment."""
    found: Flags = _visited(each) & ~each.booked
    return found


def _kept(each: Ended) -> Flags:
    """It took a callback and was reached."""
    return _took(each) & (_served(each) | _second(each))


CONTACTS = ContactSum("contacts")
CASES = ContactSum("cases", lambda each: each.first)
"""Cases begun."""
AGAIN = ContactSum("again", lambda each: ~each.first)
SERVED = ContactSum("served", _served)
LOST = ContactSum("lost", lambda each: ~_served(each))
RESOLVED = _ended(Outcome.RESOLVED)
FIRST_RESOLVED = ContactSum("first_resolved", lambda each: (each.outcome == Outcome.RESOLVED) & each.first)
AT_GREETER = _ended(Outcome.RESOLVED, Stage.GREETER, "at_greeter")
AT_KIOSK = _ended(Outcome.RESOLVED, Stage.KIOSK, "at_kiosk")
AT_MENU = _ended(Outcome.RESOLVED, Stage.MENU, "at_menu")
AT_APP = _ended(Outcome.RESOLVED, Stage.APP, "at_app")
PAPERS_MISSING = _ended(Outcome.PAPERS_MISSING)
CAUGHT = _ended(Outcome.PAPERS_MISSING, Stage.GREETER, "caught")
BYPASSED = ContactSum("bypassed", lambda each: each.bypassed)
BALKED = _ended(Outcome.BALKED)
RENEGED = _ended(Outcome.RENEGED)
SENT_HOME = _ended(Outcome.SENT_HOME)
TURNED_AWAY = _ended(Outcome.TURNED_AWAY)
BUSY_TONE = _ended(Outcome.BUSY, name="busy_tone")
LEFT_MENU = _ended(Outcome.LEFT_MENU)
IN_APP = ContactSum("in_app", lambda each: each.stage == Stage.APP)
OFFERED = ContactSum("offered", _offered)
ANSWERED = ContactSum("answered", _answered)
ABANDONED = ContactSum("abandoned", _abandoned)
CALLBACK_OFFERED = ContactSum("callback_offered", lambda each: each.callback > 0)
CALLBACK_TAKEN = ContactSum("callback_taken", _took)
CALLBACK_KEPT = ContactSum("callback_kept", _kept)
TALKED = ContactSum("talked", lambda each: _answered(each) | _kept(each))
BOOKED = ContactSum("booked", lambda each: each.booked)
SERVED_BOOKED = ContactSum("served_booked", lambda each: _served(each) & each.booked)
SERVED_WALK_IN = ContactSum("served_walk_in", lambda each: _served(each) & _walked_in(each))
SERVED_VISITS = ContactSum("served_visits", lambda each: _served(each) & _visited(each))
HANDED_OVER = ContactSum("handed_over", _second)
TAKEN_OVER = ContactSum("taken_over", lambda each: _second(each) & _served(each) & ~_took(each))
ANSWERED_AND_SOLVED = ContactSum(
    "agent_solved", lambda each: _answered(each) & (each.outcome == Outcome.RESOLVED)
)

SOLVED = PoolSum("solved", RESOLVED, None, RESOLVED)
AGENT_SOLVED = PoolSum("agent_solved", ANSWERED_AND_SOLVED, None, ANSWERED_AND_SOLVED)
TALKS = PoolSum("talks", ANSWERED, ANSWERED, TAKEN_OVER)
"""In the scope of a pool: calls that it answered first, and those that it took over."""


# -- contacts: whose minutes ----------------------------------------------------------------------------------------------

WAIT = ContactSum("wait", _served, "wait")
STAY = ContactSum("stay", _served, "stay")
WAIT_BOOKED = ContactSum("wait_booked", SERVED_BOOKED.counts, "wait")
WAIT_WALK_IN = ContactSum("wait_walk_in", SERVED_WALK_IN.counts, "wait")
WAIT_VISITS = ContactSum("wait_visits", SERVED_VISITS.counts, "wait")
ANSWER_WAIT = ContactSum("answer_wait", _answered, "wait")
OFFER_WAIT = ContactSum("offer_wait", _offered, "wait")
CALLBACK_WAIT = ContactSum("callback_wait", _kept, "callback_wait")
TRANSFER_WAIT = ContactSum("transfer_wait", _second, "transfer_wait")


# -- contacts: how long they waited -----------------------------------------------------------------------------------------

_BY_WAIT: dict[str, Callable[[float], Callable[[Ended], Flags]]] = {
    "within": lambda limit: lambda each: _served(each) & each.within(limit),
    "answered": lambda limit: lambda each: _answered(each) & each.within(limit),
    "abandoned": lambda limit: lambda each: _abandoned(each) & each.within(limit),
    "abandoned_after": lambda limit: lambda each: _abandoned(each) & ~each.within(limit),
    "met": lambda limit: lambda each: (_answered(each) | _abandoned(each)) & each.within(limit),
    "stayed": lambda limit: lambda each: _offered(each) & ~(_abandoned(each) & each.within(limit)),
}


@cache
def within(minutes: float, what: str = "within") -> ContactSum:
    """Contacts by their wait.

    Parameters
    ----------
    minutes : float
        The limit.
    what : str
        Served ``within`` the limit, ``answered`` or ``abandoned`` within it, ``abandoned_after`` it, ``met`` (answered or abandoned within
        it), ``stayed`` (offered, and not abandoned within it).
    """
    return ContactSum(f"{what}:{minutes!r}", _BY_WAIT[what](minutes), limit=minutes)


AT_ONCE = within(0.0)
"""Those who were served without any wait."""


# -- cases ------------------------------------------------------------------------------------------------------------------

CASE_WAIT = RowSum("case_wait", "cases", minutes=lambda case: case.wait)
CASES_SOLVED = RowSum("cases_solved", "cases", lambda case: case.solved)
RESOLVE_TIME = RowSum(
    "resolve_time", "cases", lambda case: case.solved, lambda case: case.ended - case.arrived
)


# -- appointments -----------------------------------------------------------------------------------------------------------

APPOINTMENTS = RowSum("appointments", "bookings")
NO_SHOWS = RowSum("no_shows", "bookings", lambda each: ~each.came)
SLOTS_USED = RowSum("slots_used", "bookings", lambda each: each.came, family="queue")


@cache
def slot_kept(minutes: float) -> RowSum:
    """Appointments of customers who were served within some minutes of the slot."""
    return RowSum(f"slot_kept:{minutes!r}", "bookings", lambda each: each.after_slot <= minutes)


KEPT_APPOINTMENTS = RowSum("kept_appointments", "bookings", lambda each: each.came)


# -- levels of warning ------------------------------------------------------------------------------------------------------

LEVELS_RAISED = RowSum("levels_raised", "levels", family="queue")
LEVEL_MINUTES = RowSum("level_minutes", "levels", minutes=lambda each: each.minutes, family="queue")


# -- orders -----------------------------------------------------------------------------------------------------------------

ORDERS = RowSum("orders", "orders", family="order")
ORDERS_CLOSED = RowSum("orders_closed", "orders", lambda order: order.is_closed, family="order")
IN_TIME = RowSum("in_time", "orders", lambda order: order.is_judged & ~order.is_late, family="order")
JUDGED = RowSum("judged", "orders", lambda order: order.is_judged, family="order")
"""Orders of which it is known whether they keep their deadline: they have one, and are closed or past it."""
CLOSE_TIME = RowSum(
    "close_time", "orders", lambda order: order.is_closed, lambda order: order.time_to_close, "order"
)
WORKED_ON_CLOSED = RowSum(
    "worked_on_closed", "orders", lambda order: order.is_closed, lambda order: order.worked, "order"
)
TRAVELLED = RowSum(
    "travelled", "orders", lambda order: order.is_closed, lambda order: order.travelled, "order"
)
LYING = RowSum(
    "lying",
    "orders",
    lambda order: order.is_closed,
    lambda order: order.time_to_close - order.worked,
    "order",
)


def _of_closed(name: str, minutes: Callable[[Any], NDArray[np.float64]]) -> RowSum:
    """Minutes of orders that are closed."""
    return RowSum(name, "orders", lambda order: order.is_closed, minutes, "order")


LYING_IN_LINE = _of_closed("lying_in_line", lambda order: order.in_line)
LYING_IN_HAND = _of_closed("lying_in_hand", lambda order: order.in_hands_off_duty)
LYING_WITH_WRONG = _of_closed("lying_with_wrong", lambda order: order.kept)
LYING_FOR_MEETING = _of_closed("lying_for_meeting", lambda order: order.for_meeting)
LYING_ELSEWHERE = _of_closed("lying_elsewhere", lambda order: order.elsewhere)
BOUNCES = RowSum("bounces", "orders", None, lambda order: order.bounces.astype("float64"), "order")
CHASES = RowSum("chases", "orders", None, lambda order: order.chases.astype("float64"), "order")
OWNED = RowSum("owned", "orders", None, lambda order: order.owned.astype("float64"), "order")
"""Steps begun where each customer has a head of its own."""
BY_OWN = RowSum("by_own", "orders", None, lambda order: order.by_own.astype("float64"), "order")
REPEATS = RowSum("repeats", "orders", lambda order: order.repeats, family="order")
PLACED = RowSum("placed", "orders", lambda order: order.is_accepted | (order.bounces > 0), family="order")
"""Orders of which it is known whether the first department was the right one."""
PLACED_RIGHT = RowSum(
    "placed_right", "orders", lambda order: order.is_accepted & (order.bounces == 0), family="order"
)
ACCEPTED = RowSum("accepted", "orders", lambda order: order.is_accepted, family="order")
CLOCK_PAUSED = RowSum("clock_paused", "orders", lambda order: order.paused > 0, family="order")
JUDGED_PROMISED = RowSum("judged_promised", "orders", lambda order: order.is_judged_promised, family="order")
IN_TIME_PROMISED = RowSum(
    "in_time_promised",
    "orders",
    lambda order: order.is_judged_promised & (order.closed <= order.promised),
    family="order",
)
TO_MEETING = RowSum("to_meeting", "orders", lambda order: order.meetings > 0, family="order")
APPROVED = RowSum("approved", "orders", lambda order: order.approvals > 0, family="order")
FINISHED = RowSum("finished", "orders", lambda order: order.is_closed | (order.reopened > 0), family="order")
REOPENED = RowSum("reopened", "orders", lambda order: order.reopened > 0, family="order")


@cache
def escalated(level: int) -> RowSum:
    """Orders that an escalation of that level, or a higher one, has reached, of those whose fate is known."""
    return RowSum(
        f"escalated:{level}", "orders", lambda order: order.is_judged & (order.level >= level), family="order"
    )


BACKLOG = BacklogSum("backlog", over_day=True)
"""Minutes for which orders are open."""
BACKLOG_GROWTH = BacklogSum("backlog_growth")
"""Orders that come, less those that are closed."""
BACKLOG_END = BacklogSum("backlog_end", at_end=True)
BACKLOG_AGE = BacklogSum("backlog_age", at_end=True)
"""Minutes since their creation of those that are open at the end."""


# -- outages ----------------------------------------------------------------------------------------------------------------

OUTAGES = RowSum("outages", "outages", family="outage")
UNPLANNED = RowSum("unplanned", "outages", lambda each: ~each.was_planned, family="outage")
KNOWN = RowSum("known", "outages", lambda each: each.is_known, family="outage")
TIME_TO_KNOW = RowSum(
    "time_to_know", "outages", lambda each: each.is_known, lambda each: each.known - each.arrived, "outage"
)
RESTORED = RowSum("restored", "outages", lambda each: each.is_restored, family="outage")
TIME_TO_RESTORE = RowSum(
    "time_to_restore",
    "outages",
    lambda each: each.is_restored,
    lambda each: each.restored - each.arrived,
    "outage",
)
REACHED = RowSum("reached", "outages", lambda each: each.is_reached, family="outage")
TIME_TO_SITE = RowSum(
    "time_to_site",
    "outages",
    lambda each: each.is_reached,
    lambda each: each.on_site - each.known,
    "outage",
)
SITE_JUDGED = RowSum("site_judged", "outages", lambda each: each.is_judged, family="outage")
"""Outages of which it is known whether a crew comes within the time promised."""
SITE_IN_TIME = RowSum(
    "site_in_time", "outages", lambda each: each.is_judged & each.is_in_time, family="outage"
)
INTERRUPTED = RowSum(
    "interrupted",
    "interruptions",
    lambda each: each.is_sustained,
    lambda each: each.customers,
    "outage",
)
CUSTOMER_MINUTES = RowSum(
    "customer_minutes",
    "interruptions",
    lambda each: each.is_sustained,
    lambda each: each.customer_minutes,
    "outage",
)


def _of_outage(name: str) -> RowSum:
    """Something of each outage that is added up."""
    return RowSum(f"outage_{name}", "outages", None, lambda each: getattr(each, name), "outage")


AFFECTED = _of_outage("customers")
WOULD_CALL = _of_outage("would_call")
KEPT_BY_SUPPLY = _of_outage("back")
KEPT_BY_MESSAGE = _of_outage("told")
KEPT_BY_HOUSEKEEPER = _of_outage("housekeeper")
CALLS_ABOUT = _of_outage("calls")
COMPLAINTS = _of_outage("complaints")
MESSAGES = _of_outage("messages")
MESSAGE_COST = _of_outage("message_cost")
ESTIMATES = RowSum("estimates", "estimates", family="outage")
ESTIMATE_ERROR = RowSum(
    "estimate_error", "estimates", None, lambda each: abs(each.estimate - each.restored), "outage"
)
PASSED = RowSum("passed", "estimates", lambda each: each.estimate < each.restored, family="outage")
"""Estimates that passed before supply was back."""
WATER_VISITS = RowSum("water_visits", "interruptions", None, lambda each: each.water_visits, "outage")
WATER_PER_POINT = RowSum(
    "water_per_point", "interruptions", None, lambda each: each.water_per_point, "outage"
)
CUSTOMERS_OUT = OutSum("customers_out")
OUT_AS_TOLD = OutSum("out_as_told", as_told=True)
ORDINARY_MINUTES = DaySum("ordinary_minutes", "outage")
"""Customer-minutes of sustained interruptions that began on days that are no major event days."""
MAJOR_DAYS = DaySum("major_days", "supply")
MOST_OUT = DaySum("customers_out_max", "supply")
SUPPLIED = SuppliedSum("supplied")


# -- staff ------------------------------------------------------------------------------------------------------------------

BUSY = StaffSum("busy", (Term(("busy",)),))
OVERTIME = StaffSum("overtime", (Term(("overtime",)),))
HANDLED = StaffSum("handled", (Term(("handled",)),))
PRESENT = StaffSum("present", (Term(("present",)),))
CLOSED = StaffSum("closed", (Term(("closed",)),))
WORKED = StaffSum("worked", (Term(("present", "off_duty")),))
CUSTOMERS = StaffSum("customers", (Term(("handled",), "at_front"),), of_people=False)
"""Customers handled in halls and call centres; in an office steps of orders are handled, in the field outages, and nobody is there."""
CALLS_HANDLED = StaffSum("calls_handled", (Term(("handled",), "at_phone"),), of_people=False)
OUTSOURCED = StaffSum("outsourced", (Term(("handled",), "outsourced"),), of_people=False)
COST_OF_CALLS = StaffSum("cost_of_calls", (Term(("handled", "unused"), "call_cost"),), of_people=False)
COST_OF_OVERTIME = StaffSum("cost_of_overtime", (Term(("overtime",), "overtime_cost"),), of_people=False)
COST = StaffSum(
    "cost",
    (Term(("paid",), "cost"), *COST_OF_OVERTIME.terms, *COST_OF_CALLS.terms),
    of_people=False,
)

COST_OF_OFFICES = StaffSum(
    "cost_of_offices",
    (Term(("paid",), "office_cost"), Term(("overtime",), "office_overtime_cost")),
    family="order",
    by_interval=(),
)
"""Cost of staff that works on orders."""


# -- places -----------------------------------------------------------------------------------------------------------------

WAITING = QueueSum("waiting")
OPEN = QueueSum("open")
PLACES = QueueSum("places")
ELAPSED = QueueSum("elapsed", "order", ())
"""Minutes of the period itself."""

BEHIND: dict[Family, Sum] = {
    "contact": SERVED,
    "case": CASES,
    "staff": PRESENT,
    "queue": OPEN,
    "order": ORDERS,
    "outage": OUTAGES,
    "supply": OUTAGES,
}
"""What lies behind a measure that has no denominator, by family."""

CAME: dict[Family, str] = {
    "contact": "contacts",
    "case": "contacts",
    "order": "orders_created",
    "outage": "outages",
}
"""The measure that says whether there was anything to judge, by what a measure is about."""
