"""The rules of outages and crews, compiled as they stand in :mod:`sim.rules.outage`."""

from __future__ import annotations

from typing import Any

from sim.compiling.compiled import woven
from sim.rules import outage

rank: Any = woven(outage.rank)
isolation_begins: Any = woven(outage.isolation_begins)
repaired_at: Any = woven(outage.repaired_at)
seen_from: Any = woven(outage.seen_from)
back_at: Any = woven(outage.back_at)
customers_back: Any = woven(outage.customers_back)
first_told: Any = woven(outage.first_told)
calls_aid: Any = woven(outage.calls_aid)
is_noticed: Any = woven(outage.is_noticed)
