"""The rules of a call centre: who gets in, what menu, callback and talk lead to, who takes what, who contacts again and where.

These functions call no others and use no Python but numbers: they are compiled as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

VISIT_AFTER = 1
"""A case that goes on in a hall comes on the first of the hall's open days after the call."""


class Call(Protocol):
    """What the rules read of a call or chat: what it carries (see :mod:`sim.draws.table`), and what has happened to it."""

    @property
    def attempt(self) -> int:
        """Which contact of its case it is, from 1."""

    @property
    def leaves_menu(self) -> bool:
        """Whether the caller hangs up at the end of the menu."""

    @property
    def in_menu(self) -> bool:
        """Whether the menu serves a caller who does not hang up."""

    @property
    def balk(self) -> float:
        """Uniform to hold against the share that hangs up at an announced wait."""

    @property
    def accepts(self) -> float:
        """Uniform to hold against the share that accepts a callback."""

    @property
    def called_back(self) -> bool:
        """Whether the caller has accepted a callback."""

    @property
    def tries(self) -> int:
        """How often an agent has called back."""

    @property
    def reached_at(self) -> float:
        """Number of the try that reaches the caller, from 1; infinite where none does."""

    @property
    def handed_over(self) -> bool:
        """Whether an agent has handed it over to another one."""

    @property
    def hands_over(self) -> float:
        """Uniform to hold against the share that is handed over."""

    @property
    def talk(self) -> float:
        """Minutes of talk or chat at speed 100 %."""

    @property
    def second_talk(self) -> float:
        """The same after being handed over."""

    @property
    def solve(self) -> float:
        """Uniform to hold against the share that an agent solves."""

    @property
    def second_solve(self) -> float:
        """The same after being handed over."""

    @property
    def redials(self) -> float:
        """Uniform to hold against the share that contacts again."""


class Announcement(Protocol):
    """From an announced wait on, the share that hangs up."""

    @property
    def wait(self) -> float:
        """Minutes."""

    @property
    def leave(self) -> float:
        """The share."""


class Callback(Protocol):
    """How callbacks are offered and made."""

    @property
    def wait(self) -> float:
        """Announced wait from which on one is offered; infinite where there are none."""

    @property
    def accept(self) -> float:
        """Share that accepts."""

    @property
    def attempts(self) -> int:
        """Tries to reach a caller, at most."""


class Step(Protocol):
    """A step of a route."""

    @property
    def opens_after(self) -> float:
        """Minutes of waiting from which on its pools take a call; infinite where only the length of the queue counts."""

    @property
    def waiting(self) -> int:
        """Calls waiting on the route from which on they do; zero where the length does not count."""


class Chats(Protocol):
    """What an agent may have in hand at once."""

    @property
    def at_once(self) -> int:
        """Chats without a call."""

    @property
    def during_call(self) -> int:
        """Chats beside a call."""


class Skill(Protocol):
    """What a pool achieves with a kind of contact."""

    @property
    def solved(self) -> float:
        """Share that it solves."""


class Move(Protocol):
    """Where some of those go who contact again."""

    @property
    def below(self) -> float:
        """Those go there whose draw is below this, and not below that of the move before."""


# -- coming in ----------------------------------------------------------------------------------------------------------


def gets_in(chats: bool, taken: int, trunks: float) -> bool:
    """Whether a contact gets in while so many trunks are taken: chats need none."""
    return chats or taken < trunks


def holds_trunk(call: Call, chats: bool) -> bool:
    """Whether a contact that waits is on a trunk: not a chat, and not who has hung up to be called back."""
    return not chats and not call.called_back


def is_served_by_menu(call: Call) -> bool:
    """Whether the menu solves the matter, for who has not hung up in it."""
    return call.in_menu and not call.leaves_menu


# -- waiting ------------------------------------------------------------------------------------------------------------


def hangs_up(call: Call, announced: float, steps: Sequence[Announcement]) -> bool:
    """Whether a caller hangs up at an announced wait; who has been handed over hears none."""
    leave = 0.0
    for number in range(len(steps)):
        if announced >= steps[number].wait:
            leave = max(leave, steps[number].leave)
    return not call.handed_over and call.balk < leave


def is_offered_callback(call: Call, chats: bool, announced: float, callback: Callback) -> bool:
    """Whether a caller who begins to wait is offered a callback: not in a chat, nor after being handed over."""
    return not chats and not call.handed_over and announced >= callback.wait


def takes_callback(call: Call, callback: Callback) -> bool:
    """Whether a caller to whom a callback is offered accepts."""
    return call.accepts < callback.accept


def may_take(step: Step, waited: float, waiting: int) -> bool:
    """Whether the pools of a step may take a call that has waited so long, while so many wait on its route."""
    return waited >= step.opens_after or 0 < step.waiting <= waiting


def urgency(priority: float, rises: float, waited: float) -> float:
    """The priority of a call that has waited so long and gains so many points a minute."""
    return priority + rises * waited


def can_take_call(in_call: bool, chats: int, rules: Chats) -> bool:
    """Whether an agent with so many chats in hand can take a call."""
    return not in_call and chats <= rules.during_call


def can_take_chat(in_call: bool, chats: int, rules: Chats) -> bool:
    """Whether an agent with so many chats in hand can take one more."""
    return chats < (rules.during_call if in_call else rules.at_once)


# -- talking ------------------------------------------------------------------------------------------------------------


def sets_announced_wait(call: Call) -> bool:
    """Whether the wait of a call that is answered is announced to the next ones: at its first answer or first try of a callback."""
    return not call.handed_over and call.tries == 0


def is_to_be_called(call: Call) -> bool:
    """Whether the agent calls back, and does not answer."""
    return call.called_back and not call.handed_over


def is_reached(call: Call) -> bool:
    """Whether the try that is made now reaches the caller."""
    return call.tries >= call.reached_at


def is_called_once_more(call: Call, callback: Callback) -> bool:
    """Whether a caller who was not reached waits for another try."""
    return call.tries < callback.attempts


def talk_minutes(call: Call) -> float:
    """Minutes of the talk that begins, at speed 100 %."""
    return call.second_talk if call.handed_over else call.talk


def is_solved(call: Call, skill: Skill) -> bool:
    """Whether the talk solves the matter."""
    return (call.second_solve if call.handed_over else call.solve) < skill.solved


def is_handed_over(call: Call, share: float) -> bool:
    """Whether a call that was not solved goes to another agent who can take it, where that share of them does: once at most."""
    return not call.handed_over and call.hands_over < share


# -- contacting again ---------------------------------------------------------------------------------------------------


def contacts_again(call: Call, share: float, most_calls: int) -> bool:
    """Whether a case contacts again after a call that ended in vain, where that share of them does."""
    return call.attempt < most_calls and call.redials < share


def move_of(draw: float, moves: Sequence[Move], first: int, end: int) -> int:
    """The number of the move that a draw means, of those from the first one to the end; -1 if it means none of them."""
    for number in range(first, end):
        if draw < moves[number].below:
            return number
    return -1
