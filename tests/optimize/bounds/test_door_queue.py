"""What greeters take off in a stretch of time, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.bounds.door_queue import AtDoor, take_off

BYPASS = 3.0


def off(heads: tuple[int, int], end: float, *visits: tuple[float, float, float, float, float]) -> float:
    """Minutes taken off on one day; of each visit when it comes in, the minutes of its greeting and of help, and what these take off."""
    entry, greeting, helping, taken, formed = np.array(visits).T
    day = AtDoor(np.array([0, len(visits)]), entry, greeting, helping, taken, formed)
    minutes = np.zeros(1)
    most = max(1, heads[1])
    take_off(day, heads, end, BYPASS, np.zeros(most), np.zeros(most, dtype=np.int64), minutes)
    return float(minutes[0])


PLAIN = (0.0, 2.0, 0.0, 1.0, 0.0)
WITH_FORM = (0.5, 2.0, 5.0, 10.0, 100.0)
THIRD = (0.9, 2.0, 0.0, 1000.0, 0.0)
LATE = (5.0, 2.0, 0.0, 10000.0, 0.0)


@pytest.mark.parametrize(
    ("heads", "end", "visits", "minutes"),
    [
        # greeted from 0 to 2
        ((1, 1), 9.0, (PLAIN,), 1.0),
        # the second from 2 to 4 and, nobody waiting, until 9 with the form
        ((1, 1), 9.0, (PLAIN, WITH_FORM), 111.0),
        # the third has waited from 0.9 to 4, which is too long; so the form is helped with
        ((1, 1), 9.0, (PLAIN, WITH_FORM, THIRD), 111.0),
        # it comes at 1.5 and waits at 4, for two minutes and a half: no help with the form
        ((1, 1), 9.0, (PLAIN, WITH_FORM, (1.5, 2.0, 0.0, 1000.0, 0.0)), 1011.0),
        # whoever comes at 5 waits for the form to end at 9, and passes by
        ((1, 1), 9.0, (PLAIN, WITH_FORM, LATE), 111.0),
        # a second greeter from 6 on takes him after a minute
        ((1, 2), 6.0, (PLAIN, WITH_FORM, LATE), 10111.0),
        # two from the start greet two at once; the third waits from 0.9 to 2 and is taken by the first to end
        ((2, 2), 9.0, (PLAIN, WITH_FORM, THIRD), 1111.0),
        # nobody at the door until the end
        ((0, 1), 9.0, (PLAIN, WITH_FORM), 0.0),
        ((0, 1), 2.0, (PLAIN,), 1.0),
        ((0, 0), 2.0, (PLAIN,), 0.0),
    ],
)
def test_by_hand(
    heads: tuple[int, int],
    end: float,
    visits: tuple[tuple[float, float, float, float, float], ...],
    minutes: float,
) -> None:
    """Each visit takes off a power of ten, so that the sum says what was done."""
    assert off(heads, end, *visits) == minutes


def test_days_are_apart() -> None:
    """The same visit on each of two days, and none on a third: what one day leaves at the door is not there on the next."""
    day = AtDoor(np.array([0, 1, 2, 2]), *(np.array([value, value]) for value in PLAIN))
    minutes = np.zeros(3)
    take_off(day, (1, 1), 9.0, BYPASS, np.zeros(1), np.zeros(1, dtype=np.int64), minutes)
    assert minutes.tolist() == [1.0, 1.0, 0.0]
