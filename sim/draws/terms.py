"""The terms of the table of draws: when a draw can matter, to whom, and what the scenario says of its law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.draw import Among, Carrying, When
from sim.draws.laws import Number, TimeByService
from sim.draws.place import Place
from sim.scenario.centre import Ending
from sim.scenario.demand import Service
from sim.scenario.distributions import Distribution

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# -- when ---------------------------------------------------------------------------------------------------------------


def _any(what: Callable[[Service], Any]) -> Callable[[Place], bool]:
    return lambda at: any(what(service) for service in at.services)


def _loses(at: Place) -> bool:
    back = at.scenario.come_back
    return PAPERS.holds(at) or BALKING.holds(at) or bool(back.reneged or back.sent_home or back.turned_away)


def _some_are_quick(at: Place) -> bool:
    return any(service.quick for service in at.services) or any(segment.quick for segment in at.segments)


def _hands_over(at: Place) -> bool:
    return any(at.scenario.pools[pool].phone.transfer is not None for pool in at.centre.pools)


ALWAYS = When("always", lambda _: True)
QUICK = When("a service or a segment has quick questions", _some_are_quick)
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
ORDERS = When("a service leaves work orders", _any(lambda service: any(service.orders.values())))
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


def each(what: Callable[[Service], Any]) -> Callable[[Place], list[Any]]:
    """What is asked of each service."""
    return lambda at: [what(service) for service in at.services]


def quick_shares(at: Place) -> Sequence[float] | Sequence[Sequence[float]]:
    """The share of quick questions by service, or by segment and service where a segment has its own."""
    of_services = [service.quick for service in at.services]
    own = [segment.quick for segment in at.segments]
    return (
        of_services
        if own.count(None) == len(own)
        else [of_services if quick is None else [quick] * len(of_services) for quick in own]
    )


def kiosk_shares(at: Place) -> Sequence[float] | Sequence[Sequence[float]]:
    """The share that goes to a kiosk unasked, likewise."""
    of_services = [service.kiosk.chosen if service.kiosk else 0.0 for service in at.services]
    own = [segment.kiosk for segment in at.segments]
    return (
        of_services
        if own.count(None) == len(own)
        else [
            of_services if chosen is None else [chosen if service.kiosk else 0.0 for service in at.services]
            for chosen in own
        ]
    )


def time_factors(at: Place) -> Sequence[float]:
    """Factors on times by segment; none where all are 1."""
    factors = [segment.time_factor for segment in at.segments]
    return factors if any(factor != 1.0 for factor in factors) else ()


def same(share: Callable[[Place], float]) -> Callable[[Place], list[float]]:
    """A share that is the same for all services."""
    return lambda at: [share(at)] * len(at.services)


def steered(at: Place) -> list[float]:
    """The share that a greeter brings to a kiosk, by service."""
    return [at.greeter.steers if service.kiosk else 0.0 for service in at.services]


def form_times(at: Place) -> list[Distribution | None]:
    """How long a greeter helps with the form of each service."""
    forms = [service.form if at.greeter.helps_with_forms else None for service in at.services]
    return [form.help_time if form else None for form in forms]


def order_shares(at: Place) -> list[list[float]]:
    """Shares of contacts that leave an order of each category, by service."""
    return [
        [service.orders.get(category, 0.0) for category in at.scenario.categories] for service in at.services
    ]


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


TALK = TimeByService(each(_talk), _chats, time_factors)
RETURN_DAYS = Number(_days, lambda at: len(at.scenario.come_back.after_days) > 1, "number, by shares")
TRIES = Number(_tries, lambda at: 0 < _reached(at) < 1, "number, geometric", absent=1.0)
