"""The tidy tables of orders and of their steps, which people read: ``orders.parquet`` and ``order_steps.parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.log.columns import narrowed
from sim.log.orders import OrderOutcome, StepKind
from sim.log.records import Records
from sim.results.contacts_table import category_of
from sim.scenario import Scenario
from sim.scenario.office import causes_of
from sim.tally.office_frame import OfficeFrame

if TYPE_CHECKING:
    import pandas as pd


def orders_table(records: Records, scenario: Scenario) -> pd.DataFrame:
    """One row an order, those of the warm-up too that are still open when the horizon begins.

    Times that have not come by the end of the horizon are missing.

    Parameters
    ----------
    records : Records
        Of a scenario with offices.
    scenario : Scenario
        Whose names they get.
    """
    import pandas as pd

    assert records.orders is not None
    orders, sites = records.orders.orders, list(scenario.sites)
    columns: dict[str, Any] = {
        "replication": narrowed(orders.lane, np.int32),
        "order": narrowed(orders.number, np.int32),
        "case": narrowed(orders.case, np.int32),
        "office": category_of(orders.office, sites),
        "category": category_of(orders.category, list(scenario.categories)),
        "sender": category_of(orders.sender + 1, ["", *sites]),
        "service": category_of(orders.service + 1, ["", *scenario.services]),
        "segment": category_of(orders.segment, list(scenario.segments)),
        "region": category_of(orders.region, list(scenario.regions)),
        "cause": category_of(orders.cause + 1, ["", *causes_of(scenario.offices)]),
        "created": orders.created,
        **{name: _come(getattr(orders, name)) for name in ("accepted", "due", "promised", "closed")},
        "paused": orders.paused,
        "worked": orders.worked,
        "travelled": orders.travelled,
        **{
            name: narrowed(getattr(orders, name), np.int16)
            for name in ("bounces", "reopened", "meetings", "approvals", "level", "chases", "owned", "by_own")
        },
        "solved": orders.solved,
        "repeats": orders.repeats,
    }
    return pd.DataFrame(columns)


def order_steps_table(records: Records, scenario: Scenario) -> pd.DataFrame:
    """One row a step, in the order of replication, order and step; see :func:`orders_table`."""
    import pandas as pd

    assert records.orders is not None
    steps, desks = records.orders.steps, OfficeFrame(scenario)
    names = [desk.scope for desk in desks.desks]
    columns: dict[str, Any] = {
        "replication": narrowed(steps.lane, np.int32),
        "order": narrowed(steps.number, np.int32),
        "step": narrowed(steps.step, np.int32),
        "office": category_of(steps.office, list(scenario.sites)),
        "desk": category_of(desks.first_desk[steps.office] + steps.desk, names),
        "kind": category_of(steps.kind, [kind.name.lower() for kind in StepKind]),
        "pool": category_of(steps.pool + 1, ["", *scenario.pools]),
        "joined": steps.joined,
        "started": steps.started,
        "ended": steps.ended,
        "minutes": steps.minutes,
        "outcome": category_of(steps.outcome, [outcome.name.lower() for outcome in OrderOutcome]),
    }
    return pd.DataFrame(columns)


def _come(times: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Times, missing where they have not come."""
    return np.where(np.isfinite(times), times, np.nan)
