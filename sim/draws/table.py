"""The one table of what is drawn: a column that contacts carry, its stream in the dice, its law, where and when it is needed, what it decides.

Both engines take their columns from here, and ``docs/draws.md`` is made from it. Whoever adds a draw adds a row, and the rule that reads the
column. A draw that is not needed at a place is never made there, and moves no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.dice import Stream
from sim.draws.laws import Chance, Law, Number, PatienceOfCallers, Time, TimeByService, Uniform
from sim.draws.place import APP, CALLS, HALL, PHONE, Place
from sim.scenario.centre import Ending
from sim.scenario.demand import Service
from sim.scenario.distributions import Distribution

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Carrying(Protocol):
    """Contacts with what they carry, as far as others of their draws depend on it."""

    @property
    def service(self) -> Ints:
        """Number of the service of each."""

    def column(self, name: str) -> NDArray[Any]:
        """A column of what they carry."""


class When(NamedTuple):
    """When a draw can matter: in words, and as a predicate of the place."""

    words: str
    holds: Callable[[Place], bool]


class Among(NamedTuple):
    """Which of the contacts a draw can matter to: in words, and as a predicate of what else they carry. The others get zero."""

    words: str
    of: Callable[[Carrying, Place], Flags]


@dataclass(frozen=True)
class Draw:
    """One draw.

    Attributes
    ----------
    column : str
        Name of the column, by which rules read it. Several draws make one column where each is for some of the contacts.
    stream : str
        Its name in addresses of random numbers: no other draw of its channels has it.
    law : Law
        What the uniform becomes.
    channels : tuple of str
        By which channels contacts come that carry it.
    at : str
        Where it is read: at the contact's `arrival`, at one of its stages, at its `end`, or when a `return` to a hall is planned.
    when : When
        When it can matter.
    decides : str
        What it says.
    among : Among, optional
        To which contacts it matters; to all, if not given.
    attempt : int, optional
        The contact of the case whose address is used, where all carry the same; their own, if not given.
    """

    column: str
    stream: str
    law: Law
    channels: tuple[str, ...]
    at: str
    when: When
    decides: str
    among: Among | None = None
    attempt: int | None = None


class OtherDraw(NamedTuple):
    """A draw of a day, a case or a head, which no contact carries: made by the module named."""

    stream: Stream
    law: str
    of: str
    made: str
    when: str
    decides: str


# -- when ---------------------------------------------------------------------------------------------------------------


def _any(what: Callable[[Service], Any]) -> Callable[[Place], bool]:
    return lambda at: any(what(service) for service in at.services)


def _loses(at: Place) -> bool:
    back = at.scenario.come_back
    return PAPERS.holds(at) or BALKING.holds(at) or bool(back.reneged or back.sent_home or back.turned_away)


def _hands_over(at: Place) -> bool:
    return any(at.scenario.pools[pool].phone.transfer is not None for pool in at.centre.pools)


ALWAYS = When("always", lambda _: True)
QUICK = When("a service has quick questions", _any(lambda service: service.quick))
PAPERS = When("a service needs papers", _any(lambda service: service.papers_missing))
KIOSK = When("a kiosk can do a service", _any(lambda service: service.kiosk))
GREETER = When("the hall has a greeter", lambda at: at.hall.greeter is not None)
BALKING = When("the hall has balking", lambda at: bool(at.hall.balking))
PATIENCE = When("the hall has patience", lambda at: at.hall.patience is not None)
LOSES = When("a visit can be in vain and its customer come back", _loses)
MENU = When("the centre has a voice menu", lambda at: at.centre.menu is not None)
SHARES = When("routes have shares", lambda at: any(route.share < 1 for route in at.centre.routing))
ANNOUNCED = When("the centre has balking", lambda at: bool(at.centre.balking))
CALLBACK = When("the centre has callbacks", lambda at: at.centre.callback is not None)
TRANSFER = When("a pool of the centre hands over", _hands_over)
MOVES = When("the centre has moves", lambda at: bool(at.centre.moves))
TO_HALLS = When("a move leads to a hall", lambda at: any(move.hall is not None for move in at.centre.moves))

# -- to whom ------------------------------------------------------------------------------------------------------------


def _asks_quickly(of: Carrying, _: Place) -> Flags:
    return np.asarray(of.column("quick"))


def _asks_more(of: Carrying, _: Place) -> Flags:
    return ~of.column("quick")


def _is_answered(of: Carrying, _: Place) -> Flags:
    return np.asarray(of.column("quick") & of.column("answered"))


def _is_checked(of: Carrying, at: Place) -> Flags:
    checked = np.array([bool(service.papers_missing) for service in at.services])
    return np.asarray(checked[of.service] & ~of.column("quick"))


def _may_redial(of: Carrying, at: Place) -> Flags:
    redial = at.centre.redial
    return np.asarray(of.column("redials") < max(getattr(redial, ending) for ending in get_args(Ending)))


def _may_be_handed_over(of: Carrying, at: Place) -> Flags:
    phones = [at.scenario.pools[pool].phone for pool in at.centre.pools]
    return np.asarray(
        of.column("hands_over") < max(each.transfer.share if each.transfer else 0.0 for each in phones)
    )


ASKS_QUICKLY = Among("who has a quick question", _asks_quickly)
ASKS_MORE = Among("who needs more than a quick answer", _asks_more)
ANSWERED = Among("who has a quick question that the greeter can answer", _is_answered)
CHECKED = Among("who needs papers and more than a quick answer", _is_checked)
MAY_REDIAL = Among("who contacts again after some outcome", _may_redial)
MAY_BE_HANDED_OVER = Among("who is handed over by some pool", _may_be_handed_over)

# -- by which law -------------------------------------------------------------------------------------------------------


def _each(what: Callable[[Service], Any]) -> Callable[[Place], list[Any]]:
    return lambda at: [what(service) for service in at.services]


def _same(share: Callable[[Place], float]) -> Callable[[Place], list[float]]:
    return lambda at: [share(at)] * len(at.services)


def _steered(at: Place) -> list[float]:
    return [at.greeter.steers if service.kiosk else 0.0 for service in at.services]


def _form_times(at: Place) -> list[Distribution | None]:
    forms = [service.form if at.greeter.helps_with_forms else None for service in at.services]
    return [form.help_time if form else None for form in forms]


def _talk(service: Service) -> Distribution:
    return service.phone.talk_time or service.handle_time


def _chat(service: Service) -> Distribution:
    return service.phone.chat_time or _talk(service)


def _chats(at: Place) -> list[Distribution]:
    """Times of chats by service; none where there are no chats."""
    some = any(line.channel == "chat" for line in at.centre.lines.values())
    return [_chat(service) for service in at.services] if some else []


def _days(at: Place) -> Callable[[Floats], Ints]:
    steps = np.cumsum(at.scenario.come_back.after_days)[:-1]
    return lambda uniforms: 1 + number_of(uniforms, steps)


def _reached(at: Place) -> float:
    return at.centre.callback.reached if at.centre.callback else 1.0


def _tries(at: Place) -> Callable[[Floats], Floats]:
    reached = _reached(at)
    return lambda uniforms: tries_of(reached, uniforms)


def tries_of(reached: float, uniforms: Floats) -> Floats:
    """Tries of which the last is the first to succeed, if each does with the same chance: the geometric distribution."""
    if reached in (0.0, 1.0):
        return np.full(uniforms.shape, 1.0 if reached else np.inf)
    return np.asarray(1.0 + np.floor(np.log1p(-uniforms) / np.log1p(-reached)))


TALK = TimeByService(_each(_talk), _chats)
RETURN_DAYS = Number(_days, lambda at: len(at.scenario.come_back.after_days) > 1, "number, by shares")
TRIES = Number(_tries, lambda at: 0 < _reached(at) < 1, "number, geometric", absent=1.0)

# -- the table ----------------------------------------------------------------------------------------------------------

VISITS = (HALL,)
ON_PHONE = (PHONE,)
IN_APP = (APP,)

DRAWS: tuple[Draw, ...] = (
    Draw(
        "quick",
        "needs a quick answer",
        Chance(_each(lambda service: service.quick)),
        VISITS,
        "greeter",
        QUICK,
        "Whether a quick answer is all that is needed: a matter of the case, so the same at every contact.",
        attempt=1,
    ),
    Draw(
        "handle",
        "handle time",
        TimeByService(_each(lambda service: service.handle_time)),
        VISITS,
        "counter",
        ALWAYS,
        "Minutes at a counter at speed 100 % with complete papers.",
        ASKS_MORE,
    ),
    Draw(
        "handle",
        "time of a quick answer at the counter",
        TimeByService(_each(lambda service: service.quick_time)),
        VISITS,
        "counter",
        QUICK,
        "The same for a quick answer.",
        ASKS_QUICKLY,
    ),
    Draw(
        "papers",
        "papers missing",
        Uniform(),
        VISITS,
        "arrival",
        PAPERS,
        "Held against the share of missing papers.",
    ),
    Draw("balk", "balks", Uniform(), VISITS, "door", BALKING, "Held against the share that balks."),
    Draw(
        "patience",
        "patience",
        Time(lambda at: at.hall.patience, absent=np.inf),
        VISITS,
        "queue",
        PATIENCE,
        "Minutes in line before giving up; infinite where customers wait for ever.",
    ),
    Draw(
        "kiosk",
        "chooses the kiosk",
        Chance(_each(lambda service: service.kiosk.chosen if service.kiosk else 0.0)),
        VISITS,
        "kiosk",
        KIOSK,
        "Whether the customer goes to a kiosk unasked.",
    ),
    Draw(
        "steered",
        "greeter steers to the kiosk",
        Chance(_steered),
        VISITS,
        "kiosk",
        KIOSK,
        "Whether the customer goes to a kiosk when the greeter says so.",
    ),
    Draw(
        "kiosk_time",
        "time at the kiosk",
        TimeByService(_each(lambda service: service.kiosk.handle_time if service.kiosk else None)),
        VISITS,
        "kiosk",
        KIOSK,
        "Minutes at a kiosk.",
    ),
    Draw(
        "triage",
        "triage time",
        Time(lambda at: at.greeter.triage),
        VISITS,
        "greeter",
        GREETER,
        "Minutes in which the greeter finds out what is needed.",
    ),
    Draw(
        "answered",
        "greeter can answer",
        Chance(_same(lambda at: at.greeter.answers)),
        VISITS,
        "greeter",
        GREETER,
        "Whether the greeter can answer the quick question.",
    ),
    Draw(
        "answer",
        "time of the greeter's answer",
        Time(lambda at: at.greeter.answer_time),
        VISITS,
        "greeter",
        GREETER,
        "Minutes of the greeter's answer, where there is one.",
        ANSWERED,
    ),
    Draw(
        "check",
        "time to check papers",
        Time(lambda at: at.greeter.check_time),
        VISITS,
        "greeter",
        GREETER,
        "Minutes of the greeter's check of papers.",
        CHECKED,
    ),
    Draw(
        "caught",
        "greeter finds papers missing",
        Chance(_same(lambda at: at.greeter.catches)),
        VISITS,
        "greeter",
        GREETER,
        "Whether the greeter finds that papers are missing.",
    ),
    Draw(
        "help",
        "time to help with the form",
        TimeByService(_form_times),
        VISITS,
        "greeter",
        GREETER,
        "Minutes of the greeter's help with the form; zero where there is none.",
        ASKS_MORE,
    ),
    Draw(
        "comes_back",
        "comes back",
        Uniform(),
        VISITS,
        "return",
        LOSES,
        "Held against the share that comes back.",
    ),
    Draw(
        "return_days",
        "days until coming back",
        RETURN_DAYS,
        VISITS,
        "return",
        LOSES,
        "After how many open days the customer comes back, from 1.",
    ),
    Draw(
        "return_time",
        "time of day of coming back",
        Uniform("uniform, the share of the day's arrivals that has come"),
        VISITS,
        "return",
        LOSES,
        "Becomes the time of day of coming back.",
    ),
    Draw(
        "menu",
        "time in the voice menu",
        Time(lambda at: at.centre.menu.time if at.centre.menu else None),
        ON_PHONE,
        "menu",
        MENU,
        "Minutes in the voice menu.",
    ),
    Draw(
        "leaves_menu",
        "hangs up in the voice menu",
        Chance(_same(lambda at: at.centre.menu.leave if at.centre.menu else 0.0)),
        ON_PHONE,
        "menu",
        MENU,
        "Whether the caller hangs up at the end of the menu.",
    ),
    Draw(
        "in_menu",
        "voice menu serves",
        Chance(_each(lambda service: service.phone.in_menu)),
        ON_PHONE,
        "menu",
        MENU,
        "Whether the menu serves the caller who does not leave.",
    ),
    Draw(
        "talk",
        "handle time",
        TALK,
        CALLS,
        "agent",
        ALWAYS,
        "Minutes of talk, or of chat, at speed 100 %: of the same draw, since a contact is either.",
    ),
    Draw(
        "after_call",
        "work after the call",
        TimeByService(_each(lambda service: service.phone.after_call)),
        CALLS,
        "agent",
        ALWAYS,
        "Minutes of work after the call at speed 100 %.",
    ),
    Draw(
        "patience",
        "patience",
        PatienceOfCallers(),
        CALLS,
        "queue",
        ALWAYS,
        "Minutes of waiting before hanging up; infinite for those who never do.",
    ),
    Draw(
        "solve",
        "agent solves",
        Uniform(),
        CALLS,
        "agent",
        ALWAYS,
        "Held against the share that the agent solves.",
    ),
    Draw(
        "balk",
        "balks",
        Uniform(),
        CALLS,
        "queue",
        ANNOUNCED,
        "Held against the share that hangs up at an announced wait.",
    ),
    Draw(
        "split",
        "route",
        Uniform("uniform, held against the routes' shares added up"),
        CALLS,
        "arrival",
        SHARES,
        "Chooses among routes with shares.",
    ),
    Draw(
        "redials",
        "calls again",
        Uniform(),
        CALLS,
        "end",
        ALWAYS,
        "Held against the share that contacts again.",
    ),
    Draw(
        "redials_after",
        "time until calling again",
        Time(lambda at: at.centre.redial.after),
        CALLS,
        "end",
        ALWAYS,
        "Minutes from the end of a contact to the next one.",
        MAY_REDIAL,
    ),
    Draw(
        "moves",
        "where to next",
        Uniform("uniform, held against the moves' shares added up"),
        CALLS,
        "end",
        MOVES,
        "Chooses where the next contact is.",
    ),
    Draw(
        "move_time",
        "time of day of a visit after a call",
        Uniform("uniform, the share of the day's arrivals that has come"),
        CALLS,
        "return",
        TO_HALLS,
        "Becomes the time of day of a visit.",
    ),
    Draw(
        "accepts",
        "accepts a callback",
        Uniform(),
        CALLS,
        "queue",
        CALLBACK,
        "Held against the share that accepts a callback.",
    ),
    Draw(
        "reached_at",
        "try that reaches a caller back",
        TRIES,
        CALLS,
        "agent",
        CALLBACK,
        "Number of the try that reaches the caller back, from 1; infinite where none does.",
    ),
    Draw(
        "hands_over",
        "handed over",
        Uniform(),
        CALLS,
        "agent",
        TRANSFER,
        "Held against the share that is handed over.",
    ),
    Draw(
        "second_talk",
        "talk after being handed over",
        TALK,
        CALLS,
        "agent",
        TRANSFER,
        "Minutes of talk, or of chat, at speed 100 % after being handed over.",
        MAY_BE_HANDED_OVER,
    ),
    Draw(
        "second_solve",
        "agent to whom it was handed over solves",
        Uniform(),
        CALLS,
        "agent",
        TRANSFER,
        "Held against the share that the agent solves to whom it was handed over.",
    ),
    Draw(
        "app_time",
        "time in the app",
        Time(lambda at: at.app.time),
        IN_APP,
        "app",
        ALWAYS,
        "Minutes in the app.",
    ),
    Draw(
        "contained",
        "app settles it",
        Chance(_same(lambda at: at.app.contained)),
        IN_APP,
        "app",
        ALWAYS,
        "Whether the app settles the matter.",
    ),
    Draw(
        "goes_on_after",
        "time from the app to the next contact",
        Time(lambda at: at.app.after),
        IN_APP,
        "end",
        ALWAYS,
        "Minutes from the app to the next contact.",
    ),
    Draw(
        "moves",
        "where to next",
        Uniform("uniform, held against the lines' shares added up"),
        IN_APP,
        "end",
        ALWAYS,
        "Chooses the line of the next contact.",
    ),
)

ARRIVALS, ABSENCE = "sim/draws/arrivals.py", "sim/draws/absence.py"

OTHERS: tuple[OtherDraw, ...] = (
    OtherDraw(
        Stream.BUSYNESS,
        "factor, gamma with mean 1",
        "day",
        ARRIVALS,
        "arrivals have `day_to_day_cv`",
        "How many come on the day, against the mean.",
    ),
    OtherDraw(
        Stream.COMMON_BUSYNESS,
        "factor, gamma with mean 1",
        "day",
        ARRIVALS,
        "the centre has `day_to_day_cv`",
        "The same for all lines of a centre together.",
    ),
    OtherDraw(
        Stream.HALVES,
        "two factors, gamma with mean 1, joined by a Gaussian copula",
        "day",
        ARRIVALS,
        "arrivals have `halves`",
        "How many come in the morning, and in the afternoon.",
    ),
    OtherDraw(
        Stream.GAP,
        "exponential with mean 1; with `counts`, uniform",
        "case",
        ARRIVALS,
        "always",
        "The gap before the case's first contact, in units of the rate; with counts, its time.",
    ),
    OtherDraw(Stream.SERVICE, "number, by shares", "case", ARRIVALS, "there are several", "The service."),
    OtherDraw(Stream.SEGMENT, "number, by shares", "case", ARRIVALS, "there are several", "The segment."),
    OtherDraw(
        Stream.ABSENCE,
        "chance",
        "head and day",
        ABSENCE,
        "a pool has `absence`",
        "Whether the head is missing on the day.",
    ),
)
"""What no contact carries."""


def draws_of(channels: Sequence[str]) -> list[Draw]:
    """The draws that contacts of some channels carry, in the order of the table."""
    return [draw for draw in DRAWS if not set(channels).isdisjoint(draw.channels)]


def check() -> None:
    """See that no two draws of a channel, and no draw and another one of a day, case or head, read from one stream.

    Raises
    ------
    ValueError
        Two do.
    """
    streams = Counter((draw.stream, channel) for draw in DRAWS for channel in draw.channels)
    others = {str(other.stream) for other in OTHERS}
    twice = [stream for (stream, _), count in streams.items() if count > 1 or stream in others]
    if twice:
        raise ValueError(f"these streams have several draws: {', '.join(twice)}")


check()
