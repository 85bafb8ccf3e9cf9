"""Who calls a centre, when, and what each call carries: the same calls for every engine and policy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.arrivals import ArrivalSampler
from sim.draws.contact_sampler import ContactSampler, NewCases
from sim.draws.dice import Dice, Stream
from sim.draws.distribution_table import DistributionTable
from sim.draws.patience import Patiences
from sim.scenario import Scenario
from sim.scenario.centre import App, Centre
from sim.scenario.demand import Service
from sim.time.opening import Opening

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class LineDemand:
    """Draws the demand of one line of a call centre.

    Attributes
    ----------
    scenario : Scenario
        Whose demand.
    centre_name, line : str
        The centre, and its line; no line for its app.
    opening : Opening
        When the centre is open.
    dice : Dice
        The random numbers.
    """

    scenario: Scenario
    centre_name: str
    line: str | None
    opening: Opening
    dice: Dice

    @property
    def site(self) -> str:
        """The name of the line in addresses of random numbers."""
        return f"app:{self.centre_name}" if self.line is None else f"centre:{self.centre_name}:{self.line}"

    @property
    def centre(self) -> Centre:
        """The centre in the scenario."""
        return self.scenario.centres[self.centre_name]

    @cached_property
    def services(self) -> list[Service]:
        """The services in the scenario's order."""
        return list(self.scenario.services.values())

    @cached_property
    def chats(self) -> bool:
        """Whether a line of the centre is for chats."""
        return any(line.channel == "chat" for line in self.centre.lines.values())

    @cached_property
    def needed(self) -> frozenset[Stream]:
        """What dice decide of calls; the others are draws that cannot matter."""
        centre = self.centre
        needed = {Stream.SOLVE, Stream.REDIAL}
        if centre.menu is not None:
            needed |= {Stream.MENU_TIME, Stream.MENU_LEAVE, Stream.MENU_SERVE}
        if any(self.scenario.pools[pool].phone.transfer is not None for pool in centre.pools):
            needed |= {Stream.TRANSFER, Stream.TRANSFER_TALK, Stream.TRANSFER_SOLVE}
        if centre.callback is not None:
            needed |= {Stream.CALLBACK, Stream.REACHED}
        decided = {
            Stream.HANDLE: self.talks.varies,
            Stream.AFTER_CALL: self.works.varies,
            Stream.PATIENCE: self.patiences.any,
            Stream.BALK: bool(centre.balking),
            Stream.SPLIT: any(route.share < 1 for route in centre.routing),
            Stream.MOVE: bool(centre.moves),
            Stream.REDIAL_TIME: not centre.redial.after.is_constant,
        }
        return frozenset(needed | {stream for stream, matters in decided.items() if matters})

    @cached_property
    def talks(self) -> DistributionTable:
        """Times of talks by service, and behind them those of chats."""
        uses = [(service.phone, service.handle_time) for service in self.services]
        talks = [use.talk_time or whole for use, whole in uses]
        return DistributionTable(
            [*talks, *(use.chat_time or talk for (use, _), talk in zip(uses, talks, strict=True))]
        )

    @cached_property
    def works(self) -> DistributionTable:
        """Times of work after calls by service."""
        return DistributionTable([service.phone.after_call for service in self.services])

    @cached_property
    def patiences(self) -> Patiences:
        """How long callers wait."""
        return Patiences(self.scenario, self.centre)

    @cached_property
    def coming(self) -> ArrivalSampler:
        """Who calls for the first time."""
        app, common = self.centre.app, f"centre:{self.centre_name}"
        way_in = app if self.line is None else self.centre.lines[self.line]
        assert way_in is not None
        return ArrivalSampler(
            self.scenario,
            self.site,
            way_in.arrivals,
            self.opening,
            self.dice,
            common,
            self.centre.day_to_day_cv,
        )

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""
        return self.coming.cases(day, replications)

    def calls(self, cases: NewCases, attempt: int = 1, of: Ints | None = None) -> Calls:
        """The calls of some cases (all, or those at the places `of`) at their `attempt`-th call."""
        return Calls(self, ContactSampler(self.dice, self.site, cases, attempt, of))

    def carried(self, cases: NewCases, attempt: int) -> dict[str, NDArray[Any]]:
        """The columns that the calls of some cases carry, by name."""
        calls = self.calls(cases, attempt)
        return {name: getattr(calls, name) for name in CARRIED}


