"""The rules of a hall: what a visit does at the door, what a greeter does with it, what it takes at kiosk and counter, who returns.

These functions call no others and use no Python but numbers: they are compiled as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from sim.log.records import Outcome
from sim.scenario.demand import ComeBack
from sim.scenario.demand import Service as ServiceOfScenario


class Visit(Protocol):
    """What the rules read of a visit: what it carries (see :mod:`sim.draws.table`), and what has happened to it."""

    @property
    def quick(self) -> bool:
        """Whether a quick answer is all that is needed."""

    @property
    def answered(self) -> bool:
        """Whether the greeter can answer a quick question."""

    @property
    def caught(self) -> bool:
        """Whether the greeter finds that papers are missing."""

    @property
    def kiosk(self) -> bool:
        """Whether it goes to a kiosk unasked."""

    @property
    def steered(self) -> bool:
        """Whether it goes to a kiosk when the greeter says so."""

    @property
    def lacks_papers(self) -> bool:
        """Whether papers are missing."""

    @property
    def helped(self) -> bool:
        """Whether the greeter has helped with the form."""

    @property
    def gives_up(self) -> float:
        """Until when it waits for the counter whose ticket stays in line; infinite of others."""

    @property
    def balk(self) -> float:
        """Uniform to hold against the share that turns away."""

    @property
    def triage(self) -> float:
        """Minutes in which the greeter finds out what is needed."""

    @property
    def answer(self) -> float:
        """Minutes of the greeter's answer."""

    @property
    def check(self) -> float:
        """Minutes of the greeter's check of papers."""

    @property
    def help(self) -> float:
        """Minutes of the greeter's help with the form; zero where there is none."""

    @property
    def handle(self) -> float:
        """Minutes at a counter with complete papers."""


class Service(NamedTuple):
    """What the rules read of a service.

    Attributes
    ----------
    checked : bool
        Whether it needs papers, which a greeter checks.
    saves : float
        Share of the time at the counter that a form filled in before saves.
    found_after : float
        Share of the time at the counter after which it is found that papers are missing.
    """

    checked: bool
    saves: float
    found_after: float

    @classmethod
    def of(cls, service: ServiceOfScenario) -> Service:
        """A service of a scenario."""
        saves = service.form.saves if service.form else 0.0
        return cls(bool(service.papers_missing), saves, service.found_after)


class Step(Protocol):
    """From so many people waiting on, the share that turns away."""

    @property
    def waiting(self) -> int:
        """People waiting."""

    @property
    def leave(self) -> float:
        """The share."""


# -- the door -----------------------------------------------------------------------------------------------------------


def lacks_papers(draw: Any, share: Any, quick: Any) -> Any:
    """Whether papers are missing at a case's first visit to a hall, which has some share of its service; a quick question needs none.

    Of one visit, or of columns of them.
    """
    return (draw < share) & (quick ^ True)  # what a number and a column have alike


def turns_away(visit: Visit, waiting: int, steps: Sequence[Step]) -> bool:
    """Whether a visit turns away at the sight of all who wait in the hall."""
    leave = 0.0
    for number in range(len(steps)):
        if waiting >= steps[number].waiting:
            leave = max(leave, steps[number].leave)
    return visit.balk < leave


# -- the greeter --------------------------------------------------------------------------------------------------------


def greeting_minutes(visit: Visit, service: Service) -> float:
    """Minutes of a greeting at speed 100 %: to ask what is needed, and to answer a quick question or to check papers."""
    if visit.quick:
        return visit.triage + visit.answer if visit.answered else visit.triage
    return visit.triage + visit.check if service.checked else visit.triage


def is_answered(visit: Visit) -> bool:
    """Whether the greeter has solved the matter."""
    return visit.quick and visit.answered


def is_found_out(visit: Visit) -> bool:
    """Whether the greeter has found that papers are missing: the visit is over."""
    return visit.lacks_papers and visit.caught


def likes_kiosk(visit: Visit, greeted: bool) -> bool:
    """Whether a visit goes to a kiosk, if there is one at work: unasked, or because a greeter who has greeted it says so."""
    return visit.kiosk or (greeted and visit.steered)


def wants_help(visit: Visit, goes_to_kiosk: bool) -> bool:
    """Whether a visit that goes on has a form with which a greeter helps who has nothing else to do."""
    return visit.help > 0.0 and not visit.quick and not goes_to_kiosk


# -- the counter --------------------------------------------------------------------------------------------------------


def is_gone(visit: Visit, now: float) -> bool:
    """Whether a customer has given up whose ticket is still in line: at the instant at which the patience ends he is there."""
    return visit.gives_up < now


def counter_minutes(visit: Visit, service: Service) -> float:
    """Minutes at a counter at speed 100 %: fewer with a form filled in, and fewer where papers are missing."""
    minutes = visit.handle
    if visit.helped:
        minutes *= 1.0 - service.saves
    if visit.lacks_papers:
        minutes *= service.found_after
    return minutes


def end_behind_pause(begun: float, end: float, pause_start: float, pause_end: float) -> float:
    """When something ends that has begun and would have ended, where it pauses in between; of several pauses, from early to late."""
    if pause_start < end and pause_end > begun:
        return end + (pause_end - max(pause_start, begun))
    return end


# -- coming back --------------------------------------------------------------------------------------------------------


def share_of_returns(outcome: Outcome, back: ComeBack) -> float:
    """The share of those who come back after a visit that ended so."""
    lost = {
        Outcome.PAPERS_MISSING: back.papers_missing,
        Outcome.BALKED: back.balked,
        Outcome.RENEGED: back.reneged,
        Outcome.SENT_HOME: back.sent_home,
        Outcome.TURNED_AWAY: back.turned_away,
    }
    return lost.get(outcome, 0.0)


def share_complete(told: bool, back: ComeBack) -> float:
    """The share of those who bring all papers the next time, `told` by a greeter which ones or not."""
    return back.complete_when_told if told else back.complete
