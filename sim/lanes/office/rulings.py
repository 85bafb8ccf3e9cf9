"""The rules of an office, compiled as they stand in :mod:`sim.rules.office`."""

from __future__ import annotations

from typing import Any

from sim.compiling.compiled import woven
from sim.rules import office

rank: Any = woven(office.rank)
desk_of: Any = woven(office.desk_of)
line_of: Any = woven(office.line_of)
own_head: Any = woven(office.own_head)
accepts: Any = woven(office.accepts)
is_closed: Any = woven(office.is_closed)
gathers: Any = woven(office.gathers)
work_share: Any = woven(office.work_share)
has_days: Any = woven(office.has_days)
pauses: Any = woven(office.pauses)
stands_from: Any = woven(office.stands_from)
moves_now: Any = woven(office.moves_now)
needs_approval: Any = woven(office.needs_approval)
approves: Any = woven(office.approves)
raised_priority: Any = woven(office.raised_priority)
moves_to: Any = woven(office.moves_to)
