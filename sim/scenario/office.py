"""An office behind the counters: its departments, the work orders that they do, how orders find the right one, and who drives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from sim.scenario.base import Label, Name, Part, Whole, YesNo
from sim.scenario.calendar import OwnHours
from sim.scenario.causes import Analysis, Cause, TypicalProblems
from sim.scenario.deadline import Deadline, WaitLimit
from sim.scenario.demand import Arrivals
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Clock, Minutes, PositiveFactor, Share, Weekdays, at_most_all
from sim.scenario.open_orders import OpenOrders
from sim.scenario.problems import WrongAt
from sim.scenario.time_away import MOST_AWAY

NO_TIME = Distribution(constant="0 min")


class Batch(Part):
    """Orders that gather before a department, and join its line together: once so many are there, or the first of them has waited for so long."""

    size: Whole = Field(ge=2, le=10_000, examples=[10])
    """How many."""
    at_most: Deadline = Field(examples=["3 working days"])
    """For how long the first one waits for others."""
    by: Literal["all", "region"] = "all"
    """Which orders gather together: all, or those of each region."""
    work: PositiveFactor = 1.0
    """What of its own work each of them needs then, where there are two or more."""


class Portfolios(Part):
    """Whose orders are whose: each customer belongs to one head of the department, as to an account manager, and so do all orders of its case.
    Each head has as many customers as any other. What comes to the department is for the own head first, but for everybody there at once if
    that head is not on duty at any time within the limit."""

    within: WaitLimit | None = None
    """For how long an order waits for its own head, from when it joins the line on; from then on anybody of the department takes it. Without
    limit if not given."""
    then: tuple[Name, ...] = ()
    """Pools that work in the department too, have no customers of their own, and take what is for everybody."""


class Department(Part):
    """A department or crew of an office."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    pools: tuple[Name, ...] = Field(min_length=1, examples=[["fitters"]])
    """Pools of the office that work here, and nowhere else. Where several have somebody free, the one named first takes the order."""
    travel: dict[Name, Distribution] = Field(default={}, examples=[{"city": "45 min", "remote": "2 h"}])
    """Time on the road, there and back, by region: added to each work of this department on an order from there, whatever the pool's speed;
    none for regions not named. Whoever finds out that an order is not theirs does not travel."""
    batch: Batch | None = None
    """Orders for which it has work gather first; none do if not given."""
    days: dict[Name, Weekdays] = {}
    """Its days for some regions, such as `{city: [mon, wed], country: [fri]}`: work for an order of such a region is begun on these days of the week
    alone, and the order stands in line until then; what is begun goes on as all work. It works for regions that are not named on each day."""
    own: Portfolios | None = None
    """Whether each order is for the head to whom its customer belongs, such as `{within: 4 working hours}`; for anybody here if not given."""

    @property
    def all_pools(self) -> tuple[str, ...]:
        """Everybody who works here: those who have customers of their own, if anybody has, before the others."""
        return self.pools if self.own is None else (*self.pools, *self.own.then)


class OrderStage(Part):
    """One stage of an order: a department that works on it."""

    department: Name = Field(examples=["construction"])
    """The department."""
    work: Distribution = Field(examples=["6 h"])
    """Time that one of its heads works on the order, at speed 100 %; it goes on the next day where it does not end."""
    waits: Distribution = NO_TIME
    """Time by the calendar for which the order lies afterwards without anybody's fault, such as for a permit; none if not given."""
    rework: Share = 0.0
    """Share of these works that an inspection sends back: the same department does the whole work again."""


class Pause(Part):
    """A wait for the customer, for which the deadline's clock stands still: from when an order is accepted, once an order."""

    share: Share = 0.0
    """Share of the orders that do wait for their customer: they lie for the time, and then join the line."""
    time: Distribution = Field(examples=["2 days"])
    """For how long, by the calendar."""
    misused: Share = 0.0
    """Share of the other orders whose clock is stopped for such a time although nobody waits: they join the line at once, as any other. So misuse
    moves the deadline, and no work by itself."""


