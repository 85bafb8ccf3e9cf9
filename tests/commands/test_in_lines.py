"""What goes on, told where there is no terminal; the clock is given."""

from __future__ import annotations

import threading

import pytest

from commands.in_lines import EVERY, in_lines
from reports.progress import status


def test_the_last_that_was_said_is_told_each_half_minute(capsys: pytest.CaptureFixture[str]) -> None:
    """By hand: two half minutes with something else said before each, and the work ends in the third."""
    asked: list[float] = []
    told, go_on = threading.Event(), threading.Event()

    def wait(seconds: float) -> bool:
        asked.append(seconds)
        told.set()
        go_on.wait(10)
        go_on.clear()
        return len(asked) > 2

    with in_lines(wait) as say:
        for what in ("round 1", "round 2", "the end"):
            told.wait(10)
            told.clear()
            say(f"{what} begins")
            say(what)
            go_on.set()
    assert asked == [EVERY] * 3 == [30] * 3
    assert capsys.readouterr().err.splitlines() == [
        "counterline: after 0:30 min: round 1",
        "counterline: after 1:00 min: round 2",
    ]


def test_work_of_less_than_half_a_minute_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with in_lines() as say:
        say("round 1")
    assert capsys.readouterr() == ("", "")


def test_nothing_is_told_with_quiet() -> None:
    def never() -> None:
        raise AssertionError

    with status(True, never) as say:  # type: ignore[arg-type]
        say("round 1")
