"""A work order on its way through an office."""

from __future__ import annotations

from enum import IntEnum
from math import inf
from typing import NamedTuple

from sim.events.order_ways import Ways
from sim.events.rows import NOBODY
from sim.events.station import Rank, ServerPool
from sim.rules.office import EVERYBODY, NO_DESK


class Source(IntEnum):
    """From what orders come, in the order in which they come at one instant."""

    OPEN = 0
    """It was open when the horizon began."""
    CONTACT = 1
    """A contact left it."""
    PLAN = 2
    """It was planned."""
    ORDER = 3
    """Another order left it."""


class Origin(NamedTuple):
    """Where an order comes from. Orders that come at one instant come in this order.

    Attributes
    ----------
    source : Source
        From what it comes.
    sender : int
        Number of the site that sends it; `NOBODY` where no contact left it.
    began : int
        Number of the site where the case began; the category where no contact left it, and nothing of one that was open.
    case, attempt : int
        The contact: number of the case among those of that site, and which of its contacts; day and number of one that was planned; number of
        one that was open, or of the order that left it, and nothing.
    service, segment, language : int
        Of the contact; -1 where there is none.
    """

    source: Source
    sender: int
    began: int
    case: int
    attempt: int
    service: int
    segment: int
    language: int = NOBODY


class Chased(NamedTuple):
    """Where the customer of an order contacts again while it is open: where the contact was that left it.

    Attributes
    ----------
    site, line : int
        Number of the site, and of the line there; -1 in a hall.
    origin : int
        Where the case began, as :class:`~sim.events.door.Door` has it.
    """

    site: int
    line: int
    origin: int


class Order:
    """A work order.

    Attributes
    ----------
    origin : Origin
        Where it comes from.
    category : int
        Number among the categories of the office.
    created : float
        When it came; infinite before.
    ways, index : Ways, int
        Its way, drawn with those of others, and its place among them.
    step, end : int
        Where its present step stands in those, and where those end through which it goes in any case; approvals stand from there on.
    asked, approved, resumes : int
        How many approvals levels of escalation have asked for, and how many it has had; which step follows the one at hand.
    begun : int
        How many steps were over before the one at hand.
    number : int
        Its number among the orders of the office.
    entry : tuple or None
        The entry with which it stands in a line.
    joined, started : float
        When it joined the line where it stands or stood, and when a head began.
    alone : float
        From when on that head has in hand nothing that it began before.
    customer : float
        The uniform that says to whose customers it belongs.
    desk, line : int
        Number of the desk where it stands or stood in line, and of the line there: one of :class:`sim.network.skills.Skills`, or behind them that of its
        own head.
    for_all : float
        When it will stand for everybody, if it stands for its own head and nobody takes it before; infinite otherwise.
    owned, by_own : int
        Steps that were begun where it has an own head, and those of them that this head began.
    seat : tuple or None
        The pool and the number of the head that has it in hand.
    taken_over_by : int
        The desk to which it was escalated, or `NO_DESK`.
    level, priority : int
        Level of escalation that it has reached; its priority.
    clock, due : float
        When its deadline began to run, and its deadline; infinite before, and without one.
    chased_at : Chased or None
        Where its customer contacts again; nowhere of an order that comes by no contact, or by one that asked about another.
    repeats : bool
        Whether the problem of an earlier order has come back with it.
    chases : int
        How many contacts have asked about it within the horizon.
    promised : float
        Its deadline as its customer counts it: no clock stands still for which nobody waits.
    escalates, stood : float
        When it reaches its next level, infinite if never; minutes of its pause, as the clock of its deadline counts them.
    opens, shuts : float
        When it is let into the line in which it stands, if its desk works for its region on other days only, and when it is taken out again;
        infinite if never.
    informed_since : float
        Since when its customer has been kept informed; infinite before.
    accepted, closed : float
        When it was accepted, and closed; infinite until it is known.
    has_gathered, work_share : bool, float
        Whether it has gathered with others for the step that is next or at hand, and what of its own work it needs then.
    typical_share : float
        Share of the work of departments that it needs, since there may be a standing remedy for it.
    minutes, worked, travelled : float
        What the step in hand takes of its head, what all steps that have ended took, and how much of that was on the road.
    """

    __slots__ = (
        "accepted",
        "alone",
        "approved",
        "asked",
        "begun",
        "by_own",
        "category",
        "chased_at",
        "chases",
        "clock",
        "closed",
        "created",
        "customer",
        "desk",
        "due",
        "end",
        "entry",
        "escalates",
        "for_all",
        "has_gathered",
        "index",
        "informed_since",
        "joined",
        "level",
        "line",
        "minutes",
        "number",
        "opens",
        "origin",
        "owned",
        "priority",
        "promised",
        "repeats",
        "resumes",
        "seat",
        "shuts",
        "started",
        "step",
        "stood",
        "taken_over_by",
        "travelled",
        "typical_share",
        "ways",
        "work_share",
        "worked",
    )

    def __init__(self, origin: Origin, category: int, priority: int, ways: Ways, index: int) -> None:
        self.origin, self.category, self.created = origin, category, inf
        self.ways, self.index = ways, index
        self.step = ways.start[index]
        self.end = self.step + ways.own[index]
        self.customer = ways.customer[index]
        self.number, self.desk, self.line, self.for_all = -1, NO_DESK, EVERYBODY, inf
        self.entry: tuple[Rank, int, Order] | None = None
        self.joined = self.started = self.alone = inf
        self.seat: tuple[ServerPool, int] | None = None
        self.taken_over_by, self.level, self.priority = NO_DESK, 0, priority
        self.clock = self.due = self.promised = self.escalates = self.opens = self.shuts = self.accepted = (
            self.closed
        ) = self.informed_since = inf
        self.chased_at: Chased | None = None
        self.chases = self.owned = self.by_own = 0
        self.asked = self.approved = self.begun = 0
        self.resumes = self.step
        self.repeats, self.typical_share = False, 1.0
        self.has_gathered, self.work_share = False, 1.0
        self.minutes = self.worked = self.travelled = self.stood = 0.0

    @property
    def place(self) -> int:
        """Its place among orders of one instant."""
        return self.number

    @property
    def pause(self) -> float:
        """Minutes for which its clock stands still from its acceptance on; 0 while it is not accepted."""
        return self.ways.pause[self.index] if self.accepted < inf else 0.0

    @property
    def rules(self) -> int:
        """Number of the rules that it lives under."""
        return self.ways.rules[self.index]

    @property
    def seed(self) -> float:
        """The uniform from which all follows that it carries."""
        return self.ways.seed[self.index]

    @property
    def cause(self) -> int:
        """The number of its cause in the office; -1 where none is named."""
        return self.ways.cause[self.index]

    @property
    def first(self) -> int:
        """Where its first step stands in its ways."""
        return self.ways.start[self.index]