class Category(Part):
    """A kind of work order."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    priority: Whole = Field(default=0, ge=-100, le=100)
    """Higher is taken first, interrupting nobody; 0 is ordinary."""
    department: Name | None = None
    """The department that does it, where it has one stage."""
    work: Distribution | None = None
    """Time that one of its heads works on it then, at speed 100 %."""
    stages: tuple[OrderStage, ...] = ()
    """Or its stages in their order, in place of `department` and `work`."""
    deadline: Deadline | None = None
    """Until when it is to be closed; no deadline if not given."""
    clock: Literal["creation", "acceptance"] = "creation"
    """When its deadline begins to run: at its creation, or when it first stands in line at the right department."""
    pause: Pause | None = None
    """Orders that wait for their customer, and clocks that are stopped; none if not given."""
    solved: Share = 1.0
    """Share of orders whose matter the work solves; the others are closed all the same, or found by a closing call."""
    first_right: Share | None = None
    """Share that is sent to the right department at once, whoever sends it, in place of the routing's; the routing's if not given."""
    leaves: dict[Name, Share] = {}
    """Shares of its orders that leave another one when they are closed, such as `{voltage: 30 %}` of visits that find needs; none if not given.
    It is of a category of the same office and of the same customer, segment and region, and comes at the midnight behind the closing."""
    prevents: Share = 0.0
    """Share of the orders that its orders leave which would have become problems of customers, as needs do that a visit finds: for each of them the next
    customer of the same segment and region whose first contact would leave an order of that category does not come."""
    arrivals: Arrivals | None = None
    """Orders that come by no contact, such as meters to be changed by a plan; none if not given."""

    @field_validator("leaves")
    @classmethod
    def _not_more_than_all(cls, shares: dict[str, float]) -> dict[str, float]:
        return at_most_all(shares)

    @model_validator(mode="after")
    def _one_way(self) -> Category:
        short = self.department is not None or self.work is not None
        if short and self.stages:
            raise ValueError("has both stages and department or work, keep the stages or the other two")
        if not self.stages and (self.department is None or self.work is None):
            missing = "department" if self.department is None else "work"
            raise ValueError(
                f"has no {missing if short else 'department and work'}, write for example "
                "department: metering and work: 1 h, or stages"
            )
        return self

    @property
    def all_stages(self) -> tuple[OrderStage, ...]:
        """Its stages, however they are written."""
        if self.stages:
            return self.stages
        assert self.department is not None
        assert self.work is not None
        return (OrderStage(department=self.department, work=self.work),)


class OrderRouting(Part):
    """How orders find the department that is right."""

    first_right: Share = 1.0
    """Share that is sent to the right department at once when nobody classifies it; the others go to one of the other departments, each with
    the same chance (assumed)."""
    by_sender: dict[Name, Share] = {}
    """The same by the hall or centre that sends it, such as `{hotline: 60 %}`."""
    look: Distribution = NO_TIME
    """Time in which a head of a wrong department finds out that it is wrong; none if not given."""
    keeps: Distribution = NO_TIME
    """Working time for which the order then lies there before it is passed on; none if not given."""
    passes_on: dict[Name, dict[Name, Share]] = {}
    """To whom a wrong department passes an order on, such as `{operations: {metering: 70 %, billing: 30 %}}`; each row adds up to 100 %. The
    order is passed on until the right department has it; a department without a row sends it there at once."""


class ClosingCall(Part):
    """A call to the customer of each order before it is closed."""

    time: Distribution = Field(examples=["4 min"])
    """Time of the call, at speed 100 %."""
    finds: Share = Field(examples=["90 %"])
    """Share of the unsolved orders that it finds, which are then opened again and begin from the start."""


class Meeting(Part):
    """A joint meeting of the departments, for orders that span several of them: they wait for it once they are classified. One that falls on a day off is
    held on the next day on which the office works."""

    every: Literal["week", "month"]
    """How often it is held."""
    weekday: Weekdays | None = None
    """Where it is every week: on which day of the week, such as `wed`, or on which days."""
    on: Whole | None = Field(default=None, ge=1, le=31)
    """Where it is every month: on which day of the month; in a shorter month on its last one."""
    time: Clock = Field(examples=["14:00"])
    """When it is held; an order that is classified just then waits for the next one."""
    categories: dict[Name, Share] = Field(min_length=1, examples=[{"voltage": "10 %"}])
    """Share of the orders of each category that wait for it, such as `{voltage: 10 %}`; none of the others."""
    lasts: Minutes = 0.0
    """How long it takes; the orders go on when it is over. No time if not given."""
    heads: dict[Name, Annotated[Whole, Field(ge=1, le=MOST_AWAY)]] = {}
    """How many heads of which pools of the office sit in it, such as `{crews: 2}`: those of the lowest numbers who are on duty at some time in it, or all
    where they are fewer. They are paid, and do no work on orders meanwhile. Nobody's time if not given."""

    @model_validator(mode="after")
    def _one_rule(self) -> Meeting:
        needed, other = ("weekday", "on") if self.every == "week" else ("on", "weekday")
        if getattr(self, needed) is None:
            right = "weekday: wed" if needed == "weekday" else "on: 15"
            raise ValueError(
                f"is held every {self.every} and does not say on which day, write for example {right}"
            )
        if getattr(self, other) is not None:
            raise WrongAt((other,), f"stands beside every: {self.every}, leave it out")
        if self.heads and not self.lasts:
            raise WrongAt(("heads",), "sit in a meeting that takes no time: add lasts such as 1 h")
        return self