@dataclass(frozen=True)
class Calls:
    """What the calls of a line's cases of one day carry at one attempt. Every column has one entry a case.

    Attributes
    ----------
    demand : LineDemand
        Who draws.
    drawn : ContactSampler
        The draws, with their cases and attempt.
    """

    demand: LineDemand
    drawn: ContactSampler

    @cached_property
    def menu(self) -> Floats:
        """Minutes in the voice menu."""
        menu = self.demand.centre.menu
        return self.drawn.times(Stream.MENU_TIME, menu.time if menu else None)

    @cached_property
    def leaves_menu(self) -> Flags:
        """Whether the caller hangs up at the end of the menu."""
        menu = self.demand.centre.menu
        return self.drawn.happens(
            Stream.MENU_LEAVE, [menu.leave if menu else 0.0] * len(self.demand.services)
        )

    @cached_property
    def in_menu(self) -> Flags:
        """Whether the menu serves the caller who does not leave."""
        has_menu = self.demand.centre.menu is not None
        shares = [service.phone.in_menu if has_menu else 0.0 for service in self.demand.services]
        return self.drawn.happens(Stream.MENU_SERVE, shares)

    @cached_property
    def talk(self) -> Floats:
        """Minutes of talk at speed 100 %."""
        return self.drawn.mixed(Stream.HANDLE, self.demand.talks, self.drawn.service)

    @cached_property
    def chat(self) -> Floats:
        """Minutes of a chat at speed 100 %: of the same draw, since a contact is either."""
        return self._chat(Stream.HANDLE)

    @cached_property
    def after_call(self) -> Floats:
        """Minutes of work after the call at speed 100 %."""
        return self.drawn.mixed(Stream.AFTER_CALL, self.demand.works, self.drawn.service)

    @cached_property
    def solve(self) -> Floats:
        """Uniform to hold against the share that the agent solves."""
        return self.drawn.uniform(Stream.SOLVE)

    @cached_property
    def balk(self) -> Floats:
        """Uniform to hold against the share that hangs up at an announced wait."""
        return self._uniform(Stream.BALK)

    @cached_property
    def split(self) -> Floats:
        """Uniform that chooses among routes with shares."""
        return self._uniform(Stream.SPLIT)

    @cached_property
    def patience(self) -> Floats:
        """Minutes of waiting before hanging up; infinite for those who never do."""
        uniforms = self._uniform(Stream.PATIENCE)
        return self.demand.patiences.of(uniforms, self.drawn.service, self.drawn.attempt)

    @cached_property
    def accepts(self) -> Floats:
        """Uniform to hold against the share that accepts a callback."""
        return self._uniform(Stream.CALLBACK)

    @cached_property
    def reached_at(self) -> Floats:
        """Number of the try that reaches the caller back, from 1; infinite where none does."""
        callback = self.demand.centre.callback
        return tries_of(callback.reached if callback else 1.0, self._uniform(Stream.REACHED))

    @cached_property
    def hands_over(self) -> Floats:
        """Uniform to hold against the share that is handed over."""
        return self._uniform(Stream.TRANSFER)

    @cached_property
    def second_talk(self) -> Floats:
        """Minutes of talk at speed 100 % after being handed over."""
        if Stream.TRANSFER_TALK not in self.demand.needed:
            return self._none
        return self.drawn.mixed(Stream.TRANSFER_TALK, self.demand.talks, self.drawn.service)

    @cached_property
    def second_chat(self) -> Floats:
        """The same of a chat."""
        return self._chat(Stream.TRANSFER_TALK) if Stream.TRANSFER_TALK in self.demand.needed else self._none

    def _chat(self, stream: Stream) -> Floats:
        if not self.demand.chats:
            return self._none
        return self.drawn.mixed(stream, self.demand.talks, self.drawn.service + len(self.demand.services))

    @property
    def _none(self) -> Floats:
        return np.broadcast_to(0.0, self.drawn.service.shape)

    @cached_property
    def second_solve(self) -> Floats:
        """Uniform to hold against the share that the agent solves to whom it was handed over."""
        return self._uniform(Stream.TRANSFER_SOLVE)

    @cached_property
    def app_time(self) -> Floats:
        """Minutes in the app."""
        return self.drawn.times(Stream.APP_TIME, self._app.time if self._app else None)

    @cached_property
    def contained(self) -> Flags:
        """Whether the app settles the matter."""
        share = self._app.contained if self._app else 0.0
        return self.drawn.happens(Stream.CONTAINED, [share] * len(self.demand.services))

    @cached_property
    def goes_on_after(self) -> Floats:
        """Minutes from the app to the next contact."""
        return self.drawn.times(Stream.GOES_ON_TIME, self._app.after if self._app else None)

    @property
    def _app(self) -> App | None:
        """The app, if the contact is in it."""
        return self.demand.centre.app if self.demand.line is None and self.drawn.attempt == 1 else None

    @cached_property
    def moves(self) -> Floats:
        """Uniform that chooses where the next contact is."""
        return self.drawn.uniform(Stream.MOVE, self._app is not None or Stream.MOVE in self.demand.needed)

    @cached_property
    def move_time(self) -> Floats:
        """Uniform that becomes the time of day of a visit."""
        visits = any(move.hall is not None for move in self.demand.centre.moves)
        return self.drawn.uniform(Stream.MOVE_TIME, visits)

    @cached_property
    def redials(self) -> Floats:
        """Uniform to hold against the share that calls again."""
        return self.drawn.uniform(Stream.REDIAL)

    @cached_property
    def redials_after(self) -> Floats:
        """Minutes from hanging up to the next call."""
        return self.drawn.times(Stream.REDIAL_TIME, self.demand.centre.redial.after)

    def _uniform(self, stream: Stream) -> Floats:
        return self.drawn.uniform(stream, stream in self.demand.needed)


CARRIED = tuple(name for name, value in vars(Calls).items() if isinstance(value, cached_property))
"""Names of the columns that calls carry."""


def tries_of(reached: float, uniforms: Floats) -> Floats:
    """Tries of which the last is the first to succeed, if each does with the same chance: the geometric distribution."""
    if reached in (0.0, 1.0):
        return np.full(uniforms.shape, 1.0 if reached else np.inf)
    return np.asarray(1.0 + np.floor(np.log1p(-uniforms) / np.log1p(-reached)))
