"""How deadlines are written, and what is said of those that are not."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from sim.scenario.base import Part
from sim.scenario.deadline import Deadline, TimeLimit, TimeUnit, parse_time_limit, time_limit_text


@pytest.mark.parametrize(
    ("written", "amount", "unit", "back"),
    [
        ("5 working days", 5, TimeUnit.WORKING_DAYS, "5 working days"),
        ("1 working day", 1, TimeUnit.WORKING_DAYS, "1 working day"),
        ("8 working hours", 480, TimeUnit.WORKING_MINUTES, "8 working hours"),
        ("1 working h", 60, TimeUnit.WORKING_MINUTES, "1 working hour"),
        ("1.5 working hours", 90, TimeUnit.WORKING_MINUTES, "90 working minutes"),
        ("1 working min", 1, TimeUnit.WORKING_MINUTES, "1 working minute"),
        ("24 h", 1440, TimeUnit.MINUTES, "24 h"),
        ("24 hours", 1440, TimeUnit.MINUTES, "24 h"),
        ("45min", 45, TimeUnit.MINUTES, "45 min"),
        ("1.15 h", 69, TimeUnit.MINUTES, "69 min"),  # 68.99999999999999 as the machine multiplies
        ("7 days", 7, TimeUnit.DAYS, "7 days"),
        ("1  day", 1, TimeUnit.DAYS, "1 day"),
        ("366 days", 366, TimeUnit.DAYS, "366 days"),
        ("８ working　hours", 480, TimeUnit.WORKING_MINUTES, "8 working hours"),  # full width
    ],
)
def test_a_deadline_is_read_and_written_back(written: str, amount: int, unit: TimeUnit, back: str) -> None:
    limit = parse_time_limit(written)
    assert limit == TimeLimit(amount, unit)
    assert limit.is_of_work == ("working" in written)
    assert time_limit_text(limit) == back
    assert parse_time_limit(back) == parse_time_limit(limit) == limit


RIGHT = "write a deadline such as 5 working days, 8 working hours, 24 h or 7 days"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (5, "has no unit, write 5 working days, 5 working hours or 5 h"),
        (None, f"is empty, {RIGHT}"),
        ("soon", f"is not a quantity, {RIGHT}"),
        (["5 working days"], f"is not a quantity, {RIGHT}"),
        (
            "5 business days",
            "unknown unit business days, known are min, h, days, working hours and working days",
        ),
        ("3 weeks", "unknown unit weeks, known are min, h, days, working hours and working days"),
        ("30 s", "unknown unit s, known are min, h, days, working hours and working days"),
        ("0 working days", f"is zero, {RIGHT}"),
        ("-1 working day", f"is negative, {RIGHT}"),
        (
            "1.5 working days",
            "has a part of a day, write whole days or working hours such as 12 working hours",
        ),
        ("0.5 days", "has a part of a day, write whole days or hours such as 36 h"),
        ("0.5 min", "has a part of a minute, write whole minutes such as 45 min"),
        ("1e-9 h", "has a part of a minute, write whole minutes such as 45 min"),
        ("367 working days", "is longer than a year, a deadline is at most 366 days"),
        ("9000 h", "is longer than a year, a deadline is at most 8784 hours"),
        ("1e400 days", f"is not a finite number, {RIGHT}"),
        ("1,5 working days", "has a comma in its number"),
    ],
)
def test_what_is_no_deadline_is_told_with_what_would_be_right(written: Any, message: str) -> None:
    with pytest.raises(ValueError, match=r"^.+$") as told:
        parse_time_limit(written)
    assert message in str(told.value).replace('"', "").replace("'", "")


class Order(Part):
    """A part with a deadline."""

    deadline: Deadline


def test_a_part_has_a_deadline() -> None:
    order = Order.model_validate({"deadline": "2 working days"})
    assert order.deadline == TimeLimit(2, TimeUnit.WORKING_DAYS)
    assert isinstance(order.deadline.unit, TimeUnit)
    assert Order(deadline=order.deadline) == order
    with pytest.raises(ValidationError, match="unknown unit"):
        Order.model_validate({"deadline": "2 moons"})