class Coordinator(Part):
    """Who receives all orders, sends each to its department, and closes it."""

    pool: Name = Field(examples=["coordinators"])
    """The pool of the office that does it, and nothing else."""
    classify: Distribution = Field(examples=["6 min"])
    """Time for each new order, and for each that is opened again, at speed 100 %."""
    right: Share = 1.0
    """Share that is sent to the right department; the others go wrong as those that nobody classifies."""
    closing_call: ClosingCall | None = None
    """The call before closing; none if not given."""
    meeting: Meeting | None = None
    """The joint meeting of the departments; none if not given."""


class Approval(Part):
    """What a specialist has to agree to before anything else is done about an order."""

    pool: Name = Field(examples=["specialists"])
    """The pool of the office that does it, and works in no department."""
    work: Distribution = Field(examples=["30 min"])
    """Time of one of its heads for each order, at speed 100 %."""


class Escalation(Part):
    """What happens to orders that are still open at a share of the time until their deadline."""

    at: PositiveFactor = Field(examples=["80 %"])
    """Share of the time from the beginning of the deadline's clock to the deadline; above 100 % it is after the deadline."""
    priority: Whole = Field(default=0, ge=0, le=100)
    """Added from then on to the priority that the order has, with what earlier steps have added."""
    pool: Name | None = None
    """The pool of the office that does from then on what is left to do of it; the departments go on if not given."""
    approval: Approval | None = None
    """A specialist who must agree before the next step of the order is begun: one in line leaves it, and joins it anew behind those who stand there;
    one in hand or lying comes to the specialist behind that. No approval is needed once the last step is in hand. None if not given."""
    daily_list: YesNo = False
    """Whether the level acts by the list of the day, and not at once: on all orders that have come so far by the midnight with which a day begins
    on which the office works. Later levels wait for it."""


class Chasing(Part):
    """Customers who contact again because their order is still open: by the door by which the contact came that left it, in the same hall or on
    the same line. They make up their mind in the morning, by what is true then, and come at a time of the door's profile, on days on which it
    is open. Nobody chases an order that comes by no contact, or one that a chasing contact leaves."""

    service: Name = Field(examples=["ask_progress"])
    """The service of these contacts, which says how long they take; usually one with `share: 0 %`."""
    a_day: Share = 0.0
    """Chance to contact again on each day on which the order is open in the morning, from the day after its creation on."""
    a_day_older: Share = 0.0
    """Added for each further day of age."""
    overdue: Share = 0.0
    """Added from the morning after the deadline on."""
    informed: Share = 0.0
    """Share of these contacts that are saved while the customer is kept informed: from the coordinator's classification on."""


