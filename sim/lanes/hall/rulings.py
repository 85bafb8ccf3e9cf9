"""The rules of a hall, compiled as they stand in :mod:`sim.rules.hall`."""

from __future__ import annotations

from typing import Any

from sim.compiling.compiled import woven
from sim.rules import hall

turns_away: Any = woven(hall.turns_away)
greeting_minutes: Any = woven(hall.greeting_minutes)
is_answered: Any = woven(hall.is_answered)
is_found_out: Any = woven(hall.is_found_out)
is_gone: Any = woven(hall.is_gone)
likes_kiosk: Any = woven(hall.likes_kiosk)
wants_help: Any = woven(hall.wants_help)
counter_minutes: Any = woven(hall.counter_minutes)
end_behind_pause: Any = woven(hall.end_behind_pause)
