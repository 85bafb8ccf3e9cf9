"""Customers who would call about outages: what they carry, what they have heard, and when they call, once or again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.outage_callers import CallerStream, WouldBe
from sim.draws.seeded_dice import SeededDice
from sim.log.outages import OutageStage
from sim.network.outage_notices import Comings, Notices, back_at
from sim.network.outage_trust import TrustInMessages
from sim.network.row_search import last_until
from sim.rules.outage_calls import is_told
from sim.scenario.outage_messages import Messages
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_CHANNEL = -1

ROUNDS = 1024
"""More than a customer has occasions to call again: what each of them carries has so many numbers."""


@dataclass(frozen=True)
class Telling:
    """Who is told what about outages.

    Attributes
    ----------
    rules : Messages or None
        The messages; none are sent without.
    notices : Notices
        What can be told.
    returns : Comings
        When supply is back.
    trust : TrustInMessages or None
        Who believes it.
    """

    rules: Messages | None
    notices: Notices
    returns: Comings
    trust: TrustInMessages | None

    @cached_property
    def sent(self) -> Ints:
        """The places of the notices of which messages are sent, before supply is back for all."""
        stages = [OutageStage[each.upper()] for each in self.rules.stages] if self.rules else []
        stage = self.notices.stage
        return np.flatnonzero(np.isin(stage, stages) & (stage != OutageStage.RESTORED))

    @cached_property
    def sent_first(self) -> Ints:
        """Where those of each outage begin among them, and where the last one's end."""
        return np.searchsorted(self.sent, self.notices.first)

    @cached_property
    def sent_time(self) -> Floats:
        """When they are sent."""
        return self.notices.time[self.sent]

    @cached_property
    def enough(self) -> Floats:
        """By stage, for which share a message of it is enough."""
        shares = self.rules.enough if self.rules else {}
        return np.array([shares.get(stage.name.lower(), 0.0) for stage in OutageStage])  # type: ignore[call-overload]

    @cached_property
    def delay(self) -> Floats:
        """By channel, minutes until a message is there; and behind them for those who have none."""
        channels = self.rules.channels.values() if self.rules else ()
        return on_grid(np.array([*(each.delay for each in channels), 0.0]))


class Customers:
    """Some customers who would call, with what they carry; columns have one entry each.

    Parameters
    ----------
    who : WouldBe
        Who they are.
    dice : SeededDice
        Their random numbers.
    telling : Telling
        What they may be told.
    """

    def __init__(self, who: WouldBe, dice: SeededDice, telling: Telling) -> None:
        self.outage, self.number = who.outage, who.number
        self._dice, self._telling = dice, telling
        self.back = back_at(telling.returns, who.outage, self.uniforms(CallerStream.POSITION))

    def uniforms(self, stream: CallerStream) -> Floats:
        """What decides of each of them once for all."""
        return self._dice.uniforms(stream, self.number)

    def on_occasion(self, stream: CallerStream, rows: Ints, occasion: int) -> Floats:
        """What decides of some of them on an occasion to call again."""
        return self._dice.of(rows).uniforms(stream, self.number[rows] * ROUNDS + occasion)

    @cached_property
    def channel(self) -> Ints:
        """The channel on which each has subscribed to messages; -1 of those who have not."""
        rules = self._telling.rules
        if rules is None:
            return np.full(len(self.outage), NO_CHANNEL)
        steps = np.cumsum([each.subscribed for each in rules.channels.values()])
        channel = number_of(self.uniforms(CallerStream.CHANNEL), steps)
        return np.where(channel < len(steps), channel, NO_CHANNEL)

    @cached_property
    def hears(self) -> Flags:
        """Who sees messages."""
        rules = self._telling.rules
        if rules is None:
            return np.zeros(len(self.outage), np.bool_)
        reach = np.array([*(each.reach for each in rules.channels.values()), 0.0])
        return self.uniforms(CallerStream.REACHED) < reach[self.channel]

    def last_message(self, rows: Ints, until: Floats) -> Ints:
        """The place of the notice of the last message that some have seen until a time; -1 where there is none."""
        telling, found = self._telling, np.full(len(rows), -1)
        some = np.flatnonzero(self.hears[rows])
        own, sent = rows[some], until[some] - telling.delay[self.channel[rows[some]]]
        place = last_until(telling.sent_first, telling.sent_time, self.outage[own], sent)
        there = place >= telling.sent_first[self.outage[own]]
        found[some[there]] = telling.sent[place[there]]
        return found

    def is_told(self, rows: Ints, time: Floats, since: Floats | float = -np.inf) -> tuple[Flags, Ints]:
        """Who of some need not call at a time because of the last message seen, if that came after `since`; and the place of its notice."""
        told, message = np.zeros(len(rows), np.bool_), self.last_message(rows, time)
        since = np.broadcast_to(since, len(rows))
        some = np.flatnonzero(message >= 0)
        some = some[self.seen(rows[some], message[some]) > since[some]]
        if len(some):
            notice, own, now = message[some], rows[some], time[some]
            notices, trust = self._telling.notices, self._telling.trust
            assert trust is not None
            enough = self._telling.enough[notices.stage[notice]]
            trusts = trust.at(self.outage[own], now)
            told[some] = is_told(self._drawn(own), enough, trusts, notices.estimate[notice], now)
        return told, message

    def seen(self, rows: Ints, message: Ints) -> Floats:
        """When some see the messages of some notices."""
        telling = self._telling
        return telling.notices.time[message] + telling.delay[self.channel[rows]]

    def next_message(self, rows: Ints, behind: Ints) -> Ints:
        """The place of the notice of the first message to some behind a place; -1 where there is none."""
        telling = self._telling
        place = np.searchsorted(telling.sent, behind, side="right")
        there = self.hears[rows] & (place < telling.sent_first[self.outage[rows] + 1])
        return np.where(there, np.append(telling.sent, -1)[place], -1)

    @cached_property
    def _enough(self) -> Floats:
        return self.uniforms(CallerStream.ENOUGH)

    @cached_property
    def _trust(self) -> Floats:
        return self.uniforms(CallerStream.TRUST)

    def _drawn(self, rows: Ints) -> Draws:
        return Draws(self._enough[rows], self._trust[rows])


class Draws(NamedTuple):
    """What decides whether a message is enough for customers, and whether they believe it."""

    enough: Floats
    trust: Floats