class Office(OwnHours):
    """An office: departments and crews that work on orders which contacts leave. It works in its opening hours; what is not done then, goes on
    in the next ones."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    pools: tuple[Name, ...] = Field(min_length=1, examples=[["fitters"]])
    """Pools that work here."""
    departments: dict[Name, Department] = Field(min_length=1)
    """Its departments."""
    takes: Literal["first", "due"] = "first"
    """Which order a free head takes among those of the same priority: the one that has stood longest in this line, or the one whose deadline is
    nearest."""
    categories: dict[Name, Category] = Field(min_length=1)
    """What orders it does."""
    routing: OrderRouting = OrderRouting()
    """How they find their department."""
    coordinator: Coordinator | None = None
    """Who receives, sends and closes them; nobody if not given."""
    escalations: tuple[Escalation, ...] = ()
    """What happens to those whose deadline comes near, in rising order, such as `[{at: 80 %, priority: 1}]`."""
    chasing: Chasing | None = None
    """Who contacts again while an order is open; nobody if not given."""
    causes: dict[Name, Cause] = {}
    """Why customers have the problems that lead to orders, such as `{old_meters: {category: meter, share: 40 %}}`."""
    analysis: Analysis | None = None
    """The monthly analysis that does away with causes; none if not given."""
    typical_problems: TypicalProblems | None = None
    """The list of typical problems that shortens work; none if not given."""
    open_orders: OpenOrders = ()
    """Orders that are open when the horizon begins: CSV file with the columns `category`, `age` (such as `3 days`) or `created` (such as
    `2010-11-29 14:30`; a date alone means its midnight) and, if given, `department` (where they stand; those without one begin as new ones),
    `priority` (that of the category) and `orders` (how many; 1). They are at hand at the first midnight, in the order of the rows, their
    deadlines run from their age on, and they count in the backlog and in no figure of orders created. Nobody chases them. Needs a horizon
    without `warm_up`, whose days would leave orders of their own."""

    @property
    def has_deadlines(self) -> bool:
        """Whether some of its orders have a deadline."""
        return any(category.deadline is not None for category in self.categories.values())

    @property
    def brings_back(self) -> bool:
        """Whether customers may come because of an order of theirs: while it is open, or since their problem is back."""
        return self.chasing is not None or any(cause.recurs for cause in self.causes.values())

    @property
    def extra_pools(self) -> tuple[str, ...]:
        """Pools that escalations name, each once."""
        named = ((each.pool, each.approval.pool if each.approval else None) for each in self.escalations)
        return tuple(dict.fromkeys(pool for both in named for pool in both if pool is not None))

    @property
    def desks(self) -> dict[str, tuple[str, ...]]:
        """The pools of each desk, by its name in messages: departments, then the coordinator's, then one for each pool that escalations name."""
        found = {f"department {name}": each.all_pools for name, each in self.departments.items()}
        if self.coordinator is not None:
            found["coordinator"] = (self.coordinator.pool,)
        return found | {f"escalation to {pool}": (pool,) for pool in self.extra_pools}


def categories_of(offices: Mapping[str, Office]) -> dict[str, Category]:
    """The categories of all offices, in the file's order, by name."""
    return {name: each for office in offices.values() for name, each in office.categories.items()}


def causes_of(offices: Mapping[str, Office]) -> dict[str, Cause]:
    """The causes of all offices, in the file's order, by name."""
    return {name: each for office in offices.values() for name, each in office.causes.items()}


def any_works_in(offices: Mapping[str, Office], pools: Iterable[str]) -> bool:
    """Whether any of some pools works in an office."""
    return any(pool in office.pools for pool in pools for office in offices.values())
