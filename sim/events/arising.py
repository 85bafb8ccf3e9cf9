"""Which first contacts come: those whose problems no office has prevented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from sim.events.contact import Contact
from sim.network.prevention import Prevention

Coming = TypeVar("Coming", bound=Contact)


def arising(contacts: Sequence[Coming], by: Prevention | None, day: int) -> Sequence[Coming]:
    """Those of the first contacts of a day at a site, in the order of time, that come."""
    if by is None or not by.is_begun or not contacts:
        return contacts
    category, segment = (
        np.array([getattr(each, name) for each in contacts], dtype=np.int64) for name in ("order", "segment")
    )
    seed = np.array([each.order_seed for each in contacts])
    gone = by.prevented(np.zeros_like(category), category, segment, seed, day).tolist()
    return [each for each, is_gone in zip(contacts, gone, strict=True) if not is_gone]
