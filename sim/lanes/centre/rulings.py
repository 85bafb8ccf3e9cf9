"""The rules of a call centre, compiled as they stand in :mod:`sim.rules.phone`."""

from __future__ import annotations

from typing import Any

from sim.compiling.compiled import woven
from sim.rules import phone

gets_in: Any = woven(phone.gets_in)
holds_trunk: Any = woven(phone.holds_trunk)
is_served_by_menu: Any = woven(phone.is_served_by_menu)
hangs_up: Any = woven(phone.hangs_up)
is_offered_callback: Any = woven(phone.is_offered_callback)
takes_callback: Any = woven(phone.takes_callback)
may_take: Any = woven(phone.may_take)
urgency: Any = woven(phone.urgency)
can_take_call: Any = woven(phone.can_take_call)
can_take_chat: Any = woven(phone.can_take_chat)
sets_announced_wait: Any = woven(phone.sets_announced_wait)
is_to_be_called: Any = woven(phone.is_to_be_called)
is_reached: Any = woven(phone.is_reached)
is_called_once_more: Any = woven(phone.is_called_once_more)
talk_minutes: Any = woven(phone.talk_minutes)
is_solved: Any = woven(phone.is_solved)
is_handed_over: Any = woven(phone.is_handed_over)
contacts_again: Any = woven(phone.contacts_again)
move_of: Any = woven(phone.move_of)
