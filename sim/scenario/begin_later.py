"""What a policy may change from a date on, or for some regions or segments, and what it may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sim.scenario.by_date import VOLUME
from sim.scenario.source import Key

ANY = "*"

_CATEGORY = (
    "department",
    "work",
    "stages",
    "priority",
    "deadline",
    "clock",
    "pause",
    "solved",
    "first_right",
    "leaves",
    "prevents",
)
_COORDINATOR = ("pool", "classify", "right", "closing_call", "meeting")
_ROUTING = ("first_right", "by_sender", "look", "keeps", "passes_on")

WHOLE: tuple[Key, ...] = (
    ("pools", ANY),
    ("offices", ANY, "departments", ANY),
    ("offices", ANY, "coordinator"),
)
"""What may be added as a whole."""

PARTS: tuple[Key, ...] = (
    ("pools", ANY, "heads"),
    ("pools", ANY, "paid"),
    ("offices", ANY, "pools"),
    ("offices", ANY, "departments", ANY, "pools"),
    ("offices", ANY, "escalations"),
    *(("offices", ANY, "categories", ANY, each) for each in _CATEGORY),
    *(("offices", ANY, "coordinator", each) for each in _COORDINATOR),
    *(("offices", ANY, "routing", each) for each in _ROUTING),
)
"""What may be changed, with all that is below it."""

OF_ALL: tuple[Key, ...] = tuple(
    (*door, "arrivals", each)
    for door in (
        ("halls", ANY),
        ("centres", ANY, "lines", ANY),
        ("centres", ANY, "app"),
        ("offices", ANY, "categories", ANY),
    )
    for each in VOLUME
)
"""What may change on a date, but for all customers alone."""

FOR_ALL = "is about all customers, and the step holds for some only: write it in a step without regions and segments"

GROWS: tuple[Key, ...] = (("offices", ANY, "pools"), ("offices", ANY, "departments", ANY, "pools"))
"""Lists from which nothing may be taken."""

OF_NEW = ("label", "own", "batch", "days", "travel")
"""What may be said of something that is new, but not changed."""

CAN_NOT = (
    "cannot begin later, nor hold for some only. What can: heads and paid of pools, new pools; how many come (per_day and its factors); of an office its pools, departments (new ones, and "
    f"more pools of one), escalations, routing, coordinator ({', '.join(_COORDINATOR)}), and of its categories {', '.join(_CATEGORY)}"
)

TAKEN_AWAY = "takes away {} in the middle of the horizon, where orders may still need it: leave it there, and give pools 0 heads from then on"

NO_SHIFTS = "are shifts, which cannot begin later: write heads"


def cannot_begin(before: BaseModel, after: BaseModel) -> Iterator[tuple[Key, str]]:
    """What a scenario must not change in the middle of its horizon to become another one: key, and what is wrong; :data:`FOR_ALL` if it may do so for
    all customers."""
    for key, one, other in differences(before, after, ()):
        if any(_matches(key, each) for each in OF_ALL):
            yield key, FOR_ALL
            continue
        grows = any(_matches(key, each, exactly=True) for each in GROWS)
        gone = [name for name in one or () if name not in (other or ())] if grows else []
        if other is _NOTHING or gone:
            yield key, TAKEN_AWAY.format(", ".join(gone) or key[-1])
        elif _matches(key, ("pools", ANY), exactly=True) and other.shifts:
            yield (*key, "shifts"), NO_SHIFTS
        elif _matches(key, ("pools", ANY, "shifts")):
            yield key, NO_SHIFTS
        elif not _may(key):
            yield key, CAN_NOT


def _may(key: Key) -> bool:
    return any(_matches(key, each, exactly=True) for each in WHOLE) or any(
        _matches(key, each) for each in PARTS
    )


def _matches(key: Key, pattern: Key, exactly: bool = False) -> bool:
    """Whether a pattern is a key, or the beginning of it."""
    fits = len(key) == len(pattern) if exactly else len(key) >= len(pattern)
    return fits and all(part in (ANY, name) for name, part in zip(key, pattern, strict=False))


_NOTHING: Any = object()
"""In place of what is not there."""


def differences(before: Any, after: Any, key: Key) -> Iterator[tuple[Key, Any, Any]]:
    """Where two values of one kind differ: key, and what stands there in each of them."""
    if isinstance(before, BaseModel) and type(before) is type(after):
        for name in type(before).model_fields:
            if (*key, name) != ("policies",):
                yield from differences(getattr(before, name), getattr(after, name), (*key, name))
    elif isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            if name in before and name in after:
                yield from differences(before[name], after[name], (*key, name))
            else:
                yield from _new_or_gone(before.get(name, _NOTHING), after.get(name, _NOTHING), (*key, name))
    elif before is None and isinstance(after, BaseModel):
        yield from _new_or_gone(None, after, key)
    elif before != after:
        yield key, before, after


def _new_or_gone(before: Any, after: Any, key: Key) -> Iterator[tuple[Key, Any, Any]]:
    """Something as a whole, and, where it is new, what is said of it."""
    yield key, before, after
    if isinstance(after, BaseModel) and key[:1] != ("pools",):
        for name in sorted(after.model_fields_set - set(OF_NEW)):
            yield (*key, name), None, getattr(after, name)
