"""The reference of scenario files in Markdown, made from the schema: its docstrings, types and defaults."""

from __future__ import annotations

import inspect

from pydantic.fields import FieldInfo

from sim.scenario import distributions as shapes
from sim.scenario.appointments import Appointments, Slots
from sim.scenario.base import Part
from sim.scenario.calendar import Calendar
from sim.scenario.causes import Analysis, Cause, TypicalProblems
from sim.scenario.centre import Announced, App, Callback, Centre, Line, Menu, Move, Redial, Route, Step
from sim.scenario.closures import CounterOutage
from sim.scenario.count_distributions import CountDistribution, LognormalCount, UniformCount
from sim.scenario.crews import CrewPool, Crews, EstimateLaw, Estimates, MutualAid
from sim.scenario.demand import Arrivals, ComeBack, Form, Groups, Halves, KioskUse, Segment, Service
from sim.scenario.field_descriptions import default_of, descriptions_of, kind_text
from sim.scenario.floaters import Floaters
from sim.scenario.hall import Balking, Greeter, Hall
from sim.scenario.json_schema import json_schema
from sim.scenario.office import (
    Approval,
    Batch,
    Category,
    Chasing,
    ClosingCall,
    Coordinator,
    Department,
    Escalation,
    Meeting,
    Office,
    OrderRouting,
    OrderStage,
    Pause,
    Portfolios,
)
from sim.scenario.office_work import OfficeWork, OrderLevel
from sim.scenario.outage_calls import (
    Again,
    Asleep,
    Complaints,
    EmergencyWater,
    Housekeepers,
    KindCalls,
    OftenOut,
    OutageCalls,
)
from sim.scenario.outage_messages import MessageChannel, Messages, Trust
from sim.scenario.outages import OutageKind, Outages, Repair, Reported, Sensed, Storm
from sim.scenario.phone import Chats, Level, Patience, PhoneUse, PhoneWork, Transfer
from sim.scenario.pool import Pool, Shift
from sim.scenario.roster import Roster, Weights
from sim.scenario.scenario import Scenario
from sim.scenario.schema_paths import flow
from sim.scenario.staffing import Cover, CrossTraining, Goal, PoolChoice, ShiftType, Staffing
from sim.scenario.target import Target
from sim.scenario.time_away import Break, Leave, Training
from sim.scenario.watch import Thresholds, WarningLevel, Watch

PARTS: tuple[type[Part], ...] = (
    Scenario,
    Calendar,
    Service,
    Form,
    KioskUse,
    PhoneUse,
    Segment,
    Hall,
    Arrivals,
    Halves,
    Groups,
    Greeter,
    Appointments,
    Slots,
    Balking,
    CounterOutage,
    Centre,
    Line,
    Menu,
    Patience,
    Announced,
    Callback,
    App,
    Move,
    Route,
    Step,
    Redial,
    Watch,
    WarningLevel,
    Thresholds,
    Office,
    Department,
    Portfolios,
    Batch,
    Category,
    OrderStage,
    Pause,
    OrderRouting,
    Coordinator,
    ClosingCall,
    Meeting,
    Escalation,
    Approval,
    Chasing,
    Cause,
    Analysis,
    TypicalProblems,
    Outages,
    OutageKind,
    Sensed,
    Reported,
    Repair,
    KindCalls,
    Storm,
    Crews,
    CrewPool,
    MutualAid,
    Estimates,
    EstimateLaw,
    OutageCalls,
    Asleep,
    Again,
    Messages,
    MessageChannel,
    Trust,
    Housekeepers,
    Complaints,
    OftenOut,
    EmergencyWater,
    CountDistribution,
    LognormalCount,
    UniformCount,
    Pool,
    Shift,
    Training,
    Leave,
    Break,
    PhoneWork,
    Level,
    Chats,
    Transfer,
    OfficeWork,
    OrderLevel,
    Floaters,
    ComeBack,
    Target,
    Staffing,
    PoolChoice,
    ShiftType,
    Cover,
    CrossTraining,
    Goal,
    Roster,
    Weights,
    shapes.Distribution,
    shapes.Exponential,
    shapes.Gamma,
    shapes.Erlang,
    shapes.Lognormal,
    shapes.Weibull,
    shapes.Triangular,
    shapes.Uniform,
)
"""The parts of a scenario in the order in which a reader meets them."""

_HEAD = """\
# Scenario files

A scenario is a YAML file. Quantities carry their unit: `6 min`, `90 s`, `2 h`, `3 days`; `12 %`; `45 yuan/h`; `40000 yuan`.
Times of day are `08:30`, stretches of the day `08:30-12:00`, dates `2010-12-21`, days of the week `mon-fri`.
Long tables stand in CSV files (UTF-8, comma) in the scenario's folder; their paths start there. Unknown keys are refused.
Names have 1 to 80 characters, without `. : , [ ]`.

A policy is a set of overrides: dotted keys with other values, such as `pools.clerks.heads: 8`. A list is overridden whole.
"""


def reference_markdown() -> str:
    """The whole page: one section a part, each with a table of its keys."""
    return "\n".join([_HEAD, *map(_section, PARTS)])


def _section(part: type[Part]) -> str:
    descriptions = descriptions_of(part)
    rows = [_row(name, field, descriptions.get(name, "")) for name, field in part.model_fields.items()]
    head = ["| key | what it is | default | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join(
        [f"## {part.__name__}", "", inspect.cleandoc(part.__doc__ or ""), "", *head, *rows, ""]
    ).replace("``", "`")


def _row(name: str, field: FieldInfo, description: str) -> str:
    cells = [f"`{name}`", kind_text(field), _default(field), description]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    value = default_of(field)
    return "" if value in (None, "", [], {}) else f"`{flow(value)}`"


__all__ = ["PARTS", "json_schema", "reference_markdown"]
