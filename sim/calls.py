"""Who calls a centre, when, and what each call carries: the same calls for every engine and policy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.demand import Cases, Coming
from sim.dice import Dice, Stream
from sim.drawn import Drawn
from sim.opening import Opening
from sim.scenario import Scenario
from sim.scenario.centre import Centre
from sim.scenario.demand import Service
from sim.scenario.moves import App
from sim.scenario.phone import Patience
from sim.ticks import on_grid

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
    def transfers(self) -> bool:
        """Whether calls may be handed over."""
        return any(self.scenario.pools[pool].phone.transfer is not None for pool in self.centre.pools)

    @cached_property
    def coming(self) -> Coming:
        """Who calls for the first time."""
        app, common = self.centre.app, f"centre:{self.centre_name}"
        way_in = app if self.line is None else self.centre.lines[self.line]
        assert way_in is not None
        return Coming(
            self.scenario,
            self.site,
            way_in.arrivals,
            self.opening,
            self.dice,
            common,
            self.centre.day_to_day_cv,
        )

    def cases(self, day: int, replications: range) -> Cases:
        """The new cases of a day."""
        return self.coming.cases(day, replications)

    def calls(self, cases: Cases, attempt: int = 1, of: Ints | None = None) -> Calls:
        """The calls of some cases (all, or those at the places `of`) at their `attempt`-th call."""
        return Calls(self, Drawn(self.dice, self.site, cases, attempt, of))

    def carried(self, cases: Cases, attempt: int) -> dict[str, NDArray[Any]]:
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
    drawn : Drawn
        The draws, with their cases and attempt.
    """

    demand: LineDemand
    drawn: Drawn

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
        times = [service.phone.talk_time or service.handle_time for service in self.demand.services]
        return self.drawn.by_service(Stream.HANDLE, times)

    @cached_property
    def chat(self) -> Floats:
        """Minutes of a chat at speed 100 %: of the same draw, since a contact is either."""
        return self._chat(Stream.HANDLE)

    @cached_property
    def after_call(self) -> Floats:
        """Minutes of work after the call at speed 100 %."""
        return self.drawn.by_service(
            Stream.AFTER_CALL, [service.phone.after_call for service in self.demand.services]
        )

    @cached_property
    def solve(self) -> Floats:
        """Uniform to hold against the share that the agent solves."""
        return self.drawn.uniform(Stream.SOLVE)

    @cached_property
    def balk(self) -> Floats:
        """Uniform to hold against the share that hangs up at an announced wait."""
        return self.drawn.uniform(Stream.BALK, bool(self.demand.centre.balking))

    @cached_property
    def split(self) -> Floats:
        """Uniform that chooses among routes with shares."""
        shares = any(route.share < 1 for route in self.demand.centre.routing)
        return self.drawn.uniform(Stream.SPLIT, shares)

    @cached_property
    def patience(self) -> Floats:
        """Minutes of waiting before hanging up; infinite for those who never do."""
        own = [service.phone.patience or self.demand.centre.patience for service in self.demand.services]
        if not any(own):
            return np.broadcast_to(np.inf, self.drawn.service.shape)
        uniforms, service = self.drawn.uniform(Stream.PATIENCE), self.drawn.service
        redial = self.demand.centre.redial
        factors = np.array([redial.patience**earlier for earlier in range(redial.most_calls)])
        factor = factors[self.drawn.attempts(np.arange(len(service))) - 1]
        if all(each is own[0] for each in own) and own[0] is not None:
            return on_grid(factor * patience_of(own[0], uniforms))
        minutes = np.full(uniforms.shape, np.inf)
        for number, each in enumerate(own):
            if each is not None:
                here = (service == number).nonzero()[0]
                minutes[here] = factor[here] * patience_of(each, uniforms[here])
        return on_grid(minutes)

    @cached_property
    def accepts(self) -> Floats:
        """Uniform to hold against the share that accepts a callback."""
        return self.drawn.uniform(Stream.CALLBACK, self.demand.centre.callback is not None)

    @cached_property
    def reached_at(self) -> Floats:
        """Number of the try that reaches the caller back, from 1; infinite where none does."""
        callback = self.demand.centre.callback
        return tries_of(
            callback.reached if callback else 1.0, self.drawn.uniform(Stream.REACHED, callback is not None)
        )

    @cached_property
    def hands_over(self) -> Floats:
        """Uniform to hold against the share that is handed over."""
        return self.drawn.uniform(Stream.TRANSFER, self.demand.transfers)

    @cached_property
    def second_talk(self) -> Floats:
        """Minutes of talk at speed 100 % after being handed over."""
        times = [service.phone.talk_time or service.handle_time for service in self.demand.services]
        if not self.demand.transfers:
            return np.broadcast_to(0.0, self.drawn.service.shape)
        return self.drawn.by_service(Stream.TRANSFER_TALK, times)

    @cached_property
    def second_chat(self) -> Floats:
        """The same of a chat."""
        return self._chat(Stream.TRANSFER_TALK) if self.demand.transfers else self.second_talk

    def _chat(self, stream: Stream) -> Floats:
        if not self.demand.chats:
            return np.broadcast_to(0.0, self.drawn.service.shape)
        uses = [(service.phone, service.handle_time) for service in self.demand.services]
        return self.drawn.by_service(stream, [use.chat_time or use.talk_time or whole for use, whole in uses])

    @cached_property
    def second_solve(self) -> Floats:
        """Uniform to hold against the share that the agent solves to whom it was handed over."""
        return self.drawn.uniform(Stream.TRANSFER_SOLVE, self.demand.transfers)

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
        return self.drawn.uniform(Stream.MOVE, self._app is not None or bool(self.demand.centre.moves))

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


CARRIED = tuple(name for name, value in vars(Calls).items() if isinstance(value, cached_property))
"""Names of the columns that calls carry."""


def tries_of(reached: float, uniforms: Floats) -> Floats:
    """Tries of which the last is the first to succeed, if each does with the same chance: the geometric distribution."""
    if reached in (0.0, 1.0):
        return np.full(uniforms.shape, 1.0 if reached else np.inf)
    return np.asarray(1.0 + np.floor(np.log1p(-uniforms) / np.log1p(-reached)))


def patience_of(patience: Patience, uniforms: Floats) -> Floats:
    """Minutes for uniforms, never falling: first those who hang up at once, last those who never do."""
    some = 1.0 - patience.none - patience.endless
    minutes = np.where(uniforms < patience.none, 0.0, np.inf)
    here = ((uniforms >= patience.none) & (uniforms < patience.none + some)).nonzero()[0]
    if len(here):
        minutes[here] = patience.time.inverse((uniforms[here] - patience.none) / some)
    return minutes
